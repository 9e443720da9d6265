package population

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/decision"
)

// conjunct is what must hold of each of several columns. Without any, it holds
// for everyone.
type conjunct []predicate

// predicate is a condition on what one column alone tells.
type predicate struct {
	column string
	all    []decision.Expr // each must hold
}

// most is how many conjuncts a condition may become; past it, asking the
// interpreter about each person costs less.
const most = 48

// conjuncts breaks a condition, or its opposite, into parts of which any must
// hold. It returns false where they are too many, or one part asks for two
// columns at once.
func (s *Store) conjuncts(e *decision.Expr, not bool) ([]conjunct, bool) {
	column, n := s.asked(e)
	if n < 2 {
		holds := *e
		if not { // not the opposite of the answer: nobody meets what cannot be understood, nor its opposite
			holds = decision.Expr{Op: decision.Not, Kids: []decision.Expr{*e}}
		}
		if n == 1 {
			return []conjunct{{{column, []decision.Expr{holds}}}}, true
		}
		if holds.Match(&decision.Facts{Profile: none}) { // for everyone
			return []conjunct{{}}, true
		}
		return nil, true
	}
	if e.Op >= decision.Is {
		return nil, false
	}
	op := e.Op
	switch op {
	case decision.Not:
		return s.conjuncts(&e.Kids[0], !not)
	case decision.Nor:
		op, not = decision.Or, !not
	}
	// Here are kids, and more than one column among them.
	parts := s.gather(e.Kids, op)
	if (op == decision.And) == not {
		return s.either(parts, not)
	}
	return s.both(parts, not)
}

// gather joins the kids that ask for the same single column into one, so that
// they are one answer for each of its values.
func (s *Store) gather(kids []decision.Expr, op decision.Op) []decision.Expr {
	var parts []decision.Expr
	place := map[string]int{}
	for _, k := range kids {
		if column, n := s.asked(&k); n == 1 {
			if i, has := place[column]; has {
				parts[i].Kids = append(parts[i].Kids, k)
				continue
			}
			place[column] = len(parts)
			k = decision.Expr{Op: op, Kids: []decision.Expr{k}}
		}
		parts = append(parts, k)
	}
	return parts
}

// either is the parts of which any may hold.
func (s *Store) either(parts []decision.Expr, not bool) ([]conjunct, bool) {
	var all []conjunct
	for i := range parts {
		more, ok := s.conjuncts(&parts[i], not)
		if all = append(all, more...); !ok || len(all) > most {
			return nil, false
		}
	}
	return all, true
}

// both is the parts that must all hold, multiplied out.
func (s *Store) both(parts []decision.Expr, not bool) ([]conjunct, bool) {
	all := []conjunct{{}}
	for i := range parts {
		more, ok := s.conjuncts(&parts[i], not)
		if !ok || len(all)*len(more) > most {
			return nil, false
		}
		var product []conjunct
		for _, a := range all {
			for _, b := range more {
				product = append(product, a.and(b))
			}
		}
		all = product
	}
	return all, true
}

func (c conjunct) and(d conjunct) conjunct {
	out := slices.Clone(c)
	for _, p := range d {
		if i := slices.IndexFunc(out, func(q predicate) bool { return q.column == p.column }); i >= 0 {
			out[i].all = slices.Concat(out[i].all, p.all)
		} else {
			out = append(out, p)
		}
	}
	return out
}

// asked is how many columns an expression asks for, 2 standing for more than
// one, and the name of the first.
func (s *Store) asked(e *decision.Expr) (first string, n int) {
	e.Leaves(func(leaf *decision.Expr) {
		for _, one := range []*decision.Expr{leaf, leaf.Other} {
			if one == nil {
				continue
			}
			column, alone := s.source(one.Trait)
			switch {
			case !alone:
				n = 2
			case n == 0:
				first, n = column, 1
			case column != first:
				n = 2
			}
		}
	})
	return first, n
}

// why tells why the interpreter is asked about a condition.
func (s *Store) why(e *decision.Expr) Slowness {
	why := TooManyWays
	e.Leaves(func(leaf *decision.Expr) {
		if _, n := s.asked(leaf); n < 2 {
			return
		}
		if leaf.Other != nil {
			why = ComparesTraits
		} else if why == TooManyWays {
			why = AmbiguousPath
		}
	})
	return why
}
