package decision

import (
	"strings"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Facts are what a condition is asked of.
type Facts struct {
	Profile light.Value       // the person's traits, an object
	Sorted  bool              // the names in the profile are in order, none of them twice
	Day     civil.Day         // today, which dates relative to the clock follow
	History map[string]string // proposition ID to its latest outcome
}

// truth is what a condition comes to. One that rests on something that cannot
// be understood is neither met nor, under $not, met the other way round.
type truth uint8

const (
	no truth = iota
	yes
	open
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) not() truth {
	switch t {
	case no:
		return yes
	case yes:
		return no
	}
	return open
}

// Match reports whether the expression is met. It allocates nothing.
func (e *Expr) Match(f *Facts) bool { return e.eval(&f.Profile, f) == yes }

func (e *Expr) eval(v *light.Value, f *Facts) truth {
	switch e.Op {
	case And:
		result := yes
		for i := range e.Kids {
			switch e.Kids[i].eval(v, f) {
			case no:
				return no
			case open:
				result = open
			}
		}
		return result
	case Or:
		return e.any(v, f)
	case Nor:
		return e.any(v, f).not()
	case Not:
		return e.Kids[0].eval(v, f).not()
	case unknown:
		return open
	case never:
		return no
	}
	switch {
	case e.Whole:
		return e.leaf(v, f)
	case e.parts != nil:
		var made light.Value
		return e.leaf(e.dotted(v, f, &made), f)
	}
	if found := member(v, e.Trait); found != nil {
		return e.leaf(found, f)
	}
	return e.leaf(&nothing, f)
}

// dotted finds the trait of a leaf whose name has dots; what stands nowhere is
// written into made. A trait whose whole name has them wins over the path, and
// the path over the history.
func (e *Expr) dotted(v *light.Value, f *Facts, made *light.Value) *light.Value {
	found := member(v, e.Trait)
	for i := 0; found == nil && v != nil && i < len(e.parts); i++ {
		if v.Kind == light.List && e.parts[i] == "length" && i == len(e.parts)-1 {
			*made = light.NumberOf(float64(len(v.List)))
			return made
		}
		if v.Kind == light.List {
			v = element(v, e.parts[i])
		} else {
			v = member(v, e.parts[i])
		}
		if i == len(e.parts)-1 {
			found = v
		}
	}
	if found != nil {
		return found
	}
	if f.History != nil && e.parts[0] == "did" {
		if outcome, has := f.History[e.Trait[len(Did):]]; has {
			*made = light.TextOf(outcome)
			return made
		}
	}
	return &nothing
}

// pair holds a trait against another of the same person. Of two values of which
// one is missing nobody can tell which is more, or whether they are the same.
func (e *Expr) pair(v *light.Value, f *Facts) truth {
	var made light.Value
	arg := &nothing
	if e.Other.parts != nil {
		arg = e.Other.dotted(&f.Profile, f, &made)
	} else if found := member(&f.Profile, e.Other.Trait); found != nil {
		arg = found
	}
	if v.Kind <= light.Null || arg.Kind <= light.Null {
		return open
	}
	return e.compared(v, arg)
}

// any is the disjunction of the kids; without any it holds, as in the public
// suite of cases.
func (e *Expr) any(v *light.Value, f *Facts) truth {
	result := truthOf(len(e.Kids) == 0)
	for i := range e.Kids {
		switch e.Kids[i].eval(v, f) {
		case yes:
			return yes
		case open:
			result = open
		}
	}
	return result
}

// nothing is the value of a trait that is missing.
var nothing = light.Value{Kind: light.Null}

// element is the element at a place as JSON Pointers write it, nil where there
// is none.
func element(v *light.Value, place string) *light.Value {
	if place == "" || len(place) > 6 || place[0] == '0' && len(place) > 1 {
		return nil
	}
	n := 0
	for i := range len(place) {
		if place[i] < '0' || place[i] > '9' {
			return nil
		}
		n = n*10 + int(place[i]-'0')
	}
	if n >= len(v.List) {
		return nil
	}
	return &v.List[n]
}

// member is an object's last member of that name, nil where there is none.
func member(v *light.Value, name string) *light.Value {
	for i := len(v.Names) - 1; i >= 0; i-- {
		if v.Names[i] == name {
			return &v.List[i]
		}
	}
	return nil
}

func (e *Expr) leaf(v *light.Value, f *Facts) truth {
	if e.Other != nil {
		return e.pair(v, f)
	}
	arg := &e.Value
	switch e.Op {
	case Is:
		return truthOf(equal(v, arg))
	case IsFold:
		return truthOf(equal(v, arg) || fold(v, arg))
	case Eq, Ne, Lt, Lte, Gt, Gte:
		return e.compared(v, arg)
	case In:
		return truthOf(in(v, arg.List, false))
	case NotIn:
		return truthOf(!in(v, arg.List, false))
	case InFold:
		return truthOf(in(v, arg.List, true))
	case NotInFold:
		return truthOf(!in(v, arg.List, true))
	case All, AllFold:
		return e.all(v, f)
	case ElemMatch:
		return e.some(&e.Kids[0], v, f, true)
	case Size:
		if v.Kind != light.List {
			return no
		}
		n := light.NumberOf(float64(len(v.List)))
		return e.Kids[0].eval(&n, f)
	case Exists:
		return truthOf((v.Kind > light.Null) == arg.Flag)
	case Type:
		return truthOf(v.Kind == e.kind)
	case Regex, RegexFold:
		return truthOf(v.Kind == light.Text && e.code.Match(v.Text))
	case Since, Before:
		if v.Kind != light.Text {
			return no
		}
		day, ok := civil.Parse(v.Text)
		return truthOf(ok && (day >= e.span.From(f.Day)) == (e.Op == Since))
	}
	return truthOf(e.version(v))
}

// all holds where every kid is met by at least one element of a list.
func (e *Expr) all(v *light.Value, f *Facts) truth {
	if v.Kind != light.List {
		return no
	}
	result := yes
	for i := range e.Kids {
		switch e.some(&e.Kids[i], v, f, false) {
		case no:
			return no
		case open:
			result = open
		}
	}
	return result
}

// compared holds a value against another.
func (e *Expr) compared(v, arg *light.Value) truth {
	switch e.Op {
	case Eq:
		return truthOf(same(v, arg))
	case Ne:
		return truthOf(!same(v, arg))
	}
	c, ok := compare(v, arg)
	switch e.Op {
	case Lt:
		ok = ok && c < 0
	case Lte:
		ok = ok && c <= 0
	case Gt:
		ok = ok && c > 0
	case Gte:
		ok = ok && c >= 0
	}
	return truthOf(ok)
}

// some holds where a condition is met by at least one element of a list.
func (e *Expr) some(kid *Expr, v *light.Value, f *Facts, skipNull bool) truth {
	result := no
	if v.Kind != light.List {
		return result
	}
	for i := range v.List {
		if skipNull && v.List[i].Kind == light.Null {
			continue
		}
		switch kid.eval(&v.List[i], f) {
		case yes:
			return yes
		case open:
			result = open
		}
	}
	return result
}

// equal compares deeply.
func equal(v, w *light.Value) bool {
	if v.Kind >= light.List {
		return v.Equal(*w)
	}
	return same(v, w)
}

// same compares values that are neither lists nor objects: of those, none is
// the same as another.
func same(v, w *light.Value) bool {
	if v.Kind != w.Kind {
		return false
	}
	switch v.Kind {
	case light.Text:
		return v.Text == w.Text
	case light.Number:
		return v.Number == w.Number
	case light.Flag:
		return v.Flag == w.Flag
	}
	return v.Kind == light.Null
}

func fold(v, w *light.Value) bool {
	return v.Kind == light.Text && w.Kind == light.Text && strings.EqualFold(v.Text, w.Text)
}

// in reports whether a value, or an element of it where it is a list, is among
// others; folded, whatever the case of letters.
func in(v *light.Value, list []light.Value, folded bool) bool {
	if v.Kind == light.List {
		for i := range v.List {
			if among(&v.List[i], list, folded) {
				return true
			}
		}
		return false
	}
	return among(v, list, folded)
}

func among(v *light.Value, list []light.Value, folded bool) bool {
	for i := range list {
		if same(v, &list[i]) || folded && fold(v, &list[i]) {
			return true
		}
	}
	return false
}

// compare orders two numbers or two texts, texts by their UTF-16 units.
// Anything else has no order, a text beside a number neither.
func compare(v, arg *light.Value) (int, bool) {
	switch {
	case v.Kind != arg.Kind:
		return 0, false
	case v.Kind == light.Text:
		return compareTexts(v.Text, arg.Text), true
	case v.Kind != light.Number:
		return 0, false
	case v.Number < arg.Number:
		return -1, true
	case v.Number > arg.Number:
		return 1, true
	}
	return 0, true
}

// compareTexts orders as JavaScript does, which differs from the order of
// bytes only where a character beyond the basic plane meets one of U+E000 to
// U+FFFF: in UTF-16 the former begins with a lower unit.
func compareTexts(a, b string) int {
	const private, beyond = 0xee, 0xf0 // first bytes of U+E000 and of U+10000
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		if x == y {
			continue
		}
		less := x < y
		if x >= private && y >= private && (x >= beyond) != (y >= beyond) {
			less = !less
		}
		if less {
			return -1
		}
		return 1
	}
	return len(a) - len(b)
}
