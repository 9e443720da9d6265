package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryoneFindsTheSamePeopleInEachSegment(t *testing.T) {
	var out strings.Builder
	require.NoError(t, compare(&out, 20_000, 2_000, 30, 1))
	require.Contains(t, out.String(), "20000 people, 30 segments, 138 conditions")
	t.Log(out.String())
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
