package audience

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLinesTellTheShapeOfAWorkforce(t *testing.T) {
	for name, c := range map[string]struct {
		people []Person
		want   Lines
	}{
		"nobody":                {nil, Lines{}},
		"nobody leads":          {staff("a", "b"), Lines{Levels: 1, Alone: 2}},
		"one team":              {staff("a", "b<a", "c<a"), Lines{Managers: 1, Levels: 2, Roots: 1, MedianSpan: 2, WidestSpan: 2}},
		"several roots":         {staff("a", "b<a", "x", "y<x", "z<x", "alone"), Lines{Managers: 2, Levels: 2, Roots: 2, Alone: 1, MedianSpan: 1.5, WidestSpan: 2}},
		"a chain":               {staff("c<b", "b<a", "a"), Lines{Managers: 2, Levels: 3, Roots: 1, MedianSpan: 1, WidestSpan: 1}},
		"the middle of three":   {staff("a", "b<a", "c<a", "d<a", "e<b", "f<c", "g<c"), Lines{Managers: 3, Levels: 3, Roots: 1, MedianSpan: 2, WidestSpan: 3}},
		"orphans, with a team":  {staff("a<ghost", "b<a", "c<ghost"), Lines{Managers: 1, Levels: 2, Roots: 1, Alone: 1, Orphans: 2, MedianSpan: 1, WidestSpan: 1}},
		"circles that were cut": {staff("a<b", "b<a", "s<s"), Lines{Managers: 1, Levels: 2, Roots: 1, Alone: 1, Cycles: 2, MedianSpan: 1, WidestSpan: 1}},
		"dotted lines": {append(staff("a", "b<a", "c<a"), Person{ID: "d", Manager: "a", DottedManagers: []string{"b", "a", "ghost"}}, Person{ID: "e", Manager: "a", DottedManagers: []string{"a"}}, Person{ID: "f", DottedManagers: []string{"a", "b"}}),
			Lines{Managers: 1, Levels: 2, Roots: 1, Alone: 1, Dotted: 2, MedianSpan: 4, WidestSpan: 4}},
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := NewWorkforce(c.people)
			require.Equal(t, c.want, w.Lines())
			require.Equal(t, c.want.Levels, w.Levels())
		})
	}
	require.Equal(t, Lines{}, new(Workforce).Lines())
}

func TestDottedLinesThatSayNothingAreLeftOutAndSaid(t *testing.T) {
	people := append(staff("", "a", "b<a"), Person{ID: "c", Manager: "b", DottedManagers: []string{"ghost", "a", "c", "b", "a", ""}})
	w, found := NewWorkforce(people)
	require.Equal(t, []string{
		"OSM-PEOPLE-001 /0", "OSM-PEOPLE-005 /3/dottedManagers/0 ghost", "OSM-PEOPLE-006 /3/dottedManagers/2 c", "OSM-PEOPLE-007 /3/dottedManagers/3 b",
		"OSM-PEOPLE-008 /3/dottedManagers/4 a", "OSM-PEOPLE-005 /3/dottedManagers/5",
	}, codes(found))
	for _, f := range found[1:] {
		require.NoError(t, found[1:].Err(), "it is advice")
		requireWritten(t, f)
	}
	require.Equal(t, "a", dottedOf(w, "c"))
	require.Equal(t, 1, w.DottedReports("a"))
	require.Zero(t, w.DottedReports("b"))
	require.Equal(t, "b", w.ManagerOf("c").ID, "the solid line stays")
}

func TestDottedLinesChangeNoSolidOneAndMayRunInCircles(t *testing.T) {
	lines := staff("a", "b<a", "c<b", "d<a")
	solid, _ := NewWorkforce(lines)
	lines[1].DottedManagers, lines[2].DottedManagers, lines[3].DottedManagers = []string{"d", "c"}, []string{"a"}, []string{"b"}
	lines[0].DottedManagers = []string{"c"}
	lines[0].Traits = map[string]any{TraitStance: "promoter"}
	lines[3].Traits = map[string]any{TraitStance: "sceptical"}
	w, found := NewWorkforce(lines)
	require.Empty(t, found)
	require.Equal(t, ids(solid), ids(w))
	for p := range w.People() {
		require.Equal(t, solid.Level(p.ID), w.Level(p.ID))
		require.Equal(t, solid.Reports(p.ID), w.Reports(p.ID))
		require.Equal(t, solid.Below(p.ID), w.Below(p.ID))
	}
	require.Equal(t, "d c", dottedOf(w, "b"))
	require.Equal(t, []int{1, 1, 2, 1}, []int{w.DottedReports("a"), w.DottedReports("b"), w.DottedReports("c"), w.DottedReports("d")})
	require.Empty(t, dottedOf(w, "nobody"))
	require.Zero(t, w.DottedReports("nobody"))
	value, known := w.PerceivedValue(w.Person("b"))
	require.True(t, known)
	require.Equal(t, 1.2, value, "the stance of the dotted manager, who is sceptical, weighs nothing")
	for range w.DottedManagers("b") {
		break
	}
}

func dottedOf(w *Workforce, id string) string {
	var all []string
	for m := range w.DottedManagers(id) {
		all = append(all, m)
	}
	return strings.Join(all, " ")
}

func TestBelowCountsEverybodyInTheTeamsBelow(t *testing.T) {
	w, _ := NewWorkforce(staff("c<b", "d<b", "b<a", "e<a", "a", "x<y", "y<x"))
	for id, want := range map[string]int{"a": 4, "b": 2, "c": 0, "e": 0, "x": 1, "y": 0, "nobody": 0} {
		require.Equal(t, want, w.Below(id), id)
	}
}

// line makes a line of people from the bottom up, the last of whom reports to
// the manager given.
func line(n int, top string) []Person {
	people := make([]Person, n)
	for i := range people {
		people[i].ID = person(i)
		people[i].Manager = person(i + 1)
	}
	people[n-1].Manager = top
	return people
}

func person(i int) string { return "p" + strconv.Itoa(1_000_000+i) }

func TestAMillionPeopleInOneLineThatEndsInACycle(t *testing.T) {
	const n, round = 1_000_000, 400_000 // people, and how many of them manage each other in a circle
	people := line(n, person(n-round))
	for i := range 30 {
		people = append(people, Person{ID: "b" + strconv.Itoa(10+i), Manager: "b" + strconv.Itoa(10+(i+1)%30)})
	}
	w, found := NewWorkforce(people)
	require.Equal(t, []string{
		"OSM-PEOPLE-004 /600000/manager p1600000 → p1600001 → p1600002 → p1600003 → p1600004 → p1600005 → p1600006 → … → p1999995 → p1999996 → p1999997 → p1999998 → p1999999 → p1600000",
		"OSM-PEOPLE-004 /1000000/manager b10 → b11 → b12 → b13 → b14 → b15 → b16 → … → b35 → b36 → b37 → b38 → b39 → b10",
	}, codes(found), "each once, in words that can be read")
	// The first of the circle is at the top, with two who report to it.
	require.Equal(t, Lines{Managers: n - 2 + 29, Levels: n - round + 1, Roots: 2, Cycles: 2, MedianSpan: 1, WidestSpan: 2}, w.Lines())
	require.Equal(t, n-1, w.Below(person(n-round)))
	require.Equal(t, n-round, w.Level(person(0)))
	steps := 0
	for range w.Leaders(person(0)) {
		steps++
	}
	require.Equal(t, n-round, steps)
}

// shapes of a workforce, from the deepest to the widest.
var shapes = map[string]func(i int) int{
	"a line":       func(i int) int { return i - 1 },
	"teams of ten": func(i int) int { return (i - 1) / 10 },
	"one team":     func(int) int { return 0 },
}

func BenchmarkNewWorkforce(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		for name, manager := range shapes {
			for _, lines := range []string{"", ", a fifth with a dotted line"} {
				people := make([]Person, n)
				for i := range people {
					people[i].ID = person(i)
					if i > 0 {
						people[i].Manager = person(manager(i))
					}
					if lines != "" && i%5 == 4 && i > n/2 {
						people[i].DottedManagers = []string{person(i / 3)}
					}
				}
				b.Run(strconv.Itoa(n)+" "+name+lines, func(b *testing.B) {
					b.ReportAllocs()
					for range b.N {
						w, _ := NewWorkforce(people)
						if w.Len() != n {
							b.Fatal(w.Len())
						}
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/person")
				})
			}
		}
	}
}
