package markup

import "encoding/json"

// Nodes prints a body of Markdown as the nodes of a content document, compact
// JSON: an array of nodes, each a string or an array [tag, …children] with tag
// one of p, strong, em, code, ul, ol, li, br, blockquote and h3; a link is
// ["a", address, …children]. The characters <, > and & are escaped, so that the
// JSON may stand in a page.
func Nodes(markdown string) []byte {
	data, err := json.Marshal(values(body(markdown)))
	if err != nil {
		panic(err) // strings and arrays of them always marshal
	}
	return data
}

func values(list []node) []any {
	out := make([]any, len(list))
	for i, n := range list {
		switch {
		case n.tag == "":
			out[i] = n.text
		case n.tag == "a":
			out[i] = append([]any{n.tag, n.href}, values(n.children)...)
		default:
			out[i] = append([]any{n.tag}, values(n.children)...)
		}
	}
	return out
}
