package document

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// boldness is how much wider bold letters are, at most.
const boldness = 1.15

// measure returns how wide a text is at most at a size of letters: a chart
// knows no font, so each letter counts as in the widest of the usual ones.
func measure(s string, size float64) float64 {
	total := 0.0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		total += advance(g)
	}
	return total * size
}

// advance is the width of a letter, as people see it, as a share of its size.
func advance(g *uniseg.Graphemes) float64 {
	r := g.Runes()[0]
	switch {
	case g.Width() == 2:
		return 1.35 // ideographs and emoji
	case r == ' ' || r == '\u00a0':
		return 0.35
	case strings.ContainsRune("iIjlftr.,:;'’‘!|()[]{}-·/", r):
		return 0.42
	case strings.ContainsRune("mwMW@%&…—→", r):
		return 1.02
	case r > 0x24f && unicode.IsLetter(r):
		return 1.1 // scripts of which the widths are not known
	case unicode.IsUpper(r):
		return 0.8
	}
	return 0.66
}

// wrap breaks a text into lines that fit in a room, between words where it
// can.
func wrap(s string, size, room float64) []string {
	var lines []string
	line, state := "", -1
	flush := func() {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
		line = ""
	}
	for s != "" {
		var part string
		part, s, _, state = uniseg.FirstLineSegmentInString(s, state)
		if line != "" && measure(strings.TrimSpace(line+part), size) > room {
			flush()
		}
		for measure(strings.TrimSpace(part), size) > room { // a word longer than a line
			head := cut(part, size, room)
			lines, part = append(lines, head), part[len(head):]
		}
		line += part
	}
	flush()
	return lines
}

// cut returns the longest beginning that fits: a letter at least.
func cut(s string, size, room float64) string {
	total, at := 0.0, 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		total += advance(g) * size
		if at > 0 && total > room {
			break
		}
		at += len(g.Str())
	}
	return s[:at]
}
