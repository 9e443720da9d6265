package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// axe is the source of axe-core, which others wrote to find what shuts people
// out. Without it a test is a failure in CI, and said elsewhere.
func axe(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata/axe")))
	install := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("npm ci: %v\n%s", err, out)
		}
		t.Skipf("not done, axe-core cannot be installed here: %v", err)
	}
	source, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
	require.NoError(t, err)
	return string(source)
}

// violations are what axe-core finds on the page, one a line.
const violations = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] })
	.then(({ violations, passes }) => {
		if (passes.length < 5) throw new Error("axe-core looked at next to nothing");
		return violations.flatMap(({ id, help, nodes }) => nodes.map(node => id + ": " + help + " " + JSON.stringify(node.target) + " " + node.failureSummary));
	})`

// walk gives what to look at: all elements of the widget and of the page, from
// outside in, but not those that only hearing is for.
const walk = `const seen = [];
	const into = (root) => { for (const one of root.querySelectorAll("*")) {
		if (one.closest("script, .unseen, h1, head, [inert]") || !one.checkVisibility({ contentVisibilityAuto: true })) continue;
		seen.push(one);
		if (one.shadowRoot) into(one.shadowRoot);
	} };
	into(document);`

// cut tells what the page has to be scrolled sideways for, and what is cut off.
// Where people write, they scroll.
const cut = `(() => { ` + walk + `
	const faults = [], page = document.scrollingElement;
	if (page.scrollWidth > innerWidth) faults.push("the page scrolls sideways: " + page.scrollWidth + " in " + innerWidth);
	const box = document.querySelector("osmosi-widget").getBoundingClientRect();
	for (const one of seen) {
		const { left, right, width } = one.getBoundingClientRect(), name = one.tagName + "." + one.className;
		if (width > 0 && (left < box.left - 1 || right > box.right + 1) && one.getRootNode() !== document) faults.push(name + " leaves the widget: " + left + " to " + right);
		if (one.clientWidth > 0 && !one.matches("input, textarea") && one.scrollWidth > one.clientWidth + 1) faults.push(name + " is wider inside: " + one.scrollWidth + " in " + one.clientWidth);
		if (one.clientHeight > 0 && !one.matches("textarea") && getComputedStyle(one).overflowY !== "visible" && one.scrollHeight > one.clientHeight + 1) faults.push(name + " is higher inside");
	}
	return faults;
})()`

// small tells the targets that are smaller than 24 by 24 CSS pixels. A link
// within a sentence is as high as its line (WCAG 2.2, 2.5.8, inline), and a
// label is the target of what it has inside.
const small = `(() => { ` + walk + `
	return seen.filter(one => one.matches("a[href], button, summary, input, select, textarea")).flatMap(one => {
		const { width, height } = (one.closest("label") ?? one).getBoundingClientRect();
		const within = one.tagName === "A" && [...one.parentNode.childNodes].some(other => other !== one && other.textContent.trim() !== "");
		return width >= 24 && height >= 24 || within ? [] : [one.tagName + "." + one.className + " " + one.textContent.trim() + ": " + width + " by " + height];
	});
})()`

// foreign tells the texts whose nearest lang is not the language asked for.
const foreign = `(wanted => { ` + walk + `
	const language = (node) => { for (let at = node; at; at = at.parentNode ?? at.host) if (at.lang) return at.lang; return ""; };
	return seen.flatMap(one => [...one.childNodes]).filter(node => node.nodeType === 3 && node.data.trim() && !["STYLE", "SCRIPT"].includes(node.parentNode.tagName))
		.flatMap(node => language(node) === wanted ? [] : [language(node) + ": " + node.data.trim()]);
})`

// regions are the live regions, as role and politeness.
const regions = `[...(document.querySelector("osmosi-widget").shadowRoot?.querySelectorAll("[role=status], [role=alert], [role=log], [aria-live]") ?? [])].map(one => (one.getAttribute("role") ?? "") + " " + (one.getAttribute("aria-live") ?? "polite"))`

// moving are the animations that run.
const moving = `[...document.getAnimations(), ...(document.querySelector("osmosi-widget").shadowRoot?.getAnimations() ?? [])].map(one => one.animationName ?? one.transitionProperty)`

func TestEveryStateIsAccessibleInEveryThemeAndLanguage(t *testing.T) {
	source := axe(t)
	v := visitGallery(t)
	v.ahead(source)
	for _, l := range v.gallery.company.plan.Brief.Languages {
		for _, s := range v.states() {
			v.wide(640, 900)
			v.media("", "prefers-reduced-motion", "reduce")
			v.look(s.ID, string(l), "light", "")
			if s.Module == nil {
				require.Equal(t, []string{"status polite"}, evaluate[[]string](v.tab, regions), "%s %s", s.ID, l)
			}
			// A theme is a matter of styles alone: the state is brought about once for all.
			for _, theme := range themes {
				if theme == "forced" {
					v.media("", "prefers-reduced-motion", "reduce", "forced-colors", "active")
				}
				v.text(fmt.Sprintf(`document.documentElement.dataset.theme = %q`, theme))
				none := func(expression, what string) {
					t.Helper()
					for _, fault := range evaluate[[]string](v.tab, expression) {
						t.Errorf("%s %s %s: %s: %s", s.ID, l, theme, what, fault)
					}
				}
				none(violations, "axe-core")
				none(moving, "moves all the same")
				none(foreign+fmt.Sprintf("(%q)", l), "another language")
				none(small, "a small target")
				none(cut, "at 640 pixels")
				if theme != "light" {
					continue // widths are the same in all themes
				}
				for _, width := range []int{320, 240} {
					v.wide(width, 900)
					none(cut, fmt.Sprintf("at %d pixels", width))
					none(small, fmt.Sprintf("a small target at %d pixels", width))
				}
				v.wide(320, 900)
				v.text(`document.documentElement.style.fontSize = "200%"`)
				none(cut, "at 320 pixels with text twice as large")
				v.text(`document.documentElement.style.fontSize = "100%"`)
				v.wide(640, 900)
			}
		}
	}
}

// tabbed is where the focus is: the key of the part, or its text; the page
// itself where it left the widget.
const tabbed = `(() => {
	const at = document.querySelector("osmosi-widget").shadowRoot.activeElement ?? document.activeElement;
	if (at === document.body || at.tagName === "OSMOSI-WIDGET") return "page";
	const { outlineStyle, outlineWidth } = getComputedStyle(at), box = at.getBoundingClientRect();
	const visible = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
	const within = box.bottom > 0 && box.top < innerHeight;
	return (at.dataset.key ?? at.textContent.trim()) + (visible ? "" : " unmarked") + (within ? "" : " out of sight");
})()`

func (v *visitor) key(keys string) {
	v.t.Helper()
	v.do(chromedp.KeyEvent(keys))
}

// tabs goes through the page by Tab until it is left, and back.
func (v *visitor) tabs() []string {
	v.t.Helper()
	// Whatever was pressed to bring the state about, Tab begins at the top.
	v.text(`document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute("tabindex"), getSelection().removeAllRanges(), scrollTo(0, 0)`)
	var order []string
	for range 40 {
		v.key(kb.Tab)
		at := v.text(tabbed)
		if at == "page" {
			return order
		}
		order = append(order, at)
	}
	v.t.Fatalf("the focus does not leave the widget: %v", order)
	return nil
}

func TestTheWidgetIsUsedByTheKeyboardAlone(t *testing.T) {
	v := visitGallery(t)
	for _, s := range v.gallery.states {
		if s.Module != nil {
			continue // no widget
		}
		v.look(s.ID, "en", "light", "")
		order := v.tabs()
		// Of radio buttons Tab reaches the one that is chosen, or else the first; arrows do the rest.
		want := evaluate[[]string](v.tab, `(stop => [...document.querySelector("osmosi-widget").shadowRoot.querySelectorAll("a[href], button, summary, input, textarea"), ...document.querySelectorAll("osmosi-widget a")]
			.filter(one => one.checkVisibility() && !one.closest("[inert]") && stop(one)).map(one => one.dataset.key ?? one.textContent.trim()))(
				one => one.type !== "radio" || one === (radios => radios.find(one => one.checked) ?? radios[0])([...one.getRootNode().querySelectorAll("input[name=" + one.name + "]")]))`)
		if len(want) == 0 {
			want = nil
		}
		require.Equal(t, want, order, "%s: in the order of the text, marked, in sight", s.ID)
	}

	v.look("data", "en", "light", "")
	to := func(key string) {
		t.Helper()
		v.text(`document.activeElement.blur()`)
		for range 40 {
			v.key(kb.Tab)
			if v.text(tabbed) == key {
				return
			}
		}
		t.Fatalf("Tab does not reach %s", key)
	}
	open := func(key string) string {
		return v.text(shadow + `.querySelector('[data-key="` + key + `"]').open`)
	}
	for summary, press := range map[string]string{"more": kb.Enter, "why": " ", "questions": kb.Enter} {
		to(summary + "-summary")
		v.key(press)
		require.Equal(t, "true", open(summary), summary)
		require.Equal(t, summary+"-summary", v.text(tabbed), "the focus stays")
		v.key(press)
		require.Equal(t, "false", open(summary), summary)
	}
	for _, press := range [][2]string{{" ", "Learn from me again"}, {kb.Enter, "Do not learn from me"}} {
		to("data-pause")
		v.key(press[0])
		v.until(shadow + `.querySelector('[data-key="data-pause"]')?.textContent === ` + fmt.Sprintf("%q", press[1]))
		v.until(tabbed + ` === "data-pause"`) // the focus stays on the button that changed
	}
	to("not-now")
	first := v.text(shadow + `.querySelector("#title").textContent`)
	v.key(kb.Enter)
	v.until(shadow + `.querySelector("[data-key=title]").textContent !== ` + fmt.Sprintf("%q", first))
	require.Contains(t, v.text(tabbed), "title", "the focus goes to what came in its place")
	v.key(kb.Tab)
	require.Equal(t, "more-summary", v.text(tabbed), "and on from there")
	v.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
	require.Contains(t, "page title", strings.TrimSuffix(v.text(tabbed), " unmarked"), "and back")
	v.quiet()
}

func TestTheStatusSaysEachThingOnce(t *testing.T) {
	v := visitGallery(t)
	v.look("data", "en", "light", "")
	v.text(`window.said = [], new MutationObserver(() => said.push(` + shadow + `.querySelector("[role=status]").textContent)).observe(` + shadow + `.querySelector("[role=status]"), { childList: true, characterData: true, subtree: true }), ""`)
	for i, key := range []string{"data-pause", "data-pause", "data-erase", "not-now", "done"} {
		v.until(`!!` + shadow + `.querySelector('.card:not([inert]) [data-key="` + key + `"]')`)
		v.text(shadow + `.querySelector('.card:not([inert]) [data-key="` + key + `"]').click()`)
		v.until(fmt.Sprintf(`said.filter(Boolean).length > %d`, i))
		v.text(`new Promise(done => setTimeout(done, 150))`)
	}
	said := evaluate[[]string](v.tab, `said.filter(Boolean)`)
	labels := evaluate[map[string]string](v.tab, `fetch("/campaign/content.en.json").then(r => r.json()).then(c => c.labels)`)
	require.Equal(t, []string{labels["data.paused"], labels["data.resumed"], labels["data.erased"], labels["thanks"], labels["wellDone"]}, said)
}

func TestThePrintedCardIsWhole(t *testing.T) {
	v := visitGallery(t)
	v.media("print")
	for _, state := range []string{"own", "more", "questions", "moments", "toolkit", "stories", "recognition-teams", "pulse-filled", "insight-photo", "fallback"} {
		v.look(state, "en", "light", "&width=800")
		require.Empty(t, evaluate[[]string](v.tab, cut), state)
		require.Greater(t, len(v.keep(state+".print")), 5<<10, "the sheet is not blank")
	}
}

// outline is what assistive technology is told, one line a thing: role, name
// and state.
func (v *visitor) outline() string {
	v.t.Helper()
	var nodes []*accessibility.Node
	v.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		tree, err := cdp.Call(ctx, target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		if err == nil {
			nodes = tree.Nodes
		}
		return err
	}))
	byID := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range nodes {
		byID[n.NodeID] = n
	}
	value := func(v *accessibility.Value) string {
		if v == nil {
			return ""
		}
		var text any
		if json.Unmarshal(v.Value, &text) != nil {
			return ""
		}
		return strings.TrimSpace(fmt.Sprint(text))
	}
	var out strings.Builder
	var tell func(n *accessibility.Node, depth int, above string)
	tell = func(n *accessibility.Node, depth int, above string) {
		role, name := value(n.Role), value(n.Name)
		shown := !n.Ignored && !(role == "StaticText" && name == above) && !strings.HasPrefix(role, "Inline") &&
			role != "generic" && role != "none" && role != "LayoutTable" && role != "ListMarker" && role != "Section"
		if shown {
			line := role
			if name != "" {
				line += fmt.Sprintf(" %q", name)
			}
			for _, p := range n.Properties {
				switch name, is := string(p.Name), value(p.Value); name {
				case "expanded", "level", "busy", "live":
					line += " " + name + "=" + is
				case "checked", "required", "invalid", "disabled":
					if is != "false" {
						line += " " + name
					}
				}
			}
			out.WriteString(strings.Repeat("  ", depth) + line + "\n")
			depth++
			above = name
		}
		for _, id := range n.ChildIDs {
			if child := byID[id]; child != nil {
				tell(child, depth, above)
			}
		}
	}
	for _, n := range nodes {
		if n.ParentID == "" {
			tell(n, 0, "")
		}
	}
	return out.String()
}

// What assistive technology is told of each state, kept to be read and compared.
func TestWhatIsToldOfEveryState(t *testing.T) {
	v := visitGallery(t)
	for _, l := range v.gallery.company.plan.Brief.Languages {
		var all strings.Builder
		for _, s := range v.gallery.states {
			v.look(s.ID, string(l), "light", "")
			all.WriteString("# " + s.ID + "\n" + strings.ReplaceAll(v.outline(), v.site, "http://intranet") + "\n")
		}
		golden := filepath.Join("testdata", "gallery."+string(l)+".txt")
		if *update {
			require.NoError(t, os.WriteFile(golden, []byte(all.String()), 0o644))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		require.Equal(t, string(want), all.String())
	}
}
