package retail_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/examples/retail"
)

// What one colleague without an e-mail address gets before the kick-off.
func Example() {
	brief, _ := campaign.ReadBrief(bytes.NewReader(retail.Brief()))
	workforce := retail.Workforce()
	plan, advice := campaign.NewPlan(brief, workforce)
	fmt.Println(workforce.Len(), "people,", len(plan.Touchpoints), "touchpoints,", len(advice), "pieces of advice")
	for item, err := range plan.Schedule(workforce).For("M290") {
		if err != nil || item.Phase != campaign.Inform {
			break
		}
		fmt.Println(item.At.Format("Mon 2 Jan 15:04"), "–", brief.Channel(item.Channel).Name.En, "–", plan.Touchpoint(item.Touchpoint).Title.In(item.Language))
	}
	// Output:
	// 327 people, 97 touchpoints, 0 pieces of advice
	// Wed 10 Feb 08:00 – Stockroom noticeboard – What you are all wondering
	// Wed 10 Feb 08:30 – Stockroom tablet and intranet – What is in Dispensa, and what is in it for you
	// Wed 10 Feb 08:50 – Shift huddle – The old till retires in June
	// Wed 17 Feb 08:50 – Shift huddle – What is asked of us, from those who lead us
	// Wed 17 Feb 17:30 – Cash-up slip – Three ticks before you go home
	// Wed 24 Feb 08:55 – Shift huddle – A box has come
}

// The warehouses work around the clock: what happens at the change of shift
// comes to each shift as it begins, and to those who are there already.
func TestTheWarehousesGetEverythingOnTheirShift(t *testing.T) {
	w := retail.Workforce()
	p, found := campaign.NewPlan(readBrief(t), w)
	require.NoError(t, found.Err())
	s := p.Schedule(w)
	at := map[string]map[int]int{} // by hours: of the day, how many huddles
	for person := range w.People() {
		if person.Traits["unit"] == "warehouse" && person.Traits["role"] != "warehouse-manager" {
			require.False(t, person.WorkHours.IsZero(), person.ID)
		} else {
			require.True(t, person.WorkHours.IsZero(), person.ID)
			continue
		}
		for item, err := range s.For(person.ID) {
			require.NoError(t, err)
			if item.Channel == "huddle" {
				hours := person.WorkHours.String()
				if at[hours] == nil {
					at[hours] = map[int]int{}
				}
				at[hours][item.At.Hour()]++
			}
		}
	}
	require.Len(t, at, 7)
	only := func(hours string, of ...int) {
		require.NotEmpty(t, at[hours], hours)
		for hour := range at[hours] {
			require.Contains(t, of, hour, hours)
		}
	}
	only("Mo-Fr 22:00-06:00", 22)
	only("We-Fr 22:00-06:00", 22)
	only("Tu-Sa 14:00-22:00", 14)
	only("Tu-Sa 06:00-14:00", 13, 6) // the next morning, where two would come at once
	only("2027-02-01: Mo-Fr 06:00-14:00 / Mo-Fr 14:00-22:00", 13, 14, 6)
	only("We-Fr 06:00-09:00,13:00-16:00", 13)
}

func TestPeopleAreReadWithoutFindings(t *testing.T) {
	rows, found := csv.ReadAll(bytes.NewReader(retail.People()), retail.Columns())
	require.Empty(t, found, found.In(engagement.English))
	w, found := audience.NewWorkforce(rows)
	require.Empty(t, found, found.In(engagement.English))
	require.Equal(t, retail.Workforce().Len(), w.Len())

	shops, languages, managers, weekends, without := map[any]bool{}, map[engagement.Language]bool{}, map[int]bool{}, false, 0
	declared := readBrief(t).Traits
	for p := range w.People() {
		languages[p.Language] = true
		if p.Traits["unit"] == "shops" && p.Traits["role"] == "shop-manager" {
			shops[p.Traits["site"]] = true
		}
		_, has := p.Traits[audience.TraitStance]
		require.Equal(t, w.Reports(p.ID) > 0, has, "%s: a stance is what managers have", p.ID)
		if has {
			managers[w.Level(p.ID)] = true
		}
		weekends = weekends || p.WorkDays.Works("2027-02-07") // a Sunday
		if p.Email == "" {
			without++
		}
		for name := range p.Traits {
			require.True(t, slices.ContainsFunc(append(audience.Traits(), declared...), func(d audience.Trait) bool { return d.Name == name }), name)
		}
	}
	require.Len(t, shops, 60)
	require.Len(t, languages, 3)
	require.Len(t, managers, 4, "levels of managers")
	require.True(t, weekends)
	require.Greater(t, 2*without, w.Len(), "most people have no e-mail address")
}

func TestEveryAspectIsDescribedAndWhatIsPersonalIsProtected(t *testing.T) {
	described := map[audience.Aspect]audience.Trait{}
	for _, trait := range readBrief(t).Traits {
		if trait.Describes != "" {
			described[trait.Describes] = trait
		}
	}
	for _, aspect := range audience.Aspects() {
		require.Contains(t, described, aspect)
		require.Equal(t, aspect == audience.Age || aspect == audience.Gender, described[aspect].Protected, aspect)
	}
}

// No rule has anything to say about this plan. Who copies the brief and
// changes it may compare: each piece of advice is due to the change.
func TestThePlanNeedsNoAdvice(t *testing.T) {
	p, found := campaign.NewPlan(readBrief(t), retail.Workforce())
	require.NotNil(t, p)
	require.Empty(t, found, found.In(engagement.English))
	require.Empty(t, p.Withheld, "nothing is written that people would not get")
	for _, a := range p.Audiences {
		require.NotNil(t, a.People, "%s is large enough to be spoken of", a.Segment)
	}
}

func TestTheBriefUsesWhatABriefCanHold(t *testing.T) {
	b := readBrief(t)
	for _, kind := range campaign.Kinds() {
		require.True(t, slices.ContainsFunc(b.Touchpoints, func(t campaign.Touchpoint) bool { return t.Kind == kind }), kind)
	}
	for _, question := range engagement.Questions() {
		require.True(t, slices.ContainsFunc(b.Expectations, func(e engagement.Expectation) bool { return e.Question == question }), question)
	}
	for _, segment := range b.Segments {
		require.True(t, slices.ContainsFunc(b.Channels, func(c audience.Channel) bool {
			return c.Offline && slices.ContainsFunc(c.Reach, func(r audience.Reach) bool { return r.Segment == segment.ID })
		}), "%s is reached without a screen", segment.ID)
	}
	spent := 0.0
	for _, c := range b.Channels {
		spent += c.Cost
	}
	require.LessOrEqual(t, spent, b.Mix.Budget)
	require.LessOrEqual(t, b.Interventions[0].Minutes, 6)
	for _, q := range b.Propositions {
		require.NotEmpty(t, q.Evidence, q.ID)
		if q.For == engagement.Employees {
			require.NotEmpty(t, q.Also, q.ID)
		}
	}
	outside := 0
	for _, touchpoint := range b.Touchpoints {
		if s := touchpoint.Story; s != nil {
			require.NotEqual(t, campaign.NoConsent, s.Consent)
			if s.Use == campaign.ExternalConsent {
				require.Equal(t, campaign.ExternalConsent, s.Consent)
				outside++
			}
		}
	}
	require.Equal(t, 1, outside, "one story is told outside, as employer branding")
}

func TestEveryTextIsWrittenForItsReaders(t *testing.T) {
	b := readBrief(t)
	for _, touchpoint := range b.Touchpoints {
		for _, text := range []engagement.Text{touchpoint.Title, touchpoint.Body} {
			for i, l := range b.Languages {
				require.NotEmpty(t, text.In(l), touchpoint.ID)
				require.NotContains(t, text.In(l), "'", "%s in %s", touchpoint.ID, l)
				for _, other := range b.Languages[:i] {
					require.NotEqual(t, text.In(other), text.In(l), "%s in %s", touchpoint.ID, l)
				}
			}
		}
	}
}

func TestCardsBecameEvidenceOfThePropositionsTheySpeakTo(t *testing.T) {
	b := readBrief(t)
	cards, found := insight.ReadAll(retail.Cards())
	require.Empty(t, found, found.In(engagement.English))
	require.Len(t, cards, 25)
	support, found := b.Support(insight.Group(cards))
	require.Empty(t, found, found.In(engagement.English))
	var spoken []string
	for _, s := range support {
		spoken = append(spoken, s.Proposition)
		require.Contains(t, b.Proposition(s.Proposition).Evidence, s.Evidence, s.Proposition)
	}
	require.Equal(t, []string{"return-calm", "next-task", "own-time", "first-weeks", "label-once", "lead-shop"}, spoken)
	for _, q := range b.Propositions {
		for _, e := range q.Evidence {
			if e.Kind == engagement.CardEvidence {
				require.Contains(t, spoken, q.ID, "no cards speak to it")
			}
		}
	}
}

func TestEverybodyIsReachedAndNobodyDependsOnEmailAlone(t *testing.T) {
	b, w := readBrief(t), retail.Workforce()
	p, _ := campaign.NewPlan(b, w)
	segmentsOf := p.SegmentsOf(w, b.Frame.Inform)
	schedule := p.Schedule(w)
	for person := range w.People() {
		segments := segmentsOf(person)
		require.NotEmpty(t, segments, person.ID)
		reached := 0
		for item, err := range schedule.For(person.ID) {
			require.NoError(t, err)
			channel := b.Channel(item.Channel)
			if channel.Kind == audience.Email {
				require.NotEmpty(t, person.Email, "%s gets %s by e-mail", person.ID, item.Touchpoint)
				continue
			}
			if slices.ContainsFunc(channel.Reach, func(r audience.Reach) bool { return r.Share > 0 && slices.Contains(segments, r.Segment) }) {
				reached++
			}
		}
		require.Positive(t, reached, "%s (%v)", person.ID, segments)
	}
}

func TestNobodyIsReachedBeforeTheirManagerNorOnADayOff(t *testing.T) {
	w := retail.Workforce()
	p, _ := campaign.NewPlan(readBrief(t), w)
	schedule := p.Schedule(w)
	first, weekend := map[string]string{}, 0
	for item, err := range schedule.All() {
		require.NoError(t, err)
		day := engagement.Date(item.At.Format(time.DateOnly))
		require.True(t, w.Person(item.Person).WorkDays.Works(day), "%s on %s", item.Person, day)
		if on := first[item.Person]; on == "" || string(day) < on {
			first[item.Person] = string(day)
		}
		if d := item.At.Weekday(); d == time.Saturday || d == time.Sunday {
			weekend++
		}
	}
	require.Len(t, first, w.Len())
	require.Positive(t, weekend, "shops are open then")
	for person := range w.People() {
		if m := w.ManagerOf(person.ID); m != nil {
			require.Greater(t, first[person.ID], first[m.ID], "%s before %s", person.ID, m.ID)
		}
	}
}

func readBrief(t *testing.T) *campaign.Brief {
	t.Helper()
	b, found := campaign.ReadBrief(bytes.NewReader(retail.Brief()))
	require.Empty(t, found, found.In(engagement.English))
	return b
}
