package view

import (
	"encoding/json"
	"html"
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
)

var morning = time.Date(2027, 5, 25, 9, 30, 0, 0, time.UTC)

func made(t *testing.T) bundle.Bundle {
	file, err := os.Open("../../examples/quickstart/brief.json")
	require.NoError(t, err)
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	require.NoError(t, found.Err())
	plan, found := campaign.NewPlan(brief, nil)
	require.NoError(t, found.Err())
	b, err := bundle.New(plan)
	require.NoError(t, err)
	return b
}

func TestTheFirstViewIsInTheLanguageOfThePage(t *testing.T) {
	b := made(t)
	for wanted, want := range map[string]string{"it": "it", "nl-BE": "nl", "en": "en", "fr": "it", "": "it"} {
		html, err := First(b, wanted, morning, "/widget/osmosi-widget.css")
		require.NoError(t, err)
		require.Contains(t, string(html), `<template shadowrootmode="open"><link rel="stylesheet" href="/widget/osmosi-widget.css"><div class="frame" part="frame" lang="`+want+`">`)
	}
}

func TestThereIsNoFirstViewWhereThereIsNothingToShow(t *testing.T) {
	html, err := First(made(t), "en", morning.AddDate(5, 0, 0), "/s.css")
	require.NoError(t, err)
	require.Empty(t, html)
}

func TestTextsStayTexts(t *testing.T) {
	data, err := os.ReadFile("../../internal/markup/testdata/hostile.txt")
	require.NoError(t, err)
	whole := made(t)
	for line := range strings.Lines(string(data)) {
		var hostile string
		require.NoError(t, json.Unmarshal([]byte(line), &hostile))
		requireTexts(t, maps.Clone(whole), hostile)
	}
}

// requireTexts spoils all texts of a bundle, and holds the first view to the
// elements and the attributes of a card.
func requireTexts(t *testing.T, b bundle.Bundle, hostile string) {
	t.Helper()
	var c map[string]any
	require.NoError(t, json.Unmarshal(b["content.en.json"], &c))
	var spoil func(any) any
	spoil = func(value any) any {
		switch value := value.(type) {
		case string:
			return hostile
		case []any:
			if _, objects := value[0].(map[string]any); objects {
				for i := range value {
					value[i] = spoil(value[i])
				}
				return value
			}
			return []any{hostile, []any{"script", hostile}, []any{"a", hostile, hostile}, []any{hostile, hostile}, []any{"p", hostile}}
		case map[string]any:
			for key := range value {
				if _, number := value[key].(float64); !number {
					value[key] = spoil(value[key])
				}
			}
		}
		return value
	}
	for _, member := range []string{"labels", "propositions", "touchpoints", "why"} {
		spoil(c[member])
	}
	data, err := json.Marshal(c)
	require.NoError(t, err)
	b["content.en.json"] = data
	html, err := First(b, "en", morning, hostile)
	require.NoError(t, err)
	elements := []string{"template", "link", "div", "p", "article", "h2", "h3", "section", "details", "summary", "ul", "ol", "li", "a", "button", "em", "strong", "code", "br", "blockquote"}
	attributes := []string{"shadowrootmode", "rel", "href", "class", "part", "lang", "role", "aria-labelledby", "aria-describedby", "id", "tabindex", "data-key", "type", "disabled", "inert", "start"}
	all := tag.FindAllStringSubmatch(string(html), -1)
	require.Greater(t, len(all), 20)
	require.Equal(t, strings.Count(string(html), "<"), len(all), "%q: nothing else opens: %s", hostile, html)
	for _, one := range all {
		require.Contains(t, elements, one[1], "%q", hostile)
		for _, a := range attribute.FindAllStringSubmatch(one[2], -1) {
			require.Contains(t, attributes, a[1], "%q", hostile)
			if one[1] == "a" && a[1] == "href" {
				require.NotEmpty(t, safe(unescape(a[2])), "%q", a[2])
			}
		}
	}
}

// How the first view writes elements and their attributes.
var (
	tag       = regexp.MustCompile(`</?([a-z0-9]+)((?: [a-z-]+(?:="[^"<>]*")?)*)>`)
	attribute = regexp.MustCompile(` ([a-z-]+)(?:="([^"]*)")?`)
	unescape  = html.UnescapeString
)

func TestABundleThatCannotBeReadIsAnError(t *testing.T) {
	whole := made(t)
	for name, spoil := range map[string]func(fstest.MapFS){
		"no index":     func(f fstest.MapFS) { delete(f, Index) },
		"no content":   func(f fstest.MapFS) { delete(f, "content.en.json") },
		"cut index":    func(f fstest.MapFS) { f[Index].Data = f[Index].Data[:100] },
		"cut content":  func(f fstest.MapFS) { f["content.en.json"].Data = f["content.en.json"].Data[:100] },
		"other kind":   func(f fstest.MapFS) { f[Index].Data = []byte(`{"osmosi":"plan/v1"}`) },
		"empty texts":  func(f fstest.MapFS) { f["content.en.json"].Data = []byte(`{}`) },
		"wrong shapes": func(f fstest.MapFS) { f["content.en.json"].Data = []byte(`{"labels":7}`) },
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{}
			for file, data := range whole {
				files[file] = &fstest.MapFile{Data: append([]byte(nil), data...)}
			}
			spoil(files)
			html, err := First(files, "en", morning, "/s.css")
			require.Error(t, err)
			require.Empty(t, html)
		})
	}
}

func TestOnlySafeAddressesBecomeLinks(t *testing.T) {
	for text, want := range map[string]bool{
		"https://learn.example/a": true, "mailto:learning@example.org": true, "/courses/1": true, "courses/1": true,
		"http://learn.example/": false, "javascript:alert(1)": false, "JaVaScRiPt:alert(1)": false, "data:text/html,x": false,
		"//evil.example/": false, `/\evil.example`: false, "///evil.example/": false, " //evil.example/": false, "": false, "https:": false, " javascript:alert(1)": false,
	} {
		require.Equal(t, want, safe(text) != "", text)
	}
}
