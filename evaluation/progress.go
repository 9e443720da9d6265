package evaluation

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/campaign"
)

// ErrSettled is what merging returns where both have settled one time, or where
// one has still to place an event in time that the other has settled.
var ErrSettled = errors.New("evaluation: the same time is settled twice")

// Progress is the ordered funnel: who was reached, then started, and then
// completed, in that order, by phase. [Funnel] asks what people did at all; who
// completed without having been shown anything counts there, and not here.
//
// Deeds may come in any order until their time is settled. [Progress.Settle]
// puts the deeds of a slice of time in order and keeps of them what the slice
// does to each person: how far they are after it, for each stage that they may
// have been at before. Such maps compose, so that slices may be settled, sent
// and merged in any order, and the result is that of all deeds in order.
//
// Deeds that are equal but for their event's ID count once, and so does an event
// that comes twice: to be reached again, or to complete again, takes nobody
// further. Of deeds at the same millisecond an earlier step comes first.
//
// It takes 2 bytes a person for each settled slice that touches no other, and
// 16 bytes for each different deed that is not settled; so memory is bounded by
// how long a host waits for what comes late. Where all deeds of a time lie in a
// table in order, [Progress.SettleColumns] takes them in without keeping them.
//
// A Progress is not safe for use by several goroutines at once.
type Progress struct {
	index  *Index
	slices []slice  // settled, in order of time; no two touch
	open   []moment // not settled; the first sorted of them in order, each once
	sorted int
}

// slice is what settled time, from one millisecond to before another, did to
// each person.
type slice struct {
	from, until int64
	courses     []course
}

// moment is a step of a person, still to be put in order.
type moment struct {
	at          int64
	person      uint32
	phase, step uint8
}

func (m moment) compare(with moment) int {
	switch {
	case m.person != with.person:
		return cmp.Compare(m.person, with.person)
	case m.at != with.at:
		return cmp.Compare(m.at, with.at)
	case m.phase != with.phase:
		return cmp.Compare(m.phase, with.phase)
	}
	return cmp.Compare(m.step, with.step)
}

// Progress returns an ordered funnel in which nothing happened yet.
func (x *Index) Progress() *Progress { return &Progress{index: x} }

// Take takes in a deed of the index. It reports whether it could: not where the
// deed came too late for a time that is settled. A deed that does not count
// changes nothing.
func (p *Progress) Take(d Deed) bool {
	if d.cause != 0 {
		return true
	}
	if p.settled(d.At) {
		return false
	}
	p.open = append(p.open, moment{d.At, d.Person, p.index.phases[d.Touchpoint], stepOf(d.Did)})
	if len(p.open) > 2*p.sorted+1<<12 {
		p.sort()
	}
	return true
}

// settled reports whether a time is.
func (p *Progress) settled(at int64) bool {
	i, _ := slices.BinarySearchFunc(p.slices, at, func(s slice, at int64) int { return cmp.Compare(s.until-1, at) })
	return i < len(p.slices) && p.slices[i].from <= at
}

// sort brings the open deeds in order, each once: first into places by person, of
// which each takes a few deeds, and then within the places.
func (p *Progress) sort() {
	if p.sorted == len(p.open) {
		return
	}
	shift := 0
	for p.index.Len()>>shift > len(p.open)/4 {
		shift++
	}
	ends := make([]uint32, p.index.Len()>>shift+1)
	for _, m := range p.open {
		ends[m.person>>shift]++
	}
	begin := uint32(0)
	for i, n := range ends {
		ends[i] = begin // where it begins, for now
		begin += n
	}
	sorted := make([]moment, len(p.open))
	for _, m := range p.open {
		sorted[ends[m.person>>shift]] = m
		ends[m.person>>shift]++
	}
	begin = 0
	for _, end := range ends {
		slices.SortFunc(sorted[begin:end], moment.compare)
		begin = end
	}
	p.open = slices.Compact(sorted)
	p.sorted = len(p.open)
}

// Settle closes the time from one instant on and before another; the zero time
// stands for the beginning and the end of time. What happened then and was not
// taken in is refused from now on. Time that is settled already stays so.
func (p *Progress) Settle(from, before time.Time) {
	first, end := between(from, before)
	p.sort()
	var added []slice
	for _, s := range append(slices.Clone(p.slices), slice{from: end}) {
		if until := min(s.from, end); first < until {
			added = append(added, p.close(first, until))
		}
		if first = max(first, s.until); first >= end {
			break
		}
	}
	p.slices = join(append(p.slices, added...))
}

// between is a time in milliseconds; the zero time stands for the beginning and
// the end of time.
func between(from, before time.Time) (first, end int64) {
	first, end = math.MinInt64, math.MaxInt64
	if !from.IsZero() {
		first = from.UnixMilli()
	}
	if !before.IsZero() {
		end = before.UnixMilli()
	}
	return first, end
}

// SettleColumns closes the time from one instant on and before another, as
// [Progress.Settle] does, with all deeds of that time at once, as columns of a
// table in order of time hold them: of each the number of a person, that of a
// touchpoint, and one verb. Nothing is put in order, so that deeds of one person
// and phase at the same millisecond must come in order of steps, and nothing is
// kept but 2 bytes a person. It fails with [ErrSettled], and changes nothing,
// where some of that time is settled, or a deed of it was taken in before. It
// panics on columns of different lengths and on numbers that the index does not
// have.
func (p *Progress) SettleColumns(from, before time.Time, people []uint32, touchpoints []uint16, deeds []Deeds) error {
	first, end := between(from, before)
	if slices.ContainsFunc(p.slices, func(s slice) bool { return first < s.until && s.from < end }) ||
		slices.ContainsFunc(p.open, func(m moment) bool { return m.at >= first && m.at < end }) {
		return ErrSettled
	}
	if first >= end {
		return nil
	}
	s := slice{first, end, make([]course, p.index.Len())}
	moves := make([]uint8, len(p.index.phases)<<verbs) // by touchpoint and deeds
	for i := range moves {
		moves[i] = p.index.phases[i>>verbs]*steps + stepOf(Deeds(i&(1<<verbs-1)))
	}
	touchpoints, deeds = touchpoints[:len(people)], deeds[:len(people)]
	after, of := moved(), s.courses
	for i, person := range people {
		move := moves[uint(touchpoints[i])<<verbs|uint(deeds[i]&(1<<verbs-1))]
		c := &of[person]
		*c = after[uint(move&15)<<bitsOfCourse|uint(*c&(1<<bitsOfCourse-1))]
	}
	p.slices = join(append(p.slices, s))
	return nil
}

// close takes the deeds of a time that is not settled out of the open ones.
func (p *Progress) close(from, until int64) slice {
	s := slice{from, until, make([]course, p.index.Len())}
	open := p.open[:0]
	for _, m := range p.open { // of each person in order of time
		if m.at < from || m.at >= until {
			open = append(open, m)
			continue
		}
		s.courses[m.person] = s.courses[m.person].step(m.phase, m.step)
	}
	p.open, p.sorted = open, len(open)
	return s
}

// join puts slices in order and makes one of those that touch; it writes into
// the courses of those that come first.
func join(all []slice) []slice {
	slices.SortFunc(all, func(a, b slice) int { return cmp.Compare(a.from, b.from) })
	out := all[:0]
	for _, s := range all {
		if n := len(out); n > 0 && out[n-1].until == s.from {
			before := out[n-1].courses
			for i, c := range s.courses {
				before[i] = before[i].then(c)
			}
			out[n-1].until = s.until
			continue
		}
		out = append(out, s)
	}
	return out
}

// Merge takes in all that another took in, which stays as it is. In whatever
// way deeds are shared out, by time that each settles or at random before
// anything is settled, these merge to the one that takes them all, in any
// order. It fails with [ErrOtherIndex] or [ErrSettled], and changes nothing
// then.
func (p *Progress) Merge(with *Progress) error {
	if p.index.print != with.index.print {
		return ErrOtherIndex
	}
	for _, m := range p.open {
		if with.settled(m.at) {
			return ErrSettled
		}
	}
	for _, m := range with.open {
		if p.settled(m.at) {
			return ErrSettled
		}
	}
	for _, s := range p.slices {
		for _, t := range with.slices {
			if s.from < t.until && t.from < s.until {
				return ErrSettled
			}
		}
	}
	for _, s := range with.slices {
		p.slices = append(p.slices, slice{s.from, s.until, slices.Clone(s.courses)})
	}
	p.slices = join(p.slices)
	p.open, p.sorted = append(p.open, with.open...), 0
	p.sort()
	return nil
}

// courses are those of all time, which must not be changed.
func (p *Progress) courses() []course {
	if len(p.slices) == 1 && len(p.open) == 0 {
		return p.slices[0].courses
	}
	all := Progress{p.index, nil, slices.Clone(p.open), p.sorted}
	for _, s := range p.slices {
		all.slices = append(all.slices, slice{s.from, s.until, slices.Clone(s.courses)})
	}
	all.Settle(time.Time{}, time.Time{})
	return all.slices[0].courses
}

// Steps is how many people came how far in order; each count includes the next.
type Steps struct {
	Reached, Started, Completed int
}

// Count counts, with all that was taken in, who of some people came how far in
// a phase; nil stands for everyone. The counts are exact: what is shown of them
// must be large enough, as a [Report] sees to.
func (p *Progress) Count(phase campaign.Phase, people []bool) Steps {
	of := slices.Index(campaign.Phases(), phase)
	if of < 0 {
		return Steps{}
	}
	var stage [stages]int
	for i, c := range p.courses() {
		if people == nil || people[i] {
			stage[c.stage(uint8(of))]++
		}
	}
	return Steps{stage[1] + stage[2] + stage[3], stage[2] + stage[3], stage[3]}
}
