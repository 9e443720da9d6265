package campaign

import (
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/holidays"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// ruleOfLimits is the source of the rules on limits.
const ruleOfLimits = "domain: quiet hours, public holidays, frequency caps"

// limits refuses limits that nothing can pass, and places and regions that
// nobody knows.
func (c *checker) limits() {
	l := c.brief.Limits
	if l == nil {
		return
	}
	fault := func(code, path string, d rule.Detail) {
		d.Source = ruleOfLimits
		c.fault(code, "/limits"+path, d)
	}
	if q := l.QuietHours; q != nil {
		c.channelsOf("/limits/quietHours", q.Channels)
		if q.From == q.To { // what is no time, the schema refuses
			fault("OSM-LIMIT-001", "/quietHours", rule.Detail{Found: q.From + "–" + q.To})
		}
	}
	if h := l.WorkingHours; h != nil {
		c.channelsOf("/limits/workingHours", h.Channels)
	}
	if l.MinutesBetween < 0 || l.MinutesBetween > longest*24*60 {
		fault("OSM-LIMIT-002", "/minutesBetween", rule.Detail{Found: strconv.Itoa(l.MinutesBetween), Expected: "0"})
	}
	for i, one := range l.Caps {
		path := "/caps/" + strconv.Itoa(i)
		c.channelsOf("/limits"+path, one.Channels)
		if one.PerDay == nil && one.PerWeek == nil && one.PerCampaign == nil {
			fault("OSM-LIMIT-003", path, rule.Detail{})
		}
		for _, n := range []struct {
			name string
			n    *int
		}{{"perDay", one.PerDay}, {"perWeek", one.PerWeek}, {"perCampaign", one.PerCampaign}} {
			if n.n != nil && *n.n < 1 {
				fault("OSM-LIMIT-002", path+"/"+n.name, rule.Detail{Found: strconv.Itoa(*n.n), Expected: "1"})
			}
		}
	}
	c.places(fault)
	for i, d := range l.DaysOff {
		path := "/daysOff/" + strconv.Itoa(i)
		if !d.Date.Valid() {
			c.fault("OSM-BRIEF-004", "/limits"+path+"/date", rule.Detail{Found: string(d.Date)})
		}
		c.text("/limits"+path+"/name", d.Name)
		for j, place := range d.Places {
			c.place(path+"/places/"+strconv.Itoa(j), place, fault)
		}
	}
}

// channelsOf refuses channels that the brief does not hold.
func (c *checker) channelsOf(path string, ids []string) {
	for i, id := range ids {
		c.refer("channels", id, path+"/channels/"+strconv.Itoa(i))
	}
}

// places refuses a trait that conditions may not use or that lists no values,
// and regions that are not known.
func (c *checker) places(fault func(code, path string, d rule.Detail)) {
	p := c.brief.Limits.Places
	if p == nil {
		return
	}
	region := func(path, code string) {
		if !slices.Contains(holidays.Regions(), code) {
			fault("OSM-LIMIT-004", path, rule.Detail{Found: code, Near: holidays.Regions()})
		}
	}
	if p.Region != "" {
		region("/places/region", p.Region)
	}
	if p.Trait != "" {
		var names []string
		for _, t := range c.brief.Traits {
			if t.Kind == audience.TextTrait && !t.Protected && len(t.Values) > 0 {
				names = append(names, t.Name)
			}
		}
		if !slices.Contains(names, p.Trait) {
			fault("OSM-LIMIT-005", "/places/trait", rule.Detail{Found: p.Trait, Near: names})
		}
	}
	for i, r := range p.Regions {
		path := "/places/regions/" + strconv.Itoa(i)
		c.place(path+"/place", r.Place, fault)
		region(path+"/region", r.Region)
		if slices.ContainsFunc(p.Regions[:i], func(other PlaceRegion) bool { return other.Place == r.Place }) {
			fault("OSM-LIMIT-007", path+"/place", rule.Detail{Found: r.Place})
		}
	}
}

// place refuses a place that the trait does not list.
func (c *checker) place(path, place string, fault func(code, path string, d rule.Detail)) {
	if places := c.brief.places(); !slices.Contains(places, place) {
		fault("OSM-LIMIT-006", path, rule.Detail{Found: place, Expected: strings.Join(places, ", "), Near: places})
	}
}
