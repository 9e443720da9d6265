package mix

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// small instance, in which shares may be parts and needs and limits bind.
func generate(seed uint64) *Problem {
	r := rand.New(rand.NewPCG(seed, 1))
	n, m := 6+r.IntN(7), 8+r.IntN(20)
	parts := seed%2 == 1
	p := &Problem{Channels: make([]Channel, n), Groups: make([]Group, m)}
	cost := 0.0
	for i := range p.Channels {
		p.Channels[i] = Channel{Cost: float64(r.IntN(100)), Offline: r.IntN(3) == 0, MustHave: r.IntN(9) == 0}
		if seed%3 == 0 {
			p.Channels[i].Capacity = float64(r.IntN(400))
		}
		cost += p.Channels[i].Cost
	}
	for j := range p.Groups {
		g := &p.Groups[j]
		g.People = float64(r.IntN(60))
		g.Offline = r.IntN(8) == 0
		for i := range n {
			if r.IntN(3) == 0 {
				share := 1.0
				if parts {
					share = float64(1+r.IntN(10)) / 10
				}
				g.Reach = append(g.Reach, Reach{i, share})
			}
		}
	}
	p.Budget = math.Floor(cost * (0.1 + 0.5*r.Float64()))
	for range r.IntN(3) {
		l := Least{Share: 0.3 + 0.5*r.Float64()}
		for j := range m {
			if r.IntN(3) == 0 {
				l.Groups = append(l.Groups, j)
			}
		}
		p.Least = append(p.Least, l)
	}
	return p
}

// judge works out a choice by itself, from the definitions.
func judge(p *Problem, in uint) (cost, reached float64, allowed bool) {
	full := make([]float64, len(p.Channels))
	for _, g := range p.Groups {
		for _, r := range g.Reach {
			full[r.Channel] += g.People * r.Share
		}
	}
	allowed = true
	for i, c := range p.Channels {
		if in>>i&1 == 1 {
			cost += c.Cost
		} else if c.MustHave {
			allowed = false
		}
	}
	share := make([]float64, len(p.Groups))
	for j, g := range p.Groups {
		left, offline := 1.0, false
		for _, r := range g.Reach {
			if in>>r.Channel&1 == 0 {
				continue
			}
			c := p.Channels[r.Channel]
			s := r.Share
			if c.Capacity > 0 && full[r.Channel] > c.Capacity {
				s *= c.Capacity / full[r.Channel]
			}
			left *= 1 - s
			offline = offline || c.Offline
		}
		share[j] = 1 - left
		reached += g.People * share[j]
		allowed = allowed && (offline || !g.Offline)
	}
	for _, l := range p.Least {
		has, wants := 0.0, 0.0
		for _, j := range l.Groups {
			has += p.Groups[j].People * share[j]
			wants += p.Groups[j].People * l.Share
		}
		allowed = allowed && has >= wants-1e-7
	}
	return cost, reached, allowed && cost <= p.Budget
}

func TestTheMixIsTheBestOfAllChoices(t *testing.T) {
	feasible := 0
	for seed := range uint64(400) {
		p := generate(seed)
		best, found := -1.0, false
		for in := range uint(1) << len(p.Channels) {
			if _, reached, allowed := judge(p, in); allowed {
				best, found = max(best, reached), true
			}
		}
		m, err := Solve(p, Limit{})
		require.NoError(t, err)
		require.Equal(t, found, m.Unmet == nil, "seed %d", seed)
		if !found {
			continue
		}
		feasible++
		require.InDelta(t, best, m.Reached, 1e-6, "seed %d", seed)
		in := uint(0)
		for _, i := range m.Chosen {
			in |= 1 << i
		}
		require.Equal(t, len(m.Chosen), bits.OnesCount(in))
		cost, reached, allowed := judge(p, in)
		require.True(t, allowed, "seed %d", seed)
		require.InDelta(t, cost, m.Cost, 1e-6)
		require.InDelta(t, reached, m.Reached, 1e-6)
		require.InDelta(t, m.Reached, m.Bound, 1e-6)
	}
	require.Greater(t, feasible, 100)
}

// canteen is a small problem that can be worked out by hand: 100 people at
// desks, 100 in the hall.
func canteen() *Problem {
	return &Problem{
		Channels: []Channel{
			{Cost: 100},                // 0: e-mail
			{Cost: 300, Offline: true}, // 1: posters
			{Cost: 200},                // 2: chat
			{Cost: 900, Offline: true}, // 3: event
		},
		Groups: []Group{
			{People: 100, Reach: []Reach{{0, 0.9}, {2, 0.8}, {3, 0.5}}},
			{People: 100, Reach: []Reach{{0, 0.2}, {1, 0.6}, {3, 0.5}}},
		},
		Budget: 400,
	}
}

func TestWhatOneReachesTheNextDoesNotReachAgain(t *testing.T) {
	p := canteen()
	m, err := Solve(p, Limit{})
	require.NoError(t, err)
	require.Equal(t, []int{0, 1}, m.Chosen)
	require.InDelta(t, 90+100*(1-0.8*0.4), m.Reached, 1e-9)
	require.Zero(t, m.Gap())
	require.InDeltaSlice(t, []float64{0.9, 0.68}, p.Shares(m.Chosen), 1e-9)
	require.Equal(t, []LeftOut{
		{2, 8, NoMeans},
		{3, 5 + 16, TooDear},
	}, rounded(p.LeftOut(m.Chosen)))
}

func rounded(list []LeftOut) []LeftOut {
	for i := range list {
		list[i].Adds = math.Round(list[i].Adds)
	}
	return list
}

func TestAFullChannelReachesInProportion(t *testing.T) {
	p := canteen()
	p.Channels[0].Capacity = 11 // of the 110 whom it would reach
	require.InDeltaSlice(t, []float64{0.09, 0.02}, p.Shares([]int{0}), 1e-9)
	p.Budget = 300
	m, err := Solve(p, Limit{})
	require.NoError(t, err)
	require.Equal(t, []int{0, 2}, m.Chosen, "posters would reach 60, chat and e-mail 82 and 2")
	p.Budget = 200
	m, err = Solve(p, Limit{})
	require.NoError(t, err)
	require.Equal(t, []int{2}, m.Chosen)
	require.Equal(t, TooFull, p.LeftOut(m.Chosen)[0].Reason)
}

func TestTheMixSaysWhichTermCannotBeMet(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Problem)
		chosen []int
		unmet  []Unmet
	}{
		"must-haves that cost more than there is": {
			func(p *Problem) { p.Channels[3].MustHave = true },
			[]int{3}, []Unmet{{TermMustHaves, 0, 900, 400}},
		},
		"a reach that the budget does not buy": {
			func(p *Problem) { p.Least = []Least{{[]int{0}, 0.5}, {[]int{1}, 0.8}} },
			[]int{0, 1}, []Unmet{{TermLeast, 1, 0.8, 0.68}},
		},
		"an offline channel that the budget does not buy": {
			func(p *Problem) { p.Groups[0].Offline = true },
			[]int{0, 1}, []Unmet{{TermOffline, 0, 1, 0}},
		},
		"reaches that each can be had, and not together": {
			func(p *Problem) { p.Budget = 300; p.Least = []Least{{[]int{0}, 0.85}, {[]int{1}, 0.55}} },
			[]int{0, 2}, []Unmet{{TermLeast, 1, 0.55, 0.6}},
		},
		"nothing asked for": {
			func(p *Problem) {}, []int{0, 1}, nil,
		},
	} {
		p := canteen()
		c.change(p)
		m, err := Solve(p, Limit{})
		require.NoError(t, err, name)
		for i := range m.Unmet {
			m.Unmet[i].Best = math.Round(m.Unmet[i].Best*1e6) / 1e6
		}
		require.Equal(t, c.unmet, m.Unmet, name)
		require.Equal(t, c.chosen, m.Chosen, name)
	}
}

func TestASearchCutShortHasABound(t *testing.T) {
	short := 0
	for seed := range uint64(300) {
		p := generate(seed)
		whole, err := Solve(p, Limit{})
		require.NoError(t, err)
		if whole.Unmet != nil {
			continue
		}
		cut, ok := p.clone().search(Limit{Nodes: 1})
		if !ok {
			continue
		}
		require.LessOrEqual(t, cut.Nodes, 1)
		require.LessOrEqual(t, cut.Reached, whole.Reached+1e-6, "seed %d", seed)
		require.GreaterOrEqual(t, cut.Bound, whole.Reached-1e-6, "seed %d", seed)
		if cut.Gap() > 0 {
			short++
		}
		again, _ := p.clone().search(Limit{Nodes: 1})
		require.Equal(t, cut, again)
	}
	require.Positive(t, short)
	stopped, err := Solve(canteen(), Limit{Stop: func() bool { return true }})
	require.NoError(t, err)
	require.Zero(t, stopped.Nodes)
}

func TestTheCurveRises(t *testing.T) {
	points, err := Curve(canteen(), []float64{0, 100, 400, 600, 1500}, Limit{})
	require.NoError(t, err)
	require.Empty(t, points[0].Mix.Chosen)
	require.Equal(t, []int{0}, points[1].Mix.Chosen)
	require.Equal(t, []int{0, 1, 2, 3}, points[4].Mix.Chosen)
	for i := 1; i < len(points); i++ {
		require.Greater(t, points[i].Mix.Reached, points[i-1].Mix.Reached)
	}
}

func TestAFaultyProblemIsRefused(t *testing.T) {
	for name, change := range map[string]func(*Problem){
		"budget":  func(p *Problem) { p.Budget = math.NaN() },
		"cost":    func(p *Problem) { p.Channels[0].Cost = -1 },
		"people":  func(p *Problem) { p.Groups[0].People = math.Inf(1) },
		"share":   func(p *Problem) { p.Groups[0].Reach = []Reach{{0, 1.1}} },
		"channel": func(p *Problem) { p.Groups[0].Reach = []Reach{{4, 1}} },
		"twice":   func(p *Problem) { p.Groups[0].Reach = []Reach{{0, 1}, {0, 1}} },
		"least":   func(p *Problem) { p.Least = []Least{{[]int{2}, 0.5}} },
	} {
		p := canteen()
		change(p)
		_, err := Solve(p, Limit{})
		require.ErrorIs(t, err, ErrProblem, name)
	}
}
