package experiment_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/experiment"
)

// One person in ten sees nothing, so that the campaign's effect can be shown.
func ExampleSplit_Of() {
	split := experiment.Split{Key: "safe-lifting", Variations: 2, Weights: []float64{0.1, 0.9}}
	for _, person := range []string{"anna", "bram", "chiara", "daan", "elif"} {
		if v, _ := split.Of(person); v == 0 {
			fmt.Println(person, "is held out")
		} else {
			fmt.Println(person, "gets the campaign")
		}
	}
	// Output:
	// anna gets the campaign
	// bram is held out
	// chiara gets the campaign
	// daan is held out
	// elif gets the campaign
}

func TestExperimentsInOneNamespaceShareNobody(t *testing.T) {
	first := experiment.Split{Key: "a", Variations: 2, Namespace: experiment.Namespace{Name: "learning", Start: 0, End: 0.5}}
	second := experiment.Split{Key: "b", Variations: 3, Outside: 0.5, Namespace: experiment.Namespace{Name: "learning", Start: 0.5, End: 1}}
	counts := [2]int{}
	for i := range 10_000 {
		_, a := first.Of(strconv.Itoa(i))
		v, b := second.Of(strconv.Itoa(i))
		require.False(t, a && b)
		require.Less(t, v, 3)
		if a {
			counts[0]++
		}
		if b {
			counts[1]++
		}
	}
	require.InDelta(t, 5000, counts[0], 200)
	require.InDelta(t, 2500, counts[1], 200)
	_, part := experiment.Split{Key: "nobody"}.Of("anna")
	require.False(t, part, "an experiment without variations has nobody")
}
