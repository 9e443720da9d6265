package privacy

import (
	"math/rand/v2"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
)

// town is people of whom releases are made.
type town struct {
	stages  []Level
	filters []Level
	dims    []Dimension
	people  []citizen
	dates   []engagement.Date
	crossed bool // two dimensions at once
	least   int
}

type citizen struct {
	of       []int // value of each dimension
	filtered []bool
	came     []int // the first date at which each stage was reached; len(dates) for never
}

// newTown draws people who are few in many places, and tables small enough for
// ten thousand attacks in some seconds.
func newTown(r *rand.Rand) *town {
	for {
		if t := drawTown(r); len(t.release(0).Counts)*len(t.dates) <= 48 {
			return t
		}
	}
}

func drawTown(r *rand.Rand) *town {
	t := &town{
		stages: []Level{{ID: "audience"}, {ID: "reached", Within: "audience"}, {ID: "started", Within: "reached"}, {ID: "completed", Within: "started"}, {ID: "shared", Within: "reached"}},
		dates:  []engagement.Date{"2027-02-01", "2027-02-05", "2027-02-12"},
		least:  []int{0, 0, 3, 4, 8}[r.IntN(5)],
	}
	t.stages = t.stages[:1+r.IntN(5)]
	t.dates = t.dates[:1+r.IntN(3)]
	for d := range 1 + r.IntN(3) {
		dim := Dimension{ID: "d" + strconv.Itoa(d)}
		for v := range 2 + r.IntN(3) {
			dim.Values = append(dim.Values, "v"+strconv.Itoa(v))
		}
		t.dims = append(t.dims, dim)
	}
	if r.IntN(3) == 0 {
		t.filters = []Level{{ID: "milan"}, {ID: "milan-east", Within: "milan"}}[:1+r.IntN(2)]
	}
	t.crossed = len(t.dims) > 1 && r.IntN(2) == 0
	for range 3 + r.IntN(40) {
		var c citizen
		for _, d := range t.dims { // skewed, so that some values are rare
			c.of = append(c.of, min(r.IntN(len(d.Values)), r.IntN(len(d.Values))))
		}
		in := true
		for range t.filters {
			in = in && r.IntN(2) == 0
			c.filtered = append(c.filtered, in)
		}
		keen := r.Float64()
		for s, l := range t.stages {
			at := 0
			if s > 0 {
				for p, wide := range t.stages {
					if wide.ID == l.Within {
						at = c.came[p]
					}
				}
				for at < len(t.dates) && r.Float64() > keen {
					at++
				}
			}
			c.came = append(c.came, at)
		}
		t.people = append(t.people, c)
	}
	return t
}

// release counts the people up to a date.
func (t *town) release(date int) Release {
	r := Release{Osmosi: ReleaseVersion, SmallestGroup: t.least, Stages: t.stages, Filters: t.filters, Dimensions: t.dims}
	for s, stage := range t.stages {
		for f := -1; f < len(t.filters); f++ {
			count := func(of ...[2]int) {
				n := 0
				c := Count{Stage: stage.ID, Date: t.dates[date]}
				if f >= 0 {
					c.Filter = t.filters[f].ID
				}
				for _, o := range of {
					c.Of = append(c.Of, Category{t.dims[o[0]].ID, t.dims[o[0]].Values[o[1]]})
				}
				for _, p := range t.people {
					in := p.came[s] <= date && (f < 0 || p.filtered[f])
					for _, o := range of {
						in = in && p.of[o[0]] == o[1]
					}
					if in {
						n++
					}
				}
				c.People = &n
				r.Counts = append(r.Counts, c)
			}
			count()
			for d := range t.dims {
				for v := range t.dims[d].Values {
					count([2]int{d, v})
				}
			}
			if t.crossed {
				for v := range t.dims[0].Values {
					for w := range t.dims[1].Values {
						count([2]int{0, v}, [2]int{1, w})
					}
				}
			}
		}
	}
	return r
}

// primaryOnly is what a careless maker publishes: small numbers are kept back,
// and nothing else.
func primaryOnly(r Release) Release {
	counts := make([]Count, len(r.Counts))
	for i, c := range r.Counts {
		if *c.People > 0 && *c.People < r.Least() {
			c.People = nil
		}
		counts[i] = c
	}
	r.Counts = counts
	return r
}
