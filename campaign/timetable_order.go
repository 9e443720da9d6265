package campaign

// arrangement puts a person's answers in the order of what they are about: each
// bit of a set is that of a touchpoint, by its number, or what follows those. It
// looks up a byte of the answers at a time.
type arrangement struct {
	given int      // words of a person's answers
	words int      // words of a person's set
	every []uint64 // the bits that all sets have
	bytes []arranged
}

// arranged is where the bits of one byte of the answers go.
type arranged struct {
	word, shift int
	to          []uint64 // by what the byte may be: a set
}

func newArrangement(given, bits int) *arrangement {
	words := (bits + 63) / 64
	return &arrangement{given: given, words: words, every: make([]uint64, words)}
}

// always gives a bit to every set.
func (a *arrangement) always(to int) { a.every[to/64] |= 1 << (to % 64) }

// put has a bit of the answers go to one of a set.
func (a *arrangement) put(bit, to int) {
	word, shift := bit/64, bit%64&^7
	var b *arranged
	for k := range a.bytes {
		if a.bytes[k].word == word && a.bytes[k].shift == shift {
			b = &a.bytes[k]
		}
	}
	if b == nil {
		a.bytes = append(a.bytes, arranged{word, shift, make([]uint64, 256*a.words)})
		b = &a.bytes[len(a.bytes)-1]
	}
	for n := range 256 {
		if n>>(bit%8)&1 == 1 {
			b.to[n*a.words+to/64] |= 1 << (to % 64)
		}
	}
}

// arrange writes the sets of some people from their answers.
func (a *arrangement) arrange(answers, sets []uint64) {
	if a.words > 1 {
		for ; len(answers) > 0; answers, sets = answers[a.given:], sets[a.words:] {
			copy(sets, a.every)
			for k := range a.bytes {
				b := &a.bytes[k]
				for w, set := range b.to[int(uint8(answers[b.word]>>b.shift))*a.words:][:a.words] {
					sets[w] |= set
				}
			}
		}
		return
	}
	for i := range sets {
		sets[i] = a.every[0]
	}
	for k := 0; k < len(a.bytes); k += 2 { // two tables are in use at a time
		one := &a.bytes[k]
		two := &a.bytes[min(k+1, len(a.bytes)-1)]
		first, second := (*[256]uint64)(one.to), (*[256]uint64)(two.to)
		left, right := one.shift&63, two.shift&63
		at, to := answers[one.word:], answers[two.word:]
		n := 0
		for i := range sets {
			sets[i] |= first[uint8(at[n]>>left)] | second[uint8(to[n]>>right)]
			n += a.given
		}
	}
}
