package campaign

import (
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/mix"
)

// PlannedMix is the choice of channels that reaches most people within the
// budget. Each person counts once: in the first segment, in order of
// precedence, of which some channel says that it reaches it. Reaches overlap by
// chance: the brief tells which share each channel reaches, not whom. Shares
// rest on those of the brief and on counts as the plan shows them. Source: seed
// 004.
type PlannedMix struct {
	// Budget that was given, in euros.
	Budget float64 `json:"budget"`
	// Cost of the chosen channels together, in euros.
	Cost float64 `json:"cost"`
	// People who count, rounded to a multiple of five.
	People int `json:"people"`
	// Share of these people that the chosen channels reach.
	Share float64 `json:"share"`
	// Bound is the share that any allowed choice reaches at most: the same where the choice is proven to be the best.
	Bound float64 `json:"bound"`
	// Chosen are the IDs of the channels, in the order of the brief.
	Chosen []string `json:"chosen"`
	// Segments are the shares that the chosen channels reach.
	Segments []audience.Reach `json:"segments"`
	// LeftOut are the other channels, and why.
	LeftOut []LeftOutChannel `json:"leftOut,omitempty"`
	// Curve is the best reach with other budgets, up to twice this one or the cost of all channels.
	Curve []MixPoint `json:"curve"`
	// Unmet are the terms that the mix does not meet, because none can or not together with the others.
	Unmet []UnmetTerm `json:"unmet,omitempty"`
}

// LeftOutChannel is a channel that is not in the mix.
type LeftOutChannel struct {
	// Channel is its ID.
	Channel string `json:"channel"`
	// Adds is the share of people that it would add to those whom the chosen channels reach.
	Adds float64 `json:"adds"`
	// Reason why it is left out.
	Reason mix.Reason `json:"reason"`
}

// MixPoint is the best reach with a budget.
type MixPoint struct {
	// Budget in euros.
	Budget float64 `json:"budget"`
	// Share of people reached.
	Share float64 `json:"share"`
}

// UnmetTerm is a term of the mix that is not met.
type UnmetTerm struct {
	// Term that it is.
	Term mix.Term `json:"term"`
	// Segment that it is about.
	Segment string `json:"segment"`
	// Best is the share that a mix could reach that serves this segment alone; 0 for the term of an offline channel.
	Best float64 `json:"best"`
}

// searchNodes limits the search for a mix, so that a plan is made in moments;
// beyond it the mix has a bound.
const searchNodes = 5000

// curveSteps are how many budgets the curve has beside nothing and the budget.
const curveSteps = 12

// throng counts each person in the first segment that a channel reaches.
type throng struct {
	reached []bool // of each segment: whether a channel says that it reaches it
	people  []int
	offline []int // of them without an e-mail address
	emailed bool  // whether anyone's e-mail address is known; where none is, the host did not give them
}

func newThrong(b *Brief) throng {
	n := len(b.Segments)
	t := throng{reached: make([]bool, n), people: make([]int, n), offline: make([]int, n)}
	for i, s := range b.Segments {
		t.reached[i] = slices.ContainsFunc(b.Channels, func(c audience.Channel) bool { return share(&c, s.ID) > 0 })
	}
	return t
}

// see counts one person, who is in some segments.
func (t *throng) see(person *audience.Person, in []bool) {
	t.emailed = t.emailed || person.Email != ""
	for i := range in {
		if in[i] && t.reached[i] {
			t.people[i]++
			if person.Email == "" {
				t.offline[i]++
			}
			return
		}
	}
}

// unseen is how much a segment weighs in which nobody counts: next to nothing,
// so that a least reach can be asked of it.
const unseen = 0.001

// chooseMix chooses the channels where the brief says what they cost and what there
// is to spend; nil where it does not, or where nobody counts.
func (p *Plan) chooseMix(c *crowd) *PlannedMix {
	b := &p.Brief
	if b.Mix == nil || !b.priced() {
		return nil
	}
	problem := mix.Problem{Budget: b.Mix.Budget}
	made := &PlannedMix{Budget: b.Mix.Budget}
	total := 0.0
	for _, ch := range b.Channels {
		total += ch.Cost
		problem.Channels = append(problem.Channels, mix.Channel{
			Cost: ch.Cost, Capacity: float64(ch.Capacity), Offline: ch.Offline, MustHave: slices.Contains(b.Mix.MustHave, ch.ID),
		})
	}
	var segments []string // of the groups
	all := 0.0
	for i, s := range b.Segments {
		if !c.throng.reached[i] {
			continue
		}
		g := mix.Group{People: unseen, Offline: c.throng.emailed && c.throng.offline[i] >= SmallestGroup}
		if n := shown(c.throng.people[i]); n != nil && *n > 0 {
			g.People = float64(*n)
			made.People += *n
		}
		for k := range b.Channels {
			if share := share(&b.Channels[k], s.ID); share > 0 {
				g.Reach = append(g.Reach, mix.Reach{Channel: k, Share: share})
			}
		}
		segments, problem.Groups = append(segments, s.ID), append(problem.Groups, g)
		all += g.People
	}
	if made.People == 0 {
		return nil
	}
	for _, l := range b.Mix.LeastReach {
		least := mix.Least{Share: l.Share}
		if j := slices.Index(segments, l.Segment); j >= 0 {
			least.Groups = []int{j}
		}
		problem.Least = append(problem.Least, least)
	}
	limit := mix.Limit{Nodes: searchNodes}
	best, err := mix.Solve(&problem, limit)
	if err != nil {
		panic(err) // the schema and the rules of the brief refuse what makes a faulty problem
	}
	made.Cost, made.Share = best.Cost, rounded(best.Reached/all)
	made.Bound = max(made.Share, rounded(best.Bound/all))
	made.Chosen = []string{}
	for _, i := range best.Chosen {
		made.Chosen = append(made.Chosen, b.Channels[i].ID)
	}
	for j, share := range problem.Shares(best.Chosen) {
		made.Segments = append(made.Segments, audience.Reach{Segment: segments[j], Share: rounded(share)})
	}
	for _, l := range problem.LeftOut(best.Chosen) {
		made.LeftOut = append(made.LeftOut, LeftOutChannel{b.Channels[l.Channel].ID, rounded(l.Adds / all), l.Reason})
	}
	for _, u := range best.Unmet {
		switch u.Term {
		case mix.TermLeast:
			made.Unmet = append(made.Unmet, UnmetTerm{u.Term, b.Mix.LeastReach[u.Index].Segment, rounded(u.Best)})
		case mix.TermOffline:
			made.Unmet = append(made.Unmet, UnmetTerm{u.Term, segments[u.Index], 0})
		}
	}
	for _, l := range b.Mix.LeastReach { // a segment that no channel reaches at all
		if l.Share > 0 && !slices.Contains(segments, l.Segment) {
			made.Unmet = append(made.Unmet, UnmetTerm{mix.TermLeast, l.Segment, 0})
		}
	}
	made.Curve = curve(&problem, min(total, 2*problem.Budget), all, limit)
	return made
}

// curve is the best reach over budgets, that of the brief among them. Budgets below the cost of the must-haves
// buy nothing that is allowed, and are left out.
func curve(problem *mix.Problem, most, all float64, limit mix.Limit) []MixPoint {
	must := 0.0
	for _, ch := range problem.Channels {
		if ch.MustHave {
			must += ch.Cost
		}
	}
	budgets := []float64{problem.Budget}
	for i := range curveSteps + 1 {
		budgets = append(budgets, math.Round(most*float64(i)/curveSteps))
	}
	slices.Sort(budgets)
	budgets = slices.DeleteFunc(slices.Compact(budgets), func(b float64) bool { return b < must })
	points, err := mix.Curve(problem, budgets, limit)
	if err != nil {
		panic(err) // as above
	}
	made := make([]MixPoint, len(points))
	for i, p := range points {
		made[i] = MixPoint{p.Budget, rounded(p.Mix.Reached / all)}
	}
	return made
}

// priced reports whether any channel costs something.
func (b *Brief) priced() bool {
	return slices.ContainsFunc(b.Channels, func(c audience.Channel) bool { return c.Cost > 0 })
}

// rounded is a share to a tenth of a percent: it is an estimate.
func rounded(share float64) float64 { return math.Round(share*1000) / 1000 }
