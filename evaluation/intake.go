package evaluation

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/internal/shape"
)

// Read reads newline-delimited JSON in bulk, as [ReadEvents] does and with the
// same faults found, but looks up what each event names and yields it as a
// [Deed], a few events later. Of lines that look alike nothing is allocated.
func (x *Index) Read(r io.Reader) iter.Seq2[Deed, error] {
	return func(yield func(Deed, error) bool) {
		var shapes shape.Shapes
		var spans [shape.Most]shape.Span
		wait := queue{index: x, yield: yield}
		for line, err := range shape.Lines(r, MaxLine) {
			known := shapes.Match(line.Text, &spans)
			if err == nil && known != nil {
				if d, person, ok := x.deedOf(line.Text, known.Kinds(), &spans); ok {
					known.Keep(line.Text, &spans)
					if wait.add(d, person); wait.n == together && !wait.settle() {
						return
					}
					continue
				}
			}
			if !wait.settle() {
				return
			}
			if err != nil {
				yield(Deed{}, fmt.Errorf("line %d: %w", line.Number, err))
				return
			}
			e, found := decodeLine(line)
			var d Deed
			if found == nil {
				if d = x.Deed(e); known == nil {
					shapes.Add(shape.Learn(line.Text, memberOf))
				}
			}
			if !yield(d, found.Err()) {
				return
			}
		}
		wait.settle()
	}
}

// together is how many people are looked up at once: then the processor waits
// for memory once for several of them.
const together = 16

// queue holds deeds whose people are still to be looked up.
type queue struct {
	index *Index
	yield func(Deed, error) bool
	n     int
	deeds [together]Deed
	sizes [together]int // of the people's IDs, 0 where nobody is asked for
	ids   [together][MaxID]byte
}

// add lets a deed wait for a person, empty where nobody is asked for.
func (q *queue) add(d Deed, person []byte) {
	q.deeds[q.n], q.sizes[q.n] = d, copy(q.ids[q.n][:], person)
	q.n++
}

// settle looks up who did what waits, and yields it.
func (q *queue) settle() bool {
	var people [together]int
	for i := range q.n {
		people[i] = -1
		if n, listed := q.index.workforce.NumberOf(q.ids[i][:q.sizes[i]]); listed {
			people[i] = n
		}
	}
	n := q.n
	q.n = 0
	for i := range n {
		d := &q.deeds[i]
		if q.sizes[i] > 0 {
			if d.Person = uint32(people[i]); people[i] < 0 {
				*d = d.Ignore(UnknownPerson)
			}
		}
		if !q.yield(*d, nil) {
			return false
		}
	}
	return true
}

// endOf is when a day has passed.
func endOf(now engagement.Date) (int64, error) {
	if now == "" {
		return math.MaxInt64, nil
	}
	day, ok := civil.Parse(string(now))
	if !ok {
		return 0, engagement.Findings{rule.Error(notADate, "/made", rule.Detail{Found: clip(string(now)), Source: "ISO 8601"})}.Err()
	}
	return after(day), nil
}

// The members of an event, as places in a shape name them: their places in
// members, counted from 1.
const (
	idMember uint8 = iota + 1
	atMember
	campaignMember
	touchpointMember
	propositionMember
	personMember
	verbMember
	languageMember
)

// memberOf names a text of an event.
func memberOf(pointer string) uint8 {
	switch kind := uint8(slices.Index(members, pointer[1:]) + 1); kind {
	case atMember:
		return kind | shape.Sized
	case campaignMember, touchpointMember, propositionMember, verbMember, languageMember:
		return kind | shape.Recurs
	default:
		return kind
	}
}

// deedOf is the deed of a line whose texts are plain and known by their places,
// and the person to look up for it. It is false for whatever [DecodeEvent] might
// refuse, which then says why.
func (x *Index) deedOf(line []byte, kinds []uint8, spans *[shape.Most]shape.Span) (d Deed, person []byte, right bool) {
	var id []byte
	ours, touched := false, false
	for i, kind := range kinds {
		span := &spans[i]
		text := line[span.Begin:span.End]
		if len(text) == 0 || len(text) > MaxID {
			return d, nil, false
		}
		ok := true
		switch kind & shape.Name {
		case idMember:
			id = text
		case atMember:
			d.At, ok = shape.Instant(text)
		case personMember:
			person = text
		case campaignMember:
			if !span.Known && string(text) == x.campaign {
				span.Value = 1
			}
			ours = span.Value > 0
		case touchpointMember:
			if !span.Known {
				span.Value = x.counted(text)
			}
			d.Touchpoint, touched = uint16(span.Value-1), span.Value > 0
		case verbMember:
			if !span.Known {
				span.Value = uint32(DeedsOf(Verb(text)))
			}
			d.Did = Deeds(span.Value)
			ok = d.Did != 0
		case languageMember:
			ok = span.Known || slices.Contains(engagement.Languages(), engagement.Language(text))
		}
		if !ok {
			return d, nil, false
		}
	}
	d.Event = Mark(id)
	switch {
	case !ours:
		return d.Ignore(OtherCampaign), nil, true
	case !touched:
		return d.Ignore(UnknownTouchpoint), nil, true
	case person == nil:
		return d.Ignore(NoPerson), nil, true
	}
	return d, person, true
}

// counted is the number of a touchpoint, counted from 1, 0 of none.
func (x *Index) counted(id []byte) uint32 {
	if n, known := x.numbers[string(id)]; known {
		return uint32(n) + 1
	}
	return 0
}

// Read takes in all events of newline-delimited JSON, as [NewReport] does; see
// [Funnel.ReadDeeds].
func (f *Funnel) Read(r io.Reader, now engagement.Date, more ...func(Deed)) error {
	return f.ReadDeeds(f.index.Read(r), now, more...)
}

// ReadDeeds takes in all deeds of a sequence such as [Index.Read], and hands
// each that counts to more aggregates of the same index. What happened after
// the day, in UTC, is ignored as [Later]; the empty date stands for no such day.
// Lines with faults are counted among those ignored. Any other error ends it.
func (f *Funnel) ReadDeeds(deeds iter.Seq2[Deed, error], now engagement.Date, more ...func(Deed)) error {
	end, err := endOf(now)
	if err != nil {
		return err
	}
	for d, err := range deeds {
		if err != nil {
			if fault := (*engagement.Finding)(nil); !errors.As(err, &fault) {
				return fmt.Errorf("funnel: %w", err)
			}
			f.broken++
			continue
		}
		if d.At >= end {
			d = d.Ignore(Later)
		}
		f.Take(d)
		if d.cause == 0 {
			for _, take := range more {
				take(d)
			}
		}
	}
	return nil
}
