package decision

import (
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Everyone is the segment index of what speaks to all.
const Everyone = -1

// Most is how many segments, propositions and touchpoints a program may have, of
// each. It is far more than people can tell apart in a campaign, and so few that a
// page which is sent nonsense is not kept busy with it.
const Most = 5_000

// Program is what a plan compiles to: all that is needed to decide, and
// nothing about any person. Indices refer to the program's own lists.
type Program struct {
	Campaign     string
	Start, End   civil.Day
	Segments     []Segment // in order of precedence
	Propositions []Proposition
	Touchpoints  []Touchpoint // in order of day, minute and ID, but no step of a sequence before a lower one
	Limits       *Limits      // nil where there are none

	ready *prepared // nil where nobody prepared it
}

// Segment is a named condition.
type Segment struct {
	ID   string
	When Expr
	Raw  light.Value // the condition as written

	Survey *Survey // what its people named when they were asked together; nil where nobody asked
}

// Proposition is what fits it to a person; its texts are elsewhere.
type Proposition struct {
	ID       string
	Managers bool // speaks to line managers
	Segment  int  // index, or Everyone
	Needs    []string
	Reasons  []string
	Factors  []string
	Wordings []int // segments with a wording of their own, in order of precedence
}

// Touchpoint is one occasion on which a proposition is put before people.
type Touchpoint struct {
	ID          string
	Phase       string
	Channel     string
	Proposition int
	Segment     int       // index, or Everyone
	Managers    bool      // only line managers get it
	Briefing    bool      // it briefs managers: their teams follow the day after
	Widget      bool      // the widget shows it
	Day         civil.Day // first day
	Minute      int       // of the day, where the person is
	Until       civil.Day // last day on which the widget shows it

	Toolkit  bool   // it follows the person's own briefing
	Invited  bool   // only those who are invited get it
	Step     int    // its number in a sequence that ends when the goal is met; 0 outside one
	Delay    int    // days that lie between the message before it in the sequence and this one, at least
	After    string // the outcome that it is for, OutcomeNone included; empty for any but completed
	Occasion string // a code that explains it, such as OccasionMoment; empty for most

	WorkDelay int        // working days of the person after the message before it; 0 where Delay counts
	When      *Condition // whom the step is for; nil for all
	Wait      string     // what the step waits for; empty for nothing
	WaitDays  int        // and for how long after the message before it
	Soon      bool       // it comes at once where it follows on something, rather than at its own time of day
	Instead   int        // the step that it stands in for where that is not for the person; 0 where it stands for itself

	Acknowledge int  // days for which teams wait until a briefing is acknowledged; 0 where the briefing is enough
	Escalation  bool // it tells a manager of those below who did not acknowledge

	Push    bool // it comes to people by itself, so that limits hold for it
	Rank    int  // from 0 to Ranks-1: who goes first where a cap leaves room for some
	Anytime bool // it comes in quiet hours too
	Drop    bool // dropped rather than moved where a cap leaves no room on its day
	Hours   bool // it comes only in the person's own hours of work, where they are known
	Lasts   int  // minutes that lie in those hours too
}

// Append writes the program as JSON.
func (p *Program) Append(dst []byte) []byte {
	field := func(name string) { dst = append(light.AppendString(dst, name), ':') }
	text := func(name, v string) {
		if v != "" {
			dst = append(dst, ',')
			field(name)
			dst = light.AppendString(dst, v)
		}
	}
	texts := func(name string, v []string) {
		if len(v) > 0 {
			dst = append(dst, ',')
			field(name)
			dst = light.AppendStrings(dst, v)
		}
	}
	number := func(name string, v int) {
		dst = append(dst, ',')
		field(name)
		dst = light.AppendInt(dst, int64(v))
	}
	flag := func(name string, v bool) {
		if v {
			dst = append(dst, ',')
			field(name)
			dst = append(dst, "true"...)
		}
	}
	list := func(name string, n int, one func(int)) {
		dst = append(dst, ',')
		field(name)
		dst = append(dst, '[')
		for i := range n {
			if i > 0 {
				dst = append(dst, ',')
			}
			one(i)
			dst = append(dst, '}')
		}
		dst = append(dst, ']')
	}
	id := func(v string) {
		dst = append(dst, '{')
		field("id")
		dst = light.AppendString(dst, v)
	}
	dst = append(dst, '{')
	field("campaign")
	dst = light.AppendString(dst, p.Campaign)
	text("start", p.Start.String())
	text("end", p.End.String())
	list("segments", len(p.Segments), func(i int) {
		s := &p.Segments[i]
		id(s.ID)
		dst = append(dst, ',')
		field("when")
		if s.Raw.Kind == light.Missing {
			dst = append(dst, "{}"...) // no condition: everyone
		} else {
			dst = s.Raw.Append(dst)
		}
		if s.Survey != nil {
			dst = append(dst, ',')
			field("survey")
			dst = s.Survey.append(dst)
		}
	})
	list("propositions", len(p.Propositions), func(i int) {
		q := &p.Propositions[i]
		id(q.ID)
		flag("managers", q.Managers)
		number("segment", q.Segment)
		texts("needs", q.Needs)
		texts("reasons", q.Reasons)
		texts("factors", q.Factors)
		if len(q.Wordings) > 0 {
			dst = append(dst, ',')
			field("wordings")
			for i, s := range q.Wordings {
				dst = light.AppendInt(append(dst, "[,"[min(i, 1)]), int64(s))
			}
			dst = append(dst, ']')
		}
	})
	list("touchpoints", len(p.Touchpoints), func(i int) {
		t := &p.Touchpoints[i]
		id(t.ID)
		text("phase", t.Phase)
		text("channel", t.Channel)
		number("proposition", t.Proposition)
		number("segment", t.Segment)
		flag("managers", t.Managers)
		flag("briefing", t.Briefing)
		flag("widget", t.Widget)
		text("day", t.Day.String())
		text("time", civil.FormatMinute(t.Minute))
		text("until", t.Until.String())
		flag("toolkit", t.Toolkit)
		flag("invited", t.Invited)
		if t.Step > 0 {
			number("step", t.Step)
			number("delay", t.Delay)
		}
		text("after", t.After)
		text("occasion", t.Occasion)
		if t.When != nil {
			dst = append(dst, ',')
			field("when")
			dst = t.When.Raw.Append(dst)
		}
		text("wait", t.Wait)
		for _, n := range [...]struct {
			name string
			n    int
		}{{"workDelay", t.WorkDelay}, {"waitDays", t.WaitDays}, {"instead", t.Instead}, {"acknowledge", t.Acknowledge}} {
			if n.n > 0 {
				number(n.name, n.n)
			}
		}
		flag("soon", t.Soon)
		flag("escalation", t.Escalation)
		flag("push", t.Push)
		if t.Rank > 0 {
			number("rank", t.Rank)
		}
		flag("anytime", t.Anytime)
		flag("drop", t.Drop)
		flag("hours", t.Hours)
		if t.Lasts > 0 {
			number("lasts", t.Lasts)
		}
	})
	if p.Limits != nil {
		dst = append(dst, ',')
		field("limits")
		dst = p.Limits.append(dst)
	}
	return append(dst, '}')
}

// Read reads a program. A problem is recorded in the reader.
func Read(r *light.Reader) *Program {
	p := &Program{}
	r.Object(func(name string) {
		switch name {
		case "campaign":
			p.Campaign = r.String()
		case "start":
			p.Start = readDay(r)
		case "end":
			p.End = readDay(r)
		case "segments":
			r.Array(func() { p.Segments = append(p.Segments, readSegment(r)); few(r, len(p.Segments)) })
		case "propositions":
			r.Array(func() { p.Propositions = append(p.Propositions, readProposition(r)); few(r, len(p.Propositions)) })
		case "touchpoints":
			r.Array(func() { p.Touchpoints = append(p.Touchpoints, readTouchpoint(r)); few(r, len(p.Touchpoints)) })
		case "limits":
			p.Limits = readLimits(r)
		default:
			r.Fail("unknown member " + name)
		}
	})
	if r.Err() == nil {
		p.check(r)
	}
	return p
}

// few refuses a list of more than [Most].
func few(r *light.Reader, n int) {
	if n > Most {
		r.Fail("expected a list of at most " + light.Itoa(Most))
	}
}

// check refuses indices that point nowhere.
func (p *Program) check(r *light.Reader) {
	for _, s := range p.Segments {
		if s.Survey != nil && !s.Survey.fits(len(p.Propositions)) {
			r.Fail("survey of segment " + s.ID + " does not fit the propositions")
		}
	}
	segment := func(i int) bool { return i >= Everyone && i < len(p.Segments) }
	for _, q := range p.Propositions {
		if !segment(q.Segment) {
			r.Fail("proposition " + q.ID + " names no segment")
		}
		for _, s := range q.Wordings {
			if s == Everyone || !segment(s) {
				r.Fail("proposition " + q.ID + " words for no segment")
			}
		}
	}
	for _, t := range p.Touchpoints {
		if !segment(t.Segment) {
			r.Fail("touchpoint " + t.ID + " names no segment")
		}
		if t.Proposition < 0 || t.Proposition >= len(p.Propositions) {
			r.Fail("touchpoint " + t.ID + " names no proposition")
		}
	}
}

func readDay(r *light.Reader) civil.Day {
	d, ok := civil.Parse(r.String())
	if !ok {
		r.Fail("expected a date")
	}
	return d
}

// readMinute reads a time such as 09:30.
func readMinute(r *light.Reader) int {
	m, ok := civil.ParseMinute(r.String())
	if !ok {
		r.Fail("expected a time")
	}
	return m
}

func readSegment(r *light.Reader) (s Segment) {
	r.Object(func(name string) {
		switch name {
		case "id":
			s.ID = r.String()
		case "when":
			c := readCondition(r)
			s.When, s.Raw = c.Expr, c.Raw
		case "survey":
			s.Survey = readSurvey(r)
		default:
			r.Fail("unknown member " + name)
		}
	})
	return s
}

func readCondition(r *light.Reader) (c Condition) {
	c.Raw = r.Value()
	if r.Err() == nil {
		var problems []Problem
		if c.Expr, problems = ParseExpr(c.Raw); len(problems) > 0 {
			r.Fail("condition: expected " + problems[0].Expected + ", found " + problems[0].Found)
		}
	}
	return c
}

// readCount reads a number from 0 to a most.
func readCount(r *light.Reader, most int) int {
	n := r.Int()
	if n < 0 || n > most {
		r.Fail("expected a number from 0 to " + light.Itoa(most))
	}
	return n
}

func readProposition(r *light.Reader) (q Proposition) {
	r.Object(func(name string) {
		switch name {
		case "id":
			q.ID = r.String()
		case "managers":
			q.Managers = r.Bool()
		case "segment":
			q.Segment = r.Int()
		case "needs":
			q.Needs = r.Strings()
		case "reasons":
			q.Reasons = r.Strings()
		case "factors":
			q.Factors = r.Strings()
		case "wordings":
			r.Array(func() { q.Wordings = append(q.Wordings, r.Int()) })
		default:
			r.Fail("unknown member " + name)
		}
	})
	return q
}

func readTouchpoint(r *light.Reader) (t Touchpoint) {
	r.Object(func(name string) {
		switch name {
		case "id":
			t.ID = r.String()
		case "phase":
			t.Phase = r.String()
		case "channel":
			t.Channel = r.String()
		case "proposition":
			t.Proposition = r.Int()
		case "segment":
			t.Segment = r.Int()
		case "managers":
			t.Managers = r.Bool()
		case "briefing":
			t.Briefing = r.Bool()
		case "widget":
			t.Widget = r.Bool()
		case "day":
			t.Day = readDay(r)
		case "time":
			t.Minute = readMinute(r)
		case "until":
			t.Until = readDay(r)
		case "toolkit":
			t.Toolkit = r.Bool()
		case "invited":
			t.Invited = r.Bool()
		case "step":
			t.Step = readCount(r, longestSequence)
		case "delay":
			t.Delay = readCount(r, longestDelay)
		case "workDelay":
			t.WorkDelay = readCount(r, longestDelay)
		case "when":
			when := readCondition(r)
			t.When = &when
		case "wait":
			t.Wait = r.String()
		case "waitDays":
			t.WaitDays = readCount(r, longestDelay)
		case "soon":
			t.Soon = r.Bool()
		case "instead":
			t.Instead = readCount(r, longestSequence)
		case "acknowledge":
			t.Acknowledge = readCount(r, longestDelay)
		case "escalation":
			t.Escalation = r.Bool()
		case "after":
			t.After = r.String()
		case "occasion":
			t.Occasion = r.String()
		case "push":
			t.Push = r.Bool()
		case "rank":
			t.Rank = r.Int()
			if t.Rank < 0 || t.Rank >= Ranks {
				r.Fail("expected a rank from 0 to 3")
			}
		case "anytime":
			t.Anytime = r.Bool()
		case "drop":
			t.Drop = r.Bool()
		case "hours":
			t.Hours = r.Bool()
		case "lasts":
			t.Lasts = readCount(r, minutesPerDay)
		default:
			r.Fail("unknown member " + name)
		}
	})
	return t
}
