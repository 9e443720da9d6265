package markup

import (
	"html"
	"strings"
)

// HTML prints a body of Markdown as HTML that is safe to insert: known
// elements without attributes, except the address of a link.
func HTML(markdown string) string { return Site{}.HTML(markdown) }

// Page prints a document that Osmosi wrote, with tables and headings of four
// levels. Texts of people must have gone through [Escape] or [Line].
func Page(markdown string) string { return printHTML(parse(pages(), markdown, true)) }

func printHTML(list []node) string {
	var b strings.Builder
	for _, n := range list {
		n.html(&b)
	}
	return b.String()
}

func (n node) html(b *strings.Builder) {
	switch n.tag {
	case "":
		b.WriteString(html.EscapeString(n.text))
		return
	case "br":
		b.WriteString("<br/>")
		return
	}
	b.WriteString("<" + n.tag)
	if n.href != "" {
		b.WriteString(` href="` + html.EscapeString(n.href) + `"`)
	}
	if n.align != "" {
		b.WriteString(` class="` + n.align + `"`)
	}
	if n.tag == "th" {
		b.WriteString(` scope="col"`)
	}
	b.WriteByte('>')
	for i, c := range n.children {
		switch {
		case n.tag == "table" && i == 0:
			b.WriteString("\n<thead>\n")
		case n.tag == "table" && i == 1:
			b.WriteString("<tbody>\n")
		case i == 0 && container(n.tag):
			b.WriteByte('\n')
		}
		c.html(b)
		if n.tag == "table" && i == 0 {
			b.WriteString("</thead>\n")
		}
	}
	if n.tag == "table" && len(n.children) > 1 {
		b.WriteString("</tbody>\n")
	}
	b.WriteString("</" + n.tag + ">")
	if block(n.tag) {
		b.WriteByte('\n')
	}
}

// block tells elements that end their line.
func block(tag string) bool {
	switch tag {
	case "p", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "table", "tr", "th", "td":
		return true
	}
	return false
}

// container tells elements whose content begins on a new line.
func container(tag string) bool {
	switch tag {
	case "ul", "ol", "blockquote", "tr":
		return true
	}
	return false
}
