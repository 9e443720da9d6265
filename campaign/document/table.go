package document

import "strings"

// table is a table in GitHub Flavored Markdown; its cells are Markdown of one
// line without a bare pipe, as markup.Escape and markup.Line write it.
type table struct {
	head  []string
	right int // how many columns, from the last, hold numbers
	rows  [][]string
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) String() string {
	var b strings.Builder
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(t.head)
	rule := make([]string, len(t.head))
	for i := range rule {
		rule[i] = "---"
		if i >= len(rule)-t.right {
			rule[i] = "---:"
		}
	}
	line(rule)
	for _, cells := range t.rows {
		line(cells)
	}
	return b.String()
}
