package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/xapi"
)

// recordStore takes statements, of another site than the page is of, each once.
type recordStore struct {
	sync.Mutex
	statements []string
	known      map[string]bool // by ID
	versions   []string
}

func (s *recordStore) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Allow-Headers", "Content-Type, X-Experience-API-Version")
	if r.Method != http.MethodPost {
		return
	}
	body, _ := io.ReadAll(r.Body)
	s.Lock()
	defer s.Unlock()
	s.versions = append(s.versions, r.Header.Get("X-Experience-API-Version"))
	var batch []json.RawMessage
	if json.Unmarshal(body, &batch) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	for _, one := range batch {
		var told struct{ ID string }
		if json.Unmarshal(one, &told) != nil || s.known[told.ID] {
			continue
		}
		s.known[told.ID] = true
		s.statements = append(s.statements, string(one))
	}
	w.Write([]byte("[]"))
}

func (s *recordStore) all() []string {
	s.Lock()
	defer s.Unlock()
	return append([]string(nil), s.statements...)
}

func TestTheWidgetSendsStatementsToARecordStoreThatEvaluationReads(t *testing.T) {
	f, err := os.Open("../quickstart/brief.json")
	require.NoError(t, err)
	defer f.Close()
	brief, found := campaign.ReadBrief(f)
	require.NoError(t, found.Err())
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "V18"}})
	plan, found := campaign.NewPlan(brief, workforce)
	require.NoError(t, found.Err())
	exchange, err := xapi.New(plan, workforce, xapi.Terms{Home: "https://intranet.example.org", Base: "https://intranet.example.org/learning/", Key: []byte("0123456789abcdef"), Platform: "Intranet"})
	require.NoError(t, err)
	actor, err := exchange.AppendActor(nil, "V18")
	require.NoError(t, err)

	records := &recordStore{known: map[string]bool{}}
	lrs := httptest.NewServer(records)
	defer lrs.Close()
	dir := t.TempDir()
	out, err := exec.Command("go", "run", "github.com/osmosi-learning/osmosi/examples/headless", "-o", dir, "-brief", "../quickstart/brief.json").CombinedOutput()
	require.NoError(t, err, string(out))
	page := func(actor, scope string) string {
		return `<!doctype html><link rel="icon" href="data:,"><title>Statements</title><script type="module" src="/widget/osmosi-widget.js"></script>
			<osmosi-widget src="/bundle.json" lang="en" at="2027-03-03T10:00" endpoint="` + lrs.URL + `/statements" format="xapi" scope="` + scope + `" actor='` + actor + `' activities="https://intranet.example.org/learning/" platform="Intranet"></osmosi-widget>`
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "page.html"), []byte(page(string(actor), "a")), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "nobody.html"), []byte(page("", "c")), 0o644))
	site := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer site.Close()

	tab := open(t)
	tab.visit(site.URL + "/page.html")
	tab.delivered()
	tab.press("done")
	tab.until(`!!document.querySelector("osmosi-widget").decision`)
	tab.delivered()
	read := map[evaluation.Verb]bool{}
	for _, statement := range records.all() {
		page, found := exchange.Decode([]byte(statement))
		require.Empty(t, found, statement)
		require.Equal(t, "V18", page.Events[0].Person)
		require.Empty(t, exchange.Index().Deed(page.Events[0]).Cause())
		again, err := exchange.AppendEvent(nil, page.Events[0])
		require.NoError(t, err)
		require.JSONEq(t, string(again), statement)
		read[page.Events[0].Verb] = true
	}
	require.True(t, read[evaluation.Shown] && read[evaluation.Completed], "%v", records.all())
	tab.quiet()

	// What is under way outlives the page.
	before := len(records.all())
	tab.text(`document.querySelector("osmosi-widget").scope = "b"`)
	tab.until(shadow + `.querySelector('[part~="done"]') !== null`)
	require.Eventually(t, func() bool { return len(records.all()) > before }, 10*time.Second, 20*time.Millisecond)
	tab.text(shadow + `.querySelector('[part~="done"]').click()`)
	tab.visit(site.URL + "/nobody.html")
	require.Eventually(t, func() bool { return strings.Count(strings.Join(records.all(), ""), "verbs/completed") == 2 }, 10*time.Second, 20*time.Millisecond)

	// Without an actor nothing is sent, and the page hears why.
	before = len(records.all())
	tab.text(`window.codes = [], addEventListener("osmosi-error", ({ detail }) => codes.push(detail.code)), document.querySelector("osmosi-widget").setAttribute("platform", "Portal")`)
	tab.until(`codes.includes("OSM-WIDGET-021")`)
	tab.text(`addEventListener("osmosi-dismissed", () => codes.push("dismissed"))`)
	tab.press("not-now")
	tab.until(`codes.includes("dismissed")`)
	require.Len(t, records.all(), before)
	require.NotContains(t, strings.Join(records.all(), ""), "V18")
	for _, version := range records.versions {
		require.Equal(t, "1.0.3", version)
	}
}
