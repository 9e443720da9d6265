package evaluation

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
)

func TestEventsOfTeasersStepsAndMomentsCountInThePhaseOfTheirDay(t *testing.T) {
	p := bakery()
	p.Brief.Touchpoint("taster").Drip = &campaign.Sequence{Steps: []campaign.Step{{Delay: 50}}}
	p.Touchpoints = []campaign.PlannedTouchpoint{
		{ID: "taster", Date: "2027-02-22", Until: "2027-04-04"},
		{ID: "taster.step-2", Date: "2027-04-13", Until: "2027-06-30"},
	}
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "ada"}})
	f := NewFunnel(p, w)
	event := Event{ID: "1", Campaign: "rise", Touchpoint: "taster.step-2", Proposition: "calm", Person: "ada", Verb: Started}
	require.Empty(t, f.Add(event))
	require.Equal(t, uint8(2), f.index.phases[f.index.numbers["taster.step-2"]], "after 5 April people are retained and inspired")
	require.Equal(t, uint8(1), f.index.phases[f.index.numbers["taster"]])
	event.Touchpoint = "taster.step-3"
	require.Equal(t, UnknownTouchpoint, f.Add(event))
}
