package decision

import "github.com/osmosi-learning/osmosi/internal/light"

// Survey is what people of a segment named when they were asked together: for
// each proposition, in thousandths, how many named at least what it serves. It
// orders what is put before somebody who declared nothing of the kind, and says
// nothing about that person.
type Survey struct {
	Needs, Reasons, Factors []int // by proposition; empty where nobody was asked
}

// parts are the kinds of answer, the trait that holds what a person declared of
// the kind, and the points that this is worth.
func (s *Survey) parts() [3]struct {
	name   string
	list   *[]int
	points int
} {
	return [...]struct {
		name   string
		list   *[]int
		points int
	}{{TraitNeeds, &s.Needs, pointsNeed}, {TraitReasons, &s.Reasons, pointsReason}, {TraitFactors, &s.Factors, pointsFactor}}
}

// surveyed is how many points a proposition has from what was named in the
// first of the person's segments that was asked, and which that is. What the
// person declared counts instead of what others did, kind by kind. All that
// others named is worth half of the same from the person, so it never outweighs
// what is said to some rather than to all.
func (p *Program) surveyed(proposition int, a *audience) (points, segment int) {
	for i := range p.Segments {
		s := p.Segments[i].Survey
		if s == nil || !a.in[i] {
			continue
		}
		for _, part := range s.parts() {
			if declared := a.profile.Member(part.name); len(*part.list) > 0 && (declared.Kind != light.List || len(declared.List) == 0) {
				points += part.points * (*part.list)[proposition] / 2000
			}
		}
		return points, i
	}
	return 0, Everyone
}

// Points is what a proposition has from a survey for somebody who declared
// nothing.
func (s *Survey) Points(proposition int) int {
	points := 0
	for _, part := range s.parts() {
		if len(*part.list) > 0 {
			points += part.points * (*part.list)[proposition] / 2000
		}
	}
	return points
}

// fits reports whether each list tells of every proposition, or of none, in
// thousandths.
func (s *Survey) fits(propositions int) bool {
	for _, part := range s.parts() {
		if n := len(*part.list); n != 0 && n != propositions {
			return false
		}
		for _, share := range *part.list {
			if share < 0 || share > 1000 {
				return false
			}
		}
	}
	return true
}

func (s *Survey) append(dst []byte) []byte {
	dst = append(dst, '{')
	comma := false
	for _, part := range s.parts() {
		if len(*part.list) == 0 {
			continue
		}
		if comma {
			dst = append(dst, ',')
		}
		comma = true
		dst = append(light.AppendString(dst, part.name), ':')
		for i, share := range *part.list {
			dst = light.AppendInt(append(dst, "[,"[min(i, 1)]), int64(share))
		}
		dst = append(dst, ']')
	}
	return append(dst, '}')
}

func readSurvey(r *light.Reader) *Survey {
	s := &Survey{}
	r.Object(func(name string) {
		for _, part := range s.parts() {
			if part.name == name {
				r.Array(func() { *part.list = append(*part.list, r.Int()) })
				return
			}
		}
		r.Fail("unknown member " + name)
	})
	return s
}
