// Package markup reads the Markdown that people write in briefs and prints it
// in the forms in which it is shown: HTML, plain text, and the nodes of a
// content document.
//
// Markdown is parsed into a small tree of known elements first, and only that
// tree is printed: what the tree cannot hold cannot come out. Raw HTML leaves
// the text between its tags, a link that is not safe leaves its label, an image
// leaves its alternative text, a heading is one of the third level, lists count
// from one, and code keeps its line breaks.
package markup

import (
	"bufio"
	"bytes"
	"html"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	renderer "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxDepth is how deep elements may nest; below it, elements leave their
// content. It keeps content documents well within what the widget reads.
const maxDepth = 24

// node is an element with its children, or a text where tag is empty.
type node struct {
	tag      string // p, h3, strong, …
	text     string // of a text
	href     string // of an a, safe
	align    string // of a th or td: right, or empty
	children []node
}

// bodies parses what people write. There is no parser for blocks of HTML:
// their tags are then inline and dropped, and their text stays.
var bodies = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(blockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
})

// pages parses documents that Osmosi writes: with tables.
var pages = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(blockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
})

func blockParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
}

// body reads Markdown that people wrote.
func body(markdown string) []node { return parse(bodies(), markdown, false) }

func parse(p parser.Parser, markdown string, page bool) []node {
	source := []byte(clean(markdown))
	r := reader{source: source, page: page}
	return r.children(p.Parse(text.NewReader(source)), 1)
}

// clean makes a text valid in HTML, XML and JSON alike: valid UTF-8, without
// control characters other than tab and newline.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n' || r == '\t':
			return r
		case r == '\v' || r == '\f':
			return ' '
		case unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF':
			return -1
		}
		return r
	}, s)
}

// reader turns goldmark's tree into ours.
type reader struct {
	source []byte
	page   bool // tables, and headings of four levels
}

func (r reader) children(n ast.Node, depth int) []node {
	var list []node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		for _, made := range r.node(c, depth) {
			if last := len(list) - 1; made.tag == "" && last >= 0 && list[last].tag == "" {
				list[last].text += made.text
			} else {
				list = append(list, made)
			}
		}
	}
	return list
}

func (r reader) node(n ast.Node, depth int) []node {
	switch n := n.(type) {
	case *ast.Text:
		return r.textOf(n)
	case *ast.String:
		return plain(string(n.Value))
	case *ast.CodeSpan:
		return element("code", plain(r.raw(n)), depth)
	case *ast.CodeBlock:
		return element("p", element("code", r.lines(n), depth+1), depth)
	case *ast.FencedCodeBlock:
		return element("p", element("code", r.lines(n), depth+1), depth)
	case *ast.AutoLink:
		return r.autoLink(n, depth)
	case *ast.Link:
		label := r.children(n, depth+1)
		if href := string(util.URLEscape(n.Destination, true)); Safe(href) {
			return link(href, label, depth)
		}
		return label
	case *ast.Image:
		return plain(words(r.children(n, depth+1)))
	case *ast.RawHTML:
		return nil
	case *tables.TableCell:
		cell := node{tag: "td", children: trim(r.children(n, depth+1))}
		if n.Parent().Kind() == tables.KindTableHeader {
			cell.tag = "th"
		}
		if n.Alignment == tables.AlignRight {
			cell.align = "right"
		}
		return []node{cell}
	}
	return element(r.tag(n), r.children(n, depth+1), depth)
}

// tag returns the element that stands for a node with content; empty where
// only the content stays.
func (r reader) tag(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Paragraph:
		return "p"
	case *ast.Heading:
		if r.page {
			return [...]string{"h1", "h2", "h3", "h4"}[min(n.Level, 4)-1]
		}
		return "h3"
	case *ast.Blockquote:
		return "blockquote"
	case *ast.List:
		if n.IsOrdered() {
			return "ol"
		}
		return "ul"
	case *ast.ListItem:
		return "li"
	case *ast.Emphasis:
		if n.Level > 1 {
			return "strong"
		}
		return "em"
	case *tables.Table:
		return "table"
	case *tables.TableHeader, *tables.TableRow:
		return "tr"
	}
	return ""
}

// element wraps its content, unless there is none or it would nest too deep.
// A block neither begins nor ends with a space.
func element(tag string, content []node, depth int) []node {
	if block(tag) {
		content = trim(content)
	}
	if len(content) == 0 || tag == "" || depth > maxDepth {
		return content
	}
	return []node{{tag: tag, children: content}}
}

func trim(content []node) []node {
	if len(content) > 0 && content[0].tag == "" {
		content[0].text = strings.TrimLeftFunc(content[0].text, isSpace)
		if content[0].text == "" {
			content = content[1:]
		}
	}
	if last := len(content) - 1; last >= 0 && content[last].tag == "" {
		content[last].text = strings.TrimRightFunc(content[last].text, isSpace)
		if content[last].text == "" {
			content = content[:last]
		}
	}
	return content
}

func link(href string, label []node, depth int) []node {
	made := element("a", label, depth)
	if len(made) == 1 && made[0].tag == "a" {
		made[0].href = href
	}
	return made
}

func (r reader) autoLink(n *ast.AutoLink, depth int) []node {
	href := string(util.URLEscape(n.URL(r.source), false))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(href), "mailto:") {
		href = "mailto:" + href
	}
	label := plain(string(n.Label(r.source)))
	if Safe(href) {
		return link(href, label, depth)
	}
	return label
}

// textOf reads a text with its escapes and entities, and the line break after it.
func (r reader) textOf(n *ast.Text) []node {
	value := string(n.Segment.Value(r.source))
	if !n.IsRaw() {
		value = unescape([]byte(value))
	}
	switch {
	case n.HardLineBreak():
		return append(plain(value), node{tag: "br"})
	case n.SoftLineBreak():
		value += " "
	}
	return plain(value)
}

// unescape resolves backslashes and entities exactly once, by goldmark's own
// writer, which escapes for HTML afterwards; that is undone.
func unescape(value []byte) string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	renderer.DefaultWriter.Write(w, value)
	w.Flush() // into memory: never fails
	return clean(html.UnescapeString(b.String()))
}

// raw is the text of a code span, on one line.
func (r reader) raw(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(r.source))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// lines is the content of a block of code, with a break after each line.
func (r reader) lines(n ast.Node) []node {
	var list []node
	for i := range n.Lines().Len() {
		if i > 0 {
			list = append(list, node{tag: "br"})
		}
		segment := n.Lines().At(i)
		list = append(list, plain(strings.TrimRight(string(segment.Value(r.source)), "\n"))...)
	}
	return list
}

func plain(s string) []node {
	if s == "" {
		return nil
	}
	return []node{{text: s}}
}

// words is the text of nodes, without their elements.
func words(list []node) string {
	var b strings.Builder
	for _, n := range list {
		b.WriteString(n.text)
		b.WriteString(words(n.children))
		if n.tag == "br" {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
