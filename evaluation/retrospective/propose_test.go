package retrospective

import (
	"bytes"
	"encoding/json"
	"strconv"
	"testing"
	_ "time/tzdata" // time zones, also where the system has none

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// everything is all lessons that could be about a brief, where whatever did not
// work has something of its kind that did.
func everything(b *campaign.Brief) [][]Lesson {
	low, high := of(10, 100), of(60, 100)
	lesson := func(topic Topic, v Verdict, about ...string) Lesson {
		l := Lesson{ID: id(topic, about...), Topic: topic, Verdict: v, Figure: low, Against: high}
		if v == Worked {
			l.Figure, l.Against = high, low
		}
		return l
	}
	var sets [][]Lesson
	for _, t := range b.Touchpoints {
		for _, topic := range []Topic{Activation, Completion} {
			l := lesson(topic, DidNot, t.ID)
			l.Touchpoint, l.Phase = t.ID, t.Phase
			sets = append(sets, []Lesson{l})
		}
		if t.Pulse != nil || t.Kind == campaign.ManagerBriefing {
			l := lesson(Pulse, DidNot, t.ID)
			if t.Pulse == nil {
				l = lesson(Briefing, DidNot, t.ID)
			}
			l.Touchpoint = t.ID
			sets = append(sets, []Lesson{l})
		}
	}
	for _, c := range b.Channels {
		l := lesson(Dismissal, DidNot, c.ID)
		l.Channel = c.ID
		sets = append(sets, []Lesson{l})
		for _, d := range b.Channels {
			if c.ID != d.ID {
				l, m := lesson(Reach, DidNot, c.ID), lesson(Reach, Worked, d.ID)
				l.Channel, m.Channel = c.ID, d.ID
				sets = append(sets, []Lesson{l, m})
			}
		}
		for moment := range 8 {
			for other := range 8 {
				l, m := lesson(Moment, DidNot, c.ID, strconv.Itoa(moment)), lesson(Moment, Worked, c.ID, strconv.Itoa(other))
				l.Channel, m.Channel = c.ID, c.ID
				if moment != other && c.Nature == audience.Push {
					sets = append(sets, []Lesson{l, m})
				}
			}
		}
	}
	for _, s := range b.Segments {
		for _, q := range b.Propositions {
			for _, r := range b.Propositions {
				if q.ID != r.ID && q.For == engagement.Employees && r.For == engagement.Employees && q.Segment == s.ID {
					l, m := lesson(Proposition, DidNot, s.ID, q.ID), lesson(Proposition, Worked, s.ID, r.ID)
					l.Segment, l.Proposition, m.Segment, m.Proposition = s.ID, q.ID, s.ID, r.ID
					sets = append(sets, []Lesson{l, m})
				}
			}
		}
	}
	for _, e := range b.Experiments {
		for _, v := range []Verdict{Worked, DidNot, Unknown} {
			l := lesson(Variant, v, e.ID, "b")
			l.Experiment, l.Touchpoint = e.ID, e.Comparison.Touchpoint
			sets = append(sets, []Lesson{l})
		}
	}
	return sets
}

// tried is an example's brief in which something is compared, and managers are
// not briefed on the first day.
func tried(t *testing.T, name string) *campaign.Brief {
	b := read(t, name)
	for i := range b.Touchpoints {
		touchpoint := &b.Touchpoints[i]
		switch {
		case touchpoint.Kind == campaign.Content && len(b.Experiments) < 2:
			title, body := text("Another title"), text("Another body")
			n := strconv.Itoa(len(b.Experiments))
			b.Experiments = append(b.Experiments, campaign.Experiment{ID: "e" + n, Seed: n, Name: text("x"), Comparison: &campaign.Comparison{Touchpoint: touchpoint.ID, Control: 0.5, Variants: []campaign.Variant{{ID: "b", Weight: 0.5, Title: &title, Body: &body}}}})
		case touchpoint.Kind == campaign.ManagerBriefing && touchpoint.Day == 0:
			touchpoint.Day = 1
		}
	}
	require.NoError(t, b.Check().Err())
	return b
}

func TestEveryProposalAppliesAndLeavesABriefThatCanBePlanned(t *testing.T) {
	kinds := map[ProposalKind]int{}
	sample := map[Topic]int{Completion: 4, Moment: 37, Reach: 9, Proposition: 17} // of which there are hundreds
	for _, name := range []string{"academy", "lumenta", "quickstart", "retail", "security"} {
		b := tried(t, name)
		m := planned(t, b)
		doc, err := json.Marshal(b)
		require.NoError(t, err)
		proposed := 0
		for i, set := range everything(b) {
			if every := sample[set[0].Topic]; i%max(1, every) > 0 {
				continue
			}
			l := set[0]
			m.propose(&l, set)
			q := l.Proposal
			if q == nil {
				continue
			}
			proposed++
			kinds[q.Kind]++
			changed, err := patched(doc, q.Patch)
			require.NoError(t, err, l.ID)
			require.NotEqual(t, string(doc), string(changed), "%s changes something", l.ID)
			after, found := campaign.ReadBrief(bytes.NewReader(changed))
			require.NoError(t, found.Err(), l.ID)
			for _, on := range q.Touchpoints {
				require.NotNil(t, after.Touchpoint(on), "%s acts on what is there", l.ID)
			}
			for _, lang := range engagement.Languages() {
				require.NotEmpty(t, q.Says.In(lang))
				require.NotContains(t, q.Says.In(lang)+q.Reason.In(lang), "%!")
			}
			require.Equal(t, Test, q.Patch[0].Op, "%s: a test comes first", l.ID)
			_, err = patched(changed, q.Patch)
			if q.Kind != LowerCap && q.Kind != AddStep {
				require.ErrorIs(t, err, ErrChanged, "%s applies once", l.ID)
			}
		}
		require.Greater(t, proposed, 3, name)
	}
	for _, k := range ProposalKinds() {
		require.Positive(t, kinds[k], "no brief shows %s", k)
	}
}

func TestAChangedBriefIsNoticed(t *testing.T) {
	b := tried(t, "security")
	m := planned(t, b)
	var l Lesson
	for _, set := range everything(b) {
		if l = set[0]; l.Topic == Reach {
			if m.propose(&l, set); l.Proposal != nil {
				break
			}
		}
	}
	require.NotNil(t, l.Proposal)
	i := 0
	for n := range b.Touchpoints {
		if b.Touchpoints[n].ID == l.Proposal.Touchpoints[0] {
			i = n
		}
	}
	for name, change := range map[string]func(b *campaign.Brief){
		"another channel":  func(b *campaign.Brief) { b.Touchpoints[i].Channel = "lms" },
		"another ID":       func(b *campaign.Brief) { b.Touchpoints[i].ID = "renamed" },
		"another place":    func(b *campaign.Brief) { b.Touchpoints = append(b.Touchpoints[i:i+1:i+1], b.Touchpoints...) },
		"nothing any more": func(b *campaign.Brief) { b.Touchpoints = b.Touchpoints[:i] },
	} {
		other := tried(t, "security")
		change(other)
		doc, err := json.Marshal(other)
		require.NoError(t, err)
		if name == "another place" && i == 0 {
			continue
		}
		_, err = patched(doc, l.Proposal.Patch)
		require.ErrorIs(t, err, ErrChanged, name)
	}
}

func TestWhatIsAddedReplacesNothing(t *testing.T) {
	doc := []byte(`{"limits":{"caps":[1]},"a/b":{"~":1}}`)
	for _, path := range []string{"/limits", "/limits/caps", "/limits/caps/0", "/a~1b", "/a~1b/~0"} {
		require.True(t, has(doc, path), path)
		_, err := patched(doc, []Operation{operation(Add, path, 2)})
		require.ErrorIs(t, err, ErrChanged, path)
	}
	for _, path := range []string{"/none", "/limits/caps/1", "/limits/caps/x", "/limits/caps/0/a"} {
		require.False(t, has(doc, path), path)
	}
	after, err := patched(doc, []Operation{operation(Add, "/limits/caps/-", 2), operation(Add, "/new", "x")})
	require.NoError(t, err)
	require.JSONEq(t, `{"limits":{"caps":[1,2]},"a/b":{"~":1},"new":"x"}`, string(after))
}

// a proposal of a topic for a brief with one lesson that did not work, and one
// that did.
func proposal(t *testing.T, b *campaign.Brief, lessons ...Lesson) (*Proposal, *campaign.Brief) {
	t.Helper()
	m := planned(t, b)
	l := lessons[0]
	m.propose(&l, lessons)
	if l.Proposal == nil {
		return nil, nil
	}
	doc, err := json.Marshal(b)
	require.NoError(t, err)
	doc, err = patched(doc, l.Proposal.Patch)
	require.NoError(t, err)
	after, found := campaign.ReadBrief(bytes.NewReader(doc))
	require.NoError(t, found.Err())
	return l.Proposal, after
}

func TestTheWinnersTextsBecomeTheTouchpointsOwn(t *testing.T) {
	b := tried(t, "security")
	e := b.Experiments[0]
	won := Lesson{ID: id(Variant, e.ID, "b"), Topic: Variant, Verdict: Worked, Experiment: e.ID, Touchpoint: e.Comparison.Touchpoint, Figure: of(60, 100)}
	q, after := proposal(t, b, won)
	require.Equal(t, TakeVariant, q.Kind)
	require.Equal(t, text("Another title"), after.Touchpoint(e.Comparison.Touchpoint).Title)
	require.Equal(t, text("Another body"), after.Touchpoint(e.Comparison.Touchpoint).Body)
	require.Nil(t, after.Experiment(e.ID))
	require.NotNil(t, after.Experiment(b.Experiments[1].ID), "the other goes on")

	lost := won
	lost.Verdict = DidNot
	q, after = proposal(t, b, lost)
	require.Equal(t, EndComparison, q.Kind)
	require.Equal(t, b.Touchpoint(e.Comparison.Touchpoint).Title, after.Touchpoint(e.Comparison.Touchpoint).Title)
	require.Nil(t, after.Experiment(e.ID))

	open := won
	open.Verdict = Unknown
	q, _ = proposal(t, b, open)
	require.Nil(t, q, "it is not decided")
}

func TestThoseWhoBeganAreRemindedOnce(t *testing.T) {
	b := read(t, "security")
	l := Lesson{ID: id(Completion, "restore-open"), Topic: Completion, Verdict: DidNot, Touchpoint: "restore-open", Figure: of(10, 100)}
	q, after := proposal(t, b, l)
	require.Equal(t, AddStep, q.Kind)
	touchpoint := after.Touchpoint("restore-open")
	require.Equal(t, campaign.Drip, touchpoint.Kind)
	require.Len(t, touchpoint.Drip.Steps, 1)
	require.Equal(t, campaign.Started, touchpoint.Drip.Steps[0].After)
	for _, lang := range b.Languages {
		require.Contains(t, touchpoint.Drip.Steps[0].Title.In(lang), touchpoint.Title.In(lang))
	}
	q, _ = proposal(t, after, l)
	require.Nil(t, q, "they are reminded already")
	l.Touchpoint = "bank-code"
	q, _ = proposal(t, b, l)
	require.Nil(t, q, "on the intranet nobody is reminded")
}

func TestCapsGoDownByOneAMessageAWeekAndNotToNone(t *testing.T) {
	l := Lesson{ID: id(Dismissal, "email"), Topic: Dismissal, Verdict: DidNot, Channel: "email", Figure: of(60, 100)}
	b := read(t, "security")
	for _, want := range []int{2, 1} {
		q, after := proposal(t, b, l)
		require.Equal(t, LowerCap, q.Kind)
		own := after.Limits.Caps[len(after.Limits.Caps)-1]
		require.Equal(t, []string{"email"}, own.Channels)
		require.Equal(t, want, *own.PerWeek)
		b = after
	}
	q, _ := proposal(t, b, l)
	require.Nil(t, q)
	b = read(t, "quickstart")
	require.Nil(t, b.Limits)
	_, after := proposal(t, b, l)
	require.Equal(t, firstCap, *after.Limits.Caps[0].PerWeek)
	l.Channel = "intranet"
	q, _ = proposal(t, b, l)
	require.Nil(t, q, "what waits to be found is not capped")
}

func TestNothingMovesIntoQuietHours(t *testing.T) {
	b := read(t, "security")
	b.Limits.QuietHours.From = "16:00"
	bad := Lesson{ID: id(Moment, "email", "0"), Topic: Moment, Verdict: DidNot, Channel: "email", Figure: of(10, 100)}
	good := Lesson{ID: id(Moment, "email", "3"), Topic: Moment, Verdict: Worked, Channel: "email", Figure: of(60, 100)}
	q, _ := proposal(t, b, bad, good)
	require.Nil(t, q, "18:00 is quiet")
	good.ID = id(Moment, "email", "6")
	q, after := proposal(t, b, bad, good)
	require.Equal(t, MoveTime, q.Kind)
	for _, on := range q.Touchpoints {
		require.Equal(t, "15:30", after.Touchpoint(on).Time)
		plan, _ := campaign.NewPlan(after, nil)
		for _, p := range plan.Touchpoints {
			if p.ID == on {
				require.Contains(t, []int{3, 4}, weekday(t, p.Date), "from Thursday on")
			}
		}
	}
}

func weekday(t *testing.T, d engagement.Date) int {
	n, ok := engagement.Date("2027-01-04").DaysUntil(d) // a Monday
	require.True(t, ok)
	return n % 7
}

func TestEveryTextExistsInEveryLanguage(t *testing.T) {
	var keys []string
	for _, topic := range Topics() {
		keys = append(keys, "retro.topic."+string(topic))
		for _, v := range Verdicts() {
			keys = append(keys, "retro."+string(topic)+"."+string(v))
		}
	}
	for _, k := range ProposalKinds() {
		keys = append(keys, "retro.proposal."+string(k), "retro.because."+string(k))
	}
	for _, v := range Verdicts() {
		keys = append(keys, "retro.page."+string(v), "retro.progress."+string(v))
	}
	for _, l := range engagement.Languages() {
		for _, k := range keys {
			require.True(t, catalogue.Has(string(l), k), "%s in %s", k, l)
		}
	}
}
