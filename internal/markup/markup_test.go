package markup

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestABodyIsPrintedInThreeForms(t *testing.T) {
	for _, c := range []struct{ name, markdown, html, plain, text, nodes string }{
		{
			"emphasis", "a **b** _c_ `d`", "<p>a <strong>b</strong> <em>c</em> <code>d</code></p>\n",
			"a b c d", "a b c d", `[["p","a ",["strong","b"]," ",["em","c"]," ",["code","d"]]]`,
		},
		{
			"headings are of the third level", "# A\n\nb\n\nC\n---", "<h3>A</h3>\n<p>b</p>\n<h3>C</h3>\n",
			"A\n\nb\n\nC", "A\n\nb\n\nC", `[["h3","A"],["p","b"],["h3","C"]]`,
		},
		{
			"lists", "- a\n- b\n  1. c\n  2. d", "<ul>\n<li>a</li>\n<li>b<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n</li>\n</ul>\n",
			"- a\n- b\n  1. c\n  2. d", "- a\n- b\n  1. c\n  2. d", `[["ul",["li","a"],["li","b",["ol",["li","c"],["li","d"]]]]]`,
		},
		{"lists count from one", "3. a\n4. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n", "1. a\n2. b", "1. a\n2. b", `[["ol",["li","a"],["li","b"]]]`},
		{
			"quotations", "> a\n>\n> b", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n",
			"> a\n>\n> b", "> a\n>\n> b", `[["blockquote",["p","a"],["p","b"]]]`,
		},
		{
			"line breaks", "a\nb\\\nc  \nd", "<p>a b<br/>c<br/>d</p>\n", "a b\nc\nd", "a b\nc\nd", `[["p","a b",["br"],"c",["br"],"d"]]`,
		},
		{
			"code keeps its lines", "```go\na<b\n\n  c\n```\n\n    d", "<p><code>a&lt;b<br/><br/>  c</code></p>\n<p><code>d</code></p>\n",
			"a<b\n\n  c\n\nd", "a<b\n\n  c\n\nd", `[["p",["code","a\u003cb",["br"],["br"],"  c"]],["p",["code","d"]]]`,
		},
		{
			"links", "[a *b*](https://x.org/?p=1&q=2) <https://x.org> <m@x.org> [c](/d)",
			`<p><a href="https://x.org/?p=1&amp;q=2">a <em>b</em></a> <a href="https://x.org">https://x.org</a> <a href="mailto:m@x.org">m@x.org</a> <a href="/d">c</a></p>` + "\n",
			"a b https://x.org m@x.org c", "a b (https://x.org/?p=1&q=2) https://x.org m@x.org c (/d)",
			`[["p",["a","https://x.org/?p=1\u0026q=2","a ",["em","b"]]," ",["a","https://x.org","https://x.org"]," ",["a","mailto:m@x.org","m@x.org"]," ",["a","/d","c"]]]`,
		},
		{
			"escapes and entities", `\*a\* &eacute; &amp;lt; \&lt; &#0;`, "<p>*a* é &amp;lt; &amp;lt; \uFFFD</p>\n",
			"*a* é &lt; &lt; \uFFFD", "*a* é &lt; &lt; \uFFFD", "[[\"p\",\"*a* é \\u0026lt; \\u0026lt; \uFFFD\"]]",
		},
		{"images leave their text", "![a *b*](https://x.org/y.png)", "<p>a b</p>\n", "a b", "a b", `[["p","a b"]]`},
		{"rules leave nothing", "a\n\n***\n\nb", "<p>a</p>\n<p>b</p>\n", "a\n\nb", "a\n\nb", `[["p","a"],["p","b"]]`},
		{"tables are not read", "|a|\n|-|\n|b|", "<p>|a| |-| |b|</p>\n", "|a| |-| |b|", "|a| |-| |b|", `[["p","|a| |-| |b|"]]`},
		{"addresses are not made links", "see https://x.org", "<p>see https://x.org</p>\n", "see https://x.org", "see https://x.org", `[["p","see https://x.org"]]`},
		{"nothing", " \n", "", "", "", `[]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.html, HTML(c.markdown))
			require.Equal(t, c.plain, Plain(c.markdown))
			require.Equal(t, c.text, Text(c.markdown))
			require.Equal(t, c.nodes, string(Nodes(c.markdown)))
		})
	}
}

func TestHostileMarkdownLeavesOnlyItsText(t *testing.T) {
	for _, c := range []struct{ markdown, html string }{
		{"<script>alert(1)</script>", "<p>alert(1)</p>\n"},
		{"<div onclick=\"x\">\n\na\n\n</div>", "<p>a</p>\n"},
		{"a <b onmouseover=x>b</b><!-- c --> <?php d ?> <![CDATA[e]]>", "<p>a b</p>\n"},
		{"<scr<script>ipt>x", "<p>&lt;script&gt;x</p>\n"},
		{"<iframe src='https://x.org'>", ""},
		{"[a](javascript:alert(1))", "<p>a</p>\n"},
		{"[a](JaVaScRiPt:alert(1))", "<p>a</p>\n"},
		{"[a](&#106;avascript:alert(1))", "<p>a</p>\n"},
		{"[a](java&Tab;script:alert(1))", "<p>a</p>\n"},
		{"[a](<java\tscript:alert(1)>)", "<p>a</p>\n"},
		{"[a](data:text/html;base64,PHNjcmlwdD4=)", "<p>a</p>\n"},
		{"[a](data:image/png;base64,AAAA)", "<p>a</p>\n"},
		{"[a](vbscript:x) [b](file:///etc/passwd) [c](http://x.org)", "<p>a b c</p>\n"},
		{"[a](//x.org) [b](/\\x.org) [c](https:x.org) [d](https://u@x.org)", "<p>a <a href=\"/%5Cx.org\">b</a> c d</p>\n"},
		{"[a][r]\n\n[r]: javascript:x", "<p>a</p>\n"},
		{"<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n"},
		{`[a](https://x.org/"onclick="x)`, `<p><a href="https://x.org/%22onclick=%22x">a</a></p>` + "\n"},
		{`[a](https://x.org "t\" onclick=\"x")`, `<p><a href="https://x.org">a</a></p>` + "\n"},
		{"![a](javascript:x \"t\")", "<p>a</p>\n"},
		{"&lt;script&gt;", "<p>&lt;script&gt;</p>\n"},
		{"`<script>`", "<p><code>&lt;script&gt;</code></p>\n"},
		{"a\x00\x1b\x7f\u0085b\uFFFE\xff", "<p>ab\uFFFD</p>\n"},
	} {
		require.Equal(t, c.html, HTML(c.markdown), c.markdown)
		requireSafe(t, c.markdown)
	}
}

func TestKnownAttacksLeaveOnlySafeForms(t *testing.T) {
	for _, text := range attacks(t) {
		for _, form := range []string{"%s", "# %s", "- %s", "> %s", "**%s**", "`%s`", "[a](%s)", "[a](<%s>)", "![%[1]s](%[1]s)", "<%s>", "[%[1]s][r]\n\n[r]: %[1]s", "```\n%s\n```"} {
			requireSafe(t, fmt.Sprintf(form, text))
		}
	}
}

// attacks are texts that attack whoever writes them into a page.
func attacks(t *testing.T) (all []string) {
	data, err := os.ReadFile("testdata/hostile.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		var text string
		require.NoError(t, json.Unmarshal([]byte(line), &text))
		all = append(all, text)
	}
	require.Greater(t, len(all), 200)
	return all
}

func TestNestingIsBounded(t *testing.T) {
	deep := strings.Repeat("> ", 400) + strings.Repeat("*a ", 400) + strings.Repeat("b* ", 400)
	requireSafe(t, deep)
	require.Contains(t, Plain(deep), "b b b")
	var depth, deepest int
	for _, c := range string(Nodes(deep)) {
		switch c {
		case '[':
			depth++
			deepest = max(deepest, depth)
		case ']':
			depth--
		}
	}
	require.LessOrEqual(t, deepest, maxDepth+1)
}

func TestSafeAddresses(t *testing.T) {
	for address, safe := range map[string]bool{
		"https://x.org": true, "HTTPS://x.org/a?b#c": true, "mailto:a@x.org": true, "/": true, "/learn/1?x=y": true,
		"": false, "learn": false, "#a": false, "?a": false, "//x.org": false, "https://": false, "https:/x": false, "mailto:": false,
		"http://x.org": false, "ftp://x.org": false, "javascript:x": false, " https://x.org": false, "/a b": false, "/\\x.org": false,
		"/\tx": false, "https://a:b@x.org": false, "https://%zz": false, "blob:https://x.org": false,
	} {
		require.Equal(t, safe, Safe(address), address)
	}
}

func TestAPageHasTablesAndLevelsOfHeadings(t *testing.T) {
	require.Equal(t, `<h1>a</h1>
<h4>b</h4>
<table>
<thead>
<tr>
<th scope="col">c</th>
<th class="right" scope="col">d</th>
</tr>
</thead>
<tbody>
<tr>
<td><strong>e</strong></td>
<td class="right">1</td>
</tr>
</tbody>
</table>
<table>
<thead>
<tr>
<th scope="col">f</th>
</tr>
</thead>
</table>
`, Page("# a\n\n###### b\n\n| c | d |\n| --- | ---: |\n| **e** | 1 |\n\n| f |\n| --- |\n"))
}

func TestEscapedTextsShowAsTheyAre(t *testing.T) {
	for _, s := range []string{
		"a | b", "<b>x</b>", "# x", "x #", "- x", "+ x", "= x", "12. x", "1) x", "*x* _y_ `z` ~~q~~", "[a](b) ![c](d)", `\ \| \\|`,
		"&lt; &amp; R&D &#38;", "---", "```", "> x", "| --- |", "a\u00a0b", "https://x.org", "1.", "x  ",
	} {
		require.Equal(t, strings.TrimSpace(s), Plain(Escape(s)), s)
		page := Page("# " + Escape(s) + "\n\n- " + Escape(s) + "\n\n| h | h |\n| --- | --- |\n| " + Escape(s) + " | end |\n")
		require.Equal(t, 1, strings.Count(page, "<ul>"), s)
		require.Equal(t, 1, strings.Count(page, "<h1>"), s)
		require.Equal(t, 2, strings.Count(page, "<td>"), s)
		require.Contains(t, page, "<td>end</td>", s)
	}
	require.Empty(t, Escape(" \n"))
	require.Equal(t, "a b c", Escape(" a\n\nb\u2028\tc\x07 "))
	require.Equal(t, "a b", Clean("\ra\r\n\vb\x00"))
}

func TestALineKeepsEmphasisAndLinksOnly(t *testing.T) {
	for markdown, want := range map[string]string{
		"a **b** *c*":                   "a **b** *c*",
		"# a\n\n- b\n- c\n\n> d":        "a b c d",
		"1. a":                          "a",
		"a | b\\\nc":                    "a &#124; b c",
		"[a|b](https://x.org/c|d)":      "[a&#124;b](<https://x.org/c%7Cd>)",
		"[a](javascript:x) `b` <i>c":    "a b c",
		"\\- a":                         "\\- a",
		"12\\. a":                       "12\\. a",
		"![a](https://x.org) &lt;b&gt;": "a &lt;b&gt;",
		"":                              "",
		"a&nbsp;b":                      "a\u00a0b",
	} {
		require.Equal(t, want, Line(markdown), markdown)
	}
}

// requireSafe holds every form of a body to what it may hold.
func requireSafe(t *testing.T, markdown string) {
	t.Helper()
	requireSafeHTML(t, HTML(markdown), "p", "h3", "strong", "em", "code", "ul", "ol", "li", "br", "blockquote", "a")
	var nodes any
	data := Nodes(markdown)
	require.NoError(t, json.Unmarshal(data, &nodes))
	require.NotContains(t, string(data), "<")
	for _, n := range nodes.([]any) {
		requireSafeNode(t, n)
	}
	for _, text := range []string{Plain(markdown), Text(markdown), Line(markdown)} {
		require.True(t, utf8.ValidString(text))
		require.Equal(t, clean(text), text)
	}
	require.NotContains(t, Line(markdown), "\n")
	requireSafeHTML(t, Page("| a |\n| --- |\n| "+Line(markdown)+" |"), "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "a")
}

func requireSafeHTML(t *testing.T, html string, allowed ...string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<x>" + html + "</x>"))
	d.Token()
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err, html)
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		require.Contains(t, allowed, start.Name.Local)
		for _, a := range start.Attr {
			switch start.Name.Local + " " + a.Name.Local {
			case "a href":
				require.True(t, Safe(a.Value), a.Value)
			case "th scope":
				require.Equal(t, "col", a.Value)
			default:
				require.Fail(t, "attribute", "%s %s", start.Name.Local, a.Name.Local)
			}
		}
	}
}

func requireSafeNode(t *testing.T, n any) {
	t.Helper()
	list, ok := n.([]any)
	if !ok {
		require.IsType(t, "", n)
		return
	}
	tags := []string{"p", "strong", "em", "code", "ul", "ol", "li", "br", "blockquote", "h3", "a"}
	tag := list[0].(string)
	require.True(t, slices.Contains(tags, tag), tag)
	children := list[1:]
	if tag == "a" {
		require.True(t, Safe(children[0].(string)))
		children = children[1:]
	}
	for _, c := range children {
		requireSafeNode(t, c)
	}
}

func FuzzMarkupIsSafe(f *testing.F) {
	for _, s := range []string{
		"# a\n\n- b\n\n1. c\n\n> d `e` **f** *g* [h](https://x.org) <https://x.org>\n\n```\ni\n```",
		"<script>alert(1)</script>", "[a](javascript:x)", "[a](&#106;avascript:x)", "![a](data:x)", "a&lt;b\\<c", "[a]: javascript:x\n\n[a]",
		"| a |\n| - |\n| `b|c` |", "a\\\nb", "<a@x.org>", "\x00\xff\r\v", "*a **b* c**", "<!-- a", "&#xFFFE;&#1;",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		requireSafe(t, s)
		page := Page("| a | b |\n| --- | --- |\n| " + Escape(s) + " | end |")
		requireSafeHTML(t, page, "table", "thead", "tbody", "tr", "th", "td")
		require.Contains(t, page, "<td>end</td>")
	})
}
