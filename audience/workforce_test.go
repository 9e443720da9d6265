package audience

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

// staff reads people written as "id" or "id<manager".
func staff(lines ...string) []Person {
	var people []Person
	for _, l := range lines {
		id, manager, _ := strings.Cut(l, "<")
		people = append(people, Person{ID: id, Manager: manager})
	}
	return people
}

func ids(w *Workforce) string {
	var all []string
	for p := range w.TopDown() {
		all = append(all, p.ID)
	}
	return strings.Join(all, " ")
}

func codes(found engagement.Findings) []string {
	var all []string
	for _, f := range found {
		all = append(all, strings.TrimSpace(f.Code+" "+f.Path+" "+f.Found))
	}
	return all
}

func TestManagersMayComeAfterTheirReports(t *testing.T) {
	w, found := NewWorkforce(staff("c<b", "d<b", "b<a", "e<a", "a"))
	require.Empty(t, found)
	require.Equal(t, 5, w.Len())
	require.Equal(t, "a b e c d", ids(w))
	require.Equal(t, 3, w.Levels())
	for id, want := range map[string]struct {
		manager        string
		level, reports int
	}{"a": {"", 0, 2}, "b": {"a", 1, 2}, "e": {"a", 1, 0}, "c": {"b", 2, 0}, "d": {"b", 2, 0}} {
		require.Equal(t, want.level, w.Level(id), id)
		require.Equal(t, want.reports, w.Reports(id), id)
		if want.manager == "" {
			require.Nil(t, w.ManagerOf(id))
		} else {
			require.Equal(t, want.manager, w.ManagerOf(id).ID, id)
		}
		require.Equal(t, id, w.Person(id).ID)
	}
	var given []string
	for p := range w.People() {
		given = append(given, p.ID)
	}
	require.Equal(t, []string{"c", "d", "b", "e", "a"}, given, "People keeps the order given")
}

func TestSeveralPeopleAtTheTop(t *testing.T) {
	w, found := NewWorkforce(staff("x", "y<z", "z"))
	require.Empty(t, found)
	require.Equal(t, "x z y", ids(w))
	require.Equal(t, 2, w.Levels())
}

func TestAbsentPeople(t *testing.T) {
	w, found := NewWorkforce(nil)
	require.Empty(t, found)
	require.Zero(t, w.Len())
	require.Zero(t, w.Levels())
	require.Empty(t, ids(w))
	require.Nil(t, w.Person("a"))
	require.Nil(t, w.ManagerOf("a"))
	require.Zero(t, w.Reports("a"))
	require.Zero(t, w.Level("a"))
}

func TestPeopleWithoutAnIDOfTheirOwnAreLeftOut(t *testing.T) {
	w, found := NewWorkforce([]Person{{ID: "a", GivenName: "first"}, {}, {ID: "a", GivenName: "second"}, {ID: "b", Manager: "a"}})
	require.Equal(t, []string{"OSM-PEOPLE-001 /1", "OSM-PEOPLE-002 /2 a"}, codes(found))
	require.Error(t, found.Err(), "someone is missing from the campaign: that is an error")
	require.Equal(t, 2, w.Len())
	require.Equal(t, "first", w.Person("a").GivenName)
	for _, f := range found {
		requireWritten(t, f)
	}
}

func TestUnknownManagerCountsAsNone(t *testing.T) {
	w, found := NewWorkforce(staff("", "b<ghost", "c<b"))
	require.Equal(t, []string{"OSM-PEOPLE-001 /0", "OSM-PEOPLE-003 /1/manager ghost"}, codes(found), "places are those in the list given")
	require.NoError(t, found[1:].Err(), "it is advice")
	require.Equal(t, "The manager “ghost” of “b” is not among the people, so “b” counts as having no manager.", found[1].Message.En)
	requireWritten(t, found[1])
	require.Nil(t, w.ManagerOf("b"))
	require.Equal(t, "ghost", w.Person("b").Manager, "the person's own record stays as given")
	require.Equal(t, "b c", ids(w))
}

func TestCyclesOfManagersAreCutOnce(t *testing.T) {
	w, found := NewWorkforce(staff("z<y", "y<x", "x<z", "below<z", "self<self", "m<n", "n<m", "top", "team<top"))
	require.Equal(t, []string{
		"OSM-PEOPLE-004 /2/manager x → z → y → x",
		"OSM-PEOPLE-004 /4/manager self → self",
		"OSM-PEOPLE-004 /5/manager m → n → m",
	}, codes(found))
	require.NoError(t, found.Err())
	for _, f := range found {
		requireWritten(t, f)
	}
	require.Equal(t, "x self m top y n team z below", ids(w))
	require.Nil(t, w.ManagerOf("x"))
	require.Equal(t, "y", w.ManagerOf("z").ID)
	require.Equal(t, "x", w.ManagerOf("y").ID)
	require.Zero(t, w.Reports("self"))
	require.Equal(t, 1, w.Reports("m"))
	require.Equal(t, 4, w.Levels())
}

func TestRangingMayStopEarly(t *testing.T) {
	w, _ := NewWorkforce(staff("a", "b<a", "c<a"))
	for _, sequence := range []func(func(*Person) bool){w.People(), w.TopDown()} {
		seen := 0
		for range sequence {
			seen++
			if seen == 2 {
				break
			}
		}
		require.Equal(t, 2, seen)
	}
}

// Whatever the lines, with cycles, strangers and any order of people, everyone
// comes once and after their manager.
func TestWorkforceHoldsForAnyLines(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	cycles := 0
	for range 300 {
		n := 1 + r.IntN(40)
		people := make([]Person, n)
		for i := range people {
			people[i].ID = fmt.Sprintf("p%02d", i)
			if r.IntN(6) > 0 {
				people[i].Manager = fmt.Sprintf("p%02d", r.IntN(n+2)) // the last two are unknown
			}
		}
		w, found := NewWorkforce(people)
		for _, f := range found {
			if f.Code == "OSM-PEOPLE-004" {
				cycles++
			}
		}
		seen, reports, levels := map[string]bool{}, 0, 0
		for p := range w.TopDown() {
			require.False(t, seen[p.ID])
			seen[p.ID] = true
			reports += w.Reports(p.ID)
			levels = max(levels, w.Level(p.ID)+1)
			if m := w.ManagerOf(p.ID); m != nil {
				require.True(t, seen[m.ID], "%s comes before their manager", p.ID)
				require.Equal(t, w.Level(m.ID)+1, w.Level(p.ID))
				require.Equal(t, m.ID, p.Manager)
				reports--
			} else {
				require.Zero(t, w.Level(p.ID))
			}
		}
		require.Len(t, seen, n)
		require.Zero(t, reports, "every manager's reports are counted once")
		require.Equal(t, levels, w.Levels())

		shuffled := slices.Clone(people)
		r.Shuffle(n, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, _ := NewWorkforce(shuffled)
		for _, p := range people {
			require.Equal(t, w.ManagerOf(p.ID), again.ManagerOf(p.ID), "the lines do not depend on the order")
		}
	}
	require.Greater(t, cycles, 100, "the generator makes too few cycles")
}

func TestALargeWorkforceIsReadInOnePass(t *testing.T) {
	const n = 100_000
	people := make([]Person, n)
	for i := range people {
		people[i].ID = fmt.Sprintf("p%06d", i)
		if i+1 < n {
			people[i].Manager = fmt.Sprintf("p%06d", i+1) // one line, from the bottom up
		}
	}
	w, found := NewWorkforce(people)
	require.Empty(t, found)
	require.Equal(t, n, w.Levels())
	require.Equal(t, n-1, w.Level("p000000"))
}

func TestUnlistedValuesAreToldPersonByPersonWithTheNearest(t *testing.T) {
	w, _ := NewWorkforce([]Person{
		{ID: "noor", Traits: map[string]any{"site/1": "turin", "age": "old", "free": "anything"}},
		{ID: "luca", Traits: map[string]any{"site/1": []string{"Turin", "Utrech"}, "needs": "carer"}},
	})
	found := w.Unlisted([]Trait{
		{Name: "site/1", Kind: TextTrait, Values: []string{"Turin", "Utrecht"}},
		{Name: "age", Kind: TextTrait, Values: []string{"young"}, Protected: true},
		{Name: "free", Kind: TextTrait},
	})
	require.Equal(t, []string{"OSM-PEOPLE-020 /0/traits/site~11 turin", "OSM-PEOPLE-020 /1/traits/needs carer", "OSM-PEOPLE-020 /1/traits/site~11 Utrech"}, codes(found))
	require.Equal(t, "Turin", found[0].Suggestion)
	require.Empty(t, found.Err(), "it blocks nothing")
}
