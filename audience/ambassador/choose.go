package ambassador

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/cascade"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Terms are how many people are wanted, and from where. Traits are those that
// the workforce's people have themselves, not what Osmosi derives.
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
	// Proved is the share of the best possible reach that this choice is proved to have, from 0 to 1.
	Proved float64
}

// precision is how near to 1 − 1/e of the best possible the proof is to come at
// least, failure the probability that some figure does not hold, and look how
// many samples tell how far those chosen reach: enough for people to plan with.
const (
	precision = 0.05
	failure   = 0.01
	look      = 20_000
)

// Choose finds the people whose voices reach most within the terms, among those
// of whom a function is true: anyone where it is nil. Voices follow the
// reporting lines, solid and dotted, and the ties that the workforce knows. The same input and
// seed give the same choice.
//
// It returns a nil choice and findings for terms that cannot be met.
func Choose(w *audience.Workforce, terms Terms, among func(*audience.Person) bool, seed uint64) (*Choice, engagement.Findings) {
	people := slices.Collect(w.People())
	l, found := terms.limits(people, among)
	if found.Err() != nil {
		return nil, found
	}
	c := &Choice{People: []string{}}
	if l.Count == 0 {
		return c, nil
	}
	g := cascade.NewGraph(len(people), heard(w, people))
	s := g.Choose(l, precision, failure/2, seed)
	for _, v := range s.Nodes {
		c.People = append(c.People, people[v].ID)
	}
	c.Reach, c.Low, c.High = g.Reach(s.Nodes, look, failure/2, seed)
	c.AtMost = max(c.Reach, s.AtMost)
	c.Proved = min(1, max(c.Low, s.Low)/c.AtMost)
	return c, nil
}

// heard is who hears whom: along the reporting lines, a dotted one as much as a
// solid one, and along the ties. The latter are weighed against their mean.
func heard(w *audience.Workforce, people []*audience.Person) []cascade.Edge {
	index := make(map[string]int32, len(people))
	for i, p := range people {
		index[p.ID] = int32(i)
	}
	var edges []cascade.Edge
	both := func(a, b string, weight float64) {
		one, other := index[a], index[b]
		edges = append(edges, cascade.Edge{From: one, To: other, Weight: weight}, cascade.Edge{From: other, To: one, Weight: weight})
	}
	for _, p := range people {
		if m := w.ManagerOf(p.ID); m != nil {
			both(p.ID, m.ID, 1)
		}
		for m := range w.DottedManagers(p.ID) {
			both(p.ID, m, 1)
		}
	}
	all, ties := 0.0, 0.0
	for t := range w.Ties() {
		all += t.Weight
		ties++
	}
	for t := range w.Ties() {
		both(t.One, t.Other, t.Weight*ties/all)
	}
	return edges
}

// Check returns what is wrong with the terms in any workforce.
func (t Terms) Check() engagement.Findings {
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
	return found
}

// limits turns the terms into what may be chosen.
func (t Terms) limits(people []*audience.Person, among func(*audience.Person) bool) (*cascade.Limits, engagement.Findings) {
	found := t.Check()
	l := &cascade.Limits{Count: min(t.Count, len(people))}
	may := len(people)
	if t.Willing != "" || among != nil {
		l.Willing, may = make([]bool, len(people)), 0
		for i, p := range people {
			willing, _ := p.Traits[t.Willing].(bool)
			if l.Willing[i] = (willing || t.Willing == "") && (among == nil || among(p)); l.Willing[i] {
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
		l.Unit, names = values(t.Unit)
		l.PerUnit = t.PerUnit
		for i, u := range l.Unit {
			if u < 0 {
				l.Unit[i] = int32(len(names)) // those of no unit are one
			}
		}
	}
	if t.Site != "" {
		l.Site, _ = values(t.Site)
		numberSites(l)
		if l.Sites > l.Count {
			found = append(found, rule.Error("OSM-VOICE-005", "/count", rule.Detail{Found: strconv.Itoa(l.Count), Expected: strconv.Itoa(l.Sites)}))
		}
	}
	l.Count = max(0, min(l.Count, may))
	return l, found
}

// numberSites counts the sites of people who may be chosen, and forgets others.
func numberSites(l *cascade.Limits) {
	number := map[int32]int32{}
	for i, s := range l.Site {
		if s < 0 || l.Willing != nil && !l.Willing[i] {
			l.Site[i] = -1
			continue
		}
		if _, known := number[s]; !known {
			number[s] = int32(len(number))
		}
		l.Site[i] = number[s]
	}
	l.Sites = len(number)
}
