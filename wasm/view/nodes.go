package view

import (
	"encoding/json"
	"html/template"
	"slices"
	"strings"
)

// nodes are a text as the bundle has it: texts, and lists of a tag and what is in
// it; a link has its address before that.
type nodes []any

// tags that a text may have, as the element draws them.
var tags = []string{"p", "strong", "em", "code", "ul", "ol", "li", "br", "blockquote", "h3"}

const deepest = 32 // how deep texts may nest

// HTML writes the nodes; a tag that the list does not have leaves its text.
func (n nodes) HTML() template.HTML {
	var out strings.Builder
	write(&out, n, 0)
	return template.HTML(out.String())
}

func write(out *strings.Builder, list []any, depth int) {
	if depth > deepest {
		return
	}
	for _, node := range list {
		switch node := node.(type) {
		case string:
			out.WriteString(template.HTMLEscapeString(node))
		case []any:
			if len(node) == 0 {
				continue
			}
			tag, _ := node[0].(string)
			rest := node[1:]
			open, end := "", ""
			switch {
			case tag == "a":
				if len(rest) > 0 {
					text, _ := rest[0].(string)
					if href := safe(text); href != "" {
						open, end = `<a href="`+template.HTMLEscapeString(string(href))+`" rel="noopener">`, "</a>"
					}
					rest = rest[1:]
				}
			case tag == "br":
				open = "<br>"
			case slices.Contains(tags, tag):
				open, end = "<"+tag+">", "</"+tag+">"
			}
			out.WriteString(open)
			write(out, rest, depth+1)
			out.WriteString(end)
		}
	}
}

// UnmarshalJSON implements [json.Unmarshaler]. A text that is no list is none.
func (n *nodes) UnmarshalJSON(data []byte) error {
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return err
	}
	list, _ := value.([]any)
	*n = list
	return nil
}
