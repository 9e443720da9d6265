package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign/journeys"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// question is one to the engine, with a call that may come before it.
type question struct {
	Bundle  string          `json:"bundle,omitempty"`
	First   json.RawMessage `json:"first,omitempty"`
	Call    string          `json:"call"`
	Request string          `json:"request"`
}

// questions are those of the vectors and all that the journeys ask, with the
// bytes of the answers.
func questions(t *testing.T) (all []question, answers []string) {
	t.Helper()
	const folder = "../../wasm/exchange/testdata"
	compact := func(data []byte) string {
		var out bytes.Buffer
		require.NoError(t, json.Compact(&out, data))
		return out.String()
	}
	data, err := os.ReadFile(filepath.Join(folder, "vectors.json"))
	require.NoError(t, err)
	var vectors []struct {
		Bundle, Call, Raw      string
		First, Request, Answer json.RawMessage
	}
	require.NoError(t, json.Unmarshal(data, &vectors))
	for _, v := range vectors {
		q := question{First: v.First, Call: v.Call, Request: v.Raw}
		if v.Request != nil {
			q.Request = compact(v.Request)
		}
		if v.Bundle != "" {
			bundle, err := os.ReadFile(filepath.Join(folder, v.Bundle))
			require.NoError(t, err)
			q.Bundle = string(bundle)
		}
		all, answers = append(all, q), append(answers, compact(v.Answer))
	}
	require.NoError(t, journeys.Play(func(bundle string) func(call, request string) string {
		var engine exchange.Engine
		engine.Call("load", []byte(bundle))
		return func(call, request string) string {
			answer := string(engine.Call(call, []byte(request)))
			all, answers = append(all, question{Bundle: bundle, Call: call, Request: request}), append(answers, answer)
			return answer
		}
	}))
	return all, answers
}

// asking asks in whatever runs it: the page, or a worker that it is the source of.
const asking = `import { answers } from "/answers.mjs";
const module = WebAssembly.compileStreaming(fetch("/widget/osmosi-engine.wasm"));
export const given = answers(await import("/widget/osmosi-headless.js"), await import("/widget/osmosi-engine.js"), await module, await (await fetch("/questions.json")).json());
if (typeof document === "undefined") postMessage(await given);
`

// The same bytes come back in a page and in a worker as natively, and as in Node,
// which the tests of package wasm run the same questions in.
func TestVectorsAndJourneysAreTheSameInAPageAndInAWorker(t *testing.T) {
	all, want := questions(t)
	require.Greater(t, len(all), 390)
	dir := t.TempDir()
	shell := modules(t, lumentaCompany(t))
	asked, err := json.Marshal(all)
	require.NoError(t, err)
	script, err := os.ReadFile("../../wasm/testdata/answers.mjs")
	require.NoError(t, err)
	for name, data := range map[string][]byte{"questions.json": asked, "answers.mjs": script, "asking.mjs": []byte(asking), "blank.html": []byte(`<!doctype html><link rel="icon" href="data:,"><title>Vectors</title>`)} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o644))
	}
	files := http.FileServer(http.Dir(dir))
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if filepath.Ext(r.URL.Path) == ".mjs" {
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		}
		w.Header().Set("Content-Security-Policy", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; require-trusted-types-for 'script'; trusted-types workers")
		if strings.HasPrefix(r.URL.Path, "/widget/") {
			shell.Config.Handler.ServeHTTP(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	defer site.Close()
	tab := open(t)
	tab.do(chromedp.Navigate(site.URL + "/blank.html"))

	type answers struct {
		Raw   []string
		Typed []*string
	}
	for place, script := range map[string]string{
		"page": `import("/asking.mjs").then(({ given }) => given)`,
		"worker": `new Promise((resolve, reject) => {
			const policy = trustedTypes.createPolicy("workers", { createScriptURL: (url) => url });
			const worker = new Worker(policy.createScriptURL("/asking.mjs"), { type: "module" });
			worker.onmessage = ({ data }) => resolve(data);
			worker.onerror = ({ message }) => reject(new Error(message));
		})`,
	} {
		got := evaluate[answers](tab, script)
		require.Equal(t, want, got.Raw, place)
		typed := 0
		for i, answer := range got.Typed {
			if answer != nil {
				typed++
				require.Equal(t, want[i], *answer, "%s: %s", place, all[i].Request)
			}
		}
		require.Greater(t, typed, 350, place)
	}
	tab.quiet()

	// And the page of the example draws for itself.
	drawn := t.TempDir()
	out, err := exec.Command("go", "run", "github.com/osmosi-learning/osmosi/examples/headless", "-o", drawn, "-brief", "../quickstart/brief.json").CombinedOutput()
	require.NoError(t, err, string(out))
	example := httptest.NewServer(http.FileServer(http.Dir(drawn)))
	defer example.Close()
	tab.do(chromedp.Navigate(example.URL + "/index.html"))
	tab.until(`document.querySelector("h1").textContent !== ""`)
	before := tab.text(`document.body.innerText`)
	require.Contains(t, before, "Twenty codes, eight minutes")
	require.Contains(t, before, "You see this because you work in the workshop.")
	tab.text(`document.querySelector("button").click()`)
	require.NotContains(t, tab.text(`document.querySelector("h1").textContent`), "Twenty codes")
	tab.quiet()
}
