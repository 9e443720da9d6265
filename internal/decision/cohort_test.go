package decision

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

func TestACohortIsNotSureWhyAStepIsKeptThatACapMoved(t *testing.T) {
	monday := civil.Of(2027, 2, 1)
	message := func(id string, step, day, until int) Touchpoint {
		return Touchpoint{ID: id, Phase: "activate", Channel: "email", Segment: Everyone, Day: monday + civil.Day(day), Minute: 600, Until: monday + civil.Day(until), Step: step, Push: true}
	}
	p := &Program{
		Start: monday, End: monday + 60, Propositions: []Proposition{{ID: "one", Segment: Everyone}},
		Touchpoints: []Touchpoint{message("other", 0, 0, 60), message("mails", 1, 14, 60), message("mails.step-2", 2, 15, 16)},
		Limits:      &Limits{Caps: []Cap{{Week: 1, Campaign: 2}}, Places: []Place{{Off: []civil.Day{monday + 16}}}},
	}
	c := p.Cohorts([]uint64{0b111}).Of(Person{Profile: light.Value{Kind: light.Object}})

	steps, all := []uint64{0b110}, []uint64{0b111}
	require.Equal(t, OnHoliday, c.Not(2))
	_, kept := c.Account(nil, nil, steps)
	require.Equal(t, []Kept{{2, OnHoliday}}, kept)
	require.True(t, c.AsAlone(all))
	_, kept = c.Account(nil, nil, all)
	require.Equal(t, []Kept{{2, OverCap}}, kept, "the cap on the campaign is reached")
	require.False(t, c.Sure(all))
	require.True(t, c.Sure([]uint64{0b011}))
	_, withheld := p.Account(Person{Profile: light.Value{Kind: light.Object}})
	require.Len(t, withheld, 1)
	require.Equal(t, OverCap, withheld[0].Not)
}
