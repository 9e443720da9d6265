package mix_test

import (
	"fmt"

	"github.com/osmosi-learning/osmosi/audience/mix"
)

func ExampleSolve() {
	p := &mix.Problem{
		Channels: []mix.Channel{{Cost: 100}, {Cost: 300, Offline: true}, {Cost: 350}},
		Groups: []mix.Group{
			{People: 120, Reach: []mix.Reach{{Channel: 0, Share: 0.9}, {Channel: 2, Share: 0.8}}},
			{People: 80, Reach: []mix.Reach{{Channel: 1, Share: 0.75}}, Offline: true},
		},
		Budget: 400,
	}
	m, err := mix.Solve(p, mix.Limit{})
	if err != nil {
		panic(err)
	}
	fmt.Println(m.Chosen, m.Cost, m.Reached, m.Gap())
	for _, l := range p.LeftOut(m.Chosen) {
		fmt.Println(l.Channel, l.Reason)
	}
	// Output:
	// [0 1] 400 168 0
	// 2 noMeans
}
