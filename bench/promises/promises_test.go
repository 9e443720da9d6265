// Package promises holds the schedule to what it promises, whatever happens: a
// host sends what is due while people do things that it learns of late and in
// any order, stands still for days, and has its clock put back.
package promises

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/holidays"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func text(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }

// brief is the quickstart's, under limits by chance, with a sequence that
// branches on what people do.
func brief(t *rapid.T) *campaign.Brief {
	file, err := os.Open("../../examples/quickstart/brief.json")
	require.NoError(t, err)
	defer file.Close()
	b, found := campaign.ReadBrief(file)
	require.NoError(t, found.Err())
	quiet := rapid.SampledFrom([]*campaign.QuietHours{nil, {From: "20:00", To: "07:30"}, {From: "18:00", To: "10:30"}, {From: "12:00", To: "14:00"}}).Draw(t, "quiet hours")
	few := func(name string) *int {
		if n := rapid.IntRange(0, 3).Draw(t, name); n > 0 {
			return &n
		}
		return nil
	}
	b.Limits = &campaign.Limits{
		QuietHours:     quiet,
		MinutesBetween: rapid.SampledFrom([]int{0, 0, 45, 600}).Draw(t, "minutes between"),
		Places: &campaign.Places{Trait: "site", Regions: []campaign.PlaceRegion{
			{Place: "ferrara", Region: "it"}, {Place: "utrecht", Region: "nl"}, {Place: "galway", Region: "ie"},
		}},
		DaysOff: []campaign.DayOff{{Date: "2027-03-02", Name: text("closed")}, {Date: "2027-03-30", Name: text("closed"), Places: []string{"utrecht"}}},
	}
	if rapid.Bool().Draw(t, "within working hours") {
		b.Limits.WorkingHours = &campaign.WorkingHours{}
	}
	if c := (campaign.Cap{PerDay: few("a day"), PerWeek: few("a week")}); c.PerDay != nil || c.PerWeek != nil {
		b.Limits.Caps = append(b.Limits.Caps, c)
	}
	step := func(id string) campaign.Step {
		return campaign.Step{ID: id, Title: text("Onwards"), Body: text("Onwards")}
	}
	first, last := step("first"), step("last")
	first.Delay = rapid.IntRange(1, 9).Draw(t, "delay")
	first.Wait = rapid.SampledFrom([]*campaign.Wait{nil, {For: campaign.Started, Days: 6}, {For: campaign.Clicked, Days: 2}}).Draw(t, "wait")
	if first.Wait != nil {
		first.Delay, first.Otherwise = 0, []campaign.Step{step("nudge")}
	}
	last.WorkingDays = rapid.IntRange(1, 5).Draw(t, "working days")
	b.Touchpoint("first-month").Drip = &campaign.Sequence{Steps: []campaign.Step{first, last}}
	again := step("again")
	again.Delay = 3
	for i := range rapid.IntRange(2, 6).Draw(t, "more") {
		one := *b.Touchpoint("first-month")
		one.ID, one.Phase, one.Proposition = fmt.Sprint("mail-", i), campaign.Inform, "own-choice"
		one.Day, one.Days, one.Drip = rapid.IntRange(0, 12).Draw(t, "day"), rapid.IntRange(3, 20).Draw(t, "days"), &campaign.Sequence{Steps: []campaign.Step{again}}
		one.Time = rapid.SampledFrom([]string{"06:30", "09:00", "12:30", "19:00"}).Draw(t, "time")
		one.Priority = rapid.SampledFrom(append(campaign.Priorities(), "")).Draw(t, "priority")
		one.WhenCapped = rapid.SampledFrom(append(campaign.AllWhenCapped(), "")).Draw(t, "when capped")
		b.Touchpoints = append(b.Touchpoints, one)
	}
	require.NoError(t, b.Check().Err())
	return b
}

// people are three levels of a few, in zones with usual and odd changes of clocks.
func people(t *rapid.T) *audience.Workforce {
	zones := []string{"Europe/Rome", "Europe/Amsterdam", "Europe/Dublin", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Honolulu"}
	days := []audience.WorkDays{0, 0, audience.Monday | audience.Wednesday, audience.Tuesday | audience.Saturday}
	list := make([]audience.Person, 6)
	for i := range list {
		p := audience.Person{ID: fmt.Sprint("p", i), Email: "p@example.org", Hired: "2020-01-01", Traits: map[string]any{}}
		if i > 0 {
			p.Manager = fmt.Sprint("p", rapid.IntRange(0, min(i-1, 1)).Draw(t, "manager"))
		}
		if i%2 == 1 {
			p.Hired = "2027-01-11"
		}
		p.TimeZone = rapid.SampledFrom(zones).Draw(t, "zone")
		p.WorkDays = rapid.SampledFrom(days).Draw(t, "days")
		p.WorkHours, _ = audience.ParseWorkHours(rapid.SampledFrom([]string{"", "", early, night}).Draw(t, "hours"))
		p.Traits["site"] = rapid.SampledFrom([]string{"ferrara", "utrecht", "galway"}).Draw(t, "site")
		p.Traits["unit"] = rapid.SampledFrom([]string{"office", "workshop", "rental"}).Draw(t, "unit")
		list[i] = p
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	return w
}

// The shifts that people are on.
const (
	early = "Mo-Fr 06:00-14:00"
	night = "Mo-Th 22:00-06:00"
)

// shift is the day on which the shift begins that a moment is in; false where it
// is in none.
func shift(hours string, now time.Time) (begins time.Time, in bool) {
	minute := now.Hour()*60 + now.Minute()
	begins = now
	if hours == night && minute < 12*60 {
		begins = now.AddDate(0, 0, -1)
	}
	switch day := begins.Weekday(); {
	case day == time.Sunday || day == time.Saturday || hours == night && day == time.Friday:
		return begins, false
	case hours == night:
		return begins, minute >= 22*60 || minute < 6*60
	}
	return begins, 6*60 <= minute && minute < 14*60
}

// host sends what is due.
type host struct {
	t        *rapid.T
	brief    *campaign.Brief
	plan     *campaign.Plan
	schedule *campaign.Schedule
	channels []string // that push
	off      map[string]map[string]bool
	clock    time.Time
	facts    map[string][]campaign.Fact
	sent     map[string]map[string]time.Time // person, touchpoint
	total    int
}

func newHost(t *rapid.T) *host {
	b, w := brief(t), people(t)
	plan, found := campaign.NewPlan(b, w)
	require.NoError(t, found.Err())
	h := &host{t: t, brief: b, plan: plan, schedule: plan.Schedule(w), facts: map[string][]campaign.Fact{}, sent: map[string]map[string]time.Time{}, off: map[string]map[string]bool{}}
	for _, c := range b.Channels {
		if c.Nature == audience.Push {
			h.channels = append(h.channels, c.ID)
		}
	}
	require.NotEmpty(t, h.channels)
	for place, region := range map[string]string{"ferrara": "it", "utrecht": "nl", "galway": "ie"} {
		days, err := holidays.Between(region, b.Frame.Inform, b.Frame.End)
		require.NoError(t, err)
		h.off[place] = map[string]bool{"2027-03-02": true, "2027-03-30": place == "utrecht"}
		for _, d := range days {
			h.off[place][string(d.Date)] = true
		}
	}
	h.clock = time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)
	return h
}

// tell tells the facts in any order, some of them twice.
func (h *host) tell(person string) []campaign.Fact {
	facts := rapid.Permutation(h.facts[person]).Draw(h.t, "order")
	if len(facts) > 0 {
		facts = append(facts, facts[0])
	}
	return facts
}

// work sends what is due now, one message after another, and checks each.
func (h *host) work() {
	for {
		s := h.schedule.At(h.clock, h.tell).CatchingUp(72*time.Hour, h.channels...)
		due := h.due(s)
		if due == nil {
			return
		}
		h.check(due)
		if h.sent[due.Person] == nil {
			h.sent[due.Person] = map[string]time.Time{}
		}
		h.sent[due.Person][due.Touchpoint] = h.clock
		h.facts[due.Person] = append(h.facts[due.Person], campaign.Fact{What: campaign.SentOut, Touchpoint: due.Touchpoint, At: h.clock})
		h.total++
	}
}

func (h *host) due(s *campaign.Schedule) *campaign.Item {
	for item, err := range s.All() {
		require.NoError(h.t, err)
		if !item.Sent && slices.Contains(h.channels, item.Channel) && !item.At.After(h.clock) {
			return &item
		}
	}
	return nil
}

func (h *host) check(item *campaign.Item) {
	t, l := h.t, h.brief.Limits
	p := h.schedule.Workforce().Person(item.Person)
	zone, err := time.LoadLocation(p.TimeZone)
	require.NoError(t, err)
	now := h.clock.In(zone)
	what := fmt.Sprintf("%s to %s at %s", item.Touchpoint, p.ID, now)
	_, twice := h.sent[p.ID][item.Touchpoint]
	require.False(t, twice, "%s, twice", what)
	begins, onShift := now, !p.WorkHours.IsZero() && l.WorkingHours != nil
	if onShift {
		var in bool
		begins, in = shift(p.WorkHours.String(), now)
		require.True(t, in, "%s, outside of %s", what, p.WorkHours)
	}
	require.False(t, h.off[p.Traits["site"].(string)][begins.Format(time.DateOnly)], "%s, on a day off", what)
	work := p.WorkDays
	switch {
	case p.WorkHours.String() == night:
		work = audience.Monday | audience.Tuesday | audience.Wednesday | audience.Thursday
	case work == 0 || !p.WorkHours.IsZero():
		work = audience.Monday | audience.Tuesday | audience.Wednesday | audience.Thursday | audience.Friday
	}
	require.NotZero(t, work&(1<<((int(begins.Weekday())+6)%7)), "%s, not a working day", what)
	if q := l.QuietHours; q != nil && !onShift {
		at := now.Format("15:04")
		within := q.From <= at && at < q.To
		if q.From > q.To {
			within = at >= q.From || at < q.To
		}
		require.False(t, within, "%s, in quiet hours from %s to %s", what, q.From, q.To)
	}
	day := func(at time.Time) int { // days since 1970 where the person is
		y, m, d := at.In(zone).Date()
		return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	}
	for _, c := range l.Caps {
		today := 1
		for _, at := range h.sent[p.ID] {
			if day(at) == day(now) {
				today++
			}
		}
		require.True(t, c.PerDay == nil || today <= *c.PerDay, "%s, number %d of the day", what, today)
		for first := day(now) - 6; first <= day(now) && c.PerWeek != nil; first++ {
			week := 1
			for _, at := range h.sent[p.ID] {
				if first <= day(at) && day(at) < first+7 {
					week++
				}
			}
			require.LessOrEqual(t, week, *c.PerWeek, "%s, number %d of a week", what, week)
		}
	}
	for other, at := range h.sent[p.ID] {
		require.GreaterOrEqual(t, now.Sub(at).Abs(), time.Duration(l.MinutesBetween)*time.Minute, "%s, too close to %s", what, other)
	}
	if strings.Contains(item.Touchpoint, ".step-") {
		for _, f := range h.facts[p.ID] {
			require.False(t, f.What == campaign.Completed && f.Proposition == item.Proposition && !f.At.After(h.clock), "%s, which was completed", what)
		}
	}
	for m := h.schedule.Workforce().ManagerOf(p.ID); m != nil; m = h.schedule.Workforce().ManagerOf(m.ID) {
		briefings := h.briefings(m.ID)
		if len(briefings) == 0 {
			continue
		}
		briefed := false
		for _, id := range briefings {
			at, came := h.sent[m.ID][id]
			theirs, err := time.LoadLocation(m.TimeZone)
			require.NoError(t, err)
			briefed = briefed || came && at.Before(now) && at.In(theirs).Format(time.DateOnly) < now.Format(time.DateOnly)
		}
		require.True(t, briefed, "%s, before %s was briefed", what, m.ID)
		return
	}
}

// briefings are those that a manager gets.
func (h *host) briefings(manager string) (ids []string) {
	for item, err := range h.schedule.For(manager) {
		require.NoError(h.t, err)
		if t := h.brief.Touchpoint(item.Touchpoint); t != nil && t.Kind == campaign.ManagerBriefing && slices.Contains(h.channels, t.Channel) {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// No send in quiet hours or outside of a shift, none on a holiday or a day off, none over a cap or too
// close to another, none after completion, none to a team before its manager,
// none twice.
func TestWhateverHappensTheScheduleKeepsItsPromises(t *testing.T) {
	sent := 0
	rapid.Check(t, func(t *rapid.T) {
		h := newHost(t)
		for range rapid.IntRange(10, 40).Draw(t, "things that happen") {
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				id := fmt.Sprint("p", rapid.IntRange(0, 5).Draw(t, "who"))
				ago := time.Duration(rapid.IntRange(0, 5000).Draw(t, "ago")) * time.Minute
				h.facts[id] = append(h.facts[id], campaign.Fact{
					What:        rapid.SampledFrom([]campaign.Outcome{campaign.Clicked, campaign.Started, campaign.Completed, campaign.Dismissed}).Draw(t, "did"),
					Proposition: rapid.SampledFrom([]string{"first-weeks", "own-choice"}).Draw(t, "with"), At: h.clock.Add(-ago),
				})
			case 1:
				h.clock = h.clock.Add(-time.Duration(rapid.IntRange(1, 300).Draw(t, "back")) * time.Minute)
			case 2:
				h.clock = h.clock.AddDate(0, 0, rapid.IntRange(1, 9).Draw(t, "days of standing still"))
			default:
				h.clock = h.clock.Add(time.Duration(rapid.IntRange(1, 4000).Draw(t, "minutes")) * time.Minute)
			}
			h.work()
		}
		sent += h.total
	})
	require.Greater(t, sent, 300, "it sends something at all")
}
