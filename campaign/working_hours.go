package campaign

import (
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// WorkingHours hold a campaign to the hours in which people work, where these
// are known ([audience.Person].WorkHours): what would come at another time comes
// when they next begin, on a day that is no holiday. A shift belongs to the day
// on which it begins: that day decides whether it falls on a holiday, also for
// the hours after midnight. Caps count the days of the calendar all the same.
// Quiet hours are for those whose hours are not known, since a night shift lies
// in them. A standard learning moment keeps to the hours on any channel, and to
// its last minute. Where the brief does not ask for it, hours only tell on which
// days people work. Source: domain, schedule in everyone's working pattern.
type WorkingHours struct {
	// Channels are the IDs of those that keep to the hours; all that push when empty. One that waits may be among them, such as a noticeboard or a tablet that people meet at work: the widget shows what is there at any hour all the same.
	Channels []string `json:"channels,omitempty"`
}

// keepsHours reports whether a touchpoint comes only in people's own hours.
func (l *Limits) keepsHours(made *decision.Touchpoint) bool {
	switch h := l.WorkingHours; {
	case h == nil:
		return false
	case made.Occasion == decision.OccasionMoment:
		return true
	case len(h.Channels) == 0:
		return made.Push
	default:
		return slices.Contains(h.Channels, made.Channel)
	}
}

// prepareHours reads the hours of everyone, each pattern once, and what clocks
// skip in the zones of those who have some.
func (s *Schedule) prepareHours(p *audience.Person) {
	if p.WorkHours.IsZero() {
		return
	}
	if s.hours == nil {
		s.hours, s.skips = map[audience.WorkHours]*decision.WorkHours{}, map[string][]decision.Skip{}
	}
	if s.hours[p.WorkHours] == nil {
		s.hours[p.WorkHours], _ = decision.ParseWorkHours(p.WorkHours.String())
	}
	if zone := s.zones[p.TimeZone]; zone != nil && s.skips[p.TimeZone] == nil {
		s.skips[p.TimeZone] = skipsOf(zone, s.program.Start, s.program.End)
	}
}

// hoursAsked returns a function that tells a person's hours where the campaign
// keeps to them; nil for anybody whose hours are not known.
func (p *Plan) hoursAsked() func(*audience.Person) *decision.WorkHours {
	keeps := p.Brief.Limits != nil && p.Brief.Limits.WorkingHours != nil
	read := map[audience.WorkHours]*decision.WorkHours{}
	return func(person *audience.Person) *decision.WorkHours {
		if !keeps || person.WorkHours.IsZero() {
			return nil
		}
		if read[person.WorkHours] == nil {
			read[person.WorkHours], _ = decision.ParseWorkHours(person.WorkHours.String())
		}
		return read[person.WorkHours]
	}
}

// skipsOf is what clocks in a zone go forward over, from some days before a
// campaign to some days after it.
func skipsOf(zone *time.Location, first, last civil.Day) []decision.Skip {
	skips := []decision.Skip{}
	until := int64(last+3) * 86400
	for at := time.Unix(int64(first-3)*86400, 0).In(zone); ; {
		_, next := at.ZoneBounds()
		if next.IsZero() || next.Unix() > until {
			return skips
		}
		_, before := at.Zone()
		if _, after := next.Zone(); after > before {
			skips = append(skips, decision.Skip{From: int(next.Unix()+int64(before)) / 60, To: int(next.Unix()+int64(after)) / 60})
		}
		at = next
	}
}

// Terms are what is agreed about an item's touchpoint ([Touchpoint.Terms]), as
// it holds for the item's person in the item's language: a learning moment is on
// the weekday on which more than two thirds of the person's are. Where there is
// none, since shifts take turns, it says so.
func (s *Schedule) Terms(item Item) []string {
	t := s.plan.Varied(item.Touchpoint, item.Variant)
	p := s.workforce.Person(item.Person)
	switch {
	case t == nil:
		return nil
	case t.Moment == nil || p == nil:
		return t.Terms(item.Language)
	}
	var on [7]int
	all := 0
	of, _, _ := splitID(item.Touchpoint)
	for _, d := range s.due(p) {
		if origin, part, _ := splitID(s.program.Touchpoints[d.Touchpoint].ID); origin == of && part == partMoment {
			on[d.Day.Weekday()]++
			all++
		}
	}
	own := *t
	moment := *t.Moment
	moment.Weekday = ""
	for day, n := range on {
		if 3*n > 2*all {
			moment.Weekday = Weekdays()[day]
		}
	}
	if all == 0 {
		moment.Weekday = t.Moment.Weekday
	}
	own.Moment = &moment
	return own.Terms(item.Language)
}
