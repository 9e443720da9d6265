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
// [evaluation.Deed] of the exchange's index. Of statements that look alike,
// which those of one system do, nothing is allocated.
func (x *Exchange) Deeds(r io.Reader) iter.Seq2[evaluation.Deed, error] {
	return func(yield func(evaluation.Deed, error) bool) {
		var shapes shape.Shapes
		var spans [shape.Most]shape.Span
		for line, err := range shape.Lines(r, MaxLine) {
			if err != nil {
				yield(evaluation.Deed{}, fmt.Errorf("line %d: %w", line.Number, err))
				return
			}
			if known := shapes.Match(line.Text, &spans); known != nil {
				if d, ok := x.deed(line.Text, known.Kinds(), &spans); ok {
					known.Keep(line.Text, &spans)
					if !yield(d, nil) {
						return
					}
					continue
				}
			}
			v, e, found := x.line(line)
			var d evaluation.Deed
			if found == nil {
				if d = x.index.Deed(e); x.regular(v) {
					shapes.Add(shape.Learn(line.Text, textOf))
				}
			}
			if !yield(d, found.Err()) {
				return
			}
		}
	}
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
func (x *Exchange) deed(line []byte, kinds []uint8, spans *[shape.Most]shape.Span) (evaluation.Deed, bool) {
	var d evaluation.Deed
	var id, home, name, about []byte
	ours := false
	for i, kind := range kinds {
		text := line[spans[i].Begin:spans[i].End]
		ok := true
		switch kind & shape.Name {
		case idText:
			id, ok = text, isUUID(text)
		case homeText:
			home, ok = text, spans[i].Same || isIRI(text)
		case nameText:
			name = text
		case verbText:
			if d.Did = x.verbs[string(text)]; d.Did == 0 {
				ok = isIRI(text) && string(text) != voided
			}
		case activityText:
			var n int
			about = text
			if n, ours = x.activities[string(text)]; ours {
				d.Touchpoint = uint16(n)
			} else {
				ok = isIRI(text)
			}
		case timeText:
			d.At, ok = timestamp(text)
		case storedText:
			_, ok = timestamp(text)
		case uuidText:
			ok = isUUID(text)
		case iriText:
			ok = spans[i].Same || isIRI(text)
		case languageText:
			ok = spans[i].Same || isLanguage(string(text))
		}
		if !ok {
			return d, false
		}
	}
	d.Event = evaluation.Mark(id)
	person, known := x.numberOf(home, name)
	if (!known || string(home) != x.terms.Home) && !shape.Plain(name) { // a known pseudonym is nothing but digits
		return d, false
	}
	switch {
	case !ours && strings.HasPrefix(string(about), x.terms.Base+"campaigns/") && x.elsewhere(string(about)):
		return d.Ignore(evaluation.OtherCampaign), true
	case d.Did == 0:
		return d.Ignore(evaluation.UnknownVerb), true
	case !ours:
		return d.Ignore(evaluation.UnknownTouchpoint), true
	}
	if !known {
		return d.Ignore(evaluation.NoPerson), true
	}
	d.Person = person
	return d, true
}

// numberOf is number for a home page among other bytes.
func (x *Exchange) numberOf(home, name []byte) (uint32, bool) {
	if string(home) == x.terms.Home {
		return x.number(x.terms.Home, name)
	}
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
