package campaign

import "github.com/osmosi-learning/osmosi/internal/civil"

// StandardMoment is a standard learning moment: working time in the calendar
// that comes back, in which learning is central and the form and topic are the
// learner's choice. From the touchpoint's day to its end, which is the end of
// the phase unless the touchpoint says otherwise, each becomes a touchpoint of
// its own; who does not work on the weekday has it on their next working day.
// Source: seed 004.
type StandardMoment struct {
	// Weekday on which it takes place.
	Weekday Weekday `json:"weekday"`
	// EveryWeeks is how many weeks lie between one and the next: 1 for each week.
	EveryWeeks int `json:"everyWeeks"`
	// Time of day where the person is; the touchpoint's when empty.
	Time string `json:"time,omitempty"`
	// Minutes it lasts.
	Minutes int `json:"minutes"`
	// WorkingTime is true where it is working time.
	WorkingTime bool `json:"workingTime"`
	// OwnChoice is true where the learner chooses form and topic.
	OwnChoice bool `json:"ownChoice"`
}

// Weekday by the code that iCalendar uses (RFC 5545, BYDAY).
type Weekday string

// Weekdays lists the weekdays from Monday on.
func Weekdays() []Weekday { return []Weekday{"MO", "TU", "WE", "TH", "FR", "SA", "SU"} }

// first is the first such weekday from a day on.
func (d Weekday) first(from civil.Day) civil.Day {
	for i, code := range Weekdays() {
		if code == d {
			return from + civil.Day((i-from.Weekday()+7)%7)
		}
	}
	return from
}
