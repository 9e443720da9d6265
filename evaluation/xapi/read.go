package xapi

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/internal/shape"
)

// MaxLine is how long a line of [Exchange.Read] may be, in bytes.
const MaxLine = 64 << 10

// Page is what a learning record store answers when it is asked for statements.
type Page struct {
	// Events of the statements that are right.
	Events []evaluation.Event
	// More is where the next page is, relative to the store; empty on the last one.
	More string
}

// Decode reads an array of statements, a single one, or a StatementResult, which
// has them under "statements" and the next page under "more". It returns the
// events of those that are right, and what is wrong with the others at places
// such as "/3/verb/id", counted from 0, or "/statements/3/verb/id". Of a text
// that is not JSON it returns none.
func (x *Exchange) Decode(data []byte) (Page, engagement.Findings) {
	r := light.NewReader(data)
	v := r.Value()
	if err := r.End(); err != nil {
		return Page{}, engagement.Findings{rule.Error(notJSON, "", rule.Detail{Found: err.Error(), Source: "RFC 8259"})}
	}
	var p Page
	var c checker
	list, path := v, ""
	if v.Kind == light.Object && v.Member("statements").Kind != light.Missing {
		if c.object(v, "", properties{"statements": of(light.List), "more": aText}); c.found != nil {
			return Page{}, c.found
		}
		list, path, p.More = v.Member("statements"), "/statements", v.Member("more").Text
	}
	if v.Kind == light.Object && path == "" {
		e, found := x.event(v, "", data)
		if found == nil {
			p.Events = append(p.Events, e)
		}
		return p, found
	}
	if !c.kind(list, path, light.List) {
		return Page{}, c.found
	}
	var all engagement.Findings
	for i, one := range list.List {
		e, found := x.event(one, path+"/"+strconv.Itoa(i), one.Append(nil))
		if found != nil {
			all = append(all, found...)
			continue
		}
		p.Events = append(p.Events, e)
	}
	return p, all
}

// Read reads newline-delimited JSON, one statement a line, as
// [evaluation.ReadEvents] reads events. A statement that is not about the
// campaign is an event that does not count there: of one with a verb of which
// we have none the event's verb is its IRI, of one about another activity the
// touchpoint is that activity's, and of one by somebody else the person is empty.
func (x *Exchange) Read(r io.Reader) iter.Seq2[evaluation.Event, error] {
	return func(yield func(evaluation.Event, error) bool) {
		for line, err := range shape.Lines(r, MaxLine) {
			if err != nil {
				yield(evaluation.Event{}, fmt.Errorf("line %d: %w", line.Number, err))
				return
			}
			_, e, found := x.line(line)
			if !yield(e, found.Err()) {
				return
			}
		}
	}
}

func (x *Exchange) line(line shape.Line) (light.Value, evaluation.Event, engagement.Findings) {
	path := "/" + strconv.Itoa(line.Number)
	if line.TooLong {
		return light.Value{}, evaluation.Event{}, engagement.Findings{rule.Error(longLine, path, rule.Detail{Expected: strconv.Itoa(MaxLine)})}
	}
	r := light.NewReader(line.Text)
	v := r.Value()
	if err := r.End(); err != nil {
		return v, evaluation.Event{}, engagement.Findings{rule.Error(notJSON, path, rule.Detail{Found: err.Error(), Source: "RFC 8259"})}
	}
	e, found := x.event(v, path, line.Text)
	return v, e, found
}

// event is what a statement says, or what is wrong with it. One without an ID
// gets that of its text.
func (x *Exchange) event(v light.Value, path string, text []byte) (evaluation.Event, engagement.Findings) {
	var c checker
	if c.statement(v, path); c.found != nil {
		return evaluation.Event{}, c.found
	}
	e := evaluation.Event{ID: v.Member("id").Text, Campaign: x.index.Campaign(), Person: x.person(v.Member("actor"))}
	if e.ID == "" {
		e.ID = x.uuid("statements", string(text))
	}
	e.Verb = evaluation.Verb(v.Member("verb").Member("id").Text)
	if ours, known := read[string(e.Verb)]; known {
		e.Verb = ours
	}
	at := v.Member("timestamp").Text
	if at == "" {
		at = v.Member("stored").Text
	}
	e.At, _ = time.Parse(time.RFC3339, at)
	e.At = e.At.UTC()
	context := v.Member("context")
	if l := engagement.Language(context.Member("language").Text); slices.Contains(engagement.Languages(), l) {
		e.Language = l
	}
	about := v.Member("object")
	e.Touchpoint = about.Member("id").Text
	kind := about.Member("objectType").Text
	if n, ours := x.activities[e.Touchpoint]; ours && (kind == "" || kind == "Activity") {
		e.Touchpoint, e.Proposition = x.touchpoints[n].ID, x.touchpoints[n].Proposition
		for _, other := range context.Member("contextActivities").Member("other").List {
			if id, ok := strings.CutPrefix(other.Member("id").Text, x.prefix+"propositions/"); ok {
				if id, err := url.PathUnescape(id); err == nil && id != "" {
					e.Proposition = id
				}
			}
		}
	} else if x.elsewhere(e.Touchpoint) {
		e.Campaign = ""
	}
	return e, nil
}

// elsewhere reports whether an activity is another campaign's.
func (x *Exchange) elsewhere(iri string) bool {
	return strings.HasPrefix(iri, x.terms.Base+"campaigns/") && !strings.HasPrefix(iri, x.prefix)
}

// person is the ID of whoever an actor is, empty for nobody of the workforce.
func (x *Exchange) person(actor light.Value) string {
	if kind := actor.Member("objectType").Text; kind != "" && kind != "Agent" {
		return ""
	}
	account := actor.Member("account")
	if n, known := x.number(account.Member("homePage").Text, []byte(account.Member("name").Text)); known {
		return x.workforce.At(int(n)).ID
	}
	return ""
}

// number is that of the person of an account.
func (x *Exchange) number(home string, name []byte) (uint32, bool) {
	if home == x.terms.Home {
		var p pseudonym
		if !readName(name, &p) {
			return 0, false
		}
		n := *x.place(&p)
		return n - 1, n > 0
	}
	if home == "" || !slices.Contains(x.terms.Platforms, home) {
		return 0, false
	}
	n, known := x.workforce.NumberOf(name)
	return uint32(n), known
}

// readName reads the name of an account as a pseudonym.
func readName(name []byte, p *pseudonym) bool {
	if len(name) != hex.EncodedLen(len(p)) {
		return false
	}
	bad := uint64(0)
	for i := 0; i < len(p); i += 4 {
		w := binary.LittleEndian.Uint64(name[2*i:])
		bad |= noHex(w)
		binary.LittleEndian.PutUint32(p[i:], ofHex(w))
	}
	return bad == 0
}
