package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	browserpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/wasm"
	"github.com/osmosi-learning/osmosi/wasm/pack"
)

// intranet is the demonstration as a process of its own, as a visitor runs it.
type intranet struct {
	t       *testing.T
	data    string
	address string // host and port, the same after a restart
	process *exec.Cmd
	exited  chan error
	said    *transcript
}

// transcript is what a process printed.
type transcript struct {
	sync.Mutex
	strings.Builder
}

var build = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "intranet")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "intranet")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	_, err = pack.Build(context.Background(), filepath.Join(dir, "widget"), pack.Options{})
	return path, err
})

// widgetFiles is a folder with the files of the widget, built once for all tests.
func widgetFiles(t *testing.T) fs.FS {
	t.Helper()
	path, err := build()
	require.NoError(t, err)
	return os.DirFS(filepath.Join(filepath.Dir(path), "widget"))
}

// modules serves the campaign and the shell's own modules, one by one, beside
// the engine, so that a page may import what the widget's file has inside.
func modules(t *testing.T, c *company) *httptest.Server {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("../../wasm/shell")))
	files := widgetFiles(t)
	engines, err := fs.Glob(files, "*/"+wasm.EngineFile)
	require.NoError(t, err)
	require.Len(t, engines, 1)
	engine, err := fs.ReadFile(files, engines[0])
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, wasm.EngineFile), engine, 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.html"), []byte("<!doctype html><link rel=\"icon\" href=\"data:,\"><title>Modules</title>"), 0o644))
	mux := http.NewServeMux()
	mux.Handle("/widget/", http.StripPrefix("/widget", wasm.Handler(os.DirFS(dir))))
	mux.Handle("/campaign/", http.StripPrefix("/campaign", wasm.Handler(c.bundle)))
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	return site
}

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := build(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// start runs the demonstration with a database of its own.
func start(t *testing.T) *intranet {
	t.Helper()
	in := &intranet{t: t, data: t.TempDir(), address: "127.0.0.1:0"}
	require.NoError(t, os.CopyFS(filepath.Join(in.data, "widget"), widgetFiles(t))) // compressing takes long
	in.run()
	t.Cleanup(func() {
		if in.process.ProcessState == nil {
			in.process.Process.Kill()
			<-in.exited
		}
	})
	return in
}

// run starts the process and waits until it prints its address.
func (in *intranet) run() {
	in.t.Helper()
	path, err := build()
	require.NoError(in.t, err)
	in.process = exec.Command(path, "-addr", in.address, "-data", in.data)
	in.said = &transcript{}
	out, err := in.process.StdoutPipe()
	require.NoError(in.t, err)
	in.process.Stderr = os.Stderr
	require.NoError(in.t, in.process.Start())
	in.exited = make(chan error, 1)
	ready := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			in.said.Lock()
			in.said.WriteString(lines.Text() + "\n")
			in.said.Unlock()
			if _, rest, ok := strings.Cut(lines.Text(), " is at http://"); ok {
				ready <- rest[:strings.IndexByte(rest, '/')]
			}
		}
		in.exited <- in.process.Wait()
	}()
	select {
	case in.address = <-ready:
	case err := <-in.exited:
		in.t.Fatalf("the intranet did not start: %v", err)
	case <-time.After(3 * time.Minute):
		in.t.Fatal("the intranet did not say its address")
	}
}

// kill ends the process as a power cut would end it.
func (in *intranet) kill() {
	in.t.Helper()
	require.NoError(in.t, in.process.Process.Signal(syscall.SIGKILL))
	require.Error(in.t, <-in.exited)
}

func (in *intranet) url(path string, args ...any) string {
	return "http://" + in.address + fmt.Sprintf(path, args...)
}

// get reads a document of the intranet.
func (in *intranet) get(path string, into any) {
	in.t.Helper()
	response, err := http.Get(in.url("%s", path))
	require.NoError(in.t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(in.t, err)
	require.Equal(in.t, http.StatusOK, response.StatusCode, "%s: %s", path, body)
	if text, ok := into.(*string); ok {
		*text = string(body)
		return
	}
	require.NoError(in.t, json.Unmarshal(body, into))
}

// total is the row of everyone in a phase of the report.
func (in *intranet) total(phase string) evaluation.Row {
	in.t.Helper()
	var report evaluation.Report
	in.get("/report.json", &report)
	for _, p := range report.Phases {
		for _, row := range p.Rows {
			if string(p.Phase) == phase && row.Kind == evaluation.TotalRow {
				return row
			}
		}
	}
	in.t.Fatalf("the report has no total for %s", phase)
	return evaluation.Row{}
}

// chromium finds the browser. Without one the tests of the demonstration
// cannot run: a failure in CI, and said elsewhere.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no Chromium on this machine")
	}
	t.Skip("not done: no Chromium on this machine (on Debian: apt-get install chromium)")
	return ""
}

// tab is a page in a fresh browser, with everything it complained of and asked
// for.
type tab struct {
	context.Context
	t *testing.T
	sync.Mutex
	complaints []string
	requests   []string // method, address and body
}

// seeded gives each page the same seed to learn with, one whose first 89 decisions
// try nothing new, so that what a test sees does not vary.
const seeded = `const random = Crypto.prototype.getRandomValues;
	Crypto.prototype.getRandomValues = function (into) { return into instanceof Uint32Array ? into.fill(2 * 136) : random.call(this, into); };`

func open(t *testing.T) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("lang", "en"), chromedp.WindowSize(1280, 900),
		chromedp.WSURLReadTimeout(time.Minute))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	page := &tab{t: t}
	page.Context, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	page.do() // the browser lives as long as this context
	require.NoError(t, chromedp.Listen(page.Context, page.hear))
	page.ahead(seeded)
	page.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{})
		return err
	}))
	return page
}

// ahead runs a script in each page and frame before any of its own.
func (p *tab) ahead(source string) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, browserpage.AddScriptToEvaluateOnNewDocument, browserpage.AddScriptToEvaluateOnNewDocumentParams{Source: source})
		return err
	}))
}

// hear notes what the page complains of and asks for.
func (p *tab) hear(event any) {
	p.Lock()
	defer p.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.complaints = append(p.complaints, fmt.Sprintf("%+v", e.ExceptionDetails))
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			p.complaints = append(p.complaints, e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		body := ""
		for _, part := range e.Request.PostDataEntries {
			body += string(part.Bytes)
		}
		p.requests = append(p.requests, e.Request.Method+" "+e.Request.URL+" "+body)
	}
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	require.NoError(p.t, chromedp.Do(p.Context, actions...))
}

// evaluate is the value of a JavaScript expression, awaited where it is a
// promise.
func evaluate[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.Context, 2*time.Minute)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	require.NoError(p.t, err, expression)
	return value
}

// visit opens an address and waits until the widget has decided.
func (p *tab) visit(address string) {
	p.t.Helper()
	p.do(chromedp.Navigate(address))
	p.until(`!!document.querySelector("osmosi-widget")?.decision`)
}

// until waits for a JavaScript expression, which may await, to be true.
func (p *tab) until(expression string) {
	p.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		if evaluate[bool](p, "(async () => !!("+expression+"))()") {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("did not come true: %s\n%s", expression, strings.Join(p.complaints, "\n"))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// text is what an expression, which may await, evaluates to, as text.
func (p *tab) text(expression string) string {
	p.t.Helper()
	return evaluate[string](p, "(async () => String("+expression+"))()")
}

const shadow = `document.querySelector("osmosi-widget").shadowRoot`

// part is the text of a part of the widget.
func (p *tab) part(name string) string {
	p.t.Helper()
	return p.text(shadow + `.querySelector('[part~="` + name + `"]')?.textContent ?? ""`)
}

// press clicks on a part of the widget with the mouse.
func (p *tab) press(name string) {
	p.t.Helper()
	at := evaluate[struct{ X, Y float64 }](p, `(() => {
		const e = `+shadow+`.querySelector('[part~="`+name+`"]');
		e.scrollIntoView({ block: "center" });
		const r = e.getBoundingClientRect();
		return { X: r.x + r.width / 2, Y: r.y + r.height / 2 };
	})()`)
	p.do(chromedp.MouseClickXY(at.X, at.Y))
}

// quiet checks that the page complained of nothing.
func (p *tab) quiet() {
	p.t.Helper()
	p.Lock()
	defer p.Unlock()
	require.Empty(p.t, p.complaints)
}

// delivered waits until the widget had something to tell, such as that it was
// seen, and no event waits to be sent.
func (p *tab) delivered() {
	p.t.Helper()
	sent := func() bool {
		p.Lock()
		defer p.Unlock()
		return slices.ContainsFunc(p.requests, func(request string) bool { return strings.HasPrefix(request, "POST ") })
	}
	require.Eventually(p.t, sent, 30*time.Second, 20*time.Millisecond)
	p.until(`!Object.keys(localStorage).some((key) => key.includes("queue"))`)
}

// who returns the persona of a segment and a language.
func who(t *testing.T, c *company, segment, language string) persona {
	t.Helper()
	for _, p := range c.personas {
		if p.Segment == segment && string(p.Language) == language {
			return p
		}
	}
	t.Fatalf("nobody speaks %s in %s", language, segment)
	return persona{}
}

// theCompany is the same as the running intranet's, made once.
var theCompany = sync.OnceValues(newCompany)

func lumentaCompany(t *testing.T) *company {
	t.Helper()
	c, err := theCompany()
	require.NoError(t, err)
	return c
}

func query(p persona, lang, on string) string {
	q := url.Values{"person": {p.ID}}
	if lang != "" {
		q.Set("lang", lang)
	}
	if on != "" {
		q.Set("on", on)
	}
	return q.Encode()
}
