package evaluation

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
)

// Funnel counts events as they come. It keeps what each person did at all in
// each phase, so that events may come in any order and any number of times,
// and a host may keep one funnel and add to it. Its memory grows with the
// people, and with the IDs of events that it ignores. Two events with the same
// ID are taken to be the same; where they differ, both are taken in.
//
// A Funnel is not safe for use by several goroutines at once.
type Funnel struct {
	campaign string
	segments []string       // IDs in order of precedence
	phases   map[string]int // of each touchpoint, as its index in campaign.Phases
	people   map[string]*member
	ignored  map[ignoredEvent]struct{}
	broken   int // lines that could not be read
}

// member is one person: the row that counts them, and what they did.
type member struct {
	row int
	did [3]deeds // in each phase
}

// deeds is a set of verbs.
type deeds uint8

const (
	shown deeds = 1 << iota
	dismissed
	started
	completed
	shared
)

type ignoredEvent struct {
	cause Cause
	id    string
}

// NewFunnel prepares to count the events of a plan for the people it was made
// for. Each person counts in the first of the plan's segments that they are in.
func NewFunnel(p *campaign.Plan, w *audience.Workforce) *Funnel {
	f := &Funnel{
		campaign: p.Brief.ID,
		phases:   make(map[string]int, len(p.Touchpoints)),
		people:   make(map[string]*member, w.Len()),
		ignored:  map[ignoredEvent]struct{}{},
	}
	for _, s := range p.Brief.Segments {
		f.segments = append(f.segments, s.ID)
	}
	know := func(t *campaign.Touchpoint) {
		if i := slices.Index(campaign.Phases(), t.Phase); i >= 0 {
			f.phases[t.ID] = i
		}
	}
	for i := range p.Brief.Touchpoints {
		know(&p.Brief.Touchpoints[i])
	}
	for _, planned := range p.Touchpoints { // what the plan made of them: teasers, steps, moments
		if t := p.Touchpoint(planned.ID); t != nil {
			know(t)
		}
	}
	members := make([]member, 0, w.Len())
	segmentsOf := p.SegmentsOf(w, p.Brief.Frame.Inform)
	for person := range w.People() {
		row := len(f.segments) // everyone else
		if in := segmentsOf(person); len(in) > 0 {
			row = slices.Index(f.segments, in[0])
		}
		members = append(members, member{row: row})
		f.people[person.ID] = &members[len(members)-1]
	}
	return f
}

// Add takes an event in. It returns why the event does not count, empty where
// it does.
func (f *Funnel) Add(e Event) Cause {
	cause := f.add(e)
	if cause != "" {
		f.ignored[ignoredEvent{cause, e.ID}] = struct{}{}
	}
	return cause
}

func (f *Funnel) add(e Event) Cause {
	if e.Campaign != f.campaign {
		return OtherCampaign
	}
	deed := deedOf(e.Verb)
	if deed == 0 {
		return UnknownVerb
	}
	phase, known := f.phases[e.Touchpoint]
	if !known {
		return UnknownTouchpoint
	}
	if e.Person == "" {
		return NoPerson
	}
	m := f.people[e.Person]
	if m == nil {
		return UnknownPerson
	}
	m.did[phase] |= deed
	return ""
}

func deedOf(v Verb) deeds {
	switch v {
	case Shown:
		return shown
	case Dismissed:
		return dismissed
	case Started:
		return started
	case Completed:
		return completed
	case Shared:
		return shared
	}
	return 0
}

// tables counts the people: a table for each phase, and the audience of each
// row, which is the same in all of them.
func (f *Funnel) tables() (audience []int, tables []table) {
	rows := len(f.segments) + 1
	audience, tables = make([]int, rows), make([]table, len(campaign.Phases()))
	for i := range tables {
		tables[i] = newTable(rows)
	}
	for _, m := range f.people {
		audience[m.row]++
		for i, did := range m.did {
			tables[i].count(m.row, did)
		}
	}
	return audience, tables
}

// table is the counts of one phase by row, the total left out.
type table struct {
	reached, activated, completed, dismissed, shared []int
}

func newTable(rows int) table {
	return table{make([]int, rows), make([]int, rows), make([]int, rows), make([]int, rows), make([]int, rows)}
}

// count counts one person into every stage that they came to.
func (t *table) count(row int, did deeds) {
	for _, stage := range []struct {
		counts []int
		of     deeds
	}{
		{t.reached, shown | dismissed | started | completed | shared},
		{t.activated, started | completed},
		{t.completed, completed},
		{t.dismissed, dismissed},
		{t.shared, shared},
	} {
		if did&stage.of != 0 {
			stage.counts[row]++
		}
	}
}
