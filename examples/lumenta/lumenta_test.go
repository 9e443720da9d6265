package lumenta_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// seed of the workforce that these tests look at.
const seed = 1

func TestSameSeedMakesTheSamePeopleAndAnotherSeedOthers(t *testing.T) {
	bytesOf := func(seed uint64) []byte {
		data, err := json.Marshal(lumenta.People(seed))
		require.NoError(t, err)
		return data
	}
	first := bytesOf(seed)
	require.Equal(t, first, bytesOf(seed))
	require.NotEqual(t, first, bytesOf(seed+1))
}

func TestEverySeedMakesAWholeWorkforce(t *testing.T) {
	for s := range uint64(4) {
		w, found := audience.NewWorkforce(lumenta.People(s))
		require.Empty(t, found)
		require.Equal(t, 2480, w.Len())
		levels, emails := map[int]bool{}, map[string]bool{}
		address := regexp.MustCompile(`^[a-z]+\.[a-z]+[0-9]*@lumenta\.example$`)
		tops := 0
		for p := range w.People() {
			require.Regexp(t, address, p.Email)
			require.False(t, emails[p.Email], p.Email)
			emails[p.Email] = true
			if w.ManagerOf(p.ID) == nil {
				tops++
			}
			if n := w.Reports(p.ID); n > 0 {
				levels[w.Level(p.ID)] = true
				require.GreaterOrEqual(t, n, 4, "%s %s %s", p.ID, p.Traits["unit"], p.Traits["role"])
				require.LessOrEqual(t, n, 14, "%s %s %s", p.ID, p.Traits["unit"], p.Traits["role"])
			}
			age := p.Traits["age"].(int)
			days, ok := p.Hired.DaysUntil("2027-01-11")
			require.True(t, ok)
			require.Greater(t, days, 0)
			require.GreaterOrEqual(t, age-days/364, 18, "nobody joined as a child")
		}
		require.Equal(t, 1, tops)
		require.GreaterOrEqual(t, len(levels), 5, "levels of managers")
	}
}

func TestEveryTraitIsDeclaredAndHoldsAnAllowedValue(t *testing.T) {
	declared := map[string]audience.Trait{}
	for _, trait := range append(readBrief(t).Traits, audience.Traits()...) {
		declared[trait.Name] = trait
	}
	for _, p := range lumenta.People(seed) {
		for name, value := range p.Traits {
			trait, ok := declared[name]
			require.True(t, ok, name)
			var texts []string
			switch v := value.(type) {
			case string:
				require.Equal(t, audience.TextTrait, trait.Kind, name)
				texts = []string{v}
			case []string:
				require.Equal(t, audience.ListTrait, trait.Kind, name)
				texts = v
			case int:
				require.Equal(t, audience.NumberTrait, trait.Kind, name)
			case bool:
				require.Equal(t, audience.FlagTrait, trait.Kind, name)
			default:
				require.Failf(t, "no trait has this kind", "%s: %T", name, value)
			}
			for _, text := range texts {
				require.Contains(t, trait.Values, text, name)
			}
		}
	}
}

func TestEverySiteSpeaksMostlyItsLanguage(t *testing.T) {
	home := map[string]engagement.Language{"bologna": "it", "verona": "it", "utrecht": "nl", "eindhoven": "nl", "cork": "en", "dublin": "en"}
	people, atHome := map[string]int{}, map[string]int{}
	for _, p := range lumenta.People(seed) {
		site := p.Traits["site"].(string)
		people[site]++
		if p.Language == home[site] {
			atHome[site]++
		}
	}
	require.Len(t, people, len(home))
	for site, n := range people {
		require.Greater(t, atHome[site]*100, n*80, site)
		require.Less(t, atHome[site], n, "%s: somebody prefers another language", site)
	}
}

func TestAboutTwoInFiveDeclaredWhatTheyNeed(t *testing.T) {
	people, declared := lumenta.People(seed), 0
	for _, p := range people {
		_, needs := p.Traits[audience.TraitNeeds]
		_, reasons := p.Traits[audience.TraitReasons]
		_, factors := p.Traits[audience.TraitFactors]
		require.Equal(t, needs, reasons)
		require.Equal(t, needs, factors)
		if needs {
			declared++
		}
	}
	require.InDelta(t, 40, 100*float64(declared)/float64(len(people)), 4)
}

func TestBriefHasNoMembersThatABriefDoesNotHave(t *testing.T) {
	d := json.NewDecoder(bytes.NewReader(lumenta.Brief()))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(new(campaign.Brief)))
}

func TestEverySegmentHasTwentyPeopleOrMore(t *testing.T) {
	b, w := readBrief(t), lumenta.Workforce(seed)
	p := newPlan(t, b, w)
	sizes := map[string]int{}
	segmentsOf := p.SegmentsOf(w, p.Brief.Frame.Inform)
	for person := range w.People() {
		for _, id := range segmentsOf(person) {
			sizes[id]++
		}
	}
	for _, s := range b.Segments {
		require.GreaterOrEqual(t, sizes[s.ID], 20, s.ID)
	}
}

func TestPlanOfTheBriefNeedsNoAdvice(t *testing.T) {
	p := newPlan(t, readBrief(t), lumenta.Workforce(seed))
	require.Empty(t, p.Advice, p.Advice.In(engagement.English))
}

func TestReasonsToLearnChangeThePlan(t *testing.T) {
	p := newPlan(t, readBrief(t), lumenta.Workforce(seed))
	require.Len(t, p.Withheld, 1)
	require.Equal(t, "shift-story", p.Withheld[0].ID, "shifts were sent two things about what they need anyway")
	explained := map[string][]string{}
	for _, x := range p.Touchpoints {
		if len(x.Explains) > 0 {
			require.Equal(t, "line", x.Voice, x.ID)
			explained[x.ID] = x.Explains
		}
	}
	require.Contains(t, explained, "what-we-ask")
	require.Contains(t, explained, "aurora-when")
	require.Contains(t, explained, "why-lifting")
	require.Len(t, explained, 3)
	first := p.Brief.Offer(p.Brief.Proposition("new-start"))[0]
	require.True(t, first.Form.Together(), "people who have just arrived want to belong")
}

func TestEveryPhaseHasEveryKindOfTouchpointThatItIsKnownFor(t *testing.T) {
	b := readBrief(t)
	for phase, kinds := range map[campaign.Phase][]campaign.Kind{
		campaign.Inform:   {campaign.ManagerBriefing, campaign.Announcement, campaign.Expectations},
		campaign.Activate: {campaign.KickOff, campaign.Content, campaign.Drip},
		campaign.Retain:   {campaign.Story, campaign.LearningMoment, campaign.Reward, campaign.Evaluation},
	} {
		for _, kind := range kinds {
			require.True(t, slices.ContainsFunc(b.Touchpoints, func(t campaign.Touchpoint) bool { return t.Phase == phase && t.Kind == kind }), "%s %s", phase, kind)
		}
	}
}

func readBrief(t testing.TB) *campaign.Brief {
	t.Helper()
	b, found := campaign.ReadBrief(bytes.NewReader(lumenta.Brief()))
	require.Empty(t, found, found.In(engagement.English))
	return b
}

func newPlan(t *testing.T, b *campaign.Brief, w *audience.Workforce) *campaign.Plan {
	t.Helper()
	p, found := campaign.NewPlan(b, w)
	require.NoError(t, found.Err())
	return p
}

func TestFewAreAskedToSpeakToColleaguesAndThePlanNamesNobody(t *testing.T) {
	b, w := readBrief(t), lumenta.Workforce(seed)
	p := newPlan(t, b, w)
	asked := p.Schedule(w).Ambassadors("your-voice")
	require.Len(t, asked, 40)
	sites := map[any]bool{}
	for _, id := range asked {
		require.Equal(t, true, w.Person(id).Traits["voice"])
		sites[w.Person(id).Traits["site"]] = true
	}
	require.Len(t, sites, 6)
	for _, planned := range p.Touchpoints {
		if planned.ID == "your-voice" {
			require.Equal(t, 40, *planned.People)
			require.Greater(t, planned.Reach.People, 8*40, "each of them carries it to several")
			require.Greater(t, planned.Reach.Proved, 50)
			require.Zero(t, planned.Reach.People%5+planned.Reach.Low%5+planned.Reach.High%5)
		}
	}
	data, err := json.Marshal(p)
	require.NoError(t, err)
	require.NotRegexp(t, `\bL\d{4}\b`, string(data))
}
