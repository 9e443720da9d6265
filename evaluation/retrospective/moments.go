package retrospective

import (
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/relation"
)

// Moments counts when people respond, by channel and moment: four parts of the
// day in each half of the week, as the learning relationship tells them apart. Of
// each person the first message at each moment counts, so that a count of
// messages is one of people. It is not safe for use by several goroutines at
// once.
type Moments struct {
	cells map[cell]map[string]came
}

// cell is a moment on a channel.
type cell struct {
	channel string
	moment  int
}

// came is the first message of a person in a cell.
type came struct {
	at        int64
	responded bool
}

// NewMoments returns moments at which nothing came yet.
func NewMoments() *Moments { return &Moments{map[cell]map[string]came{}} }

// Came takes in that a person got an item of a schedule, at its time where they
// are, and whether they began or finished what it leads to.
func (m *Moments) Came(item campaign.Item, responded bool) {
	year, month, day := item.At.Date()
	c := cell{item.Channel, relation.MomentOf(civil.Of(year, int(month), day), item.At.Hour()*60+item.At.Minute())}
	people := m.cells[c]
	if people == nil {
		people = map[string]came{}
		m.cells[c] = people
	}
	is := came{item.At.Unix(), responded}
	if was, has := people[item.Person]; !has || is.at < was.at {
		people[item.Person] = is
	}
}

// count is how many people got something at a moment, and how many of them
// responded.
func (m *Moments) count(channel string, moment int) tally {
	var t tally
	for _, c := range m.cells[cell{channel, moment}] {
		t.of++
		if c.responded {
			t.did++
		}
	}
	return t
}
