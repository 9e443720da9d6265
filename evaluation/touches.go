package evaluation

import (
	"math/bits"
	"time"
)

// Touches keeps who did what with each touchpoint, and on which days they first
// and last came to it, so that distinct people can be counted for any set of
// touchpoints, such as those of a phase, a channel or a proposition, and any
// set of people, such as a segment, a site or a language.
//
// Deeds may come in any order and any number of times. Touches of parts of the
// deeds merge to those of all, in any order. Memory is one bit a person for each
// touchpoint and verb that occurs, in blocks of 4,096 people, and 4 bytes a
// person for each touchpoint to which they came, in blocks of 64.
//
// Touches are not safe for use by several goroutines at once.
type Touches struct {
	index *Index
	did   []column64 // by touchpoint and verb, who did it
	came  []calendar // by touchpoint, when people came to it
}

const (
	wordsOfBlock  = 64
	peopleOfBlock = 64 * wordsOfBlock
	peopleOfDays  = 64
)

// column64 is a set of people, in blocks of which those that hold nobody are nil.
type column64 []*[wordsOfBlock]uint64

// calendar is the days of people, in blocks of which those of nobody are nil.
type calendar []*[peopleOfDays]days

// days is the first and the last on which a person came to a touchpoint,
// counted so that the first day of the campaign is noon; 0 for never.
type days struct{ first, last uint16 }

const noon = 1 << 15

func (d *days) take(with days) {
	if d.first == 0 || with.first < d.first {
		d.first = with.first
	}
	d.last = max(d.last, with.last)
}

// comes is what shows that somebody came to a touchpoint, instead of its coming
// to them.
const comes = started | completed | shared

// Touches returns touches in which nobody did anything yet.
func (x *Index) Touches() *Touches {
	t := &Touches{index: x, did: make([]column64, verbs*len(x.touchpoints)), came: make([]calendar, len(x.touchpoints))}
	return t
}

// Take takes in a deed of the index. One that does not count changes nothing.
func (t *Touches) Take(d Deed) {
	if d.cause != 0 || d.Did == 0 {
		return
	}
	verb := bits.TrailingZeros8(uint8(d.Did))
	block := t.did[int(d.Touchpoint)*verbs+verb].block(int(d.Person)/peopleOfBlock, t.index.Len())
	block[d.Person%peopleOfBlock/64] |= 1 << (d.Person % 64)
	if d.Did&comes != 0 {
		day := t.index.day(d.At)
		block := t.came[d.Touchpoint].block(int(d.Person)/peopleOfDays, t.index.Len())
		block[d.Person%peopleOfDays].take(days{day, day})
	}
}

// day is the day of an instant, in UTC. Days 89 years off count as one.
func (x *Index) day(at int64) uint16 {
	const long = int64(24 * time.Hour / time.Millisecond)
	day := at / long
	if at%long < 0 {
		day--
	}
	return uint16(min(max(day-int64(x.origin)+noon, 1), 1<<16-1))
}

func (c *column64) block(i, people int) *[wordsOfBlock]uint64 {
	if *c == nil {
		*c = make(column64, (people+peopleOfBlock-1)/peopleOfBlock)
	}
	if (*c)[i] == nil {
		(*c)[i] = new([wordsOfBlock]uint64)
	}
	return (*c)[i]
}

func (c *calendar) block(i, people int) *[peopleOfDays]days {
	if *c == nil {
		*c = make(calendar, (people+peopleOfDays-1)/peopleOfDays)
	}
	if (*c)[i] == nil {
		(*c)[i] = new([peopleOfDays]days)
	}
	return (*c)[i]
}

// Merge takes in all that another took in, which stays as it is. It fails with
// [ErrOtherIndex], and changes nothing then.
func (t *Touches) Merge(with *Touches) error {
	if t.index.print != with.index.print {
		return ErrOtherIndex
	}
	people := t.index.Len()
	for i, c := range with.did {
		for k, block := range c {
			if block == nil {
				continue
			}
			into := t.did[i].block(k, people)
			for n, word := range block {
				into[n] |= word
			}
		}
	}
	for i, c := range with.came {
		for k, block := range c {
			if block == nil {
				continue
			}
			into := t.came[i].block(k, people)
			for n, d := range block {
				if d.first > 0 {
					into[n].take(d)
				}
			}
		}
	}
	return nil
}

// Stages is how many different people did what with some touchpoints.
type Stages struct {
	// Reached are those who were shown one of them, or did anything with one.
	Reached int
	// Activated are those who started or completed one.
	Activated int
	// Completed are those who completed one.
	Completed int
	// Dismissed are those who put one away.
	Dismissed int
	// Shared are those who passed one on.
	Shared int
	// Returned are those who started, completed or passed on any of them on two or more days, in UTC.
	Returned int
}

// Count counts who of some people did what with some touchpoints; nil stands
// for everyone, and for all touchpoints. The counts are exact: what is shown of
// them must be large enough, as a [Report] sees to. It panics on numbers that
// the index does not have.
func (t *Touches) Count(touchpoints []int, people []bool) Stages {
	if touchpoints == nil {
		touchpoints = t.index.Touchpoints(nil)
	}
	var s Stages
	for first := 0; first < t.index.Len(); first += peopleOfBlock {
		asked := mask64(people, first, min(first+peopleOfBlock, t.index.Len()))
		var did [verbs][wordsOfBlock]uint64
		for _, of := range touchpoints {
			for verb := range verbs {
				if c := t.did[of*verbs+verb]; c != nil && c[first/peopleOfBlock] != nil {
					for i, word := range c[first/peopleOfBlock] {
						did[verb][i] |= word
					}
				}
			}
		}
		for i := range wordsOfBlock {
			shown, dismissed, started, completed, shared := did[0][i], did[1][i], did[2][i], did[3][i], did[4][i]
			s.Reached += bits.OnesCount64(asked[i] & (shown | dismissed | started | completed | shared))
			s.Activated += bits.OnesCount64(asked[i] & (started | completed))
			s.Completed += bits.OnesCount64(asked[i] & completed)
			s.Dismissed += bits.OnesCount64(asked[i] & dismissed)
			s.Shared += bits.OnesCount64(asked[i] & shared)
			s.Returned += bits.OnesCount64(asked[i] & t.returned(touchpoints, first/peopleOfDays+i))
		}
	}
	return s
}

// returned marks, among the people of a block of days, who came on two days.
func (t *Touches) returned(touchpoints []int, block int) uint64 {
	var all [peopleOfDays]days
	any := false
	for _, of := range touchpoints {
		c := t.came[of]
		if c == nil || block >= len(c) || c[block] == nil {
			continue
		}
		any = true
		for i, d := range c[block] {
			if d.first > 0 {
				all[i].take(d)
			}
		}
	}
	var marked uint64
	if any {
		for i, d := range all {
			if d.first < d.last {
				marked |= 1 << i
			}
		}
	}
	return marked
}

// mask64 is the people asked for among those from number first on and before
// another.
func mask64(people []bool, first, before int) (m [wordsOfBlock]uint64) {
	for i := first; i < before; i++ {
		if people == nil || people[i] {
			m[(i-first)/64] |= 1 << ((i - first) % 64)
		}
	}
	return m
}
