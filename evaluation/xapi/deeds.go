package xapi

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/shape"
)

// Deeds reads newline-delimited JSON in bulk, as [Exchange.Read] does and with
// the same faults found, but yields what each statement says as an
// [evaluation.Deed] of the exchange's index, a few statements later. Of
// statements that look alike, which those of one system do, nothing is allocated.
func (x *Exchange) Deeds(r io.Reader) iter.Seq2[evaluation.Deed, error] {
	return func(yield func(evaluation.Deed, error) bool) {
		var shapes shape.Shapes
		var spans [shape.Most]shape.Span
		waiting := make([]waitingDeed, 0, together)
		for line, err := range shape.Lines(r, MaxLine) {
			var known *shape.Shape
			if err == nil {
				known = shapes.Match(line.Text, &spans)
			}
			if known != nil {
				if d, ok := x.deed(line.Text, known.Kinds(), &spans); ok {
					known.Keep(line.Text, &spans)
					if waiting = append(waiting, d); len(waiting) == together {
						if !x.settle(waiting, yield) {
							return
						}
						waiting = waiting[:0]
					}
					continue
				}
			}
			if !x.settle(waiting, yield) {
				return
			}
			waiting = waiting[:0]
			if err != nil {
				yield(evaluation.Deed{}, fmt.Errorf("line %d: %w", line.Number, err))
				return
			}
			v, e, found := x.line(line)
			var d evaluation.Deed
			if found == nil {
				if d = x.index.Deed(e); known == nil && x.regular(v) {
					shapes.Add(shape.Learn(line.Text, textOf))
				}
			}
			if !yield(d, found.Err()) {
				return
			}
		}
		x.settle(waiting, yield)
	}
}

// together is how many pseudonyms are looked up at once: then the processor
// waits for memory once for several of them.
const together = 32

// waitingDeed is a deed whose person may still have to be looked up.
type waitingDeed struct {
	evaluation.Deed
	name pseudonym
	asks bool
}

// settle looks up who did what waits, and yields it.
func (x *Exchange) settle(waiting []waitingDeed, yield func(evaluation.Deed, error) bool) bool {
	var people [together]uint32 // counted from 1
	for i := range waiting {
		people[i] = *x.first(&waiting[i].name)
	}
	for i := range waiting {
		if w := &waiting[i]; w.asks && (people[i] == 0 || x.pseudonyms[people[i]-1] != w.name) {
			people[i] = *x.place(&w.name)
		}
	}
	for i := range waiting {
		d := waiting[i].Deed
		if waiting[i].asks {
			if d.Person = people[i] - 1; people[i] == 0 {
				d = d.Ignore(evaluation.NoPerson)
			}
		}
		if !yield(d, nil) {
			return false
		}
	}
	return true
}

// Kinds of texts that differ from statement to statement.
const (
	idText uint8 = iota + 1
	homeText
	nameText
	verbText
	activityText
	timeText
	storedText
	uuidText
	iriText
	languageText
	anyText
)

// texts are those that differ, by their place. Displays, names and descriptions
// may be anything; all other texts make the shape.
var texts = map[string]uint8{
	"/id": idText | shape.Sized, "/timestamp": timeText | shape.Sized, "/stored": storedText | shape.Sized, "/context/registration": uuidText | shape.Sized,
	"/actor/account/homePage": homeText | shape.Recurs, "/actor/account/name": nameText | shape.Sized, "/actor/name": anyText | shape.Any,
	"/verb/id": verbText | shape.Recurs, "/object/id": activityText | shape.Recurs, "/context/language": languageText | shape.Recurs,
	"/context/contextActivities/other/0/id": iriText | shape.Recurs, "/result/response": anyText | shape.Any,
}

func textOf(pointer string) uint8 {
	for _, free := range []string{"/verb/display/", "/object/definition/name/", "/object/definition/description/"} {
		if strings.HasPrefix(pointer, free) {
			return anyText | shape.Any | shape.Recurs
		}
	}
	return texts[pointer]
}

// regular reports whether the texts of a statement mean what their places say:
// an account did something with an activity, and when is told by its time.
func (x *Exchange) regular(v light.Value) bool {
	agent, about := v.Member("actor").Member("objectType").Text, v.Member("object").Member("objectType").Text
	return (agent == "" || agent == "Agent") && (about == "" || about == "Activity") &&
		v.Member("actor").Member("account").Kind == light.Object && v.Member("id").Kind == light.Text && v.Member("timestamp").Kind == light.Text
}

// deed is what a statement of a known shape says. It is false for whatever
// [Exchange.Read] might refuse, which then says why.
func (x *Exchange) deed(line []byte, kinds []uint8, spans *[shape.Most]shape.Span) (d waitingDeed, right bool) {
	var id, home, name, about []byte
	ours := false
	for i, kind := range kinds {
		text := line[spans[i].Begin:spans[i].End]
		ok := true
		switch kind & shape.Name {
		case idText:
			id, ok = text, isUUID(text)
		case homeText:
			home, ok = text, spans[i].Known || isIRI(text)
		case nameText:
			name = text
		case verbText:
			if !spans[i].Known {
				spans[i].Value, ok = x.verbOf(text)
			}
			d.Did = evaluation.Deeds(spans[i].Value)
		case activityText:
			if !spans[i].Known {
				spans[i].Value, ok = x.activityOf(text)
			}
			if about = text; spans[i].Value > 0 {
				d.Touchpoint, ours = uint16(spans[i].Value-1), true
			}
		case timeText:
			d.At, ok = timestamp(text)
		case storedText:
			_, ok = timestamp(text)
		case uuidText:
			ok = isUUID(text)
		case iriText:
			ok = spans[i].Known || isIRI(text)
		case languageText:
			ok = spans[i].Known || isLanguage(string(text))
		}
		if !ok {
			return d, false
		}
	}
	d.Event = evaluation.Mark(id)
	person, known := uint32(0), false
	if string(home) == x.terms.Home && readName(name, &d.name) {
		d.asks = true // and the name is nothing but digits
	} else if !shape.Plain(name) {
		return d, false
	} else {
		person, known = x.numberOf(home, name)
	}
	cause := evaluation.Cause("")
	switch {
	case !ours && strings.HasPrefix(string(about), x.terms.Base+"campaigns/") && x.elsewhere(string(about)):
		cause = evaluation.OtherCampaign
	case d.Did == 0:
		cause = evaluation.UnknownVerb
	case !ours:
		cause = evaluation.UnknownTouchpoint
	case !d.asks && !known:
		cause = evaluation.NoPerson
	}
	if d.Person = person; cause != "" {
		d.Deed, d.asks = d.Ignore(cause), false
	}
	return d, true
}

// verbOf is what a verb means, 0 for none of ours, and whether it may stand there.
func (x *Exchange) verbOf(iri []byte) (uint32, bool) {
	if did := x.verbs[string(iri)]; did != 0 {
		return uint32(did), true
	}
	return 0, isIRI(iri) && string(iri) != voided
}

// activityOf is the touchpoint that an activity is, counted from 1, 0 for none,
// and whether it may stand there.
func (x *Exchange) activityOf(iri []byte) (uint32, bool) {
	if n, ours := x.activities[string(iri)]; ours {
		return uint32(n) + 1, true
	}
	return 0, isIRI(iri)
}

// numberOf is number for a home page among other bytes.
func (x *Exchange) numberOf(home, name []byte) (uint32, bool) {
	for _, p := range x.terms.Platforms {
		if string(home) == p {
			return x.number(p, name)
		}
	}
	return 0, false
}

// Tally takes all statements of newline-delimited JSON into a funnel of the
// exchange's index, until a day, as [evaluation.Funnel.Read] does with events.
func (x *Exchange) Tally(f *evaluation.Funnel, r io.Reader, now engagement.Date, more ...func(evaluation.Deed)) error {
	return f.ReadDeeds(x.Deeds(r), now, more...)
}
