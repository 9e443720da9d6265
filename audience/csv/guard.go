package csv

import "strings"

// formula reports whether a spreadsheet would run a cell as a formula, or would
// after the apostrophes before it are taken off.
func formula(text string) bool {
	return strings.IndexAny(strings.TrimLeft(text, "'"), "=+-@＝＋－＠") == 0
}

// guarded reports whether a cell is a formula behind an apostrophe.
func guarded(text string) bool { return strings.HasPrefix(text, "'") && formula(text) }
