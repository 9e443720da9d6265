package campaign

import (
	"time"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

// clock tells what clocks in a zone show during the campaign.
type clock struct {
	zone   *time.Location
	first  civil.Day
	behind []int16 // by day: minutes of UTC behind the zone; changing where that is not all day the same
	now    int     // as the light core counts it; 0 for none
}

const changing = 1 << 14 // more than a day

func newClock(zone *time.Location, first, last civil.Day) *clock {
	c := &clock{zone: zone, first: first}
	offset := func(at int64) int {
		_, seconds := time.Unix(at, 0).In(zone).Zone()
		return seconds
	}
	for day := first; day <= last; day++ {
		at := int64(day) * 86400
		behind := offset(at)
		for _, hours := range [...]int64{-24, -12, 12, 24, 36, 48} {
			if offset(at+hours*3600) != behind {
				behind = changing * 60
			}
		}
		c.behind = append(c.behind, int16(behind/60))
	}
	return c
}

// minute is when clocks show a day and a minute of it, in minutes of UTC.
func (c *clock) minute(day civil.Day, minute int) uint32 {
	if c.steady(day) {
		return uint32(int(day)*24*60 + minute - int(c.behind[day-c.first]))
	}
	return uint32(wallClock(day, minute, c.zone).Unix() / 60)
}

// steady reports whether clocks are known not to change around a day.
func (c *clock) steady(day civil.Day) bool {
	return c.first <= day && int(day-c.first) < len(c.behind) && c.behind[day-c.first] != changing
}
