package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// hostileTexts are texts that attack whoever writes them into a page.
func hostileTexts(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("../../internal/markup/testdata/hostile.txt")
	require.NoError(t, err)
	var all []string
	for line := range strings.Lines(string(data)) {
		var text string
		require.NoError(t, json.Unmarshal([]byte(line), &text))
		all = append(all, text)
	}
	require.Greater(t, len(all), 200)
	return all
}

const hostileAt = "2027-02-03T10:00"

type object = map[string]any

// says is a text as nodes, in every place that a node has.
func says(s string) []any {
	return []any{
		s, []any{s}, []any{s, s}, []any{"p", s, []any{"em", s, []any{s, s, s}}}, []any{"p" + s, s},
		[]any{"p", []any{"a", s, s, []any{"strong", s}}}, []any{"ul", []any{"li", s}}, []any{"br", s},
		[]any{"p", object{"onclick": s, "style": s}, s}, []any{"a", object{"href": s}, s},
	}
}

// labelKeys are the labels of the widget.
func labelKeys(t *testing.T, h *host) map[string]string {
	t.Helper()
	var content struct{ Labels map[string]string }
	require.NoError(t, json.Unmarshal(h.bundle["content.en.json"], &content))
	require.NotEmpty(t, content.Labels)
	return content.Labels
}

// saturated is a bundle and its content that say a text wherever there may be one;
// with a plain text they are as good as any.
func saturated(s, language string, labels map[string]string, hostileLabels bool) (index, content object) {
	other := s + "-other"
	said := object{}
	for key, text := range labels {
		if said[key] = text; hostileLabels {
			said[key] = s
		}
	}
	offered := object{"id": s, "form": s, "title": s, "minutes": 5, "url": s}
	proposition := object{"gain": says(s), "problem": says(s), "ability": says(s), "wording": object{s: says(s)}, "intervention": offered, "also": []any{offered, offered}, "approach": s, "support": s}
	words := object{"title": s, "body": says(s)}
	touchpoint := object{"title": s, "body": says(s), "drivers": says(s), "voice": s, "variants": object{s: words, "words:b": words}}
	due := func(more object) object {
		whole := object{"touchpoint": s, "proposition": s, "segments": []any{}, "from": "2027-02-01T08:00", "until": "2027-12-01", "title": s, "body": says(s), "variants": object{s: words}, "terms": []any{s, s}}
		maps.Copy(whole, more)
		return whole
	}
	question := func(kind string) object {
		return object{"id": s + kind, "kind": kind, "text": s, "least": 1, "most": 3, "labels": []any{s, s}, "options": []any{object{"id": s, "text": s}, object{"id": other, "text": s}}, "longest": 90}
	}
	content = object{
		"osmosi": "content/v1", "campaign": s, "language": language, "labels": said,
		"propositions": object{s: proposition, other: proposition}, "touchpoints": object{s: touchpoint, other: touchpoint},
		"expectations": []any{object{"question": s, "answer": says(s)}, object{"question": s, "segment": s, "answer": says(s)}},
		"why":          object{"everyone": s, "manager": s, "phase:inform": s, "segment:" + s: s, "started": s, s: s},
		"stories":      []any{due(object{"teller": s, "passOn": []any{"everyone", s}, "internal": true, "link": object{"title": s, "url": s}})},
		"moments":      []any{due(object{"time": "11:00", "minutes": 60, "workingTime": true, "occurrences": []any{object{"touchpoint": s, "uid": s, "day": "2027-02-04"}, object{"touchpoint": other, "uid": s, "day": "2027-02-11"}}})},
		"toolkit":      []any{due(object{"managers": true, "items": []any{s, s}})},
		"steps":        []any{due(object{"from": "2027-03-01T09:00", "channel": s})},
		"recognition":  []any{due(object{"for": "drawnAmongActive"}), due(object{"ranking": "topOnly"})},
		"pulse":        []any{object{"touchpoint": s, "from": "2027-02-01", "until": "2027-12-01", "asked": object{"survey": s, "wave": s, "anonymous": true, "title": s, "intro": s, "notice": s, "questions": []any{question("agreement"), question("single"), question("multiple"), question("ranking"), question("open"), question(s)}}}},
		"insight":      []any{object{"touchpoint": s, "from": "2027-02-01", "until": "2027-12-01", "cards": 3, "perDay": 1, "about": object{"segment": s, "need": s}}},
	}
	step := func(id string, proposition int, time string) object {
		return object{"id": id, "phase": "inform", "channel": s, "proposition": proposition, "segment": -1, "widget": true, "day": "2027-01-13", "time": time, "until": "2027-12-01"}
	}
	index = object{
		"osmosi": "bundle/v1", "campaign": s, "languages": []any{language}, "content": object{language: "content.json"}, "expires": "2028-01-01",
		"holdouts": object{s: []any{"held"}},
		"program": object{
			"campaign": s, "start": "2027-01-11", "end": "2027-12-31", "segments": []any{object{"id": s, "when": object{"department": s}}},
			"propositions": []any{object{"id": s, "segment": -1, "needs": []any{"career"}}, object{"id": other, "segment": -1}},
			"touchpoints":  []any{step(s, 0, "09:30"), step(other, 1, "09:00")},
		},
	}
	return index, content
}

func written(t *testing.T, document any) string {
	t.Helper()
	data, err := json.Marshal(document)
	require.NoError(t, err)
	return string(data)
}

// traps notes whatever runs, leaves or breaks.
const traps = `window.caught = [], window.broken = [], window.long = [];
for (const name of ["alert", "prompt", "confirm", "print", "open", "msgbox"]) window[name] = (...of) => { caught.push(name + " " + of); };
Object.defineProperty(window, "hit", { set(value) { caught.push("hit " + value); } });
const ask = window.fetch;
window.fetch = (what, how) => {
	const { origin, protocol } = new URL(what?.url ?? what, document.baseURI);
	if (origin !== location.origin) caught.push("fetch " + protocol + " " + what);
	return ask(what, how);
};
addEventListener("click", event => { if (event.composedPath().some(one => one.localName === "a")) event.preventDefault(); }, true);
addEventListener("submit", event => event.preventDefault(), true);
addEventListener("error", event => broken.push(event.message + " " + event.error?.stack));
addEventListener("unhandledrejection", event => broken.push("unhandled " + (event.reason?.stack ?? event.reason)));
new PerformanceObserver(list => long.push(...list.getEntries().map(one => one.duration))).observe({ type: "longtask" });

const elements = new Set("div p span i article h1 h2 h3 section details summary ul ol li a button em strong code br blockquote textarea input label fieldset legend form progress time slot".split(" "));
const attributes = new Set("id class part lang role tabindex type href rel start datetime readonly rows maxlength name value max for hidden inert open autocomplete accept capture novalidate".split(" "));
// A frame in which the toolkit is printed is the widget's own: what is in it counts.
window.foreign = root => [...root.querySelectorAll("*")].flatMap(one => one.matches("iframe.sheet:not([src], [srcdoc])") ? foreign(one.contentDocument.body) : [
	...elements.has(one.localName) && one.namespaceURI === "http://www.w3.org/1999/xhtml" ? [] : ["element " + one.nodeName],
	...one.getAttributeNames().filter(name => !attributes.has(name) && !/^(aria|data)-[a-z]+$/.test(name)).map(name => "attribute " + one.localName + " " + name),
	...one.hasAttribute("href") && !(one.localName === "a" && ["https:", "mailto:"].includes(one.protocol) || one.origin === location.origin) ? ["href " + one.getAttribute("href")] : [],
	...["src", "action", "formaction", "srcdoc", "style"].some(name => one.hasAttribute(name)) ? ["leads elsewhere " + one.nodeName] : [],
]);
const within = (milliseconds, promise) => Promise.race([promise, new Promise(done => setTimeout(done, milliseconds))]);
window.pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

// Shows one bundle and, where asked to, uses all that there is; tells what was drawn.
window.meet = async ({ src, at, use, press: all }) => {
	const one = document.createElement("osmosi-widget"), errors = [], reasons = [];
	let first;
	const settled = new Promise(done => { first = done; });
	one.addEventListener("osmosi-error", ({ detail }) => { errors.push(detail.code); reasons.push(detail.what); first(); });
	one.addEventListener("osmosi-ready", () => first("ready"));
	Object.assign(one, { at, scope: src, learn: "page", calendar: "/calendar.ics", answers: "/answers", insights: "/insights", profile: { manager: true } });
	one.src = src;
	document.querySelector("main").append(one);
	const ended = await within(20_000, settled);
	if (ended !== "ready") await pause(0);
	const root = one.shadowRoot, drawn = () => root.querySelector(".card:not(.ghost), .message:not(.waiting)");
	const strange = new Set(foreign(root)), title = root.querySelector("h2")?.textContent ?? "", text = drawn()?.textContent ?? "";
	let opened = 0, pressed = 0;
	if (use && ended === "ready") {
		for (const fold of root.querySelectorAll(".card:not(.ghost) details")) fold.open = true, opened++;
		for (let i = 0; i < 60 && [...root.querySelectorAll(".card:not(.ghost) details.section")].some(fold => fold.childElementCount < 2); i++) await pause(10);
		for (const problem of foreign(root)) strange.add(problem);
		const press = async button => {
			if (!button.isConnected) return;
			button.focus();
			button.click();
			pressed++;
			await null;
		};
		for (const button of root.querySelectorAll(!all ? "a" : "details button, details input:not([type=file]), details a, .also a")) await press(button);
		await pause(0);
		for (const problem of foreign(root)) strange.add(problem);
		for (const part of all ? ["start", "not-now", "done"] : []) {
			const also = root.querySelector(".card:not(.ghost) [data-key^=also]"), button = root.querySelector(".card:not(.ghost) [data-key=" + part + "]");
			if (!button) continue;
			button.click(), also?.focus(), pressed++;
			await pause(30);
			for (const problem of foreign(root)) strange.add(problem);
		}
	}
	const busy = root.querySelector(".frame").hasAttribute("aria-busy");
	one.remove();
	return { src, ended: ended ?? "", errors, reasons, title, said: text.trim().length, strange: [...strange], opened, pressed, busy };
};`

type met struct {
	Src, Ended, Title        string
	Errors, Reasons, Strange []string
	Said, Opened, Pressed    int
	Busy                     bool
}

// hostilePage is a page without a policy, so that nothing but the widget protects it.
func hostilePage(h *host, tab *tab) {
	h.files["/traps.js"] = traps
	tab.do(chromedp.Navigate(h.page("", `<script src="/traps.js"></script><main></main><p id="below">below</p>`+module)))
	tab.until(`customElements.get("osmosi-widget")`)
}

// meet shows the widget bundles, some at once.
func meet(tab *tab, use bool, atOnce int, names ...string) []met {
	tab.t.Helper()
	var asked []object
	for i, name := range names {
		asked = append(asked, object{"src": "/" + name + "/bundle.json", "at": hostileAt, "use": use, "press": i%8 == 0})
	}
	return evaluate[[]met](tab, `(async () => {
		const asked = `+written(tab.t, asked)+`, all = [];
		const next = async () => { for (let i; (i = all.length) < asked.length;) all[i] = null, all[i] = await meet(asked[i]); };
		await Promise.all(Array.from({ length: `+fmt.Sprint(atOnce)+` }, next));
		return all;
	})()`)
}

func serve(t *testing.T, h *host, name string, index, content any) {
	h.files["/"+name+"/bundle.json"], h.files["/"+name+"/content.json"] = written(t, index), written(t, content)
}

func TestNothingInABundleRunsOrLeadsAway(t *testing.T) {
	h, tab := newHost(t), open(t)
	labels := labelKeys(t, h)
	texts := hostileTexts(t)
	var names []string
	for i, text := range texts {
		name, language := fmt.Sprintf("text%d", i), "en"
		index, content := saturated(text, language, labels, i%2 == 0)
		serve(t, h, name, index, content)
		names = append(names, name)
	}
	for i, text := range texts { // a language of which there is no telling the names of days
		name := fmt.Sprintf("language%d", i)
		index, content := saturated("word", text, labels, false)
		serve(t, h, name, index, content)
		names = append(names, name)
	}
	hostilePage(h, tab)
	address := tab.text(`location.href`)
	for i := 0; i < len(names); i += 40 {
		for j, one := range meet(tab, i < len(texts), 1, names[i:min(i+40, len(names))]...) {
			text := "word"
			if i+j < len(texts) {
				text = texts[i+j]
			}
			require.Equal(t, "ready", one.Ended, "%q: %v", text, one.Errors)
			require.Equal(t, text, one.Title)
			require.Empty(t, one.Strange, "%q", text)
			if text != "word" { // every text in all sections; what can be pressed, with some
				require.GreaterOrEqual(t, one.Opened, 8, "%q", text)
				require.Positive(t, one.Pressed+j%8, "%q", text)
				require.Empty(t, one.Errors, "%q %v", text, one.Reasons)
			}
		}
	}
	require.Equal(t, "[]", tab.text(`JSON.stringify(caught)`))
	require.Equal(t, "[]", tab.text(`JSON.stringify(broken)`))
	require.Equal(t, address, tab.text(`location.href`))
	require.Equal(t, "false", tab.text(`[...Object.getOwnPropertyNames(Object.prototype)].some(name => !["constructor", "__proto__", "__defineGetter__", "__defineSetter__", "hasOwnProperty", "__lookupGetter__", "__lookupSetter__", "isPrototypeOf", "propertyIsEnumerable", "toString", "valueOf", "toLocaleString"].includes(name))`))
	tab.Lock()
	for _, request := range tab.requests {
		_, at, _ := strings.Cut(request, " ")
		require.True(t, strings.HasPrefix(at, h.URL+"/") || strings.HasPrefix(at, "data:,") || strings.HasPrefix(at, "blob:"+h.URL+"/"), request)
	}
	tab.Unlock()

	// The traps catch what they are for: the same texts as markup.
	tab.text(`document.body.append(Object.assign(document.createElement("div"), { id: "bare", innerHTML: ` + written(t, strings.Join(texts[:60], "\n")) + ` }))`)
	tab.until(`caught.length > 0 && foreign(document.querySelector("#bare")).length > 20`)
}
