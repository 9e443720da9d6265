package population

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Set is segments prepared for a store and a day. It may be used by several
// goroutines, apart from its first use after the store was changed, which takes
// in the values that are new.
type Set struct {
	store     *Store
	on        engagement.Date
	day       civil.Day       // the same
	compiled  []decision.Expr // by segment
	place     []place         // by segment
	paths     []Path          // by segment
	words     []word
	pairs     []*pair // of columns that one code tells
	slow      []int   // segments that the interpreter is asked about, person by person
	questions map[string]*question
	days      []light.Value // what each day of joining tells on the day asked about
	values    int           // of the store, as far as they are taken in
}

// place is where a segment's answer stands among a person's words.
type place struct {
	word int
	bit  uint64
}

// Path tells how the answer for a segment is found.
type Path struct {
	// Segment is its ID.
	Segment string
	// Ways lead into the segment: of as many conjuncts one must hold. None where it is nobody's.
	Ways int
	// Slow is true where the interpreter is asked about each person.
	Slow bool
	// Why it is slow; empty where it is not.
	Why Slowness
}

// Slowness is why the interpreter is asked about each person.
type Slowness string

// The causes.
const (
	TooManyWays    Slowness = "tooManyWays"    // the condition falls into more of them than a person costs
	AmbiguousPath  Slowness = "ambiguousPath"  // it asks for a path such as skills.0 that is the name of a trait too
	ComparesTraits Slowness = "comparesTraits" // it holds a trait against another of the same person, so that neither column answers alone
)

// String tells a developer the path, in English.
func (p Path) String() string {
	why := ""
	switch p.Why {
	case TooManyWays:
		why = "the condition falls into more than " + strconv.Itoa(most) + " ways"
	case AmbiguousPath:
		why = "it asks for a path with dots that is the name of a trait too"
	case ComparesTraits:
		why = "it holds one trait against another of the same person"
	}
	switch {
	case p.Slow:
		return p.Segment + ": slow, the interpreter is asked about each person, since " + why
	case p.Ways == 0:
		return p.Segment + ": fast, nobody meets it whatever their traits"
	case p.Ways == 1:
		return p.Segment + ": fast, one way in"
	}
	return p.Segment + ": fast, " + strconv.Itoa(p.Ways) + " ways in, of which one is enough"
}

// Prepare makes segments ready for the people of a store on a day. A store does
// not know what they did: whoever asks for it finds nobody.
func Prepare(s *Store, segments []audience.Segment, on engagement.Date) *Set {
	p := &Set{store: s, on: on, place: make([]place, len(segments)), questions: map[string]*question{}}
	p.day, _ = civil.Parse(string(on))
	var fast []entry
	for i, segment := range segments {
		e := segment.Compile().When
		p.compiled = append(p.compiled, e)
		all, ok := s.conjuncts(&e, false)
		path := Path{Segment: segment.ID, Ways: len(all), Slow: !ok}
		if ok {
			fast = append(fast, newEntry(i, all))
		} else {
			path.Why = s.why(&e)
			p.slow = append(p.slow, i)
		}
		p.paths = append(p.paths, path)
	}
	for len(fast) > 0 {
		var together []entry
		together, fast = choose(fast)
		p.layOut(together)
	}
	for n, i := range p.slow {
		if n%64 == 0 {
			p.words = append(p.words, word{})
		}
		p.place[i] = place{len(p.words) - 1, 1 << (n % 64)}
		p.words[len(p.words)-1].first |= 1 << (n % 64)
	}
	if len(p.words) == 0 {
		p.words = []word{{}} // so that there is a word for each person, also where nothing is asked
	}
	p.refresh()
	return p
}

// entry is a segment that waits for a word.
type entry struct {
	segment int
	ways    []conjunct
	columns []string // that it asks for, in order
}

func newEntry(i int, ways []conjunct) entry {
	e := entry{segment: i, ways: ways}
	for _, c := range ways {
		for _, q := range c {
			e.columns = append(e.columns, q.column)
		}
	}
	slices.Sort(e.columns)
	e.columns = slices.Compact(e.columns)
	return e
}

// room is how many bits an entry needs.
func (e *entry) room() int { return max(1, len(e.ways)) }

// choose takes what fills the next word and returns it and what is left. To
// the segment that asks for most columns it adds, again and again, the one that
// asks for the fewest others, for each column costs a look-up for each person.
func choose(waiting []entry) (together, left []entry) {
	const free = 64
	asked, used := map[string]bool{}, 0
	left = slices.Clone(waiting)
	slices.SortStableFunc(left, func(a, b entry) int { return cmp.Compare(len(b.columns), len(a.columns)) })
	for {
		best, fewest := -1, 0
		for i := range left {
			if used+left[i].room() > free {
				continue
			}
			others := 0
			for _, t := range left[i].columns {
				if !asked[t] {
					others++
				}
			}
			if best < 0 || len(together) > 0 && others < fewest {
				best, fewest = i, others
			}
			if others == 0 || len(together) == 0 {
				break
			}
		}
		if best < 0 {
			return together, left
		}
		for _, t := range left[best].columns {
			asked[t] = true
		}
		used += left[best].room()
		together = append(together, left[best])
		left = slices.Delete(left, best, best+1)
	}
}

// layOut gives segments the bits of a new word, those with most ways first.
func (p *Set) layOut(entries []entry) {
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(len(b.ways), len(a.ways)) })
	var w word
	number := map[*question]int{}
	next := 0
	for row := 0; ; row++ {
		base := next
		for _, e := range entries {
			if row == 0 {
				p.place[e.segment] = place{len(p.words), 1 << next}
			} else if row >= len(e.ways) {
				break
			}
			if row < len(e.ways) { // else it is nobody's: its bit is never alive
				w.alive |= 1 << next
				for i := range e.ways[row] {
					q := p.question(&e.ways[row][i])
					k, has := number[q]
					if !has {
						k = len(w.asks)
						number[q] = k
						w.asks = append(w.asks, ask{question: q})
					}
					w.asks[k].by |= 1 << next
				}
			}
			next++
		}
		switch n := next - base; {
		case row == 0:
			w.first = ^uint64(0) >> (64 - n)
		case n == 0:
			p.words = append(p.words, w)
			return
		default:
			w.folds = append(w.folds, fold{uint8(base), 1<<n - 1})
		}
	}
}

// question is the one that a predicate asks, known already or not.
func (p *Set) question(of *predicate) *question {
	key := of.key()
	if p.questions[key] == nil {
		p.questions[key] = &question{column: of.column, all: of.all, day: p.day}
	}
	return p.questions[key]
}

// Paths tells, for each segment, how its answer is found.
func (p *Set) Paths() []Path { return slices.Clone(p.paths) }

// Words is how many words of 64 bits a person's answers take.
func (p *Set) Words() int { return len(p.words) }

// In reports whether the words of a person say that they are in a segment,
// given by its place in the list that was prepared.
func (p *Set) In(words []uint64, segment int) bool {
	at := p.place[segment]
	return words[at.word]&at.bit != 0
}

// refresh takes in what came into the store's dictionaries since.
func (p *Set) refresh() {
	values := p.store.values()
	if p.values == values {
		return
	}
	p.told(p.store.column(audience.TraitTenureDays)) // so that nothing is left to take in later
	for _, q := range p.questions {
		q.answer(p.told(p.store.column(q.column)))
	}
	p.pairs = p.pairUp()
	for i := range p.words {
		p.words[i].tabulate(p.store, p.pairs)
	}
	p.values = values
}

// told is what the values of a column tell on the day that is asked about.
func (p *Set) told(c *column) []light.Value {
	switch {
	case c == nil: // nobody has it
		return []light.Value{{}}
	case c.name != audience.TraitTenureDays:
		return c.values
	}
	for _, v := range c.values[len(p.days):] {
		var days light.Value
		if n, ok := engagement.Date(v.Text).DaysUntil(p.on); ok {
			days = light.NumberOf(float64(n))
		}
		p.days = append(p.days, days)
	}
	return p.days
}

// profile is a person's traits put together again.
func (p *Set) profile(i int) light.Value {
	v := light.Value{Kind: light.Object}
	for _, c := range p.store.columns {
		if value := p.told(c)[c.at(i)]; value.Kind != light.Missing {
			v.Names, v.List = append(v.Names, c.name), append(v.List, value)
		}
	}
	return v
}
