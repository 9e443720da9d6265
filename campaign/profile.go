package campaign

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
)

// TraitProfile is what one trait tells of an audience in aggregate, protected
// traits included: they appear here and nowhere else. Source: seed 004.
//
// Nothing about fewer than five people is certain from it, by itself or by
// subtraction from another:
//
//   - Shares come in steps of 5, 10 or 25 %, whichever is the finest of which
//     one step is five people or more; where even a quarter is fewer, nothing
//     is told. The steps are handed out so that shares add up to the whole
//     (people with several values: to the whole at least). What is published is
//     thus exactly what a group would publish that has five people or more, or
//     nobody, in every value: a smaller one cannot be told from that.
//   - Values that the brief does not list count together where fewer than five
//     people have them, so that no one's own words are read.
//   - Means and quartiles are rounded, of at least as many people, whose number
//     is known to the nearest five only: their sum cannot be had back.
//   - A group that differs from one already told by fewer than ten people, of
//     those whose value is known, is not told: neither tells of the few between.
type TraitProfile struct {
	// Aspect that the trait describes.
	Aspect audience.Aspect `json:"aspect"`
	// Trait is its name.
	Trait string `json:"trait"`
	// Known is the share of the people of whom the value is known; the rest of the profile is about them alone.
	Known float64 `json:"known"`
	// Mean of a number: whole years of age, other numbers to one decimal.
	Mean *float64 `json:"mean,omitempty"`
	// Low and High are the quartiles of a number: half of the people are between them.
	Low *float64 `json:"low,omitempty"`
	// High is the upper quartile.
	High *float64 `json:"high,omitempty"`
	// Shares of values, in the order of the brief; those too small to tell are left out.
	Shares []ValueShare `json:"shares,omitempty"`
}

// ValueShare is the share of people who have a value.
type ValueShare struct {
	// Value of the trait, "true" or "false" for a flag; empty for all that the brief does not list and few people have.
	Value string `json:"value,omitempty"`
	// Share of the people of whom the value is known, from 0 to 1; people with several values count for each.
	Share float64 `json:"share"`
}

// leastBetween is by how many people groups differ of which both are told.
const leastBetween = 2 * SmallestGroup

// step is the finest step of shares, in percent, of a group as large as that:
// five people or more, however the group's size was rounded. It is 0 where
// there is none.
func step(people int) int {
	rounded := shown(people)
	if rounded == nil {
		return 0
	}
	for _, percent := range []int{5, 10, 25} {
		if (*rounded-SmallestGroup/2)*percent >= 100*SmallestGroup {
			return percent
		}
	}
	return 0
}

// apportion writes counts in steps: each count's whole steps first, then one
// more for those that are nearest to it, until the steps add up to the whole;
// counts of fewer than five come last, so that they are not named while others
// can be lifted. Counts that are whole steps are left as they are.
// Several is true where people may count more than once: then each is rounded
// by itself, and lifted only until all are the whole at least.
func apportion(counts []int, whole, steps int, several bool) []int {
	given, rest, order := make([]int, len(counts)), make([]int, len(counts)), make([]int, len(counts))
	sum := 0
	for i, n := range counts {
		given[i], rest[i], order[i] = n*steps/whole, n*steps%whole, i
		if several && 2*rest[i] >= whole {
			given[i]++
			rest[i] -= whole
		}
		sum += given[i]
	}
	slices.SortStableFunc(order, func(x, y int) int {
		small := func(i int) int {
			if counts[i] < SmallestGroup {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(small(x), small(y)), cmp.Compare(rest[y], rest[x]), cmp.Compare(counts[y], counts[x]))
	})
	for _, i := range order {
		if sum < steps {
			given[i]++
			sum++
		}
	}
	return given
}

// few is a set of people by their place in the workforce.
type few []uint64

func (s *few) add(i int) {
	for len(*s) <= i/64 {
		*s = append(*s, 0)
	}
	(*s)[i/64] |= 1 << (i % 64)
}

// between yields the people who are in one of two sets.
func (s few) between(other few) func(yield func(i int) bool) {
	return func(yield func(i int) bool) {
		for w := range max(len(s), len(other)) {
			var x uint64
			if w < len(s) {
				x = s[w]
			}
			if w < len(other) {
				x ^= other[w]
			}
			for b := 0; x != 0; b, x = b+1, x>>1 {
				if x&1 != 0 && !yield(w*64+b) {
					return
				}
			}
		}
	}
}

// near reports whether two sets differ by too few people for both to be told.
func (s few) near(other few) bool {
	n := 0
	for range s.between(other) {
		if n++; n >= leastBetween {
			return false
		}
	}
	return true
}

// portraits gathers the profiles of everyone (first) and of each segment.
type portraits struct {
	traits []audience.Trait
	groups [][]portrait // by trait, then by group
	size   []int        // people of each group
	seen   int
}

// portrait is one trait of one group.
type portrait struct {
	known   few
	people  int // whose value is known
	counts  map[string]int
	numbers []float64
}

// newPortraits looks at the traits that describe, aspect by aspect, and at what
// people declared themselves, which tells of motivation.
func newPortraits(b *Brief) *portraits {
	p := &portraits{size: make([]int, len(b.Segments)+1)}
	for _, a := range audience.Aspects() {
		for _, t := range b.Traits {
			if t.Describes == a {
				p.traits = append(p.traits, t)
			}
		}
	}
	for _, t := range audience.Traits() {
		if t.Name == audience.TraitNeeds || t.Name == audience.TraitReasons || t.Name == audience.TraitFactors {
			t.Describes = audience.Motivation
			p.traits = append(p.traits, t)
		}
	}
	for range p.traits {
		p.groups = append(p.groups, make([]portrait, len(b.Segments)+1))
	}
	return p
}

// see adds a person, who is in some segments.
func (p *portraits) see(person *audience.Person, in []bool) {
	mine := []int{0}
	for i := range in {
		if in[i] {
			mine = append(mine, i+1)
		}
	}
	for _, g := range mine {
		p.size[g]++
	}
	for i, t := range p.traits {
		values, number, known := described(t.Kind, person.Traits[t.Name])
		if !known {
			continue
		}
		for _, g := range mine {
			at := &p.groups[i][g]
			at.known.add(p.seen)
			at.people++
			if t.Kind == audience.NumberTrait {
				at.numbers = append(at.numbers, number)
				continue
			}
			if at.counts == nil {
				at.counts = map[string]int{}
			}
			for _, v := range values {
				at.counts[v]++
			}
		}
	}
	p.seen++
}

// described reads a trait's value: one text or several, each once, or a
// number. What is missing, empty or of another kind is unknown.
func described(kind audience.TraitKind, value any) (values []string, number float64, known bool) {
	switch v := value.(type) {
	case string:
		return []string{v}, 0, v != "" && (kind == audience.TextTrait || kind == audience.ListTrait)
	case []string:
		values = slices.Compact(slices.Sorted(slices.Values(v)))
		values = slices.DeleteFunc(values, func(s string) bool { return s == "" })
		return values, 0, kind == audience.ListTrait && len(values) > 0
	case bool:
		if v {
			return []string{"true"}, 0, kind == audience.FlagTrait
		}
		return []string{"false"}, 0, kind == audience.FlagTrait
	case int:
		return nil, float64(v), kind == audience.NumberTrait
	case float64:
		return nil, v, kind == audience.NumberTrait && !math.IsNaN(v) && !math.IsInf(v, 0)
	}
	return nil, 0, false
}

// profiles are those of each group.
func (p *portraits) profiles() [][]TraitProfile {
	out := make([][]TraitProfile, len(p.size))
	for i := range p.traits {
		var told []few
		for g := range p.size {
			at := &p.groups[i][g]
			if slices.ContainsFunc(told, at.known.near) {
				continue
			}
			if profile, ok := at.profile(&p.traits[i], p.size[g]); ok {
				told = append(told, at.known)
				out[g] = append(out[g], profile)
			}
		}
	}
	return out
}

// profile tells a trait of one group; false where the group is too small.
func (at *portrait) profile(t *audience.Trait, size int) (TraitProfile, bool) {
	percent := step(at.people)
	if percent == 0 {
		return TraitProfile{}, false
	}
	out := TraitProfile{Aspect: t.Describes, Trait: t.Name}
	steps := 100 / step(size)
	if out.Known = float64((2*at.people*steps+size)/(2*size)) / float64(steps); out.Known == 0 {
		return TraitProfile{}, false
	}
	if t.Kind == audience.NumberTrait {
		out.number(at.numbers)
	} else {
		out.Shares = at.shares(t, 100/percent)
	}
	return out, true
}

// number tells the mean and the quartiles.
func (out *TraitProfile) number(values []float64) {
	values = slices.Sorted(slices.Values(values))
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	grain := 10.0
	if out.Aspect == audience.Age {
		grain = 1
	}
	round := func(v float64) *float64 { v = math.Round(v*grain) / grain; return &v }
	n := len(values)
	out.Mean, out.Low, out.High = round(sum/float64(n)), round(values[n/4]), round(values[n-1-n/4])
}

// shares tells the values in steps of the whole.
func (at *portrait) shares(t *audience.Trait, steps int) []ValueShare {
	values := t.Values
	if t.Kind == audience.FlagTrait {
		values = []string{"true", "false"}
	}
	values = slices.Clone(values)
	rest := 0
	for _, v := range slices.Sorted(maps.Keys(at.counts)) {
		switch n := at.counts[v]; {
		case slices.Contains(values, v):
		case len(t.Values) == 0 && t.Kind != audience.FlagTrait && n >= SmallestGroup:
			values = append(values, v)
		default:
			rest += n
		}
	}
	counts := make([]int, len(values)+1)
	for i, v := range values {
		counts[i] = at.counts[v]
	}
	counts[len(values)] = min(rest, at.people)
	var out []ValueShare
	for i, n := range apportion(counts, at.people, steps, t.Kind == audience.ListTrait) {
		if n == 0 {
			continue
		}
		value := ""
		if i < len(values) {
			value = values[i]
		}
		out = append(out, ValueShare{value, float64(n) / float64(steps)})
	}
	return out
}
