package population

import (
	"cmp"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Set is segments prepared for a store and a day. It may be used by several
// goroutines, apart from its first use after the store was changed, which takes
// in the values that are new.
type Set struct {
	store    *Store
	on       engagement.Date
	segments []audience.Segment
	compiled []decision.Expr
	place    []place // by segment
	words    []word
	slow     []int // segments that the interpreter is asked about, person by person
	paths    []Path
	version  int // of the store's dictionaries
}

// place is where a segment's answer stands among a person's words.
type place struct {
	word int
	bit  uint64
}

// word answers for up to 64 conjuncts at once. The first ways into its
// segments take the lowest bits; further ways stand in rows above, in the same
// order, and are folded down.
type word struct {
	conjuncts []conjunct
	first     uint64 // the bits of the segments
	alive     uint64 // the bits that stand for a conjunct
	start     uint64 // those of them that are not lost for lack of a trait that nobody has
	folds     []fold
	tables    []table
}

// fold moves a row of further ways down to the first ones.
type fold struct {
	shift int
	row   uint64 // after the shift
}

// Path tells how the answer for a segment is found.
type Path struct {
	// Segment is its ID.
	Segment string
	// Ways lead into the segment: of as many conjuncts one must hold. None where it is nobody's.
	Ways int
	// Slow is true where the condition falls into too many ways, so that the interpreter is asked about each person.
	Slow bool
}

// Prepare makes segments ready for the people of a store on a day. A store does
// not know what they did: whoever asks for it finds nobody.
func Prepare(s *Store, segments []audience.Segment, on engagement.Date) *Set {
	p := &Set{store: s, on: on, segments: segments, place: make([]place, len(segments))}
	ways := make([][]conjunct, len(segments))
	var fast []int
	for i, segment := range segments {
		e := segment.Compile().When
		p.compiled = append(p.compiled, e)
		all, ok := conjuncts(&e, false)
		ways[i] = all
		p.paths = append(p.paths, Path{segment.ID, len(all), !ok})
		if ok {
			fast = append(fast, i)
		} else {
			p.slow = append(p.slow, i)
		}
	}
	slices.SortStableFunc(fast, func(a, b int) int { return cmp.Compare(len(ways[b]), len(ways[a])) })
	for len(fast) > 0 {
		n, used := 0, 0
		for n < len(fast) && used+max(1, len(ways[fast[n]])) <= 64 {
			used += max(1, len(ways[fast[n]]))
			n++
		}
		p.layOut(fast[:n], ways)
		fast = fast[n:]
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
	p.version = -1
	p.refresh()
	return p
}

// layOut gives segments, those with most ways first, the bits of a new word.
func (p *Set) layOut(segments []int, ways [][]conjunct) {
	w := word{conjuncts: make([]conjunct, 0, 64)}
	for row := 0; ; row++ {
		base := len(w.conjuncts)
		for bit, i := range segments {
			if row == 0 {
				p.place[i] = place{len(p.words), 1 << bit}
				w.first |= 1 << bit
			}
			if row < len(ways[i]) {
				w.alive |= 1 << len(w.conjuncts)
				w.conjuncts = append(w.conjuncts, ways[i][row])
			} else if row == 0 {
				w.conjuncts = append(w.conjuncts, nil) // nobody's: its bit is never alive
			}
		}
		if n := len(w.conjuncts) - base; n == 0 {
			break
		} else if row > 0 {
			w.folds = append(w.folds, fold{base, 1<<n - 1})
		}
	}
	p.words = append(p.words, w)
}

// Paths tells, for each segment, how its answer is found.
func (p *Set) Paths() []Path { return slices.Clone(p.paths) }

// Words is how many words of 64 bits a person's answers take.
func (p *Set) Words() int { return len(p.words) }

// facts are what conditions are asked of beside a person's traits: the day. A
// store knows nothing of what anybody did.
func (p *Set) facts() decision.Facts {
	day, _ := civil.Parse(string(p.on))
	return decision.Facts{Day: day}
}

// refresh takes in what came into the store's dictionaries since.
func (p *Set) refresh() {
	if p.version == p.store.version {
		return
	}
	for i := range p.words {
		p.words[i].tabulate(p.store, p.on, p.facts())
	}
	p.version = p.store.version
}
