package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

const widget = `document.querySelector("osmosi-widget")`

// learningKey is where the page keeps what it learnt.
const learningKey = `Object.keys(localStorage).find(key => key.startsWith("osmosi:learning:v1:"))`

func proposition(tab *tab) string {
	tab.t.Helper()
	return tab.text(widget + `.decision.proposition ?? ""`)
}

// put has the person put aside what they see, and waits until something else, or
// nothing, is there.
func put(tab *tab) {
	tab.t.Helper()
	tab.press("not-now")
	tab.until(shadow + `.querySelector('[part~="status"]').textContent !== ""`)
}

// data presses one of the buttons under "My data", by keyboard.
func data(tab *tab, key string) {
	tab.t.Helper()
	tab.text(shadow + `.querySelector('[data-key="data"]').open = true`)
	tab.until(shadow + `.querySelector('[data-key="data-` + key + `"]')`)
	tab.text(shadow + `.querySelector('[part~="status"]').textContent = ""`)
	tab.text(shadow + `.querySelector('[data-key="data-` + key + `"]').focus()`)
	tab.text(shadow + `.activeElement.click()`)
	tab.until(shadow + `.querySelector('[part~="status"]').textContent !== ""`)
	tab.until(shadow + `.activeElement?.getAttribute("data-key") === "data-` + key + `"`) // the focus stays
}

func TestThePageLearnsFromThePersonOverReloadsAndForgetsWhenAsked(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	p := who(t, c, "new-hires", "nl")
	address := in.url("/?%s", query(p, "en", ""))
	tab.visit(address)
	first := proposition(tab)
	require.NotEmpty(t, first)
	for range 14 {
		tab.visit(address)
		if proposition(tab) != "" {
			put(tab)
		}
	}
	tab.visit(address)
	known := evaluate[struct {
		Paused           bool
		Responses, Least int
		Propositions     []struct {
			Proposition string
			Responses   int
			More        bool
		}
		Outcomes map[string]string
	}](tab, widget+`.relationship()`)
	require.Equal(t, 14, known.Responses)
	require.Equal(t, 5, known.Least)
	require.NotEmpty(t, known.Propositions)
	responses := 0
	for _, q := range known.Propositions {
		require.False(t, q.More)
		require.Equal(t, "dismissed", known.Outcomes[q.Proposition])
		responses += q.Responses
	}
	require.Equal(t, 14, responses)
	t.Logf("%+v", known.Propositions)

	// The same history, with and without what was learnt.
	learnt := shares(tab, address)
	data(tab, "pause")
	unlearnt := shares(tab, address)
	t.Logf("%v %v", learnt, unlearnt)
	require.Len(t, unlearnt, 1, "without learning nothing varies")
	require.NotEqual(t, learnt, unlearnt)

	data(tab, "pause") // goes on
	// What sections keep goes too, and what somebody else who uses the browser did stays.
	tab.text(`Object.keys(localStorage).filter(key => key.startsWith("osmosi:learning:v1:")).forEach(key => ["card", "contest", "later"].forEach(name =>
		["", "-else"].forEach(who => localStorage.setItem(key.replace("learning", name) + who, "{}"))))`)
	data(tab, "erase")
	require.Equal(t, catalogue.Text("en", "widget.data.erased"), tab.part("status"))
	require.Equal(t, "0", tab.text(`(await `+widget+`.relationship()).responses`))
	require.Equal(t, "0 3", tab.text(`["", "-else"].map(who => Object.keys(localStorage).filter(key => /^osmosi:(card|contest|later):/.test(key) && key.endsWith("-else") === !!who).length).join(" ")`))
	tab.visit(address)
	require.Equal(t, first, proposition(tab))
	tab.quiet()
}

// shares counts what the widget decides on over reloads.
func shares(tab *tab, address string) map[string]int {
	tab.t.Helper()
	counts := map[string]int{}
	for range 12 {
		tab.visit(address)
		counts[proposition(tab)]++
	}
	return counts
}

func TestPausingHoldsEverywhereAtOnce(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	p := who(t, c, "new-hires", "nl")
	tab.visit(in.url("/?%s", query(p, "en", "")))
	// Another widget on the page, and another page of the same person.
	tab.text(`document.body.append(Object.assign(` + widget + `.cloneNode(true), { id: "other", profile: ` + widget + `.profile }))`)
	tab.text(`window.page = open(location.href)`)
	others := []string{`document.querySelector("#other")`, `page.document?.querySelector("osmosi-widget")`}
	for _, other := range others {
		tab.until(`(await ` + other + `?.relationship?.())?.paused === false`)
		tab.text(other + `.shadowRoot.querySelector('[data-key="data"]').setAttribute("open", "")`)
		tab.until(other + `.shadowRoot.querySelector('[data-key="data-pause"]')`)
	}
	require.Empty(t, tab.text(`location.href === page.location.href ? "" : page.location.href`))
	tab.text(`window.heard = [], addEventListener("osmosi-paused", event => heard.push(event.detail)), addEventListener("osmosi-resumed", event => heard.push(event.detail))`)
	data(tab, "pause")
	require.Equal(t, catalogue.Text("en", "widget.data.paused"), tab.part("status"))
	require.Equal(t, catalogue.Text("en", "widget.data.resume"), tab.text(shadow+`.activeElement.textContent`))
	for _, other := range others {
		tab.until(`(await ` + other + `.relationship()).paused === true`)
		tab.until(other + `.shadowRoot.querySelector('[data-key="data-pause"]')?.textContent === "` + catalogue.Text("en", "widget.data.resume") + `"`)
		require.Empty(t, tab.text(other+`.shadowRoot.querySelector('[part~="status"]').textContent`), "it is said once")
	}
	put(tab)
	require.Equal(t, "0", tab.text(`(await `+widget+`.relationship()).responses`))
	data(tab, "pause")
	require.Equal(t, catalogue.Text("en", "widget.data.resumed"), tab.part("status"))
	for _, other := range others {
		tab.until(`(await ` + other + `.relationship()).paused === false`)
	}
	require.JSONEq(t, `[{"campaign":"`+c.plan.Brief.ID+`"},{"campaign":"`+c.plan.Brief.ID+`"}]`, tab.text(`JSON.stringify(heard)`))

	// A response in one is erased in the other.
	put(tab)
	for _, other := range others {
		tab.until(`(await ` + other + `.relationship()).responses > 0`)
	}
	data(tab, "erase")
	for _, other := range others {
		tab.until(`(await ` + other + `.relationship()).responses === 0`)
	}
	tab.quiet()
}

func TestWhatThePageLearntNamesNoTraitAndStaysInThePage(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	p := who(t, c, "new-hires", "nl")
	address := in.url("/?%s", query(p, "", ""))
	tab.visit(address)
	tab.text(`window.heard = [], ["shown", "dismissed", "erased", "paused", "resumed", "ready", "error"].forEach(name => addEventListener("osmosi-" + name, event => heard.push(event.detail)))`)
	put(tab)
	tab.text(`window.blob = null, URL.createObjectURL = made => (blob = made, "blob:none"), HTMLAnchorElement.prototype.click = function () { this.download && (window.saved = this.download) }`)
	data(tab, "export")
	require.Equal(t, c.plan.Brief.ID+".json", tab.text(`saved`))
	exported := evaluate[string](tab, `blob.text()`)
	require.Equal(t, catalogue.Text("nl", "widget.data.exported"), tab.part("status"))
	var own struct {
		Osmosi    string
		Responses int
		Outcomes  map[string]string
		Kept      struct{ State string }
	}
	require.NoError(t, json.Unmarshal([]byte(exported), &own), exported)
	require.Equal(t, "own-data/v1", own.Osmosi)
	require.Equal(t, 1, own.Responses)
	require.Len(t, own.Outcomes, 1)
	state, err := base64.StdEncoding.DecodeString(own.Kept.State)
	require.NoError(t, err)
	require.Contains(t, string(state), "osmosi-s1")

	tab.delivered()
	stored := tab.text(`JSON.stringify(localStorage)`)
	require.Contains(t, stored, own.Kept.State[:40])
	profile := map[string]any{}
	require.NoError(t, json.Unmarshal(c.workforce.Person(p.ID).Profile(false, c.today(), c.plan.Brief.Traits), &profile))
	require.Greater(t, len(profile), 4)
	for trait, value := range profile {
		for _, text := range []string{stored, string(state), exported, tab.text(`JSON.stringify(heard)`)} {
			if trait == audience.TraitLanguage {
				continue // events tell in which language the texts were
			}
			require.NotContains(t, text, fmt.Sprintf("%q", trait))
			if name, ok := value.(string); ok {
				require.NotContains(t, text, fmt.Sprintf("%q", name))
			}
		}
	}
	for _, request := range tab.requests {
		require.NotContains(t, request, own.Kept.State[:40])
		require.False(t, strings.Contains(request, "osmosi-s1"), request)
	}
	tab.quiet()
}

func TestWhatIsBrokenInTheStorageIsDroppedAndSaid(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	address := in.url("/?%s", query(who(t, c, "new-hires", "nl"), "", ""))
	tab.visit(address)
	put(tab)
	tab.text(`addEventListener("osmosi-error", event => codes.push(event.detail.code))`)
	for _, broken := range []string{`"{"`, `JSON.stringify({ ...JSON.parse(localStorage[key]), state: "b3Ntb3NpLXMx" })`} {
		tab.text(`(key => localStorage[key] = ` + broken + `)(` + learningKey + `)`)
		tab.text(`window.codes = []`)
		tab.text(widget + `.profile = ` + widget + `.profile`) // decides anew
		tab.until(`codes.length > 0`)
		require.Equal(t, `["OSM-WIDGET-009"]`, tab.text(`JSON.stringify(codes)`))
		require.Equal(t, "0", tab.text(`(await `+widget+`.relationship()).responses`))
		require.NotEmpty(t, tab.text(widget+`.decision.proposition ?? `+widget+`.decision.none`))
	}
	tab.quiet()
}

func TestWhatGetsNoResponseForADayIsLearntFromOnce(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	address := in.url("/?%s", query(who(t, c, "new-hires", "nl"), "en", "2027-02-24"))
	responses := func() string { return tab.text(`(await ` + widget + `.relationship()).responses`) }
	tab.visit(address)
	tab.delivered() // it was seen
	tab.until(`Object.keys((await ` + widget + `.relationship()).waiting).length === 1`)
	for _, step := range []struct{ at, want string }{{"2027-02-25T09:59", "0"}, {"2027-02-25T10:00", "1"}, {"2027-02-26T10:00", "1"}} {
		tab.text(`window.ready = false, addEventListener("osmosi-ready", () => ready = true, { once: true }), ` + widget + `.at = "` + step.at + `"`)
		tab.until(`ready`)
		require.Equal(t, step.want, responses(), step.at)
	}
	require.Equal(t, `{}`, tab.text(`JSON.stringify((await `+widget+`.relationship()).outcomes)`))

	// What was begun needs no response more, and counts once however it goes on.
	tab.visit(address)
	tab.until(`Object.keys((await ` + widget + `.relationship()).waiting).length === 1`)
	tab.text(shadow + `.querySelector('[part~="start"]').addEventListener("click", event => event.preventDefault())`)
	tab.press("start")
	tab.until(`(await ` + widget + `.relationship()).responses === 2`)
	tab.press("done")
	tab.until(shadow + `.querySelector('[part~="status"]').textContent !== ""`)
	require.Equal(t, "2", responses())
}

func TestMyDataIsReachedByKeyboard(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	tab.visit(in.url("/?%s", query(who(t, c, "new-hires", "nl"), "en", "")))
	put(tab)
	focus := func() string { return tab.text(shadow + `.activeElement?.getAttribute("data-key")`) }
	tab.text(shadow + `.querySelector('[data-key="data-summary"]').focus()`)
	tab.do(chromedp.KeyEvent(kb.Enter))
	tab.until(shadow + `.querySelector('[data-key="data"][open] [data-key="data-export"]')`)
	for _, want := range []string{"data-export", "data-pause", "data-erase"} {
		tab.do(chromedp.KeyEvent(kb.Tab))
		require.Equal(t, want, focus())
	}
	tab.do(chromedp.KeyEvent(kb.Enter))
	tab.until(shadow + `.querySelector('[part~="status"]').textContent === "` + catalogue.Text("en", "widget.data.erased") + `"`)
	require.Equal(t, "data-erase", focus())
	require.Equal(t, "true", tab.text(shadow+`.querySelector('[data-key="data"]').open`))
	require.Equal(t, "0", tab.text(`(await `+widget+`.relationship()).responses`))
	tab.quiet()
}
