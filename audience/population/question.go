package population

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// question is what must hold of one trait. However many segments ask it, the
// interpreter is asked once about each value.
type question struct {
	trait  string
	all    []literal
	admits []bool // by number of value, that of its absence first
}

// key tells questions apart.
func (p *predicate) key() string {
	key := light.AppendString(nil, p.trait)
	for _, l := range p.all {
		if l.not {
			key = append(key, '!')
		}
		key = written(key, &l.holds)
	}
	return string(key)
}

// written writes an expression out, apart from where it stood.
func written(dst []byte, e *decision.Expr) []byte {
	dst = append(dst, 'a'+byte(e.Op))
	if e.Op >= decision.Is {
		return e.Value.Append(dst) // the trait is the question's
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
	profile := light.Value{Kind: light.Object, Names: []string{q.trait}, List: one}
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

// admit asks about somebody of whom only the trait is known.
func (q *question) admit(profile light.Value) bool {
	for i := range q.all {
		if q.all[i].holds.Match(profile) == q.all[i].not {
			return false
		}
	}
	return true
}

// none is the profile of somebody of whom nothing is known.
var none = light.Value{Kind: light.Object}
