package insight

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// columns of a table of cards; the first six must be there.
var columns = []string{"id", "at", "antenna", "language", "text", "tags", "segment", "need", "kind", "url", "alt", "where", "quote"}

const needed = 6

// table reads a table row by row.
func (r *reader) table(name string) {
	file, err := r.folder.Open(name)
	if err != nil {
		r.fail("OSM-CARD-001", field.Pointer(name), rule.Detail{Found: err.Error()})
		return
	}
	defer file.Close()
	buffer := bufio.NewReader(file)
	if mark, _ := buffer.Peek(3); string(mark) == "\ufeff" {
		buffer.Discard(3)
	}
	rows, separator := csv.NewReader(buffer), ";"
	start, _ := buffer.Peek(buffer.Size())
	if first, _, _ := strings.Cut(string(start), "\n"); strings.Contains(first, ";") && !strings.Contains(first, ",") {
		rows.Comma, separator = ';', "|"
	}
	var header []string
	for !r.done {
		cells, err := rows.Read()
		var broken *csv.ParseError
		switch {
		case err == io.EOF && header == nil:
			err = io.ErrUnexpectedEOF
			fallthrough
		case err != nil && err != io.EOF && !errors.As(err, &broken), broken != nil && header == nil:
			r.fail("OSM-CARD-001", field.Pointer(name), rule.Detail{Found: err.Error()})
			return
		case err == io.EOF:
			return
		case broken != nil:
			r.fail("OSM-CARD-007", field.Pointer(name, strconv.Itoa(broken.StartLine)), rule.Detail{Found: broken.Err.Error()})
			continue
		}
		line, _ := rows.FieldPos(0)
		place := field.Pointer(name, strconv.Itoa(line))
		if header != nil {
			r.row(header, cells, place, separator)
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if found := checkHeader(cells, place); found.Err() != nil {
			r.done = !r.yield(Card{}, found.Err())
			return
		}
		header = cells
	}
}

// checkHeader holds the first row against the columns that tables of cards
// have.
func checkHeader(header []string, place string) engagement.Findings {
	var found engagement.Findings
	var meant []string // columns that seem to stand there under a wrong name
	for i, column := range header {
		at := place + field.Pointer(column)
		switch {
		case !slices.Contains(columns, column):
			f := rule.Error("OSM-CARD-006", at, rule.Detail{Found: column, Expected: strings.Join(columns, ", "), Near: columns})
			meant = append(meant, f.Suggestion)
			found = append(found, f)
		case slices.Contains(header[:i], column):
			found = append(found, rule.Error("OSM-CARD-009", at, rule.Detail{Found: column}))
		}
	}
	for _, column := range columns[:needed] {
		if !slices.Contains(header, column) && !slices.Contains(meant, column) {
			found = append(found, rule.Error("OSM-CARD-005", place+field.Pointer(column), rule.Detail{Found: column, Expected: strings.Join(header, ", ")}))
		}
	}
	return found
}

// row makes a card of a row and names columns where the card has members.
func (r *reader) row(header, cells []string, place, separator string) {
	cell := func(column string) string {
		if i := slices.Index(header, column); i >= 0 {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	c := Card{
		Osmosi: CardVersion, ID: cell("id"), At: engagement.Date(cell("at")), Antenna: cell("antenna"),
		Language: engagement.Language(cell("language")), Text: cell("text"), Tags: split(cell("tags"), separator),
		Segment: cell("segment"), Need: engagement.Need(cell("need")),
		Where: cell("where"), Quote: cell("quote"),
	}
	if m := (Media{MediaKind(cell("kind")), cell("url"), cell("alt")}); m != (Media{}) {
		c.Media = []Media{m}
	}
	found := c.Check()
	for i := range found {
		found[i].Path = place + strings.Replace(found[i].Path, "/media/0", "", 1)
	}
	r.pass(c, place, found)
}
