package audience

import (
	"maps"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Survey is what people of a segment answered when they were asked together
// why they would learn: counts, and nothing about any of them. It tells of the
// segment; of each person, only what they declared themselves is known.
// Sources: seed 004 (needs are measured by asking), seed 001 (the reasons).
type Survey struct {
	// Date of the last answers.
	Date engagement.Date `json:"date"`
	// Asked is the number of people who were asked.
	Asked int `json:"asked"`
	// Answered is the number of people who answered.
	Answered int `json:"answered"`
	// Smallest is the least number of people of whom a count may tell: 3 at least, 5 when empty. Smaller counts must be left out.
	Smallest int `json:"smallest,omitempty"`
	// Needs are how many people named each; one person may name several.
	Needs map[engagement.Need]int `json:"needs,omitempty"`
	// Reasons are how many people named each; one person may name several.
	Reasons map[engagement.Reason]int `json:"reasons,omitempty"`
	// Factors are how many people named each; one person may name several.
	Factors map[engagement.Factor]int `json:"factors,omitempty"`
}

// The least number of people of whom a count in a survey may tell.
const (
	SmallestSurveyed = 5 // unless the survey says otherwise
	FewestSurveyed   = 3 // whatever it says
)

// Least is the least number of people of whom one of the counts may tell.
func (s *Survey) Least() int {
	if s.Smallest == 0 {
		return SmallestSurveyed
	}
	return max(s.Smallest, FewestSurveyed)
}

// Named is how many people named each need, reason or factor: what [TraitNeeds],
// [TraitReasons] or [TraitFactors] is of one person. It is nil where nobody was
// asked.
func (s *Survey) Named(trait string) map[string]int {
	switch trait {
	case TraitNeeds:
		return plain(s.Needs)
	case TraitReasons:
		return plain(s.Reasons)
	case TraitFactors:
		return plain(s.Factors)
	}
	return nil
}

func plain[K ~string](counts map[K]int) map[string]int {
	if counts == nil {
		return nil
	}
	out := make(map[string]int, len(counts))
	for k, n := range counts {
		out[string(k)] = n
	}
	return out
}

// Motives returns the traits that a survey may ask after: needs, reasons and
// factors, with the values that each may have.
func Motives() []Trait {
	return slices.DeleteFunc(Traits(), func(t Trait) bool {
		return t.Name != TraitNeeds && t.Name != TraitReasons && t.Name != TraitFactors
	})
}

// Check returns everything wrong with the survey: figures that cannot be, and
// counts of so few people that they tell of each. Such a count is refused, not
// left out in silence, for a brief travels with its plan. Paths begin with the
// given JSON Pointer. The codes are OSM-NEED-001 to 007.
func (s *Survey) Check(path string) engagement.Findings {
	var found engagement.Findings
	fault := func(code, place string, d rule.Detail) {
		found = append(found, rule.Error(code, path+place, d))
	}
	least := s.Least()
	if !s.Date.Valid() {
		fault("OSM-NEED-001", "/date", rule.Detail{Found: string(s.Date), Expected: "2027-01-11"})
	}
	if s.Smallest != 0 && s.Smallest < FewestSurveyed {
		fault("OSM-NEED-002", "/smallest", rule.Detail{Found: strconv.Itoa(s.Smallest), Expected: strconv.Itoa(FewestSurveyed)})
	}
	switch {
	case s.Asked < 1:
		fault("OSM-NEED-003", "/asked", rule.Detail{Found: strconv.Itoa(s.Asked), Expected: "1"})
		return found
	case s.Answered < 0 || s.Answered > s.Asked:
		fault("OSM-NEED-004", "/answered", rule.Detail{Found: strconv.Itoa(s.Answered), Expected: strconv.Itoa(s.Asked)})
		return found
	case s.Answered < least:
		fault("OSM-NEED-005", "/answered", rule.Detail{Found: strconv.Itoa(s.Answered), Expected: strconv.Itoa(least)})
		return found
	}
	for _, t := range Motives() {
		counts, sum, untold, clean := s.Named(t.Name), 0, 0, true
		for _, value := range slices.Sorted(maps.Keys(counts)) {
			n, place := counts[value], light.Pointer("/"+t.Name, value)
			sum += n
			switch others := s.Answered - n; {
			case !slices.Contains(t.Values, value):
				fault("OSM-NEED-006", place, rule.Detail{Found: value, Near: t.Values})
				clean = false
			case n < 0 || others < 0:
				fault("OSM-NEED-004", place, rule.Detail{Found: strconv.Itoa(n), Expected: strconv.Itoa(s.Answered)})
				clean = false
			case n > 0 && n < least || others > 0 && others < least:
				fault("OSM-NEED-005", place, rule.Detail{Found: strconv.Itoa(min(n, others)), Expected: strconv.Itoa(least)})
				clean = false
			}
		}
		for _, value := range t.Values {
			if _, told := counts[value]; !told {
				untold++
			}
		}
		// Where each named one at most, what is left out is what is left over.
		if rest := s.Answered - sum; clean && len(counts) > 0 && untold > 0 && rest > 0 && rest < least {
			fault("OSM-NEED-007", "/"+t.Name, rule.Detail{Found: strconv.Itoa(rest), Expected: strconv.Itoa(least)})
		}
	}
	return found
}
