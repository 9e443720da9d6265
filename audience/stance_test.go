package audience_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
)

func line(t *testing.T, top, lead, member audience.Stance) *audience.Workforce {
	t.Helper()
	person := func(id, manager string, s audience.Stance) audience.Person {
		p := audience.Person{ID: id, Manager: manager, Traits: map[string]any{}}
		if s != "" {
			p.Traits[audience.TraitStance] = string(s)
		}
		return p
	}
	w, found := audience.NewWorkforce([]audience.Person{person("top", "", top), person("lead", "top", lead), person("member", "lead", member)})
	require.Empty(t, found)
	return w
}

func TestPerceivedValueComesDownTheLine(t *testing.T) {
	for name, c := range map[string]struct {
		top, lead audience.Stance
		want      float64
		known     bool
	}{
		"a promoter lifts it":                     {audience.Supporter, audience.Promoter, 1.2, true},
		"a supporter leaves it as it is":          {audience.Supporter, audience.Supporter, 1, true},
		"it collapses under a sceptical manager":  {audience.Promoter, audience.Sceptical, 0.3, true},
		"who is unaware costs less than doubt":    {audience.Supporter, audience.Unaware, 0.6, true},
		"a doubt above is felt through support":   {audience.Sceptical, audience.Supporter, 0.3, true},
		"it collapses once":                       {audience.Sceptical, audience.Sceptical, 0.3, true},
		"enthusiasm above adds nothing":           {audience.Promoter, audience.Neutral, 0.8, true},
		"two lukewarm managers cost more":         {audience.Neutral, audience.Neutral, 0.64, true},
		"what is unknown above changes nothing":   {"", audience.Promoter, 1.2, true},
		"an unknown manager's is not guessed":     {audience.Promoter, "", 0, false},
		"a word that is no stance is not guessed": {audience.Promoter, "keen", 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := line(t, c.top, c.lead, "")
			got, known := w.PerceivedValue(w.Person("member"))
			require.Equal(t, c.known, known)
			require.InDelta(t, c.want, got, 1e-9)
		})
	}
	w := line(t, audience.Promoter, audience.Promoter, "")
	_, known := w.PerceivedValue(w.Person("top"))
	require.False(t, known, "nobody stands above")
}

func TestEveryStanceHasAMultiplierInOrder(t *testing.T) {
	last := 0.0
	for _, s := range audience.Stances() {
		m, known := s.Multiplier()
		require.True(t, known)
		require.Greater(t, m, last, s)
		last = m
	}
	_, known := audience.Stance("").Multiplier()
	require.False(t, known)
}

func TestAStanceIsOfPeopleWhoLeadATeam(t *testing.T) {
	w := line(t, "", audience.Neutral, audience.Sceptical)
	require.Equal(t, audience.Neutral, w.Stance(w.Person("lead")))
	require.Empty(t, w.Stance(w.Person("member")))
	require.Empty(t, w.Stance(w.Person("top")))
	require.Contains(t, string(w.Person("lead").Profile(true, "2027-01-11", nil)), `"stance":"neutral"`)
	require.NotContains(t, string(w.Person("member").Profile(false, "2027-01-11", nil)), "stance", "conditions do not see it either")
}

func TestAspectsSayWhatCanDescribeThem(t *testing.T) {
	for _, a := range audience.Aspects() {
		require.NotEmpty(t, a.Kinds(), a)
		require.NotContains(t, a.Kinds(), audience.DateTrait, a)
		require.Equal(t, a == audience.Age || a == audience.Gender, a.Protected(), a)
	}
	require.Empty(t, audience.Aspect("height").Kinds())
}
