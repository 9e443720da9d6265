package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/wasm"
	"github.com/osmosi-learning/osmosi/wasm/pack"
)

// elsewhere serves the files of the widget from an origin of their own, and a
// page of another origin with its bundle, which loads the widget with integrity.
func elsewhere(t *testing.T, c *company, files fs.FS) string {
	t.Helper()
	code := httptest.NewServer(http.StripPrefix("/widget", wasm.Handler(files)))
	t.Cleanup(code.Close)
	data, err := fs.ReadFile(files, pack.ManifestFile)
	require.NoError(t, err)
	var manifest pack.Manifest
	require.NoError(t, json.Unmarshal(data, &manifest))
	mux := http.NewServeMux()
	mux.Handle("/campaign/", http.StripPrefix("/campaign", wasm.Handler(c.bundle)))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src "+code.URL+" 'wasm-unsafe-eval'; connect-src 'self' "+code.URL+"; img-src data:")
		w.Write([]byte(`<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">` + manifest.Script(code.URL+"/widget/") +
			`<osmosi-widget src="/campaign/bundle.json" lang="en" at="2027-02-24T10:00" profile='{"unit": "shop", "tenureDays": 12}'></osmosi-widget>`))
	})
	page := httptest.NewServer(mux)
	t.Cleanup(page.Close)
	return page.URL
}

func TestAPageOfAnotherOriginLoadsTheWidgetWithIntegrity(t *testing.T) {
	tab, c := open(t), lumentaCompany(t)
	tab.visit(elsewhere(t, c, widgetFiles(t)))
	proposition := tab.text(`document.querySelector("osmosi-widget").decision.proposition`)
	require.Contains(t, tab.part("gain"), gain(c, proposition, "en"))
	loaded := func(end string) string {
		return `performance.getEntriesByType("resource").some(({ name }) => name.endsWith("` + end + `"))`
	}
	tab.until(loaded("/" + wasm.EngineFile))
	tab.quiet()
}

func TestAnEngineThatWasChangedIsRefused(t *testing.T) {
	tab, c, dir := open(t), lumentaCompany(t), t.TempDir()
	require.NoError(t, os.CopyFS(dir, widgetFiles(t)))
	changed := 0
	engines, err := filepath.Glob(filepath.Join(dir, "*", wasm.EngineFile+"*"))
	require.NoError(t, err)
	for _, path := range engines {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		if filepath.Ext(path) != ".wasm" {
			require.NoError(t, os.Remove(path)) // so that the changed one is sent
			continue
		}
		// One letter of a text in it: the module would still run.
		require.Contains(t, string(data), "OSM-ENGINE-001")
		require.NoError(t, os.WriteFile(path, bytes.Replace(data, []byte("OSM-ENGINE-001"), []byte("OSM-ENGINE-0O1"), 1), 0o644))
		changed++
	}
	require.Equal(t, 1, changed)
	address := elsewhere(t, c, os.DirFS(dir))
	tab.do(chromedp.Navigate(address))
	tab.until(`!!document.querySelector("osmosi-widget")?.decision`)
	require.NotEmpty(t, tab.part("frame"), "what is shown by default needs no engine")
	tab.text(`void document.addEventListener("osmosi-error", ({ detail }) => { document.title = detail.code; }),
		document.querySelector("osmosi-widget").lang = "nl"`)
	tab.until(`document.title === "OSM-WIDGET-003"`)
}
