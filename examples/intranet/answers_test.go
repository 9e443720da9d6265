package main

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/wasm"
)

// withAnswers is the intranet without a process of its own, over a fresh database.
func withAnswers(t *testing.T, c *company, widget string) (*httptest.Server, *store) {
	t.Helper()
	s, err := openStore(t.Context(), filepath.Join(t.TempDir(), "events.db"))
	require.NoError(t, err)
	t.Cleanup(func() { s.close() })
	site := httptest.NewServer(newServer(c, s, os.DirFS(widget)))
	t.Cleanup(site.Close)
	return site, s
}

func post(t *testing.T, address, key, body string) int {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, address, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", key)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	response.Body.Close()
	return response.StatusCode
}

func allSheets(t *testing.T, s *store) []survey.Sheet {
	t.Helper()
	var all []survey.Sheet
	for sheet, err := range s.sheets(t.Context()) {
		require.NoError(t, err)
		all = append(all, sheet)
	}
	return all
}

const (
	firstKey  = "00000000-0000-4000-8000-000000000001"
	secondKey = "00000000-0000-4000-8000-000000000002"
	goodSheet = `{"osmosi":"answers/v1","survey":"five-questions","answers":[{"question":"easy","points":7}]}`
)

func TestTheIntakeOfAnswersKeepsGoodSheetsOnceAndNothingBesides(t *testing.T) {
	site, s := withAnswers(t, lumentaCompany(t), t.TempDir())
	address := site.URL + "/api/answers"
	for _, c := range []struct {
		name, key, body string
		want            int
	}{
		{"a good sheet", firstKey, goodSheet, http.StatusNoContent},
		{"the same sheet again", firstKey, goodSheet, http.StatusNoContent},
		{"another one", secondKey, goodSheet, http.StatusNoContent},
		{"no key", "", goodSheet, http.StatusBadRequest},
		{"a key that tells who it was", "mira.rossi", goodSheet, http.StatusBadRequest},
		{"no JSON", firstKey, `{`, http.StatusUnprocessableEntity},
		{"a person", secondKey, strings.Replace(goodSheet, `"answers":[`, `"person":"p1","answers":[`, 1), http.StatusUnprocessableEntity},
		{"a time", secondKey, strings.Replace(goodSheet, `"answers":[`, `"at":"2027-05-01","answers":[`, 1), http.StatusUnprocessableEntity},
		{"points that are not there", secondKey, strings.Replace(goodSheet, `7`, `8`, 1), http.StatusUnprocessableEntity},
		{"another survey", secondKey, strings.Replace(goodSheet, `five-questions`, `six`, 1), http.StatusUnprocessableEntity},
		{"too much", secondKey, goodSheet + strings.Repeat(" ", mostSheet), http.StatusRequestEntityTooLarge},
	} {
		require.Equal(t, c.want, post(t, address, c.key, c.body), c.name)
	}
	require.Len(t, allSheets(t, s), 2)
	var columns []string
	rows, err := s.db.QueryContext(t.Context(), `SELECT name FROM pragma_table_info('sheets')`)
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		var name string
		require.NoError(t, rows.Scan(&name))
		columns = append(columns, name)
	}
	require.Equal(t, []string{"id", "body"}, columns, "there is no place for a person or a time")
}

func TestResultsOfThePulseAreShownFromTheSmallestGroupOn(t *testing.T) {
	site, s := withAnswers(t, lumentaCompany(t), t.TempDir())
	results := func() string {
		response, err := http.Get(site.URL + "/report/pulse?lang=en")
		require.NoError(t, err)
		defer response.Body.Close()
		var body bytes.Buffer
		_, err = body.ReadFrom(response.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, response.StatusCode)
		return body.String()
	}
	for i := range 4 {
		require.Equal(t, http.StatusNoContent, post(t, site.URL+"/api/answers", firstKey[:35]+string(rune('1'+i)), goodSheet))
	}
	require.NotContains(t, results(), "7.0")
	require.NoError(t, s.addSheets(t.Context(), map[string]survey.Sheet{secondKey[:35] + "9": allSheets(t, s)[0]}))
	require.Contains(t, results(), "7.0", "five people gave seven points")
	simulated := lumentaCompany(t).simulatedSheets()
	require.NoError(t, s.addSheets(t.Context(), simulated))
	require.Contains(t, results(), strconv.Itoa(len(simulated)+5))
}

// picture is a JPEG of a size.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	made := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		made.Set(i%width, i/width, color.RGBA{uint8(i), uint8(i / width), uint8(i * i >> 7), 255})
	}
	var out bytes.Buffer
	require.NoError(t, jpeg.Encode(&out, made, nil))
	return out.Bytes()
}

func TestTheIntakeOfCardsKeepsThemOnceUnderAPseudonymAndErasesThem(t *testing.T) {
	c := lumentaCompany(t)
	site, s := withAnswers(t, c, t.TempDir())
	person := c.personas[0].ID
	card := `{"osmosi":"card/v1","id":"` + firstKey + `","at":"2027-03-20","language":"en","text":"A lamp","tags":["waiting"],"media":[{"kind":"photo","url":"data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString(picture(t, 64, 48)) + `","alt":"a lamp"}]}`
	address := site.URL + "/api/insights?person=" + person
	require.Equal(t, http.StatusNoContent, post(t, address, firstKey, card))
	require.Equal(t, http.StatusNoContent, post(t, address, firstKey, card))
	require.Equal(t, http.StatusForbidden, post(t, site.URL+"/api/insights", firstKey, card))
	require.Equal(t, http.StatusUnprocessableEntity, post(t, address, firstKey, strings.Replace(card, `"tags"`, `"labels"`, 1)))
	require.Equal(t, http.StatusRequestEntityTooLarge, post(t, address, firstKey, card+strings.Repeat(" ", insight.MaxSent)))
	sent, err := s.cards(t.Context())
	require.NoError(t, err)
	require.Len(t, sent, 1)
	require.Equal(t, pseudonym(person), sent[0].Antenna)
	response, err := http.Get(site.URL + "/report/cards/" + sent[0].Media[0].URL)
	require.NoError(t, err)
	response.Body.Close()
	require.Equal(t, "image/jpeg", response.Header.Get("Content-Type"))
	require.NoError(t, s.erase(t.Context(), person))
	sent, err = s.cards(t.Context())
	require.NoError(t, err)
	require.Empty(t, sent)
}

// everyKind is the company with a pulse of every kind of question.
func everyKind(t *testing.T) *company {
	t.Helper()
	c := *lumentaCompany(t)
	pulse := *c.pulse
	text := func(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }
	pulse.Questions = append(append([]survey.Question(nil), pulse.Questions...), survey.Question{
		ID: "first", Kind: survey.Rank, Text: text("What first?"),
		Options: []survey.Option{{ID: "time", Text: text("Time")}, {ID: "offer", Text: text("Offer")}, {ID: "help", Text: text("Help")}},
	})
	pulse.Questions[0].Required = true
	c.pulse = &pulse
	files, err := bundle.New(c.plan, pulse.Questionnaire(""))
	require.NoError(t, err)
	c.bundle = files
	return &c
}

// built is the widget's files, made once.
func built(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, wasm.Build(t.Context(), dir))
	return dir
}

// key presses a key, as a keyboard does.
func (p *tab) key(keys ...string) {
	p.t.Helper()
	for _, k := range keys {
		p.do(chromedp.KeyEvent(k))
	}
}

// focused is the element inside the widget that has the focus.
const focused = shadow + `.activeElement`

// tabTo presses Tab until the focus is on what the expression, of the focused e, holds for.
func (p *tab) tabTo(expression string) {
	p.t.Helper()
	for range 80 {
		p.key("\t")
		if evaluate[bool](p, `(e => !!(e && (`+expression+`)))(`+focused+`)`) {
			return
		}
	}
	p.t.Fatalf("the keyboard does not reach %s", expression)
}

// arrival is a request as it came to the intranet.
type arrival struct {
	path, query, body string
	header            http.Header
}

// watched is the intranet with everything that was posted to it; while it is
// down, it answers nothing but 503 to what is posted.
type watched struct {
	*httptest.Server
	store *store
	sync.Mutex
	arrivals []arrival
	down     bool
}

func watch(t *testing.T, c *company) *watched {
	t.Helper()
	site := &watched{}
	var inner *httptest.Server
	inner, site.store = withAnswers(t, c, built(t))
	site.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			body, _ := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(body))
			site.Lock()
			site.arrivals = append(site.arrivals, arrival{r.URL.Path, r.URL.RawQuery, string(body), r.Header.Clone()})
			down := site.down
			site.Unlock()
			if down {
				http.Error(w, "down", http.StatusServiceUnavailable)
				return
			}
		}
		inner.Config.Handler.ServeHTTP(w, r)
	}))
	t.Cleanup(site.Server.Close)
	return site
}

// posted is what came to an address.
func (s *watched) posted(path string) []arrival {
	s.Lock()
	defer s.Unlock()
	var all []arrival
	for _, a := range s.arrivals {
		if a.path == path {
			all = append(all, a)
		}
	}
	return all
}

const storage = `JSON.stringify(Object.entries(localStorage))`

func TestAPulseIsAnsweredByKeyboardAloneAndNobodyCanTellWhose(t *testing.T) {
	c := everyKind(t)
	site := watch(t, c)
	tab := open(t)
	person := c.personas[0]
	on := string(c.plan.Brief.Frame.Retain.AddDays(16))
	tab.visit(site.URL + "/?" + query(person, "en", on))
	tab.do(chromedp.Evaluate[chromedp.Void](`document.cookie = "session=whoever-is-signed-in; path=/"`))
	tab.tabTo(`e.dataset.key === "pulse-summary"`)
	tab.key("\r")
	tab.until(shadow + `.querySelectorAll("[data-question]").length === 6`)

	// What lacks is said where it lacks, and the focus goes there.
	tab.tabTo(`e.getAttribute("part")?.includes("pulse-send")`)
	tab.key("\r")
	require.Equal(t, "pulse-easy", tab.text(focused+`.name`))
	require.Equal(t, "true", tab.text(focused+`.closest("fieldset").getAttribute("aria-invalid")`))
	require.Contains(t, tab.text(shadow+`.getElementById(`+focused+`.closest("fieldset").getAttribute("aria-describedby")).textContent`), "needs an answer")
	require.Contains(t, tab.text(shadow+`.querySelector(".status").textContent`), "1")

	tab.key(" ", kb.ArrowRight, kb.ArrowRight)
	tab.tabTo(`e.name === "pulse-offer"`)
	tab.key(" ", kb.ArrowRight)
	tab.tabTo(`e.name === "pulse-time"`)
	tab.key(" ", kb.ArrowDown)
	tab.tabTo(`e.value === "colleague"`)
	tab.key(" ")
	tab.tabTo(`e.tagName === "TEXTAREA"`)
	tab.key(strings.Split("more coffee", "")...)
	tab.tabTo(`e.getAttribute("aria-label") === "Move up: Help"`)
	tab.key("\r", " ")
	require.Equal(t, "Move up: Help", tab.text(focused+`.getAttribute("aria-label")`), "the focus goes along")
	require.Contains(t, tab.text(shadow+`.querySelector(".status").textContent`), "Help: place 1 of 3")
	require.Equal(t, "Answered: 6 of 6", tab.part("pulse-progress"))
	require.NotContains(t, tab.text(storage), "coffee", "half-filled answers are in memory only")

	tab.delivered()
	before := len(site.posted("/api/events"))
	tab.tabTo(`e.getAttribute("part")?.includes("pulse-send")`)
	tab.key("\r")
	tab.until(focused + `?.className === "concluded"`)
	require.Contains(t, tab.text(focused+`.textContent`), "Thank you")

	came := site.posted("/api/answers")
	require.Len(t, came, 1)
	require.Empty(t, came[0].query)
	for _, name := range []string{"Cookie", "Referer", "Authorization"} {
		require.Empty(t, came[0].header.Values(name), name)
	}
	evaluate[int](tab, `fetch("/api/insights", { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }).then((r) => r.status)`)
	require.Contains(t, site.posted("/api/insights")[0].header.Get("Cookie"), "whoever-is-signed-in", "another request would have told")
	tab.complaints = nil // of the status of that one
	require.JSONEq(t, `{"osmosi":"answers/v1","survey":"five-questions","answers":[
		{"question":"easy","points":3},{"question":"offer","points":1},{"question":"time","options":["sometimes"]},
		{"question":"used","options":["colleague"]},{"question":"change","text":"more coffee"},{"question":"first","options":["help","time","offer"]}]}`,
		came[0].body, "nothing else is in it: no person, no trait, no scope, no time")
	id := came[0].header.Get("Idempotency-Key")
	require.Regexp(t, sentKey, id)
	kept := tab.text(storage)
	require.NotContains(t, kept, id)
	require.NotContains(t, kept, "coffee")
	require.NotContains(t, kept, "osmosi:answers")
	require.Contains(t, kept, "osmosi:asked:v1")
	tab.delivered()
	require.Len(t, site.posted("/api/events"), before, "no event tells when it was answered")
	for _, a := range site.posted("/api/events") {
		require.NotContains(t, a.body, id)
		require.NotContains(t, a.body, "coffee")
	}
	require.Len(t, allSheets(t, site.store), 1)

	tab.visit(site.URL + "/?" + query(person, "en", on))
	require.Equal(t, "null", tab.text(shadow+`.querySelector('[part="pulse"]')`), "it is asked once")
	tab.quiet()
}

func TestAPulseCanBeSkippedAndWaitsForTheServer(t *testing.T) {
	c := lumentaCompany(t)
	site := watch(t, c)
	tab := open(t)
	on := string(c.plan.Brief.Frame.Retain.AddDays(16))
	begin := func(person persona) {
		tab.visit(site.URL + "/?" + query(person, "en", on))
		tab.do(chromedp.Evaluate[chromedp.Void](shadow + `.querySelector('[part="pulse"] > summary').click()`))
		tab.until(`!!` + shadow + `.querySelector('[part~="pulse-skip"]')`)
	}
	begin(c.personas[0])
	tab.press("pulse-skip")
	tab.until(focused + `?.className === "concluded"`)
	require.Empty(t, site.posted("/api/answers"))
	tab.visit(site.URL + "/?" + query(c.personas[0], "en", on))
	require.Equal(t, "null", tab.text(shadow+`.querySelector('[part="pulse"]')`))

	begin(c.personas[1])
	tab.press("pulse-send")
	require.Contains(t, tab.part("status"), "Answer at least one question")
	tab.do(chromedp.Evaluate[chromedp.Void](shadow + `.querySelector('input[name="pulse-easy"][value="7"]').click()`))
	require.Equal(t, "Answered: 1 of 5", tab.part("pulse-progress"))
	tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("osmosi-widget").at = "` + on + `T11:00"`))
	tab.until(`!!` + shadow + `.querySelector('[part="pulse"][open] form')`)
	require.Equal(t, "Answered: 1 of 5", tab.part("pulse-progress"), "what was answered outlives that the card is drawn anew")
	site.Lock()
	site.down = true
	site.Unlock()
	tab.press("pulse-send")
	tab.until(focused + `?.className === "concluded"`)
	require.Contains(t, tab.text(focused+`.textContent`), "until then they stay in this browser")
	require.Contains(t, tab.text(storage), "osmosi:answers:v1:")
	require.NotRegexp(t, `osmosi:answers:[^,]*`+c.personas[1].ID, tab.text(storage), "it names nobody while it waits")
}

// noted is a photograph with what a camera notes in it.
func noted(t *testing.T) []byte {
	plain := picture(t, 2000, 1500)
	note := append([]byte("Exif\x00\x00"), "somewhere in 45.07N 7.68E"...)
	made := append([]byte{0xFF, 0xD8, 0xFF, 0xE1, 0, byte(len(note) + 2)}, note...)
	return append(made, plain[2:]...)
}

func TestAnAntennaSendsACardWithAPhotographThatTellsNoPlace(t *testing.T) {
	c := lumentaCompany(t)
	site := watch(t, c)
	tab := open(t)
	on := c.today()
	var antenna, other persona
	for p := range c.workforce.People() {
		in := c.plan.SegmentsOf(c.workforce, on)(p)
		if slices.Contains(in, "antennas") {
			antenna.ID = p.ID
		} else {
			other.ID = p.ID
		}
	}
	tab.visit(site.URL + "/?" + query(other, "en", string(on)))
	require.Equal(t, "null", tab.text(shadow+`.querySelector('[part="insight"]')`), "who is no antenna is not asked")
	tab.visit(site.URL + "/?" + query(antenna, "en", string(on)))
	tab.tabTo(`e.dataset.key === "insight-summary"`)
	tab.key("\r")
	tab.until(`!!` + shadow + `.querySelector('[part="insight-form"]')`)
	require.Equal(t, "Today: 0 of 2. So far: 0 of 10.", tab.part("insight-count"))
	tab.do(chromedp.EmulateViewport(240, 900))
	require.Equal(t, "false", tab.text(`(f => [...f.querySelectorAll("*")].some((e) => e.getClientRects().length > 0 && e.getBoundingClientRect().right > f.getBoundingClientRect().right + 1))(`+shadow+`.querySelector('[part="insight-form"]'))`), "everything fits at 240 px")
	tab.do(chromedp.EmulateViewport(1280, 900))
	tab.tabTo(`e.id === "card-text"`)
	tab.key(strings.Split("A lamp that waits", "")...)
	require.Contains(t, tab.text(storage), "A lamp that waits", "the draft is kept")
	tab.tabTo(`e.getAttribute("part")?.includes("insight-send")`)
	tab.key("\r")
	require.Equal(t, "card-tags", tab.text(focused+`.id`), "the focus goes to what lacks")
	tab.key(strings.Split("Waiting, colour", "")...)
	tab.do(chromedp.Evaluate[chromedp.Void](`(() => {
		const bytes = Uint8Array.from(atob("` + base64.StdEncoding.EncodeToString(noted(t)) + `"), (c) => c.charCodeAt(0));
		const data = new DataTransfer();
		data.items.add(new File([bytes], "IMG_4507.jpg", { type: "image/jpeg" }));
		const input = ` + shadow + `.getElementById("card-photo");
		input.files = data.files;
		input.dispatchEvent(new Event("change"));
	})()`))
	tab.until(`!!` + shadow + `.querySelector(".preview")`)
	require.Contains(t, tab.part("status"), "without its place")
	tab.tabTo(`e.id === "card-alt"`)
	tab.key(strings.Split("a lamp", "")...)
	tab.tabTo(`e.getAttribute("part")?.includes("insight-send")`)
	tab.key("\r")
	tab.until(shadow + `.querySelector(".status").textContent.includes("Thank you")`)
	require.Equal(t, "Today: 1 of 2. So far: 1 of 10.", tab.part("insight-count"))
	require.NotContains(t, tab.text(storage), "A lamp", "the draft is gone")
	came := site.posted("/api/insights")
	require.Len(t, came, 1)
	require.NotContains(t, came[0].body, antenna.ID, "the host says who it was")
	sent, err := site.store.cards(t.Context())
	require.NoError(t, err)
	require.Len(t, sent, 1)
	require.Equal(t, []string{"waiting", "colour"}, sent[0].Tags)
	require.Equal(t, "shop", sent[0].Segment)
	photo, err := site.store.photo(t.Context(), sent[0].Media[0].URL)
	require.NoError(t, err)
	require.LessOrEqual(t, len(photo), insight.MaxPhoto)
	size, err := jpeg.DecodeConfig(bytes.NewReader(photo))
	require.NoError(t, err)
	require.Equal(t, insight.MaxSide, size.Width)
	require.NotContains(t, string(photo), "45.07N")
	tab.quiet()
	var page string
	response, err := http.Get(site.URL + "/report/cards?lang=en")
	require.NoError(t, err)
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	page = string(all)
	require.Contains(t, page, "A lamp that waits")
	require.NotContains(t, page, antenna.ID+"\"", "who wrote it is not shown")
}
