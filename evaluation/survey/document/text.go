package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

// Text renders results as plain text, for an e-mail or a terminal: the sentences
// of [HTML] without the charts.
func Text(r *survey.Results, s *survey.Survey, l engagement.Language) string {
	p := newWriter(r, s, l).page()
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.TrimRight(strings.Join(parts, ""), " ") + "\n") }
	line(p.Name)
	line(p.Kind)
	for _, text := range []string{p.Wave, p.Sheets, p.Lead} {
		if text != "" {
			line(text)
		}
	}
	for _, c := range p.Chapters {
		line()
		line(strings.ToUpper(c.Name))
		for _, part := range c.Parts {
			line()
			line(oneLine(part.Name))
			for _, s := range part.Sentences {
				line("  ", s)
			}
			for _, bar := range part.Bars {
				if bar.Words != "" { // else it is in a sentence already
					line("  ", oneLine(bar.Name), ": ", bar.Words)
				}
			}
			if t := part.Table; t != nil {
				line("  ", oneLine(t.Caption))
				for _, row := range t.Rows {
					line("    ", cells(t.Head, row))
				}
			}
			for _, q := range part.Quotes {
				line("  ", q.Name, " ", q.Note)
				for _, text := range q.Texts {
					line("    – ", oneLine(text))
				}
			}
		}
	}
	return b.String()
}

// oneLine keeps what people wrote from looking like a part of the page.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// cells names each cell of a row but the first. One alone says why there are
// no others, and has no name.
func cells(head, row []string) string {
	var named, bare []string
	for i, cell := range row[1:] {
		if cell != "" {
			named, bare = append(named, oneLine(head[i+1])+" "+cell), append(bare, cell)
		}
	}
	if len(bare) == 1 {
		named = bare
	}
	return oneLine(row[0]) + ": " + strings.Join(named, "; ")
}
