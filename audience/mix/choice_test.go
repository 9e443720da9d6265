package mix

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatChannelsAreWorthIsKeptUpToDate(t *testing.T) {
	for seed := range uint64(40) {
		p := generate(2 * seed) // shares are whole
		for i := range p.Channels {
			p.Channels[i].Capacity = 0
		}
		p.Least = nil
		for j := range p.Groups {
			p.Groups[j].Offline = false
		}
		c, ok := newCore(p).restrict(slices.Repeat([]int8{-1}, len(p.Channels)))
		require.True(t, ok)
		s, r := newChoice(c), rand.New(rand.NewPCG(seed, 3))
		for range 200 {
			if i := r.IntN(len(c.cost)); s.in[i] {
				s.remove(i)
			} else {
				s.add(i)
			}
		}
		require.Equal(t, afresh(c, s.in).worth, s.worth)
		require.Equal(t, afresh(c, s.in).unreached, s.unreached)
		s.undo(0)
		require.Equal(t, newChoice(c).worth, s.worth)
		require.NotContains(t, s.in, true)
	}
}

func TestRoamingEndsAtAnAllowedChoiceThatIsNoWorse(t *testing.T) {
	better := 0
	for seed := range uint64(100) {
		p := generate(2 * seed)
		c, ok := newCore(&Problem{Channels: p.Channels, Groups: p.Groups, Budget: p.Budget}).restrict(slices.Repeat([]int8{-1}, len(p.Channels)))
		if !ok || c.parts {
			continue
		}
		fixed := slices.Repeat([]int8{-1}, len(c.cost))
		fixed[0] = 0
		s := newChoice(c)
		s.fill(0)
		before := s.value()
		s.roam(50, fixed)
		require.LessOrEqual(t, s.value(), before)
		require.LessOrEqual(t, s.cost, c.budget)
		require.False(t, s.in[0])
		require.InDelta(t, afresh(c, s.in).unreached, s.unreached, 1e-9)
		if s.value() < before {
			better++
		}
	}
	require.Positive(t, better)
}

// afresh is the choice of some channels, made from nothing.
func afresh(c *core, in []bool) *choice {
	s := newChoice(c)
	for i, in := range in {
		if in {
			s.add(i)
		}
	}
	return s
}
