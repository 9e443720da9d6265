package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/wasm"
)

const embeds = "../embeds"

// policy is the one that the documentation of the widget names, and no wider.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; require-trusted-types-for 'script'"

// siteWith is a page with the widget's files beside it, in a folder.
func siteWith(t *testing.T, pages string, answers map[string]string) *httptest.Server {
	t.Helper()
	widget, bundle := wasm.Handler(widgetFiles(t)), wasm.Handler(lumentaCompany(t).bundle)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /osmosi/", func(w http.ResponseWriter, r *http.Request) {
		if h := http.StripPrefix("/osmosi", widget); !strings.HasSuffix(r.URL.Path, ".json") {
			h.ServeHTTP(w, r)
			return
		}
		http.StripPrefix("/osmosi", bundle).ServeHTTP(w, r)
	})
	for path, answer := range answers {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Write([]byte(answer))
		})
	}
	mux.Handle("GET /", http.FileServer(http.Dir(pages)))
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(site.Close)
	return site
}

// npm installs what a folder of testdata names. Where that cannot be had it is
// a failure in CI, and said elsewhere.
func npm(t *testing.T, dir string, args ...string) {
	t.Helper()
	install := exec.Command("npm", args...)
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("npm: %v\n%s", err, out)
		}
		t.Skipf("not done, the packages cannot be installed here: %v", err)
	}
}

// A moment of the campaign, since pages in the examples live now.
const within = `document.querySelector("osmosi-widget").at = "2027-02-24T10:00", document.querySelector("osmosi-widget").at`

func TestThePlainPageShowsTheWidgetToWhoIsSignedIn(t *testing.T) {
	tab := open(t)
	site := siteWith(t, filepath.Join(embeds, "html"), map[string]string{
		"GET /api/me/profile": `{"scope":"a1","traits":{"tenureDays":12,"manager":false}}`, "POST /api/osmosi/events": ``,
	})
	tab.do(chromedp.Navigate(site.URL))
	tab.text(within)
	tab.until(`!!document.querySelector("osmosi-widget").decision?.proposition`)
	require.Contains(t, tab.text(`document.querySelector("osmosi-widget").decision.segments`), "new-hires")
	require.Equal(t, "a1", tab.text(`document.querySelector("osmosi-widget").scope`))
	require.NotContains(t, tab.text(`document.documentElement.outerHTML`), "tenureDays", "the markup holds no trait")
	require.Empty(t, tab.text(`await new Promise((told) => {
		const moved = [];
		new PerformanceObserver((list) => {
			for (const { value, sources } of list.getEntries()) moved.push(value, ...sources.map(({ node, previousRect, currentRect }) => [node?.nodeName, node?.className, previousRect.y, previousRect.height, currentRect.y, currentRect.height]));
		}).observe({ type: "layout-shift", buffered: true });
		setTimeout(() => told(moved), 500);
	})`), "nothing moved")
	tab.quiet()
}

func TestTheWidgetWorksInReactAndVue(t *testing.T) {
	for name, example := range map[string]string{"react": "react/Osmosi.jsx", "react18": "react/Osmosi18.jsx", "vue": "vue/Osmosi.vue"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.CopyFS(dir, os.DirFS(filepath.Join("testdata/embeds", name))))
			source, err := os.ReadFile(filepath.Join(embeds, example))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.Base(example)), source, 0o644))
			npm(t, dir, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
			bundled := exec.Command("node", "build.mjs")
			bundled.Dir = dir
			out, err := bundled.CombinedOutput()
			require.NoError(t, err, string(out))
			page := `<!doctype html><html lang="en"><title>Page</title><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="page.js"></script>`
			require.NoError(t, os.WriteFile(filepath.Join(dir, "index.html"), []byte(page), 0o644))
			tab := open(t)
			tab.do(chromedp.Navigate(siteWith(t, dir, nil).URL))
			tab.until(`!!document.querySelector("osmosi-widget")`)
			tab.text(within)
			tab.until(`!!document.querySelector("osmosi-widget").decision?.proposition`)
			const segments = `document.querySelector("osmosi-widget").decision?.segments`
			require.Contains(t, tab.text(segments), "new-hires", "the profile arrives")
			require.Equal(t, "", tab.text(`document.querySelector("osmosi-widget").getAttribute("profile") ?? ""`), "and is in no attribute")
			tab.text(`document.getElementById("nl").click()`)
			tab.until(shadow + `.querySelector("[lang]").lang === "nl"`)
			tab.text(`document.getElementById("leads").click()`)
			tab.until(segments + `.some(one => one.endsWith("leads"))`)
			tab.until(`!!` + shadow + `.querySelector('[part~="start"]')`)
			tab.text(`(start => { start.addEventListener("click", event => event.preventDefault()); start.click(); })(` + shadow + `.querySelector('[part~="start"]'))`)
			tab.until(`document.getElementById("started").textContent === "1"`)
			tab.quiet()
		})
	}
}

// The typings are Microsoft's own; of the framework nothing else is needed, and
// a name that it does not have is an error.
func TestTheWebPartFitsTheSharePointFramework(t *testing.T) {
	dir := t.TempDir()
	packages := []string{"typescript@5.8.3"}
	for _, name := range []string{"sp-webpart-base", "sp-component-base", "sp-core-library", "sp-page-context", "sp-property-pane"} {
		packages = append(packages, "@microsoft/"+name+"@1.23.2")
	}
	npm(t, dir, append([]string{"pack", "--silent"}, packages...)...)
	archives, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
	require.NoError(t, err)
	require.Len(t, archives, len(packages))
	for _, archive := range archives {
		name := regexp.MustCompile(`-\d.*`).ReplaceAllString(filepath.Base(archive), "")
		into := filepath.Join(dir, "node_modules", strings.Replace(name, "microsoft-", "@microsoft/", 1))
		require.NoError(t, os.MkdirAll(into, 0o755))
		out, err := exec.Command("tar", "-xzf", archive, "-C", into, "--strip-components=1").CombinedOutput()
		require.NoError(t, err, string(out))
	}
	source, err := os.ReadFile(filepath.Join(embeds, "sharepoint/OsmosiWebPart.ts"))
	require.NoError(t, err)
	compile := func(source string) string {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "WebPart.ts"), []byte(source), 0o644))
		tsc := exec.Command("node", "node_modules/typescript/lib/tsc.js", "--noEmit", "--strict", "--noUnusedLocals", "--target", "es2022", "--lib", "es2022,dom",
			"--module", "esnext", "--moduleResolution", "bundler", "--skipLibCheck", "WebPart.ts")
		tsc.Dir = dir
		out, _ := tsc.CombinedOutput()
		return string(out)
	}
	require.Empty(t, compile(string(source)))
	require.Contains(t, compile(strings.Replace(string(source), "isExternalGuestUser", "isNoSuchThing", 1)), "isNoSuchThing", "the typings are there")
}

// Confluence's own API is not on this machine: what runs is the page of the
// macro, with the script that it has once the bundler has put the API in.
func TestTheConfluenceMacrosShowTheWidget(t *testing.T) {
	macro, err := os.ReadFile(filepath.Join(embeds, "confluence/user-macro.html"))
	require.NoError(t, err)
	dir := t.TempDir()
	page := regexp.MustCompile(`(?m)^##.*\n`).ReplaceAll(macro, nil)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.html"), append([]byte(`<!doctype html><html lang="it"><title>Page</title><link rel="icon" href="data:,">`), page...), 0o644))
	forge := filepath.Join(dir, "forge")
	require.NoError(t, os.CopyFS(forge, os.DirFS(filepath.Join(embeds, "confluence/static"))))
	source, err := os.ReadFile(filepath.Join(forge, "source.js"))
	require.NoError(t, err)
	api := `import { view } from "@forge/bridge";`
	require.Contains(t, string(source), api)
	script := strings.Replace(string(source), api, `const view = { getContext: async () => ({ locale: "nl_NL", accountId: "a1" }) };`, 1)
	require.NoError(t, os.WriteFile(filepath.Join(forge, "main.js"), []byte(strings.ReplaceAll(script, "./osmosi/", "/osmosi/")), 0o644))
	index, err := os.ReadFile(filepath.Join(forge, "index.html"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(forge, "index.html"), []byte(strings.Replace(string(index), `"osmosi/`, `"/osmosi/`, 1)), 0o644))
	tab, site := open(t), siteWith(t, dir, nil)
	for path, lang := range map[string]string{"/": "it", "/forge/": "nl"} {
		tab.do(chromedp.Navigate(site.URL + path))
		tab.until(`!!document.querySelector("osmosi-widget")`)
		tab.text(`document.querySelector("osmosi-widget").at = "2027-02-10T10:00"`)
		tab.until(`!!document.querySelector("osmosi-widget").decision?.proposition && ` + shadow + `.querySelector("[lang]").lang === "` + lang + `"`)
	}
}

func TestTheMoodleBlockIsPHP(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(embeds, "moodle/osmosi/*.php"))
	require.NoError(t, err)
	more, err := filepath.Glob(filepath.Join(embeds, "moodle/osmosi/*/*.php"))
	require.NoError(t, err)
	lang, err := filepath.Glob(filepath.Join(embeds, "moodle/osmosi/lang/*/*.php"))
	require.NoError(t, err)
	files = append(append(files, more...), lang...)
	require.Len(t, files, 4)
	php, err := exec.LookPath("php")
	if err != nil {
		t.Log("not linted: no PHP on this machine")
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(source), "<?php\n"), file)
		require.NotContains(t, string(source), "?>", "Moodle's files do not close the tag")
		if php != "" {
			out, err := exec.Command(php, "-l", file).CombinedOutput()
			require.NoError(t, err, string(out))
		}
	}
}
