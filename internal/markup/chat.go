package markup

import (
	"strconv"
	"strings"
)

// Chat prints a body in the Markdown that chats show alike: paragraphs, bold,
// italics, links and lists, as in a TextBlock of an Adaptive Card in Microsoft
// Teams and in a markdown block in Slack. A heading is a paragraph in bold; a
// quotation and code are text like any other.
func (s Site) Chat(markdown string) string { return chatBlocks(s.body(markdown), "\n\n") }

// ChatEscape writes a plain text so that such a chat shows it as it is, on one line.
func ChatEscape(plain string) string { return guardChat(chatMarks(oneLine(plain))) }

// ChatLink is a link in such Markdown; the label alone where there is no
// address that may stand in a link.
func ChatLink(label, href string) string {
	if !Safe(href) {
		return ChatEscape(label)
	}
	return "[" + chatMarks(oneLine(label)) + "](" + chatAddress.Replace(href) + ")"
}

var (
	chatAddress  = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C")
	chatReplacer = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "~", `\~`, "<", "&lt;", ">", "&gt;")
)

func chatMarks(s string) string {
	return chatReplacer.Replace(entity.ReplaceAllString(s, "&amp;$1"))
}

// guardChat keeps the beginning of a line from being a list or a heading.
func guardChat(line string) string {
	if strings.HasPrefix(line, "#") {
		return `\` + line
	}
	return guardStart(line)
}

// chatBlocks prints blocks with a separator between them, as the plain text does.
func chatBlocks(list []node, separator string) string {
	var done []string
	var line []node
	flush := func() {
		if s := chatLine(line); s != "" {
			done = append(done, s)
		}
		line = nil
	}
	for _, n := range list {
		if !block(n.tag) {
			line = append(line, n)
			continue
		}
		flush()
		if s := chatBlock(n); s != "" {
			done = append(done, s)
		}
	}
	flush()
	return strings.Join(done, separator)
}

func chatBlock(n node) string {
	switch n.tag {
	case "ul", "ol":
		items := make([]string, len(n.children))
		for i, item := range n.children {
			mark := "- "
			if n.tag == "ol" {
				mark = strconv.Itoa(i+1) + ". "
			}
			items[i] = mark + indent(chatBlocks(item.children, "\n"), strings.Repeat(" ", len(mark)))
		}
		return strings.Join(items, "\n")
	case "h3":
		return "**" + ChatEscape(words(n.children)) + "**"
	}
	return chatBlocks(n.children, "\n\n")
}

// chatLine prints what stands on a line. Not all emphasis can be written in
// Markdown wherever it stands; then it is left out rather than its stars shown.
func chatLine(list []node) string {
	print := func(emphasis bool) string {
		var b strings.Builder
		for _, n := range list {
			chatInline(&b, n, emphasis)
		}
		return guardChat(strings.TrimSpace(b.String()))
	}
	line := print(true)
	if oneLine(words(body(line))) != oneLine(words(list)) {
		return print(false)
	}
	return line
}

func chatInline(b *strings.Builder, n node, emphasis bool) {
	switch n.tag {
	case "":
		b.WriteString(spaced(n.text))
		return
	case "br":
		b.WriteString(" ")
		return
	}
	var inner strings.Builder
	for _, c := range n.children {
		chatInline(&inner, c, emphasis)
	}
	text := strings.TrimSpace(inner.String())
	switch {
	case text == "":
	case n.tag == "a":
		if before, image := strings.CutSuffix(b.String(), "!"); image {
			b.Reset()
			b.WriteString(before + `\!`)
		}
		text = "[" + text + "](" + chatAddress.Replace(n.href) + ")"
	case n.tag == "strong" && emphasis:
		text = "**" + text + "**"
	case n.tag == "em" && emphasis:
		text = "*" + text + "*"
	}
	b.WriteString(text)
}

// spaced escapes a text within a line and keeps its outer spaces.
func spaced(s string) string {
	line := chatMarks(oneLine(s))
	if s != "" && isSpace(rune(s[0])) {
		line = " " + line
	}
	if s != "" && line != " " && isSpace(rune(s[len(s)-1])) {
		line += " "
	}
	return line
}
