package ical

import (
	"iter"

	"github.com/osmosi-learning/osmosi/campaign"
)

// Update is what to send one person whose standard learning moments are no
// longer the same.
type Update struct {
	// Person is whose calendar it is for.
	Person string
	// Touchpoint of the brief whose moments they are.
	Touchpoint string
	// Cancelled is true where none of them is left.
	Cancelled bool
	// Calendar is the invitation, or the cancellation.
	Calendar []byte
}

// Updates yields what to send after planning again, given the differences
// between what was handed out and the schedule after ([campaign.Differences]):
// for each person and standard learning moment one invitation with all that
// stands now, which takes the place of the one before, or one cancellation. The
// edition has a higher revision than any before. It yields the errors of
// [Invite], [Cancel] and the differences.
//
// All else that people get is in the calendar that they subscribe to
// ([Person]): it changes there by itself.
func Updates(before, after *campaign.Schedule, differences iter.Seq2[campaign.Difference, error], e Edition) iter.Seq2[Update, error] {
	return func(yield func(Update, error) bool) {
		person, told := "", map[string]bool{} // of that person
		for d, err := range differences {
			if err != nil {
				if !yield(Update{Person: d.Person}, err) {
					return
				}
				continue
			}
			if d.Person != person {
				person = d.Person
				clear(told)
			}
			of, _, moment := momentOf(d.Touchpoint)
			if !moment || told[of] {
				continue
			}
			told[of] = true
			if !yield(update(before, after, d.Person, of, e)) {
				return
			}
		}
	}
}

func update(before, after *campaign.Schedule, person, touchpoint string, e Edition) (made Update, err error) {
	made = Update{Person: person, Touchpoint: touchpoint, Cancelled: true}
	if after.Workforce().Person(person) != nil {
		for item, err := range after.For(person) {
			if err != nil {
				return made, err
			}
			if of, _, moment := momentOf(item.Touchpoint); moment && of == touchpoint {
				made.Cancelled = false
			}
		}
	}
	if made.Cancelled {
		made.Calendar, err = Cancel(before, person, touchpoint, e)
	} else {
		made.Calendar, err = Invite(after, person, touchpoint, e)
	}
	return made, err
}
