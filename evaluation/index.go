package evaluation

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/civil"
)

// ErrOtherIndex is what merging and decoding return for an aggregate of another
// campaign, or of other people: their numbers would mean somebody else.
var ErrOtherIndex = errors.New("evaluation: an aggregate of other touchpoints or people")

// Index is what events are counted against: the touchpoints of a plan and the
// people of a workforce, each by number. Names are looked up here, at the door,
// and nowhere behind it. It does not change, and several goroutines may use it.
type Index struct {
	campaign    string
	segments    []string              // IDs in order of precedence
	touchpoints []campaign.Touchpoint // by number
	numbers     map[string]uint16     // of touchpoints
	phases      []uint8               // by touchpoint, as the index in campaign.Phases
	workforce   *audience.Workforce
	rows        []uint32 // by person, the row of a report that counts them
	origin      civil.Day
	print       uint64 // tells one index from another
}

// NewIndex numbers the touchpoints of a plan, those that it made of others
// included, and the people it was made for. Each person counts in the first of
// the plan's segments that they are in.
func NewIndex(p *campaign.Plan, w *audience.Workforce) *Index {
	x := &Index{campaign: p.Brief.ID, numbers: make(map[string]uint16, len(p.Touchpoints)), workforce: w, rows: make([]uint32, 0, w.Len())}
	x.origin, _ = civil.Parse(string(p.Brief.Frame.Inform))
	for _, s := range p.Brief.Segments {
		x.segments = append(x.segments, s.ID)
	}
	know := func(t *campaign.Touchpoint) {
		phase := slices.Index(campaign.Phases(), t.Phase)
		if _, known := x.numbers[t.ID]; known || phase < 0 || len(x.touchpoints) > 1<<16-1 {
			return
		}
		x.numbers[t.ID] = uint16(len(x.touchpoints))
		x.touchpoints, x.phases = append(x.touchpoints, *t), append(x.phases, uint8(phase))
	}
	for i := range p.Brief.Touchpoints {
		know(&p.Brief.Touchpoints[i])
	}
	for _, planned := range p.Touchpoints { // what the plan made of them: teasers, steps, moments
		if t := p.Touchpoint(planned.ID); t != nil {
			know(t)
		}
	}
	segmentsOf := p.SegmentsOf(w, p.Brief.Frame.Inform)
	for person := range w.People() {
		row := len(x.segments) // everyone else
		if in := segmentsOf(person); len(in) > 0 {
			row = slices.Index(x.segments, in[0])
		}
		x.rows = append(x.rows, uint32(row))
	}
	x.print = x.fingerprint()
	return x
}

// fingerprint sums up all that numbers stand for.
func (x *Index) fingerprint() uint64 {
	h := fnv.New64a()
	var b []byte
	text := func(s string) { b = append(binary.LittleEndian.AppendUint32(b, uint32(len(s))), s...) }
	text(x.campaign)
	for _, s := range x.segments {
		text(s)
	}
	for i, t := range x.touchpoints {
		text(t.ID)
		b = append(b, x.phases[i])
	}
	b = binary.LittleEndian.AppendUint64(b, uint64(x.origin))
	i := 0
	for p := range x.workforce.People() {
		text(p.ID)
		b = binary.LittleEndian.AppendUint32(b, x.rows[i])
		if i++; len(b) > 1<<12 {
			h.Write(b)
			b = b[:0]
		}
	}
	h.Write(b)
	return h.Sum64()
}

// Campaign is the ID of the campaign.
func (x *Index) Campaign() string { return x.campaign }

// Len is how many people there are.
func (x *Index) Len() int { return len(x.rows) }

// Touchpoint returns the number of a touchpoint, and whether there is one of
// that ID.
func (x *Index) Touchpoint(id string) (int, bool) {
	n, known := x.numbers[id]
	return int(n), known
}

// Touchpoints lists, in order, the numbers of the touchpoints that a question
// holds for, such as those of one phase, channel or proposition; of all where
// it is nil.
func (x *Index) Touchpoints(such func(t *campaign.Touchpoint) bool) []int {
	var list []int
	for i := range x.touchpoints {
		if such == nil || such(&x.touchpoints[i]) {
			list = append(list, i)
		}
	}
	return list
}

// People marks, by number, the people that a question holds for, such as those
// of one site or language.
func (x *Index) People(such func(p *audience.Person) bool) []bool {
	marked := make([]bool, 0, len(x.rows))
	for p := range x.workforce.People() {
		marked = append(marked, such(p))
	}
	return marked
}

// Deeds is a set of verbs.
type Deeds uint8

const (
	shown Deeds = 1 << iota
	dismissed
	started
	completed
	shared

	verbs = iota // how many there are
)

// DeedsOf is the set of one verb, empty of one that is none of [Verbs].
func DeedsOf(v Verb) Deeds {
	switch v {
	case Shown:
		return shown
	case Dismissed:
		return dismissed
	case Started:
		return started
	case Completed:
		return completed
	case Shared:
		return shared
	}
	return 0
}

// Deed is an event in the numbers of an [Index], as aggregates take it: 24
// bytes without a name. One with a cause does not count.
type Deed struct {
	// At is when it happened, in milliseconds since 1970, UTC; what is finer is cut off.
	At int64
	// Event stands for the ID of the event, as [Mark] makes it.
	Event uint64
	// Person is the number in the workforce.
	Person uint32
	// Touchpoint is the number in the index.
	Touchpoint uint16
	// Did is what the person did: one verb.
	Did   Deeds
	cause uint8 // as its index in Causes, counted from 1; 0 where the event counts
}

// Cause is why the event does not count, empty where it does.
func (d Deed) Cause() Cause {
	if d.cause == 0 {
		return ""
	}
	return causes[d.cause-1]
}

// number is a cause as a deed holds it.
func (c Cause) number() uint8 { return uint8(slices.Index(causes[:], c) + 1) }

// Ignore is what is left of a deed that does not count: nobody did anything.
func (d Deed) Ignore(c Cause) Deed { return Deed{At: d.At, Event: d.Event, cause: c.number()} }

// Deed looks up what an event names.
func (x *Index) Deed(e Event) Deed {
	d := Deed{At: e.At.UnixMilli(), Event: Mark([]byte(e.ID)), Did: DeedsOf(e.Verb)}
	touchpoint, touched := x.numbers[e.Touchpoint]
	person, known := x.workforce.Number(e.Person)
	switch {
	case e.Campaign != x.campaign:
		return d.Ignore(OtherCampaign)
	case d.Did == 0:
		return d.Ignore(UnknownVerb)
	case !touched:
		return d.Ignore(UnknownTouchpoint)
	case e.Person == "":
		return d.Ignore(NoPerson)
	case !known:
		return d.Ignore(UnknownPerson)
	}
	d.Touchpoint, d.Person = touchpoint, uint32(person)
	return d
}

// after is the first instant after a day, in UTC, as deeds tell time.
func after(day civil.Day) int64 { return (int64(day) + 1) * time.Hour.Milliseconds() * 24 }
