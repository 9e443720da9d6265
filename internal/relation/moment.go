package relation

import "github.com/osmosi-learning/osmosi/internal/civil"

// Moments is how many moments are told apart: four parts of the day in each half
// of the week. More would each be seen too seldom to learn from.
const Moments = 8

// From which minute on it is another part of the day, and the minute that stands
// for each part: 10:00, 13:00, 15:30 and 18:00.
var (
	parts  = [...]int{0, 12 * 60, 14 * 60, 17 * 60}
	middle = [...]int{10 * 60, 13 * 60, 15*60 + 30, 18 * 60}
)

// MomentOf is the moment of a day and minute: the parts of Monday to Wednesday,
// and then those of Thursday to Sunday.
func MomentOf(day civil.Day, minute int) int {
	part := 0
	for part+1 < len(parts) && minute >= parts[part+1] {
		part++
	}
	if day.Weekday() > 2 {
		part += len(parts)
	}
	return part
}

// MinuteOf is the minute of the day that stands for a moment.
func MinuteOf(moment int) int { return middle[moment%len(middle)] }

// Time is the minute at which people like this respond most, on the day and by
// what enough of them taught; the minute itself where none is better by more than
// a tenth of a logit. It draws nothing: what was planned varies enough to learn
// from.
func (m *Model) Time(c *Context, day civil.Day, minute int) int {
	now := MomentOf(day, minute)
	half := now / len(parts) * len(parts)
	worth := func(moment int) int32 {
		return m.around(c, &Candidate{Channel: -1, Moment: moment}).mean()
	}
	best, most := now, worth(now)+spoken
	for moment := half; moment < half+len(parts); moment++ {
		if w := worth(moment); w > most {
			best, most = moment, w
		}
	}
	if best == now {
		return minute
	}
	return MinuteOf(best)
}
