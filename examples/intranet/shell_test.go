package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/wasm"
)

// host is a site with pages of its own around the widget, each under a policy of
// its own.
type host struct {
	*httptest.Server
	t        *testing.T
	bundle   bundle.Bundle
	pages    map[string]hostPage
	files    map[string]string // more files
	endless  atomic.Int64      // bytes of the endless document that were sent
	strange  atomic.Bool       // modules may be read from other origins
	gate     chan struct{}     // lets one engine under /slow/ through
	profile  string
	at       string
	newcomer persona
}

// hostPage is a page: its policy, and what is in it.
type hostPage struct{ policy, body string }

// notes is a script of every page: it writes down what the widget says and what
// the browser refuses.
const notes = `window.heard = [], window.refused = [], window.shifts = [];
for (const name of ["ready", "error", "shown", "started", "dismissed", "completed"]) addEventListener("osmosi-" + name, ({ detail }) => heard.push([name, detail]));
addEventListener("securitypolicyviolation", event => refused.push(event.violatedDirective + " " + event.blockedURI));
new PerformanceObserver(list => shifts.push(...list.getEntries().filter(one => !one.hadRecentInput).map(one => one.value + " " + one.sources.map(({ node, previousRect: a, currentRect: b }) => (node?.className || node?.nodeName) + " " + [a.y, a.height, b.y, b.height])))).observe({ type: "layout-shift", buffered: true });
window.below = () => document.querySelector("#below").getBoundingClientRect().top;
customElements.whenDefined("osmosi-widget").then(async () => { for (let i = 0; i < 5; i++) await null; window.waiting = below(); }); // before anything can have come
window.told = name => heard.filter(([one]) => one === name).map(([, detail]) => detail);`

func newHost(t *testing.T) *host {
	t.Helper()
	c := lumentaCompany(t)
	h := &host{t: t, bundle: c.bundle, pages: map[string]hostPage{}, files: map[string]string{"/notes.js": notes}, newcomer: who(t, c, "new-hires", "nl")}
	h.profile = string(c.workforce.Person(h.newcomer.ID).Profile(false, c.today(), c.plan.Brief.Traits))
	h.at = string(c.today()) + "T10:00"
	files := wasm.Handler(widgetFiles(t))
	mux := http.NewServeMux()
	h.gate = make(chan struct{})
	modules := func(slow bool) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if h.strange.Load() {
				w.Header().Set("Access-Control-Allow-Origin", "*")
			}
			switch {
			case strings.HasSuffix(r.URL.Path, "osmosi-worker.js"):
				w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'")
			case strings.HasSuffix(r.URL.Path, "osmosi-frame.html"):
				w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors *")
			case slow && strings.HasSuffix(r.URL.Path, ".wasm"):
				select {
				case <-h.gate:
				case <-r.Context().Done():
					return
				}
				w = unkept{w}
			}
			files.ServeHTTP(w, r)
		}
	}
	mux.Handle("/widget/", http.StripPrefix("/widget", modules(false)))
	mux.Handle("/modules/", http.StripPrefix("/modules", http.FileServerFS(os.DirFS("../../wasm/shell"))))
	mux.Handle("/slow/", http.StripPrefix("/slow", modules(true)))
	mux.Handle("/campaign/", http.StripPrefix("/campaign", wasm.Handler(c.bundle)))
	mux.HandleFunc("/endless.json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		chunk := bytes.Repeat([]byte(" "), 1<<16)
		for h.endless.Load() < 50<<20 {
			n, err := w.Write(chunk)
			h.endless.Add(int64(n))
			if err != nil {
				return
			}
			time.Sleep(time.Millisecond)
		}
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if file, ok := h.files[r.URL.Path]; ok {
			kind := map[bool]string{true: "text/javascript", false: "application/json"}[strings.HasSuffix(r.URL.Path, ".js")]
			if strings.HasSuffix(r.URL.Path, ".css") {
				kind = "text/css"
			}
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Access-Control-Allow-Origin", "*")
			fmt.Fprint(w, file)
			return
		}
		page, ok := h.pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if page.policy != "" {
			w.Header().Set("Content-Security-Policy", page.policy)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"><script src="/notes.js"></script>%s`, page.body)
	})
	h.files["/page.css"] = "body, p { margin: 0; } body { width: 40rem; } #below { height: 20rem; background: #eee; }"
	h.Server = httptest.NewServer(mux)
	t.Cleanup(h.Close)
	return h
}

// widget is the element with the profile of the newcomer.
func (h *host) widget(attributes string) string {
	return fmt.Sprintf(`<osmosi-widget src="/campaign/bundle.json" at="%s" profile="%s" %s><p>light</p></osmosi-widget><p id="below">below</p>`, h.at, html.EscapeString(h.profile), attributes)
}

// page puts a page on the site and returns its address.
func (h *host) page(policy, body string) string {
	path := fmt.Sprintf("/page%d", len(h.pages))
	h.pages[path] = hostPage{policy, body}
	return h.URL + path
}

// differ sets the moment of the pages to one at which the newcomer gets another
// card than what is for everyone.
func (h *host) differ(tab *tab) {
	h.t.Helper()
	c := lumentaCompany(h.t)
	tab.do(chromedp.Navigate(h.page("", h.widget("")+module)))
	tab.until(widget + `?.decision`)
	for day := c.plan.Brief.Frame.Inform; day <= c.plan.Brief.Frame.End; day = day.AddDays(1) {
		h.at = string(day) + "T10:00"
		everyone := tab.text(`(await import("/modules/osmosi-decide.js")).decideForEveryone((await (await fetch("/campaign/bundle.json")).json()).program, { history: {}, at: "` + h.at + `" }).touchpoint ?? ""`)
		if everyone == "" {
			continue
		}
		tab.text(`heard.length = 0, ` + widget + `.at = "` + h.at + `"`)
		tab.until(`told("ready").length === 1`)
		if got := said[ready](tab, "ready")[0].Touchpoint; got != "" && got != everyone {
			tab.text(`localStorage.clear()`)
			return
		}
	}
	h.t.Fatal("there is no such day")
}

const module = `<script type="module" src="/widget/osmosi-widget.js"></script>`

// said is the details of the events of a name.
func said[T any](tab *tab, name string) []T {
	tab.t.Helper()
	var all []T
	require.NoError(tab.t, json.Unmarshal([]byte(tab.text(`JSON.stringify(told("`+name+`"))`)), &all))
	return all
}

type ready struct{ Touchpoint, Proposition, Engine, None string }

type fault struct{ Code, What string }

func codes(tab *tab) []string {
	all := []string{}
	for _, one := range said[fault](tab, "error") {
		all = append(all, one.Code)
	}
	return all
}

// unkept answers what no browser keeps, so that it asks again: each engine comes
// through the gate.
type unkept struct{ http.ResponseWriter }

func (w unkept) WriteHeader(status int) {
	w.Header().Set("Cache-Control", "no-store")
	w.ResponseWriter.WriteHeader(status)
}

func (w unkept) Write(data []byte) (int, error) {
	w.Header().Set("Cache-Control", "no-store")
	return w.ResponseWriter.Write(data)
}

func TestTheEngineRunsWhereThePolicyOfThePageLetsIt(t *testing.T) {
	h, tab := newHost(t), open(t)
	h.differ(tab)
	other := newHost(t)
	other.strange.Store(true)
	const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; trusted-types osmosi"
	foreign := `<script type="module" src="` + other.URL + `/widget/osmosi-widget.js"></script>`
	cases := []struct {
		name, policy, module, attributes, want string
		refused                                int // at least
	}{
		{"in a worker", strict, module, "", "worker", 0},
		{"in the page where there is no worker", strict + "; worker-src 'none'", module, "", "page", 1},
		{"in a worker of a page that may not compile it", "default-src 'self'; script-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types osmosi", module, "", "worker", 0},
		{"in a frame where there is no worker", "default-src 'self'; script-src 'self'; worker-src 'none'; img-src data:", module, "", "frame", 1},
		{"in a frame where no address may become script", "default-src 'self'; script-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'", module, "", "frame", 1},
		{"nowhere", "default-src 'self'; script-src 'self'; worker-src 'none'; frame-src 'none'; img-src data:", module, "", "none", 1},
		{"not in a frame of another origin unasked", "default-src 'self'; script-src 'self' " + other.URL + "; img-src data:", foreign, "", "none", 1},
		{"in a frame of another origin that the page names", "default-src 'self'; script-src 'self' " + other.URL + "; frame-src " + other.URL + "; img-src data:", foreign, `frame="` + other.URL + `/widget/osmosi-frame.html"`, "frame", 1},
	}
	personal := ""
	for _, c := range cases {
		tab.do(chromedp.Navigate(h.page(c.policy, h.widget(c.attributes)+c.module)))
		tab.until(`told("ready").length === 1`)
		got := said[ready](tab, "ready")[0]
		require.Equal(t, c.want, got.Engine, "%s: %v", c.name, said[fault](tab, "error"))
		require.NotEmpty(t, tab.part("title"), c.name)
		if c.want == "none" {
			require.Equal(t, []string{"OSM-WIDGET-003"}, codes(tab), c.name)
			require.NotEqual(t, personal, got.Proposition, "what is for everyone")
		} else {
			require.Empty(t, codes(tab), c.name)
			if personal == "" {
				personal = got.Proposition
			}
			require.Equal(t, personal, got.Proposition, c.name)
		}
		if c.refused == 0 {
			tab.press("not-now")
			tab.until(shadow + `.querySelector('[part~="status"]').textContent !== ""`)
			require.Equal(t, "[]", tab.text(`JSON.stringify(refused)`), c.name)
			tab.text(`localStorage.clear()`)
		} else {
			require.NotEqual(t, "[]", tab.text(`JSON.stringify(refused)`), c.name)
		}
	}
}

func TestTheFirstCardComesBeforeTheEngineAndNothingMoves(t *testing.T) {
	h, tab := newHost(t), open(t)
	h.differ(tab)
	slow := `<script type="module" src="/slow/osmosi-widget.js"></script>`
	address := h.page("", h.widget("")+slow)
	for visit := range 2 {
		tab.do(chromedp.Navigate(address))
		tab.until(shadow + `?.querySelector(".card:not(.ghost)")`)
		require.Equal(t, "null", tab.text(widget+`.decision`))
		first := tab.part("title")
		before := tab.text(`shifts.length`)
		h.gate <- struct{}{}
		tab.until(`told("ready").length === 1`)
		tab.until(`told("shown").length === 1`)
		got := said[ready](tab, "ready")[0]
		require.NotEqual(t, first, tab.part("title"), "the engine chose another card")
		require.Equal(t, got.Touchpoint, said[ready](tab, "shown")[0].Touchpoint, "the first one was not reported")
		require.Equal(t, before, tab.text(`shifts.length`), "nothing moved when it came")
		if visit == 1 {
			require.Equal(t, tab.text(`waiting`), tab.text(`below()`), "the room of the last visit was kept from when the module ran")
		}
	}

	// A page that keeps room itself moves at no visit.
	h.files["/page.css"] += " osmosi-widget { display: block; min-height: 60rem; }"
	tab.text(`localStorage.clear()`)
	tab.do(chromedp.Navigate(address))
	h.gate <- struct{}{}
	tab.until(`told("ready").length === 1`)
	require.Equal(t, "[]", tab.text(`JSON.stringify(shifts)`))
	tab.quiet()
}

func TestWhoUsesTheFirstCardKeepsIt(t *testing.T) {
	h, tab := newHost(t), open(t)
	h.differ(tab)
	slow := `<script type="module" src="/slow/osmosi-widget.js"></script>`
	address := h.page("", h.widget("")+slow)
	tab.do(chromedp.Navigate(address))
	tab.until(shadow + `?.querySelector(".card:not(.ghost)")`)
	first := tab.part("title")
	tab.text(shadow + `.querySelector('[data-key="more-summary"]').click()`)
	tab.until(shadow + `.querySelector('[data-key="more"]').open`)
	h.gate <- struct{}{}
	tab.until(`told("ready").length === 1`)
	require.Equal(t, first, tab.part("title"))
	require.Equal(t, "true", tab.text(shadow+`.querySelector('[data-key="more"]').open`))
	tab.until(`told("shown").length === 1`)
	require.Equal(t, said[ready](tab, "ready")[0].Touchpoint, said[ready](tab, "shown")[0].Touchpoint)

	tab.do(chromedp.Navigate(address))
	tab.until(shadow + `?.querySelector(".card:not(.ghost)")`)
	tab.press("not-now")
	tab.until(`told("dismissed").length === 1`)
	h.gate <- struct{}{}
	tab.until(shadow + `.querySelector('[part~="status"]').textContent !== ""`)
	require.Equal(t, `["shown","dismissed"]`, tab.text(`JSON.stringify(heard.map(([name]) => name).filter(name => name !== "ready").slice(0, 2))`))
	require.NotEqual(t, first, tab.part("title"))
	tab.quiet()
}

func TestACardDrawnByTheServerStaysUntilThereIsOneThatResponds(t *testing.T) {
	h, tab := newHost(t), open(t)
	drawn := `<template shadowrootmode="open"><div class="frame" part="frame" lang="en"><p class="status" part="status" role="status"></p><div class="stage"><article class="card" part="card"><h2 part="title">From the server</h2></article></div></div></template>`
	h.files["/late.js"] = `setTimeout(() => import("/slow/osmosi-widget.js"), 300)`
	tab.do(chromedp.Navigate(h.page("", strings.Replace(h.widget(""), "<p>light</p>", drawn, 1)+`<script src="/late.js"></script>`)))
	require.Equal(t, "From the server", tab.part("title"))
	h.gate <- struct{}{}
	tab.until(`told("ready").length === 1`)
	require.NotEqual(t, "From the server", tab.part("title"))
	require.Equal(t, "1", tab.text(shadow+`.querySelectorAll(".frame").length`))
	tab.quiet()
}

func TestABundleIsTakenOnlyAsItWasPromised(t *testing.T) {
	h, tab := newHost(t), open(t)
	other := newHost(t)
	index := string(h.bundle[bundle.Index])
	sri := h.bundle.Integrity()
	other.files["/other/bundle.json"] = index
	for name, data := range h.bundle {
		for _, dir := range []string{"/old/", "/changed/", "/deep/", "/short/", "/version/"} {
			h.files[dir+name] = string(data)
		}
		other.files["/other/"+name] = string(data)
	}
	h.files["/old/bundle.json"] = strings.Replace(index, `"expires":"20`, `"expires":"19`, 1)
	h.files["/changed/content.en.json"] = strings.Replace(h.files["/changed/content.en.json"], "e", "ee", 1)
	h.files["/deep/bundle.json"] = strings.Repeat("[", 1<<20)
	h.files["/short/bundle.json"] = index[:len(index)/2]
	h.files["/version/bundle.json"] = strings.Replace(index, "bundle/v1", "bundle/v2", 1)
	english := func(label string) string { return catalogue.Text("en", "widget."+label) }
	cases := []struct{ name, attributes, code, text string }{
		{"as promised", `src="/campaign/bundle.json" integrity="` + sri + `"`, "", ""},
		{"as one of those promised", `src="/campaign/bundle.json" integrity="sha384-AAAA ` + sri + `"`, "", ""},
		{"another", `src="/campaign/bundle.json" integrity="sha384-AAAA"`, "OSM-WIDGET-011", english("error")},
		{"no hash at all", `src="/campaign/bundle.json" integrity="yes"`, "OSM-WIDGET-011", english("error")},
		{"other contents", `src="/changed/bundle.json"`, "OSM-WIDGET-011", english("error")},
		{"too late", `src="/old/bundle.json"`, "OSM-WIDGET-012", english("over")},
		{"from elsewhere", `src="` + other.URL + `/other/bundle.json"`, "OSM-WIDGET-013", english("error")},
		{"from elsewhere as promised", `src="` + other.URL + `/other/bundle.json" integrity="` + sri + `"`, "", ""},
		{"without an end", `src="/endless.json"`, "OSM-WIDGET-010", english("error")},
		{"nested without an end", `src="/deep/bundle.json"`, "OSM-WIDGET-010", english("error")},
		{"half of it", `src="/short/bundle.json"`, "OSM-WIDGET-001", english("error")},
		{"of another version", `src="/version/bundle.json"`, "OSM-WIDGET-001", english("error")},
		{"nowhere", `src="/nowhere.json"`, "OSM-WIDGET-001", english("error")},
	}
	for _, c := range cases {
		tab.do(chromedp.Navigate(h.page("", strings.Replace(h.widget(""), `src="/campaign/bundle.json"`, c.attributes, 1)+module)))
		if c.code == "" {
			tab.until(`told("ready").length === 1`)
			require.Empty(t, codes(tab), c.name)
			continue
		}
		tab.until(`told("error").length > 0`)
		require.Equal(t, []string{c.code}, codes(tab), "%s: %v", c.name, said[fault](tab, "error"))
		tab.until(shadow + `.querySelector('[part~="message"] p')?.textContent === ` + fmt.Sprintf("%q", c.text))
		require.Equal(t, "light", tab.text(shadow+`.querySelector("slot").assignedElements()[0].textContent`), c.name)
	}
	require.Less(t, h.endless.Load(), int64(20<<20), "it is not read to the end")
}

func TestTheElementIsMovedHiddenAndMade(t *testing.T) {
	h, tab := newHost(t), open(t)
	h.files["/before.js"] = `const early = document.createElement("osmosi-widget");
		early.id = "early"; early.src = "/campaign/bundle.json"; early.at = "` + h.at + `"; early.arms = ["a:campaign", "b:c"];
		early.profile = async () => (` + h.profile + `);
		document.body.append(early);`
	tab.do(chromedp.Navigate(h.page("", h.widget("")+`<script src="/before.js"></script>`+module)))
	tab.until(`told("ready").length === 2`)
	shown := func(one string) string {
		return tab.text(one + `.shadowRoot.querySelector('[part~="title"]').textContent`)
	}
	early := `document.querySelector("#early")`
	require.Equal(t, shown(widget), shown(early), "a function tells the profile as the attribute does")
	require.Equal(t, "a:campaign b:c", tab.text(early+`.getAttribute("arms")`))
	require.Equal(t, "false", tab.text(early+`.hasAttribute("profile")`))

	// As frameworks set properties.
	require.Equal(t, "page,,false", tab.text(`((e) => { e.learn = true; const on = e.getAttribute("learn"); e.learn = false; e.scope = null; e.briefed = undefined; return [on, e.learn, e.hasAttribute("scope")]; })(`+early+`)`))

	// Moved within the page, and into another document.
	tab.until(`told("shown").length >= 1`)
	tab.text(`document.body.prepend(` + early + `)`)
	tab.until(`told("ready").length >= 3`)
	require.Equal(t, "true", tab.text(`((e) => { e.hidden = true; const gone = e.offsetHeight === 0; e.hidden = false; return gone && e.offsetHeight > 100; })(`+early+`)`))
	tab.text(`window.inner = document.body.appendChild(document.createElement("iframe")), inner.width = 700, inner.height = 500, inner.contentDocument.body.append(` + early + `)`)
	tab.until(`inner.contentDocument.querySelector("#early").shadowRoot.adoptedStyleSheets.length === 3`)
	require.Equal(t, "grid", tab.text(`inner.contentWindow.getComputedStyle(inner.contentDocument.querySelector("#early").shadowRoot.querySelector(".card")).display`))

	// Another version of the module comes too late, and breaks nothing.
	require.Equal(t, "true", tab.text(`await import("/slow/osmosi-widget.js").then(({ OsmosiWidget }) => OsmosiWidget !== customElements.get("osmosi-widget"))`))
	tab.text(`document.body.append(` + widget + `.cloneNode(true))`)
	tab.until(`[...document.querySelectorAll("osmosi-widget")].every(one => one.decision)`)
	require.Empty(t, codes(tab))
	tab.quiet()
}

func TestTheCardStandsInNarrowPlacesAndItsTargetsAreLargeEnough(t *testing.T) {
	h, tab := newHost(t), open(t)
	h.files["/page.css"] = "body { margin: 0; width: 240px; }"
	tab.do(chromedp.Navigate(h.page("", h.widget(`learn="page"`)+module)))
	tab.until(`told("ready").length === 1`)
	require.Equal(t, "240", tab.text(`document.documentElement.scrollWidth > 1280 ? "wider" : `+widget+`.offsetWidth`))
	require.Equal(t, "true", tab.text(`[...`+shadow+`.querySelectorAll(".card:not(.ghost) *")].every(one => one.getBoundingClientRect().right <= 240)`))
	require.Equal(t, "[]", tab.text(`JSON.stringify([...`+shadow+`.querySelectorAll(".card:not(.ghost) :is(button, summary, a.action)")].filter(one => one.offsetHeight < 24 || one.offsetWidth < 24).map(one => one.textContent))`))
	tab.quiet()
}
