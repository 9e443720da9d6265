package campaign

import (
	"cmp"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/wilson"
)

// Motives are what people of a segment named when they were asked together why
// they would learn, the most named first. They order the propositions for those
// who declared nothing themselves, and are attributed to no person. Sources:
// seeds 001 and 004.
type Motives struct {
	// Date of the last answers.
	Date engagement.Date `json:"date"`
	// Asked is the number of people who were asked.
	Asked int `json:"asked"`
	// Answered is the number of people who answered.
	Answered int `json:"answered"`
	// Response is the share of those asked who answered.
	Response float64 `json:"response"`
	// Needs that they named.
	Needs []Motive `json:"needs,omitempty"`
	// Reasons that they named.
	Reasons []Motive `json:"reasons,omitempty"`
	// Factors that they named.
	Factors []Motive `json:"factors,omitempty"`
	// Order is the IDs of the propositions for employees that speak to the segment, as its answers order them for who declared nothing; those that serve nothing named are left out.
	Order []string `json:"order,omitempty"`
}

// Motive is a need, reason or factor that people named in a survey, with how
// sure its share is.
type Motive struct {
	// Name of the need, reason or factor.
	Name string `json:"name"`
	// People who named it.
	People int `json:"people"`
	// Share of those who answered.
	Share float64 `json:"share"`
	// Low end of the 95 % Wilson score interval of the share.
	Low float64 `json:"low"`
	// High end of it.
	High float64 `json:"high"`
}

// surveyConfidence is how sure the interval of a share is.
const surveyConfidence = 0.95

// motives ranks what was named in the survey of a segment; nil where there is
// none.
func (b *Brief) motives(segment int) *Motives {
	s := b.Segments[segment].Survey
	if s == nil {
		return nil
	}
	m := &Motives{Date: s.Date, Asked: s.Asked, Answered: s.Answered, Response: shareOf(s.Answered, s.Asked)}
	for _, t := range audience.Motives() {
		*m.of(t.Name) = ranked(s, &t)
	}
	points := b.surveyed(segment)
	var order []int
	for i := range b.Propositions {
		if b.speaksTo(&b.Propositions[i], segment) && points.Points(i) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(points.Points(y), points.Points(x)) })
	for _, i := range order {
		m.Order = append(m.Order, b.Propositions[i].ID)
	}
	return m
}

// of is the list of what was named of one of the [audience.Motives].
func (m *Motives) of(trait string) *[]Motive {
	switch trait {
	case audience.TraitNeeds:
		return &m.Needs
	case audience.TraitReasons:
		return &m.Reasons
	}
	return &m.Factors
}

// ranked is what people named, the most named first, equals in the order of the
// domain.
func ranked(s *audience.Survey, t *audience.Trait) []Motive {
	var list []Motive
	counts := s.Named(t.Name)
	for _, name := range t.Values {
		if n := counts[name]; n > 0 {
			low, high := wilson.Interval(n, s.Answered, surveyConfidence)
			list = append(list, Motive{name, n, shareOf(n, s.Answered), sixPlaces(low), sixPlaces(high)})
		}
	}
	slices.SortStableFunc(list, func(x, y Motive) int { return cmp.Compare(y.People, x.People) })
	return list
}

func shareOf(n, of int) float64 { return sixPlaces(float64(n) / float64(of)) }

func sixPlaces(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// speaksTo reports whether a proposition is for the employees of a segment.
func (b *Brief) speaksTo(q *engagement.Proposition, segment int) bool {
	return q.For == engagement.Employees && (q.Segment == "" || q.Segment == b.Segments[segment].ID)
}

// serves lists what a proposition serves of one of the [audience.Motives].
func serves(q *engagement.Proposition, trait string) []string {
	switch trait {
	case audience.TraitNeeds:
		return texts(q.Needs)
	case audience.TraitReasons:
		return texts(q.Reasons)
	}
	return texts(q.Factors)
}

// surveyed compiles the survey of a segment for the light core; nil where there
// is none. A proposition has the most that was named of what it serves, at the
// low end of the interval: what few answered weighs little. One for managers
// has nothing.
func (b *Brief) surveyed(segment int) *decision.Survey {
	s := b.Segments[segment].Survey
	if s == nil {
		return nil
	}
	shares := func(trait string) []int {
		i := slices.IndexFunc(audience.Motives(), func(t audience.Trait) bool { return t.Name == trait })
		named := ranked(s, &audience.Motives()[i])
		out := make([]int, len(b.Propositions))
		for i := range b.Propositions {
			q := &b.Propositions[i]
			for _, m := range named {
				if q.For == engagement.Employees && slices.Contains(serves(q, trait), m.Name) {
					out[i] = max(out[i], int(m.Low*1000))
				}
			}
		}
		if slices.Max(append(out, 0)) == 0 {
			return nil // nothing named is served
		}
		return out
	}
	return &decision.Survey{Needs: shares(audience.TraitNeeds), Reasons: shares(audience.TraitReasons), Factors: shares(audience.TraitFactors)}
}
