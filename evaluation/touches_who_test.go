package evaluation

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTouchesMarkWhoDidIt(t *testing.T) {
	w := bakers(t)
	x := NewIndex(bakery(), w)
	touches := x.Touches()
	for _, e := range spring() {
		touches.Take(x.Deed(e))
	}
	taster, _ := x.Touchpoint("taster")
	for _, c := range []struct {
		touchpoints []int
		did         Deeds
		want        int
	}{
		{nil, DeedsOf(Completed), 11},
		{nil, DeedsOf(Started) | DeedsOf(Completed), 16},
		{[]int{taster}, DeedsOf(Completed), 5},
		{[]int{}, DeedsOf(Completed), 0},
		{nil, 0, 0},
	} {
		n := 0
		for i, did := range touches.Who(c.touchpoints, c.did) {
			if did {
				n++
				require.Contains(t, "os", w.At(i).ID[:1])
			}
		}
		require.Equal(t, c.want, n)
	}
}
