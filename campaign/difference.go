package campaign

import (
	"iter"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Difference is what became of one thing that one person gets when a campaign
// was planned again.
type Difference struct {
	// Person is whose it is.
	Person string `json:"person"`
	// Change is what became of it; of the person where Touchpoint is empty.
	Change Change `json:"change"`
	// Touchpoint is its ID; empty where the person joined or left.
	Touchpoint string `json:"touchpoint,omitempty"`
	// Before is what the person was to get; nil where there was nothing.
	Before *Item `json:"before,omitempty"`
	// After is what the person gets; nil where there is nothing any more.
	After *Item `json:"after,omitempty"`
	// Of are the parts of it that are no longer the same; when it comes is told by Change.
	Of []Aspect `json:"of,omitempty"`
	// Why are the causes that bear on it, those in the brief first; empty where none is known.
	Why []Cause `json:"why,omitempty"`
}

// Change is what became of an item, or of a person.
type Change string

// The changes. What is moved may say something else too: see Difference.Of.
const (
	Joined  Change = "joined"  // the person was not among the people before
	Left    Change = "left"    // the person is no longer
	Added   Change = "added"   // it comes, and did not
	Removed Change = "removed" // it no longer comes
	Moved   Change = "moved"   // it comes at another time
	Changed Change = "changed" // it comes when it did, and is not the same
)

// Changes lists all changes.
func Changes() []Change { return []Change{Joined, Left, Added, Removed, Moved, Changed} }

// Aspect is a part of what people get.
type Aspect string

// The aspects.
const (
	ChannelAspect     Aspect = "channel"
	PropositionAspect Aspect = "proposition"
	WordingAspect     Aspect = "wording"  // the gain, or in whose words it is told
	TextAspect        Aspect = "text"     // title or body of the touchpoint
	LanguageAspect    Aspect = "language" // of the person
	LengthAspect      Aspect = "length"   // of a learning moment
)

// Differences yields what is no longer the same after planning again, person by
// person: in the order of the workforce after, then those who left in that of
// the one before. Both schedules are asked at the same moment: the one after
// with what happened so far ([Schedule.At]), the one before as it was handed
// out. What was sent, as either knows, is no difference, whatever became of its
// touchpoint: it came, and never comes again. A person whose time zone does not
// exist yields a [*ZoneError]. People are the same where their IDs are.
//
// A plan is a pure function of brief and workforce, so that nothing moves that
// the change does not bear on, and planning twice makes no difference. It holds
// one person's items at a time.
func Differences(before, after *Schedule) iter.Seq2[Difference, error] {
	return func(yield func(Difference, error) bool) {
		d := newDiffer(before, after)
		alike := newAlike(d)
		for p := range after.workforce.People() {
			q := before.workforce.Person(p.ID)
			if alike != nil && alike.same(q, p) {
				continue
			}
			if !d.person(q, p, yield) {
				return
			}
		}
		for p := range before.workforce.People() {
			if after.workforce.Person(p.ID) == nil && !d.person(p, nil, yield) {
				return
			}
		}
	}
}

// differ compares two schedules.
type differ struct {
	before, after *Schedule
	touchpoints   map[string]*touched // by the ID of a touchpoint of either program
	limits        bool                // these are not the same
	place         [2]string           // the traits that tell where people are
}

// side is one of the two, with one person there.
type side struct {
	schedule *Schedule
	person   *audience.Person
	known    decision.Person
	due      []decision.Due
}

func (d *differ) person(p, q *audience.Person, yield func(Difference, error) bool) bool {
	was, is := side{schedule: d.before, person: p}, side{schedule: d.after, person: q}
	for _, s := range [...]*side{&is, &was} {
		switch {
		case s.person == nil:
		case s.schedule.zones[s.person.TimeZone] == nil:
			if s == &is || q == nil {
				return yield(Difference{Person: s.person.ID}, &ZoneError{s.person.ID, s.person.TimeZone})
			}
		default:
			s.known = s.schedule.knownPerson(s.person)
			s.due = s.schedule.program.Schedule(s.known)
		}
	}
	switch {
	case p == nil && !yield(Difference{Person: q.ID, Change: Joined}, nil),
		q == nil && !yield(Difference{Person: p.ID, Change: Left}, nil):
		return false
	case p != nil && q != nil && d.same(&was, &is):
		return true
	}
	var only map[string]bool // nil for all
	if p != nil && q != nil && p.TimeZone == q.TimeZone && d.before.languages[p.Language] == d.after.languages[q.Language] {
		only = d.changed(&was, &is)
	}
	before, after := was.items(only), is.items(only)
	c := causes{differ: d, was: &was, is: &is}
	id := ""
	for _, s := range [...]*side{&was, &is} {
		if s.person != nil {
			id = s.person.ID
		}
	}
	for i := range after {
		item := &after[i]
		if d.came(id, item) {
			continue
		}
		found := Difference{Person: id, Touchpoint: item.Touchpoint, After: item, Change: Added}
		if k := slices.IndexFunc(before, func(b Item) bool { return b.Touchpoint == item.Touchpoint }); k >= 0 {
			found.Before, found.Of = &before[k], d.aspects(&before[k], item)
			switch {
			case !before[k].At.Equal(item.At):
				found.Change = Moved
			case len(found.Of) > 0:
				found.Change = Changed
			default:
				continue
			}
		}
		found.Why = c.of(&found)
		if !yield(found, nil) {
			return false
		}
	}
	for i := range before {
		item := &before[i]
		if d.came(id, item) || slices.ContainsFunc(after, func(a Item) bool { return a.Touchpoint == item.Touchpoint }) {
			continue
		}
		found := Difference{Person: id, Touchpoint: item.Touchpoint, Before: item, Change: Removed}
		found.Why = c.of(&found)
		if !yield(found, nil) {
			return false
		}
	}
	return true
}

// came reports whether either schedule knows that a person got an item.
func (d *differ) came(person string, item *Item) bool {
	_, before := d.before.known.came(person, item.Touchpoint)
	_, after := d.after.known.came(person, item.Touchpoint)
	return item.Sent || before || after
}

// same reports, without making items, whether both have the same for a person.
func (d *differ) same(was, is *side) bool {
	if len(was.due) != len(is.due) || was.person.TimeZone != is.person.TimeZone ||
		was.schedule.languages[was.person.Language] != is.schedule.languages[is.person.Language] {
		return false
	}
	for i := range is.due {
		a, b := &was.due[i], &is.due[i]
		id := is.schedule.program.Touchpoints[b.Touchpoint].ID
		if was.schedule.program.Touchpoints[a.Touchpoint].ID != id || a.Day != b.Day || a.Minute != b.Minute ||
			a.Fit.Words(was.schedule.program) != b.Fit.Words(is.schedule.program) || d.touchpoints[id].texts {
			return false
		}
	}
	return true
}

// items are what a person gets of some touchpoints, or of all where those are
// nil; none for nobody.
func (s *side) items(only map[string]bool) (items []Item) {
	if s.person == nil {
		return nil
	}
	s.schedule.some(s.person, &s.known, s.due, only, func(item Item, err error) bool {
		if err == nil {
			items = append(items, item)
		}
		return true
	})
	return items
}

// aspects are the parts in which an item is not the same.
func (d *differ) aspects(was, is *Item) (of []Aspect) {
	if !d.touchpoints[is.Touchpoint].texts && was.Wording == is.Wording && was.Language == is.Language {
		return nil // as most are
	}
	note := func(a Aspect, differs bool) {
		if differs {
			of = append(of, a)
		}
	}
	t, u := d.before.plan.Touchpoint(was.Touchpoint), d.after.plan.Touchpoint(is.Touchpoint)
	p, q := d.before.plan.Brief.Proposition(was.Proposition), d.after.plan.Brief.Proposition(is.Proposition)
	note(ChannelAspect, was.Channel != is.Channel)
	note(PropositionAspect, was.Proposition != is.Proposition)
	// In one language each: another language is said by itself.
	note(WordingAspect, was.Proposition == is.Proposition && (was.Wording != is.Wording || p.GainFor(was.Wording).In(was.Language) != q.GainFor(is.Wording).In(was.Language)))
	note(TextAspect, t.Title.In(was.Language) != u.Title.In(was.Language) || t.Body.In(was.Language) != u.Body.In(was.Language))
	note(LanguageAspect, was.Language != is.Language)
	note(LengthAspect, was.Minutes != is.Minutes)
	return of
}
