package csv

import (
	"bufio"
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// delimit settles the delimiter by the first row, which is read again after:
// the one that the mapping names, or that a spreadsheet names on a line
// “sep=;” of its own, or that of the comma, the semicolon and the tab with
// which the row has most of the mapping's columns, or else most cells. It
// returns an error for a delimiter that must be wrong, and advice for a choice
// that could have been another.
func (s *splitter) delimit(m *Mapping) (engagement.Findings, error) {
	header, err := s.peek()
	if err != nil {
		return nil, err
	}
	s.comma = m.Delimiter
	if named, ok := bytes.CutPrefix(content(header), []byte("sep=")); ok && len(named) == 1 {
		own := Mapping{Delimiter: string(named)}
		if own.delimits() {
			if s.comma == "" {
				s.comma = own.Delimiter
			}
			if err := s.next(); err != nil {
				return nil, err
			}
			if header, err = s.peek(); err != nil {
				return nil, err
			}
		}
	}
	type candidate struct {
		comma          string
		columns, cells int
	}
	try := func(comma string) candidate {
		c := candidate{comma: comma}
		row := &splitter{in: bufio.NewReader(bytes.NewReader(header)), comma: comma, ansi: s.ansi}
		if row.next() != nil {
			return c
		}
		cells := row.cells()
		c.cells = len(cells)
		for _, name := range m.columns() {
			if slices.Contains(cells, name) {
				c.columns++
			}
		}
		return c
	}
	all := []candidate{try(","), try(";"), try("\t")}
	slices.SortStableFunc(all, func(a, b candidate) int {
		if a.columns != b.columns {
			return b.columns - a.columns
		}
		return b.cells - a.cells
	})
	best, second := all[0], all[1]
	if s.comma != "" {
		if given := try(s.comma); given.cells == 1 && given.columns < best.columns {
			f := rule.Error("OSM-CSV-024", "/mapping/delimiter", rule.Detail{Found: visible(given.comma), Expected: visible(best.comma), Args: []any{strconv.Itoa(best.columns)}})
			return engagement.Findings{f}, nil
		}
		return nil, nil
	}
	s.comma = best.comma
	if best.columns == second.columns && second.cells > 1 {
		f := rule.Advice("OSM-CSV-023", "/mapping/delimiter", rule.Detail{Found: visible(best.comma), Expected: visible(second.comma), Source: "RFC 4180, 2"})
		return engagement.Findings{f}, nil
	}
	return nil, nil
}

// visible is a delimiter as a message shows it.
func visible(comma string) string { return strings.ReplaceAll(comma, "\t", `\t`) }
