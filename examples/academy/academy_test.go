package academy_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // time zones, also where the system has none

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/document"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/examples/academy"
)

func TestTheTableOfPeopleIsWhole(t *testing.T) {
	rows, found := csv.ReadAll(strings.NewReader(academy.People()), academy.Columns())
	require.Empty(t, found, found.In(engagement.English))
	w, found := audience.NewWorkforce(rows)
	require.Empty(t, found, found.In(engagement.English))
	require.Equal(t, 200, w.Len())

	levels, tops, partTime := map[int]bool{}, 0, 0
	languages, zones := map[engagement.Language]int{}, map[string]int{}
	for p := range w.People() {
		languages[p.Language]++
		zones[p.TimeZone]++
		if w.ManagerOf(p.ID) == nil {
			tops++
		}
		if p.WorkDays != 0 {
			partTime++
		}
		leads := w.Reports(p.ID) > 0
		if leads {
			levels[w.Level(p.ID)] = true
		}
		stance, has := p.Traits[audience.TraitStance]
		require.Equal(t, leads, has, "%s: those who lead, and only they, have a stance", p.ID)
		if has {
			require.Contains(t, audience.Stances(), audience.Stance(stance.(string)))
		}
		candidate, asked := p.Traits["candidate"]
		require.Equal(t, !leads, asked, p.ID)
		require.False(t, leads && candidate == true, p.ID)
		days, ok := p.Hired.DaysUntil("2027-09-06")
		require.True(t, ok)
		require.Positive(t, days, p.ID)
		require.GreaterOrEqual(t, p.Traits["age"].(float64)-float64(days)/365, 18.0, "%s joined as a child", p.ID)
	}
	require.Equal(t, 1, tops)
	require.Len(t, levels, 4, "levels of managers")
	require.Greater(t, partTime, 20)
	for _, l := range engagement.Languages() {
		require.Greater(t, languages[l], 40, l)
	}
	require.Len(t, zones, 3)
}

func TestEveryTraitOfPeopleIsDeclaredAndDescribesItsAspect(t *testing.T) {
	b := readBrief(t)
	declared, described := map[string]audience.Trait{}, map[audience.Aspect]bool{}
	for _, trait := range append(b.Traits, audience.Traits()...) {
		declared[trait.Name] = trait
		described[trait.Describes] = true
	}
	for p := range academy.Workforce().People() {
		for name, value := range p.Traits {
			trait, ok := declared[name]
			require.True(t, ok, name)
			var texts []string
			switch v := value.(type) {
			case string:
				texts = []string{v}
			case []string:
				texts = v
			}
			for _, text := range texts {
				require.Contains(t, trait.Values, text, name)
			}
		}
	}
	for _, aspect := range audience.Aspects() {
		require.True(t, described[aspect], aspect)
	}
	w := academy.Workforce()
	for p := range w.People() {
		profile := string(p.Profile(w.Reports(p.ID) > 0, b.Frame.Inform, b.Traits))
		require.NotContains(t, profile, `"age"`)
		require.NotContains(t, profile, `"gender"`)
	}
}

func TestTheBriefHasNoMembersThatABriefDoesNotHave(t *testing.T) {
	d := json.NewDecoder(bytes.NewReader(academy.Brief()))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(new(campaign.Brief)))
}

// The lobby screens are priced beside the others, so that the plan can show what
// they would cost and add; nothing goes through them.
func TestThePlanNeedsNoAdviceAndSaysWhyTheLobbyScreensAreOut(t *testing.T) {
	p := newPlan(t)
	require.Empty(t, p.Advice, p.Advice.In(engagement.English))
	require.Empty(t, p.Withheld)
	require.Len(t, p.Mix.LeftOut, 1)
	require.Equal(t, p.Brief.Channels[7].ID, p.Mix.LeftOut[0].Channel)
	require.Less(t, p.Mix.LeftOut[0].Adds, 0.01)
	require.Equal(t, p.Mix.Share, p.Mix.Bound, "proven")
}

func TestTheObjectivesCascadeAndProveMoreThanAttendance(t *testing.T) {
	b := readBrief(t)
	for _, o := range b.Objectives {
		require.True(t, o.KPI.Tier.ProvesLearning(), o.ID)
		require.NotEqual(t, o.KPI.Baseline, o.KPI.Target, o.ID)
	}
	for _, o := range b.Objectives {
		if o.Level == engagement.IndividualLevel {
			require.Len(t, b.Cascade(o.ID), 3, "%s reaches the organisation by way of a team", o.ID)
		}
	}
}

func TestEveryoneInASegmentGetsWhatIsMeantForThem(t *testing.T) {
	p, w := newPlan(t), academy.Workforce()
	schedule, segmentsOf := p.Schedule(w), p.SegmentsOf(w, p.Brief.Frame.Inform)
	sizes := map[string]int{}
	for person := range w.People() {
		segments := segmentsOf(person)
		require.NotEmpty(t, segments, person.ID)
		for _, s := range segments {
			sizes[s]++
		}
		phases := map[campaign.Phase]bool{}
		for _, item := range items(t, schedule, person.ID) {
			phases[item.Phase] = true
			require.Equal(t, person.Language, item.Language)
			require.Equal(t, person.TimeZone, item.At.Location().String())
		}
		require.Len(t, phases, 3, "%s hears of it in every phase", person.ID)
	}
	for _, s := range p.Brief.Segments {
		require.GreaterOrEqual(t, sizes[s.ID], 10, s.ID)
	}
}

func TestNobodyIsReachedBeforeTheirManager(t *testing.T) {
	p, w := newPlan(t), academy.Workforce()
	schedule := p.Schedule(w)
	midnight := func(at time.Time) engagement.Date { return engagement.Date(at.Format(time.DateOnly)) }
	briefed := map[string]engagement.Date{}
	for person := range w.TopDown() {
		got := items(t, schedule, person.ID)
		require.NotEmpty(t, got, person.ID)
		if m := w.ManagerOf(person.ID); m != nil {
			require.NotEmpty(t, briefed[m.ID], m.ID)
			require.Greater(t, midnight(got[0].At), briefed[m.ID], "%s reports to %s", person.ID, m.ID)
		}
		if w.Reports(person.ID) > 0 {
			require.Equal(t, "leaders-first", got[0].Touchpoint, person.ID)
			briefed[person.ID] = midnight(got[0].At)
		}
	}
	require.Len(t, briefed, 41)
}

func TestAdvancementIsWordedForEveryRole(t *testing.T) {
	p, w := newPlan(t), academy.Workforce()
	schedule := p.Schedule(w)
	spoken := map[string]map[string]bool{} // proposition to the words in which somebody gets it
	for person := range w.People() {
		for _, item := range items(t, schedule, person.ID) {
			q := p.Brief.Proposition(item.Proposition)
			if q.Approach() != engagement.RoleWording {
				continue
			}
			require.NotEmpty(t, item.Wording, "%s gets %s in words meant for anyone", person.ID, q.ID)
			require.NotEqual(t, q.Gain, q.GainFor(item.Wording))
			if spoken[q.ID] == nil {
				spoken[q.ID] = map[string]bool{}
			}
			spoken[q.ID][item.Wording] = true
		}
	}
	require.Equal(t, map[string]map[string]bool{
		"next-step": {"senior": true, "first-line": true, "candidates": true},
		"own-hours": {"senior": true, "first-line": true, "candidates": true, "experts": true, "voices": true},
	}, spoken)
	director := items(t, schedule, "C002")
	i := slices.IndexFunc(director, func(item campaign.Item) bool { return item.Proposition == "lighter-desk" })
	require.Equal(t, "senior", director[i].Wording, "managers too are spoken to by role")
}

func TestBelongingPutsTheFormsInWhichPeopleMeetFirst(t *testing.T) {
	p := newPlan(t)
	found := 0
	for i := range p.Brief.Propositions {
		q := &p.Brief.Propositions[i]
		if q.Approach() != engagement.InteractionFirst {
			continue
		}
		found++
		alone := false
		for _, v := range p.Brief.Offer(q) {
			require.False(t, alone && v.Form.Together(), "%s: %s comes after what one does alone", q.ID, v.ID)
			alone = alone || !v.Form.Together()
		}
	}
	require.Equal(t, 3, found)
	q := p.Brief.Proposition("not-alone")
	require.Equal(t, "hard-talks", q.Also[0], "as it was written")
	var offer []string
	for _, v := range p.Brief.Offer(q) {
		offer = append(offer, v.ID)
	}
	require.Equal(t, []string{"peer-circle", "coach-pairs", "case-day", "hard-talks"}, offer, "as it is planned")
}

func TestCoachingAnd360AreInTheSamePlanAsEverythingElse(t *testing.T) {
	p := newPlan(t)
	put := map[campaign.Form]map[campaign.Phase]bool{}
	for _, planned := range p.Touchpoints {
		touchpoint := p.Touchpoint(planned.ID)
		for _, v := range p.Brief.Offer(p.Brief.Proposition(touchpoint.Proposition)) {
			if put[v.Form] == nil {
				put[v.Form] = map[campaign.Phase]bool{}
			}
			put[v.Form][touchpoint.Phase] = true
		}
	}
	require.Len(t, put, len(campaign.Forms()), "every form of learning is put forward")
	require.Len(t, put[campaign.Feedback360], 3, "in every phase")
	require.Len(t, put[campaign.Coaching], 3, "in every phase")
	for l, words := range map[engagement.Language][]string{
		engagement.Italian: {"feedback a 360 gradi", "coaching", "comunità di pratica"},
		engagement.Dutch:   {"360-gradenfeedback", "coaching", "leergemeenschap"},
		engagement.English: {"360-degree feedback", "coaching", "community of practice"},
	} {
		text := document.Markdown(p, document.Style{Language: l})
		for _, word := range words {
			require.Contains(t, text, word, l)
		}
		require.NotContains(t, text, "feedback360", l)
	}
}

func TestSixOfficesMakeItTogether(t *testing.T) {
	p := newPlan(t)
	require.GreaterOrEqual(t, p.Osmosis.Share, 0.9)
	require.Len(t, p.Osmosis.Offices, 6)
	for _, s := range p.Osmosis.Offices {
		require.GreaterOrEqual(t, s.Owns, 3, s.Office)
		partners := 0
		for _, other := range p.Osmosis.Offices {
			if p.Osmosis.Between(s.Office, other.Office) > 0 {
				partners++
			}
		}
		require.GreaterOrEqual(t, partners, 4, s.Office)
	}
	require.Positive(t, p.Osmosis.Between("learning", "marketing"), "over coffee, or an academy stays in the basement")
}

func TestThereIsEverythingThatAnAcademyLivesOnButAContest(t *testing.T) {
	b := readBrief(t)
	for _, kind := range campaign.Kinds() {
		has := slices.ContainsFunc(b.Touchpoints, func(t campaign.Touchpoint) bool { return t.Kind == kind })
		require.Equal(t, kind != campaign.Contest, has, "%s: nobody should win at leading", kind)
	}
}

func readBrief(t *testing.T) *campaign.Brief {
	t.Helper()
	b, found := campaign.ReadBrief(bytes.NewReader(academy.Brief()))
	require.Empty(t, found, found.In(engagement.English))
	return b
}

func newPlan(t *testing.T) *campaign.Plan {
	t.Helper()
	p, found := campaign.NewPlan(readBrief(t), academy.Workforce())
	require.NoError(t, found.Err())
	return p
}

// items are what one person gets, in order of time.
func items(t *testing.T, s *campaign.Schedule, person string) []campaign.Item {
	t.Helper()
	var all []campaign.Item
	for item, err := range s.For(person) {
		require.NoError(t, err)
		all = append(all, item)
	}
	return all
}
