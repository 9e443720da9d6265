package audience_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestTiesThatSayNothingAreLeftOut(t *testing.T) {
	w, found := audience.NewWorkforce([]audience.Person{{ID: "top"}, {ID: "lead", Manager: "top"}})
	require.Empty(t, found)
	tied, found := w.WithTies([]audience.Tie{{"top", "nobody", 1}, {"nobody", "top", 1}, {"top", "lead", -1}, {"top", "lead", math.NaN()}, {"top", "top", 1}, {"lead", "top", 3}})
	require.NoError(t, found.Err())
	places := map[string]string{}
	for _, f := range found {
		places[f.Path] = f.Code
		for _, l := range engagement.Languages() {
			require.NotContains(t, f.Message.In(l), "OSM-")
		}
	}
	require.Equal(t, map[string]string{"/ties/0/other": "OSM-VOICE-001", "/ties/1/one": "OSM-VOICE-001", "/ties/2/weight": "OSM-VOICE-002", "/ties/3/weight": "OSM-VOICE-002"}, places)
	require.Equal(t, []audience.Tie{{"lead", "top", 3}}, slices.Collect(tied.Ties()))
	require.Equal(t, "top", tied.ManagerOf("lead").ID, "it is the same workforce else")
	require.Empty(t, slices.Collect(w.Ties()), "which knows none still")
	again, found := tied.WithTies(nil)
	require.Empty(t, found)
	require.Empty(t, slices.Collect(again.Ties()))
}
