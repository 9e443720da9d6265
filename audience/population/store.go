package population

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
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
	columns []*column // that of tenureDays holds the days on which people joined
	line    []string  // scratch: who leads a person

	// What is filled from more than a person's traits, and from those alone.
	// Hired is nil where the brief does not declare it.
	manager, language, joined, hired *column
	given                            directory
}

// Of stores everyone in the order of the workforce: person number i is the
// i-th of [audience.Workforce.People]. Traits are those that the brief
// declares.
func Of(w *audience.Workforce, declared []audience.Trait) *Store {
	s := &Store{people: w.Len()}
	for _, name := range audience.Selectable(declared) {
		s.columns = append(s.columns, newColumn(name))
	}
	s.assign()
	leaders, dotted := s.column(audience.TraitLeaders), s.column(audience.TraitDotted)
	teams := map[*audience.Person]uint32{} // by manager: all of a team have the same leaders
	i := 0
	for p, leads := range w.Leading() {
		s.put(i, p, leads)
		if leaders != nil {
			manager := w.ManagerOf(p.ID)
			code, known := teams[manager]
			if !known {
				code = s.leaders(leaders, w, p)
				teams[manager] = code
			}
			leaders.set(i, code, s.people)
		}
		if dotted != nil {
			dotted.set(i, s.dotted(dotted, w, p), s.people)
		}
		i++
	}
	return s
}

// leaders is the number of the list of who leads a person.
func (s *Store) leaders(c *column, w *audience.Workforce, p *audience.Person) uint32 {
	s.line = slices.AppendSeq(s.line[:0], w.Leaders(p.ID))
	return c.list(s.line)
}

// dotted is the number of the list of who leads a person by dotted lines.
func (s *Store) dotted(c *column, w *audience.Workforce, p *audience.Person) uint32 {
	s.line = slices.AppendSeq(s.line[:0], w.DottedManagers(p.ID))
	return c.list(s.line)
}

// Len is the number of people.
func (s *Store) Len() int { return s.people }

// Set replaces what is stored of person number i, as when HR sends a change.
// It costs only that person, and a [Set] prepared before only the values that
// are new. When a team gets another manager, whether the old and the new one
// lead changes too, and where the brief declares [audience.TraitLeaders] who
// leads everyone below: they must be replaced as well.
func (s *Store) Set(i int, w *audience.Workforce, p *audience.Person) {
	for _, c := range s.columns {
		c.set(i, 0, s.people)
	}
	s.put(i, p, w.Reports(p.ID) > 0)
	if c := s.column(audience.TraitLeaders); c != nil {
		c.set(i, s.leaders(c, w, p), s.people)
	}
	if c := s.column(audience.TraitDotted); c != nil {
		c.set(i, s.dotted(c, w, p), s.people)
	}
}

// assign tells apart from where columns are filled.
func (s *Store) assign() {
	var given []*column
	for _, c := range s.columns {
		switch c.name {
		case audience.TraitManager:
			s.manager = c
		case audience.TraitLanguage:
			s.language = c
		case audience.TraitTenureDays:
			s.joined = c
		case audience.TraitHired:
			s.hired = c
		case audience.TraitLeaders, audience.TraitDotted:
		default:
			given = append(given, c)
		}
	}
	s.given = newDirectory(given)
}

// put reads a person as [audience.Person.Profile] does, all but who leads them,
// into columns where nothing is known of the person yet. It walks what the
// person has, not what one might have: that is in one place in memory.
func (s *Store) put(i int, p *audience.Person, leads bool) {
	for name, value := range p.Traits {
		if c := s.given.column(name); c != nil && (leads || name != audience.TraitStance) {
			c.set(i, c.code(value), s.people)
		}
	}
	s.manager.set(i, s.manager.flag(leads), s.people)
	if p.Language != "" {
		s.language.set(i, s.language.text(string(p.Language)), s.people)
	}
	s.joined.set(i, s.joined.date(p.Hired), s.people)
	if s.hired != nil {
		s.hired.set(i, s.hired.date(p.Hired), s.people)
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

// source is the name of the column from which a trait is read, if there is one:
// that of its name, or for a path with dots that of the first part. It returns
// false where there are both: a person without the trait has the path.
func (s *Store) source(trait string) (name string, alone bool) {
	first, _, dotted := strings.Cut(trait, ".")
	switch {
	case !dotted || s.column(first) == nil:
		return trait, true
	case s.column(trait) == nil:
		return first, true
	}
	return trait, false
}

// column is the column of that name, nil where there is none.
func (s *Store) column(trait string) *column {
	for _, c := range s.columns {
		if c.name == trait {
			return c
		}
	}
	return nil
}

// Traits lists the names of the traits that anyone has had, in order.
func (s *Store) Traits() []string {
	var names []string
	for _, c := range s.columns {
		if len(c.values) > 1 {
			names = append(names, c.name)
		}
	}
	slices.Sort(names)
	return names
}
