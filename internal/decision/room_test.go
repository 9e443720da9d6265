package decision

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

// What comes is counted day by day, in whatever order.
func TestRoomIsFullWhereCountingEachWeekSaysSo(t *testing.T) {
	start := civil.Of(2027, 2, 1)
	r := rand.New(rand.NewPCG(1, 2))
	full, free := 0, 0
	for _, c := range []Cap{{Week: 1}, {Week: 2}, {Week: 5}, {Day: 1}, {Day: 2, Week: 3}, {Campaign: 4}, {Day: 1, Week: 2, Campaign: 9}, {Week: 40_000}} {
		p := &Program{Start: start, End: start + 60, Limits: &Limits{Caps: []Cap{{Week: 9}, c}}}
		room := p.Room()
		for range 60 {
			room.Reset()
			came := map[int]int{}
			all := 0
			for range r.IntN(30) {
				day := r.IntN(80) - 10
				came[day]++
				if r.IntN(3) == 0 && day >= 0 && day < 60 {
					room.take([]int{1}, day)
					all++
				} else {
					room.beside(p, &Sent{Day: start + civil.Day(day)})
				}
			}
			for day := range 62 {
				over := c.Day > 0 && came[day] >= c.Day
				for first := day - 6; first <= day; first++ {
					week := 0
					for on := first; on < first+7; on++ {
						week += came[on]
					}
					over = over || c.Week > 0 && week >= c.Week
				}
				forever := c.Campaign > 0 && all >= c.Campaign
				got, forGood := room.full([]int{1}, day)
				require.Equal(t, over || forever, got, "%v on day %d of %v", c, day, came)
				require.Equal(t, forever, forGood)
				if got {
					full++
				} else {
					free++
				}
			}
		}
	}
	require.Greater(t, full, 1000)
	require.Greater(t, free, 1000)
}

func TestACountThatIsTooLargeStaysFull(t *testing.T) {
	start := civil.Of(2027, 2, 1)
	p := &Program{Start: start, End: start + 60, Limits: &Limits{Caps: []Cap{{Week: 3}}}}
	room := p.Room()
	for range 70_000 {
		room.beside(p, &Sent{Day: start + 20})
	}
	for day := range 61 {
		full, _ := room.full([]int{0}, day)
		require.Equal(t, day >= 14 && day <= 26, full, "day %d", day)
	}
}
