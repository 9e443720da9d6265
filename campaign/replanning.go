package campaign

import (
	"errors"
	"iter"
	"slices"
)

// Replanning sums up what became of a campaign that was planned again: how many
// people it touches, by touchpoint and by cause, and nothing about any person.
type Replanning struct {
	// People who get something else than before, rounded to a multiple of five; absent where they are fewer than five. So are all counts here.
	People *int `json:"people,omitempty"`
	// Joined are the people who were not there before.
	Joined *int `json:"joined,omitempty"`
	// Left are the people who are no longer there.
	Left *int `json:"left,omitempty"`
	// Touchpoints of which something differs, in the order of the plan after, then those that only the one before has. Recurring moments are told of once.
	Touchpoints []ReplannedTouchpoint `json:"touchpoints"`
	// Causes that bear on the differences, in the order of [Causes].
	Causes []ReplannedCause `json:"causes"`
}

// ReplannedTouchpoint is how many people a touchpoint differs for.
type ReplannedTouchpoint struct {
	// Touchpoint is its ID.
	Touchpoint string `json:"touchpoint"`
	// Added is how many get it who did not.
	Added *int `json:"added,omitempty"`
	// Removed is how many do not get it who did.
	Removed *int `json:"removed,omitempty"`
	// Moved is how many get it at another time.
	Moved *int `json:"moved,omitempty"`
	// Changed is how many get it when they did, but not the same.
	Changed *int `json:"changed,omitempty"`
}

// ReplannedCause is how many people a cause touches.
type ReplannedCause struct {
	// Cause of differences.
	Cause Cause `json:"cause"`
	// People of whom something differs for it.
	People *int `json:"people,omitempty"`
}

// Replan sums up the differences between the schedules of two plans; see
// [Differences]. The error joins what these yielded: the people it is about are
// not counted.
func Replan(before, after *Plan, differences iter.Seq2[Difference, error]) (*Replanning, error) {
	type row struct {
		last   [4]string // who was counted last, by change
		people [4]int
	}
	var faults []error
	rows, causes, people := map[string]*row{}, map[Cause]int{}, map[Change]int{}
	touched, last, met := 0, "", map[Cause]bool{} // of the person in hand
	for d, err := range differences {
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if d.Person != last {
			last = d.Person
			clear(met)
			touched++
		}
		if d.Touchpoint == "" {
			people[d.Change]++
			continue
		}
		for _, c := range d.Why {
			if !met[c] {
				met[c] = true
				causes[c]++
			}
		}
		id := seriesOf(d.Touchpoint)
		if rows[id] == nil {
			rows[id] = &row{}
		}
		k := slices.Index([]Change{Added, Removed, Moved, Changed}, d.Change)
		if rows[id].last[k] != d.Person {
			rows[id].last[k] = d.Person
			rows[id].people[k]++
		}
	}
	made := &Replanning{People: shown(touched), Joined: shown(people[Joined]), Left: shown(people[Left]), Touchpoints: []ReplannedTouchpoint{}, Causes: []ReplannedCause{}}
	for _, p := range [...]*Plan{after, before} {
		for i := range p.Touchpoints {
			id := seriesOf(p.Touchpoints[i].ID)
			if r := rows[id]; r != nil {
				delete(rows, id)
				made.Touchpoints = append(made.Touchpoints, ReplannedTouchpoint{id, shown(r.people[0]), shown(r.people[1]), shown(r.people[2]), shown(r.people[3])})
			}
		}
	}
	for _, c := range Causes() {
		if causes[c] > 0 {
			made.Causes = append(made.Causes, ReplannedCause{c, shown(causes[c])})
		}
	}
	return made, errors.Join(faults...)
}

// seriesOf is the touchpoint of the brief for a recurring moment, and otherwise
// the touchpoint itself.
func seriesOf(id string) string {
	if of, part, _ := splitID(id); part == partMoment {
		return of
	}
	return id
}
