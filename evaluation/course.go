package evaluation

import "sync"

// The steps that [Progress] looks for, one after the other.
const (
	reach    = iota // shown, dismissed or shared: it was before the person
	start           // started
	complete        // completed
	steps           // how many there are, and the last stage
)

// stepOf is the step that a deed is.
func stepOf(did Deeds) uint8 {
	switch {
	case did&completed != 0:
		return complete
	case did&started != 0:
		return start
	}
	return reach
}

// course is what a slice of time does to a person: for each phase, a map from
// the stage before the slice to the stage after it. Stage 0 is nothing yet,
// stage i that the first i steps came, in order. No slice takes anybody back,
// and who was further before is no less far after it. Of four stages that makes
// 14 maps, so that the maps of three phases fit into 12 bits; the map that
// changes nothing is 0. Maps compose, which makes one course of two slices that
// follow each other.
type course uint16

const (
	stages       = steps + 1
	courseMaps   = 14
	bitsOfPhase  = 4
	bitsOfCourse = 3 * bitsOfPhase
)

// courses are the maps by number, what comes of two in turn, and the map of
// each step.
var courses = func() (t struct {
	to   [16][stages]uint8
	then [256]uint8 // by the number of the first and, times 16, of the second
	step [steps]uint8
}) {
	n := 0
	for a := range uint8(stages) {
		for b := max(a, 1); b < stages; b++ {
			for c := max(b, 2); c < stages; c++ {
				t.to[n] = [stages]uint8{a, b, c, steps}
				n++
			}
		}
	}
	number := func(m [stages]uint8) uint8 {
		for i := range courseMaps {
			if t.to[i] == m {
				return uint8(i)
			}
		}
		panic("evaluation: no such map of stages") // maps compose to maps
	}
	for first := range courseMaps {
		for second := range courseMaps {
			var m [stages]uint8
			for from, between := range t.to[first] {
				m[from] = t.to[second][between]
			}
			t.then[first|second<<bitsOfPhase] = number(m)
		}
	}
	for s := range uint8(steps) {
		m := [stages]uint8{0, 1, 2, 3}
		m[s]++
		t.step[s] = number(m)
	}
	return t
}()

// then is the course of two slices, the second of which follows.
func (c course) then(second course) course {
	if second == 0 {
		return c
	}
	return course(courses.then[c&15|second&15<<4]) |
		course(courses.then[c>>4&15|second&(15<<4)])<<4 |
		course(courses.then[c>>8&15|second>>4&(15<<4)])<<8
}

// step is the course after one step in a phase.
func (c course) step(phase, step uint8) course {
	at := phase * bitsOfPhase
	now := courses.then[uint8(c>>at&15)|courses.step[step]<<bitsOfPhase]
	return c&^(15<<at) | course(now)<<at
}

// moved is what becomes of each course by one step in a phase, by its move: the
// phase and the step, phase * steps + step. One look into it does for many deeds
// what [course.step] does.
var moved = sync.OnceValue(func() *[16 << bitsOfCourse]course {
	var t [16 << bitsOfCourse]course
	for c := range course(1 << bitsOfCourse) {
		for move := range uint8(3 * steps) {
			t[course(move)<<bitsOfCourse|c] = c.step(move/steps, move%steps)
		}
	}
	return &t
})

// stage is how far somebody came in a phase who began with nothing.
func (c course) stage(phase uint8) uint8 { return courses.to[c>>(phase*bitsOfPhase)&15][0] }

// valid reports whether there are such maps.
func (c course) valid() bool {
	return c&15 < courseMaps && c>>4&15 < courseMaps && c>>8&15 < courseMaps && c>>12 == 0
}
