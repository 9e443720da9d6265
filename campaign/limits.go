package campaign

import (
	"cmp"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/holidays"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Limits are what a campaign holds to when it comes to people by itself: the
// schedule moves or withholds what breaks one, and says so. They are about
// channels that push. What waits on a page until somebody looks disturbs
// nobody, so that the widget shows it at any hour, on a holiday too. A standard
// learning moment alone keeps the days off on such a channel: it is time of work.
// Source: domain, schedule; balance of push and pull, seed 002.
type Limits struct {
	// QuietHours in which nothing comes; what would comes at their end, or then on the next working day.
	QuietHours *QuietHours `json:"quietHours,omitempty"`
	// WorkingHours hold what comes to the hours in which each person works, where these are known; nothing keeps to them when absent.
	WorkingHours *WorkingHours `json:"workingHours,omitempty"`
	// Places where people are and whose public holidays they keep.
	Places *Places `json:"places,omitempty"`
	// DaysOff on which the organisation, or some of its places, are closed.
	DaysOff []DayOff `json:"daysOff,omitempty"`
	// Caps on how many messages a person gets.
	Caps []Cap `json:"caps,omitempty"`
	// MinutesBetween two messages to one person, at least.
	MinutesBetween int `json:"minutesBetween,omitempty"`
}

// QuietHours are where the person is, also across midnight: from 20:00 to 07:30.
type QuietHours struct {
	// From this time of day nothing comes.
	From string `json:"from"`
	// To this time of day, at which things come again.
	To string `json:"to"`
	// Channels are the IDs of those that keep them; all that push when empty. A shift's own meeting need not.
	Channels []string `json:"channels,omitempty"`
}

// Places tell which public holidays a person keeps: those of the region of
// their place.
type Places struct {
	// Trait that tells where a person is, such as the site or the country; it lists its values. Everyone is in one region when empty.
	Trait string `json:"trait,omitempty"`
	// Regions of the trait's values; a value that is itself the code of a region need not be here.
	Regions []PlaceRegion `json:"regions,omitempty"`
	// Region of everyone else.
	Region string `json:"region,omitempty"`
}

// PlaceRegion says in which region a place is.
type PlaceRegion struct {
	// Place is a value of the trait.
	Place string `json:"place"`
	// Region whose public holidays hold there: a country by ISO 3166, it, or a part of one, de-by.
	Region string `json:"region"`
}

// DayOff is a day on which the organisation is closed.
type DayOff struct {
	// Date of the day.
	Date engagement.Date `json:"date"`
	// Name of the day for people.
	Name engagement.Text `json:"name"`
	// Places that are closed, values of the places' trait; all when empty.
	Places []string `json:"places,omitempty"`
}

// Cap is how many messages a person gets at most, on the person's own calendar
// days, from all campaigns together as far as the host tells of them.
type Cap struct {
	// Channels are the IDs of those that it counts together; all that push when empty.
	Channels []string `json:"channels,omitempty"`
	// PerDay is how many on one day.
	PerDay *int `json:"perDay,omitempty"`
	// PerWeek is how many in any seven days on end.
	PerWeek *int `json:"perWeek,omitempty"`
	// PerCampaign is how many in this campaign.
	PerCampaign *int `json:"perCampaign,omitempty"`
}

// Priority says who goes first where a cap leaves room for some only. Manager
// briefings go before all, since teams wait for them.
type Priority string

// The priorities, from the highest.
const (
	HighPriority   Priority = "high" // of a touchpoint whose proposition is an obligation, where the brief says nothing
	NormalPriority Priority = "normal"
	LowPriority    Priority = "low"
)

// Priorities lists all priorities, from the highest.
func Priorities() []Priority { return []Priority{HighPriority, NormalPriority, LowPriority} }

// WhenCapped is what becomes of a touchpoint for which a cap leaves no room.
type WhenCapped string

// What becomes of it.
const (
	// MoveWhenCapped: it moves to the next day with room, up to its last; so it is where the brief says nothing.
	MoveWhenCapped WhenCapped = "move"
	// DropWhenCapped: it does not come.
	DropWhenCapped WhenCapped = "drop"
)

// AllWhenCapped lists both.
func AllWhenCapped() []WhenCapped { return []WhenCapped{MoveWhenCapped, DropWhenCapped} }

// RegionHolidays are the public holidays of a region during the campaign. A
// plan holds them, so that one read back gives the same schedule whatever the
// library of holidays says by then.
type RegionHolidays struct {
	// Region is its code.
	Region string `json:"region"`
	// Days in order of time.
	Days []holidays.Holiday `json:"days"`
}

// rank is who goes first: see [Priority].
func (b *Brief) rank(t *Touchpoint) int {
	switch {
	case t.Kind == ManagerBriefing:
		return decision.Ranks - 1
	case t.Priority == LowPriority:
		return 0
	case t.Priority == HighPriority, t.Priority == "" && b.obliges(t):
		return 2
	}
	return 1
}

// obliges reports whether the leading reason of a touchpoint's proposition is
// an obligation.
func (b *Brief) obliges(t *Touchpoint) bool {
	q := b.Proposition(t.Proposition)
	return q != nil && len(q.Reasons) > 0 && q.Reasons[0] == engagement.Obligation
}

// RegionOf returns the region whose public holidays hold at a place, empty
// where none is known.
func (p *Places) RegionOf(place string) string {
	for _, r := range p.Regions {
		if r.Place == place {
			return r.Region
		}
	}
	if code := strings.ToLower(place); slices.Contains(holidays.Regions(), code) {
		return code
	}
	return p.Region
}

// places are the values of the trait that tells where people are.
func (b *Brief) places() []string {
	if b.Limits == nil || b.Limits.Places == nil {
		return nil
	}
	for _, t := range b.Traits {
		if t.Name == b.Limits.Places.Trait {
			return t.Values
		}
	}
	return nil
}

// holidays are the public holidays of the regions where people are, in order
// of the regions' codes.
func (b *Brief) holidays() []RegionHolidays {
	if b.Limits == nil || b.Limits.Places == nil {
		return nil
	}
	codes := []string{b.Limits.Places.Region}
	for _, place := range b.places() {
		codes = append(codes, b.Limits.Places.RegionOf(place))
	}
	slices.Sort(codes)
	var all []RegionHolidays
	for _, code := range slices.Compact(codes) {
		if days, err := holidays.Between(code, b.Frame.Inform, b.Frame.End); err == nil && len(days) > 0 {
			all = append(all, RegionHolidays{code, days})
		}
	}
	return all
}

// limits compiles the limits for the light core; nil where there are none.
func (p *Plan) limits() *decision.Limits {
	l := p.Brief.Limits
	if l == nil {
		return nil
	}
	made := &decision.Limits{Gap: l.MinutesBetween}
	if l.QuietHours != nil {
		made.QuietFrom, _ = civil.ParseMinute(l.QuietHours.From)
		made.QuietTo, _ = civil.ParseMinute(l.QuietHours.To)
	}
	number := func(n *int) int {
		if n == nil {
			return 0
		}
		return *n
	}
	for _, c := range l.Caps {
		made.Caps = append(made.Caps, decision.Cap{Channels: c.Channels, Day: number(c.PerDay), Week: number(c.PerWeek), Campaign: number(c.PerCampaign)})
	}
	var everywhere decision.Place
	if l.Places != nil {
		made.Place = l.Places.Trait
		everywhere.Off = p.daysOff("", l.Places.Region)
		for _, place := range p.Brief.places() {
			off := p.daysOff(place, l.Places.RegionOf(place))
			same := slices.IndexFunc(made.Places, func(other decision.Place) bool { return slices.Equal(other.Off, off) })
			if same < 0 {
				same = len(made.Places)
				made.Places = append(made.Places, decision.Place{Off: off})
			}
			made.Places[same].Values = append(made.Places[same].Values, place)
		}
	} else {
		everywhere.Off = p.daysOff("", "")
	}
	made.Places = append(made.Places, everywhere)
	return made
}

// daysOff are the days off at a place in a region, in order.
func (p *Plan) daysOff(place, region string) []civil.Day {
	var days []civil.Day
	for _, r := range p.Holidays {
		if r.Region == region {
			for _, h := range r.Days {
				days = append(days, day(h.Date))
			}
		}
	}
	for _, d := range p.Brief.Limits.DaysOff {
		if d.Date >= p.Brief.Frame.Inform && d.Date <= p.Brief.Frame.End && (len(d.Places) == 0 || slices.Contains(d.Places, place)) {
			days = append(days, day(d.Date))
		}
	}
	slices.SortFunc(days, cmp.Compare[civil.Day])
	return slices.Compact(days)
}

// limit tells the program how limits treat a touchpoint.
func (p *Plan) limit(made *decision.Touchpoint, t *Touchpoint) {
	if p.Brief.Limits == nil {
		return
	}
	channel := p.Brief.Channel(t.Channel)
	made.Push = channel != nil && channel.Nature == audience.Push
	if q := p.Brief.Limits.QuietHours; q != nil {
		made.Anytime = len(q.Channels) > 0 && !slices.Contains(q.Channels, t.Channel)
	}
	if made.Hours = p.Brief.Limits.keepsHours(made); made.Hours && made.Occasion == decision.OccasionMoment {
		made.Lasts = t.Moment.Minutes
	}
	made.Rank, made.Drop = p.Brief.rank(t), t.WhenCapped == DropWhenCapped
}

// limitCodes are the codes that explain what limits moved.
func (b *Brief) limitCodes() []string {
	if b.Limits == nil {
		return nil
	}
	codes := []string{"holiday", "quietHours", "capped", "spaced"}
	if b.Limits.WorkingHours != nil {
		codes = append(codes, "workHours")
	}
	return codes
}
