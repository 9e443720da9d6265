package population

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Store is a workforce by column. It holds what conditions may ask for, and
// nothing that is protected: aggregated profiles, which alone tell of age and
// gender, are made by package campaign. It may be read by several goroutines
// while none changes it.
//
// A person takes one byte for each trait that anyone has, two where a trait has
// more than 255 values, four where it has more than 65,535: about 13 bytes for
// a dozen traits. The values themselves are kept once.
type Store struct {
	people  int
	columns []*column // by name, in order; that of tenureDays holds the days on which people joined
}

// Of stores everyone in the order of the workforce: person number i is the
// i-th of [audience.Workforce.People]. Traits are those that the brief
// declares.
func Of(w *audience.Workforce, declared []audience.Trait) *Store {
	s := &Store{people: w.Len()}
	for _, name := range audience.Selectable(declared) {
		s.columns = append(s.columns, newColumn(name))
	}
	i := 0
	for p, leads := range w.Leading() {
		s.put(i, p, leads)
		i++
	}
	return s
}

// Len is the number of people.
func (s *Store) Len() int { return s.people }

// Set replaces what is stored of person number i, as when HR sends a change.
// It costs only that person, and a [Set] prepared before only the values that
// are new.
func (s *Store) Set(i int, w *audience.Workforce, p *audience.Person) {
	s.put(i, p, w.Reports(p.ID) > 0)
}

// put reads a person as [audience.Person.Profile] does.
func (s *Store) put(i int, p *audience.Person, leads bool) {
	for _, c := range s.columns {
		var code uint32
		switch c.name {
		case audience.TraitManager:
			code = c.flag(leads)
		case audience.TraitLanguage:
			if p.Language != "" {
				code = c.text(string(p.Language))
			}
		case audience.TraitTenureDays:
			code = c.date(p.Hired)
		case audience.TraitStance:
			if leads {
				code = c.code(p.Traits[c.name])
			}
		default:
			code = c.code(p.Traits[c.name])
		}
		c.set(i, code, s.people)
	}
}

// values is how many values all dictionaries have: it tells whether one grew.
func (s *Store) values() int {
	n := 0
	for _, c := range s.columns {
		n += len(c.values)
	}
	return n
}

// column is the column that a trait is read from, nil where there is none.
func (s *Store) column(trait string) *column {
	i, found := slices.BinarySearchFunc(s.columns, trait, func(c *column, name string) int {
		switch {
		case c.name < name:
			return -1
		case c.name > name:
			return 1
		}
		return 0
	})
	if !found {
		return nil
	}
	return s.columns[i]
}

// tells is what a value of the column tells on a day.
func (c *column) tells(code uint32, on engagement.Date) light.Value {
	v := c.values[code]
	if c.name != audience.TraitTenureDays {
		return v
	}
	if days, ok := engagement.Date(v.Text).DaysUntil(on); ok {
		return light.NumberOf(float64(days))
	}
	return light.Value{}
}

// Traits lists the names of the traits that anyone has had, in order.
func (s *Store) Traits() []string {
	var names []string
	for _, c := range s.columns {
		if len(c.values) > 1 {
			names = append(names, c.name)
		}
	}
	return names
}
