package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/scim"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

var update = flag.Bool("update", false, "write the screenshot that the README shows")

// gain is the plain text of a proposition's gain.
func gain(c *company, proposition, language string) string {
	return markup.Plain(c.plan.Brief.Proposition(proposition).Gain.In(engagement.Language(language)))
}

func TestADutchNewcomerSeesADutchPropositionForNewcomers(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	tab.visit(in.url("/?%s", query(who(t, c, "new-hires", "nl"), "", "")))
	proposition := tab.text(`document.querySelector("osmosi-widget").decision.proposition`)
	require.Equal(t, "new-hires", c.plan.Brief.Proposition(proposition).Segment)
	require.Contains(t, tab.part("gain"), gain(c, proposition, "nl"))
	require.Equal(t, "nl", tab.text(shadow+`.querySelector("[lang]").lang`))
	require.Contains(t, tab.part("why"), c.plan.Brief.Segment("new-hires").Because.Nl)
	require.Equal(t, "nl", tab.text(`document.documentElement.lang`))
	tab.quiet()
}

func TestAnItalianManagerSeesAManagersPropositionInItalian(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	tab.visit(in.url("/?%s", query(who(t, c, "senior-leads", "it"), "", "")))
	proposition := tab.text(`document.querySelector("osmosi-widget").decision.proposition`)
	require.Equal(t, engagement.Managers, c.plan.Brief.Proposition(proposition).For)
	require.Contains(t, tab.part("gain"), gain(c, proposition, "it"))
	require.Equal(t, "it", tab.text(shadow+`.querySelector("[lang]").lang`))
	tab.quiet()
}

func TestTheLanguageSwitchChangesTheWords(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	p := who(t, c, "new-hires", "nl")
	for _, language := range []string{"it", "nl", "en"} {
		tab.visit(in.url("/?%s", query(p, language, "")))
		proposition := tab.text(`document.querySelector("osmosi-widget").decision.proposition`)
		require.Contains(t, tab.part("gain"), gain(c, proposition, language))
		require.Equal(t, language, tab.text(`document.documentElement.lang`))
	}
	tab.quiet()
}

func TestEveryPersonaSeesSomethingInEveryPhase(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	seen := map[string]bool{}
	for _, p := range c.personas {
		for _, first := range []engagement.Date{c.plan.Brief.Frame.Inform, c.plan.Brief.Frame.Activate, c.plan.Brief.Frame.Retain} {
			tab.visit(in.url("/?%s", query(p, "", string(first.AddDays(16)))))
			proposition := tab.text(`document.querySelector("osmosi-widget").decision.proposition ?? ""`)
			require.NotEmpty(t, proposition, "%v on %s", p, first)
			require.NotEmpty(t, tab.part("gain"))
			seen[proposition] = true
		}
	}
	require.Greater(t, len(seen), 12, "the propositions differ by person and phase")
	tab.quiet()
}

func TestWhatAVisitorDoesChangesTheReport(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	before := in.total("activate")
	tab.visit(in.url("/?%s", query(who(t, c, "new-hires", "nl"), "", "")))
	tab.delivered()
	reached := in.total("activate")
	require.Equal(t, *before.Reached.People+1, *reached.Reached.People)
	require.Equal(t, *before.Activated.People, *reached.Activated.People, "seeing is not doing")

	tab.press("done")
	tab.until(shadow + `.querySelector('[part~="status"]').textContent !== ""`)
	tab.delivered()
	after := in.total("activate")
	require.Equal(t, *before.Activated.People+1, *after.Activated.People)
	require.Equal(t, *before.Completed.People+1, *after.Completed.People)
	require.Greater(t, after.Activated.Rate.Share, reached.Activated.Rate.Share)
	tab.quiet()

	// The figure that people look at is the same.
	var html string
	in.get("/report/document?lang=en", &html)
	require.Contains(t, html, message.NewPrinter(language.English).Sprintf("%d", *after.Completed.People))
}

func TestThePersonsTraitsNeverLeaveThePage(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	p := who(t, c, "new-hires", "nl")
	tab.visit(in.url("/?%s", query(p, "", "")))
	tab.press("not-now")
	tab.delivered()
	profile := map[string]any{}
	require.NoError(t, json.Unmarshal(c.workforce.Person(p.ID).Profile(false, c.today(), c.plan.Brief.Traits), &profile))
	require.Greater(t, len(profile), 4)
	stored := tab.text(`JSON.stringify(localStorage)`)
	posts := 0
	for _, request := range tab.requests {
		if strings.HasPrefix(request, "POST ") {
			posts++
		}
		if strings.Contains(request, "/?") {
			continue // the page's own address
		}
		for trait, value := range profile {
			require.NotContains(t, request, `"`+trait+`":`+fmt.Sprint(value))
			if trait != audience.TraitLanguage {
				require.NotContains(t, request, trait)
			}
		}
	}
	require.Positive(t, posts)
	require.NotContains(t, stored, audience.TraitTenureDays)
	require.NotContains(t, stored, `unit`)
}

func TestNothingAcknowledgedIsLostAndNothingCountedTwice(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	p := who(t, c, "new-hires", "nl")
	address := in.url("/?%s", query(p, "", ""))
	tab.visit(address)
	tab.press("done")
	tab.until(shadow + `.querySelector('[part~="status"]').textContent !== ""`)
	tab.delivered() // everything is acknowledged
	acknowledged := in.total("activate")
	in.kill()

	// Offline, the visitor goes on: the widget keeps what it cannot send.
	tab.press("not-now")
	time.Sleep(300 * time.Millisecond)
	in.run()
	after := in.total("activate")
	after.Dismissed = acknowledged.Dismissed // the widget may have sent it again as soon as somebody answers
	require.Equal(t, acknowledged, after, "what was acknowledged is there after the kill")

	// Back again, the widget sends what it kept; the same events sent again by
	// hand change nothing.
	tab.visit(address)
	tab.delivered()
	settled := in.total("activate")
	require.Equal(t, *acknowledged.Completed.People, *settled.Completed.People)
	var bodies []string
	for _, request := range tab.requests {
		if rest, ok := strings.CutPrefix(request, "POST "); ok {
			if _, body, found := strings.Cut(rest, " "); found && body != "" {
				bodies = append(bodies, body)
			}
		}
	}
	require.NotEmpty(t, bodies)
	for _, body := range append(bodies, bodies...) {
		response, err := http.Post(in.url("/api/events?person=%s", p.ID), "application/json", strings.NewReader(body))
		require.NoError(t, err)
		response.Body.Close()
		require.Equal(t, http.StatusNoContent, response.StatusCode, body)
	}
	require.Equal(t, settled, in.total("activate"))
}

func TestKilledWhileEventsPourInItKeepsAllItAcknowledged(t *testing.T) {
	in, c := start(t), lumentaCompany(t)
	p := who(t, c, "new-hires", "nl")
	touchpoint := c.plan.Brief.Touchpoints[0]
	acknowledged := make(chan string, 4096)
	go func() {
		defer close(acknowledged)
		for i := 0; ; i++ {
			id := fmt.Sprintf("pour-%d", i)
			body := fmt.Sprintf(`[{"id":%q,"at":"2027-02-24T10:00:00Z","campaign":%q,"touchpoint":%q,"proposition":%q,"verb":"shown","language":"nl"}]`,
				id, c.plan.Brief.ID, touchpoint.ID, touchpoint.Proposition)
			response, err := http.Post(in.url("/api/events?person=%s", p.ID), "application/json", strings.NewReader(body))
			if err != nil {
				return
			}
			io.Copy(io.Discard, response.Body)
			response.Body.Close()
			if response.StatusCode != http.StatusNoContent {
				return
			}
			acknowledged <- id
		}
	}()
	time.Sleep(700 * time.Millisecond)
	in.kill()
	store, err := openStore(context.Background(), filepath.Join(in.data, "events.db"))
	require.NoError(t, err)
	defer store.close()
	kept := map[string]int{}
	for e, err := range store.all(context.Background()) {
		require.NoError(t, err)
		kept[e.ID]++
	}
	n := 0
	for id := range acknowledged {
		n++
		require.Equal(t, 1, kept[id], id)
	}
	require.Greater(t, n, 10)
}

func TestItStopsCleanlyAndKeepsEverything(t *testing.T) {
	in := start(t)
	before := in.total("inform")
	require.NoError(t, in.process.Process.Signal(syscall.SIGTERM))
	require.NoError(t, <-in.exited)
	require.Contains(t, in.said.String(), "Stopping.")
	in.run()
	require.Equal(t, before, in.total("inform"))
}

// parity asks the engine in the page, request by request.
const parity = `(async (calls) => {
	const { loadEngine } = await import("/widget/osmosi-engine.js");
	const engine = await loadEngine();
	const bundle = await (await fetch("/campaign/bundle.json")).text();
	engine.call("load", bundle);
	return calls.map(([call, request]) => engine.call(call, request));
})(%s)`

func TestThePageDecidesAndSchedulesAsTheServerDoesForEveryPerson(t *testing.T) {
	tab, c := open(t), lumentaCompany(t)
	var engine exchange.Engine
	require.NotContains(t, string(engine.Call("load", c.bundle["bundle.json"])), "error")
	var calls [][2]string
	for p := range c.workforce.People() {
		leads := c.workforce.Reports(p.ID) > 0
		for _, on := range []engagement.Date{"2027-01-20", "2027-02-24", "2027-05-12"} {
			calls = append(calls, [2]string{"decide", fmt.Sprintf(`{"profile":%s,"at":"%sT10:00"}`, p.Profile(leads, on, c.plan.Brief.Traits), on)})
		}
		calls = append(calls, [2]string{"schedule", fmt.Sprintf(`{"profile":%s,"workDays":%d}`, p.Profile(leads, "2027-01-11", c.plan.Brief.Traits), p.WorkDays)})
	}
	require.Greater(t, len(calls), 4*2400)
	tab.do(chromedp.Navigate(modules(t, c).URL + "/widget/index.html"))
	request, err := json.Marshal(calls)
	require.NoError(t, err)
	answers := evaluate[[]string](tab, fmt.Sprintf(parity, request))
	require.Len(t, answers, len(calls))
	different := map[string]bool{}
	for i, call := range calls {
		native := string(engine.Call(call[0], []byte(call[1])))
		require.NotContains(t, native, `"error"`)
		require.Equal(t, native, answers[i], call[1])
		different[native] = true
	}
	require.Greater(t, len(different), 50)
}

// fallback asks the shell what it decides without an engine.
const fallback = `(async (questions) => {
	const { decideForEveryone } = await import("/widget/osmosi-decide.js");
	const { program } = await (await fetch("/campaign/bundle.json")).json();
	return questions.map((question) => JSON.stringify(decideForEveryone(program, question)));
})(%s)`

func TestWithoutAnEngineTheWidgetShowsWhatTheEngineShowsToAStranger(t *testing.T) {
	tab, c := open(t), lumentaCompany(t)
	var engine exchange.Engine
	engine.Call("load", c.bundle["bundle.json"])
	type question struct {
		History map[string]string `json:"history"`
		At      string            `json:"at"`
	}
	var questions []question
	for _, history := range []map[string]string{{}, {"own-hour": "dismissed"}, {"own-hour": "completed", "now-help": "started"}} {
		for on := c.plan.Brief.Frame.Inform.AddDays(-3); on <= c.plan.Brief.Frame.End.AddDays(3); on = on.AddDays(2) {
			questions = append(questions, question{history, string(on) + "T10:00"})
		}
	}
	asked, err := json.Marshal(questions)
	require.NoError(t, err)
	tab.do(chromedp.Navigate(modules(t, c).URL + "/widget/index.html"))
	answers := evaluate[[]string](tab, fmt.Sprintf(fallback, asked))
	shown := map[string]bool{}
	for i, q := range questions {
		request, err := json.Marshal(q)
		require.NoError(t, err)
		require.JSONEq(t, string(engine.Call("decide", request)), answers[i], "%s", request)
		shown[answers[i]] = true
	}
	require.Greater(t, len(shown), 5)
}

func TestThePlanNeedsNoMendingWhenPeopleComeFromTheExport(t *testing.T) {
	in, c := start(t), lumentaCompany(t)
	var export string
	in.get("/people.scim.json", &export)
	people, found := scim.ReadAll(strings.NewReader(export), scim.Mapping{})
	require.Empty(t, found)
	require.Equal(t, c.people, people, "read back identical")
	workforce, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	require.GreaterOrEqual(t, workforce.Len(), 2400)
	p, found := campaign.NewPlan(&c.plan.Brief, workforce)
	require.NoError(t, found.Err())
	require.Equal(t, c.plan, p)
}

func TestEveryPageAnswers(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	for _, language := range []string{"it", "nl", "en"} {
		q := query(who(t, c, "team-leads", "it"), language, "")
		for _, path := range []string{"/calendar", "/plan", "/report", "/plan/document", "/report/document", c.plan.Brief.Interventions[0].URL} {
			tab.do(chromedp.Navigate(in.url("%s?%s", path, q)))
			require.Equal(t, language, tab.text(`document.documentElement.lang`), path)
			require.NotRegexp(t, regexp.MustCompile(`\b(plan|report|phase|kind|office|channel|why|widget)\.[a-z]+\b`), tab.text(`document.body.innerText`), path)
		}
	}
	for item, err := range c.schedule.For(who(t, c, "team-leads", "it").ID) {
		require.NoError(t, err)
		var html string
		in.get("/message/"+item.Touchpoint+"?person="+item.Person+"&lang=it", &html)
		require.Contains(t, html, `lang="it"`)
	}
	tab.quiet()
}

func TestAForeignPageCannotSendEvents(t *testing.T) {
	in := start(t)
	request, err := http.NewRequest("POST", in.url("/api/events?person=L0001"), strings.NewReader("[]"))
	require.NoError(t, err)
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	response.Body.Close()
	require.Equal(t, http.StatusForbidden, response.StatusCode)

	good := `{"id":"kept","at":"2027-02-24T10:00:00Z","campaign":"sparks-2027","touchpoint":"start-month","proposition":"new-start","verb":"shown"}`
	for body, status := range map[string]int{"[" + good + `,{"id":"lost"}]`: http.StatusUnprocessableEntity, "[]": http.StatusNoContent, `{`: http.StatusUnprocessableEntity, `[{"id":"x"}]`: http.StatusUnprocessableEntity, strings.Repeat(" ", 300<<10): http.StatusRequestEntityTooLarge} {
		response, err := http.Post(in.url("/api/events?person=L0001"), "application/json", strings.NewReader(body))
		require.NoError(t, err)
		response.Body.Close()
		require.Equal(t, status, response.StatusCode)
	}
	in.kill()
	store, err := openStore(context.Background(), filepath.Join(in.data, "events.db"))
	require.NoError(t, err)
	kept := false
	for e, err := range store.all(context.Background()) {
		require.NoError(t, err)
		kept = kept || e.ID == "kept"
		require.NotEqual(t, "lost", e.ID)
	}
	require.True(t, kept, "a good event stays, whatever comes with it")
	require.NoError(t, store.close())
	in.run()
	for _, path := range []string{"/?person=NOPE", "/calendar?on=2027-02-30", "/static/", "/static/nothing", "/no-such-page"} {
		response, err := http.Get(in.url("%s", path))
		require.NoError(t, err)
		response.Body.Close()
		require.Equal(t, http.StatusNotFound, response.StatusCode, path)
	}
	response, err = http.Post(in.url("/api/events?person=nobody"), "application/json", strings.NewReader("[]"))
	require.NoError(t, err)
	response.Body.Close()
	require.Equal(t, http.StatusForbidden, response.StatusCode)
}

func TestAStaticServerNeedsNothingButTheBuiltFiles(t *testing.T) {
	tab, c := open(t), lumentaCompany(t)
	dir := t.TempDir()
	out, err := exec.Command("go", "run", "github.com/osmosi-learning/osmosi/wasm/build", "-o", filepath.Join(dir, "osmosi")).CombinedOutput()
	require.NoError(t, err, string(out))
	require.NoError(t, os.CopyFS(filepath.Join(dir, "osmosi"), c.bundle))
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	embed := regexp.MustCompile("(?s)```html\n(.*?)```").FindSubmatch(readme)
	require.NotNil(t, embed, "the README shows how to embed the widget")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.html"), bytes.Join([][]byte{[]byte("<!doctype html><link rel=\"icon\" href=\"data:,\"><title>Any page</title>"), embed[1]}, nil), 0o644))
	site := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer site.Close()
	for _, language := range []string{"it", "nl", "en"} {
		tab.visit(site.URL)
		tab.text(`document.querySelector("osmosi-widget").lang = "` + language + `"`)
		tab.text(`document.querySelector("osmosi-widget").at = "2027-02-24T10:00"`)
		tab.until(shadow + `.querySelector("[lang]").lang === "` + language + `" && !!document.querySelector("osmosi-widget").decision.proposition`)
		proposition := tab.text(`document.querySelector("osmosi-widget").decision.proposition`)
		require.Contains(t, tab.part("gain"), gain(c, proposition, language))
	}
	tab.quiet()
}

func TestThePictureOfTheREADME(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	tab.do(chromedp.EmulateViewport(1280, 860))
	tab.visit(in.url("/?%s", query(who(t, c, "new-hires", "nl"), "en", "")))
	tab.text(shadow + `.querySelector('[part~="why"]').open = true`)
	tab.until(`window.scrollTo(0, 0), document.fonts.status === "loaded"`)
	picture, err := chromedp.Run(tab.Context, chromedp.CaptureScreenshot())
	require.NoError(t, err)
	require.Greater(t, len(picture), 20<<10, "the page is not blank")
	if *update {
		require.NoError(t, os.WriteFile("screenshot.png", picture, 0o644))
	}
	_, err = os.Stat("screenshot.png")
	require.NoError(t, err)
}
