package measure

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
)

// made are the measures of the bakery until the end of May.
func made(t testing.TB, terms Terms) (*Measures, engagement.Findings) {
	t.Helper()
	p, w := bakery(t)
	if terms.Made == "" {
		terms.Made = "2027-05-31"
	}
	return New(p, w, take(spring(), NewTally(p, w)), terms)
}

func whole(t testing.TB, terms Terms) *Measures {
	t.Helper()
	m, found := made(t, terms)
	require.NoError(t, found.Err())
	return m
}

func people(c evaluation.Cell) int {
	if c.People == nil {
		return -1
	}
	return *c.People
}

func TestKeyMeasuresCountPeopleOnce(t *testing.T) {
	m := whole(t, Terms{})
	got := map[FigureKind][3]int{}
	for _, f := range m.Figures {
		got[f.Kind] = [3]int{people(f.Count), people(f.Base), int(f.Tier)}
		if f.Count.People != nil && f.Base.People != nil {
			i := evaluation.Wilson(*f.Count.People, *f.Base.People, evaluation.Confidence)
			require.InDelta(t, i.Low, f.Count.Rate.Low, 1e-6)
			require.InDelta(t, i.High, f.Count.Rate.High, 1e-6)
		}
		for _, l := range engagement.Languages() {
			require.NotEmpty(t, f.Meaning.In(l))
		}
	}
	require.Equal(t, map[FigureKind][3]int{
		Reach:      {84, 118, 0}, // seven of eight in twelve teams, of 118 people
		Activation: {48, 84, 1},  // five in each team of a promoter, three in the others
		Completion: {48, 48, 1},  // all of them
		Return:     {30, 84, 2},  // the first two of each team, and the third of promoters’ teams, on two days
		Sharing:    {12, 84, 2},  // one in each team
		Moments:    {24, 48, 1},  // two of four kept the day; the third came on Thursday
	}, got)
}

func TestReachHasNoTierAndIsNoSuccess(t *testing.T) {
	for _, f := range whole(t, Terms{}).Figures {
		require.Equal(t, f.Kind == Reach, f.Tier == 0, f.Kind)
		require.False(t, f.Tier.ProvesLearning())
	}
}

func TestWhoDoesNotWorkOnTheDayKeepsTheMomentOnTheirNextWorkingDay(t *testing.T) {
	p, _ := bakery(t)
	for _, c := range []struct {
		works audience.WorkDays
		day   string
		kept  bool
	}{
		{0, "2027-04-06", true},
		{0, "2027-04-07", false},
		{audience.Monday | audience.Wednesday, "2027-04-07", true},
		{audience.Monday | audience.Wednesday, "2027-04-06", false},
		{audience.Monday, "2027-04-12", true},
	} {
		w, found := audience.NewWorkforce([]audience.Person{{ID: "one", WorkDays: c.works}})
		require.Empty(t, found)
		tally := take([]evaluation.Event{did(evaluation.Started, "hour.moment-1", "one", c.day)}, NewTally(p, w))
		require.Equal(t, c.kept, tally.kept[0] == 1, "%v on %s", c.works, c.day)
	}
}

func TestAFunnelIsSplitByTouchpointsAndByPeople(t *testing.T) {
	m := whole(t, Terms{Site: "unit"})
	at := func(by Split, value string) Row {
		for _, f := range m.Funnels {
			for _, r := range f.Rows {
				if f.By == by && r.Value == value {
					return r
				}
			}
		}
		t.Fatalf("no row %s %s", by, value)
		return Row{}
	}
	require.Equal(t, 42, people(at(ByPhase, "inform").Activated))
	require.Equal(t, 24, people(at(ByPhase, "activate").Completed))
	require.Equal(t, 36, people(at(ByPhase, "retain").Completed))
	require.Equal(t, 84, people(at(ByChannel, "board").Reached))
	require.Equal(t, 24, people(at(ByProposition, "quick").Activated))
	require.Equal(t, 42, people(at(BySegment, "ovens").Reached))
	require.Equal(t, 30, people(at(BySegment, "ovens").Activated))
	require.Equal(t, 18, people(at(BySegment, "shop").Activated))
	require.Nil(t, at(ByChannel, "board").Audience)
	require.Equal(t, 84, people(at(ByLanguage, "nl").Reached))
	require.Equal(t, "unit", m.Funnels[len(m.Funnels)-1].Trait)
}

func TestWeeksCountPeopleOfThatWeek(t *testing.T) {
	m := whole(t, Terms{})
	require.Len(t, m.Weeks, 18) // until the week of 31 May
	require.Equal(t, engagement.Date("2027-02-01"), m.Weeks[0].First)
	require.Equal(t, 84, people(m.Weeks[0].Reached))
	require.Equal(t, 42, people(m.Weeks[0].Activated))
	require.Equal(t, 24, people(m.Weeks[3].Completed))
	require.Equal(t, 0, people(m.Weeks[1].Reached))
}

func TestWhatHappensOutsideTheCampaignIsInNoWeek(t *testing.T) {
	p, w := bakery(t)
	tally := take([]evaluation.Event{did(evaluation.Started, "news", "ada", "1970-01-01"), did(evaluation.Started, "news", "ada", "2099-01-01")}, NewTally(p, w))
	for _, week := range tally.weeks {
		require.Zero(t, count(week[0].marks(w.Len())))
	}
	require.Equal(t, 1, tally.touches.Count(nil, nil).Reached)
}

func TestManagersWhoPromoteAreHeldAgainstTheOthers(t *testing.T) {
	m := whole(t, Terms{})
	e := m.Managers
	require.NotNil(t, e)
	require.Equal(t, []int{6, 48, 30}, []int{*e.Promoters.Teams, people(e.Promoters.People), people(e.Promoters.Activated)})
	// ada and those whom she leads have no manager with a known stance.
	require.Equal(t, []int{6, 48, 18, 22, 0}, []int{*e.Others.Teams, people(e.Others.People), people(e.Others.Activated), people(e.Unknown.People), people(e.Unknown.Activated)})
	require.InDelta(t, 30.0/48-18.0/48, *e.Difference, 1e-6)
	require.Contains(t, codes(m.Findings), "OSM-MEASURE-023")
}

func TestWhatSingleManagersThinkIsNotShown(t *testing.T) {
	p, w := bakery(t)
	var list []audience.Person
	for q := range w.People() {
		one := *q
		if q.ID == "lead00" || q.ID == "lead01" {
			one.Traits = map[string]any{"unit": "ovens", audience.TraitStance: string(audience.Neutral)}
		}
		list = append(list, one)
	}
	few, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	m, found := New(p, few, take(spring(), NewTally(p, few)), Terms{Made: "2027-05-31"})
	require.NoError(t, found.Err())
	require.Nil(t, m.Managers)
	require.Contains(t, codes(m.Findings), "OSM-MEASURE-022")
}

func TestGapsAreHeldAgainstWhatIsRequired(t *testing.T) {
	_, w := bakery(t)
	competences, list := levels(w)
	m := whole(t, Terms{Competences: competences, Levels: list})
	dough := m.Gaps.Competences[0]
	require.Equal(t, []int{118, 81}, []int{people(dough.Everyone.Assessed), people(dough.Everyone.Below)})
	require.Equal(t, "ovens", dough.Teams[0].Team)
	require.Equal(t, []int{54, 54, 27}, []int{people(dough.Teams[0].Assessed), people(dough.Teams[0].Below), people(dough.Teams[1].Below)})
	require.InDelta(t, 0.5, dough.Teams[1].Below.Rate.Share, 1e-6)
	require.True(t, m.Gaps.Competences[1].Everyone.Below.Suppressed, "two people are below")
	require.True(t, m.Gaps.Competences[1].Teams[0].Below.Suppressed, "two people are below")
	require.Contains(t, codes(m.Findings), "OSM-MEASURE-027")
	require.NotContains(t, codes(m.Findings), "OSM-MEASURE-026")

	for i := range list {
		if list[i].Competence == "dough" && i%4 == 0 {
			list[i].Shown = 5
		}
	}
	later := whole(t, Terms{Made: "2027-06-15", Competences: competences, Levels: list, Earlier: []*Measures{m}})
	require.Equal(t, engagement.Date("2027-05-31"), later.Gaps.Since)
	require.Negative(t, *later.Gaps.Competences[0].Everyone.Change)
	require.Nil(t, later.Gaps.Competences[1].Everyone.Change)
}

func TestTheIndexIsThePointsOfEveryone(t *testing.T) {
	m := whole(t, Terms{})
	total := 0
	for _, s := range Stages() {
		total += s.points()
	}
	require.Equal(t, 100, total)
	// 84 reached, 48 started, 48 completed, 30 returned and 12 shared, of 118.
	want := (10.0*84 + 25*48 + 35*48 + 20*30 + 10*12) / 118
	require.InDelta(t, want, m.Index.Value, 0.05)
	require.Less(t, m.Index.Low, m.Index.Value)
	require.Greater(t, m.Index.High, m.Index.Value)
	require.Nil(t, indexOf(&Row{Audience: &evaluation.Cell{Suppressed: true}}))
	hidden := m.Funnels[0].Rows[0]
	hidden.Shared = evaluation.Cell{Suppressed: true}
	require.Nil(t, indexOf(&hidden), "one of its counts is kept back")
}

func TestHoursAreMinutesOfWhatWasCompleted(t *testing.T) {
	m := whole(t, Terms{Costs: []Cost{{Name: name("Films"), Euros: 1180}}})
	// 42 completed dough (30 minutes), 24 the till (60), 36 the first learning moment (45).
	require.InDelta(t, (42*0.5+24*1+36*0.75)/118, m.Effort.Hours.Value, 0.005)
	require.InDelta(t, 10, *m.Effort.PerPerson, 1e-9)
	require.Equal(t, 118, m.Effort.People)
	require.Equal(t, 120, m.Effort.Days)
	require.InDelta(t, 32.4, m.Effort.Benchmark.Hours, 1e-9)
}

// In whatever way deeds are shared out, and however often they come, measures are
// the same to the byte.
func TestMeasuresAreTheSameInAnyPartition(t *testing.T) {
	p, w, events := shops(t, "2027-06-30")
	of := func(t *testing.T, all *Tally) string {
		m, found := New(p, w, all, Terms{Made: "2027-06-30"})
		require.NoError(t, found.Err())
		return encoded(t, m)
	}
	want := of(t, take(events, NewTally(p, w)))
	chance := rand.New(rand.NewPCG(3, 5))
	for range 5 {
		parts := make([]*Tally, 1+chance.IntN(6))
		for i := range parts {
			parts[i] = NewTally(p, w)
		}
		for _, i := range chance.Perm(len(events)) {
			for range 1 + chance.IntN(2) {
				take(events[i:i+1], parts[chance.IntN(len(parts))])
			}
		}
		for _, part := range parts[1:] {
			require.NoError(t, parts[0].Merge(part))
		}
		require.Equal(t, want, of(t, parts[0]))
	}
}

func TestTalliesOfOtherPeopleDoNotMerge(t *testing.T) {
	p, w := bakery(t)
	fewer, _ := audience.NewWorkforce([]audience.Person{{ID: "ada"}})
	require.ErrorIs(t, NewTally(p, w).Merge(NewTally(p, fewer)), evaluation.ErrOtherIndex)
}

// A reader who has kept every document cannot tell any small group.
func TestNothingOfFewFollowsFromDocumentsOfSeveralDates(t *testing.T) {
	var earlier []*Measures
	var releases []privacy.Release
	for _, until := range []engagement.Date{"2027-03-15", "2027-03-22", "2027-06-30"} {
		p, w, events := shops(t, until)
		m, found := New(p, w, take(events, NewTally(p, w)), Terms{Made: until, Earlier: earlier})
		require.NoError(t, found.Err())
		hidden, all := m.kept()
		require.Positive(t, hidden)
		require.Less(t, 3*hidden, 2*all, "on %s too much is kept back: %d of %d", until, hidden, all)
		earlier, releases = append(earlier, m), append(releases, m.sheet(false).release)
		require.Empty(t, privacy.Audit(releases...))
		require.Empty(t, privacy.Audit(m.Release()))
	}
}

func TestFaultsInTerms(t *testing.T) {
	_, w := bakery(t)
	competences, list := levels(w)
	for code, c := range map[string]struct {
		path  string
		terms Terms
	}{
		"OSM-MEASURE-001": {"/made", Terms{Made: "2027-02-30"}},
		"OSM-MEASURE-002": {"/site", Terms{Site: "unti"}},
		"OSM-MEASURE-003": {"/team", Terms{Team: "gender"}},
		"OSM-MEASURE-005": {"/levels/0/competence", Terms{Competences: competences, Levels: []Level{{Person: "ada", Competence: "dow"}}}},
		"OSM-MEASURE-006": {"/levels/1", Terms{Competences: competences, Levels: []Level{list[0], list[0]}}},
		"OSM-MEASURE-007": {"/levels/0/shown", Terms{Competences: competences, Levels: []Level{{Person: "ada", Competence: "dough", Shown: math.NaN()}}}},
		"OSM-MEASURE-008": {"/costs/0/euros", Terms{Costs: []Cost{{Euros: -1}}}},
		"OSM-MEASURE-009": {"/earlier/0/campaign", Terms{Earlier: []*Measures{{Campaign: "other"}}}},
		"OSM-MEASURE-010": {"/competences/1/id", Terms{Competences: []Competence{{ID: "dough"}, {ID: "dough"}}}},
		"OSM-PRIVACY-010": {"/smallestGroup", Terms{SmallestGroup: 2}},
	} {
		m, found := made(t, c.terms)
		require.Nil(t, m, code)
		require.Len(t, found, 1, code)
		require.Equal(t, []string{code, c.path}, []string{found[0].Code, found[0].Path})
		for _, l := range engagement.Languages() {
			require.NotContains(t, found[0].Message.In(l), "%!")
			require.NotContains(t, found[0].Message.In(l), "ada", "a finding names no person")
		}
	}
}

func TestATraitWithManyValuesTellsNobodyApart(t *testing.T) {
	p, _ := bakery(t)
	var list []audience.Person
	for i := range 50 {
		list = append(list, audience.Person{ID: string(rune('a'+i/26)) + string(rune('a'+i%26)), Traits: map[string]any{"desk": string(rune('A' + i))}})
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	m, found := New(p, w, NewTally(p, w), Terms{Made: "2027-05-31", Site: "desk"})
	require.Nil(t, m)
	require.Equal(t, []string{"OSM-MEASURE-004"}, codes(found))
}

func TestEarlierDocumentsThatDoNotHoldTogether(t *testing.T) {
	broken := whole(t, Terms{})
	broken.SmallestGroup = 1
	m, found := made(t, Terms{Made: "2027-06-01", Earlier: []*Measures{broken}})
	require.Nil(t, m)
	require.Equal(t, []string{"OSM-MEASURE-011"}, codes(found))
}

func TestAdviceSaysWhatTheFiguresBear(t *testing.T) {
	p, w := bakery(t)
	few, found := audience.NewWorkforce(slices.Collect(func(yield func(audience.Person) bool) {
		for i := range 4 {
			yield(audience.Person{ID: string(rune('a' + i)), Traits: map[string]any{"unit": []string{"ovens", "shop"}[i%2]}})
		}
	}))
	require.Empty(t, found)
	only := func(verbs ...evaluation.Verb) (events []evaluation.Event) {
		for _, e := range spring() {
			if slices.Contains(verbs, e.Verb) && e.Touchpoint == "news" {
				events = append(events, e)
			}
		}
		return events
	}
	var everything []evaluation.Event
	for _, verb := range evaluation.Verbs() {
		for _, touchpoint := range []string{"news", "taster", "hour.moment-1"} {
			everything = append(everything, did(verb, touchpoint, "a", "2027-02-01"), did(verb, touchpoint, "b", "2027-02-02"))
		}
	}
	for code, c := range map[string]struct {
		w      *audience.Workforce
		events []evaluation.Event
		terms  Terms
	}{
		"OSM-MEASURE-020": {w, only(evaluation.Shown), Terms{}},
		"OSM-MEASURE-021": {w, only(evaluation.Shown, evaluation.Started), Terms{}},
		"OSM-MEASURE-024": {w, spring(), Terms{}},
		"OSM-MEASURE-025": {w, nil, Terms{}},
		"OSM-MEASURE-026": {w, spring(), Terms{}},
		"OSM-MEASURE-028": {few, everything, Terms{Made: "2027-02-07"}},
		"OSM-MEASURE-029": {w, spring(), Terms{Competences: []Competence{{ID: "dough"}}, Levels: []Level{{Person: "nobody", Competence: "dough"}}}},
	} {
		c.terms.Made = max(c.terms.Made, "2027-02-01")
		m, found := New(p, c.w, take(c.events, NewTally(p, c.w)), c.terms)
		require.NoError(t, found.Err())
		require.Contains(t, codes(m.Findings), code)
	}
	require.NotContains(t, codes(whole(t, Terms{}).Findings), "OSM-MEASURE-020")
}

func codes(found engagement.Findings) (list []string) {
	for _, f := range found {
		list = append(list, f.Code)
	}
	return list
}

func TestEventsAreReadUpToTheDay(t *testing.T) {
	p, w := bakery(t)
	var lines []byte
	for _, e := range spring() {
		lines = append(evaluation.AppendEvent(lines, e), '\n')
	}
	lines = append(lines, "no event\n"...)
	tally := NewTally(p, w)
	require.NoError(t, tally.Read(bytes.NewReader(lines), "2027-02-01"))
	s := tally.touches.Count(nil, nil)
	require.Equal(t, []int{84, 0}, []int{s.Reached, s.Activated})
	require.Error(t, tally.Read(bytes.NewReader(lines), "2027-02-31"))
	require.ErrorIs(t, tally.Read(broken{}, "2027-02-01"), errBroken)
}

var errBroken = errors.New("the disk is gone")

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errBroken }

func TestADocumentReadsBack(t *testing.T) {
	_, w := bakery(t)
	competences, list := levels(w)
	m := whole(t, Terms{Site: "unit", Competences: competences, Levels: list, Costs: []Cost{{Name: name("Films"), Euros: 1180}}})
	golden(t, "bakery.json", m)
	again, found := Read(strings.NewReader(encoded(t, m)))
	require.Empty(t, found, found.In(engagement.English))
	require.Equal(t, m, again)
	_, found = Read(strings.NewReader(`{"osmosi":"measures/v2"}`))
	require.Error(t, found.Err())
	_, found = Read(broken{})
	require.Error(t, found.Err())
	require.Equal(t, campaign.SmallestGroup, m.SmallestGroup)
}

func TestLevelsAreReadLineByLine(t *testing.T) {
	var got []Level
	var paths []string
	for l, err := range ReadLevels(strings.NewReader(`{"person":"p","competence":"dough","required":3,"shown":2.5}

{"person":"p","competence":"dough","required":"3","shown":2}
{"person":"p","competence":"dough","required":3,"showed":2}
` + strings.Repeat("x", MaxLine+1) + "\n")) {
		var f *engagement.Finding
		if errors.As(err, &f) {
			paths = append(paths, f.Path)
			continue
		}
		require.NoError(t, err)
		got = append(got, l)
	}
	require.Equal(t, []Level{{"p", "dough", 3, 2.5}}, got)
	require.Equal(t, []string{"/3/required", "/4/showed", "/5"}, paths)
	for _, err := range ReadLevels(broken{}) {
		require.ErrorIs(t, err, errBroken)
	}
}

func FuzzReadLevels(f *testing.F) {
	f.Add([]byte(`{"person":"p","competence":"dough","required":3,"shown":2.5}`))
	f.Add([]byte("{}\n[1]\n\n\"x\""))
	f.Fuzz(func(t *testing.T, data []byte) {
		for l, err := range ReadLevels(bytes.NewReader(data)) {
			if err == nil && (l.Person == "" || l.Competence == "") {
				t.Fatalf("a level of nobody or nothing: %+v", l)
			}
			if err != nil && l != (Level{}) {
				t.Fatal("a level with an error")
			}
		}
	})
}
