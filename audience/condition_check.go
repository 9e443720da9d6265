package audience

import (
	"slices"

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
// given JSON Pointer.
func (c Condition) Check(declared []Trait, path string) engagement.Findings {
	expr, problems := decision.ParseExpr(c.value())
	var found engagement.Findings
	for _, p := range problems {
		d := rule.Detail{Found: p.Found, Expected: p.Expected, Source: "growthbook conditions"}
		code := "OSM-CONDITION-002"
		if p.Expected == "operator" {
			code, d.Near, d.Expected = "OSM-CONDITION-001", decision.Operators(), ""
		}
		found = append(found, rule.Error(code, path+p.Path, d))
	}
	known := slices.Concat(declared, Traits())
	expr.Leaves(func(leaf *decision.Expr) {
		found = append(found, checkLeaf(leaf, known, path+leaf.Path)...)
	})
	return found
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
		return append(found, rule.Error("OSM-CONDITION-004", path, rule.Detail{Found: t.Name, Expected: string(t.Kind)}))
	}
	for _, v := range operands(leaf) {
		text := v.Text
		if v.Kind != light.Text {
			text = string(v.Append(nil))
		}
		switch {
		case !t.Kind.holds(v):
			found = append(found, rule.Error("OSM-CONDITION-004", path, rule.Detail{Found: t.Name, Expected: string(t.Kind)}))
		case len(t.Values) > 0 && v.Kind == light.Text && !slices.Contains(t.Values, v.Text):
			found = append(found, rule.Error("OSM-CONDITION-005", path, rule.Detail{Found: text, Near: t.Values, Args: []any{t.Name}}))
		}
	}
	return found
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

// holds reports whether a value can be one of a trait of this kind; null asks
// whether there is one at all.
func (k TraitKind) holds(v light.Value) bool {
	switch v.Kind {
	case light.Null:
		return true
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
func operands(leaf *decision.Expr) []light.Value {
	switch leaf.Op {
	case decision.Exists, decision.Size:
		return nil
	case decision.In, decision.NotIn, decision.All:
		return leaf.Value.List
	}
	if leaf.Value.Kind == light.List {
		return leaf.Value.List
	}
	return []light.Value{leaf.Value}
}
