package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/evaluation"
)

// firefox is another browser, another engine for WebAssembly and for pages,
// spoken to by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/).
type firefox struct {
	t          *testing.T
	ctx        context.Context
	socket     *websocket.Conn
	page       string // the browsing context
	asked      int
	complaints []string
}

func openFirefox(t *testing.T) *firefox {
	t.Helper()
	program := ""
	for _, name := range []string{"firefox-esr", "firefox"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Firefox on this machine")
		}
		t.Skip("not done: no Firefox on this machine (on Debian: apt-get install firefox-esr)")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	process := exec.Command(program, "--headless", "--no-remote", "--profile", t.TempDir(), "--remote-debugging-port=0", "about:blank")
	said, err := process.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, process.Start())
	t.Cleanup(func() {
		cancel()
		process.Process.Kill()
		process.Wait()
	})
	lines := bufio.NewScanner(said)
	address := ""
	for address == "" && lines.Scan() {
		_, address, _ = strings.Cut(lines.Text(), "WebDriver BiDi listening on ")
	}
	require.NotEmpty(t, address, "Firefox did not say where it listens")
	go io.Copy(io.Discard, said)
	f := &firefox{t: t, ctx: ctx}
	f.socket, _, err = websocket.Dial(ctx, address+"/session", nil)
	require.NoError(t, err)
	f.socket.SetReadLimit(1 << 26)
	f.ask("session.new", map[string]any{"capabilities": map[string]any{}}, nil)
	f.ask("session.subscribe", map[string]any{"events": []string{"log.entryAdded"}}, nil)
	var made struct{ Context string }
	f.ask("browsingContext.create", map[string]any{"type": "tab"}, &made)
	f.page = made.Context
	return f
}

// ask sends a command and waits for its answer; what the page complains of
// meanwhile is noted.
func (f *firefox) ask(method string, params, into any) {
	f.t.Helper()
	f.asked++
	require.NoError(f.t, wsjson.Write(f.ctx, f.socket, map[string]any{"id": f.asked, "method": method, "params": params}))
	for {
		var heard struct {
			Type, Error, Message string
			ID                   int
			Result               json.RawMessage
			Params               struct{ Level, Text string }
		}
		require.NoError(f.t, wsjson.Read(f.ctx, f.socket, &heard), method)
		switch {
		case heard.Type == "event" && heard.Params.Level == "error":
			f.complaints = append(f.complaints, heard.Params.Text)
		case heard.Type != "event" && heard.ID == f.asked:
			require.Equal(f.t, "success", heard.Type, "%s: %s: %s", method, heard.Error, heard.Message)
			if into != nil {
				require.NoError(f.t, json.Unmarshal(heard.Result, into))
			}
			return
		}
	}
}

func (f *firefox) visit(address string) {
	f.t.Helper()
	f.ask("browsingContext.navigate", map[string]any{"context": f.page, "url": address, "wait": "complete"}, nil)
	f.until(`!!` + widget + `.decision`)
}

// text is what an expression evaluates to, as text.
func (f *firefox) text(expression string) string {
	f.t.Helper()
	var got struct {
		Type   string
		Result struct{ Value string }
	}
	f.ask("script.evaluate", map[string]any{"expression": "(async () => String(await (" + expression + ")))()", "target": map[string]any{"context": f.page}, "awaitPromise": true}, &got)
	require.Equal(f.t, "success", got.Type, expression)
	return got.Result.Value
}

func (f *firefox) until(expression string) {
	f.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for f.text(expression) != "true" {
		require.True(f.t, time.Now().Before(deadline), "did not come true: %s\n%s", expression, strings.Join(f.complaints, "\n"))
		time.Sleep(50 * time.Millisecond)
	}
}

// press clicks on a part of the widget with the mouse.
func (f *firefox) press(name string) {
	f.t.Helper()
	var at struct{ X, Y int }
	require.NoError(f.t, json.Unmarshal([]byte(f.text(`(() => {
		const e = `+shadow+`.querySelector('[part~="`+name+`"]');
		e.scrollIntoView({ block: "center" });
		const r = e.getBoundingClientRect();
		return JSON.stringify({ X: Math.round(r.x + r.width / 2), Y: Math.round(r.y + r.height / 2) });
	})()`)), &at))
	f.ask("input.performActions", map[string]any{"context": f.page, "actions": []any{map[string]any{
		"type": "pointer", "id": "mouse", "actions": []any{
			map[string]any{"type": "pointerMove", "x": at.X, "y": at.Y},
			map[string]any{"type": "pointerDown", "button": 0},
			map[string]any{"type": "pointerUp", "button": 0},
		},
	}}}, nil)
}

func TestTheWidgetWorksInFirefox(t *testing.T) {
	in, c := start(t), lumentaCompany(t)
	f := openFirefox(t)
	p := who(t, c, "new-hires", "nl")
	address := in.url("/?%s", query(p, "", ""))

	f.visit(address)
	first := f.text(widget + `.decision.proposition`)
	require.Equal(t, "new-hires", c.plan.Brief.Proposition(first).Segment, "decided by the engine, who knows the person's segment")
	require.Contains(t, f.text(shadow+`.querySelector('[part~="gain"]').textContent`), gain(c, first, "nl"))
	require.Equal(t, "nl", f.text(shadow+`.querySelector("[lang]").lang`))

	f.press("not-now")
	f.until(shadow + `.querySelector('[part~="status"]').textContent !== ""`)
	require.NotEqual(t, first, f.text(widget+`.decision.proposition`), "something else comes in its place")
	f.until(`Object.keys(localStorage).every(key => !key.includes("queue"))`)
	kept, err := openStore(f.ctx, filepath.Join(in.data, "events.db"))
	require.NoError(t, err)
	defer kept.close()
	var put []string // aside, as the server knows it
	for e, err := range kept.all(f.ctx) {
		require.NoError(t, err)
		if e.Person == p.ID && e.Verb == evaluation.Dismissed {
			put = append(put, e.Proposition)
		}
	}
	require.Equal(t, []string{first}, put)

	f.visit(address)
	require.NotEqual(t, first, f.text(widget+`.decision.proposition`), "it is remembered")
	require.Empty(t, f.complaints)
}
