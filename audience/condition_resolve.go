package audience

import (
	"regexp/syntax"
	"strings"
	"unicode"

	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// WithGroups puts the members of groups that the host keeps, such as a list of
// pilot users, in the place of their names: {"id": {"$inGroup": "pilots"}} then
// holds the list itself. A group that is not among them has no members. Values
// are string, float64, int, bool and nil.
func (c Condition) WithGroups(groups map[string][]any) Condition {
	v := resolveCondition(c.value(), func(op string, arg light.Value) light.Value {
		if op != "$inGroup" && op != "$notInGroup" || arg.Kind != light.Text {
			return arg
		}
		list := light.Value{Kind: light.List}
		for _, member := range groups[arg.Text] {
			value := lightValue(member)
			if value.Kind == light.Missing {
				value.Kind = light.Null
			}
			list.List = append(list.List, value)
		}
		return list
	})
	if v.Kind == light.Missing { // no condition that the core can read
		return c
	}
	return Condition{raw: string(v.Append(nil))}
}

// resolved is the condition as the light core executes it, with its regular
// expressions compiled. One that cannot be compiled stays as it is written.
func (c Condition) resolved() light.Value {
	v := c.value()
	if !strings.Contains(c.raw, "$regex") {
		return v
	}
	return resolveCondition(v, func(op string, arg light.Value) light.Value {
		if arg.Kind != light.Text {
			return arg
		}
		flags := syntax.Perl
		switch op {
		case "$regexi":
			flags |= syntax.FoldCase
		case "$regex":
		default:
			return arg
		}
		if code, ok := compilePattern(arg.Text, flags); ok {
			return code
		}
		return arg
	})
}

// resolveCondition replaces the arguments of operators.
func resolveCondition(v light.Value, replace func(op string, arg light.Value) light.Value) light.Value {
	if v.Kind != light.Object {
		return v
	}
	out := light.Value{Kind: light.Object, Names: v.Names, List: make([]light.Value, len(v.List))}
	for i, name := range v.Names {
		switch name {
		case "$and", "$or", "$nor":
			out.List[i] = v.List[i]
			if v.List[i].Kind == light.List {
				out.List[i].List = make([]light.Value, len(v.List[i].List))
				for k, kid := range v.List[i].List {
					out.List[i].List[k] = resolveCondition(kid, replace)
				}
			}
		case "$not":
			out.List[i] = resolveCondition(v.List[i], replace)
		default:
			out.List[i] = resolveOperand(v.List[i], replace)
		}
	}
	return out
}

func resolveOperand(v light.Value, replace func(op string, arg light.Value) light.Value) light.Value {
	if !decision.IsOperators(&v) {
		return v
	}
	out := light.Value{Kind: light.Object, Names: v.Names, List: make([]light.Value, len(v.List))}
	for i, name := range v.Names {
		arg := v.List[i]
		switch name {
		case "$not", "$size":
			arg = resolveOperand(arg, replace)
		case "$elemMatch":
			if decision.IsOperators(&arg) && !decision.Joins(arg.Names) {
				arg = resolveOperand(arg, replace)
			} else {
				arg = resolveCondition(arg, replace)
			}
		case "$all", "$alli":
			if arg.Kind == light.List {
				list := make([]light.Value, len(arg.List))
				for k, one := range arg.List {
					list[k] = resolveOperand(one, replace)
				}
				arg.List = list
			}
		default:
			arg = replace(name, arg)
		}
		out.List[i] = arg
	}
	return out
}

// compilePattern compiles a regular expression of Go's syntax to what
// [decision.ReadPattern] reads; false where it is none, or a long one.
func compilePattern(pattern string, flags syntax.Flags) (light.Value, bool) {
	tree, err := syntax.Parse(pattern, flags)
	if err != nil {
		return light.Value{}, false
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil || len(program.Inst) > decision.MaxSteps {
		return light.Value{}, false
	}
	code := light.Value{Kind: light.List, List: []light.Value{light.TextOf(pattern), light.NumberOf(float64(program.Start))}}
	for i := range program.Inst {
		step := light.Value{Kind: light.List}
		for _, n := range instruction(&program.Inst[i]) {
			step.List = append(step.List, light.NumberOf(float64(n)))
		}
		code.List = append(code.List, step)
	}
	return code, true
}

func instruction(i *syntax.Inst) []rune {
	out := rune(i.Out)
	switch i.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		return []rune{decision.StepEither, out, rune(i.Arg)}
	case syntax.InstEmptyWidth:
		return []rune{decision.StepEmpty, out, rune(i.Arg)}
	case syntax.InstMatch:
		return []rune{decision.StepMatch, 0}
	case syntax.InstFail:
		return []rune{decision.StepFail, 0}
	case syntax.InstRuneAny:
		return []rune{decision.StepRune, out, 0, unicode.MaxRune}
	case syntax.InstRuneAnyNotNL:
		return []rune{decision.StepRune, out, 0, '\n' - 1, '\n' + 1, unicode.MaxRune}
	case syntax.InstRune, syntax.InstRune1:
		step := []rune{decision.StepRune, out}
		if len(i.Rune) > 1 {
			return append(step, i.Rune...)
		}
		first := i.Rune[0]
		step = append(step, first, first)
		if syntax.Flags(i.Arg)&syntax.FoldCase != 0 {
			for c := unicode.SimpleFold(first); c != first; c = unicode.SimpleFold(c) {
				step = append(step, c, c)
			}
		}
		return step
	}
	return []rune{decision.StepPass, out}
}
