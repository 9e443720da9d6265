package ambassador

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Tie is that two colleagues talk with each other.
type Tie struct {
	// One and Other are the IDs of the two people, in any order.
	One, Other string
	// Weight is how much they talk, in any unit, such as minutes a week. What counts is its proportion to that of other ties: a tie of mean weight is heard as much as a line between manager and report.
	Weight float64
}

// Terms are how many people are wanted, and from where.
type Terms struct {
	// Count is how many people are chosen at most.
	Count int `json:"count"`
	// Willing is the name of a flag among the traits: only people of whom it is true are chosen. Anyone when empty.
	Willing string `json:"willing,omitempty"`
	// Unit is the name of a text among the traits, of which PerUnit people are chosen at most for each value.
	Unit string `json:"unit,omitempty"`
	// PerUnit is how many people of one unit are chosen at most; no limit when 0.
	PerUnit int `json:"perUnit,omitempty"`
	// Site is the name of a text among the traits: at least one person is chosen for each value that a person who may be chosen has.
	Site string `json:"site,omitempty"`
}

// Choice is who is chosen, and how far their voices reach together. Figures
// are people, those chosen included, with 99 per cent confidence.
type Choice struct {
	// People are the IDs of those chosen, whoever adds most first.
	People []string
	// Reach is how many people they are expected to reach.
	Reach float64
	// Low and High enclose the expected reach.
	Low, High float64
	// AtMost is a number that no other choice within the terms exceeds.
	AtMost float64
	// Proved is the share of the best possible reach that this choice is proved to have, from 0 to 1: Low divided by AtMost.
	Proved float64
}

// precision is how near to 1 − 1/e of the best possible the proof is to come,
// and confidence how sure it is to be, as 1 − failure.
const (
	precision = 0.1
	failure   = 0.01
)

// Choose finds the people whose voices reach most within the terms. The same
// input and seed give the same choice. Without ties, voices follow the
// reporting lines alone.
//
// It returns findings for ties that are left out (a person who is unknown, a
// weight that is no positive number) and, as errors and with a nil choice, for
// terms that cannot be met.
func Choose(w *audience.Workforce, ties []Tie, terms Terms, seed uint64) (*Choice, engagement.Findings) {
	people := slices.Collect(w.People())
	index := make(map[string]int32, len(people))
	for i, p := range people {
		index[p.ID] = int32(i)
	}
	edges, found := heard(w, people, index, ties)
	l, more := terms.limits(people)
	if found = append(found, more...); found.Err() != nil {
		return nil, found
	}
	c := &Choice{People: []string{}}
	if l.count == 0 {
		return c, found
	}
	s := maximise(newGraph(len(people), edges), l, precision, failure, seed)
	for _, v := range s.chosen {
		c.People = append(c.People, people[v].ID)
	}
	c.Reach, c.Low, c.High, c.AtMost, c.Proved = s.mean, s.low, s.high, s.possible, s.proportion
	return c, found
}

// heard is who hears whom: along the reporting lines, and along the ties. The
// latter are weighed against their mean.
func heard(w *audience.Workforce, people []*audience.Person, index map[string]int32, ties []Tie) ([]edge, engagement.Findings) {
	var edges []edge
	both := func(a, b int32, weight float64) { edges = append(edges, edge{a, b, weight}, edge{b, a, weight}) }
	for i, p := range people {
		if m := w.ManagerOf(p.ID); m != nil {
			both(int32(i), index[m.ID], 1)
		}
	}
	var found engagement.Findings
	all, known := 0.0, ties[:0:0]
	for i, t := range ties {
		path := "/ties/" + strconv.Itoa(i)
		_, one := index[t.One]
		_, other := index[t.Other]
		switch {
		case !one:
			found = append(found, rule.Advice("OSM-VOICE-001", path+"/one", rule.Detail{Found: t.One, Source: "001"}))
		case !other:
			found = append(found, rule.Advice("OSM-VOICE-001", path+"/other", rule.Detail{Found: t.Other, Source: "001"}))
		case !(t.Weight > 0 && t.Weight < 1e15): // nor is it NaN
			found = append(found, rule.Advice("OSM-VOICE-002", path+"/weight", rule.Detail{Found: strconv.FormatFloat(t.Weight, 'g', -1, 64), Source: "001"}))
		case t.One != t.Other:
			known = append(known, t)
			all += t.Weight
		}
	}
	for _, t := range known {
		both(index[t.One], index[t.Other], t.Weight*float64(len(known))/all)
	}
	return edges, found
}

// limits turns the terms into what may be chosen.
func (t Terms) limits(people []*audience.Person) (*limits, engagement.Findings) {
	var found engagement.Findings
	fault := func(code, path string, d rule.Detail) { found = append(found, rule.Error(code, path, d)) }
	if t.Count < 0 {
		fault("OSM-VOICE-003", "/count", rule.Detail{Found: strconv.Itoa(t.Count)})
	}
	if t.PerUnit < 0 {
		fault("OSM-VOICE-003", "/perUnit", rule.Detail{Found: strconv.Itoa(t.PerUnit)})
	}
	if t.PerUnit > 0 && t.Unit == "" {
		fault("OSM-VOICE-004", "/unit", rule.Detail{})
	}
	l := &limits{count: min(t.Count, len(people))}
	may := len(people)
	if t.Willing != "" {
		l.willing, may = make([]bool, len(people)), 0
		for i, p := range people {
			if l.willing[i], _ = p.Traits[t.Willing].(bool); l.willing[i] {
				may++
			}
		}
	}
	values := func(trait string) (of []int32, names []string) {
		number := map[string]int32{}
		of = make([]int32, len(people))
		for i, p := range people {
			name, has := p.Traits[trait].(string)
			if !has {
				of[i] = -1
				continue
			}
			n, known := number[name]
			if !known {
				n = int32(len(names))
				number[name], names = n, append(names, name)
			}
			of[i] = n
		}
		return of, names
	}
	if t.Unit != "" && t.PerUnit > 0 {
		var names []string
		l.unit, names = values(t.Unit)
		l.perUnit = t.PerUnit
		for i, u := range l.unit {
			if u < 0 {
				l.unit[i] = int32(len(names)) // those of no unit are one
			}
		}
	}
	if t.Site != "" {
		l.site, _ = values(t.Site)
		l.numberSites()
		if l.sites > l.count {
			fault("OSM-VOICE-005", "/count", rule.Detail{Found: strconv.Itoa(l.count), Expected: strconv.Itoa(l.sites)})
		}
	}
	l.count = max(0, min(l.count, may))
	return l, found
}

// numberSites counts the sites of people who may be chosen, and forgets others.
func (l *limits) numberSites() {
	number := map[int32]int32{}
	for i, s := range l.site {
		if s < 0 || l.willing != nil && !l.willing[i] {
			l.site[i] = -1
			continue
		}
		if _, known := number[s]; !known {
			number[s] = int32(len(number))
		}
		l.site[i] = number[s]
	}
	l.sites = len(number)
}
