package population

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// hired is the column of the day on which people joined, of which the days
// with the company follow for any day.
const hired = "hired "

// Store is a workforce by column. It holds what conditions may ask for, and
// nothing that is protected. It may be read by several goroutines while none
// changes it.
type Store struct {
	people   int
	declared []audience.Trait
	columns  map[string]*column
	version  int // of the dictionaries
	scratch  []byte
}

// Of stores everyone in the order of the workforce: person number i is the
// i-th of [audience.Workforce.People]. Traits are those that the brief
// declares.
func Of(w *audience.Workforce, declared []audience.Trait) *Store {
	s := &Store{people: w.Len(), declared: declared, columns: map[string]*column{}}
	i := 0
	for p := range w.People() {
		s.put(i, w, p)
		i++
	}
	return s
}

// Len is the number of people.
func (s *Store) Len() int { return s.people }

// Set replaces what is stored of person number i, as when HR sends a change.
// It costs only that person, and a [Set] prepared before only the values that
// are new.
func (s *Store) Set(i int, w *audience.Workforce, p *audience.Person) { s.put(i, w, p) }

func (s *Store) put(i int, w *audience.Workforce, p *audience.Person) {
	profile := w.Profile(p, "", s.declared)
	for _, c := range s.columns {
		c.set(i, 0)
	}
	for n, name := range profile.Names {
		s.keep(i, name, profile.List[n])
	}
	if p.Hired.Valid() {
		s.keep(i, hired, light.TextOf(string(p.Hired)))
	}
}

func (s *Store) keep(i int, name string, v light.Value) {
	c := s.columns[name]
	if c == nil {
		c = newColumn(s.people)
		s.columns[name] = c
	}
	before := len(c.values)
	var code uint32
	code, s.scratch = c.code(v, s.scratch)
	if len(c.values) != before {
		s.version++
	}
	c.set(i, code)
}

// column is the column that a trait is read from, nil where nobody has it, and
// what one of its values tells on a day.
func (s *Store) column(trait string, on engagement.Date) (*column, func(light.Value) light.Value) {
	if trait != audience.TraitTenureDays {
		c := s.columns[trait]
		if dot := strings.LastIndexByte(trait, '.'); c == nil && dot > 0 {
			return s.columns[trait[:dot]], func(v light.Value) light.Value { return decision.Within(v, trait[dot+1:]) }
		}
		return c, func(v light.Value) light.Value { return v }
	}
	return s.columns[hired], func(v light.Value) light.Value {
		if days, ok := engagement.Date(v.Text).DaysUntil(on); ok {
			return light.NumberOf(float64(days))
		}
		return light.Value{}
	}
}

// Traits lists the names of the traits that anyone has, in order.
func (s *Store) Traits() []string {
	var names []string
	for name := range s.columns {
		if name != hired {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
