package decision

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Limits keep what comes to people by itself within bounds. They hold for
// touchpoints that push; what waits on a page until somebody looks disturbs
// nobody, so that neither they nor [Program.Decide] ask for them. Recurring
// moments to learn are working time, so that whatever their channel they keep
// the days off. All times are those on the wall where the person is.
type Limits struct {
	QuietFrom, QuietTo int     // minutes of the day, across midnight where the first is the later; equal where no hour is quiet
	Caps               []Cap   // how many may come
	Gap                int     // minutes between two, at least
	Place              string  // the trait that tells where a person is; empty where all are in one place
	Places             []Place // days off by place; the first that suits the person holds
}

// Cap is how many messages a person may get; 0 is any number.
type Cap struct {
	Channels []string // their IDs, counted together; all where empty
	Day      int      // on one day
	Week     int      // in any seven days on end
	Campaign int      // in the whole campaign
}

// counts reports whether a message through a channel counts.
func (c *Cap) counts(channel string) bool {
	return len(c.Channels) == 0 || slices.Contains(c.Channels, channel)
}

// Place is a set of places with the same days off.
type Place struct {
	Values []string    // of the trait; anywhere where there are none
	Off    []civil.Day // public holidays and days on which the organisation is closed
}

// Sent is a message of another campaign.
type Sent struct {
	Channel string // its ID, where the campaigns share channels
	Day     civil.Day
	Minute  int
}

// Ranks are how many ranks of touchpoints there are. Where a cap leaves room
// for some only, those of the highest rank have it.
const Ranks = 4

// longestGap is what a gap may be at most: ten years.
const longestGap = 3660 * minutesPerDay

const minutesPerDay = 24 * 60

// Obstacle is why a person does not get something.
type Obstacle uint8

// The obstacles; the zero one is none.
const (
	Completed       Obstacle = iota + 1 // the goal of its sequence is met
	Waiting                             // it waits for what the person has not done
	Unreached                           // its channel does not reach the person
	ManagerLate                         // the person's manager is briefed too late for it
	OnDayOff                            // it would wait for a working day beyond its last
	OnHoliday                           // it would wait for the end of a holiday beyond its last day
	InQuietHours                        // it would wait for the end of quiet hours beyond its last day
	OverCap                             // the person gets enough
	TooClose                            // it would wait for the distance between messages beyond its last day
	AfterEnd                            // it would come after its last day for none of these reasons
	TimedOut                            // what it waited for did not happen in time
	OtherBranch                         // the person's sequence goes another way
	Overtaken                           // what follows it in its sequence came already
	NotAcknowledged                     // the person's manager did not acknowledge the briefing early enough for it
	HeldOut                             // an experiment leaves the person out of it
	TooLate                             // the host could not send it in time, and it came too late
	OutsideHours                        // it would wait for the person's own hours of work beyond its last day
	obstacleCount   = iota
)

// String is the obstacle's code, without "not:".
func (o Obstacle) String() string { return o.code()[len("not:"):] }

// code is the obstacle's.
func (o Obstacle) code() string {
	if int(o) > obstacleCount {
		o = 0
	}
	return [...]string{"not:", "not:completed", "not:waiting", "not:noReach", "not:managerNotBriefed", "not:dayOff", "not:holiday", "not:quietHours", "not:cap", "not:tooClose", "not:afterEnd", "not:timedOut", "not:otherBranch", "not:overtaken", "not:notAcknowledged", "not:holdout", "not:late", "not:workHours"}[o]
}

// Obstacles lists all obstacles.
func Obstacles() []Obstacle {
	all := make([]Obstacle, obstacleCount)
	for i := range all {
		all[i] = Obstacle(i + 1)
	}
	return all
}

// daysOff are the days off where the person is.
func (l *Limits) daysOff(profile light.Value) []civil.Day {
	at := ""
	if v := profile.Member(l.Place); l.Place != "" && v.Kind == light.Text {
		at = v.Text
	}
	for i := range l.Places {
		if len(l.Places[i].Values) == 0 || slices.Contains(l.Places[i].Values, at) {
			return l.Places[i].Off
		}
	}
	return nil
}

// quiet moves a time of day out of quiet hours; true where that is on the next
// day.
func (l *Limits) quiet(minute int) (to int, nextDay bool) {
	switch {
	case l.QuietFrom < l.QuietTo && l.QuietFrom <= minute && minute < l.QuietTo,
		l.QuietFrom > l.QuietTo && minute < l.QuietTo:
		return l.QuietTo, false
	case l.QuietFrom > l.QuietTo && minute >= l.QuietFrom:
		return l.QuietTo, true
	}
	return minute, false
}

// placing is what it takes to find a day for each of a person's items.
type placing struct {
	program *Program
	person  *Person
	work    WorkDays
	hours   *WorkHours
	off     []civil.Day

	record   record
	sent     []Due // what came already
	journeys []*journey
	clock    int // the time of day of the item in hand

	counted []bool  // as the program has it prepared
	room    *Room   // what is counted already; nil where items are counted as they are asked for
	caps    [][]int // by touchpoint: the caps that count it; for the room
}

// place moves an item to the first moment that the person's working days and
// the limits leave, given the items that have theirs, or says why there is
// none up to the last day. Time only moves on, so that this ends.
func (p *placing) place(d *Due, last civil.Day, out []Due) Obstacle {
	t, l := &p.program.Touchpoints[d.Touchpoint], p.program.Limits
	moved := AfterEnd // by what, be it the message before it in a sequence
	switch {
	case d.Capped:
		moved = OverCap
	case d.Holiday:
		moved = OnHoliday
	case d.Cascaded:
		moved = d.late()
	case d.Moved:
		moved = OnDayOff
	}
	own := p.hours != nil && t.Hours // quiet hours are for whoever has no others
	for {
		in := false
		if own {
			var began civil.Day
			if began, in = p.during(d.moment(), t.Lasts); in && slices.Contains(p.off, began) {
				in, d.Holiday, moved = false, true, OnHoliday
			}
		}
		if day := p.next(d.Day); day != d.Day && !in {
			if d.Day <= last && (moved == AfterEnd || d.Cascaded && moved == d.late()) {
				moved = OnDayOff
			}
			d.Day, d.Moved = day, true
			if own && day <= last {
				continue // perhaps into hours
			}
		}
		if d.Day > last {
			return moved
		}
		if l == nil || !t.Push && t.Occasion != OccasionMoment && !own {
			return 0
		}
		if !in && slices.Contains(p.off, d.Day) {
			d.Day, d.Holiday, moved = d.Day+1, true, OnHoliday
			continue
		}
		if own && !in {
			begins, ok := p.begin(d.moment(), t.Lasts)
			if !ok {
				return OutsideHours
			}
			d.Day, d.Minute = split(begins)
			d.InHours, moved = true, OutsideHours
			continue
		}
		if !t.Push {
			return 0
		}
		if minute, nextDay := l.quiet(d.Minute); minute != d.Minute && !t.Anytime && !own {
			d.Minute, d.Quiet, moved = minute, true, InQuietHours
			if nextDay {
				d.Day++
				continue
			}
		}
		full, forGood, counted := p.roomFor(d.Touchpoint, d.Day)
		if !counted {
			full, forGood = p.full(d.Touchpoint, d.Day, out)
		}
		if full {
			if forGood || t.Drop {
				return OverCap
			}
			d.Day, d.Minute, d.Capped, moved = d.Day+1, t.Minute, true, OverCap
			continue
		}
		if at := p.spaced(d.moment(), out); at != d.moment() {
			d.Day, d.Minute, d.Spaced, moved = civil.Day(at/minutesPerDay), at%minutesPerDay, true, TooClose
			continue
		}
		return 0
	}
}

// late is the obstacle of what waits for the person's manager for too long.
func (d *Due) late() Obstacle {
	if d.Cascade == Unacknowledged {
		return NotAcknowledged
	}
	return ManagerLate
}

// full reports whether a cap leaves no room for a touchpoint on a day, or on
// any day.
func (p *placing) full(touchpoint int, on civil.Day, out []Due) (full, forGood bool) {
	if len(out) == 0 && len(p.person.Earlier) == 0 {
		return false, false
	}
	caps := p.program.Limits.Caps
	for i := range caps {
		c := &caps[i]
		if !p.counted[touchpoint*len(caps)+i] {
			continue
		}
		var days [13]int // from six days before to six days after
		all := 0
		see := func(day civil.Day) {
			if n := int(day-on) + 6; n >= 0 && n < len(days) {
				days[n]++
			}
		}
		for j := range out {
			if p.counted[out[j].Touchpoint*len(caps)+i] {
				all++
				see(out[j].Day)
			}
		}
		for _, s := range p.person.Earlier {
			if c.counts(s.Channel) {
				see(s.Day)
			}
		}
		if c.Campaign > 0 && all >= c.Campaign {
			return true, true
		}
		if c.Day > 0 && days[6] >= c.Day {
			full = true
		}
		if c.Week > 0 {
			for first := range 7 {
				week := 0
				for _, n := range days[first : first+7] {
					week += n
				}
				full = full || week >= c.Week
			}
		}
	}
	return full, false
}

// spaced is the first moment from one on that the gap leaves as far as the
// items go that are too close to it; others may be too close to that.
func (p *placing) spaced(at int, out []Due) int {
	gap := p.program.Limits.Gap
	if gap == 0 {
		return at
	}
	free := at
	for i := range out {
		if other := out[i].moment(); p.program.Touchpoints[out[i].Touchpoint].Push && at-other < gap && other-at < gap {
			free = max(free, other+gap)
		}
	}
	for _, s := range p.person.Earlier {
		if other := int(s.Day)*minutesPerDay + s.Minute; at-other < gap && other-at < gap {
			free = max(free, other+gap)
		}
	}
	return free
}

// moment is the item's in minutes since the day 0.
func (d *Due) moment() int { return int(d.Day)*minutesPerDay + d.Minute }

// append writes the limits as an object.
func (l *Limits) append(dst []byte) []byte {
	dst = append(dst, `{"gap":`...)
	dst = light.AppendInt(dst, int64(l.Gap))
	if l.QuietFrom != l.QuietTo {
		dst = append(dst, `,"quiet":["`+civil.FormatMinute(l.QuietFrom)+`","`+civil.FormatMinute(l.QuietTo)+`"]`...)
	}
	dst = append(dst, `,"caps":[`...)
	for i, c := range l.Caps {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"channels":`...)
		dst = light.AppendStrings(dst, c.Channels)
		for _, n := range [...]struct {
			name string
			n    int
		}{{"day", c.Day}, {"week", c.Week}, {"campaign", c.Campaign}} {
			if n.n > 0 {
				dst = light.AppendInt(append(dst, `,"`+n.name+`":`...), int64(n.n))
			}
		}
		dst = append(dst, '}')
	}
	dst = append(dst, `],"place":`...)
	dst = light.AppendString(dst, l.Place)
	dst = append(dst, `,"places":[`...)
	for i, place := range l.Places {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"values":`...)
		dst = light.AppendStrings(dst, place.Values)
		dst = append(dst, `,"off":[`...)
		for j, day := range place.Off {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = light.AppendString(dst, day.String())
		}
		dst = append(dst, "]}"...)
	}
	return append(dst, "]}"...)
}

// readLimits reads what append wrote.
func readLimits(r *light.Reader) *Limits {
	l := &Limits{}
	r.Object(func(name string) {
		switch name {
		case "gap":
			l.Gap = r.Int()
			if l.Gap < 0 || l.Gap > longestGap {
				r.Fail("expected a gap of at most ten years")
			}
		case "quiet":
			var hours []int
			r.Array(func() { hours = append(hours, readMinute(r)) })
			if len(hours) != 2 || hours[0] == hours[1] {
				r.Fail("expected two times")
				return
			}
			l.QuietFrom, l.QuietTo = hours[0], hours[1]
		case "caps":
			r.Array(func() { l.Caps = append(l.Caps, readCap(r)) })
		case "place":
			l.Place = r.String()
		case "places":
			r.Array(func() { l.Places = append(l.Places, readPlace(r)) })
		default:
			r.Fail("unknown member " + name)
		}
	})
	return l
}

func readCap(r *light.Reader) (c Cap) {
	count := func(n *int) {
		if *n = r.Int(); *n < 1 {
			r.Fail("expected a cap of one at least")
		}
	}
	r.Object(func(name string) {
		switch name {
		case "channels":
			c.Channels = r.Strings()
		case "day":
			count(&c.Day)
		case "week":
			count(&c.Week)
		case "campaign":
			count(&c.Campaign)
		default:
			r.Fail("unknown member " + name)
		}
	})
	return c
}

func readPlace(r *light.Reader) (p Place) {
	r.Object(func(name string) {
		switch name {
		case "values":
			p.Values = r.Strings()
		case "off":
			r.Array(func() { p.Off = append(p.Off, readDay(r)) })
		default:
			r.Fail("unknown member " + name)
		}
	})
	return p
}
