package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/wasm/pack"
	"github.com/osmosi-learning/osmosi/wasm/view"
)

// tree is what the elements of a node are: their tags, attributes and texts, one
// a line. Addresses are as the browser follows them.
const tree = `window.tree = (node, depth = 0) => node.nodeType === 3 ? ["  ".repeat(depth) + JSON.stringify(node.data)] : [
	"  ".repeat(depth) + node.localName + [...node.attributes].map(({ name, value }) => " " + name + "=" + JSON.stringify(name === "href" ? node.href : value)).sort().join(""),
	...[...node.childNodes].flatMap(child => tree(child, depth + 1)),
]`

// drawnByModule is what the element draws of the same bundle at the same moment:
// the card of everyone, and those that keep room.
const drawnByModule = `(async (source, language, at) => {
	const [{ card }, { decideForEveryone }, { ghosts, openTouchpoints }, { sections, has }] = await Promise.all(["card", "decide", "ghosts", "sections"].map(name => import("/modules/osmosi-" + name + ".js")));
	const get = async file => (await fetch(source + file)).json();
	const bundle = await get("bundle.json"), content = await get(bundle.content[language]);
	const decision = decideForEveryone(bundle.program, { history: {}, at });
	if (!decision.touchpoint) return [];
	const context = { content, bundle, answers: "/answers", widget: { insights: "/insights" }, store: { get: () => null }, asked: { anyone: true, at, segments: [], held: [], briefed: "", manager: false } };
	const below = sections.filter(section => has(section, context)).map(({ name }) => content.labels[name]);
	const cards = [card(content, decision, () => {}), ...ghosts(content, openTouchpoints(bundle.program, at), [], below)];
	document.createElement("div").append(...cards);
	return cards.map(one => tree(one).join("\n"));
})`

func TestTheServerDrawsTheCardThatTheModuleDraws(t *testing.T) {
	h, tab := newHost(t), open(t)
	for _, example := range []string{"academy", "lumenta", "quickstart", "retail", "security"} {
		data, err := os.ReadFile("../" + example + "/brief.json")
		require.NoError(t, err)
		brief, found := campaign.ReadBrief(bytes.NewReader(data))
		require.NoError(t, found.Err())
		plan, found := campaign.NewPlan(brief, nil)
		require.NoError(t, found.Err())
		files, err := bundle.New(plan)
		require.NoError(t, err)
		for name, data := range files {
			h.files["/"+example+"/"+name] = string(data)
		}
		cards := map[string]bool{}
		for _, language := range []string{"it", "nl", "en"} {
			require.Contains(t, brief.Languages, engagement.Language(language))
			for _, first := range []engagement.Date{brief.Frame.Inform, brief.Frame.Activate, brief.Frame.Retain} {
				where := fmt.Sprintf("%s %s %s", example, language, first)
				at, err := time.Parse(time.DateOnly, string(first.AddDays(16)))
				require.NoError(t, err)
				drawn, err := view.First(files, language, at.Add(10*time.Hour), "/styles.css")
				require.NoError(t, err)
				tab.do(chromedp.Navigate(h.page("", `<div id="host">`+string(drawn)+`</div>`)))
				tab.text(tree + `, ""`)
				module := evaluate[[]string](tab, fmt.Sprintf(`%s("/%s/", %q, %q)`, drawnByModule, example, language, at.Format(time.DateOnly)+"T10:00"))
				if drawn == "" {
					require.Empty(t, module, where)
					continue
				}
				server := evaluate[[]string](tab, `[...document.querySelector("#host").shadowRoot.querySelectorAll(".stage > *")].map(one => tree(one).join("\n"))`)
				require.Greater(t, len(server), 1, where)
				require.Contains(t, server[0], ` disabled=""`, where)
				for i := range server {
					server[i] = strings.ReplaceAll(server[i], ` disabled=""`, "")
				}
				require.Equal(t, module[0], server[0], where)
				require.Equal(t, module[1:], server[1:], where)
				cards[server[0]] = true
			}
		}
		require.GreaterOrEqual(t, len(cards), 3, example)
	}
}

// flashes writes down what is shown whenever something in the widget changes,
// and at every frame.
const flashes = `window.seen = [];
const look = () => {
	const card = document.querySelector("osmosi-widget")?.shadowRoot?.querySelector(".card:not(.ghost)"), now = card ? card.querySelector("h2").textContent : "nothing";
	if (seen.at(-1) !== now) seen.push(now);
};
const frame = () => { look(); requestAnimationFrame(frame); };
addEventListener("DOMContentLoaded", () => { look(); frame(); new MutationObserver(look).observe(document.querySelector("osmosi-widget").shadowRoot, { subtree: true, childList: true }); });`

func TestTheElementTakesTheServersCardOverAndNothingMovesOrGoes(t *testing.T) {
	h, tab := newHost(t), open(t)
	h.differ(tab)
	h.files["/flashes.js"] = flashes
	at, err := time.Parse("2006-01-02T15:04", h.at)
	require.NoError(t, err)
	address := "/widget/" + styles(t)
	for _, language := range []string{"it", "nl", "en"} {
		drawn, err := view.First(h.bundle, language, at, address)
		require.NoError(t, err)
		require.NotEmpty(t, drawn)
		body := strings.Replace(h.widget(`lang="`+language+`" learn="page" answers="/answers" insights="/insights"`), "<p>light</p>", string(drawn)+"<p>light</p>", 1)
		const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types osmosi"

		// Without the module it is a card to read, with nothing to press that does nothing.
		tab.do(chromedp.Navigate(h.page(policy, body)))
		first := tab.part("title")
		require.NotEmpty(t, first)
		require.Equal(t, "true,true", tab.text(`[...`+shadow+`.querySelectorAll(".card:not(.ghost) button")].map(one => one.disabled).join()`))
		require.Equal(t, "grid", tab.text(`getComputedStyle(`+shadow+`.querySelector(".card")).display`), "it is styled")
		alone := tab.text(`below()`)

		// With it, the element draws the same one, which responds, and then the person's.
		tab.do(chromedp.Navigate(h.page(policy, `<script src="/flashes.js"></script>`+body+`<script type="module" src="/slow/osmosi-widget.js"></script>`)))
		tab.until(shadow + `.querySelector(".card:not(.ghost) button:enabled")`)
		require.Equal(t, "null []", tab.text(widget+`.decision + " " + JSON.stringify(told("ready"))`))
		require.Equal(t, first, tab.part("title"))
		require.Equal(t, alone, tab.text(`below()`), "%s: the room is the same", language)
		h.gate <- struct{}{}
		tab.until(`told("ready").length === 1`)
		tab.until(`told("shown").length === 1`)
		personal := tab.part("title")
		require.NotEqual(t, first, personal, "the engine chose another card")
		require.Equal(t, []string{first, personal}, evaluate[[]string](tab, `seen`), "nothing was shown between them")
		require.Equal(t, "[]", tab.text(`JSON.stringify(shifts)`), language)
		require.Equal(t, alone, tab.text(`below()`), language)
		require.Equal(t, "1", tab.text(shadow+`.querySelectorAll(".frame").length`))
		require.Equal(t, "[]", tab.text(`JSON.stringify(refused)`))
		require.Empty(t, codes(tab))
		tab.text(`localStorage.clear()`)
	}
	tab.quiet()
}

// styles is where the style sheet lies in the folder of the widget.
func styles(t *testing.T) string {
	t.Helper()
	list, err := fs.ReadFile(widgetFiles(t), pack.ManifestFile)
	require.NoError(t, err)
	var m pack.Manifest
	require.NoError(t, json.Unmarshal(list, &m))
	return m.Styles
}

func TestTheHomePageHasItsFirstCardBeforeAnyScript(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	p := who(t, c, "new-hires", "nl")
	on := c.plan.Brief.Frame.Retain.AddDays(16)
	for _, language := range []string{"it", "nl", "en"} {
		tab.do(chromedp.Navigate(in.url("/?%s", query(p, language, string(on)))))
		require.NotEmpty(t, tab.part("title"), language)
		require.Equal(t, language, tab.text(shadow+`.querySelector(".frame").lang`))
		require.Equal(t, "grid", tab.text(`getComputedStyle(`+shadow+`.querySelector(".card")).display`))
	}
	srv := &server{company: c, styles: "/styles.css"}
	v := visit{Language: engagement.Dutch, On: on}
	require.Empty(t, srv.firstView(v, on), "nobody sees anything before the day after their manager is briefed")
	require.NotEmpty(t, srv.firstView(v, on.AddDays(-1)))
	tab.quiet()
}
