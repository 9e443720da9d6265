// Package decision is the light core: it executes the small program that a
// plan compiles to, natively and in the browser, with the same bytes out.
//
// It decides which proposition a person sees now, and what they get when. It
// knows no catalogue, no Markdown and no time zones: explanations are codes,
// and time is civil (a day and a minute where the person is).
package decision

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/internal/light"
)

// Op is what an expression does.
type Op uint8

// The operators, by their Mongo-style names.
const (
	And        Op = iota // $and, and the members of one object
	Or                   // $or
	Nor                  // $nor
	Not                  // $not
	Is                   // a bare value: equal in kind and content
	Eq                   // $eq: as a bare value, but no list or object equals another
	Ne                   // $ne: the opposite
	Lt                   // $lt
	Lte                  // $lte
	Gt                   // $gt
	Gte                  // $gte
	In                   // $in
	NotIn                // $nin
	InFold               // $ini: in, whatever the case of letters
	NotInFold            // $nini
	All                  // $all
	AllFold              // $alli
	ElemMatch            // $elemMatch
	Size                 // $size
	Exists               // $exists
	Type                 // $type
	Regex                // $regex
	RegexFold            // $regexi
	InGroup              // $inGroup
	NotInGroup           // $notInGroup
	VersionEq            // $veq
	VersionNe            // $vne
	VersionLt            // $vlt
	VersionLte           // $vlte
	VersionGt            // $vgt
	VersionGte           // $vgte
	Since                // $since: a date on or after one that may follow the clock
	Before               // $before: a date before it
	IsFold               // a bare value inside $alli
	never                // no value meets it
	unknown              // nobody can tell, so neither it nor its opposite is met
)

var operators = [...]string{
	Not: "$not", Eq: "$eq", Ne: "$ne", Lt: "$lt", Lte: "$lte", Gt: "$gt", Gte: "$gte", In: "$in", NotIn: "$nin", InFold: "$ini", NotInFold: "$nini",
	All: "$all", AllFold: "$alli", ElemMatch: "$elemMatch", Size: "$size", Exists: "$exists", Type: "$type", Regex: "$regex", RegexFold: "$regexi",
	InGroup: "$inGroup", NotInGroup: "$notInGroup", VersionEq: "$veq", VersionNe: "$vne", VersionLt: "$vlt", VersionLte: "$vlte", VersionGt: "$vgt", VersionGte: "$vgte",
	Since: "$since", Before: "$before",
}

// Operators lists the operators that may follow a trait.
func Operators() []string {
	var names []string
	for _, name := range operators {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

func operator(name string) Op {
	for op, n := range operators {
		if n == name && n != "" {
			return Op(op)
		}
	}
	switch name {
	case "$and", "$or", "$nor":
		return never // these join conditions, and stand nowhere else
	}
	return unknown
}

// Did is what the name of a trait begins with that is no trait of a profile
// but the latest outcome of the proposition whose ID follows.
const Did = "did."

// Expr is a condition on traits, ready to be evaluated. The zero Expr is true.
type Expr struct {
	Op    Op
	Whole bool        // holds a whole element against the operator, not a trait: inside $elemMatch, $all and $size
	Trait string      // path of the trait, dots reach into objects and lists; leaves only
	Value light.Value // what the trait is held against; leaves only
	Kids  []Expr      // operands of And, Or, Nor and Not; what elements or their number must meet in $elemMatch, $all and $size
	Other *Expr       // leaf of another trait of the same person, against which $eq, $ne, $lt, $lte, $gt and $gte may hold the trait instead of Value
	Path  string      // JSON Pointer of the operator within the condition

	parts []string // of a dotted trait
	text  string   // a version, ready to be compared
	code  *Pattern
	span  Span
	kind  light.Kind // of $type
}

// Problem is a part of a condition that cannot be understood.
type Problem struct {
	Path     string // JSON Pointer within the condition
	Found    string // what stands there
	Expected string // "operator", "list", "number", "flag", "object", "type", "version", "pattern", "group", "date" or "trait"
}

// ParseExpr reads a Mongo-style condition and returns all its problems. What
// cannot be understood is met by nobody, and neither is its opposite.
func ParseExpr(v light.Value) (Expr, []Problem) {
	var p parser
	e := p.condition(v, "")
	return e, p.problems
}

type parser struct {
	problems []Problem
	within   int // how many lists it is in, of whose elements it reads what they must meet
}

func (p *parser) problem(path, found, expected string) {
	p.problems = append(p.problems, Problem{path, found, expected})
}

func (p *parser) condition(v light.Value, path string) Expr {
	e := Expr{Op: And, Path: path}
	if v.Kind != light.Object {
		p.problem(path, string(v.Append(nil)), "object")
		return Expr{Op: unknown, Path: path}
	}
	for i, name := range v.Names {
		member, at := v.List[i], light.Pointer(path, name)
		switch name {
		case "$and", "$or", "$nor":
			e.Kids = append(e.Kids, p.group(name, member, at))
		case "$not":
			e.Kids = append(e.Kids, Expr{Op: Not, Path: at, Kids: []Expr{p.condition(member, at)}})
		default:
			if strings.HasPrefix(name, "$") {
				p.problem(at, name, "operator") // no trait is called so, but an attribute elsewhere may be
			}
			e.Kids = append(e.Kids, p.operand(leafOf(name), member, at))
		}
	}
	return e.simple()
}

// simple is the only kid of a conjunction that has one.
func (e Expr) simple() Expr {
	if len(e.Kids) == 1 {
		return e.Kids[0]
	}
	return e
}

func (p *parser) group(name string, v light.Value, path string) Expr {
	e := Expr{Op: And, Path: path}
	switch name {
	case "$or":
		e.Op = Or
	case "$nor":
		e.Op = Nor
	}
	if v.Kind != light.List {
		p.problem(path, string(v.Append(nil)), "list")
		return Expr{Op: unknown, Path: path}
	}
	for i, kid := range v.List {
		e.Kids = append(e.Kids, p.condition(kid, path+"/"+light.Itoa(i)))
	}
	return e
}

// leafOf is a leaf that asks for a trait.
func leafOf(trait string) Expr {
	leaf := Expr{Trait: trait}
	if strings.Contains(trait, ".") {
		leaf.parts = strings.Split(trait, ".")
	}
	return leaf
}

// IsOperators reports whether a value is an object of operators: one in which
// every name begins with a dollar, as they do where there is none.
func IsOperators(v *light.Value) bool {
	for _, name := range v.Names {
		if !strings.HasPrefix(name, "$") {
			return false
		}
	}
	return v.Kind == light.Object
}

// operand reads what a trait, or a whole element, is held against.
func (p *parser) operand(leaf Expr, v light.Value, path string) Expr {
	leaf.Path = path
	if !IsOperators(&v) {
		leaf.Op, leaf.Value = Is, v
		return leaf
	}
	e := Expr{Op: And, Path: path}
	for i, name := range v.Names {
		one := leaf
		one.Op, one.Value, one.Path = operator(name), v.List[i], light.Pointer(path, name)
		e.Kids = append(e.Kids, p.operator(one, name))
	}
	return e.simple()
}

func (p *parser) operator(leaf Expr, name string) Expr {
	arg, at := leaf.Value, leaf.Path
	bad := func(expected string) Expr {
		p.problem(at, string(arg.Append(nil)), expected)
		leaf.Op = unknown
		return leaf
	}
	whole := Expr{Whole: true}
	switch leaf.Op {
	case All, AllFold, ElemMatch, Size:
		p.within++
		defer func() { p.within-- }()
	case Eq, Ne, Lt, Lte, Gt, Gte:
		if !NamesTrait(&arg) {
			break
		}
		if p.within > 0 || len(arg.Names) > 1 || arg.List[0].Kind != light.Text {
			return bad("trait")
		}
		other := leafOf(arg.List[0].Text)
		other.Path = light.Pointer(at, Trait)
		leaf.Other = &other
	}
	switch leaf.Op {
	case never, unknown:
		p.problem(at, name, "operator")
	case Not:
		return Expr{Op: Not, Path: at, Kids: []Expr{p.operand(leaf, arg, at)}}
	case In, NotIn, InFold, NotInFold:
		if arg.Kind != light.List {
			return bad("list")
		}
	case All, AllFold:
		if arg.Kind != light.List {
			return bad("list")
		}
		for i, one := range arg.List {
			kid := p.operand(whole, one, at+"/"+light.Itoa(i))
			if leaf.Op == AllFold && kid.Op == Is {
				kid.Op = IsFold
			}
			leaf.Kids = append(leaf.Kids, kid)
		}
	case ElemMatch:
		if arg.Kind != light.Object {
			return bad("object")
		}
		if IsOperators(&arg) && !Joins(arg.Names) {
			leaf.Kids = []Expr{p.operand(whole, arg, at)}
		} else {
			leaf.Kids = []Expr{p.condition(arg, at)}
		}
	case Size:
		if arg.Kind != light.Number && (arg.Kind != light.Object || !IsOperators(&arg)) {
			p.problem(at, string(arg.Append(nil)), "number")
		}
		leaf.Kids = []Expr{p.operand(whole, arg, at)}
	case Exists:
		if arg.Kind != light.Flag {
			p.problem(at, string(arg.Append(nil)), "flag")
			leaf.Value = light.FlagOf(arg.Kind == light.Number && arg.Number != 0 || arg.Kind == light.Text && arg.Text != "" || arg.Kind >= light.List)
		}
	case Type:
		if arg.Kind != light.Text {
			return bad("type")
		}
		if leaf.kind = kindOf(arg.Text); leaf.kind == light.Missing {
			p.problem(at, arg.Text, "type")
		}
	case Regex, RegexFold:
		if leaf.code = ReadPattern(arg); leaf.code == nil {
			return bad("pattern")
		}
		leaf.Value = arg.List[0]
	case InGroup, NotInGroup:
		if arg.Kind != light.List { // a name: whoever has the groups puts their members in its place
			return bad("group")
		}
		leaf.Op = In + leaf.Op - InGroup
	case VersionEq, VersionNe, VersionLt, VersionLte, VersionGt, VersionGte:
		if arg.Kind != light.Text && arg.Kind != light.Number {
			p.problem(at, string(arg.Append(nil)), "version")
		}
		leaf.text = string(appendVersion(nil, &arg))
	case Since, Before:
		var ok bool
		if leaf.span, ok = ParseSpan(arg.Text); !ok {
			return bad("date")
		}
	}
	return leaf
}

// Trait is the name under which an operand stands that is another trait of the
// same person.
const Trait = "$trait"

// NamesTrait reports whether an operand is meant to be another trait.
func NamesTrait(v *light.Value) bool {
	return v.Kind == light.Object && slices.Contains(v.Names, Trait)
}

// Joins reports whether one of the names joins conditions, so that an object
// of operators asks for the traits of an element after all.
func Joins(names []string) bool {
	for _, name := range names {
		switch name {
		case "$and", "$or", "$nor":
			return true
		}
	}
	return false
}

func kindOf(name string) light.Kind {
	switch name {
	case "string":
		return light.Text
	case "number":
		return light.Number
	case "boolean":
		return light.Flag
	case "object":
		return light.Object
	case "array":
		return light.List
	case "null":
		return light.Null
	}
	return light.Missing
}

// Leaves calls yield for every comparison in the expression, in order; not for
// those within a trait, of its elements or their number, and not for what
// cannot be understood.
func (e *Expr) Leaves(yield func(*Expr)) {
	if e.Op >= Is {
		if e.Op < never {
			yield(e)
		}
		return
	}
	for i := range e.Kids {
		e.Kids[i].Leaves(yield)
	}
}
