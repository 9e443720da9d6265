package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	browserpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// chosen are the states that the tests go through: all, or those that are asked for.
var chosen = flag.String("states", "", "states of the gallery to test, such as pulse,insight; all without it")

var pictures = flag.String("pictures", "", "folder to write pictures of the gallery into, to look at")

// visitor walks through the gallery of a server of its own.
type visitor struct {
	*tab
	site    string
	gallery *gallery
}

func visitGallery(t *testing.T) *visitor {
	t.Helper()
	page := open(t)
	c := lumentaCompany(t)
	store, err := openStore(t.Context(), filepath.Join(t.TempDir(), "events.db"))
	require.NoError(t, err)
	t.Cleanup(func() { store.close() })
	site := httptest.NewServer(newServer(c, store, widgetFiles(t)))
	t.Cleanup(site.Close)
	t.Cleanup(site.CloseClientConnections) // some wait for what never comes
	return &visitor{page, site.URL, newGallery(&server{company: c})}
}

// states are those that are tested.
func (v *visitor) states() []state {
	if *chosen == "" {
		return v.gallery.states
	}
	wanted := strings.Split(*chosen, ",")
	var made []state
	for _, s := range v.gallery.states {
		if slices.Contains(wanted, s.ID) {
			made = append(made, s)
		}
	}
	require.Len(v.t, made, len(wanted), "a state that there is not")
	return made
}

// look opens one state and waits until it is reached.
func (v *visitor) look(state, lang, theme, more string) {
	v.t.Helper()
	v.Lock()
	v.complaints = nil
	v.Unlock()
	v.do(chromedp.Navigate(fmt.Sprintf("%s/gallery/one?state=%s&lang=%s&theme=%s%s", v.site, state, lang, theme, more)))
	v.until(fmt.Sprintf(`document.documentElement.dataset.settled === "true" && location.search.includes("state=%s&")`, state))
}

// wide gives the page a width and a height, in CSS pixels.
func (v *visitor) wide(width, height int) {
	v.t.Helper()
	v.do(chromedp.EmulateViewport(int64(width), int64(height)))
}

// media has the browser answer media queries so: a type, and features by name
// and value in turn. Without any it answers as ever.
func (v *visitor) media(kind string, features ...string) {
	v.t.Helper()
	p := emulation.SetEmulatedMediaParams{Media: kind}
	for i := 0; i < len(features); i += 2 {
		p.Features = append(p.Features, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	v.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, p)
		return err
	}))
}

// picture is what the page looks like, as PNG, from its top to its end, without
// the caret, which comes and goes.
func (v *visitor) picture() []byte {
	v.t.Helper()
	v.text(`document.documentElement.style.caretColor = "transparent"`)
	var got []byte
	size := evaluate[struct{ W, H float64 }](v.tab, `({ W: innerWidth, H: Math.max(document.documentElement.scrollHeight, 80) })`)
	v.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		beyond := true
		result, err := cdp.Call(ctx, target, browserpage.CaptureScreenshot, browserpage.CaptureScreenshotParams{
			CaptureBeyondViewport: &beyond, Clip: &browserpage.Viewport{Width: size.W, Height: size.H, Scale: 1},
		})
		if err == nil {
			got = result.Data
		}
		return err
	}))
	return got
}

// keep writes a picture where somebody wants to look at it.
func (v *visitor) keep(name string) []byte {
	v.t.Helper()
	picture := v.picture()
	if *pictures != "" {
		require.NoError(v.t, os.MkdirAll(*pictures, 0o755))
		require.NoError(v.t, os.WriteFile(filepath.Join(*pictures, name+".png"), picture, 0o644))
	}
	return picture
}

// expected complaints: where a request is to fail, the browser says so.
func (s state) fails() bool {
	sends := s.Attributes["answers"] + s.Attributes["insights"]
	return s.Until == "error" || s.Without != "" || strings.HasSuffix(sends, "/gone") || strings.HasSuffix(sends, "/refusing")
}

func TestTheGalleryReachesEveryStateInEveryLanguage(t *testing.T) {
	v := visitGallery(t)
	require.GreaterOrEqual(t, len(v.gallery.states), 18)
	seen := map[string]string{}
	for _, s := range v.states() {
		for _, l := range v.gallery.company.plan.Brief.Languages {
			v.look(s.ID, string(l), "light", "")
			if !s.fails() {
				v.quiet()
			}
			text := v.text(`(root => root ? root.querySelector(".frame, [part~=frame]").innerText : document.querySelector("osmosi-widget").innerText)(document.querySelector("osmosi-widget").shadowRoot) + [...(document.querySelector("osmosi-widget").shadowRoot?.querySelectorAll("details[open]") ?? [])].map(one => one.part)`)
			require.NotEmpty(t, strings.TrimSpace(text), "%s %s", s.ID, l)
			if other, twice := seen[text]; twice {
				require.True(t, s.fails(), "%s shows the same as %s", s.ID, other)
			}
			seen[text] = s.ID + " " + string(l)
		}
	}
}

func TestTheGallerysControlsChangeEveryPane(t *testing.T) {
	v := visitGallery(t)
	v.wide(1280, 900)
	v.do(chromedp.Navigate(v.site + "/gallery?lang=nl&theme=all&state=own"))
	const settled = `[...document.querySelectorAll("iframe")].every(one => one.contentDocument?.documentElement.dataset.settled === "true")`
	v.until(`document.querySelectorAll("iframe").length === 3 && ` + settled)
	v.until(`[...document.querySelectorAll("iframe")].every(one => one.offsetHeight > 400)`)
	const widths = `[...document.querySelectorAll("iframe")].map(one => one.contentDocument.querySelector("osmosi-widget").offsetWidth).join()`
	require.Equal(t, "420,420,420", v.text(widths))
	set := func(name, property, value string) {
		v.text(fmt.Sprintf(`(control => { control.%s = %s; control.dispatchEvent(new Event("input", { bubbles: true })); })(document.querySelector(".controls").elements[%q])`, property, value, name))
	}
	set("width", "value", "240")
	v.until(widths + ` === "240,240,240"`)
	set("size", "value", "200")
	v.until(`[...document.querySelectorAll("iframe")].every(one => one.contentWindow.getComputedStyle(one.contentDocument.documentElement).fontSize === "32px")`)
	set("chosen", "checked", "true")
	v.until(`[...document.querySelectorAll("iframe")].every(one => one.contentDocument.querySelector("osmosi-widget").style.getPropertyValue("--osmosi-accent") === "#7a2e8d")`)
	require.Contains(t, v.text(`location.search`), "width=240")
	require.Equal(t, "true", v.text(`document.documentElement.scrollWidth <= innerWidth`))
	v.quiet()
	set("theme", "value", `"dark"`)
	v.do(chromedp.Navigate(v.site + "/gallery?lang=all&theme=dark&state="))
	v.until(fmt.Sprintf(`document.querySelectorAll("iframe").length === %d`, 3*len(v.gallery.states)))
	v.wide(240, 700)
	require.Equal(t, "true", v.text(`document.documentElement.scrollWidth <= innerWidth`), "also on a phone")
}

// Two visits give the same picture, to the pixel: no state depends on when and
// how often it is seen.
func TestTheSameStateLooksTheSameTwice(t *testing.T) {
	v := visitGallery(t)
	v.wide(460, 900)
	for _, theme := range themes {
		v.media("", "prefers-reduced-motion", "reduce")
		if theme == "forced" {
			v.media("", "prefers-reduced-motion", "reduce", "forced-colors", "active")
		}
		for _, s := range v.states() {
			v.look(s.ID, "en", theme, "")
			first := v.keep(s.ID + "." + theme)
			v.look(s.ID, "en", theme, "")
			require.True(t, bytes.Equal(first, v.picture()), "%s %s", s.ID, theme)
		}
	}
	v.media("")
	if *pictures == "" {
		return
	}
	for _, s := range v.states() {
		for _, l := range []string{"it", "nl"} {
			v.look(s.ID, l, "light", "")
			v.keep(s.ID + ".light." + l)
		}
	}
	v.wide(240, 900)
	for _, s := range v.states() {
		v.look(s.ID, "nl", "light", "")
		v.keep(s.ID + ".narrow.nl")
	}
	v.wide(1500, 900)
	for _, q := range []string{"lang=en", "lang=en&state=own&theme=all"} {
		v.do(chromedp.Navigate(v.site + "/gallery?" + q))
		v.until(`[...document.querySelectorAll("iframe")].filter(one => one.loading === "lazy" && one.getBoundingClientRect().top < 900).every(one => one.contentDocument?.documentElement.dataset.settled === "true")`)
		v.text(`new Promise(done => setTimeout(done, 500))`)
		v.keep("gallery" + fmt.Sprint(len(q)))
	}
}
