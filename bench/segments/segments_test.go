package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/population"
)

func TestEveryoneFindsTheSamePeopleInEachSegment(t *testing.T) {
	var out strings.Builder
	employees, w := company(20_000)
	require.NoError(t, compare(&out, employees, w, 2_000, 30, 1))
	require.Contains(t, out.String(), "20000 people, 30 segments, 138 conditions")
	t.Log(out.String())
}

func TestWhatOsmosiTakesAloneIsTold(t *testing.T) {
	var out strings.Builder
	_, w := company(5000)
	require.NoError(t, alone(&out, w, 500, []int{1, 3}, 1))
	for _, line := range []string{"taking everyone in", "who, 30 segments, 15000 people", "a changed person among 500", "a changed person among 5000", "250 segments take"} {
		require.Contains(t, out.String(), line)
	}
}

func TestARepeatedStoreHasEveryoneAsOften(t *testing.T) {
	_, w := company(1001)
	list, err := segments(rules(20))
	require.NoError(t, err)
	store := population.Of(w, traits)
	more, err := repeat(store, 3)
	require.NoError(t, err)
	once, thrice := population.Prepare(store, list, today).Counts(), population.Prepare(more, list, today).Counts()
	require.NotContains(t, once, 0)
	for i, n := range once {
		require.Equal(t, 3*n, thrice[i])
	}
}

func TestADifferenceIsAnError(t *testing.T) {
	employees, _ := company(2000)
	rules := rules(5)
	p := byHand(employees, rules)
	right, err := p.run()
	require.NoError(t, err)
	require.NotContains(t, right, 0, "segments have people")
	wrong := append([]int{right[0] + 1}, right[1:]...)
	require.NoError(t, check(p, right, right))
	require.Error(t, check(p, wrong, right))
}
