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

// A sequence with every kind of step, among what limits hold to. Nothing here
// shrinks what fails: a case is its seed, and is small anyway.
func (c chance) journey() *Program {
	p := &Program{Campaign: "c", Start: 0, End: 100, Propositions: []Proposition{{ID: "q", Segment: Everyone}, {ID: "r", Segment: Everyone}}}
	p.Limits = &Limits{Gap: c.IntN(3) * 45, Places: []Place{{Off: []civil.Day{8, 9, 15, 22, 23}}}}
	if c.IntN(2) == 0 {
		p.Limits.QuietFrom, p.Limits.QuietTo = 20*60, 7*60+30
	}
	if c.IntN(2) == 0 {
		p.Limits.Caps = append(p.Limits.Caps, Cap{Day: 1 + c.IntN(2)}, Cap{Week: 2 + c.IntN(4)})
	}
	outcomes := []string{OutcomeClicked, OutcomeStarted, OutcomeAnswered, OutcomeDismissed, OutcomeCompleted}
	for series := range 1 + c.IntN(2) {
		id := "s" + strconv.Itoa(series)
		first := Touchpoint{ID: id, Proposition: series, Segment: Everyone, Day: civil.Day(1 + c.IntN(20)), Minute: c.IntN(minutesPerDay), Until: 90, Push: true, Rank: c.IntN(3), Step: 1}
		p.Touchpoints = append(p.Touchpoints, first)
		for n := 2; n < 3+c.IntN(6); n++ {
			t := first
			t.ID, t.Step, t.Day = id+".step-"+strconv.Itoa(n), n, first.Day+civil.Day(n)
			switch c.IntN(3) {
			case 0:
				t.Delay = 1 + c.IntN(5)
			case 1:
				t.WorkDelay = 1 + c.IntN(3)
			default:
				t.Soon = c.IntN(2) == 0
				t.Wait, t.WaitDays = outcomes[c.IntN(5)], 1+c.IntN(6)
			}
			switch c.IntN(5) {
			case 0:
				if t.Wait == "" {
					t.After = append(outcomes, OutcomeNone)[c.IntN(6)]
				}
			case 1:
				t.When = &Condition{}
				t.When.Expr, _ = ParseExpr(light.Value{Kind: light.Object, Names: []string{"a"}, List: []light.Value{light.FlagOf(c.IntN(2) == 0)}})
			case 2:
				t.Instead = 1 + c.IntN(n-1)
			}
			p.Touchpoints = append(p.Touchpoints, t)
		}
	}
	return p
}

func (c chance) facts(until int) (facts []Fact) {
	for range c.IntN(8) {
		at := c.IntN(until + 5*minutesPerDay)
		if c.IntN(12) == 0 {
			at = -c.IntN(40000) // a clock that is wrong
		}
		day, minute := split(at)
		facts = append(facts, Fact{What: []string{OutcomeClicked, OutcomeStarted, OutcomeAnswered, OutcomeDismissed, OutcomeCompleted}[c.IntN(5)], Proposition: []string{"q", "r"}[c.IntN(2)], Day: day, Minute: minute})
	}
	return facts
}

// A host lives through a campaign: it looks at odd times, learns of things late
// and in any order, and sends and records what is due. Whatever happens, nobody
// is disturbed when they must not be, and nothing comes twice or after the goal.
func TestWhateverHappensJourneysKeepTheirPromises(t *testing.T) {
	sentInAll, exits, waited, timed := 0, 0, 0, 0
	for seed := range uint64(500) {
		c := chance{rand.New(rand.NewPCG(seed, 77))}
		p := c.journey()
		person := Person{Profile: light.Value{Kind: light.Object, Names: []string{"a"}, List: []light.Value{light.FlagOf(c.IntN(2) == 0)}}, WorkDays: WorkDays(c.IntN(128)), Briefed: civil.Day(c.IntN(12)), Cascade: Cascade(c.IntN(3))}
		work := person.WorkDays
		if work == 0 {
			work = Weekdays
		}
		happens := c.facts(60 * minutesPerDay)
		var sent []Fact
		came := map[int]Fact{}
		for now := 1 + c.IntN(2000); now < 100*minutesPerDay; now += 1 + c.IntN(4*minutesPerDay) {
			clock := now
			if c.IntN(10) == 0 {
				clock = max(1, now-c.IntN(20*minutesPerDay)) // a clock set back for once
			}
			person.Now = clock
			person.Facts = slices.Concat(happens, sent, sent)
			c.Shuffle(len(person.Facts), func(i, j int) {
				person.Facts[i], person.Facts[j] = person.Facts[j], person.Facts[i]
			})
			items, withheld := p.Account(person)
			slices.Reverse(person.Facts)
			again, _ := p.Account(person)
			require.Equal(t, items, again, "seed %d: the order of facts", seed)
			seen := map[int]bool{}
			for _, d := range slices.Concat(items, withheld) {
				require.False(t, seen[d.Touchpoint], "seed %d: twice", seed)
				seen[d.Touchpoint] = true
			}
			known := record{program: p, deeds: p.record(&person).deeds}
			for i := range items {
				d := &items[i]
				touchpoint := &p.Touchpoints[d.Touchpoint]
				of := touchpoint.Proposition
				if d.Sent {
					fact := came[d.Touchpoint]
					require.Equal(t, fact.Moment(), d.moment(), "seed %d: what was sent stays", seed)
					continue
				}
				waited, timed = waited+b2i(d.Waited), timed+b2i(d.TimedOut)
				require.Equal(t, d.Day, work.Next(d.Day), "seed %d: a day off", seed)
				require.NotContains(t, p.Limits.Places[0].Off, d.Day, "seed %d: a holiday", seed)
				minute, _ := p.Limits.quiet(d.Minute)
				require.Equal(t, minute, d.Minute, "seed %d: quiet hours", seed)
				require.True(t, person.Briefed == 0 || d.Day > person.Briefed, "seed %d: before the manager", seed)
				require.True(t, !known.by(of, OutcomeCompleted, d.moment()) || touchpoint.After == OutcomeCompleted || touchpoint.Wait == OutcomeCompleted, "seed %d: after completion", seed)
				requireRoom(t, p, &person, items, i, seed)
				if clock == now && d.moment() <= now {
					require.NotContains(t, came, d.Touchpoint, "seed %d: sent again", seed)
					fact := Fact{What: FactSent, Touchpoint: touchpoint.ID, Day: d.Day, Minute: d.Minute}
					came[d.Touchpoint] = fact
					sent = append(sent, fact)
				}
			}
			for _, d := range withheld {
				exits += b2i(d.Not == Completed)
				require.NotZero(t, d.Not)
			}
		}
		sentInAll += len(sent)
	}
	for what, n := range map[string]int{"sent": sentInAll, "ended by the goal": exits, "waited": waited, "timed out": timed} {
		require.Greater(t, n, 20, what)
	}
}

// What happens later does not change what came before: with room for all, each
// item up to a moment is the same whatever follows.
func TestWhatComesDoesNotDependOnWhatHappensLater(t *testing.T) {
	for seed := range uint64(3000) {
		c := chance{rand.New(rand.NewPCG(seed, 78))}
		p := c.journey()
		p.Limits.Caps, p.Limits.Gap = nil, 0
		person := Person{Profile: light.Value{Kind: light.Object}, WorkDays: WorkDays(c.IntN(128)), Facts: c.facts(40 * minutesPerDay)}
		all := p.Schedule(person)
		moment := 1 + c.IntN(40*minutesPerDay)
		person.Now = moment
		upTo := func(items []Due) (list []string) {
			for _, d := range items {
				if d.moment() <= moment {
					list = append(list, p.Touchpoints[d.Touchpoint].ID+" "+strconv.Itoa(d.moment()))
				}
			}
			return list
		}
		require.Equal(t, upTo(all), upTo(p.Schedule(person)), "seed %d", seed)
	}
}

func b2i(is bool) int {
	if is {
		return 1
	}
	return 0
}
