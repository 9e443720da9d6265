package measure

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/coaching"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
)

// talk is a session of 45 minutes.
func talk(person, coach string, day engagement.Date, competence string) coaching.Trace {
	return coaching.Trace{Osmosi: coaching.Version, ID: person + coach + string(day) + competence, Day: day, Person: person, Coach: coach, Competence: competence, Minutes: 45}
}

// talks are sessions in the bakery: five people of each team at the ovens, held
// by six coaches, and those of them who came again.
func talks(again int) (list []coaching.Trace) {
	for k := range 6 {
		for i := range 5 {
			person := fmt.Sprintf("lead%02d-%d", k, i)
			list = append(list, talk(person, fmt.Sprint("coach-", (k+i)%6), "2027-03-01", "dough"))
			if 5*k+i < again {
				list = append(list, talk(person, fmt.Sprint("coach-", (k+i+1)%6), "2027-03-08", "till"))
			}
		}
	}
	return list
}

var competences = []Competence{{ID: "dough", Name: name("Dough")}, {ID: "till", Name: name("Till")}, {ID: "oven", Name: name("Oven")}}

// coach makes measures of traces.
func coach(t *testing.T, p *campaign.Plan, w *audience.Workforce, terms Terms) *Measures {
	t.Helper()
	if terms.Made == "" {
		terms.Made = "2027-06-30"
	}
	terms.Competences = competences
	m, found := New(p, w, NewTally(p, w), terms)
	require.NoError(t, found.Err())
	return m
}

func told(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

func TestCoachingIsCountedInPeopleSessionsAndHours(t *testing.T) {
	p, w := bakery(t)
	list := talks(10)
	terms := Terms{Coaching: list, Costs: []Cost{{Name: name("Films"), Euros: 100}, {Name: name("Coaches"), Euros: 900, Coaching: true}}}
	m := coach(t, p, w, terms)
	c := m.Coaching
	require.Equal(t, engagement.ActivityTier, c.Tier)
	require.NotEmpty(t, c.Meaning.Nl)
	require.Equal(t, []int{30, 10, 40}, []int{told(c.Everyone.Coached.People), told(c.Everyone.Again.People), told(c.Everyone.Sessions)})
	require.Equal(t, 30.0, *c.Everyone.Hours)
	require.InDelta(t, 30.0/118, c.Everyone.Coached.Rate.Share, 1e-6)
	require.Equal(t, 900.0, *c.Euros)
	require.InDelta(t, 1000.0/118, *m.Effort.PerPerson, 0.01, "it is a cost like others")
	var rows [][]int
	for _, r := range c.Segments {
		rows = append(rows, []int{told(r.Coached.People), told(r.Again.People), told(r.Sessions)})
	}
	require.Equal(t, [][]int{{30, 10, 40}, {0, 0, 0}, {0, 0, 0}}, rows, "ovens, shop, and those in none")
	require.Equal(t, []int{30, 10, 0}, []int{told(c.Competences[0].Coached.People), told(c.Competences[1].Coached.People), told(c.Competences[2].Coached.People)})
	require.Empty(t, privacy.Audit(m.Release()))

	noise := append(slices.Clone(list), list...)                                   // twice
	noise = append(noise, talk("office-1", "coach-1", "2027-01-31", "dough"))      // before the campaign
	noise = append(noise, talk("office-1", "coach-1", "2027-07-01", "dough"))      // after it
	noise = append(noise, talk("somebody-else", "coach-1", "2027-03-01", "dough")) // of whom nobody knows
	noise = append(noise[50:], noise[:50]...)                                      // in any order
	terms.Coaching = noise
	again := coach(t, p, w, terms)
	require.Equal(t, encoded(t, c), encoded(t, again.Coaching))
	var codes []string
	for _, f := range again.Findings {
		codes = append(codes, f.Code)
	}
	require.Contains(t, codes, "OSM-MEASURE-030")
	require.Nil(t, coach(t, p, w, Terms{}).Coaching, "no traces are kept")
	none := coach(t, p, w, Terms{Coaching: []coaching.Trace{}}).Coaching
	require.Equal(t, []int{0, 0, 0}, []int{told(none.Everyone.Coached.People), told(none.Everyone.Sessions), told(none.Segments[0].Coached.People)})
}

func TestSessionsAreKeptBackWhereTheyTellOfFew(t *testing.T) {
	p, w := bakery(t)
	full := talks(10)
	earlier := coach(t, p, w, Terms{Made: "2027-03-31", Coaching: full})
	one := append(slices.Clone(full), talk("lead00-0", "coach-0", "2027-04-20", "dough"))
	byFour := slices.Clone(full)
	for i := range byFour {
		byFour[i].Coach = fmt.Sprint("coach-", i%4)
	}
	thirdTime := append(slices.Clone(full), talk("lead00-0", "coach-3", "2027-03-15", "dough"))
	unknown := slices.Clone(full)
	unknown[7].Minutes = 0
	five := slices.Clone(full)
	for i := range 5 { // for the second time
		five = append(five, talk(fmt.Sprintf("lead02-%d", i), fmt.Sprint("coach-", i), "2027-04-20", "dough"))
	}
	for name, c := range map[string]struct {
		terms    Terms
		sessions int // -1 where kept back
		hours    bool
	}{
		"many people, many coaches":                {Terms{Coaching: full}, 40, true},
		"few coaches":                              {Terms{Coaching: byFour}, -1, false},
		"one came a third time":                    {Terms{Coaching: thirdTime}, -1, false},
		"minutes of one are not known":             {Terms{Coaching: unknown}, 40, false},
		"one session more than an earlier date":    {Terms{Coaching: one, Earlier: []*Measures{earlier}}, -1, false},
		"none more than an earlier date":           {Terms{Coaching: full, Earlier: []*Measures{earlier}}, 40, true},
		"five people more by five coaches":         {Terms{Coaching: five, Earlier: []*Measures{earlier}}, 45, true},
		"three people came, and nobody else did":   {Terms{Coaching: full[:6]}, -1, false},
		"a smallest group that the coaches are in": {Terms{Coaching: full, SmallestGroup: 7}, -1, false},
	} {
		m := coach(t, p, w, c.terms)
		require.Equal(t, c.sessions, told(m.Coaching.Everyone.Sessions), name)
		require.Equal(t, c.hours, m.Coaching.Everyone.Hours != nil, name)
		for _, r := range m.Coaching.Segments {
			require.False(t, c.sessions < 0 && r.Sessions != nil, name)
		}
		releases := []privacy.Release{m.Release()}
		for _, e := range c.terms.Earlier {
			releases = append(releases, e.Release())
		}
		require.Empty(t, privacy.Audit(releases...), name)
	}
}

func TestSessionsBySegmentAreShownOfAllOrOfNone(t *testing.T) {
	p, w := bakery(t)
	list := talks(10)
	for k := range 6 { // the shop has one coach, and many who were coached
		for i := range 2 {
			list = append(list, talk(fmt.Sprintf("lead%02d-%d", 6+k, i), "coach-0", "2027-03-01", "till"))
		}
	}
	c := coach(t, p, w, Terms{Coaching: list}).Coaching
	require.Equal(t, []int{42, 52}, []int{told(c.Everyone.Coached.People), told(c.Everyone.Sessions)})
	require.Equal(t, []int{30, 12}, []int{told(c.Segments[0].Coached.People), told(c.Segments[1].Coached.People)})
	for _, r := range c.Segments {
		require.Nil(t, r.Sessions, "what the others leave is the shop’s, and the work of one coach")
	}
}

// Were there but one coach, whom everybody knows: of no one does it follow that
// they were coached. Somebody else may have been in their place.
func TestWhoCoachedWhomCanNeverBeTold(t *testing.T) {
	p, w := bakery(t)
	segment := map[string]string{}
	for q := range w.People() {
		segment[q.ID], _ = q.Traits["unit"].(string)
	}
	r := rand.New(rand.NewPCG(2027, 3))
	shown, wholly := 0, 0
	for range 40 {
		var list []coaching.Trace
		had := map[string]bool{}
		share := map[string]float64{}
		for _, s := range []string{"ovens", "shop", "office"} {
			share[s] = []float64{r.Float64(), 1}[r.IntN(5)/4]
		}
		coaches := 1 + r.IntN(9)
		for q := range w.People() {
			for n := 0; n < 3 && r.Float64() < share[segment[q.ID]]; n++ {
				had[q.ID] = true
				list = append(list, talk(q.ID, fmt.Sprint("coach-", r.IntN(coaches)), "2027-03-01", competences[r.IntN(3)].ID))
				list[len(list)-1].ID = fmt.Sprint(len(list))
			}
		}
		m := coach(t, p, w, Terms{Coaching: list})
		require.Empty(t, privacy.Audit(m.Release()))
		if m.Coaching.Everyone.Coached.People != nil {
			shown++
		}
		for _, s := range []string{"ovens", "shop", "office"} {
			var with, without string
			for q := range w.People() {
				switch {
				case segment[q.ID] != s:
				case had[q.ID]:
					with = q.ID
				default:
					without = q.ID
				}
			}
			switch {
			case with == "":
			case without == "":
				wholly++
				for _, row := range m.Coaching.Segments {
					require.Nil(t, row.Coached.People, "everyone of %s was coached", s)
				}
			default:
				other := slices.Clone(list)
				for i := range other {
					if other[i].Person == with {
						other[i].Person = without
					}
				}
				require.Equal(t, encoded(t, m), encoded(t, coach(t, p, w, Terms{Coaching: other})), "%s may as well be %s", with, without)
			}
		}
		// Nor does anything hang on which coach it was, but on how many there are.
		other := slices.Clone(list)
		for i := range other {
			other[i].Coach = "other-" + other[i].Coach
		}
		require.Equal(t, encoded(t, m), encoded(t, coach(t, p, w, Terms{Coaching: other})))
	}
	require.Greater(t, shown, 20)
	require.Greater(t, wholly, 5)
}
