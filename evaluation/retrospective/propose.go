package retrospective

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/relation"
)

// change is a proposal in the making.
type change struct {
	kind   ProposalKind
	on     []string // touchpoints that it acts on
	said   []any    // arguments of what it says, after their titles
	patch  []Operation
	guards map[string]bool // what is tested already
}

// touchpoint begins to change a touchpoint: it makes sure that it is the one.
func (c *change) touchpoint(i int, t *campaign.Touchpoint) string {
	place := at("touchpoints", i)
	c.on = append(c.on, t.ID)
	c.guard(place+"/id", t.ID)
	return place
}

// guard makes sure of a value, once.
func (c *change) guard(path string, value any) {
	if !c.guards[path] {
		if c.guards == nil {
			c.guards = map[string]bool{}
		}
		c.guards[path] = true
		c.patch = append(c.patch, test(path, value))
	}
}

// text replaces a member, or adds it where it was left out.
func (c *change) text(path, old, value string) {
	switch {
	case old == value:
	case old == "":
		c.patch = append(c.patch, operation(Add, path, value))
	default:
		c.patch = append(c.patch, set(path, old, value)...)
	}
}

// propose finds the change that a lesson suggests. Others of the same wave tell
// what did work.
func (m *maker) propose(l *Lesson, all []Lesson) {
	var c *change
	switch {
	case l.Topic == Variant:
		c = m.endComparison(l, all)
	case l.Verdict != DidNot:
	case l.Topic == Completion:
		c = m.addStep(l)
	case l.Topic == Reach:
		c = m.replaceChannel(l, all)
	case l.Topic == Dismissal:
		c = m.lowerCap(l)
	case l.Topic == Moment:
		c = m.moveTime(l, all)
	case l.Topic == Proposition:
		c = m.forward(l, all)
	case l.Topic == Pulse:
		c = m.shortenPulse(l)
	case l.Topic == Briefing:
		c = m.briefEarlier(l)
	}
	if c == nil || len(c.patch) == 0 || !m.holds(c.patch) {
		return
	}
	args := append([]any{m.titles(c.on)}, c.said...)
	l.Proposal = &Proposal{Kind: c.kind, Says: say("retro.proposal."+string(c.kind), args...), Reason: say("retro.because."+string(c.kind), args...), Touchpoints: c.on, Patch: c.patch}
}

// holds reports whether a patch applies to the brief, and what comes of it is a
// brief without faults that can be planned.
func (m *maker) holds(patch []Operation) bool {
	doc, err := json.Marshal(m.brief)
	if err != nil {
		return false
	}
	if doc, err = patched(doc, patch); err != nil {
		return false
	}
	b, found := campaign.ReadBrief(bytes.NewReader(doc))
	if found.Err() != nil {
		return false
	}
	planned, _ := campaign.NewPlan(b, nil)
	return planned != nil
}

// best is the lesson of a topic with the highest share among those that a
// question holds for, nil where there is none.
func best(all []Lesson, topic Topic, such func(l *Lesson) bool) *Lesson {
	var found *Lesson
	for i := range all {
		if l := &all[i]; l.Topic == topic && l.Figure != nil && such(l) && (found == nil || l.Figure.Share > found.Figure.Share) {
			found = l
		}
	}
	return found
}

// endComparison ends an experiment with texts: with the winner's where one has
// more, with the touchpoint's own where no variant does and one has less. It is
// proposed once, at the lesson that decides.
func (m *maker) endComparison(l *Lesson, all []Lesson) *change {
	winner := best(all, Variant, func(o *Lesson) bool { return o.Experiment == l.Experiment && o.Verdict == Worked })
	n := slices.IndexFunc(m.brief.Experiments, func(e campaign.Experiment) bool { return e.ID == l.Experiment })
	i := slices.IndexFunc(m.brief.Touchpoints, func(t campaign.Touchpoint) bool { return t.ID == l.Touchpoint })
	if n < 0 || i < 0 {
		return nil
	}
	e, t := &m.brief.Experiments[n], &m.brief.Touchpoints[i]
	c := &change{kind: TakeVariant}
	place := c.touchpoint(i, t)
	c.guard(at("experiments", n)+"/id", e.ID)
	if winner != nil {
		if winner.ID != l.ID {
			return nil
		}
		v := e.Comparison.Variants[slices.IndexFunc(e.Comparison.Variants, func(v campaign.Variant) bool { return id(Variant, e.ID, v.ID) == l.ID })]
		if v.Title != nil {
			c.patch = append(c.patch, set(place+"/title", t.Title, *v.Title)...)
		}
		if v.Body != nil {
			c.patch = append(c.patch, set(place+"/body", t.Body, *v.Body)...)
		}
		c.said = []any{v.ID}
	} else {
		last := slices.IndexFunc(all, func(o Lesson) bool { return o.Experiment == l.Experiment })
		open := slices.ContainsFunc(all, func(o Lesson) bool { return o.Experiment == l.Experiment && o.Verdict == Unknown })
		if open || all[last].ID != l.ID {
			return nil // it is not decided, or proposed at the first
		}
		c.kind = EndComparison
	}
	c.patch = append(c.patch, Operation{Op: Remove, Path: at("experiments", n)})
	return c
}

// stepDelay is how many working days after the message before it the step for
// those who began comes.
const stepDelay = 3

// addStep adds a reminder for those who began and did not finish: a step of a
// drip, or of what becomes one.
func (m *maker) addStep(l *Lesson) *change {
	i := slices.IndexFunc(m.brief.Touchpoints, func(t campaign.Touchpoint) bool { return t.ID == l.Touchpoint })
	t := &m.brief.Touchpoints[i]
	ch := m.brief.Channel(t.Channel)
	if ch == nil || ch.Nature != audience.Push || t.Kind != campaign.Drip && t.Kind != campaign.Content || t.Snippet {
		return nil // nobody is reminded by what they have to look for
	}
	step := campaign.Step{ID: "resume", WorkingDays: stepDelay, Title: m.own(say("retro.step.title", t.Title)), Body: m.own(say("retro.step.body")), After: campaign.Started}
	c := &change{kind: AddStep}
	place := c.touchpoint(i, t)
	c.patch = append(c.patch, test(place+"/kind", t.Kind))
	if t.Drip != nil {
		for _, s := range t.Drip.Steps {
			if s.ID == step.ID {
				return nil
			}
		}
		c.patch = append(c.patch, test(place+"/drip", t.Drip), operation(Add, place+"/drip/steps/-", step))
		return c
	}
	c.patch = append(c.patch, operation(Add, place+"/drip", campaign.Sequence{Steps: []campaign.Step{step}}))
	if t.Kind != campaign.Drip {
		c.patch = append(c.patch, operation(Replace, place+"/kind", campaign.Drip))
	}
	return c
}

// own is a text in the languages of the brief.
func (m *maker) own(t engagement.Text) engagement.Text {
	keep := func(l engagement.Language, s string) string {
		if slices.Contains(m.brief.Languages, l) {
			return s
		}
		return ""
	}
	return engagement.Text{It: keep(engagement.Italian, t.It), Nl: keep(engagement.Dutch, t.Nl), En: keep(engagement.English, t.En)}
}

// movable are the kinds of touchpoint that may come through another channel, at
// another time or with another message: the others are tied to an occasion.
func movable(t *campaign.Touchpoint) bool {
	return slices.Contains([]campaign.Kind{campaign.Announcement, campaign.Expectations, campaign.Content, campaign.Drip, campaign.Story, campaign.Evaluation, campaign.InsightCall}, t.Kind)
}

// replaceChannel sends what a channel did not bring to people through the one
// that reached most: of its own nature where one of these worked, since what
// people find when they look had better not come at them all of a sudden. Events
// are occasions of their own, and neither replace nor are replaced.
func (m *maker) replaceChannel(l *Lesson, all []Lesson) *change {
	from := m.brief.Channel(l.Channel)
	if from.Kind == audience.Event {
		return nil
	}
	worked := func(o *Lesson) bool {
		return o.Verdict == Worked && m.brief.Channel(o.Channel).Kind != audience.Event
	}
	better := best(all, Reach, func(o *Lesson) bool { return worked(o) && m.brief.Channel(o.Channel).Nature == from.Nature })
	if better == nil {
		better = best(all, Reach, worked)
	}
	if better == nil {
		return nil
	}
	c := &change{kind: ReplaceChannel, said: []any{m.channel(l.Channel), m.channel(better.Channel)}}
	for i := range m.brief.Touchpoints {
		if t := &m.brief.Touchpoints[i]; t.Channel == l.Channel && movable(t) {
			c.patch = append(c.patch, set(c.touchpoint(i, t)+"/channel", t.Channel, better.Channel)...)
		}
	}
	return c
}

// firstCap is how many messages of a channel a week a person gets at most where
// nothing limited them yet.
const firstCap = 2

// lowerCap lets fewer messages come through a channel that pushes.
func (m *maker) lowerCap(l *Lesson) *change {
	ch := m.brief.Channel(l.Channel)
	if ch == nil || ch.Nature != audience.Push {
		return nil
	}
	fresh := firstCap
	c := &change{kind: LowerCap}
	c.guard(at("channels", slices.IndexFunc(m.brief.Channels, func(o audience.Channel) bool { return o.ID == ch.ID }))+"/id", ch.ID)
	if m.brief.Limits == nil {
		c.patch = append(c.patch, operation(Add, "/limits", campaign.Limits{Caps: []campaign.Cap{{Channels: []string{ch.ID}, PerWeek: &fresh}}}))
	} else {
		lowered := false
		for i, limit := range m.brief.Limits.Caps {
			if slices.Equal(limit.Channels, []string{ch.ID}) && limit.PerWeek != nil {
				if *limit.PerWeek < 2 {
					return nil // less than one a week is no campaign
				}
				fresh, lowered = *limit.PerWeek-1, true
				place := "/limits" + at("caps", i)
				c.guard(place+"/channels", limit.Channels)
				c.patch = append(c.patch, set(place+"/perWeek", *limit.PerWeek, fresh)...)
			} else if limit.PerWeek != nil && (len(limit.Channels) == 0 || slices.Contains(limit.Channels, ch.ID)) {
				fresh = max(1, min(fresh, *limit.PerWeek-1))
			}
		}
		own := campaign.Cap{Channels: []string{ch.ID}, PerWeek: &fresh}
		switch {
		case lowered:
		case m.brief.Limits.Caps == nil:
			c.patch = append(c.patch, operation(Add, "/limits/caps", []campaign.Cap{own}))
		default:
			c.patch = append(c.patch, operation(Add, "/limits/caps/-", own))
		}
	}
	c.said = []any{m.channel(ch.ID), fresh}
	return c
}

// moveTime moves what comes when few respond to when most do.
func (m *maker) moveTime(l *Lesson, all []Lesson) *change {
	now := momentOf(l)
	better := best(all, Moment, func(o *Lesson) bool {
		return o.Channel == l.Channel && o.Verdict == Worked && !m.quiet(l.Channel, civil.FormatMinute(relation.MinuteOf(momentOf(o))))
	})
	if better == nil {
		return nil
	}
	then := momentOf(better)
	time := civil.FormatMinute(relation.MinuteOf(then))
	c := &change{kind: MoveTime, said: []any{m.channel(l.Channel), time, say("relation.moment." + strconv.Itoa(then))}}
	for _, planned := range m.plan.Touchpoints {
		i := slices.IndexFunc(m.brief.Touchpoints, func(t campaign.Touchpoint) bool { return t.ID == planned.ID })
		if i < 0 {
			continue
		}
		t := &m.brief.Touchpoints[i]
		on, dated := civil.Parse(string(planned.Date))
		minute, timed := civil.ParseMinute(t.Time)
		if !dated || !timed || t.Channel != l.Channel || !movable(t) || relation.MomentOf(on, minute) != now {
			continue
		}
		later, ok := m.shift(t, planned, then)
		if !ok {
			continue
		}
		place := c.touchpoint(i, t)
		c.guard(place+"/channel", t.Channel)
		c.text(place+"/time", t.Time, time)
		if later != 0 {
			c.patch = append(c.patch, set(place+"/day", t.Day, t.Day+later)...)
		}
	}
	return c
}

// momentOf is the moment that a lesson is about.
func momentOf(l *Lesson) int {
	n, _ := strconv.Atoi(l.ID[strings.LastIndexByte(l.ID, '.')+1:])
	return n
}

// shift is by how many days a touchpoint must move to fall in a moment's half of
// the week on a weekday within its phase: the nearest, later rather than
// earlier. False where there is none.
func (m *maker) shift(t *campaign.Touchpoint, planned campaign.PlannedTouchpoint, moment int) (int, bool) {
	first, last := m.brief.Frame.Span(t.Phase)
	length, _ := first.DaysUntil(last)
	from, ok := civil.Parse(string(first))
	if !ok || planned.MovedFrom != "" {
		return 0, false // it waits for managers already
	}
	minute := relation.MinuteOf(moment)
	for n := range 7 {
		for _, d := range []int{n, -n} {
			on := from + civil.Day(t.Day+d)
			if t.Day+d >= 0 && t.Day+d <= length && on.Weekday() < 5 && relation.MomentOf(on, minute) == moment {
				return d, true
			}
		}
	}
	return 0, false
}

// quiet reports whether nothing comes through a channel at a time of day.
func (m *maker) quiet(channel, time string) bool {
	l := m.brief.Limits
	if l == nil || l.QuietHours == nil || len(l.QuietHours.Channels) > 0 && !slices.Contains(l.QuietHours.Channels, channel) {
		return false
	}
	if q := l.QuietHours; q.From > q.To { // across midnight
		return time >= q.From || time < q.To
	} else {
		return time >= q.From && time < q.To
	}
}

// forward puts the proposition that moved more people of a segment in the place
// of the one that moved fewer: with the words of a touchpoint that puts it
// forward, of the same phase where there is one.
func (m *maker) forward(l *Lesson, all []Lesson) *change {
	better := best(all, Proposition, func(o *Lesson) bool {
		return o.Segment == l.Segment && o.Proposition != l.Proposition && o.Verdict == Worked
	})
	if better == nil {
		return nil
	}
	q, r := m.brief.Proposition(l.Proposition), m.brief.Proposition(better.Proposition)
	c := &change{kind: ForwardProposition, said: []any{m.gain(q.ID), m.gain(r.ID), m.segment(l.Segment)}}
	for i := range m.brief.Touchpoints {
		t := &m.brief.Touchpoints[i]
		to := t.Segment
		if to == "" {
			to = q.Segment
		}
		if t.Proposition != q.ID || to != l.Segment || t.Kind != campaign.Content && t.Kind != campaign.Announcement || t.Snippet || m.compared(t.ID) {
			continue
		}
		model := m.model(r.ID, t)
		if model == nil {
			continue
		}
		place := c.touchpoint(i, t)
		c.patch = append(c.patch, set(place+"/proposition", t.Proposition, r.ID)...)
		c.patch = append(c.patch, set(place+"/title", t.Title, model.Title)...)
		c.patch = append(c.patch, set(place+"/body", t.Body, model.Body)...)
		if t.Segment == "" {
			c.text(place+"/segment", "", l.Segment)
		}
	}
	return c
}

// compared reports whether an experiment compares a touchpoint's texts.
func (m *maker) compared(touchpoint string) bool {
	return slices.ContainsFunc(m.brief.Experiments, func(e campaign.Experiment) bool {
		return e.Comparison != nil && e.Comparison.Touchpoint == touchpoint
	})
}

// model is the touchpoint whose words put a proposition forward in the place of
// another touchpoint's.
func (m *maker) model(proposition string, of *campaign.Touchpoint) *campaign.Touchpoint {
	var found *campaign.Touchpoint
	for i := range m.brief.Touchpoints {
		t := &m.brief.Touchpoints[i]
		if t.Proposition == proposition && (t.Kind == campaign.Content || t.Kind == campaign.Announcement) && (found == nil || found.Phase != of.Phase && t.Phase == of.Phase) {
			found = t
		}
	}
	return found
}

// fewestQuestions is below which a pulse is not shortened: what people can use,
// what they lack, and one in words of their own.
const fewestQuestions = 3

// shortenPulse asks less where few answered.
func (m *maker) shortenPulse(l *Lesson) *change {
	i := slices.IndexFunc(m.brief.Touchpoints, func(t campaign.Touchpoint) bool { return t.ID == l.Touchpoint })
	t := &m.brief.Touchpoints[i]
	fewer := max(fewestQuestions, t.Pulse.Questions-2)
	if fewer >= t.Pulse.Questions {
		return nil
	}
	c := &change{kind: ShortenPulse, said: []any{t.Pulse.Questions, fewer}}
	c.patch = append(c.patch, set(c.touchpoint(i, t)+"/pulse/questions", t.Pulse.Questions, fewer)...)
	return c
}

// sooner is by how many days managers are briefed earlier.
const sooner = 3

// briefEarlier briefs managers before, so that fewer teams wait.
func (m *maker) briefEarlier(l *Lesson) *change {
	i := slices.IndexFunc(m.brief.Touchpoints, func(t campaign.Touchpoint) bool { return t.ID == l.Touchpoint })
	t := &m.brief.Touchpoints[i]
	if t.Day == 0 {
		return nil // nothing comes before the first day
	}
	day := max(0, t.Day-sooner)
	c := &change{kind: BriefEarlier, said: []any{t.Day - day}}
	c.patch = append(c.patch, set(c.touchpoint(i, t)+"/day", t.Day, day)...)
	return c
}
