package document

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// limits is what the calendar holds to: quiet hours, caps, days on which
// places are closed and public holidays; empty where there are none. It is
// Markdown.
func (w writer) limits() string {
	l := w.brief.Limits
	if l == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n### " + markup.Escape(w.say("plan.limits")) + "\n\n" + markup.Escape(w.say("plan.limits.intro")) + "\n\n")
	if q := l.QuietHours; q != nil {
		said := w.say("plan.limits.quietHours", q.From, q.To)
		if len(q.Channels) > 0 {
			said = w.say("plan.limits.for", said, w.limited(q.Channels))
		}
		b.WriteString(w.fact("plan.limits.quiet", said))
	}
	if h := l.WorkingHours; h != nil {
		said := w.say("plan.limits.workHours.rule")
		if len(h.Channels) > 0 {
			said = w.say("plan.limits.for", said, w.limited(h.Channels))
		}
		b.WriteString(w.fact("plan.limits.workHours", said+". "+w.say("plan.limits.workHours.days")))
	}
	for _, c := range l.Caps {
		label := w.say("plan.limits.cap")
		if len(c.Channels) > 0 {
			label = w.say("plan.limits.capChannel", w.limited(c.Channels))
		}
		var most []string
		for _, n := range []struct {
			key string
			n   *int
		}{{"perDay", c.PerDay}, {"perWeek", c.PerWeek}, {"perCampaign", c.PerCampaign}} {
			if n.n != nil {
				most = append(most, w.say("plan.limits."+n.key, *n.n))
			}
		}
		b.WriteString("- **" + markup.Escape(label) + ":** " + markup.Escape(strings.Join(most, " · ")) + "\n")
	}
	if l.MinutesBetween > 0 {
		b.WriteString(w.fact("plan.limits.between", w.say("plan.limits.atLeast", dates.Duration(l.MinutesBetween, w.language))))
	}
	if len(l.Caps) > 0 {
		b.WriteString(w.fact("plan.limits.order", w.say("plan.limits.order.rule")))
	}
	var dropped []string
	for i := range w.brief.Touchpoints {
		if t := &w.brief.Touchpoints[i]; t.WhenCapped == campaign.DropWhenCapped {
			dropped = append(dropped, t.Title.In(w.language))
		}
	}
	if len(dropped) > 0 {
		b.WriteString(w.fact("plan.limits.dropped", strings.Join(dropped, " · ")))
	}
	var closed []string
	for _, d := range l.DaysOff {
		if len(d.Places) > 0 {
			closed = append(closed, w.say("plan.limits.closedAt", w.date(d.Date), d.Name.In(w.language), w.placesNamed(d.Places)))
		} else {
			closed = append(closed, w.say("plan.limits.closedAll", w.date(d.Date), d.Name.In(w.language)))
		}
	}
	if len(closed) > 0 {
		b.WriteString(w.fact("plan.limits.closed", strings.Join(closed, " · ")))
	}
	if len(w.plan.Holidays) > 0 {
		b.WriteString("\n" + w.holidays())
	}
	return b.String()
}

// channels names channels as people do.
func (w writer) limited(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = w.channel(id)
	}
	return w.list(names)
}

// placesNamed names places as people do.
func (w writer) placesNamed(places []string) string {
	names := make([]string, len(places))
	for i, place := range places {
		names[i] = w.valueOf(w.brief.Limits.Places.Trait, place)
	}
	return strings.Join(names, ", ")
}

// holidays is a table of the public holidays by region, as Markdown.
func (w writer) holidays() string {
	t := table{head: []string{w.say("plan.limits.region"), w.say("plan.limits.places"), w.say("plan.limits.holidays")}}
	places := w.brief.Limits.Places
	for _, r := range w.plan.Holidays {
		var at, days []string
		for _, trait := range w.brief.Traits {
			if trait.Name == places.Trait {
				at = slices.DeleteFunc(slices.Clone(trait.Values), func(v string) bool { return places.RegionOf(v) != r.Region })
			}
		}
		where := w.placesNamed(at)
		if places.Region == r.Region {
			where = strings.TrimPrefix(where+", "+w.say("plan.limits.elsewhere"), ", ")
		}
		for _, h := range r.Days {
			days = append(days, w.say("plan.limits.holiday", w.short(h.Date), h.Name))
		}
		t.row(markup.Escape(strings.ToUpper(r.Region)), markup.Escape(where), markup.Escape(strings.Join(days, " · ")))
	}
	return t.String()
}
