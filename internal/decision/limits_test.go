package decision

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// limited is one proposition and a touchpoint on each given day that pushes
// at 10:00; the first day of 1970 with number 4 is a Monday.
func limited(l Limits, days ...civil.Day) *Program {
	p := &Program{Start: 0, End: 60, Propositions: []Proposition{{ID: "q", Segment: Everyone}}, Limits: &l}
	for i, day := range days {
		p.Touchpoints = append(p.Touchpoints, Touchpoint{ID: string(rune('a' + i)), Segment: Everyone, Channel: "email", Day: day, Minute: 600, Until: 60, Push: true})
	}
	return p
}

func TestQuietHours(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to int
		at       int
		want     int
		nextDay  bool
	}{
		{"before those within a day", 600, 660, 599, 599, false},
		{"at their beginning", 600, 660, 600, 660, false},
		{"at their end", 600, 660, 660, 660, false},
		{"across midnight, in the evening", 1200, 420, 1200, 420, true},
		{"across midnight, before dawn", 1200, 420, 0, 420, false},
		{"across midnight, by day", 1200, 420, 600, 600, false},
		{"until midnight", 1200, 0, 1439, 0, true},
		{"until midnight, by day", 1200, 0, 0, 0, false},
		{"none", 0, 0, 0, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := Limits{QuietFrom: c.from, QuietTo: c.to}
			to, nextDay := l.quiet(c.at)
			require.Equal(t, c.want, to)
			require.Equal(t, c.nextDay, nextDay)
		})
	}
}

func TestLimitsMoveOrWithholdAndSayWhy(t *testing.T) {
	holiday := []Place{{Off: []civil.Day{4}}}
	for _, c := range []struct {
		name   string
		change func(p *Program)
		person Person
		days   []civil.Day
		want   string
		not    string
	}{
		{"nothing to say", func(p *Program) {}, Person{}, []civil.Day{4}, "a 01-05 10:00", ""},
		{"a holiday", func(p *Program) { p.Limits.Places = holiday }, Person{}, []civil.Day{4}, "a 01-06 10:00 holiday", ""},
		{"a holiday on its last day", func(p *Program) { p.Limits.Places, p.Touchpoints[0].Until = holiday, 4 }, Person{}, []civil.Day{4}, "", "a 01-05 not:holiday"},
		{"a holiday on a page", func(p *Program) { p.Limits.Places, p.Touchpoints[0].Push = holiday, false }, Person{}, []civil.Day{4}, "a 01-05 10:00", ""},
		{"a holiday on a page that sets a moment to learn", func(p *Program) {
			p.Limits.Places, p.Touchpoints[0].Push, p.Touchpoints[0].Occasion = holiday, false, OccasionMoment
		}, Person{}, []civil.Day{4}, "a 01-06 10:00 holiday", ""},
		{"a holiday for whoever works on Mondays only", func(p *Program) { p.Limits.Places = holiday }, Person{WorkDays: 1}, []civil.Day{4}, "a 01-12 10:00 moved holiday", ""},
		{"a manager who is briefed on its last day", func(p *Program) { p.Touchpoints[0].Until = 5 }, Person{Briefed: 5}, []civil.Day{4}, "", "a 01-05 not:managerNotBriefed"},
		{"a briefing after its last day, since the team waits", func(p *Program) { p.Touchpoints[0].Until, p.Touchpoints[0].Briefing = 4, true }, Person{WorkDays: 2}, []civil.Day{4}, "a 01-06 10:00 moved", ""},
		{"a day off on its last day", func(p *Program) { p.Touchpoints[0].Until = 4 }, Person{WorkDays: 2}, []civil.Day{4}, "", "a 01-05 not:dayOff"},
		{"quiet hours on its last day", func(p *Program) {
			p.Touchpoints[0].Until, p.Limits.QuietFrom, p.Limits.QuietTo = 4, 540, 480
		}, Person{}, []civil.Day{4}, "", "a 01-05 not:quietHours"},
		{"quiet hours that are not for it", func(p *Program) {
			p.Touchpoints[0].Anytime, p.Limits.QuietFrom, p.Limits.QuietTo = true, 540, 480
		}, Person{}, []civil.Day{4}, "a 01-05 10:00", ""},
		{"a cap a day", func(p *Program) { p.Limits.Caps = []Cap{{Day: 1}} }, Person{}, []civil.Day{4, 4}, "a 01-05 10:00, b 01-06 10:00 capped", ""},
		{"a cap a day that drops", func(p *Program) { p.Limits.Caps, p.Touchpoints[1].Drop = []Cap{{Day: 1}}, true }, Person{}, []civil.Day{4, 4}, "a 01-05 10:00", "b 01-05 not:cap"},
		{"a cap a day, the second first in rank", func(p *Program) { p.Limits.Caps, p.Touchpoints[1].Rank = []Cap{{Day: 1}}, 3 }, Person{}, []civil.Day{4, 4}, "b 01-05 10:00, a 01-06 10:00 capped", ""},
		{"a cap a week", func(p *Program) { p.Limits.Caps = []Cap{{Week: 1}} }, Person{}, []civil.Day{4, 7}, "a 01-05 10:00, b 01-12 10:00 moved capped", ""},
		{"a cap a week, with what comes later", func(p *Program) { p.Limits.Caps, p.Touchpoints[1].Rank = []Cap{{Week: 1}}, 1 }, Person{}, []civil.Day{4, 8}, "b 01-09 10:00, a 01-16 10:00 moved capped", ""},
		{"a cap a campaign", func(p *Program) { p.Limits.Caps = []Cap{{Campaign: 1}} }, Person{}, []civil.Day{4, 8}, "a 01-05 10:00", "b 01-09 not:cap"},
		{"a cap of another channel", func(p *Program) { p.Limits.Caps = []Cap{{Channels: []string{"chat", "sms"}, Day: 1}} }, Person{}, []civil.Day{4, 4}, "a 01-05 10:00, b 01-05 10:00", ""},
		{"a cap and another campaign", func(p *Program) { p.Limits.Caps = []Cap{{Day: 1, Campaign: 1}} }, Person{Earlier: []Sent{{Day: 4}}}, []civil.Day{4}, "a 01-06 10:00 capped", ""},
		{"a cap of the channel and another campaign's channels", func(p *Program) { p.Limits.Caps = []Cap{{Channels: []string{"email"}, Day: 1}} }, Person{Earlier: []Sent{{Day: 4}, {Channel: "chat", Day: 4}}}, []civil.Day{4}, "a 01-05 10:00", ""},
		{"a distance", func(p *Program) { p.Limits.Gap = 30 }, Person{}, []civil.Day{4, 4}, "a 01-05 10:00, b 01-05 10:30 spaced", ""},
		{"a distance of days", func(p *Program) { p.Limits.Gap = 2 * minutesPerDay }, Person{}, []civil.Day{4, 5}, "a 01-05 10:00, b 01-07 10:00 spaced", ""},
		{"a distance to another campaign", func(p *Program) { p.Limits.Gap = 30 }, Person{Earlier: []Sent{{Day: 4, Minute: 615}}}, []civil.Day{4}, "a 01-05 10:45 spaced", ""},
		{"a distance beyond its last day", func(p *Program) { p.Limits.Gap, p.Touchpoints[1].Until = minutesPerDay, 4 }, Person{}, []civil.Day{4, 4}, "a 01-05 10:00", "b 01-05 not:tooClose"},
		{"a channel that does not reach", func(p *Program) {}, Person{Unreached: []string{"email"}}, []civil.Day{4}, "", "a 01-05 not:noReach"},
		{"a goal that is met", func(p *Program) { p.Touchpoints[0].Step = 1 }, Person{History: map[string]string{"q": OutcomeCompleted}}, []civil.Day{4}, "", "a 01-05 not:completed"},
		{"a step that waits", func(p *Program) { p.Touchpoints[0].Step, p.Touchpoints[0].After = 2, OutcomeStarted }, Person{}, []civil.Day{4}, "", "a 01-05 not:waiting"},
		{"a step whose message before it a cap moved", func(p *Program) {
			p.Limits.Caps = []Cap{{Day: 1}}
			p.Touchpoints[1].Step, p.Touchpoints[1].ID = 1, "s"
			p.Touchpoints[2].Step, p.Touchpoints[2].ID, p.Touchpoints[2].Delay, p.Touchpoints[2].Until = 2, "s.step-2", 1, 5
		}, Person{}, []civil.Day{4, 4, 5}, "a 01-05 10:00, s 01-06 10:00 capped", "s.step-2 01-06 not:cap"},
		{"a campaign that ends before", func(p *Program) { p.Touchpoints[0].Until, p.End = 3, 3 }, Person{}, []civil.Day{4}, "", "a 01-05 not:afterEnd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := limited(Limits{}, c.days...)
			c.change(p)
			sent, withheld := p.Account(c.person)
			require.Equal(t, c.want, told(p, sent))
			not := ""
			for i := range withheld {
				why := withheld[i].Why(p, nil)
				not += p.Touchpoints[withheld[i].Touchpoint].ID + " " + withheld[i].Day.String()[5:] + " " + why[len(why)-1]
			}
			require.Equal(t, c.not, not)
		})
	}
}

func TestDaysOffAreThoseOfTheFirstPlaceThatSuits(t *testing.T) {
	l := Limits{Place: "site", Places: []Place{{Values: []string{"u", "a"}, Off: []civil.Day{1}}, {Values: []string{"u"}, Off: []civil.Day{2}}, {Off: []civil.Day{3}}}}
	for in, want := range map[string]civil.Day{`{"site":"u"}`: 1, `{"site":"a"}`: 1, `{"site":"x"}`: 3, `{}`: 3, `{"site":["u"]}`: 3} {
		require.Equal(t, []civil.Day{want}, l.daysOff(profile(t, in)), in)
	}
	require.Empty(t, (&Limits{Place: "site", Places: l.Places[:1]}).daysOff(profile(t, `{"site":"x"}`)))
}

func TestEveryObstacleHasItsCode(t *testing.T) {
	seen := map[string]bool{"": true}
	for _, o := range Obstacles() {
		require.False(t, seen[o.String()], o)
		seen[o.String()] = true
	}
	require.Len(t, seen, int(OutsideHours)+1)
	require.Empty(t, Obstacle(200).String())
}

func TestLimitsReadBackAsTheyWereWritten(t *testing.T) {
	p := limited(Limits{QuietFrom: 1200, QuietTo: 420, Gap: 90, Place: "site", Caps: []Cap{{Day: 1, Week: 3, Campaign: 9}, {Channels: []string{"email"}, Day: 1}}, Places: []Place{{Values: []string{"u"}, Off: []civil.Day{3, 4}}, {Off: []civil.Day{5}}}}, 4)
	p.Touchpoints[0].Rank, p.Touchpoints[0].Drop = 2, true
	again, err := read(p.Append(nil))
	require.NoError(t, err)
	require.Equal(t, p.Limits, again.Limits)
	require.Equal(t, p.Touchpoints, again.Touchpoints)
	for in, want := range map[string]string{
		`{"limits":{"hours":1}}`:                    "unknown member hours",
		`{"limits":{"gap":-1}}`:                     "expected a gap of at most ten years",
		`{"limits":{"quiet":["20:00"]}}`:            "expected two times",
		`{"limits":{"quiet":["20:00","20:00"]}}`:    "expected two times",
		`{"limits":{"quiet":["20:00","24:00"]}}`:    "expected a time",
		`{"limits":{"caps":[{"year":1}]}}`:          "unknown member year",
		`{"limits":{"caps":[{"week":0}]}}`:          "expected a cap of one at least",
		`{"limits":{"places":[{"off":["x"]}]}}`:     "expected a date",
		`{"limits":{"places":[{"closed":["x"]}]}}`:  "unknown member closed",
		`{"touchpoints":[{"rank":4}]}`:              "expected a rank",
		`{"touchpoints":[{"id":"t","push":"yes"}]}`: "expected true or false",
	} {
		_, err := read([]byte(in))
		require.ErrorContains(t, err, want, in)
	}
}

// chance makes programs, limits and people at random.
type chance struct{ *rand.Rand }

func (c chance) program() *Program {
	p := &Program{Start: 0, End: civil.Day(20 + c.IntN(60)), Limits: &Limits{}}
	l := p.Limits
	if c.IntN(3) > 0 {
		l.QuietFrom, l.QuietTo = c.IntN(1440), c.IntN(1440)
	}
	if c.IntN(3) == 0 {
		l.Gap = c.IntN(4000)
	}
	for _, channels := range [][]string{nil, {"email"}, {"chat"}, {"email", "chat"}} {
		if c.IntN(2) == 0 {
			l.Caps = append(l.Caps, Cap{Channels: channels, Day: c.IntN(3), Week: c.IntN(5), Campaign: c.IntN(3) * 6})
		}
	}
	l.Place = "site"
	for _, values := range [][]string{{"u"}, {"f", "g"}, nil} {
		place := Place{Values: values}
		for range c.IntN(12) {
			place.Off = append(place.Off, civil.Day(c.IntN(80)))
		}
		l.Places = append(l.Places, place)
	}
	for i := range 4 {
		p.Propositions = append(p.Propositions, Proposition{ID: "q" + strconv.Itoa(i), Managers: i == 0, Segment: Everyone})
	}
	for i := range c.IntN(25) {
		t := Touchpoint{
			ID: "t" + strconv.Itoa(i), Channel: []string{"email", "chat", "page"}[c.IntN(3)], Proposition: c.IntN(4), Segment: Everyone,
			Day: civil.Day(c.IntN(int(p.End))), Minute: c.IntN(1440), Rank: c.IntN(Ranks), Drop: c.IntN(4) == 0, Anytime: c.IntN(5) == 0,
		}
		t.Push, t.Briefing = t.Channel != "page", t.Proposition == 0 && c.IntN(2) == 0
		t.Until = t.Day + civil.Day(c.IntN(30))
		if c.IntN(5) == 0 {
			t.Step = 1
			t.ID = "s" + strconv.Itoa(i)
		}
		p.Touchpoints = append(p.Touchpoints, t)
		if t.Step == 1 {
			t.ID, t.Step, t.Delay = t.ID+".step-2", 2, 1+c.IntN(9)
			t.Day += civil.Day(t.Delay)
			t.Until += civil.Day(t.Delay)
			p.Touchpoints = append(p.Touchpoints, t)
		}
	}
	slices.SortStableFunc(p.Touchpoints, func(a, b Touchpoint) int { return int(a.Day)*1440 + a.Minute - int(b.Day)*1440 - b.Minute })
	return p
}

func (c chance) person() Person {
	site := []string{"u", "f", "g", "x"}[c.IntN(4)]
	person := Person{
		Profile:  light.Value{Kind: light.Object, Names: []string{TraitManager, "site"}, List: []light.Value{light.FlagOf(c.IntN(2) == 0), light.TextOf(site)}},
		WorkDays: WorkDays(c.IntN(128)), Briefed: civil.Day(c.IntN(10)), History: map[string]string{},
	}
	for i := range 4 {
		if c.IntN(3) == 0 {
			person.History["q"+strconv.Itoa(i)] = []string{OutcomeStarted, OutcomeCompleted}[c.IntN(2)]
		}
	}
	for range c.IntN(8) {
		person.Earlier = append(person.Earlier, Sent{Channel: []string{"", "email", "chat"}[c.IntN(3)], Day: civil.Day(c.IntN(80)), Minute: c.IntN(1440)})
	}
	return person
}

func TestWhateverTheLimitsAreTheyHold(t *testing.T) {
	pushed, kept := 0, map[string]int{}
	for seed := range uint64(3000) {
		c := chance{rand.New(rand.NewPCG(seed, 004))}
		p, person := c.program(), c.person()
		sent, withheld := p.Account(person)
		require.Equal(t, sent, p.Schedule(person), "seed %d", seed)
		off := p.Limits.daysOff(person.Profile)
		work := person.WorkDays
		if work == 0 {
			work = Weekdays
		}
		seen := map[int]bool{}
		for _, d := range slices.Concat(sent, withheld) {
			require.False(t, seen[d.Touchpoint], "seed %d: twice", seed)
			seen[d.Touchpoint] = true
		}
		for i := range p.Touchpoints {
			q := &p.Propositions[p.Touchpoints[i].Proposition]
			require.Equal(t, !q.Managers || person.Profile.Member(TraitManager).Flag, seen[i], "seed %d: %d is sent or withheld", seed, i)
		}
		for i, d := range sent {
			touchpoint := &p.Touchpoints[d.Touchpoint]
			require.True(t, i == 0 || !d.before(&sent[i-1]), "seed %d: in order", seed)
			require.Equal(t, d.Day, work.Next(d.Day), "seed %d: a day off", seed)
			require.True(t, person.Briefed == 0 || d.Day > person.Briefed, "seed %d: before the manager", seed)
			require.True(t, d.Day <= p.End && (touchpoint.Briefing || d.Day <= touchpoint.Until), "seed %d: after its last day", seed)
			require.GreaterOrEqual(t, int(d.Day)*1440+d.Minute, int(touchpoint.Day)*1440+min(touchpoint.Minute, d.Minute), "seed %d: early", seed)
			if touchpoint.Step > 0 {
				require.NotEqual(t, OutcomeCompleted, person.History[p.Propositions[touchpoint.Proposition].ID], "seed %d: after completion", seed)
			}
			if touchpoint.Step == 2 {
				for _, e := range sent {
					if other := &p.Touchpoints[e.Touchpoint]; other.Step == 1 && other.ID+".step-2" == touchpoint.ID {
						require.GreaterOrEqual(t, d.Day, e.Day+civil.Day(touchpoint.Delay), "seed %d: too soon after the message before it", seed)
					}
				}
			}
			if touchpoint.Push {
				pushed++
				require.NotContains(t, off, d.Day, "seed %d: a holiday", seed)
				minute, _ := p.Limits.quiet(d.Minute)
				require.True(t, touchpoint.Anytime || d.Minute == minute, "seed %d: quiet hours", seed)
				requireRoom(t, p, &person, sent, i, seed)
			}
		}
		for _, d := range withheld {
			require.NotZero(t, d.Not)
			kept[d.Not.String()]++
		}
	}
	require.Greater(t, pushed, 10000)
	for _, o := range Obstacles() {
		if o != Unreached && o != Waiting && o <= AfterEnd {
			require.Greater(t, kept[o.String()], 5, o.String())
		}
	}
}

// requireRoom counts anew, with no regard to how the schedule does.
func requireRoom(t *testing.T, p *Program, person *Person, sent []Due, i int, seed uint64) {
	all := slices.Clone(person.Earlier)
	own := []string{}
	for j, d := range sent {
		if other := &p.Touchpoints[d.Touchpoint]; other.Push {
			own = append(own, other.Channel)
			if j != i {
				all = append(all, Sent{other.Channel, d.Day, d.Minute})
			}
		}
	}
	d := sent[i]
	for _, s := range all {
		apart := int(d.Day)*1440 + d.Minute - int(s.Day)*1440 - s.Minute
		require.GreaterOrEqual(t, max(apart, -apart), p.Limits.Gap, "seed %d: too close", seed)
	}
	for _, c := range p.Limits.Caps {
		if len(c.Channels) > 0 && !slices.Contains(c.Channels, p.Touchpoints[d.Touchpoint].Channel) {
			continue
		}
		inCampaign := 0
		for _, channel := range own {
			if len(c.Channels) == 0 || slices.Contains(c.Channels, channel) {
				inCampaign++
			}
		}
		within := func(from, to civil.Day) int {
			n := 1
			for _, s := range all {
				if s.Day >= from && s.Day <= to && (len(c.Channels) == 0 || slices.Contains(c.Channels, s.Channel)) {
					n++
				}
			}
			return n
		}
		require.True(t, c.Day == 0 || within(d.Day, d.Day) <= c.Day, "seed %d: over the cap of a day", seed)
		for from := d.Day - 6; from <= d.Day; from++ {
			require.True(t, c.Week == 0 || within(from, from+6) <= c.Week, "seed %d: over the cap of a week", seed)
		}
		require.True(t, c.Campaign == 0 || inCampaign <= c.Campaign, "seed %d: over the cap of the campaign", seed)
	}
}

func TestLimitsThatLimitNothingChangeNothing(t *testing.T) {
	for seed := range uint64(300) {
		c := chance{rand.New(rand.NewPCG(seed, 002))}
		p, person := c.program(), c.person()
		for i := range p.Touchpoints {
			p.Touchpoints[i].Rank = 1
		}
		p.Limits = &Limits{}
		with := p.Schedule(person)
		p.Limits = nil
		require.Equal(t, p.Schedule(person), with, "seed %d", seed)
	}
}

// Nobody is worse off for a cap that leaves more room: the first ranks come
// first, whatever the others are.
func TestWhatIsOfALowerRankTakesNoRoomFromAHigherOne(t *testing.T) {
	for seed := range uint64(500) {
		c := chance{rand.New(rand.NewPCG(seed, 003))}
		p, person := c.program(), c.person()
		of := func(p *Program) map[string]Due {
			high := map[string]Due{}
			for _, d := range p.Schedule(person) {
				if t := &p.Touchpoints[d.Touchpoint]; t.Rank == Ranks-1 {
					d.Touchpoint = 0
					high[t.ID] = d
				}
			}
			return high
		}
		with := of(p)
		p.Touchpoints = slices.DeleteFunc(p.Touchpoints, func(t Touchpoint) bool { return t.Rank < Ranks-1 })
		require.Equal(t, of(p), with, "seed %d", seed)
	}
}
