// Package decision is the light core: it executes the small program that a
// plan compiles to, natively and in the browser, with the same bytes out.
//
// It decides which proposition a person sees now, and what they get when. It
// knows no catalogue, no Markdown and no time zones: explanations are codes,
// and time is civil (a day and a minute where the person is).
package decision

import (
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/internal/light"
)

// Op is what an expression does.
type Op uint8

// The operators, by their Mongo-style names.
const (
	And    Op = iota // $and, and the members of one object
	Or               // $or
	Nor              // $nor
	Not              // $not
	Is               // a bare value: equal after coercion to the value's kind
	Eq               // $eq
	Ne               // $ne
	Lt               // $lt
	Lte              // $lte
	Gt               // $gt
	Gte              // $gte
	In               // $in
	NotIn            // $nin
	All              // $all
	Size             // $size
	Exists           // $exists
	invalid
)

var operators = [...]string{Eq: "$eq", Ne: "$ne", Lt: "$lt", Lte: "$lte", Gt: "$gt", Gte: "$gte", In: "$in", NotIn: "$nin", All: "$all", Size: "$size", Exists: "$exists", Not: "$not"}

// Operators lists the operators that may follow a trait.
func Operators() []string {
	return append([]string(nil), operators[Not], operators[Eq], operators[Ne], operators[Lt], operators[Lte], operators[Gt], operators[Gte], operators[In], operators[NotIn], operators[All], operators[Size], operators[Exists])
}

func operator(name string) Op {
	for op, n := range operators {
		if n == name && n != "" {
			return Op(op)
		}
	}
	return invalid
}

// Expr is a condition on traits, ready to be evaluated. The zero Expr is true.
type Expr struct {
	Op    Op
	Trait string      // path of the trait, dots reach into objects; leaves only
	Value light.Value // what the trait is held against; leaves only
	Kids  []Expr      // operands of And, Or, Nor and Not
	Path  string      // JSON Pointer of the operator within the condition
}

// Problem is a part of a condition that cannot be understood.
type Problem struct {
	Path     string // JSON Pointer within the condition
	Found    string // what stands there
	Expected string // "operator", "list", "number", "flag" or "object"
}

// ParseExpr reads a Mongo-style condition and returns all its problems.
func ParseExpr(v light.Value) (Expr, []Problem) {
	var p parser
	e := p.condition(v, "")
	return e, p.problems
}

type parser struct{ problems []Problem }

func (p *parser) problem(path, found, expected string) {
	p.problems = append(p.problems, Problem{path, found, expected})
}

func (p *parser) condition(v light.Value, path string) Expr {
	e := Expr{Op: And, Path: path}
	if v.Kind != light.Object {
		p.problem(path, string(v.Append(nil)), "object")
		return e
	}
	for i, name := range v.Names {
		member, at := v.List[i], light.Pointer(path, name)
		switch name {
		case "$and", "$or", "$nor":
			group := Expr{Op: map[string]Op{"$and": And, "$or": Or, "$nor": Nor}[name], Path: at}
			if member.Kind != light.List {
				p.problem(at, string(member.Append(nil)), "list")
				continue
			}
			for j, kid := range member.List {
				group.Kids = append(group.Kids, p.condition(kid, at+"/"+strconv.Itoa(j)))
			}
			e.Kids = append(e.Kids, group)
		case "$not":
			e.Kids = append(e.Kids, Expr{Op: Not, Path: at, Kids: []Expr{p.condition(member, at)}})
		default:
			if strings.HasPrefix(name, "$") {
				p.problem(at, name, "operator")
				continue
			}
			e.Kids = append(e.Kids, p.trait(name, member, at))
		}
	}
	if len(e.Kids) == 1 {
		return e.Kids[0]
	}
	return e
}

func (p *parser) trait(name string, v light.Value, path string) Expr {
	if v.Kind != light.Object || len(v.Names) == 0 || !strings.HasPrefix(v.Names[0], "$") {
		return Expr{Op: Is, Trait: name, Value: v, Path: path}
	}
	e := Expr{Op: And, Path: path}
	for i, op := range v.Names {
		arg, at := v.List[i], light.Pointer(path, op)
		leaf := Expr{Op: operator(op), Trait: name, Value: arg, Path: at}
		switch leaf.Op {
		case invalid:
			p.problem(at, op, "operator")
			continue
		case In, NotIn, All:
			if arg.Kind != light.List {
				p.problem(at, string(arg.Append(nil)), "list")
				continue
			}
		case Size:
			if arg.Kind != light.Number {
				p.problem(at, string(arg.Append(nil)), "number")
				continue
			}
		case Exists:
			if arg.Kind != light.Flag {
				p.problem(at, string(arg.Append(nil)), "flag")
				continue
			}
		case Not:
			leaf = Expr{Op: Not, Path: at, Kids: []Expr{p.trait(name, arg, at)}}
		}
		e.Kids = append(e.Kids, leaf)
	}
	if len(e.Kids) == 1 {
		return e.Kids[0]
	}
	return e
}

// Leaves calls yield for every comparison in the expression, in order.
func (e *Expr) Leaves(yield func(*Expr)) {
	if e.Op >= Is {
		yield(e)
	}
	for i := range e.Kids {
		e.Kids[i].Leaves(yield)
	}
}

// Match evaluates the expression on a profile, an object of traits.
func (e *Expr) Match(profile light.Value) bool {
	switch e.Op {
	case And:
		for i := range e.Kids {
			if !e.Kids[i].Match(profile) {
				return false
			}
		}
		return true
	case Or:
		for i := range e.Kids {
			if e.Kids[i].Match(profile) {
				return true
			}
		}
		return len(e.Kids) == 0
	case Nor:
		for i := range e.Kids {
			if e.Kids[i].Match(profile) {
				return false
			}
		}
		return true
	case Not:
		return !e.Kids[0].Match(profile)
	}
	return e.leaf(lookup(profile, e.Trait))
}

// lookup follows a dotted path; a trait whose whole name has dots wins.
func lookup(v light.Value, path string) light.Value {
	if m := v.Member(path); m.Kind != light.Missing {
		return m
	}
	for {
		head, tail, dotted := strings.Cut(path, ".")
		v = v.Member(head)
		if !dotted || v.Kind != light.Object {
			if dotted {
				return light.Value{}
			}
			return v
		}
		path = tail
	}
}

func (e *Expr) leaf(v light.Value) bool {
	arg := e.Value
	switch e.Op {
	case Is:
		return is(v, arg)
	case Eq:
		return v.Equal(arg) || v.Kind == light.Missing && arg.Kind == light.Null
	case Ne:
		return !v.Equal(arg)
	case Lt:
		c, ok := compare(v, arg)
		return ok && c < 0
	case Lte:
		c, ok := compare(v, arg)
		return ok && c <= 0
	case Gt:
		c, ok := compare(v, arg)
		return ok && c > 0
	case Gte:
		c, ok := compare(v, arg)
		return ok && c >= 0
	case In:
		return anyIn(v, arg)
	case NotIn:
		return !anyIn(v, arg)
	case All:
		if v.Kind != light.List {
			return false
		}
		for _, want := range arg.List {
			if !contains(v.List, want) {
				return false
			}
		}
		return true
	case Size:
		return v.Kind == light.List && float64(len(v.List)) == arg.Number
	case Exists:
		return (v.Kind != light.Missing && v.Kind != light.Null) == arg.Flag
	}
	return false
}

// is holds a trait against a bare value, coercing the trait to its kind.
func is(v, arg light.Value) bool {
	switch arg.Kind {
	case light.Null:
		return v.Kind == light.Null || v.Kind == light.Missing
	case light.Text:
		if v.Kind == light.Number {
			return string(light.AppendNumber(nil, v.Number)) == arg.Text
		}
	case light.Number:
		if v.Kind == light.Text {
			f, err := strconv.ParseFloat(v.Text, 64)
			return err == nil && f == arg.Number
		}
	}
	return v.Equal(arg)
}

// compare orders two numbers or two texts; a text beside a number is read as
// one. Anything else has no order.
func compare(v, arg light.Value) (int, bool) {
	if v.Kind == light.Text && arg.Kind == light.Text {
		return strings.Compare(v.Text, arg.Text), true
	}
	a, ok1 := number(v)
	b, ok2 := number(arg)
	switch {
	case !ok1 || !ok2 || a != a || b != b:
		return 0, false
	case a < b:
		return -1, true
	case a > b:
		return 1, true
	}
	return 0, true
}

func number(v light.Value) (float64, bool) {
	if v.Kind == light.Text {
		f, err := strconv.ParseFloat(v.Text, 64)
		return f, err == nil
	}
	return v.Number, v.Kind == light.Number
}

func anyIn(v, list light.Value) bool {
	if v.Kind == light.List {
		for _, one := range v.List {
			if contains(list.List, one) {
				return true
			}
		}
		return false
	}
	return contains(list.List, v)
}

func contains(list []light.Value, v light.Value) bool {
	for _, one := range list {
		if one.Equal(v) {
			return true
		}
	}
	return false
}
