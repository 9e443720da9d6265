package audience

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Explain says in a language whom the condition is about: "people for whom this
// holds: department is Sales and hired in the last 90 days". Names of traits
// and of their values are those that the traits declare; what people did with
// a proposition is told by its ID, unless a trait "did." and that ID is given,
// whose label is the proposition's title.
func (c Condition) Explain(l engagement.Language, declared []Trait) string {
	expr, _ := decision.ParseExpr(c.value())
	x := explainer{language: string(l), known: slices.Concat(Traits(), declared)}
	clause := x.clause(&expr, false)
	switch clause.text {
	case x.say("condition.always"):
		return x.say("condition.everyone")
	case x.say("condition.never"):
		return x.say("condition.nobody")
	}
	return x.say("condition.people", clause.text)
}

// Because says in a language why somebody meets the condition: "because
// department is Sales". It tells only the parts that made it true, and of
// several values those that the person has. It returns false where the person
// does not meet it, and an error where the profile is no JSON object; see
// [Condition.Met] for what it asks.
func (c Condition) Because(l engagement.Language, declared []Trait, profile []byte, on engagement.Date, history map[string]string) (string, bool, error) {
	facts, err := factsOf(profile, on, history)
	if err != nil {
		return "", false, err
	}
	expr, _ := decision.ParseExpr(c.resolved())
	if !expr.Match(&facts) {
		return "", false, nil
	}
	x := explainer{language: string(l), known: slices.Concat(Traits(), declared), facts: &facts}
	clause := x.clause(&expr, false)
	if clause.text == x.say("condition.always") {
		return x.say("condition.becauseEveryone"), true, nil
	}
	return x.say("condition.because", clause.text), true, nil
}

// explainer says conditions in a language; of somebody, where it has facts.
type explainer struct {
	language string
	known    []Trait
	facts    *decision.Facts
}

// clause is a part of a sentence, and what joins its own parts.
type clause struct {
	text string
	join string // "and", "or" or empty
}

func (x explainer) say(key string, args ...any) string {
	return catalogue.Text(x.language, key, args...)
}

// clause says an expression, or its opposite.
func (x explainer) clause(e *decision.Expr, not bool) clause {
	op := e.Op
	switch op {
	case decision.Not:
		return x.clause(&e.Kids[0], !not)
	case decision.Nor:
		op, not = decision.Or, !not
	}
	if op != decision.And && op != decision.Or {
		return clause{text: x.leaf(e, not)}
	}
	if op == decision.Or && len(e.Kids) == 0 { // holds, as in the public suite of cases
		op = decision.And
	}
	join := "and"
	if (op == decision.Or) != not {
		join = "or"
	}
	var parts []clause
	for i := range e.Kids {
		kid := &e.Kids[i]
		if x.facts != nil && join == "or" && !x.met(kid, not) {
			continue // it did not make the whole true
		}
		parts = append(parts, x.clause(kid, not))
	}
	always, nothing := x.say("condition.always"), x.say("condition.never")
	neutral, absorbing := always, nothing
	if join == "or" {
		neutral, absorbing = nothing, always
	}
	if slices.ContainsFunc(parts, func(p clause) bool { return p.text == absorbing }) {
		return clause{text: absorbing}
	}
	var texts []string
	for _, p := range parts {
		if len(parts) > 1 && p.join != "" && p.join != join {
			p.text = x.say("condition.bracket", p.text)
		}
		if p.text != neutral && !slices.Contains(texts, p.text) {
			texts = append(texts, p.text)
		}
	}
	switch {
	case len(texts) == 0:
		return clause{text: neutral}
	case len(parts) == 1:
		return parts[0]
	case len(texts) == 1:
		join = ""
	}
	return clause{x.clauses(texts, join), join}
}

// clauses joins clauses as a list, or with semicolons where one of them has a
// list of its own.
func (x explainer) clauses(texts []string, join string) string {
	for _, inner := range []string{", ", x.say("condition.and", "", ""), x.say("condition.or", "", "")} {
		if n := len(texts); n > 1 && slices.ContainsFunc(texts, func(s string) bool { return !strings.HasPrefix(s, "(") && strings.Contains(s, inner) }) {
			return x.say("condition.long."+join, strings.Join(texts[:n-1], "; "), texts[n-1])
		}
	}
	return x.list(texts, join)
}

// met reports whether an expression, or its opposite, is met.
func (x explainer) met(e *decision.Expr, not bool) bool {
	if not {
		e = &decision.Expr{Op: decision.Not, Kids: []decision.Expr{*e}}
	}
	return e.Match(x.facts)
}

// list joins texts: "a, b and c", or "a, b or c".
func (x explainer) list(texts []string, join string) string {
	n := len(texts)
	if n < 2 {
		return strings.Join(texts, "")
	}
	return x.say("condition."+join, strings.Join(texts[:n-1], ", "), texts[n-1])
}

// opposites are the operators whose opposite is one too.
var opposites = map[decision.Op]decision.Op{
	decision.Is: decision.Ne, decision.Eq: decision.Ne, decision.Ne: decision.Eq, decision.In: decision.NotIn, decision.NotIn: decision.In,
	decision.InFold: decision.NotInFold, decision.NotInFold: decision.InFold, decision.VersionEq: decision.VersionNe, decision.VersionNe: decision.VersionEq,
}

func (x explainer) leaf(e *decision.Expr, not bool) string {
	t, known := traitOf(e.Trait, x.known)
	if !known {
		t = Trait{Name: e.Trait}
	}
	op := e.Op
	if op == decision.Exists {
		not = not != !e.Value.Flag
	} else if opposite, has := opposites[op]; has && not {
		op, not = opposite, false
	}
	text := x.comparison(&t, x.label(&t), op, e)
	if not && op == decision.Exists {
		return x.subject(&t, "condition.missing", "condition.did.nothing")
	}
	if not {
		return x.say("condition.not", text)
	}
	return text
}

// comparison says what a trait, called by a label, is held against.
func (x explainer) comparison(t *Trait, label string, op decision.Op, e *decision.Expr) string {
	if e.Other != nil {
		return x.pair(t, label, op, e.Other)
	}
	switch op {
	case decision.Exists:
		return x.subject(t, "condition.known", "condition.did.something")
	case decision.Is, decision.IsFold, decision.Eq, decision.Ne:
		return x.equality(t, label, op, e.Value)
	case decision.In, decision.InFold, decision.InGroup:
		return x.holds(t, label, false, x.alternatives(e, op))
	case decision.NotIn, decision.NotInFold, decision.NotInGroup:
		return x.holds(t, label, true, e.Value.List)
	case decision.All, decision.AllFold:
		return x.elements(t, label, e)
	case decision.ElemMatch:
		return x.say("condition.element", label, x.within(t, &e.Kids[0], x.say("condition.one")))
	case decision.Size:
		return x.within(&Trait{Kind: NumberTrait}, &e.Kids[0], x.say("condition.number", label))
	case decision.Since, decision.Before:
		return x.date(label, op, e.Value.Text)
	case decision.Lt, decision.Lte, decision.Gt, decision.Gte:
		return x.say("condition."+t.order(op), label, x.value(t, e.Value))
	case decision.VersionEq, decision.VersionNe, decision.VersionLt, decision.VersionLte, decision.VersionGt, decision.VersionGte:
		key := map[decision.Op]string{decision.VersionEq: "is", decision.VersionNe: "isNot", decision.VersionLt: "less", decision.VersionLte: "atMost", decision.VersionGt: "more", decision.VersionGte: "atLeast"}[op]
		return x.say("condition."+key, label, x.say("condition.version", written(e.Value)))
	case decision.Regex, decision.RegexFold:
		return x.say("condition.pattern", label, written(e.Value))
	case decision.Type:
		return x.say("condition.type", label, written(e.Value))
	}
	return x.say("condition.never") // what cannot be understood is met by nobody
}

// order is how a trait is said to lie before or after something.
func (t *Trait) order(op decision.Op) string {
	if t.Kind == DateTrait {
		return map[decision.Op]string{decision.Lt: "before", decision.Lte: "until", decision.Gt: "after", decision.Gte: "since"}[op]
	}
	return map[decision.Op]string{decision.Lt: "less", decision.Lte: "atMost", decision.Gt: "more", decision.Gte: "atLeast"}[op]
}

// pair says how a trait lies to another of the same person.
func (x explainer) pair(t *Trait, label string, op decision.Op, other *decision.Expr) string {
	u, known := traitOf(other.Trait, x.known)
	if !known {
		u = Trait{Name: other.Trait}
	}
	key := "same"
	switch op {
	case decision.Eq:
	case decision.Ne:
		key = "different"
	default:
		key = t.order(op)
	}
	return x.say("condition."+key, label, x.say("condition.other", x.label(&u)))
}

func (x explainer) equality(t *Trait, label string, op decision.Op, v light.Value) string {
	not := op == decision.Ne
	switch {
	case v.Kind == light.Null && not:
		return x.subject(t, "condition.known", "condition.did.something")
	case v.Kind == light.Null:
		return x.subject(t, "condition.missing", "condition.did.nothing")
	case v.Kind == light.Flag && v.Flag != not:
		return x.say("condition.true", label)
	case v.Kind == light.Flag && t.Name == TraitManager:
		return x.say("condition.leadsNot")
	case v.Kind == light.Flag:
		return x.say("condition.false", label)
	}
	return x.holds(t, label, not, []light.Value{v})
}

// holds says that a trait has one of some values, or none of them.
func (x explainer) holds(t *Trait, label string, not bool, list []light.Value) string {
	if len(list) == 0 {
		if not {
			return x.say("condition.always")
		}
		return x.say("condition.never")
	}
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = x.value(t, v)
	}
	key, join := "is", "or"
	if not {
		join = "and"
	}
	switch {
	case strings.HasPrefix(t.Name, decision.Did):
		for i, v := range list {
			key := "condition.did." + v.Text
			if not {
				key += "Not"
			}
			texts[i] = x.say(key, label)
		}
		return x.list(texts, join)
	case t.Name == TraitStance: // its values are what somebody does
		text := x.say("condition.stance", x.list(texts, "or"))
		if not {
			text = x.say("condition.not", text)
		}
		return text
	case t.Name == TraitLeaders:
		key = "inTeam"
	case t.Name == TraitLeaders+".0":
		key = "reports"
	case t.Kind == ListTrait:
		key = "includes"
	}
	if not {
		key += "Not"
	}
	return x.say("condition."+key, label, x.list(texts, "or"))
}

// alternatives are the values of a list that a trait may have; of somebody,
// those that the trait has.
func (x explainer) alternatives(e *decision.Expr, op decision.Op) []light.Value {
	if x.facts == nil || e.Whole || e.Op != op {
		return e.Value.List
	}
	var has []light.Value
	for _, v := range e.Value.List {
		one := *e
		one.Value.List = []light.Value{v}
		if one.Match(x.facts) {
			has = append(has, v)
		}
	}
	return has
}

func (x explainer) elements(t *Trait, label string, e *decision.Expr) string {
	if len(e.Kids) == 0 {
		return x.say("condition.known", label)
	}
	var values, others []string
	for i := range e.Kids {
		if kid := &e.Kids[i]; kid.Op == decision.Is || kid.Op == decision.IsFold {
			values = append(values, x.value(t, kid.Value))
		} else {
			others = append(others, x.say("condition.element", label, x.within(t, kid, x.say("condition.one"))))
		}
	}
	if len(values) > 0 {
		others = append([]string{x.say("condition.includes", label, x.list(values, "and"))}, others...)
	}
	return x.list(others, "and")
}

// within says what an element of a trait, or their number, must be.
func (x explainer) within(t *Trait, kid *decision.Expr, label string) string {
	own := explainer{language: x.language, known: []Trait{{Name: "", Kind: TextTrait, Values: t.Values, ValueLabels: t.ValueLabels, Label: engagement.Text{It: label, Nl: label, En: label}}}}
	if t.Kind == NumberTrait {
		own.known[0].Kind = NumberTrait
	}
	return own.clause(kid, false).text
}

// date says on which side of a day a date lies.
func (x explainer) date(label string, op decision.Op, text string) string {
	span, ok := decision.ParseSpan(text)
	key := map[decision.Op]string{decision.Since: "since", decision.Before: "before"}[op]
	switch {
	case !ok:
		return x.say("condition.never")
	case span.Fixed:
		return x.say("condition."+key, label, x.day(span.Date))
	case span.Months == 0 && span.Days == 0:
		return x.say("condition."+key+".today", label)
	case span.Months > 0 || span.Months == 0 && span.Days > 0:
		return x.say("condition."+key+".ahead", label, x.length(span.Months, span.Days))
	}
	return x.say("condition."+key+".ago", label, x.length(-span.Months, -span.Days))
}

func (x explainer) day(d civil.Day) string {
	return dates.Long(engagement.Date(d.String()), engagement.Language(x.language))
}

// length says how long a period is: "1 year, 2 months and 3 days".
func (x explainer) length(months, days int) string {
	var parts []string
	for _, part := range []struct {
		key string
		n   int
	}{{"years", months / 12}, {"months", months % 12}, {"days", days}} {
		if part.n != 0 {
			parts = append(parts, x.say("condition."+part.key, part.n))
		}
	}
	return x.list(parts, "and")
}

// subject says that a trait is known or missing, or what it means that there
// is nothing in somebody's history.
func (x explainer) subject(t *Trait, trait, did string) string {
	if strings.HasPrefix(t.Name, decision.Did) {
		return x.say(did, x.label(t))
	}
	return x.say(trait, x.label(t))
}

// label is the trait's label within a sentence; the title of a proposition
// stays as it is.
func (x explainer) label(t *Trait) string {
	label := t.Label.In(engagement.Language(x.language))
	if id, did := strings.CutPrefix(t.Name, decision.Did); did {
		return cmp.Or(label, id)
	}
	at := strings.IndexFunc(label, unicode.IsLetter) // also within quotes
	if at < 0 {
		return cmp.Or(label, t.Name)
	}
	first, size := utf8.DecodeRuneInString(label[at:])
	if next, _ := utf8.DecodeRuneInString(label[at+size:]); unicode.IsUpper(next) {
		return label // an abbreviation
	}
	return label[:at] + string(unicode.ToLower(first)) + label[at+size:]
}

// value is a value of a trait for people.
func (x explainer) value(t *Trait, v light.Value) string {
	switch v.Kind {
	case light.Number:
		figure := x.say("condition.figure", v.Number)
		if t.Unit != "" {
			return x.say("unit."+string(t.Unit), figure, engagement.Quantity(v.Number))
		}
		return figure
	case light.Flag:
		return x.say("condition.flag." + strconv.FormatBool(v.Flag))
	case light.Null:
		return x.say("condition.nothing")
	case light.List:
		texts := make([]string, len(v.List))
		for i, one := range v.List {
			texts[i] = x.value(t, one)
		}
		return x.list(texts, "and")
	case light.Object:
		return string(v.Append(nil))
	}
	if text := t.ValueLabels[v.Text].In(engagement.Language(x.language)); text != "" {
		return text
	}
	if day, ok := civil.Parse(v.Text); ok && t.Kind == DateTrait {
		return x.day(day)
	}
	topics := map[string]string{TraitNeeds: "need.", TraitReasons: "reason.", TraitFactors: "factor.", TraitLanguage: "language.", TraitStance: "stance."}
	name, _, _ := strings.Cut(t.Name, ".")
	if topic := topics[name]; topic != "" && catalogue.Has(x.language, topic+v.Text) {
		return x.say(topic + v.Text)
	}
	return v.Text
}
