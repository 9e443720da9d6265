package campaign

import (
	"time"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

// wallClock is the moment at which clocks in a zone show a day and a minute of
// it. Where clocks go forward and never show it, it is the moment as the clocks
// had it before: 02:30 is when they show 03:30. Where they go back and show it
// twice, it is the first. The time package leaves both open. Limits are held to
// the time as the brief writes it.
func wallClock(on civil.Day, minute int, zone *time.Location) time.Time {
	wall := int64(on)*86400 + int64(minute)*60
	offset := func(at int64) int64 {
		_, seconds := time.Unix(at, 0).In(zone).Zone()
		return int64(seconds)
	}
	// No zone changes twice in two days: one of the two was or will be in force.
	before, after := offset(wall-86400), offset(wall+86400)
	at := wall - before
	if before == after {
		return time.Unix(at, 0).In(zone)
	}
	if later := wall - after; offset(later) == after && (later < at || offset(at) != before) {
		at = later
	}
	return time.Unix(at, 0).In(zone)
}

// onWall is the day and the minute that clocks in a zone show at a moment.
func onWall(at time.Time, zone *time.Location) (civil.Day, int) {
	at = at.In(zone)
	return civil.Of(at.Year(), int(at.Month()), at.Day()), at.Hour()*60 + at.Minute()
}
