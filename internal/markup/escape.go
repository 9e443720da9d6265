package markup

import (
	"regexp"
	"strings"
)

// Escape writes a plain text so that Markdown shows it as it is, on one line:
// in a paragraph, a heading, a list item or a cell of a table. Angle brackets
// become entities, so that the Markdown is safe even where it is taken for HTML.
func Escape(plain string) string {
	return guardStart(marks.Replace(entity.ReplaceAllString(oneLine(plain), "&amp;$1")))
}

// Clean makes a plain text fit for one line of HTML, XML or a message's
// subject: valid UTF-8, without control characters and line breaks.
func Clean(plain string) string { return oneLine(plain) }

// Line writes Markdown that people wrote on one line of a larger document:
// blocks follow each other, emphasis and links stay, nothing else does.
func Line(markdown string) string {
	var b strings.Builder
	inlineMarkdown(&b, body(markdown))
	return guardStart(strings.TrimSpace(b.String()))
}

func inlineMarkdown(b *strings.Builder, list []node) {
	for _, n := range list {
		if block(n.tag) && b.Len() > 0 && !strings.HasSuffix(b.String(), " ") {
			b.WriteByte(' ')
		}
		before, after := "", ""
		switch n.tag {
		case "":
			b.WriteString(escapeInline(n.text))
			continue
		case "br":
			b.WriteByte(' ')
			continue
		case "strong":
			before, after = "**", "**"
		case "em":
			before, after = "*", "*"
		case "a":
			before, after = "[", "]("+Destination(n.href)+")"
		}
		b.WriteString(before)
		inlineMarkdown(b, n.children)
		b.WriteString(after)
	}
}

// escapeInline escapes a text within a line and keeps its outer spaces.
func escapeInline(s string) string {
	line := oneLine(s)
	if line == "" {
		if s != "" {
			return " "
		}
		return ""
	}
	line = marks.Replace(entity.ReplaceAllString(line, "&amp;$1"))
	if isSpace(rune(s[0])) {
		line = " " + line
	}
	if isSpace(rune(s[len(s)-1])) {
		line += " "
	}
	return line
}

var (
	marks = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "#", `\#`, "~", `\~`, "!", `\!`,
		"<", "&lt;", ">", "&gt;", "|", "&#124;",
	)
	// address escapes what could end an address in angle brackets or a cell.
	address = strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", `\`, "%5C")
	entity  = regexp.MustCompile(`&(#?[0-9A-Za-z]+;)`)
	// opening is what begins a list or underlines a heading at the start of a line.
	opening = regexp.MustCompile(`^([-+=]|[0-9]{1,9}[.)])`)
)

// guardStart keeps a line's first characters from beginning a list or heading.
func guardStart(line string) string {
	if at := opening.FindStringIndex(line); at != nil {
		last := at[1] - 1
		return line[:last] + `\` + line[last:]
	}
	return line
}

// oneLine cleans a text and joins its lines. A no-break space stays.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(clean(s), isSpace), " ")
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\u2028', '\u2029':
		return true
	}
	return false
}
