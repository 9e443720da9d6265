package campaign

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// mix refuses terms about channels and segments that the brief does not hold,
// or that stand twice, and must-haves that cost more than there is.
func (c *checker) mix() {
	m := c.brief.Mix
	if m == nil {
		return
	}
	cost := 0.0
	for i, id := range m.MustHave {
		path := "/mix/mustHave/" + strconv.Itoa(i)
		c.refer("channels", id, path)
		if first := slices.Index(m.MustHave, id); first < i {
			c.fault("OSM-MIX-002", path, rule.Detail{Found: id, Expected: "/mix/mustHave/" + strconv.Itoa(first)})
		} else if ch := c.brief.Channel(id); ch != nil {
			cost += ch.Cost
		}
	}
	if cost > m.Budget {
		c.fault("OSM-MIX-001", "/mix/budget", rule.Detail{Found: plain(cost), Expected: plain(m.Budget), Args: []any{cost, m.Budget}, Source: "004"})
	}
	for i, l := range m.LeastReach {
		path := "/mix/leastReach/" + strconv.Itoa(i) + "/segment"
		c.refer("segments", l.Segment, path)
		if first := slices.IndexFunc(m.LeastReach, func(o audience.Reach) bool { return o.Segment == l.Segment }); first < i {
			c.fault("OSM-MIX-002", path, rule.Detail{Found: l.Segment, Expected: "/mix/leastReach/" + strconv.Itoa(first) + "/segment"})
		}
	}
}

// plain writes an amount for programs.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
