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
	trial   bool // the last dimension are the arms of an experiment, which others are in none of
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
		if t := drawTown(r); (len(t.release(0).Counts)+len(t.result(0).Counts))*len(t.dates) <= 48 {
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
	if t.trial = r.IntN(3) == 0; t.trial {
		t.dims = append(t.dims, Dimension{ID: "experiment", Values: []string{"control", "one", "two", "(none)"}[r.IntN(2):]})
	}
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

// release counts the people up to a date, without the experiment.
func (t *town) release(date int) Release {
	r := Release{Osmosi: ReleaseVersion, SmallestGroup: t.least, Stages: t.stages, Filters: t.filters, Dimensions: t.plain()}
	for s := range t.stages {
		for f := -1; f < len(t.filters); f++ {
			count := func(of ...[2]int) { r.Counts = append(r.Counts, t.count(date, s, f, of...)) }
			count()
			for d := range r.Dimensions {
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

// plain are the dimensions but the experiment's.
func (t *town) plain() []Dimension {
	if t.trial {
		return t.dims[:len(t.dims)-1]
	}
	return t.dims
}

// result counts the arms of the experiment up to a date, and how many of each
// came to one stage.
func (t *town) result(date int) Release {
	r := Release{Osmosi: ReleaseVersion, SmallestGroup: t.least, Stages: t.stages, Dimensions: t.dims}
	if !t.trial {
		return r
	}
	d := len(t.dims) - 1
	for _, s := range []int{0, len(t.stages) - 1} {
		for v := range len(t.dims[d].Values) - 1 {
			if s > 0 || len(r.Counts) <= v {
				r.Counts = append(r.Counts, t.count(date, s, -1, [2]int{d, v}))
			}
		}
	}
	return r
}

// count is how many people came to a stage, of those in a filter, or of all where
// that is -1.
func (t *town) count(date, stage, filter int, of ...[2]int) Count {
	n := 0
	c := Count{Stage: t.stages[stage].ID, Date: t.dates[date]}
	if filter >= 0 {
		c.Filter = t.filters[filter].ID
	}
	for _, o := range of {
		c.Of = append(c.Of, Category{t.dims[o[0]].ID, t.dims[o[0]].Values[o[1]]})
	}
	for _, p := range t.people {
		in := p.came[stage] <= date && (filter < 0 || p.filtered[filter])
		for _, o := range of {
			in = in && p.of[o[0]] == o[1]
		}
		if in {
			n++
		}
	}
	c.People = &n
	return c
}

// wholly keeps back all arms at a stage where one of them is: what experiments
// show is made of all arms at once.
func (t *town) wholly(r Release) Release {
	kept := map[string]bool{}
	for _, c := range r.Counts {
		if c.People == nil {
			kept[c.Stage] = true
		}
	}
	out := r
	out.Counts = nil
	for _, c := range r.Counts {
		if kept[c.Stage] || kept["audience"] {
			c.People = nil
		}
		out.Counts = append(out.Counts, c)
	}
	return out
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
