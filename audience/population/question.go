package population

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// question is what must hold of one column. However many segments ask it, the
// interpreter is asked once about each value.
type question struct {
	column string
	all    []decision.Expr
	day    civil.Day
	admits []bool // by number of value, that of its absence first
}

// key tells questions apart.
func (p *predicate) key() string {
	key := light.AppendString(nil, p.column)
	for i := range p.all {
		key = written(key, &p.all[i])
	}
	return string(key)
}

// written writes an expression out, apart from where it stood. What a leaf asks
// of elements stands in its value too.
func written(dst []byte, e *decision.Expr) []byte {
	dst = append(dst, 'a'+byte(e.Op))
	if e.Op >= decision.Is {
		return e.Value.Append(light.AppendString(dst, e.Trait))
	}
	dst = append(dst, '(')
	for i := range e.Kids {
		dst = written(dst, &e.Kids[i])
	}
	return append(dst, ')')
}

// answer asks the interpreter about the values that it was not asked about
// yet, that of absence first.
func (q *question) answer(values []light.Value) {
	one := make([]light.Value, 1)
	profile := light.Value{Kind: light.Object, Names: []string{q.column}, List: one}
	q.admits = slices.Grow(q.admits, len(values)-len(q.admits))
	for n := len(q.admits); n < len(values); n++ {
		switch one[0] = values[n]; {
		case n == 0:
			q.admits = append(q.admits, q.admit(none))
		case one[0].Kind == light.Missing:
			q.admits = append(q.admits, q.admits[0])
		default:
			q.admits = append(q.admits, q.admit(profile))
		}
	}
}

// admit asks about somebody of whom only the column is known.
func (q *question) admit(profile light.Value) bool {
	facts := decision.Facts{Profile: profile, Day: q.day}
	for i := range q.all {
		if !q.all[i].Match(&facts) {
			return false
		}
	}
	return true
}

// none is the profile of somebody of whom nothing is known.
var none = light.Value{Kind: light.Object}
