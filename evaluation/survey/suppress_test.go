package survey

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSmallGroupsAreHiddenAndNoOtherGroupTellsThem(t *testing.T) {
	of := func(whole ...int) []size {
		var out []size
		for _, n := range whole {
			out = append(out, size{whole: n})
		}
		return out
	}
	for _, c := range []struct {
		name   string
		groups []size
		hidden []bool
		total  bool
	}{
		{"all large", of(5, 9, 20), []bool{false, false, false}, false},
		{"one small, and the next smallest with it", of(4, 9, 7, 20), []bool{true, false, true, false}, false},
		{"two small that are enough together", of(3, 9, 3), []bool{true, false, true}, false},
		{"two small that are not", of(2, 9, 2, 8), []bool{true, false, true, true}, false},
		{"of equals the last", of(1, 6, 6), []bool{true, false, true}, false},
		{"nobody is no group", of(0, 6, 6), []bool{false, false, false}, false},
		{"all small", of(1, 2, 1), []bool{true, true, true}, true},
		{"all small, and enough together", of(4, 4), []bool{true, true}, false},
		{"one group", of(8), []bool{false}, false},
		{"few answered a part", []size{{9, 0}, {9, 2}}, []bool{false, true}, true},
		{"few of each answered a part, and enough together", []size{{9, 3}, {9, 2}, {9, 0}}, []bool{true, true, false}, false},
		{"many answered a part", []size{{9, 5}, {9, 0}}, []bool{false, false}, false},
	} {
		hidden, total := hide(c.groups, 5)
		require.Equal(t, c.hidden, hidden, c.name)
		require.Equal(t, c.total, total, c.name)
	}
}

// Everything that can be had by subtraction is the total less all shown groups:
// groups overlap in nobody, and there is one total.
func TestWhatIsLeftOfTheTotalIsNeverASmallGroup(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	shown, totals := 0, 0
	for range 20_000 {
		least := 3 + random.IntN(5)
		groups := make([]size, 1+random.IntN(6))
		for i := range groups {
			groups[i].whole = random.IntN(15)
			if random.IntN(3) == 0 {
				groups[i].part = random.IntN(10)
			}
		}
		hidden, none := hide(groups, least)
		var all, rest size
		for i, g := range groups {
			all = all.plus(g)
			if hidden[i] {
				rest = rest.plus(g)
			} else {
				shown++
				require.True(t, g.enough(least))
			}
		}
		if !none {
			totals++
			require.True(t, all.enough(least) && rest.enough(least), "%v %v", groups, hidden)
		}
	}
	require.Greater(t, shown, 10_000)
	require.Greater(t, totals, 10_000)
}
