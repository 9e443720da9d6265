package decision

import "github.com/osmosi-learning/osmosi/internal/light"

// Pattern is a regular expression that was compiled where the plan is made,
// with Go's own parser, to a few instructions. The core only runs them: all at
// once, so that the time is at most the length of the text times their number.
type Pattern struct {
	start int
	steps []step
}

// step is one instruction.
type step struct {
	op     int
	next   int
	other  int    // the second way of a StepEither
	ranges []rune // pairs of the first and last character of StepRune; the conditions of StepEmpty
}

// What an instruction does.
const (
	StepRune   = iota // takes a character
	StepEither        // goes two ways
	StepPass          // goes on
	StepEmpty         // goes on at the beginning or end of a line, text or word
	StepMatch         // has found what was looked for
	StepFail          // leads nowhere
)

// Conditions of StepEmpty, as package regexp/syntax numbers them.
const (
	EmptyBeginLine = 1 << iota
	EmptyEndLine
	EmptyBeginText
	EmptyEndText
	EmptyWord
	EmptyNoWord
)

// MaxSteps is how many instructions a pattern may have.
const MaxSteps = 256

// ReadPattern reads a compiled pattern: as it was written, the number of its
// first instruction, and then each one as [operation, next, …], followed by the other way, the
// conditions or the pairs of characters. It is nil where the value is none.
func ReadPattern(v light.Value) *Pattern {
	if v.Kind != light.List || len(v.List) < 3 || len(v.List) > MaxSteps+2 || v.List[0].Kind != light.Text {
		return nil
	}
	steps := len(v.List) - 2
	whole := func(v *light.Value, limit int) (int, bool) {
		n := int(int32(v.Number))
		return n, v.Kind == light.Number && float64(n) == v.Number && n >= 0 && n < limit
	}
	p := &Pattern{steps: make([]step, 0, steps)}
	var ok bool
	if p.start, ok = whole(&v.List[1], steps); !ok {
		return nil
	}
	for i := range steps {
		one := v.List[i+2].List
		if len(one) < 2 {
			return nil
		}
		var s step
		var ok1, ok2 bool
		s.op, ok1 = whole(&one[0], StepFail+1)
		s.next, ok2 = whole(&one[1], steps)
		if !ok1 || !ok2 {
			return nil
		}
		for k := range one[2:] {
			n, ok := whole(&one[k+2], 0x110000)
			if !ok {
				return nil
			}
			s.ranges = append(s.ranges, rune(n))
		}
		switch {
		case s.op == StepRune && len(s.ranges)%2 != 0:
			return nil
		case (s.op == StepEither || s.op == StepEmpty) && len(s.ranges) != 1:
			return nil
		case s.op == StepEither:
			if s.other = int(s.ranges[0]); s.other >= steps {
				return nil
			}
		}
		p.steps = append(p.steps, s)
	}
	return p
}

// states is a set of instructions.
type states [MaxSteps / 64]uint64

func (s *states) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s *states) has(i int) bool { return s[i/64]>>(i%64)&1 != 0 }

// Match reports whether the pattern is found anywhere in the text.
func (p *Pattern) Match(text string) bool {
	var waiting states
	before := rune(-1)
	for _, c := range text {
		var now states
		if p.follow(&waiting, &now, before, c) {
			return true
		}
		waiting = states{}
		for i := range p.steps {
			if s := &p.steps[i]; s.op == StepRune && now.has(i) && s.takes(c) {
				waiting.add(s.next)
			}
		}
		before = c
	}
	var now states
	return p.follow(&waiting, &now, before, -1)
}

// follow goes on from the instructions that wait, and from the first, without
// taking a character. It reports whether the match is found.
func (p *Pattern) follow(waiting, now *states, before, after rune) bool {
	var room [MaxSteps + 1]int16
	todo := append(room[:0], int16(p.start))
	for i := range p.steps {
		if waiting.has(i) && i != p.start {
			todo = append(todo, int16(i))
		}
	}
	var queued states
	for _, i := range todo {
		queued.add(int(i))
	}
	for len(todo) > 0 {
		i := int(todo[len(todo)-1])
		todo = todo[:len(todo)-1]
		now.add(i)
		s := &p.steps[i]
		next := [2]int{s.next, s.next}
		switch s.op {
		case StepMatch:
			return true
		case StepRune, StepFail:
			continue
		case StepEither:
			next[1] = s.other
		case StepEmpty:
			if !holds(int(s.ranges[0]), before, after) {
				continue
			}
		}
		for _, n := range next {
			if !queued.has(n) {
				queued.add(n)
				todo = append(todo, int16(n))
			}
		}
	}
	return false
}

func (s *step) takes(c rune) bool {
	for i := 0; i < len(s.ranges); i += 2 {
		if s.ranges[i] <= c && c <= s.ranges[i+1] {
			return true
		}
	}
	return false
}

// holds reports whether all conditions are met between two characters; -1
// stands for none.
func holds(conditions int, before, after rune) bool {
	at := EmptyNoWord
	if word(before) != word(after) {
		at = EmptyWord
	}
	if before < 0 {
		at |= EmptyBeginText | EmptyBeginLine
	}
	if before == '\n' {
		at |= EmptyBeginLine
	}
	if after < 0 {
		at |= EmptyEndText | EmptyEndLine
	}
	if after == '\n' {
		at |= EmptyEndLine
	}
	return conditions&^at == 0
}

func word(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
