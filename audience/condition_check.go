package audience

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Check returns everything wrong with the condition: operators that do not
// exist or do not fit the trait's kind, traits that nobody declared, values
// that are not allowed, protected traits used for selection. The traits that
// Osmosi knows itself ([Traits]) need no declaration. Paths begin with the
// given JSON Pointer. The codes are OSM-CONDITION-001 to 008.
func (c Condition) Check(declared []Trait, path string) engagement.Findings {
	expr, problems := decision.ParseExpr(c.value())
	var found engagement.Findings
	for _, p := range problems {
		if p.Expected == "operator" {
			near := append([]string{"$and", "$or", "$nor"}, decision.Operators()...)
			found = append(found, rule.Error("OSM-CONDITION-001", path+p.Path, rule.Detail{Found: p.Found, Near: near, Source: conditionSource}))
			continue
		}
		found = append(found, rule.Error("OSM-CONDITION-002", path+p.Path, rule.Detail{Found: p.Found, Expected: shape(p.Expected), Source: conditionSource}))
	}
	known := slices.Concat(Traits(), declared)
	expr.Leaves(func(leaf *decision.Expr) {
		found = append(found, checkLeaf(leaf, known, path+leaf.Path)...)
	})
	return found
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
	}
	return "0, 1, 2, …" // a number
}

func checkLeaf(leaf *decision.Expr, known []Trait, path string) engagement.Findings {
	i := slices.IndexFunc(known, func(t Trait) bool { return t.Name == leaf.Trait })
	if i < 0 {
		var near []string
		for _, t := range known {
			near = append(near, t.Name)
		}
		return engagement.Findings{rule.Error("OSM-CONDITION-003", path, rule.Detail{Found: leaf.Trait, Near: near})}
	}
	t := known[i]
	var found engagement.Findings
	if t.Protected {
		found = append(found, rule.Error("OSM-CONDITION-006", path, rule.Detail{Found: t.Name, Source: "domain: audience profile; AI Act Annex III 4(b)"}))
	}
	if !t.Kind.takes(leaf.Op) {
		operator := leaf.Path[strings.LastIndexByte(leaf.Path, '/')+1:]
		return append(found, rule.Error("OSM-CONDITION-004", path, rule.Detail{Found: operator, Expected: string(t.Kind), Args: []any{t.Name}}))
	}
	if t.Kind == ListTrait && equals(leaf.Op) && leaf.Value.Kind != light.List && leaf.Value.Kind != light.Null {
		return append(found, rule.Error("OSM-CONDITION-008", path, rule.Detail{Found: written(leaf.Value), Expected: "$in", Args: []any{t.Name}}))
	}
	for _, v := range operands(leaf, t.Kind) {
		switch {
		case !t.Kind.holds(v) && !(v.Kind == light.Null && equals(leaf.Op)):
			found = append(found, rule.Error("OSM-CONDITION-007", path, rule.Detail{Found: written(v), Expected: string(t.Kind), Args: []any{t.Name}}))
		case len(t.Values) > 0 && v.Kind == light.Text && !slices.Contains(t.Values, v.Text):
			found = append(found, rule.Error("OSM-CONDITION-005", path, rule.Detail{Found: v.Text, Near: t.Values, Args: []any{t.Name}}))
		}
	}
	return found
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
	case decision.All, decision.Size:
		return k == ListTrait
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
	case decision.Exists, decision.Size:
		return nil
	case decision.In, decision.NotIn, decision.All:
		return leaf.Value.List
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
	expr.Leaves(func(leaf *decision.Expr) { asks = asks || leaf.Trait == trait })
	return asks
}
