package population

import (
	"iter"
	"math/rand/v2"
	"slices"

	"github.com/osmosi-learning/osmosi/internal/decision"
)

// block is how many people are answered for at a time: few enough that their
// words stay in the nearest cache.
const block = 512

// Blocks yields everyone's answers, some people at a time: the number of the
// first, and for each of them [Set.Words] words. The words are overwritten by
// the next block.
func (p *Set) Blocks() iter.Seq2[int, []uint64] { return p.Between(0, p.store.people) }

// Between yields the answers of the people from number first on and before
// another, as [Set.Blocks] does for everyone: so that several goroutines share
// out the people, once the set has been used.
func (p *Set) Between(first, before int) iter.Seq2[int, []uint64] {
	return func(yield func(int, []uint64) bool) {
		n := len(p.words)
		buffer := make([]uint64, block*n)
		for at := range p.parts(first, before) {
			p.words[at.word].spread(at.words, buffer[at.word:], n)
			if at.word == n-1 && !yield(at.first, buffer[:len(at.words)*n]) {
				return
			}
		}
	}
}

// part is one word of each of the people from first on, before it is folded.
type part struct {
	first, word int
	words       []uint64
}

// parts yields every word of some people, then of the next, from number from on
// and before another. The words are overwritten by the next part.
func (p *Set) parts(from, before int) iter.Seq[part] {
	return func(yield func(part) bool) {
		p.refresh()
		out := make([]uint64, block)
		codes := make([][]uint16, len(p.pairs))
		for k := range codes {
			codes[k] = make([]uint16, block)
		}
		before = min(before, p.store.people)
		for first := max(0, from); first < before; first += block {
			words := out[:min(block, before-first)]
			for k, pair := range p.pairs {
				codes[k] = codes[k][:len(words)]
				pair.encode(first, codes[k])
			}
			for i := range p.words {
				p.words[i].answer(first, codes, words)
				p.askSlowly(first, i, words)
				if !yield(part{first, i, words}) {
					return
				}
			}
		}
	}
}

// askSlowly asks the interpreter about the segments of a word that have too
// many ways.
func (p *Set) askSlowly(first, word int, words []uint64) {
	facts := decision.Facts{Day: p.day}
	for _, i := range p.slow {
		if p.place[i].word != word {
			continue
		}
		for k := range words {
			facts.Profile = p.profile(first + k)
			if p.compiled[i].Match(&facts) {
				words[k] |= p.place[i].bit
			}
		}
	}
}

// Person writes the answers for person number i into words, which must hold
// [Set.Words].
func (p *Set) Person(i int, words []uint64) {
	p.refresh()
	for k := range p.words {
		words[k] = p.words[k].one(i)
		p.askSlowly(i, k, words[k:k+1])
	}
}

// Sample draws up to n people, each as likely as any other, of those who are in
// all of the segments: the numbers of the people, in order. The same
// randomness draws the same people.
func (p *Set) Sample(r *rand.Rand, n int, segments ...int) []int {
	want := p.wanted([][]int{segments})[0]
	words, met := len(p.words), 0
	var drawn []int // a reservoir: the k-th person met stays with probability n/k
	for first, people := range p.Blocks() {
		for k := 0; k+words <= len(people); k += words {
			if !all(people[k:k+words], want) {
				continue
			}
			met++
			if person := first + k/words; len(drawn) < n {
				drawn = append(drawn, person)
			} else if i := r.IntN(met); i < n {
				drawn[i] = person
			}
		}
	}
	slices.Sort(drawn)
	return drawn
}
