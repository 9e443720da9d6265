package decision

import (
	"math"
	"math/bits"
	"slices"

	"github.com/osmosi-learning/osmosi/internal/light"
)

// Matcher asks many expressions of one person at once. It looks up each trait
// once, and each text once: among all the texts that expressions hold the trait
// against. What an expression asks of a trait whatever else holds is answered
// beforehand, for each text and for each stretch of numbers that expressions
// tell apart, as a row of bits with one for each expression; what is left is
// asked only where none of those rows said no. It answers as [Expr.Match] does.
type Matcher struct {
	traits []string            // sorted
	texts  []map[string]uint16 // by trait: the number of each text that it is held against, from 1
	nodes  []node              // all expressions; the kids of each stand together
	lists  []values            // of $in
	roots  []int32             // what is left of each expression
	must   []column            // by trait
	bits   []uint64            // a row of ones
	exprs  []Expr              // those that are left to the interpreter
}

// node is one expression, flat and small, so that many stay in the nearest
// cache.
type node struct {
	number float64 // of the argument
	first  int32   // of the kids; or the place among lists or exprs
	kids   int32
	text   uint16 // number of the argument
	op     Op     // unknown for what is left to the interpreter
	not    bool   // the opposite; of leaves only
	trait  uint8
	kind   light.Kind // of the argument
	flag   bool       // the argument
}

// values are those of a list.
type values struct {
	texts   [4]uint64 // a bit for each number
	numbers []float64
	flags   [2]bool // false and true
	null    bool
}

// What goes beyond these is left to the interpreter.
const (
	mostTraits = 64
	mostTexts  = 255 // of a trait
)

// known is what a matcher makes of one trait of a person.
type known struct {
	number float64
	list   *light.Value // where it is one
	text   uint16       // its number; 0 for one that no expression knows
	kind   light.Kind
	flag   bool
}

// column is what all expressions ask of one trait whatever else holds.
type column struct {
	leaves []demand
	steps  []float64 // numbers that it is held against, in order
	rows   []uint64  // by class; see [Matcher.row]
}

// demand is what one expression asks of a trait whatever else holds.
type demand struct {
	root int
	leaf node
}

// NewMatcher prepares expressions.
func NewMatcher(exprs []Expr) *Matcher {
	m := &Matcher{}
	for i := range exprs {
		exprs[i].Leaves(func(leaf *Expr) {
			if leaf.plain() && !slices.Contains(m.traits, leaf.Trait) && len(m.traits) < mostTraits {
				m.traits = append(m.traits, leaf.Trait)
			}
		})
	}
	slices.Sort(m.traits)
	for range m.traits {
		m.texts = append(m.texts, map[string]uint16{})
	}
	m.roots, m.must = make([]int32, len(exprs)), make([]column, len(m.traits))
	m.bits = make([]uint64, m.Words())
	for i := range exprs {
		m.bits[i/64] |= 1 << (i % 64)
		at := len(m.nodes)
		m.roots[i], m.nodes = int32(at), append(m.nodes, node{})
		root := m.lay(&exprs[i], false)
		m.nodes[at] = m.demands(i, root)
	}
	for i := range m.must {
		m.tabulate(i)
	}
	return m
}

// demands takes out of an expression what it asks whatever else holds, and
// returns what is left.
func (m *Matcher) demands(root int, n node) node {
	if n.op > Or && n.op != unknown {
		m.must[n.trait].leaves = append(m.must[n.trait].leaves, demand{root, n})
		return node{op: And}
	}
	if n.op != And {
		return n
	}
	left := int32(0)
	for i := range n.kids {
		kid := m.demands(root, m.nodes[n.first+i])
		if kid.op == And && kid.kids == 0 {
			continue
		}
		m.nodes[n.first+left] = kid
		left++
	}
	n.kids = left
	return n
}

// tabulate answers what is asked of a trait for each class of its values.
func (m *Matcher) tabulate(trait int) {
	c := &m.must[trait]
	for _, d := range c.leaves {
		if d.leaf.op == In {
			c.steps = append(c.steps, m.lists[d.leaf.first].numbers...)
		} else if d.leaf.kind == light.Number {
			c.steps = append(c.steps, d.leaf.number)
		}
	}
	slices.Sort(c.steps)
	c.steps = slices.Compact(c.steps)
	add := func(k known) {
		first := len(c.rows)
		c.rows = append(c.rows, m.bits...)
		for _, d := range c.leaves {
			if !m.holds(&d.leaf, &k) {
				c.rows[first+d.root/64] &^= 1 << (d.root % 64)
			}
		}
	}
	add(known{kind: light.Null})
	add(known{kind: light.Object})
	add(known{kind: light.Flag})
	add(known{kind: light.Flag, flag: true})
	for text := range len(m.texts[trait]) + 1 {
		add(known{kind: light.Text, text: uint16(text)})
	}
	for i := range 2*len(c.steps) + 1 {
		add(known{kind: light.Number, number: c.within(i)})
	}
}

// within is a number of a stretch: below the first step, at it, after it and
// below the second, and so on.
func (c *column) within(stretch int) float64 {
	switch i := stretch / 2; {
	case len(c.steps) == 0:
		return 0
	case stretch%2 != 0:
		return c.steps[i]
	case i == 0:
		return math.Inf(-1)
	default:
		return math.Nextafter(c.steps[i-1], math.Inf(1))
	}
}

// row is the class of a value; lists have none.
func (m *Matcher) row(trait int, k *known) int {
	switch k.kind {
	case light.Null:
		return 0
	case light.Object:
		return 1
	case light.Flag:
		return 2 + bit(k.flag)
	case light.Text:
		return 4 + int(k.text)
	}
	steps := m.must[trait].steps
	low, high := 0, len(steps)
	for low < high {
		if middle := (low + high) / 2; steps[middle] < k.number {
			low = middle + 1
		} else {
			high = middle
		}
	}
	stretch := 2 * low
	if low < len(steps) && steps[low] == k.number {
		stretch++
	}
	return 4 + len(m.texts[trait]) + 1 + stretch
}

// plain reports whether a leaf is of the kind that nodes answer.
func (e *Expr) plain() bool {
	if e.Whole || e.parts != nil {
		return false
	}
	switch e.Op {
	case Is, Eq, Ne:
		return e.Value.Kind < light.List
	case Lt, Lte, Gt, Gte:
		return e.Value.Kind == light.Number
	case In, NotIn:
		return !slices.ContainsFunc(e.Value.List, func(v light.Value) bool { return v.Kind >= light.List })
	}
	return e.Op == Exists
}

// lay makes a node of an expression or its opposite, and lays those of its kids.
func (m *Matcher) lay(e *Expr, not bool) node {
	op := e.Op
	switch op {
	case Not:
		return m.lay(&e.Kids[0], !not)
	case Nor:
		op, not = Or, !not
	}
	if op == Or && len(e.Kids) == 0 {
		op = And // it holds
	}
	if op == And || op == Or {
		n := node{op: op, first: int32(len(m.nodes)), kids: int32(len(e.Kids))}
		if not {
			n.op = And + Or - op
		}
		m.nodes = append(m.nodes, make([]node, len(e.Kids))...)
		for i := range e.Kids {
			kid := m.lay(&e.Kids[i], not)
			m.nodes[int(n.first)+i] = kid
		}
		return n
	}
	if trait, found := slices.BinarySearch(m.traits, e.Trait); found && e.plain() {
		n := node{op: e.Op, not: not, trait: uint8(trait), kind: e.Value.Kind, flag: e.Value.Flag, number: e.Value.Number}
		switch e.Op {
		case Ne:
			n.op, n.not = Eq, !not
		case Is:
			n.op = Eq
		case NotIn:
			n.op, n.not = In, !not
		}
		if m.take(&n, e) {
			return n
		}
	}
	left := *e
	if not {
		left = Expr{Op: Not, Kids: []Expr{*e}}
	}
	m.exprs = append(m.exprs, left)
	return node{op: unknown, first: int32(len(m.exprs) - 1)}
}

// take gives numbers to the texts that a leaf holds its trait against; false
// where there are too many.
func (m *Matcher) take(n *node, e *Expr) bool {
	texts := m.texts[n.trait]
	number := func(text string) (uint16, bool) {
		if _, has := texts[text]; !has {
			if len(texts) == mostTexts {
				return 0, false
			}
			texts[text] = uint16(len(texts) + 1)
		}
		return texts[text], true
	}
	if n.op != In {
		ok := true
		if e.Value.Kind == light.Text {
			n.text, ok = number(e.Value.Text)
		}
		return ok
	}
	var a values
	for _, v := range e.Value.List {
		switch v.Kind {
		case light.Text:
			id, ok := number(v.Text)
			if !ok {
				return false
			}
			a.texts[id/64] |= 1 << (id % 64)
		case light.Number:
			a.numbers = append(a.numbers, v.Number)
		case light.Flag:
			a.flags[bit(v.Flag)] = true
		case light.Null:
			a.null = true
		}
	}
	n.first, m.lists = int32(len(m.lists)), append(m.lists, a)
	return true
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Words is how many words of 64 bits the answers take.
func (m *Matcher) Words() int { return (len(m.roots) + 63) / 64 }

// Match writes into words, which must hold [Matcher.Words], a bit for each
// expression that is met. It allocates nothing.
func (m *Matcher) Match(f *Facts, words []uint64) {
	var room [mostTraits]known
	traits := room[:len(m.traits)]
	m.read(&f.Profile, f.Sorted, traits)
	words = words[:len(m.bits)]
	copy(words, m.bits)
	for i := range traits {
		c, k := &m.must[i], &traits[i]
		if k.kind == light.List {
			for j := range c.leaves {
				if d := &c.leaves[j]; !m.holds(&d.leaf, k) {
					words[d.root/64] &^= 1 << (d.root % 64)
				}
			}
			continue
		}
		row := c.rows[m.row(i, k)*len(words):][:len(words)]
		for w := range words {
			words[w] &= row[w]
		}
	}
	for w := range words {
		for rest := words[w]; rest != 0; rest &= rest - 1 {
			n := bits.TrailingZeros64(rest)
			if root := &m.nodes[m.roots[w*64+n]]; (root.op != And || root.kids > 0) && m.eval(root, traits, f) != yes {
				words[w] &^= 1 << n
			}
		}
	}
}

// read finds the traits in a profile. Where its names are in order, both are
// gone through side by side.
func (m *Matcher) read(profile *light.Value, sorted bool, traits []known) {
	at, names := 0, profile.Names
	for i, name := range m.traits {
		var v *light.Value
		if !sorted {
			v = member(profile, name)
		} else {
			for at < len(names) && names[at] != name && names[at] < name {
				at++
			}
			if at < len(names) && names[at] == name {
				v = &profile.List[at]
			}
		}
		if v == nil {
			v = &nothing
		}
		k := &traits[i]
		switch k.kind = v.Kind; v.Kind {
		case light.Text:
			k.text = m.texts[i][v.Text]
		case light.Number:
			k.number = v.Number
		case light.Flag:
			k.flag = v.Flag
		case light.List:
			k.list = v
		}
	}
}

func (m *Matcher) eval(n *node, traits []known, f *Facts) truth {
	switch n.op {
	case And:
		result := yes
		for i := range m.nodes[n.first:][:n.kids] {
			kid := &m.nodes[int(n.first)+i]
			if kid.op > Or && kid.op != unknown {
				if !m.holds(kid, &traits[kid.trait]) {
					return no
				}
			} else if t := m.eval(kid, traits, f); t == no {
				return no
			} else if t == open {
				result = open
			}
		}
		return result
	case Or:
		result := no
		for i := n.first; i < n.first+n.kids && result != yes; i++ {
			if t := m.eval(&m.nodes[i], traits, f); t != no {
				result = t
			}
		}
		return result
	case unknown:
		return m.exprs[n.first].eval(&f.Profile, f)
	}
	return truthOf(m.holds(n, &traits[n.trait]))
}

// holds reports whether a leaf holds.
func (m *Matcher) holds(n *node, k *known) bool {
	met := false
	switch n.op {
	case In:
		met = m.in(n, k)
	case Eq:
		met = k.kind == n.kind && k.text == n.text && k.number == n.number && k.flag == n.flag
	case Lt:
		met = k.kind == light.Number && k.number < n.number
	case Lte:
		met = k.kind == light.Number && k.number <= n.number
	case Gt:
		met = k.kind == light.Number && k.number > n.number
	case Gte:
		met = k.kind == light.Number && k.number >= n.number
	case Exists:
		met = (k.kind > light.Null) == n.flag
	}
	return met != n.not
}

func (m *Matcher) in(n *node, k *known) bool {
	list := &m.lists[n.first]
	if k.kind != light.List {
		return list.has(k.kind, k.text, k.number, k.flag)
	}
	for i := range k.list.List {
		v, text := &k.list.List[i], uint16(0)
		if v.Kind == light.Text {
			text = m.texts[n.trait][v.Text]
		}
		if list.has(v.Kind, text, v.Number, v.Flag) {
			return true
		}
	}
	return false
}

func (a *values) has(kind light.Kind, text uint16, number float64, flag bool) bool {
	switch kind {
	case light.Text:
		return a.texts[text/64]>>(text%64)&1 != 0
	case light.Number:
		return slices.Contains(a.numbers, number)
	case light.Flag:
		return a.flags[bit(flag)]
	case light.Null:
		return a.null
	}
	return false
}

// Each calls yield with the index of each bit that is set, in order.
func Each(words []uint64, yield func(int)) {
	for i, w := range words {
		for ; w != 0; w &= w - 1 {
			yield(i*64 + bits.TrailingZeros64(w))
		}
	}
}
