package campaign

import (
	"time"

	"github.com/osmosi-learning/osmosi/engagement"
)

// AdviceCodes lists the codes of the table of rules, in its order.
func AdviceCodes() []string {
	var codes []string
	for _, r := range adviceRules() {
		codes = append(codes, r.code)
	}
	return codes
}

// WallClock is when clocks in a zone show a date and a minute of the day.
func WallClock(on engagement.Date, minute int, zone *time.Location) time.Time {
	return wallClock(day(on), minute, zone)
}
