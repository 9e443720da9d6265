package csv

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// longest is how many bytes a row may have, so that a quotation mark that is
// never closed does not take in the rest of a table, nor all memory.
const longest = 1 << 20

// splitter cuts a table into rows of cells as RFC 4180 has it. Lines may also
// end in a line feed alone, and empty ones are skipped. After a row that cannot
// be cut it goes on with the line after the one on which that row begins: a
// stray quotation mark costs its own row and not those below.
type splitter struct {
	in    *bufio.Reader
	comma string
	ansi  bool // a row that is not UTF-8 is Windows-1252

	again []byte // lines that have been read and are to be read once more
	at    int    // place in again
	fresh bool   // the row has lines that come from in
	lines int    // lines read
	row   []byte // the row as it stands in the table

	start        int    // line on which the row begins
	text         []byte // what cells are cut from
	begins, ends []int  // place of each cell in the text
	valid        bool   // the text is UTF-8
	converted    bool   // the row was Windows-1252
}

// misquoted is a quotation mark that makes a row impossible to cut.
type misquoted struct{ line, column int }

func (m *misquoted) Error() string { return fmt.Sprintf("quotation mark at %d:%d", m.line, m.column) }

// errTooLong is a line that has more bytes than a row may have.
var errTooLong = errors.New("row too long")

// next reads a row. It returns io.EOF at the end of the table, *misquoted or
// errTooLong for a row that cannot be cut, and other errors from the source.
func (s *splitter) next() error {
	for {
		s.row, s.fresh, s.start = s.row[:0], false, s.lines+1
		s.begins, s.ends = s.begins[:0], s.ends[:0]
		if err := s.readLine(); err != nil {
			return err
		}
		if len(content(s.row)) > 0 {
			break
		}
	}
	if err := s.split(); err != nil {
		return err
	}
	s.valid = utf8.Valid(s.text)
	s.converted = s.ansi && !s.valid
	if s.converted {
		s.convert()
		s.valid = true
	}
	return nil
}

// readLine appends a line to the row. Of one that is too long it keeps no more
// than shows that it is.
func (s *splitter) readLine() error {
	if s.at < len(s.again) {
		rest := s.again[s.at:]
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			rest = rest[:end+1]
		}
		s.at += len(rest)
		s.lines++
		s.row = append(s.row, rest...)
		if len(rest) > longest {
			return errTooLong
		}
		return nil
	}
	s.fresh = true
	before := len(s.row)
	for {
		part, err := s.in.ReadSlice('\n')
		s.row = append(s.row, part...)
		tooLong := len(s.row)-before > longest
		if tooLong {
			s.row = append(s.row[:before+longest], '\n')
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && err != io.EOF:
			return err
		case len(s.row) == before:
			return io.EOF
		}
		s.lines++
		if tooLong {
			return errTooLong
		}
		return nil
	}
}

// content is a line without its end.
func content(line []byte) []byte {
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r"))
}

// split cuts the row into cells, and reads more lines where a quoted cell goes
// on.
func (s *splitter) split() error {
	if bytes.IndexByte(s.row, '"') < 0 {
		s.text = append(s.text[:0], content(s.row)...)
		for begin := 0; ; {
			end := s.find(s.text[begin:])
			if end < 0 {
				s.cell(begin, len(s.text))
				return nil
			}
			s.cell(begin, begin+end)
			begin += end + len(s.comma)
		}
	}
	s.text = s.text[:0]
	for i, more := 0, true; more; {
		begin := len(s.text)
		var err error
		if i < len(s.row) && s.row[i] == '"' {
			i, more, err = s.quoted(i + 1)
		} else {
			i, more, err = s.bare(i)
		}
		if err != nil {
			return err
		}
		s.cell(begin, len(s.text))
	}
	return nil
}

func (s *splitter) cell(begin, end int) {
	s.begins, s.ends = append(s.begins, begin), append(s.ends, end)
}

// find returns the place of the next delimiter, -1 where there is none.
func (s *splitter) find(text []byte) int {
	if len(s.comma) == 1 {
		return bytes.IndexByte(text, s.comma[0])
	}
	return bytes.Index(text, []byte(s.comma))
}

// bare reads a cell without quotation marks around it, from place i on. It
// returns where the next cell begins, and whether there is one.
func (s *splitter) bare(i int) (int, bool, error) {
	cell := content(s.row[i:])
	end := s.find(cell)
	if end >= 0 {
		cell = cell[:end]
	}
	if mark := bytes.IndexByte(cell, '"'); mark >= 0 {
		return 0, false, s.fault(i + mark)
	}
	s.text = append(s.text, cell...)
	return i + end + len(s.comma), end >= 0, nil
}

// quoted reads a cell from behind its first quotation mark on.
func (s *splitter) quoted(i int) (int, bool, error) {
	opened := i - 1
	for {
		mark := bytes.IndexByte(s.row[i:], '"')
		if mark < 0 {
			rest := s.row[i:]
			s.text = append(s.text, content(rest)...)
			if bytes.HasSuffix(rest, []byte("\n")) {
				s.text = append(s.text, '\n')
			} else {
				return 0, false, s.fault(opened) // the table ends
			}
			i = len(s.row)
			if err := s.readLine(); err == io.EOF || err == errTooLong || err == nil && len(s.row) > longest {
				return 0, false, s.fault(opened)
			} else if err != nil {
				return 0, false, err
			}
			continue
		}
		s.text = append(s.text, s.row[i:i+mark]...)
		i += mark + 1
		rest := s.row[i:]
		switch {
		case len(rest) > 0 && rest[0] == '"':
			s.text = append(s.text, '"')
			i++
		case bytes.HasPrefix(rest, []byte(s.comma)):
			return i + len(s.comma), true, nil
		case len(content(rest)) == 0:
			return i, false, nil
		default:
			return 0, false, s.fault(i - 1)
		}
	}
}

// fault gives up the row at a place in it, and goes back to its second line.
func (s *splitter) fault(place int) error {
	before := s.row[:place]
	line := bytes.LastIndexByte(before, '\n') + 1
	m := &misquoted{s.start + bytes.Count(before, []byte("\n")), utf8.RuneCount(before[line:]) + 1}
	if first := bytes.IndexByte(s.row, '\n') + 1; first > 0 && first < len(s.row) {
		s.lines = s.start
		s.back(s.row[first:])
	}
	return m
}

// back makes lines that have been read last the next ones to be read.
func (s *splitter) back(lines []byte) {
	if s.fresh {
		s.again, s.at = append(s.again[:0], lines...), 0
	} else {
		s.at -= len(lines)
	}
}

// convert turns the cells of the row from Windows-1252 into UTF-8.
func (s *splitter) convert() {
	old := s.text
	s.text = make([]byte, 0, 2*len(old))
	for i := range s.begins {
		begin := len(s.text)
		for _, b := range old[s.begins[i]:s.ends[i]] {
			s.text = utf8.AppendRune(s.text, charmap.Windows1252.DecodeByte(b))
		}
		s.begins[i], s.ends[i] = begin, len(s.text)
	}
}

// peek reads the first row that is not empty without knowing the delimiter, so
// that it is read again: lines up to one after which all quotation marks are
// closed.
func (s *splitter) peek() ([]byte, error) {
	for {
		start := s.lines
		s.row, s.fresh = s.row[:0], false
		if err := s.readLine(); err != nil {
			return nil, err
		}
		if len(content(s.row)) == 0 {
			continue
		}
		for bytes.Count(s.row, []byte(`"`))%2 == 1 && len(s.row) <= longest {
			if err := s.readLine(); err == io.EOF {
				break
			} else if err != nil {
				return nil, err
			}
		}
		s.lines = start
		s.back(s.row)
		return s.row, nil
	}
}
