package population

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/decision"
)

// conjunct is what must hold of each of several traits. Without any, it holds
// for everyone.
type conjunct []predicate

// predicate is a condition on one trait alone, or its opposite.
type predicate struct {
	trait string
	all   []literal // each must hold
}

// literal is a part of a condition that asks for one trait.
type literal struct {
	holds decision.Expr
	not   bool
}

// most is how many conjuncts a condition may become; past it, asking the
// interpreter about each person costs less.
const most = 48

// conjuncts breaks a condition into parts of which any must hold. It returns
// false where they are too many.
func conjuncts(e *decision.Expr, not bool) ([]conjunct, bool) {
	switch trait, n := traits(e); {
	case n == 0: // true or false for everyone
		if e.Match(none) != not {
			return []conjunct{{}}, true
		}
		return nil, true
	case n == 1:
		return []conjunct{{{trait, []literal{{*e, not}}}}}, true
	}
	op := e.Op
	switch op {
	case decision.Not:
		return conjuncts(&e.Kids[0], !not)
	case decision.Nor:
		op, not = decision.Or, !not
	}
	// Here are kids, and more than one trait among them.
	parts := gather(e.Kids, op)
	if (op == decision.And) == not {
		return either(parts, not)
	}
	return both(parts, not)
}

// gather joins the kids that ask for the same single trait into one, so that
// they are one answer for each of its values.
func gather(kids []decision.Expr, op decision.Op) []decision.Expr {
	var parts []decision.Expr
	place := map[string]int{}
	for _, k := range kids {
		if trait, n := traits(&k); n == 1 {
			if i, has := place[trait]; has {
				parts[i].Kids = append(parts[i].Kids, k)
				continue
			}
			place[trait] = len(parts)
			k = decision.Expr{Op: op, Kids: []decision.Expr{k}}
		}
		parts = append(parts, k)
	}
	return parts
}

// either is the parts of which any may hold.
func either(parts []decision.Expr, not bool) ([]conjunct, bool) {
	var all []conjunct
	for i := range parts {
		more, ok := conjuncts(&parts[i], not)
		if all = append(all, more...); !ok || len(all) > most {
			return nil, false
		}
	}
	return all, true
}

// both is the parts that must all hold, multiplied out.
func both(parts []decision.Expr, not bool) ([]conjunct, bool) {
	all := []conjunct{{}}
	for i := range parts {
		more, ok := conjuncts(&parts[i], not)
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
		if i := slices.IndexFunc(out, func(q predicate) bool { return q.trait == p.trait }); i >= 0 {
			out[i].all = slices.Concat(out[i].all, p.all)
		} else {
			out = append(out, p)
		}
	}
	return out
}

// traits is how many traits an expression asks for, 2 standing for more than
// one, and the name of the first.
func traits(e *decision.Expr) (first string, n int) {
	e.Leaves(func(leaf *decision.Expr) {
		switch {
		case n == 0:
			first, n = leaf.Trait, 1
		case leaf.Trait != first:
			n = 2
		}
	})
	return first, n
}
