package markup

import (
	"strconv"
	"strings"
)

// Plain prints the words of a body of Markdown as people see them: without
// marks and without the addresses of links. Blocks stand apart by an empty
// line; there is no newline at the end.
func Plain(markdown string) string { return printText(body(markdown), false) }

// Text prints a body of Markdown for a message in plain text: as [Plain], with
// the address of each link after its label.
func Text(markdown string) string { return Site{}.Text(markdown) }

func printText(list []node, addresses bool) string {
	p := textPrinter{addresses: addresses}
	return p.blocks(list, "\n\n")
}

type textPrinter struct{ addresses bool }

// blocks prints blocks with a separator between them. Texts that stand among
// blocks, as in a tight list item, are a block of their own.
func (p textPrinter) blocks(list []node, separator string) string {
	var done []string
	var line strings.Builder
	flush := func() {
		if s := strings.TrimSpace(line.String()); s != "" {
			done = append(done, s)
		}
		line.Reset()
	}
	for _, n := range list {
		if !block(n.tag) {
			p.inline(&line, n)
			continue
		}
		flush()
		if s := p.block(n); s != "" {
			done = append(done, s)
		}
	}
	flush()
	return strings.Join(done, separator)
}

func (p textPrinter) block(n node) string {
	switch n.tag {
	case "ul", "ol":
		items := make([]string, len(n.children))
		for i, item := range n.children {
			mark := "- "
			if n.tag == "ol" {
				mark = strconv.Itoa(i+1) + ". "
			}
			items[i] = mark + indent(p.blocks(item.children, "\n"), strings.Repeat(" ", len(mark)))
		}
		return strings.Join(items, "\n")
	case "blockquote":
		return "> " + strings.ReplaceAll(indent(p.blocks(n.children, "\n\n"), "> "), "> \n", ">\n")
	}
	return p.blocks(n.children, "\n\n")
}

// indent puts a prefix before every line but the first.
func indent(s, prefix string) string { return strings.ReplaceAll(s, "\n", "\n"+prefix) }

func (p textPrinter) inline(b *strings.Builder, n node) {
	switch n.tag {
	case "":
		b.WriteString(n.text)
	case "br":
		b.WriteByte('\n')
	}
	from := b.Len()
	for _, c := range n.children {
		p.inline(b, c)
	}
	if address := strings.TrimPrefix(n.href, "mailto:"); p.addresses && n.href != "" && b.String()[from:] != address {
		b.WriteString(" (" + address + ")")
	}
}
