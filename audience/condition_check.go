package audience

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Check returns everything wrong with the condition: operators that do not
// exist or do not fit the trait's kind, traits that nobody declared, values
// that are not allowed, protected traits used for selection, groups whose
// members are not filled in. The traits that Osmosi knows itself ([Traits])
// need no declaration. Paths begin with the given JSON Pointer. The codes are
// OSM-CONDITION-001 to 014.
func (c Condition) Check(declared []Trait, path string) engagement.Findings {
	expr, problems := decision.ParseExpr(c.resolved())
	var found engagement.Findings
	for _, p := range problems {
		code, detail := "OSM-CONDITION-002", rule.Detail{Found: p.Found, Source: conditionSource}
		switch p.Expected {
		case "operator":
			code, detail.Near = "OSM-CONDITION-001", append([]string{"$and", "$or", "$nor"}, decision.Operators()...)
		case "pattern":
			code, detail.Found = "OSM-CONDITION-009", unquoted(p.Found)
		case "group":
			code, detail.Found = "OSM-CONDITION-010", unquoted(p.Found)
		case "trait":
			code, detail.Expected = "OSM-CONDITION-012", `{"`+decision.Trait+`": "…"}`
		case "date":
			code, detail.Found, detail.Source = "OSM-CONDITION-011", unquoted(p.Found), "ISO 8601"
		default:
			detail.Expected = shape(p.Expected)
		}
		found = append(found, rule.Error(code, path+p.Path, detail))
	}
	known := slices.Concat(Traits(), declared)
	expr.Leaves(func(leaf *decision.Expr) {
		if strings.HasPrefix(leaf.Trait, "$") {
			return // no trait is called so, which was said above
		}
		t, faults := checkTrait(leaf, known, path)
		if found = append(found, faults...); t.Name == "" {
			return
		}
		found = append(found, checkLeaf(leaf, t, path)...)
		if leaf.Other != nil {
			found = append(found, checkPair(leaf, t, known, path)...)
		}
	})
	return found
}

// checkTrait returns the trait that a leaf asks for, without a name where there
// is none, and whether it may be asked for.
func checkTrait(leaf *decision.Expr, known []Trait, path string) (Trait, engagement.Findings) {
	t, ok := traitOf(leaf.Trait, known)
	if !ok {
		var near []string
		for _, t := range known {
			near = append(near, t.Name)
		}
		return Trait{}, engagement.Findings{rule.Error("OSM-CONDITION-003", path+leaf.Path, rule.Detail{Found: leaf.Trait, Near: near})}
	}
	if t.Protected {
		return t, engagement.Findings{rule.Error("OSM-CONDITION-006", path+leaf.Path, rule.Detail{Found: t.Name, Source: "domain: audience profile; AI Act Annex III 4(b)"})}
	}
	return t, nil
}

// checkPair checks the other trait that a trait is held against: its values
// must mean the same.
func checkPair(leaf *decision.Expr, t Trait, known []Trait, path string) engagement.Findings {
	other, found := checkTrait(leaf.Other, known, path)
	if other.Name == "" || !t.Kind.takes(leaf.Op) {
		return found
	}
	var fit []string
	for _, u := range known {
		if u.Name != t.Name && u.Kind == t.Kind && u.Unit == t.Unit && !u.Protected {
			fit = append(fit, u.Name)
		}
	}
	unfit := func(code, is, must string) engagement.Findings {
		return append(found, rule.Error(code, path+leaf.Other.Path, rule.Detail{Found: other.Name, Expected: cmp.Or(strings.Join(fit, ", "), "–"), Near: fit, Args: []any{t.Name, must, is}}))
	}
	switch {
	case other.Kind != t.Kind || t.Kind == ListTrait || strings.HasPrefix(t.Name, decision.Did) || strings.HasPrefix(other.Name, decision.Did):
		return unfit("OSM-CONDITION-013", string(other.Kind), string(t.Kind))
	case other.Unit != t.Unit:
		return unfit("OSM-CONDITION-014", cmp.Or(string(other.Unit), "–"), cmp.Or(string(t.Unit), "–"))
	}
	return found
}

// unquoted is a text without the quotes that JSON puts round it.
func unquoted(found string) string {
	r := light.NewReader([]byte(found))
	if text := r.String(); r.End() == nil {
		return text
	}
	return found
}

// Propositions lists the IDs of the propositions of which the condition asks
// what a person did with them, each once, in order.
func (c Condition) Propositions() []string {
	expr, _ := decision.ParseExpr(c.value())
	var ids []string
	expr.Leaves(func(leaf *decision.Expr) {
		if id, did := strings.CutPrefix(leaf.Trait, decision.Did); did && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	})
	return ids
}

// traitOf is the trait that a condition calls so: one that is known, an element
// of a list or their number, or what a person did with a proposition.
func traitOf(name string, known []Trait) (Trait, bool) {
	if i := slices.IndexFunc(known, func(t Trait) bool { return t.Name == name }); i >= 0 {
		return known[i], true
	}
	if id, did := strings.CutPrefix(name, decision.Did); did {
		return Trait{Name: name, Kind: TextTrait, Values: outcomes()}, id != ""
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return Trait{}, false
	}
	i := slices.IndexFunc(known, func(t Trait) bool { return t.Name == name[:dot] && t.Kind == ListTrait })
	if i < 0 {
		return Trait{}, false
	}
	t := known[i]
	if t.Name = name; name[dot+1:] == "length" {
		t.Kind, t.Values, t.Unit = NumberTrait, nil, ""
		return t, true
	}
	t.Kind = TextTrait
	_, err := strconv.ParseUint(name[dot+1:], 10, 16)
	return t, err == nil
}

// outcomes are what a person may have done with a proposition.
func outcomes() []string {
	return []string{decision.OutcomeStarted, decision.OutcomeDismissed, decision.OutcomeCompleted}
}

// conditionSource is where the syntax of conditions comes from.
const conditionSource = "growthbook conditions"

// shape shows in JSON what is expected, which reads the same in any language.
func shape(expected string) string {
	switch expected {
	case "list":
		return "[…]"
	case "object":
		return "{…}"
	case "flag":
		return "true, false"
	case "type":
		return "string, number, boolean, array, object, null"
	case "version":
		return `"1.2.3"`
	}
	return "0, 1, 2, …" // a number
}

// checkLeaf checks what a trait, or what stands within one, is held against.
func checkLeaf(leaf *decision.Expr, t Trait, root string) engagement.Findings {
	path := root + leaf.Path
	if leaf.Other != nil && t.Kind == ListTrait && equals(leaf.Op) {
		return nil // said where the other is looked at
	}
	if !t.Kind.takes(leaf.Op) {
		operator := leaf.Path[strings.LastIndexByte(leaf.Path, '/')+1:]
		return engagement.Findings{rule.Error("OSM-CONDITION-004", path, rule.Detail{Found: operator, Expected: string(t.Kind), Args: []any{t.Name}})}
	}
	if t.Kind == ListTrait && equals(leaf.Op) && leaf.Value.Kind != light.Null && (leaf.Op != decision.Is || leaf.Value.Kind != light.List) {
		return engagement.Findings{rule.Error("OSM-CONDITION-008", path, rule.Detail{Found: written(leaf.Value), Expected: "$in", Args: []any{t.Name}})}
	}
	var found engagement.Findings
	for _, v := range operands(leaf, t.Kind) {
		switch {
		case !t.Kind.holds(v) && !(v.Kind == light.Null && equals(leaf.Op)):
			found = append(found, rule.Error("OSM-CONDITION-007", path, rule.Detail{Found: written(v), Expected: string(t.Kind), Args: []any{t.Name}}))
		case len(t.Values) > 0 && v.Kind == light.Text && !t.allows(v.Text, leaf.Op):
			found = append(found, rule.Error("OSM-CONDITION-005", path, rule.Detail{Found: v.Text, Near: t.Values, Args: []any{t.Name}}))
		}
	}
	within := Trait{Name: t.Name, Kind: TextTrait, Values: t.Values}
	if leaf.Op == decision.Size {
		within = Trait{Name: t.Name, Kind: NumberTrait}
	}
	for i := range leaf.Kids {
		leaf.Kids[i].Leaves(func(kid *decision.Expr) {
			if !kid.Whole { // asks for the traits of an element, but elements are texts
				found = append(found, rule.Error("OSM-CONDITION-007", root+kid.Path, rule.Detail{Found: written(leaf.Value), Expected: string(t.Kind), Args: []any{t.Name}}))
				return
			}
			if leaf.Op != decision.Size || leaf.Value.Kind == light.Object {
				found = append(found, checkLeaf(kid, within, root)...)
			}
		})
	}
	return found
}

// allows reports whether a value is one that the trait may have, for an
// operator that may not care for the case of letters.
func (t *Trait) allows(value string, op decision.Op) bool {
	switch op {
	case decision.InFold, decision.NotInFold, decision.IsFold:
		return slices.ContainsFunc(t.Values, func(allowed string) bool { return strings.EqualFold(allowed, value) })
	}
	return slices.Contains(t.Values, value)
}

// written is a value as people read it: a text without its quotes.
func written(v light.Value) string {
	if v.Kind == light.Text {
		return v.Text
	}
	return string(v.Append(nil))
}

// equals reports whether an operator holds a trait against one whole value;
// with null it then asks whether there is one at all.
func equals(op decision.Op) bool {
	return op == decision.Is || op == decision.Eq || op == decision.Ne
}

// takes reports whether an operator makes sense on traits of this kind.
func (k TraitKind) takes(op decision.Op) bool {
	switch op {
	case decision.Lt, decision.Lte, decision.Gt, decision.Gte:
		return k == NumberTrait || k == DateTrait
	case decision.Since, decision.Before:
		return k == DateTrait
	case decision.All, decision.AllFold, decision.ElemMatch, decision.Size:
		return k == ListTrait
	case decision.InFold, decision.NotInFold:
		return k == TextTrait || k == ListTrait
	case decision.Regex, decision.RegexFold, decision.VersionEq, decision.VersionNe, decision.VersionLt, decision.VersionLte, decision.VersionGt, decision.VersionGte:
		return k == TextTrait
	}
	return true
}

// holds reports whether a value can be one of a trait of this kind, or one
// element of it for lists.
func (k TraitKind) holds(v light.Value) bool {
	switch v.Kind {
	case light.Text:
		_, date := civil.Parse(v.Text)
		return k == TextTrait || k == ListTrait || k == DateTrait && date
	case light.Number:
		return k == NumberTrait
	case light.Flag:
		return k == FlagTrait
	}
	return false
}

// operands lists the values that a leaf holds its trait against.
func operands(leaf *decision.Expr, k TraitKind) []light.Value {
	switch leaf.Op {
	case decision.In, decision.NotIn, decision.InFold, decision.NotInFold:
		return leaf.Value.List
	case decision.Is, decision.IsFold, decision.Eq, decision.Ne, decision.Lt, decision.Lte, decision.Gt, decision.Gte:
		if leaf.Other != nil {
			return nil
		}
	default: // takes no value of the trait
		return nil
	}
	if k == ListTrait && leaf.Value.Kind == light.List {
		return leaf.Value.List
	}
	return []light.Value{leaf.Value}
}

// Asks reports whether the condition looks at a trait.
func (c Condition) Asks(trait string) bool {
	expr, _ := decision.ParseExpr(c.value())
	asks := false
	expr.Leaves(func(leaf *decision.Expr) {
		asks = asks || leaf.Trait == trait || leaf.Other != nil && leaf.Other.Trait == trait
	})
	return asks
}
