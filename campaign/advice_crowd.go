package campaign

import (
	"maps"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// crowd is what rules of advice need to know of the workforce: counts over
// segments, nothing about a person. It is gathered while the plan is measured,
// on the dates for people who work on weekdays, or in their own hours where the
// campaign keeps to them.
type crowd struct {
	segments  []crowdSegment
	tongues   map[string]int            // people by the language that they speak and the brief lacks
	offline   int                       // people without an e-mail address who get nothing in another way
	empty     bool                      // whether there is nobody
	hours     bool                      // whether anybody's hours of work are known
	strange   map[string]map[string]int // how many people have a value that the brief does not list, by trait and value
	listed    map[string]audience.Trait // the traits whose values the brief lists
	called    []int                     // for each mission, how many of those who may take it are called to it
	unheard   []int                     // places of the segments worth a community manager
	unbriefed int                       // people who lead a team and whom no briefing reaches
	contacts  []int                     // for each planned touchpoint, how often it meets a person before activation ends
	message   []bool                    // for each planned touchpoint, whether it is an e-mail or a chat message
	push      []bool                    // for each planned touchpoint, whether it comes to people by itself
	briefing  []bool                    // for each planned touchpoint, whether it briefs managers
	throng    throng                    // whom the choice of channels counts where
	portraits *portraits                // what audiences are like
	moods     *moods                    // what managers think
	withheld  map[withheldFrom]int      // people whom something keeps from a touchpoint
	voices    voices                    // who is asked to be an ambassador
}

// crowdSegment counts the people of one segment by what they get: element n of
// each list is the number of people who get n.
type crowdSegment struct {
	contacts []int // contacts before activation ends
	week     []int // messages in the fullest seven days
	day      []int // touchpoints pushed on the fullest day
}

func newCrowd(p *Plan) *crowd {
	b := &p.Brief
	c := &crowd{segments: make([]crowdSegment, len(b.Segments)), tongues: map[string]int{}, strange: map[string]map[string]int{}, listed: audience.Listed(b.Traits), withheld: map[withheldFrom]int{}, empty: true}
	for _, planned := range p.Touchpoints {
		channel := b.Channel(p.Touchpoint(planned.ID).Channel)
		c.contacts = append(c.contacts, contacts(channel, day(planned.Date), min(day(planned.Until), day(b.Frame.Retain)-1)))
		c.message = append(c.message, channel.Nature == audience.Push && (channel.Kind == audience.Email || channel.Kind == audience.Chat))
		c.push = append(c.push, channel.Nature == audience.Push)
		c.briefing = append(c.briefing, p.Touchpoint(planned.ID).Kind == ManagerBriefing)
	}
	return c
}

// contacts is how often a touchpoint meets a person from its first to its last
// day. What pushes meets people once; what stays open where they pass meets
// them about once a week. A learning platform is not counted: those whom the
// campaign still has to win do not pass there.
func contacts(c *audience.Channel, first, last civil.Day) int {
	switch {
	case last < first || c.Nature == audience.Pull && c.Kind == audience.LMS:
		return 0
	case c.Nature == audience.Push:
		return 1
	}
	return int(last-first)/7 + 1
}

// see counts one person, who may lead a team, is in some segments and gets
// what is due.
func (c *crowd) see(b *Brief, person *audience.Person, leads bool, in []bool, due, withheld []decision.Due) {
	c.empty, c.hours = false, c.hours || !person.WorkHours.IsZero()
	c.compare(person)
	if leads && !slices.ContainsFunc(due, func(d decision.Due) bool { return c.briefing[d.Touchpoint] }) {
		c.unbriefed++
	}
	contacts, week, fullest, today := 0, 0, 0, 0
	var messages []civil.Day
	on := civil.Day(0)
	for _, d := range due {
		contacts += c.contacts[d.Touchpoint]
		if c.message[d.Touchpoint] {
			messages = append(messages, d.Day)
			for messages[0] <= d.Day-7 {
				messages = messages[1:]
			}
			week = max(week, len(messages))
		}
		if d.Day != on {
			on, today = d.Day, 0
		}
		if c.push[d.Touchpoint] {
			today++
			fullest = max(fullest, today)
		}
	}
	for i := range c.segments {
		if in[i] {
			s := &c.segments[i]
			s.contacts, s.week, s.day = count(s.contacts, contacts), count(s.week, week), count(s.day, fullest)
		}
	}
	if base, _, _ := strings.Cut(strings.ToLower(string(person.Language)), "-"); base != "" {
		if !slices.ContainsFunc(b.Languages, func(l engagement.Language) bool { return string(l) == base }) {
			c.tongues[base]++
		}
	}
	if len(due) == 0 && slices.ContainsFunc(withheld, func(d decision.Due) bool { return d.Not == decision.Unreached }) {
		c.offline++
	}
}

// compare notes what values of a person the brief does not list.
func (c *crowd) compare(person *audience.Person) {
	for name, value := range person.Unlisted(c.listed) {
		if c.strange[name] == nil {
			c.strange[name] = map[string]int{}
		}
		c.strange[name][value]++
	}
}

// missing lists the languages that the brief lacks and enough people speak for
// it to be said.
func (c *crowd) missing() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(c.tongues)), func(l string) bool { return c.tongues[l] < SmallestGroup })
}

// count adds one person who gets n.
func count(people []int, n int) []int {
	for len(people) <= n {
		people = append(people, 0)
	}
	people[n]++
	return people
}

// least is what at least half of the people do not exceed; false for a group
// too small to be spoken of.
func least(people []int) (int, bool) {
	all := sum(people)
	for n, so := 0, 0; n < len(people); n++ {
		if so += people[n]; 2*so >= all {
			return n, all >= SmallestGroup
		}
	}
	return 0, false
}

// most is what at least half of the people reach; false for a group too small
// to be spoken of.
func most(people []int) (int, bool) {
	all := sum(people)
	for n, so := len(people)-1, 0; n >= 0; n-- {
		if so += people[n]; 2*so >= all {
			return n, all >= SmallestGroup
		}
	}
	return 0, false
}

func sum(list []int) int {
	total := 0
	for _, n := range list {
		total += n
	}
	return total
}
