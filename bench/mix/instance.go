package main

import (
	"math"
	"math/rand/v2"

	"github.com/osmosi-learning/osmosi/audience/mix"
)

// generate makes an instance from a seed: groups live in a few places, and a
// channel reaches those of its own place more often than others, so that
// reaches overlap as they do in an organisation; about three channels reach a
// group. Costs grow with reach, more slowly than it, and vary by a factor of
// four. The budget is 20 to 50 percent of all costs. One channel in twenty is a
// must-have, and in every second place a least share must be reached.
func generate(seed uint64, channels, groups int) mix.Problem {
	const places = 5
	r := rand.New(rand.NewPCG(seed, 2))
	p := mix.Problem{Channels: make([]mix.Channel, channels), Groups: make([]mix.Group, groups)}
	home, breadth := make([]int, channels), make([]float64, channels)
	for i := range channels {
		home[i], breadth[i] = r.IntN(places), (0.5+3*r.Float64())/float64(channels)
	}
	reached := make([]float64, channels)
	var in [places][]int
	total := 0.0
	for j := range groups {
		place := r.IntN(places)
		in[place] = append(in[place], j)
		g := mix.Group{People: math.Round(math.Exp(1.6 + 3*r.Float64()))}
		for i := range channels {
			chance := breadth[i]
			if home[i] == place {
				chance *= 3
			}
			if r.Float64() < chance {
				g.Reach = append(g.Reach, mix.Reach{Channel: i, Share: 1})
			}
		}
		if len(g.Reach) == 0 {
			g.Reach = []mix.Reach{{Channel: r.IntN(channels), Share: 1}}
		}
		for _, reach := range g.Reach {
			reached[reach.Channel] += g.People
		}
		total += g.People
		p.Groups[j] = g
	}
	all := 0.0
	for i := range p.Channels {
		c := &p.Channels[i]
		c.Cost = math.Round(50 + 4000*math.Pow(reached[i]/total, 0.7)*math.Exp2(2*r.Float64()-1))
		all += c.Cost
	}
	p.Budget = math.Floor(all * (0.2 + 0.3*r.Float64()))
	for range channels / 20 {
		p.Channels[r.IntN(channels)].MustHave = true
	}
	for place := 0; place < places; place += 2 {
		p.Least = append(p.Least, mix.Least{Groups: in[place], Share: 0.4 + 0.2*r.Float64()})
	}
	return p
}
