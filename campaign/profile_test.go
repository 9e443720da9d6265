package campaign_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// described is the quickstart's brief with traits that describe.
func described(t *testing.T) *campaign.Brief {
	t.Helper()
	b := good(t)
	b.Traits = slices.DeleteFunc(b.Traits, func(t audience.Trait) bool { return t.Name == "age" || t.Name == "gender" })
	b.Traits = append(b.Traits,
		audience.Trait{Name: "age", Kind: audience.NumberTrait, Label: said("Age"), Protected: true, Describes: audience.Age},
		audience.Trait{Name: "gender", Kind: audience.TextTrait, Label: said("Gender"), Protected: true, Describes: audience.Gender, Values: []string{"woman", "man", "other"},
			ValueLabels: map[string]engagement.Text{"woman": said("women")}},
		audience.Trait{Name: "forms", Kind: audience.ListTrait, Label: said("Forms"), Describes: audience.Familiarity},
		audience.Trait{Name: "tools", Kind: audience.FlagTrait, Label: said("Uses tools"), Describes: audience.ICTAdoption},
	)
	return b
}

// hundred are a director and a hundred people, the first sixty in the workshop.
func hundred(t *testing.T) *audience.Workforce {
	return team(t, 100, func(i int, p *audience.Person) {
		p.Traits["age"] = 30 + i%20
		p.Traits["gender"] = []string{"woman", "man"}[i%2]
		p.Traits["tools"] = i < 80
		if i < 50 {
			p.Traits["forms"] = []string{"classroom", "classroom", []string{"", "online"}[i%2]}
			p.Traits[audience.TraitNeeds] = []string{"career"}
		}
		if i >= 60 {
			p.Traits["unit"] = "rental"
		}
	})
}

func profileOf(t *testing.T, p *campaign.Plan, segment, trait string) campaign.TraitProfile {
	t.Helper()
	for _, a := range p.Audiences {
		for _, profile := range a.Profile {
			if a.Segment == segment && profile.Trait == trait {
				return profile
			}
		}
	}
	return campaign.TraitProfile{}
}

func TestAPlanTellsWhatAnAudienceIsLike(t *testing.T) {
	p, found := campaign.NewPlan(described(t), hundred(t))
	require.Empty(t, ofFamily(found, "OSM-PROFILE", "OSM-BRIEF"))
	number := func(v float64) *float64 { return &v }
	require.Equal(t, campaign.TraitProfile{Aspect: audience.Age, Trait: "age", Known: 1, Mean: number(40), Low: number(35), High: number(44)}, profileOf(t, p, "", "age"))
	require.Equal(t, []campaign.ValueShare{{Value: "woman", Share: 0.5}, {Value: "man", Share: 0.5}}, profileOf(t, p, "", "gender").Shares, "nobody is other, or too few to say")
	require.Equal(t, []campaign.ValueShare{{Value: "true", Share: 0.8}, {Value: "false", Share: 0.2}}, profileOf(t, p, "", "tools").Shares)
	forms := profileOf(t, p, "", "forms")
	require.Equal(t, 0.5, forms.Known, "the director and fifty more said nothing")
	require.Equal(t, []campaign.ValueShare{{Value: "classroom", Share: 1}, {Value: "online", Share: 0.5}}, forms.Shares, "each counts once, and people count for each")
	needs := profileOf(t, p, "", audience.TraitNeeds)
	require.Equal(t, audience.Motivation, needs.Aspect, "what people declared tells of motivation, without being declared")
	require.Equal(t, []campaign.ValueShare{{Value: "career", Share: 1}}, needs.Shares)

	require.NotEmpty(t, profileOf(t, p, "workshop", "gender").Shares)
	require.NotContains(t, string(p.AppendProgram(nil)), "gender", "what describes never reaches the engine")
	require.NotContains(t, string(hundred(t).Person("p1").Profile(false, "2027-02-01", p.Brief.Traits)), "gender")
}

func TestSharesOfFewPeopleAreCoarserAndOfFewerStillUntold(t *testing.T) {
	for people, want := range map[int]int{0: 0, 4: 0, 22: 0, 23: 25, 52: 25, 53: 10, 102: 10, 103: 5, 100000: 5} {
		require.Equal(t, want, campaign.ShareStep(people), people)
	}
	for people := 23; people < 400; people++ {
		require.GreaterOrEqual(t, campaign.ShareStep(people)*people, 500, "a step of %d people is five or more", people)
	}
}

func TestAGroupThatIsNearlyAnotherIsNotTold(t *testing.T) {
	for rental, told := range map[int]bool{8: false, 9: true} { // with the director nine, or ten, are in everyone only
		w := team(t, 100, func(i int, p *audience.Person) {
			p.Traits["gender"] = []string{"woman", "man"}[i%2]
			if i < rental {
				p.Traits["unit"] = "rental"
			}
		})
		w.Person("ada").Traits["gender"] = "woman"
		p, _ := campaign.NewPlan(described(t), w)
		require.NotEmpty(t, profileOf(t, p, "", "gender").Shares)
		require.Equal(t, told, profileOf(t, p, "workshop", "gender").Shares != nil, rental)
	}
}

func TestWhatFewPeopleWroteThemselvesIsNotRepeated(t *testing.T) {
	w := team(t, 100, func(i int, p *audience.Person) {
		p.Traits["forms"] = []string{"classroom"}
		if i < 40 {
			p.Traits["forms"] = []string{"my own word " + strconv.Itoa(i/4)}
		}
	})
	p, _ := campaign.NewPlan(described(t), w)
	shares := profileOf(t, p, "", "forms").Shares
	require.Equal(t, []campaign.ValueShare{{Value: "classroom", Share: 0.6}, {Share: 0.4}}, shares)
}

// told is what an attacker has of one trait of one group: bounds on how many
// people have each value. The attacker is given more than is published: how
// many people are known exactly, and the step of the shares.
type told struct {
	known     int
	low, high []int
}

// tighten uses that the values of a partition add up to the group.
func (a *told) tighten() {
	for range 8 {
		for i := range a.low {
			low, high := a.known, a.known
			for j := range a.low {
				if j != i {
					low -= a.high[j]
					high -= a.low[j]
				}
			}
			a.low[i], a.high[i] = max(a.low[i], low, 0), min(a.high[i], high)
		}
	}
}

// minus is the group less others that are parts of it and have nobody in common.
func (a *told) minus(parts ...*told) *told {
	rest := &told{known: a.known, low: slices.Clone(a.low), high: slices.Clone(a.high)}
	for _, p := range parts {
		rest.known -= p.known
		for i := range rest.low {
			rest.low[i] -= p.high[i]
			rest.high[i] -= p.low[i]
		}
	}
	rest.tighten()
	return rest
}

func (a *told) requireNothingSmall(t *testing.T, what string) {
	t.Helper()
	for i := range a.low {
		require.False(t, a.low[i] >= 1 && a.high[i] < campaign.SmallestGroup, "%s: between %d and %d people have value %d", what, a.low[i], a.high[i], i)
	}
}

// Workforces of all sizes, rare and common values, and segments that contain,
// exclude and nearly equal each other, attacked by subtraction across values
// and across groups.
func TestNothingOfFewerThanFivePeopleIsCertain(t *testing.T) {
	values := []string{"a", "b", "c", "d"}
	b := &campaign.Brief{Traits: []audience.Trait{{Name: "x", Kind: audience.TextTrait, Values: values, Describes: audience.Education}}, Segments: make([]audience.Segment, 4)}
	rng := rand.New(rand.NewPCG(7, 11))
	pairs, triples := 0, 0
	for round := range 4000 {
		n := 20 + rng.IntN(140)
		cut := []int{rng.IntN(n), rng.IntN(n)}
		slices.Sort(cut)
		var odds [4]int
		for i := range odds {
			odds[i] = rng.IntN([]int{3, 12, 60}[rng.IntN(3)])
		}
		odds[0]++
		people := make([]audience.Person, n)
		for i := range people {
			people[i] = audience.Person{ID: strconv.Itoa(i), Traits: map[string]any{}}
			draw := rng.IntN(odds[0] + odds[1] + odds[2] + odds[3])
			v := 0
			for draw >= odds[v] {
				draw -= odds[v]
				v++
			}
			if rng.IntN(20) > 0 || round%2 == 0 {
				people[i].Traits["x"] = values[v]
			}
		}
		w, _ := audience.NewWorkforce(people)
		// two parts that leave a few between them, and one nested in the second
		member := func(i int) []bool { return []bool{i < cut[0], i >= cut[1], i < cut[1], i >= cut[1]+(n-cut[1])/3} }
		profiles := campaign.Portraits(b, w, func(p *audience.Person) []bool {
			i, _ := strconv.Atoi(p.ID)
			return member(i)
		})
		sets := make([]map[int]bool, len(profiles))
		attackers := make([]*told, len(profiles))
		for g := range profiles {
			sets[g] = map[int]bool{}
			truth := map[string]int{}
			for i := range people {
				if v, has := people[i].Traits["x"]; has && (g == 0 || member(i)[g-1]) {
					sets[g][i] = true
					truth[v.(string)]++
				}
			}
			if len(profiles[g]) == 0 {
				continue
			}
			known, step := len(sets[g]), float64(campaign.ShareStep(len(sets[g])))/100
			a := &told{known: known}
			total := 0.0
			for _, v := range values {
				share := 0.0
				for _, s := range profiles[g][0].Shares {
					if s.Value == v {
						share = s.Share
						require.GreaterOrEqual(t, s.Share, step-1e-9)
					}
				}
				total += share
				low := max(0, int(math.Ceil((share-step)*float64(known)-1e-9)))
				high := min(known, int(math.Ceil((share+step)*float64(known)-1e-9))-1)
				require.LessOrEqual(t, low, truth[v], "the attacker is right")
				require.GreaterOrEqual(t, high, truth[v], "the attacker is right")
				a.low, a.high = append(a.low, low), append(a.high, high)
			}
			require.InDelta(t, 1, total, 1e-9)
			a.tighten()
			a.requireNothingSmall(t, "one group")
			attackers[g] = a
		}
		within := func(part, whole int) bool {
			for i := range sets[part] {
				if !sets[whole][i] {
					return false
				}
			}
			return true
		}
		for whole, a := range attackers {
			for part, p := range attackers {
				if a == nil || p == nil || whole == part || !within(part, whole) {
					continue
				}
				pairs++
				require.GreaterOrEqual(t, len(sets[whole])-len(sets[part]), 2*campaign.SmallestGroup)
				a.minus(p).requireNothingSmall(t, "a group less another")
				for other, q := range attackers[:part] {
					disjoint := q != nil && other != whole && within(other, whole)
					for i := range sets[part] {
						disjoint = disjoint && !sets[other][i]
					}
					if disjoint {
						triples++
						a.minus(p, q).requireNothingSmall(t, "a group less two others")
					}
				}
			}
		}
	}
	require.Greater(t, pairs, 1000)
	require.Greater(t, triples, 300)
}

func TestTraitsThatCannotDescribe(t *testing.T) {
	for name, c := range map[string]struct {
		code, path string
		change     func(b *campaign.Brief, i int)
	}{
		"age that could select people": {"OSM-BRIEF-080", "/protected", func(b *campaign.Brief, i int) { b.Traits[i].Protected = false }},
		"an aspect described twice":    {"OSM-BRIEF-081", "/describes", nil},
		"a date of birth":              {"OSM-BRIEF-082", "/kind", func(b *campaign.Brief, i int) { b.Traits[i].Kind = audience.DateTrait }},
		"a label of a value that is none": {"OSM-BRIEF-083", "/valueLabels/wo~1man", func(b *campaign.Brief, i int) {
			b.Traits[i].ValueLabels = map[string]engagement.Text{"wo/man": said("x")}
			b.Traits[i].Values = []string{"y"}
		}},
		"a label that lacks a language": {"OSM-BRIEF-003", "/valueLabels/y/nl", func(b *campaign.Brief, i int) {
			b.Traits[i].ValueLabels = map[string]engagement.Text{"y": {It: "x", En: "x"}}
		}},
		"a unit of what is no number": {"OSM-TRAIT-001", "/unit", func(b *campaign.Brief, i int) {
			b.Traits[i].Kind, b.Traits[i].Unit = audience.TextTrait, engagement.Years
		}},
		"ages in months":              {"OSM-TRAIT-002", "/unit", func(b *campaign.Brief, i int) { b.Traits[i].Unit = engagement.Months }},
		"a unit that nobody knows":    {"OSM-DOC-004", "/unit", func(b *campaign.Brief, i int) { b.Traits[i].Unit = "yaers" }},
		"an aspect that nobody knows": {"OSM-DOC-004", "/describes", func(b *campaign.Brief, i int) { b.Traits[i].Describes = "agee" }},
	} {
		t.Run(name, func(t *testing.T) {
			b := described(t)
			i := slices.IndexFunc(b.Traits, func(t audience.Trait) bool { return t.Describes == audience.Age })
			require.Empty(t, b.Check())
			if c.code == "OSM-BRIEF-081" {
				b.Traits = append(b.Traits, audience.Trait{Name: "birth", Kind: audience.NumberTrait, Label: said("x"), Protected: true, Describes: audience.Age})
				i = len(b.Traits) - 1
			} else {
				c.change(b, i)
			}
			found := b.Check()
			require.Len(t, found, 1, found.In(engagement.English))
			require.Equal(t, c.code+" "+"/traits/"+strconv.Itoa(i)+c.path, found[0].Code+" "+found[0].Path)
			requireWhole(t, found[0])
			if c.code > "OSM-BRIEF-079" && c.code < "OSM-BRIEF-090" || c.code > "OSM-TRAIT" {
				requireRemedy(t, found[0])
			}
		})
	}
}

func TestADescriptionWithoutDataIsAdvised(t *testing.T) {
	b := described(t)
	p, found := campaign.NewPlan(b, team(t, 30, func(i int, p *audience.Person) {
		p.Traits["age"], p.Traits["gender"], p.Traits["tools"] = 40, "woman", true
	}))
	require.Len(t, ofFamily(found, "OSM-PROFILE"), 1)
	f := ofFamily(found, "OSM-PROFILE")[0]
	require.Equal(t, "OSM-PROFILE-001", f.Code)
	require.Equal(t, "004", f.Source)
	require.Equal(t, "forms", f.Found)
	requireWhole(t, f)
	requireRemedy(t, f)
	require.Empty(t, profileOf(t, p, "", "forms"))
	_, found = campaign.NewPlan(described(t), hundred(t))
	require.Empty(t, ofFamily(found, "OSM-PROFILE"))
	_, found = campaign.NewPlan(described(t), nil)
	require.Empty(t, ofFamily(found, "OSM-PROFILE"), "nobody at all is said once")
}
