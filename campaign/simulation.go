package campaign

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// SimulationVersion is the kind and version of a simulation document.
const SimulationVersion = "simulation/v1"

// Simulation is a dry run of a campaign for a whole workforce: what would come
// to how many people, on which day and through which channel, and what would
// not come and why. Source: seed 003, measure every step; this one is before
// the first message.
//
// Nothing about fewer than five people is shown or follows from what is:
//
//   - Numbers are rounded to multiples of five, and absent where they are of
//     fewer than five people; of such a group nothing else is told.
//   - An item counts on its day where five people or more get it on that day.
//     Where fewer do, its days are taken together and count under Elsewhere, and
//     where those are fewer than five people still, they are left out. All is
//     the sum of what is told, so that what is left out does not follow from it.
//   - Each figure of a [Spread] has five people or more on either side, and none
//     is told of a group of which even a quarter is fewer.
//   - How much comes to a segment is told only where ten people or more tell it
//     apart from everyone and from each segment already told.
type Simulation struct {
	// Osmosi names the kind and version of the document: simulation/v1.
	Osmosi string `json:"osmosi"`
	// Campaign is the ID of the brief.
	Campaign string `json:"campaign"`
	// People of the workforce; absent where they are fewer than five, as are the other numbers of people.
	People *int `json:"people,omitempty"`
	// Unplaced are the people of whom nothing can be told, for their time zone does not exist.
	Unplaced *int `json:"unplaced,omitempty"`
	// Reached are the people to whom something comes.
	Reached *int `json:"reached,omitempty"`
	// Missed are the people to whom nothing comes.
	Missed *int `json:"missed,omitempty"`
	// All is how many items come: what comes to five people counts five times.
	All int `json:"all"`
	// Days on which something comes, in order, as clocks show them where people are.
	Days []SimulatedDay `json:"days"`
	// Elsewhere is how many items come on days on which fewer than five people get the same.
	Elsewhere int `json:"elsewhere,omitempty"`
	// Busiest is the day on which most comes, the first of equals; absent where nothing does.
	Busiest engagement.Date `json:"busiest,omitempty"`
	// PerPerson is how many items come to a person.
	PerPerson *Spread `json:"perPerson,omitempty"`
	// Segments, in order of precedence.
	Segments []SimulatedSegment `json:"segments"`
	// NotComing is what is meant for people and does not come, by what keeps it from them; those with fewer than five people are left out.
	NotComing []SimulatedObstacle `json:"notComing,omitempty"`
}

// SimulatedDay is what comes on a day.
type SimulatedDay struct {
	// Date of the day.
	Date engagement.Date `json:"date"`
	// Channels through which something comes, in the order of the brief.
	Channels []SimulatedChannel `json:"channels"`
}

// All is how many items come on the day.
func (d *SimulatedDay) All() int {
	n := 0
	for _, c := range d.Channels {
		n += c.Items
	}
	return n
}

// SimulatedChannel is what comes through a channel on a day.
type SimulatedChannel struct {
	// Channel is its ID.
	Channel string `json:"channel"`
	// Items that come through it.
	Items int `json:"items"`
}

// SimulatedSegment is what comes to the people of a segment.
type SimulatedSegment struct {
	// Segment is its ID.
	Segment string `json:"segment"`
	// People in it.
	People *int `json:"people,omitempty"`
	// Reached are those of them to whom something comes.
	Reached *int `json:"reached,omitempty"`
	// Missed are those of them to whom nothing comes.
	Missed *int `json:"missed,omitempty"`
	// Kept are those of them from whom something is kept that is meant for them.
	Kept *int `json:"kept,omitempty"`
	// All is how many items come to them.
	All *int `json:"all,omitempty"`
	// PerPerson is how many items come to one of them.
	PerPerson *Spread `json:"perPerson,omitempty"`
}

// SimulatedObstacle is what one obstacle keeps from people.
type SimulatedObstacle struct {
	// Not is its code; see [Obstacles].
	Not Obstacle `json:"not"`
	// Items that do not come.
	Items int `json:"items"`
	// People to whom they do not come.
	People int `json:"people"`
}

// Obstacle is the code of what keeps something from a person.
type Obstacle string

// AllObstacles lists the codes of all obstacles.
func AllObstacles() []Obstacle {
	var all []Obstacle
	for _, o := range decision.Obstacles() {
		all = append(all, Obstacle(o.String()))
	}
	return all
}

// Spread is how a number of items is spread over people.
type Spread struct {
	// Least is the least that five people have, or more than five: so many get this or less.
	Least int `json:"least"`
	// Median is what half of the people get, or less.
	Median int `json:"median"`
	// P95 is what 95 of 100 people get, or less.
	P95 int `json:"p95"`
	// Most is the most that five people have, or more than five: so many get this or more.
	Most int `json:"most"`
}

// check returns what a simulation in a plan names and the brief does not hold.
func (s *Simulation) check(b *Brief) (found engagement.Findings) {
	var channels, segments []string
	for _, c := range b.Channels {
		channels = append(channels, c.ID)
	}
	for _, g := range b.Segments {
		segments = append(segments, g.ID)
	}
	for i, d := range s.Days {
		path := "/simulation" + at("days", i)
		if d.Date < b.Frame.Inform || d.Date > b.Frame.End || !d.Date.Valid() {
			found = append(found, rule.Error("OSM-BRIEF-020", path+"/date", rule.Detail{Found: string(d.Date)}))
		}
		for j, c := range d.Channels {
			if b.Channel(c.Channel) == nil {
				found = append(found, rule.Error("OSM-BRIEF-002", path+at("channels", j)+"/channel", rule.Detail{Found: c.Channel, Expected: "brief/channels", Near: channels}))
			}
		}
	}
	for i, g := range s.Segments {
		if b.Segment(g.Segment) == nil {
			found = append(found, rule.Error("OSM-BRIEF-002", "/simulation"+at("segments", i)+"/segment", rule.Detail{Found: g.Segment, Expected: "brief/segments", Near: segments}))
		}
	}
	return found
}
