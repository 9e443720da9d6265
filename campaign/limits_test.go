package campaign_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/holidays"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// withLimits is the good brief with limits of every kind.
func withLimits(t *testing.T) *campaign.Brief {
	b := good(t)
	b.Limits = &campaign.Limits{
		QuietHours:     &campaign.QuietHours{From: "19:00", To: "10:30", Channels: []string{"email"}},
		Places:         &campaign.Places{Trait: "site", Regions: []campaign.PlaceRegion{{Place: "ferrara", Region: "it"}, {Place: "utrecht", Region: "nl"}, {Place: "galway", Region: "ie"}}},
		DaysOff:        []campaign.DayOff{{Date: "2027-05-03", Name: text("stocktaking"), Places: []string{"utrecht"}}, {Date: "2027-02-26", Name: text("company day")}},
		Caps:           []campaign.Cap{{PerDay: new(1), PerWeek: new(3)}, {Channels: []string{"email"}, PerCampaign: new(4)}},
		MinutesBetween: 60,
	}
	return b
}

func mustPlan(t *testing.T, b *campaign.Brief, w *audience.Workforce) *campaign.Plan {
	t.Helper()
	p, found := campaign.NewPlan(b, w)
	require.NoError(t, found.Err())
	return p
}

func TestImpossibleLimitsAreRefusedWithWhatToDo(t *testing.T) {
	for _, c := range []struct {
		name, code, path string
		change           func(l *campaign.Limits)
	}{
		{"quiet hours all day", "OSM-LIMIT-001", "/limits/quietHours", func(l *campaign.Limits) { l.QuietHours.To = l.QuietHours.From }},
		{"a cap of nothing", "OSM-LIMIT-002", "/limits/caps/0/perDay", func(l *campaign.Limits) { l.Caps[0].PerDay = new(0) }},
		{"a cap below nothing", "OSM-LIMIT-002", "/limits/caps/1/perCampaign", func(l *campaign.Limits) { l.Caps[1].PerCampaign = new(-2) }},
		{"a distance below nothing", "OSM-LIMIT-002", "/limits/minutesBetween", func(l *campaign.Limits) { l.MinutesBetween = -1 }},
		{"a cap without a number", "OSM-LIMIT-003", "/limits/caps/0", func(l *campaign.Limits) { l.Caps[0] = campaign.Cap{} }},
		{"an unknown region", "OSM-LIMIT-004", "/limits/places/regions/1/region", func(l *campaign.Limits) { l.Places.Regions[1].Region = "nll" }},
		{"an unknown region of the others", "OSM-LIMIT-004", "/limits/places/region", func(l *campaign.Limits) { l.Places.Region = "atlantis" }},
		{"an unknown trait", "OSM-LIMIT-005", "/limits/places/trait", func(l *campaign.Limits) { l.Places.Trait, l.Places.Regions, l.DaysOff = "sight", nil, nil }},
		{"a trait without values", "OSM-LIMIT-005", "/limits/places/trait", func(l *campaign.Limits) { l.Places.Trait, l.Places.Regions, l.DaysOff = "age", nil, nil }},
		{"an unknown place", "OSM-LIMIT-006", "/limits/places/regions/0/place", func(l *campaign.Limits) { l.Places.Regions[0].Place = "ferara" }},
		{"an unknown place that is closed", "OSM-LIMIT-006", "/limits/daysOff/0/places/0", func(l *campaign.Limits) { l.DaysOff[0].Places[0] = "utrech" }},
		{"a place in two regions", "OSM-LIMIT-007", "/limits/places/regions/1/place", func(l *campaign.Limits) { l.Places.Regions[1].Place = "ferrara" }},
		{"an unknown channel", "OSM-BRIEF-002", "/limits/caps/1/channels/0", func(l *campaign.Limits) { l.Caps[1].Channels[0] = "emial" }},
		{"an unknown quiet channel", "OSM-BRIEF-002", "/limits/quietHours/channels/0", func(l *campaign.Limits) { l.QuietHours.Channels[0] = "emial" }},
		{"a day off without a name", "OSM-BRIEF-003", "/limits/daysOff/0/name/nl", func(l *campaign.Limits) { l.DaysOff[0].Name.Nl = "" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := withLimits(t)
			require.Empty(t, b.Check())
			c.change(b.Limits)
			found := b.Check()
			require.Len(t, found, 1, found.In(engagement.English))
			require.Equal(t, c.code, found[0].Code)
			require.Equal(t, c.path, found[0].Path)
			require.Equal(t, engagement.SeverityError, found[0].Severity)
			requireWhole(t, found[0])
			if strings.HasPrefix(c.code, "OSM-LIMIT") {
				for _, l := range engagement.Languages() {
					require.NotEmpty(t, found[0].Do.In(l))
				}
			}
		})
	}
	b := withLimits(t)
	b.Limits.Places.Regions[1].Region, b.Limits.Places.Trait = "de-bx", "cite"
	found := ofFamily(b.Check(), "OSM-LIMIT")
	i := slices.IndexFunc(found, func(f engagement.Finding) bool { return f.Code == "OSM-LIMIT-004" })
	require.Equal(t, "de-bb", found[i].Suggestion)
	i = slices.IndexFunc(found, func(f engagement.Finding) bool { return f.Code == "OSM-LIMIT-005" })
	require.Equal(t, "site", found[i].Suggestion)
}

func TestLimitsOfTheWrongShapeAreRefusedByTheSchema(t *testing.T) {
	for _, faults := range []map[string]any{
		{"/touchpoints/0/priority": "urgent"},
		{"/touchpoints/0/whenCapped": "wait"},
		{"/limits": map[string]any{"quiet": 1}},
		{"/limits": map[string]any{"minutesBetween": "ten"}},
		{"/limits": map[string]any{"quietHours": map[string]any{"from": "7", "to": "08:00"}}},
		{"/limits": map[string]any{"quietHours": map[string]any{"from": "07:00", "to": "25:00"}}},
		{"/limits": map[string]any{"daysOff": []any{map[string]any{"date": "soon", "name": map[string]any{"it": "x", "nl": "x", "en": "x"}}}}},
		{"/limits": map[string]any{"caps": []any{map[string]any{"perDay": 1.5}}}},
		{"/limits": map[string]any{"places": map[string]any{"trait": "site", "regions": []any{map[string]any{"place": "ferrara"}}}}},
	} {
		_, found := campaign.ReadBrief(bytes.NewReader(planted(t, faults)))
		require.Len(t, found, 1, faults)
		require.True(t, strings.HasPrefix(found[0].Code, "OSM-DOC"), found[0].Code)
	}
}

func TestALimitedBriefAndPlanReadBack(t *testing.T) {
	b, w := withLimits(t), people(t)
	b.Touchpoints[3].Priority, b.Touchpoints[4].WhenCapped = campaign.LowPriority, campaign.DropWhenCapped
	data, err := json.Marshal(b)
	require.NoError(t, err)
	again, found := campaign.ReadBrief(bytes.NewReader(data))
	require.Empty(t, found, found.In(engagement.English))
	require.Equal(t, b, again)

	p := mustPlan(t, b, w)
	data, err = json.Marshal(p)
	require.NoError(t, err)
	back, found := campaign.ReadPlan(bytes.NewReader(data))
	require.Empty(t, found, found.In(engagement.English))
	require.Equal(t, string(p.AppendProgram(nil)), string(back.AppendProgram(nil)), "the plan holds the holidays")
	back.Holidays = nil
	require.NotEqual(t, string(p.AppendProgram(nil)), string(back.AppendProgram(nil)))
}

func TestWithoutLimitsTheProgramSaysNothingOfThem(t *testing.T) {
	b := good(t)
	b.Touchpoints[3].Priority, b.Touchpoints[4].WhenCapped = campaign.LowPriority, campaign.DropWhenCapped
	program := string(mustPlan(t, b, people(t)).AppendProgram(nil))
	require.Equal(t, string(mustPlan(t, good(t), people(t)).AppendProgram(nil)), program)
	for _, word := range []string{"limits", "push", "rank", "drop"} {
		require.NotContains(t, program, `"`+word+`":`)
	}
}

func TestEachPlaceKeepsItsOwnHolidays(t *testing.T) {
	b, w := withLimits(t), people(t)
	p := mustPlan(t, b, w)
	require.Equal(t, []string{"ie", "it", "nl"}, func() (codes []string) {
		for _, r := range p.Holidays {
			codes = append(codes, r.Region)
		}
		return codes
	}())
	five := b.Touchpoint("five-questions")
	require.Equal(t, "email", five.Channel)
	on := func(date engagement.Date) map[string]string {
		b := withLimits(t)
		b.Limits.Caps, b.Limits.QuietHours, b.Limits.MinutesBetween = nil, nil, 0
		b.Touchpoint("five-questions").Day, _ = b.Frame.Retain.DaysUntil(date)
		got := map[string]string{}
		s := mustPlan(t, b, w).Schedule(w)
		for _, person := range []string{"ada", "cleo", "p0"} { // Ferrara, Utrecht, Galway
			for one, err := range s.For(person) {
				require.NoError(t, err)
				if one.Touchpoint == "five-questions" {
					got[person] = one.At.Format("01-02")
					if one.At.Format("2006-01-02") != string(date) {
						require.Contains(t, one.Why, "holiday")
					}
				}
			}
		}
		return got
	}
	require.Equal(t, map[string]string{"ada": "04-27", "cleo": "04-28", "p0": "04-27"}, on("2027-04-27"), "King’s Day")
	require.Equal(t, map[string]string{"ada": "06-03", "cleo": "06-02", "p0": "06-02"}, on("2027-06-02"), "Festa della Repubblica")
	require.Equal(t, map[string]string{"ada": "05-03", "cleo": "05-04", "p0": "05-04"}, on("2027-05-03"), "stocktaking; May bank holiday")
}

func TestAValueThatIsACodeOfARegionNeedsNoMapping(t *testing.T) {
	p := campaign.Places{Regions: []campaign.PlaceRegion{{Place: "north", Region: "de-hh"}, {Place: "IT", Region: "at"}}, Region: "fr"}
	for place, want := range map[string]string{"north": "de-hh", "IT": "at", "NL": "nl", "ie": "ie", "south": "fr", "": "fr"} {
		require.Equal(t, want, p.RegionOf(place), place)
	}
	require.Empty(t, (&campaign.Places{}).RegionOf("south"))
}

func TestEveryRegionOfTheLibraryCanBePlanned(t *testing.T) {
	b := withLimits(t)
	for _, region := range holidays.Regions() {
		b.Limits.Places = &campaign.Places{Region: region}
		b.Limits.DaysOff = nil
		require.Empty(t, b.Check(), region)
	}
}

func TestWhatDoesNotComeSaysWhyInEveryLanguage(t *testing.T) {
	b, w := withLimits(t), people(t)
	b.Limits.Caps = []campaign.Cap{{PerCampaign: new(1)}}
	p := mustPlan(t, b, w)
	s := p.Schedule(w)
	withheld := map[string]string{}
	for person := range w.People() {
		for one, err := range s.Withheld(person.ID) {
			require.NoError(t, err)
			withheld[one.Touchpoint] = one.Not
			require.Equal(t, "not:"+one.Not, one.Why[len(one.Why)-1])
			for _, l := range engagement.Languages() {
				said := p.Explain(one.Why, l)
				require.Equal(t, campaign.Obstacles(l)[one.Not], said[len(said)-1])
			}
			for sent, err := range s.For(person.ID) {
				require.NoError(t, err)
				require.NotEqual(t, one.Touchpoint, sent.Touchpoint)
				require.Empty(t, sent.Not)
			}
		}
	}
	require.Equal(t, map[string]string{"five-questions": "cap"}, withheld)
	for _, l := range engagement.Languages() {
		for code, sentence := range campaign.Obstacles(l) {
			require.Equal(t, []string{sentence}, p.Explain([]string{"not:" + code}, l))
		}
	}
	for _, err := range s.Withheld("nobody") {
		require.ErrorIs(t, err, campaign.ErrUnknownPerson)
	}
}

func TestWhereAddressesAreKnownAnEMailComesOnlyToWhoHasOne(t *testing.T) {
	list := []audience.Person{{ID: "with", Email: "with@example.org", Hired: "2027-01-20"}, {ID: "without", Hired: "2027-01-20"}}
	w, _ := audience.NewWorkforce(list)
	p := mustPlan(t, good(t), w)
	require.Contains(t, ids(collect(t, p, w, "with"), "five"), "five-questions")
	require.NotContains(t, ids(collect(t, p, w, "without"), "five"), "five-questions")
	for one, err := range p.Schedule(w).Withheld("without") {
		require.NoError(t, err)
		require.Equal(t, "noReach", one.Not)
		require.Equal(t, "email", one.Channel)
	}
	list[0].Email = ""
	w, _ = audience.NewWorkforce(list)
	require.Contains(t, ids(collect(t, p, w, "without"), "five"), "five-questions", "the host did not tell addresses")
}

func TestCapsHoldOverAllCampaignsTogether(t *testing.T) {
	b, w := withLimits(t), people(t)
	b.Limits.Caps, b.Limits.MinutesBetween = []campaign.Cap{{PerDay: new(1)}}, 0
	s := mustPlan(t, b, w).Schedule(w)
	var mail campaign.Item
	for one, err := range s.For("p0") {
		require.NoError(t, err)
		if one.Channel == "email" {
			mail = one
			break
		}
	}
	require.NotEmpty(t, mail.Touchpoint)
	asked := map[string]int{}
	beside := s.Beside(func(person string) []campaign.Sent {
		asked[person]++
		if person != "p0" {
			return nil
		}
		return []campaign.Sent{{At: mail.At.Add(-3 * time.Hour).UTC()}}
	})
	for person := range w.People() {
		require.Equal(t, 1, asked[person.ID])
	}
	moved := item(t, slices.Collect(sent(t, beside, "p0")), mail.Touchpoint)
	require.Greater(t, moved.At.Format(time.DateOnly), mail.At.Format(time.DateOnly))
	require.Contains(t, moved.Why, "capped")
	require.Equal(t, slices.Collect(sent(t, s, "p1")), slices.Collect(sent(t, beside, "p1")), "others are not touched")
	require.Equal(t, moved, item(t, slices.Collect(sent(t, beside.At(time.Time{}, func(string) []campaign.Fact { return nil }), "p0")), mail.Touchpoint))
}

func sent(t *testing.T, s *campaign.Schedule, person string) func(func(campaign.Item) bool) {
	return func(yield func(campaign.Item) bool) {
		for one, err := range s.For(person) {
			require.NoError(t, err)
			if !yield(one) {
				return
			}
		}
	}
}

func TestAManagerWhoseBriefingMovesKeepsTheTeamWaiting(t *testing.T) {
	b, w := withLimits(t), people(t)
	s := mustPlan(t, b, w).Schedule(w)
	before := s.Briefed("p1")
	require.NotEmpty(t, before)
	busy := s.Beside(func(person string) []campaign.Sent {
		if person != "cleo" {
			return nil
		}
		var all []campaign.Sent
		for day := before; day < before.AddDays(4); day = day.AddDays(1) {
			at, err := time.Parse(time.DateOnly, string(day))
			require.NoError(t, err)
			all = append(all, campaign.Sent{At: at.Add(12 * time.Hour)})
		}
		return all
	})
	require.Greater(t, busy.Briefed("p1"), before)
	for one := range sent(t, busy, "p1") {
		require.Greater(t, one.At.Format(time.DateOnly), string(busy.Briefed("p1")))
	}
	require.Equal(t, before, s.Briefed("p1"), "the schedule without them is as it was")
}

func TestBriefingsAndObligationsHaveTheRoomThatCapsLeave(t *testing.T) {
	b, w := good(t), people(t)
	b.Limits = &campaign.Limits{Caps: []campaign.Cap{{PerDay: new(1)}}}
	like := *b.Touchpoint("five-questions")
	like.ID, like.Time = "later", "16:00"
	b.Touchpoints = append(b.Touchpoints, like)
	b.Touchpoint("later").Proposition = b.Touchpoint("five-questions").Proposition
	at := func() (first, second time.Time) {
		items := collect(t, mustPlan(t, b, w), w, "p0")
		return item(t, items, "five-questions").At, item(t, items, "later").At
	}
	first, second := at()
	require.True(t, first.Before(second))
	b.Touchpoint("later").Priority = campaign.HighPriority
	first, second = at()
	require.True(t, second.Before(first), "the one with priority is sent on its day")
	b.Touchpoint("five-questions").Priority = campaign.HighPriority
	b.Touchpoint("later").Priority = ""
	first, second = at()
	require.True(t, first.Before(second))
	b.Touchpoint("five-questions").Priority = ""
	duty := *b.Proposition(b.Touchpoint("later").Proposition)
	duty.ID, duty.Reasons = "duty", []engagement.Reason{engagement.Obligation}
	b.Propositions = append(b.Propositions, duty)
	b.Touchpoint("later").Proposition = "duty"
	first, second = at()
	require.True(t, second.Before(first), "an obligation is sent on its day")
}

func TestThePlanCountsWhomLimitsLetItReach(t *testing.T) {
	list := []audience.Person{{ID: "boss"}}
	for i := range 23 {
		site := []string{"utrecht", "ferrara"}[min(i/12, 1)]
		list = append(list, audience.Person{ID: "n" + strconv.Itoa(i), Manager: "boss", Traits: map[string]any{"site": site}})
	}
	w, _ := audience.NewWorkforce(list)
	plan := func(days int) *campaign.Plan {
		b := withLimits(t)
		b.Limits.Caps, b.Limits.MinutesBetween = nil, 0
		five := b.Touchpoint("five-questions")
		five.Day, _ = b.Frame.Retain.DaysUntil("2027-04-27") // King's Day
		five.Days = days
		return mustPlan(t, b, w)
	}
	count := func(p *campaign.Plan) int {
		for _, one := range p.Touchpoints {
			if one.ID == "five-questions" {
				return *one.People
			}
		}
		return 0
	}
	require.Equal(t, 25, count(plan(2)))
	require.Empty(t, ofFamily(plan(2).Advice, "OSM-LIMIT"))
	closed := plan(1)
	require.Equal(t, 10, count(closed), "the twelve in Utrecht are at home")
	found := ofFamily(closed.Advice, "OSM-LIMIT")
	require.Len(t, found, 1)
	require.Equal(t, "OSM-LIMIT-011", found[0].Code)
	require.Equal(t, "five-questions", found[0].Found)
	require.Contains(t, found[0].Message.En, "about 10 people")
	requireWhole(t, found[0])

	few, _ := audience.NewWorkforce(slices.Concat(list[:5], list[14:]))
	b := closed.Brief
	require.Empty(t, ofFamily(mustPlan(t, &b, few).Advice, "OSM-LIMIT"), "nothing is said of four people")
}

func TestCapsThatKeepMuchFromManyAreSaid(t *testing.T) {
	b, w := withLimits(t), people(t)
	b.Limits.Caps = []campaign.Cap{{Channels: []string{"email", "intranet"}, PerCampaign: new(1)}}
	b.Limits.Places.Regions = b.Limits.Places.Regions[:2]
	found := ofFamily(mustPlan(t, b, w).Advice, "OSM-LIMIT")
	var codes []string
	for _, f := range found {
		codes = append(codes, f.Code+" "+f.Path)
		requireWhole(t, f)
		require.NotEmpty(t, f.Do.It)
	}
	require.Contains(t, codes, "OSM-LIMIT-008 /limits/places/regions", "nobody said where Galway is")
	require.Contains(t, codes, "OSM-LIMIT-009 /limits/caps/0/channels/1", "a page pushes nothing")
	i := slices.IndexFunc(b.Touchpoints, func(one campaign.Touchpoint) bool { return one.ID == "five-questions" })
	require.Contains(t, codes, "OSM-LIMIT-010 /touchpoints/"+strconv.Itoa(i))
}

// The page runs the same program: what the host schedules, it would too.
func TestTheEngineInThePageKeepsTheSameLimits(t *testing.T) {
	b, w := withLimits(t), people(t)
	b.Limits.Caps = []campaign.Cap{{PerWeek: new(1)}}
	p := mustPlan(t, b, w)
	var e exchange.Engine
	require.Contains(t, string(e.Call("load", append(p.AppendProgram([]byte(`{"osmosi":"bundle/v1","program":`)), '}'))), "loaded")
	s := p.Schedule(w)
	for person := range w.People() {
		request := []byte(`{"profile":` + string(person.Profile(w.Reports(person.ID) > 0, b.Frame.Inform, b.Traits)) + `,"workDays":` + strconv.Itoa(int(person.WorkDays)))
		if briefed := s.Briefed(person.ID); briefed != "" {
			request = append(request, `,"briefed":"`+string(briefed)+`"`...)
		}
		request = append(request, '}')
		for call, items := range map[string]func(func(campaign.Item, error) bool){"schedule": s.For(person.ID), "withheld": s.Withheld(person.ID)} {
			var answer, want []string
			var told []struct {
				Touchpoint, Day, Time string
				Why                   []string
			}
			require.NoError(t, json.Unmarshal(e.Call(call, request), &told))
			for _, one := range told {
				answer = append(answer, one.Touchpoint+" "+one.Day+"T"+one.Time+" "+strings.Join(one.Why, " "))
			}
			for one, err := range items {
				require.NoError(t, err)
				want = append(want, one.Touchpoint+" "+one.At.Format("2006-01-02T15:04")+" "+strings.Join(one.Why, " "))
			}
			require.Equal(t, want, answer, "%s of %s", call, person.ID)
		}
	}
	for _, l := range engagement.Languages() {
		for _, code := range []string{"holiday", "quietHours", "capped", "spaced"} {
			require.NotEmpty(t, p.Explanations(l)[code], "the page can say %s", code)
		}
	}
}
