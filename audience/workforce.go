package audience

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Workforce is a set of people with their reporting lines. It does not change.
//
// A person has one manager at most, by the solid line, and may have others by
// dotted lines. The solid lines make trees, of which there may be several; the
// solid line alone decides who is briefed first, who leads a team, on which
// level, and whose stance weighs on what is sent. See [Person.DottedManagers]
// for what dotted lines do.
type Workforce struct {
	people  []Person
	byID    map[string]int
	manager []int32 // index of each person's manager, -1 at the top
	level   []int32 // steps down from the top, 0 at the top
	leads   []int32 // number of direct reports
	below   []int32 // number of people below, at any level
	topDown []int32 // indices, every manager before the team
	dotted  dotted
	lines   Lines
	ties    []Tie // between colleagues, all of people in it
}

// NewWorkforce takes people in any order: a manager may come after the
// reports. It returns findings for what it mends, each at the person's place
// in the list given: a person without ID or with one that is taken is left
// out; a manager who is unknown is taken as none, and so is, in a cycle of
// managers, the manager of the member with the least ID. A dotted line that
// says nothing is left out: to somebody unknown, to the person, to the
// manager of the solid line, or to the same person again. Its time and memory
// grow with the number of people and of lines, whatever shape they have.
func NewWorkforce(people []Person) (*Workforce, engagement.Findings) {
	var found engagement.Findings
	w := &Workforce{byID: make(map[string]int, len(people)), people: make([]Person, 0, len(people))}
	given := make([]int, 0, len(people)) // place of each person in the list given
	for i, p := range people {
		if p.ID == "" {
			found = append(found, rule.Error("OSM-PEOPLE-001", "/"+strconv.Itoa(i), rule.Detail{}))
			continue
		}
		if _, taken := w.byID[p.ID]; taken {
			found = append(found, rule.Error("OSM-PEOPLE-002", "/"+strconv.Itoa(i), rule.Detail{Found: p.ID}))
			continue
		}
		w.byID[p.ID] = len(w.people)
		w.people = append(w.people, p)
		given = append(given, i)
	}
	n := len(w.people)
	w.manager = make([]int32, n)
	for i, p := range w.people {
		w.manager[i] = -1
		if p.Manager == "" {
			continue
		}
		m, known := w.byID[p.Manager]
		if !known {
			w.lines.Orphans++
			found = append(found, rule.Advice("OSM-PEOPLE-003", managerPath(given[i]), rule.Detail{Found: p.Manager, Args: []any{p.ID}, Source: "001"}))
			continue
		}
		w.manager[i] = int32(m)
	}
	cut := w.breakCycles(given)
	w.lines.Cycles = len(cut)
	found = append(found, cut...)
	found = append(found, w.dot(given)...)
	w.order()
	w.sum()
	return w, found
}

func managerPath(i int) string { return "/" + strconv.Itoa(i) + "/manager" }

// mostNamed is how many people of a cycle its finding names, so that one of a
// whole workforce can still be read: those on both sides of where it was cut.
const mostNamed = 12

// breakCycles cuts every cycle of managers at its member with the least ID, so
// that the same people give the same lines in whatever order they come.
func (w *Workforce) breakCycles(given []int) engagement.Findings {
	var found engagement.Findings
	seen := make([]int32, len(w.people)) // number of the walk up the line that came by, 0 for none
	for i := range w.people {
		walk, at := int32(i+1), int32(i)
		for at >= 0 && seen[at] == 0 {
			seen[at] = walk
			at = w.manager[at]
		}
		if at < 0 || seen[at] != walk {
			continue
		}
		cycle := []int32{at}
		for next := w.manager[at]; next != at; next = w.manager[next] {
			cycle = append(cycle, next)
		}
		first := 0
		for k := range cycle {
			if w.people[cycle[k]].ID < w.people[cycle[first]].ID {
				first = k
			}
		}
		var names []string
		for k := range len(cycle) + 1 {
			if len(cycle) > mostNamed && k > mostNamed/2 && k <= len(cycle)-mostNamed/2 {
				if k == len(cycle)-mostNamed/2 {
					names = append(names, "…")
				}
				continue
			}
			names = append(names, w.people[cycle[(first+k)%len(cycle)]].ID)
		}
		w.manager[cycle[first]] = -1
		found = append(found, rule.Advice("OSM-PEOPLE-004", managerPath(given[cycle[first]]), rule.Detail{Found: strings.Join(names, " → "), Source: "001"}))
	}
	return found
}

// order computes the order from the top down, the levels, and who is below
// whom. It keeps the team of each manager in one list, so that neither depth
// nor width costs more than a place per person.
func (w *Workforce) order() {
	n := len(w.people)
	w.level, w.leads, w.below, w.topDown = make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, 0, n)
	for _, m := range w.manager {
		if m >= 0 {
			w.leads[m]++
		}
	}
	team, end := make([]int32, n), make([]int32, n) // end is where a manager's team ends in the list
	var at int32
	for i, size := range w.leads {
		end[i] = at // where it begins, for now
		at += size
	}
	for i, m := range w.manager {
		if m < 0 {
			w.topDown = append(w.topDown, int32(i))
			continue
		}
		team[end[m]] = int32(i)
		end[m]++
	}
	for k := 0; k < len(w.topDown); k++ {
		i := w.topDown[k]
		reports := team[end[i]-w.leads[i] : end[i]]
		for _, r := range reports {
			w.level[r] = w.level[i] + 1
		}
		w.topDown = append(w.topDown, reports...)
	}
	for _, i := range slices.Backward(w.topDown) {
		if m := w.manager[i]; m >= 0 {
			w.below[m] += w.below[i] + 1
		}
	}
}

// Len is the number of people.
func (w *Workforce) Len() int { return len(w.people) }

// People yields everyone in the order given. They must not be changed.
func (w *Workforce) People() iter.Seq[*Person] {
	return func(yield func(*Person) bool) {
		for i := range w.people {
			if !yield(&w.people[i]) {
				return
			}
		}
	}
}

// Leading yields everyone in the order given, and whether each leads a team.
// They must not be changed.
func (w *Workforce) Leading() iter.Seq2[*Person, bool] {
	return func(yield func(*Person, bool) bool) {
		for i := range w.people {
			if !yield(&w.people[i], w.leads[i] > 0) {
				return
			}
		}
	}
}

// TopDown yields everyone, each manager before the team: level by level, the
// people of one team together. They must not be changed.
func (w *Workforce) TopDown() iter.Seq[*Person] {
	return func(yield func(*Person) bool) {
		for _, i := range w.topDown {
			if !yield(&w.people[i]) {
				return
			}
		}
	}
}

// At returns person number i of [Workforce.People]. It must not be changed.
func (w *Workforce) At(i int) *Person { return &w.people[i] }

// Number is a person's among [Workforce.People], from 0; false for somebody who
// is not one of them.
func (w *Workforce) Number(id string) (int, bool) {
	i, known := w.byID[id]
	return i, known
}

// NumberOf is [Workforce.Number] of an ID among other bytes, and does not copy it.
func (w *Workforce) NumberOf(id []byte) (int, bool) {
	i, known := w.byID[string(id)]
	return i, known
}

// Line yields everyone's number in [Workforce.People] with that of their
// manager, -1 at the top, in the order of [Workforce.TopDown].
func (w *Workforce) Line() iter.Seq2[int, int] {
	return func(yield func(person, manager int) bool) {
		for _, i := range w.topDown {
			if !yield(int(i), int(w.manager[i])) {
				return
			}
		}
	}
}

// Person returns the person with that ID, nil when there is none. It must not
// be changed.
func (w *Workforce) Person(id string) *Person {
	if i, ok := w.byID[id]; ok {
		return &w.people[i]
	}
	return nil
}

// ManagerOf returns the person's line manager, nil at the top. It knows the
// lines after cycles were broken, unlike Person.Manager.
func (w *Workforce) ManagerOf(id string) *Person {
	if i, ok := w.byID[id]; ok && w.manager[i] >= 0 {
		return &w.people[w.manager[i]]
	}
	return nil
}

// Reports is how many people report to the person directly: the span of
// control.
func (w *Workforce) Reports(id string) int {
	if i, ok := w.byID[id]; ok {
		return int(w.leads[i])
	}
	return 0
}

// Below is how many people are in the person's team and in the teams below it,
// at any level.
func (w *Workforce) Below(id string) int {
	if i, ok := w.byID[id]; ok {
		return int(w.below[i])
	}
	return 0
}

// Level is how many managers stand above the person: 0 at the top, where
// [Workforce.Leaders] yields nobody.
func (w *Workforce) Level(id string) int {
	if i, ok := w.byID[id]; ok {
		return int(w.level[i])
	}
	return 0
}

// Levels is how many levels of people there are, 0 without people.
func (w *Workforce) Levels() int { return w.lines.Levels }

// Profile returns a person's traits for the light core; it is for package
// campaign. See [Workforce.PageProfile].
func (w *Workforce) Profile(p *Person, on engagement.Date, declared []Trait) light.Value {
	return w.Profiles(on, declared)(p)
}

// Profiles returns what [Workforce.Profile] does for one person after another.
// It looks at the declarations once.
func (w *Workforce) Profiles(on engagement.Date, declared []Trait) func(p *Person) light.Value {
	selectable := Selectable(declared)
	return func(p *Person) light.Value {
		return p.profile(w.Reports(p.ID) > 0, w.Leaders(p.ID), w.DottedManagers(p.ID), on, selectable)
	}
}

// PageProfile returns a person's traits as [Person.Profile] does, with those
// that only the reporting lines tell: whether the person leads a team and,
// where the brief declares [TraitLeaders] or [TraitDotted], who leads the
// person by the solid line, or by dotted ones.
func (w *Workforce) PageProfile(p *Person, on engagement.Date, declared []Trait) []byte {
	v := w.Profile(p, on, declared)
	return v.Append(nil)
}

// Facts returns what a condition is asked of for a person on a day, before they
// did anything; it is for package campaign.
func (w *Workforce) Facts(p *Person, on engagement.Date, declared []Trait) decision.Facts {
	day, _ := civil.Parse(string(on))
	return decision.Facts{Profile: w.Profile(p, on, declared), Sorted: true, Day: day}
}

// Leaders yields the chain above the person: the IDs of the managers by solid
// lines, from the line manager to the top, as many as [Workforce.Level] says.
// It is what [TraitLeaders] tells.
func (w *Workforce) Leaders(id string) iter.Seq[string] {
	return func(yield func(string) bool) {
		at, known := w.byID[id]
		if !known {
			return
		}
		for i := w.manager[at]; i >= 0 && yield(w.people[i].ID); i = w.manager[i] {
		}
	}
}
