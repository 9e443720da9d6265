package markup

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPathsLeadToTheSite(t *testing.T) {
	site, ok := NewSite("https://intranet.example/start")
	require.True(t, ok)
	const body = "[a](/learn/1?x=2) [b](https://other.example/) <mailto:c@d.example>"
	require.Equal(t, `<p><a href="https://intranet.example/learn/1?x=2">a</a> <a href="https://other.example/">b</a> <a href="mailto:c@d.example">mailto:c@d.example</a></p>`+"\n", site.HTML(body))
	require.Equal(t, "a (https://intranet.example/learn/1?x=2) b (https://other.example/) mailto:c@d.example (c@d.example)", site.Text(body))
	require.Equal(t, "[a](https://intranet.example/learn/1?x=2) [b](https://other.example/) [mailto:c@d.example](mailto:c@d.example)", site.Chat(body))
	require.Equal(t, HTML(body), Site{}.HTML(body))
	require.Empty(t, site.Address("javascript:x"))
	require.Empty(t, Site{}.Address("//evil.example"))
	require.Equal(t, []string{"/learn/1?x=2", "https://other.example/", "mailto:c@d.example"}, Addresses(body))
}

func TestASiteIsAnHTTPSAddress(t *testing.T) {
	for _, address := range []string{"", "/", "http://x.example", "https://", "https://u:p@x.example", "https://x.example/ ", "mailto:a@b", "ftp://x", "https://x\r\ny"} {
		_, ok := NewSite(address)
		require.False(t, ok, address)
	}
}

func TestChatsGetTheirMarkdown(t *testing.T) {
	for markdown, want := range map[string]string{
		"# A *b*\n\ntext":           "**A b**\n\ntext",
		"a **b** *c* `d_e`":         `a **b** *c* d\_e`,
		"- a\n- b\n  - c\n":         "- a\n- b\n  - c",
		"3. a\n4. b":                "1. a\n2. b",
		"> quoted\n>\n> twice":      "quoted\n\ntwice",
		"[a](/b_(c))":               "[a](/b_%28c%29)",
		"\\# a <b>x</b> &lt; \\*":   `\# a x &lt; \*`,
		"12\\. a\n\n\\- b":          "12\\. a\n\n\\- b",
		"Look\\![x](/y)!":           `Look\![x](/y)!`,
		"*\"a\"*<i>b</i>":           `"a"b`,
		"a | b":                     "a | b",
		"![x](https://x.org/i.png)": "x",
	} {
		require.Equal(t, want, Site{}.Chat(markdown), markdown)
	}
	require.Equal(t, "[a\\]b](https://x.org/%28y%29)", ChatLink("a]b", "https://x.org/(y)"))
	require.Equal(t, `a\*b`, ChatLink("a*b", "javascript:x"))
}

// What a chat shows is what was written, in fewer forms.
func FuzzChatSaysTheSame(f *testing.F) {
	for _, s := range []string{
		"# a\n\n- b\n\n1. c\n\n> d `e` **f** *g* [h](https://x.org) <https://x.org>", "a\\\nb", "- - a", "x  \ny", "**a** b", "&amp;lt; <b>", "# # x", "1. 2. x", "~~a~~", "a|b", "\\#x", "*a*b", "[a*](/x) ]( ", "`a\\`",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		chat := Site{}.Chat(s)
		requireSafeHTML(t, HTML(chat), "p", "strong", "em", "ul", "ol", "li", "a", "br")
		bare := func(s string) string {
			return strings.Map(func(r rune) rune {
				if isSpace(r) || strings.ContainsRune(">-.0123456789", r) {
					return -1
				}
				return r
			}, s)
		}
		require.Equal(t, bare(Plain(s)), bare(Plain(chat)), chat)
	})
}
