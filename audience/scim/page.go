package scim

import (
	"encoding/json"
	"io"
	"iter"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
)

// ReadPages yields the people of all pages of a list of users. The host's fetch
// gets the page that begins at an index, from 1 on, for example from
// /Users?startIndex=101, and returns its ListResponse, which is closed once it
// has been read; an answer that is none, such as 401, it returns as an error.
// Each page says with how many users it has where the next one begins, and
// totalResults when to end. A page that begins elsewhere than asked for ends the
// reading, since a provider that takes no heed of startIndex would give the
// first page forever. What comes of it is counted in the intake, if there is
// one.
func ReadPages(fetch func(startIndex int) (io.ReadCloser, error), m Mapping, in *audience.Intake) iter.Seq2[audience.Person, error] {
	return func(yield func(audience.Person, error) bool) {
		values := field.NewValues(m.DefaultLanguage)
		if err := m.check(values).Err(); err != nil {
			yield(audience.Person{}, err)
			return
		}
		for start := 1; ; {
			page, err := fetch(start)
			if err != nil {
				broken(err, yield)
				return
			}
			s := &response{json: json.NewDecoder(field.Source(page, in)), mapping: m, values: values, intake: in, asked: start, startIndex: start, yield: yield}
			ok := s.read()
			if err := page.Close(); ok && err != nil {
				ok = broken(err, yield)
			}
			if !ok {
				return
			}
			if s.resources == 0 {
				s.last() // the pages end before their users do
				return
			}
			if start += s.resources; start > s.totalResults {
				return
			}
		}
	}
}
