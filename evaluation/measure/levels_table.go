package measure

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// ReadLevelTable reads levels from a table of comma-separated values, as
// spreadsheets save them: a first row with the names of the columns, which are
// person, competence, required and shown in any order, and a level in each row
// after it. Where the first row is separated by semicolons, the table is, and
// numbers may have a decimal comma. A row with faults yields them as one error,
// in which errors.As finds an [engagement.Finding], and reading goes on; places
// begin with the line, counted from 1: "/3/shown". Any other error is the
// reader's own, and ends the sequence, which can be run once.
func ReadLevelTable(r io.Reader) iter.Seq2[Level, error] {
	return func(yield func(Level, error) bool) {
		buffer := bufio.NewReader(r)
		if mark, _ := buffer.Peek(3); string(mark) == "\ufeff" {
			buffer.Discard(3)
		}
		rows := csv.NewReader(buffer)
		start, _ := buffer.Peek(buffer.Size())
		if first, _, _ := strings.Cut(string(start), "\n"); strings.Contains(first, ";") && !strings.Contains(first, ",") {
			rows.Comma = ';'
		}
		var header []string
		for {
			cells, err := rows.Read()
			var broken *csv.ParseError
			switch {
			case err == io.EOF:
				return
			case errors.As(err, &broken):
				found := rule.Error("OSM-DOC-001", "/"+strconv.Itoa(broken.StartLine), rule.Detail{Found: broken.Err.Error()})
				if !yield(Level{}, engagement.Findings{found}.Err()) || header == nil {
					return
				}
				continue
			case err != nil:
				yield(Level{}, err)
				return
			case header == nil:
				for _, name := range cells {
					header = append(header, strings.TrimSpace(name))
				}
				continue
			}
			line, _ := rows.FieldPos(0)
			if !yield(levelOf(header, cells, rows.Comma == ';', "/"+strconv.Itoa(line))) {
				return
			}
		}
	}
}

// levelOf is the level in a row, held against the schema as one in JSON is.
func levelOf(header, cells []string, decimalComma bool, path string) (l Level, err error) {
	members := map[string]any{}
	for i, name := range header {
		text := strings.TrimSpace(cells[i])
		members[name] = text
		if name != "required" && name != "shown" {
			continue
		}
		if decimalComma {
			text = strings.Replace(text, ",", ".", 1)
		}
		if n := json.Number(text); json.Valid([]byte(text)) {
			if _, err := n.Float64(); err == nil {
				members[name] = n
			}
		}
	}
	data, err := json.Marshal(members)
	if err != nil {
		return l, err
	}
	found := schema.Validate(schema.Level, data)
	if found.Err() == nil {
		if fault := json.Unmarshal(data, &l); fault != nil {
			found = append(found, rule.Error("OSM-DOC-001", "", rule.Detail{Found: fault.Error()}))
		}
	}
	for i := range found {
		found[i].Path = path + found[i].Path
	}
	if err = found.Err(); err != nil {
		l = Level{}
	}
	return l, err
}
