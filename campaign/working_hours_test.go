package campaign_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
)

// hours reads hours that are right.
func hours(text string) audience.WorkHours {
	h, fault := audience.ParseWorkHours(text)
	if fault != nil {
		panic(fault)
	}
	return h
}

// anyHours are random ones of one week or two, by day and by night.
func anyHours(r *rand.Rand) audience.WorkHours {
	for {
		var weeks []string
		for range 1 + r.IntN(2) {
			var days []string
			for _, day := range []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"} {
				if r.IntN(3) > 0 {
					from := 30 * r.IntN(48)
					days = append(days, fmt.Sprintf("%s %s-%s", day, civil.FormatMinute(from), civil.FormatMinute((from+60*(2+r.IntN(9)))%1440)))
				}
			}
			weeks = append(weeks, strings.Join(days, "; "))
		}
		if h, fault := audience.ParseWorkHours("2027-01-04: " + strings.Join(slices.DeleteFunc(weeks, func(w string) bool { return w == "" }), " / ")); fault == nil && !h.IsZero() {
			return h
		}
	}
}

// onShifts gives people hours of their own; one in three keeps none.
func onShifts(r *rand.Rand, w *audience.Workforce) *audience.Workforce {
	patterns := []audience.WorkHours{{}, hours("Mo-Fr 06:00-14:00"), hours("Su-Th 22:00-06:00"), hours("Tu-Sa 06:00-10:00,16:00-20:00"), hours("Sa-Su 08:00-20:00"), hours("2027-01-04: Mo-Fr 14:00-22:00 / Mo-Th 22:00-06:00")}
	for range 6 {
		patterns = append(patterns, anyHours(r))
	}
	var list []audience.Person
	for p := range w.People() {
		person := *p
		person.WorkHours = patterns[r.IntN(len(patterns))]
		list = append(list, person)
	}
	shifted, _ := audience.NewWorkforce(list)
	return shifted
}

// shiftsOf are all shifts of a person around a campaign, as moments.
func shiftsOf(t *testing.T, b *campaign.Brief, p *audience.Person) (shifts [][2]time.Time) {
	t.Helper()
	zone, err := time.LoadLocation(p.TimeZone)
	require.NoError(t, err)
	weeks := strings.Split(p.WorkHours.String(), " / ")
	anchor := engagement.Date("2027-01-04")
	if date, first, ok := strings.Cut(weeks[0], ": "); ok {
		anchor, weeks[0] = engagement.Date(date), first
	}
	for on := b.Frame.Inform.AddDays(-3); on <= b.Frame.End; on = on.AddDays(1) {
		days, _ := anchor.DaysUntil(on)
		n := 7 * len(weeks)
		days = (days%n + n) % n
		code := []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}[days%7]
		for rule := range strings.SplitSeq(weeks[days/7], "; ") {
			names, spans, ok := strings.Cut(rule, " ")
			if !ok || !dayNames(names)[code] {
				continue
			}
			for span := range strings.SplitSeq(spans, ",") {
				from, to, _ := strings.Cut(span, "-")
				begins, _ := civil.ParseMinute(from)
				ends, ok := civil.ParseMinute(to)
				end := on
				if !ok || ends <= begins {
					end = on.AddDays(1)
				}
				shifts = append(shifts, [2]time.Time{campaign.WallClock(on, begins, zone), campaign.WallClock(end, ends, zone)})
			}
		}
	}
	return shifts
}

// dayNames are the days that a part names.
func dayNames(text string) map[string]bool {
	all := []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}
	in := map[string]bool{}
	for part := range strings.SplitSeq(text, ",") {
		from, to, ok := strings.Cut(part, "-")
		if !ok {
			to = from
		}
		for _, day := range all[slices.Index(all, from) : slices.Index(all, to)+1] {
			in[day] = true
		}
	}
	return in
}

// In any brief, zone and pattern, what keeps to hours comes at moments at which
// the person is at work, clocks that change included; and a learning moment is
// over before the shift is.
func TestNothingComesOutsideOfOnesHours(t *testing.T) {
	came := 0
	for n, b := range append(briefs(t), withMoment(t)) {
		if b.Limits == nil {
			b.Limits = &campaign.Limits{}
		}
		b.Limits.WorkingHours = &campaign.WorkingHours{}
		r := rand.New(rand.NewPCG(11, uint64(n)))
		w := onShifts(r, anyone(r, b, 150))
		s := mustPlan(t, b, w).Schedule(w)
		for p := range w.People() {
			if p.WorkHours.IsZero() || p.TimeZone == "Nowhere/Land" {
				continue
			}
			shifts := shiftsOf(t, b, p)
			for item, err := range s.For(p.ID) {
				require.NoError(t, err)
				if b.Channel(item.Channel).Nature != audience.Push && item.Minutes == 0 {
					continue
				}
				came++
				require.True(t, slices.ContainsFunc(shifts, func(shift [2]time.Time) bool {
					return !item.At.Before(shift[0]) && item.At.Before(shift[1]) && !item.At.Add(time.Duration(item.Minutes)*time.Minute).After(shift[1])
				}), "%s: %s at %s, who works %s", b.ID, item.Touchpoint, item.At, p.WorkHours)
			}
		}
	}
	require.Greater(t, came, 5000)
}

// withMoment is a brief with a learning moment each week through a change of clocks.
func withMoment(t *testing.T) *campaign.Brief {
	b := good(t)
	hour := b.Touchpoint("thursday-hour")
	hour.Moment, hour.Days = &campaign.StandardMoment{Weekday: "TH", EveryWeeks: 1, Time: "14:00", Minutes: 60, WorkingTime: true, OwnChoice: true}, 0
	return b
}

func TestATimetableTellsEveryoneOnShiftsWhatTheirScheduleDoes(t *testing.T) {
	for n, b := range append(briefs(t), withMoment(t)) {
		r := rand.New(rand.NewPCG(5, uint64(n)))
		if b.Limits == nil {
			b.Limits = &campaign.Limits{Caps: []campaign.Cap{{PerDay: new(1), PerWeek: new(3)}}}
		}
		if n%3 > 0 { // else hours only tell the days
			b.Limits.WorkingHours = &campaign.WorkingHours{}
		}
		w := onShifts(r, anyone(r, b, 300))
		one := mustPlan(t, b, w).Schedule(w)
		for name, s := range map[string]*campaign.Schedule{"before anyone did anything": one, "at a moment": one.At(inTheMiddle(b), past(r, b, one, 3))} {
			table, err := s.Timetable(population.Of(w, b.Traits))
			require.Error(t, err, "some live nowhere")
			ids := table.Touchpoints()
			for i := range w.Len() {
				var got []string
				for _, slot := range table.Slots(nil, i) {
					got = append(got, ids[slot.Touchpoint]+" "+slot.At().Format(time.RFC3339))
				}
				require.Equal(t, slots(t, s, w.At(i).ID), got, "%s: %s, person %d", b.ID, name, i)
			}
			if s == one { // a dry run is of a campaign that has not begun
				require.Equal(t, counted(t, s), table.Count(), b.ID)
			}
		}
	}
}

func onNights(t *testing.T, text string) (*campaign.Brief, *audience.Workforce) {
	b := withMoment(t)
	b.Limits = &campaign.Limits{WorkingHours: &campaign.WorkingHours{}, QuietHours: &campaign.QuietHours{From: "20:00", To: "07:30"}}
	w, found := audience.NewWorkforce([]audience.Person{{ID: "one", Email: "one@example.org", Language: "en", TimeZone: "Europe/Amsterdam", WorkHours: hours(text)}, {ID: "two", Email: "two@example.org", Language: "en"}})
	require.Empty(t, found)
	return b, w
}

func TestWhatWaitsForAShiftSaysSoInEveryLanguage(t *testing.T) {
	b, w := onNights(t, "Su-Th 22:00-06:00")
	p := mustPlan(t, b, w)
	moved := 0
	told, err := p.Schedule(w).Timeline("one")
	require.NoError(t, err)
	for _, item := range told {
		if !slices.Contains(item.Now, "workHours") {
			continue
		}
		moved++
		require.Equal(t, 22, item.At.Hour())
		for _, l := range engagement.Languages() {
			require.Contains(t, p.Explain(item.Why, l), p.Explanations(l)["workHours"])
			require.NotEmpty(t, p.Explanations(l)["workHours"])
		}
	}
	require.Greater(t, moved, 3)
	b.Limits.WorkingHours = nil
	for item, err := range mustPlan(t, b, w).Schedule(w).For("one") {
		require.NoError(t, err)
		require.NotContains(t, item.Why, "workHours", "nothing is asked of hours")
		require.NotContains(t, []time.Weekday{time.Friday, time.Saturday}, item.At.Weekday(), "but they tell the days")
	}
	require.NotContains(t, mustPlan(t, b, w).Explanations("en"), "workHours")
}

func TestANoticeboardThatIsNamedIsMetAtWork(t *testing.T) {
	b, w := onNights(t, "Mo-Fr 14:00-22:00")
	at := func() (hours []int) {
		for item, err := range mustPlan(t, b, w).Schedule(w).For("one") {
			if require.NoError(t, err); item.Channel == "intranet" && item.Minutes == 0 {
				hours = append(hours, item.At.Hour())
			}
		}
		return hours
	}
	require.True(t, slices.ContainsFunc(at(), func(hour int) bool { return hour < 14 }), "it waits until somebody looks")
	b.Limits.WorkingHours.Channels = []string{"intranet"}
	require.False(t, slices.ContainsFunc(at(), func(hour int) bool { return hour < 14 }))
}

func TestALearningMomentSaysOnWhichDayItIsForThePerson(t *testing.T) {
	for text, want := range map[string]string{
		"Mo-Fr 06:00-22:00": "Every week on Thursday, 1 hour.",
		"Su-We 06:00-22:00": "Every week on Sunday, 1 hour.",
		"Mo-Fr 06:00-14:00": "Every week on Friday, 1 hour.",
		"2027-01-04: Mo-Fr 06:00-14:00 / Mo-Fr 14:00-22:00": "Every week, 1 hour; the day follows your shifts.",
	} {
		b, w := onNights(t, text)
		s := mustPlan(t, b, w).Schedule(w)
		seen := false
		for item, err := range s.For("one") {
			require.NoError(t, err)
			if terms := s.Terms(item); item.Minutes > 0 {
				seen = true
				require.Contains(t, terms, want, text)
			} else if t0 := s.Plan().Touchpoint(item.Touchpoint); t0.Moment == nil {
				require.Equal(t, t0.Terms(item.Language), terms)
			}
		}
		require.True(t, seen)
	}
}

func TestPlanningAgainKnowsThatHoursChanged(t *testing.T) {
	b, w := onNights(t, "Mo-Fr 06:00-14:00")
	_, later := onNights(t, "Mo-Fr 14:00-22:00")
	n := 0
	for d, err := range campaign.Differences(mustPlan(t, b, w).Schedule(w), mustPlan(t, b, later).Schedule(later)) {
		require.NoError(t, err)
		require.Contains(t, d.Why, campaign.WorkHoursChanged)
		require.Equal(t, "one", d.Person)
		n++
	}
	require.NotZero(t, n)
	for _, l := range engagement.Languages() {
		require.NotEmpty(t, campaign.WorkHoursChanged.In(l))
	}
}

func TestHoursOfAChannelThatDoesNotExistAreRefused(t *testing.T) {
	b := withLimits(t)
	b.Limits.WorkingHours = &campaign.WorkingHours{Channels: []string{"emial"}}
	_, found := campaign.NewPlan(b, nil)
	require.Len(t, found.Errors(), 1)
	require.Equal(t, "OSM-BRIEF-002", found.Errors()[0].Code)
	require.Equal(t, "/limits/workingHours/channels/0", found.Errors()[0].Path)
	require.Equal(t, "email", found.Errors()[0].Suggestion)
}

func TestTheBriefsJSONHoldsHours(t *testing.T) {
	b := withLimits(t)
	b.Limits.WorkingHours = &campaign.WorkingHours{Channels: []string{"email"}}
	data, err := json.Marshal(b)
	require.NoError(t, err)
	again, found := campaign.ReadBrief(strings.NewReader(string(data)))
	require.NoError(t, found.Err())
	require.Equal(t, b.Limits, again.Limits)
}
