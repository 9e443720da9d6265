package main

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"math"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/cdp"
	browserpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
)

// wavesSite is the demonstration with the people of both waves.
type wavesSite struct {
	t *testing.T
	http.Handler
}

// played is one server whose waves have been played, for all tests that read.
var played = sync.OnceValues(func() (http.Handler, error) {
	c, err := theCompany()
	if err != nil {
		return nil, err
	}
	return newServer(c, nil, fstest.MapFS{}), nil
})

func lumentaWaves(t *testing.T) wavesSite {
	t.Helper()
	h, err := played()
	require.NoError(t, err)
	return wavesSite{t, h}.finish()
}

// wavesOf are the waves of other people than the company's.
func wavesOf(t *testing.T, people []audience.Person) wavesSite {
	t.Helper()
	w, _ := audience.NewWorkforce(people) // some have lost their manager
	mux := http.NewServeMux()
	srv := &server{company: lumentaCompany(t)}
	require.NoError(t, json.Unmarshal(words, &srv.words))
	srv.pages = parsePages()
	(&twoWaves{workforce: w}).routes(mux, srv)
	return wavesSite{t, mux}.finish()
}

// finish waits until the waves are over.
func (s wavesSite) finish() wavesSite {
	s.t.Helper()
	require.Eventually(s.t, func() bool { return strings.Contains(s.get("/waves/progress"), `"over":true`) }, 5*time.Minute, 50*time.Millisecond)
	return s
}

func (s wavesSite) get(path string) string {
	s.t.Helper()
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, httptest.NewRequest("GET", path, nil))
	require.Equal(s.t, http.StatusOK, answer.Code, "%s: %s", path, answer.Body)
	return answer.Body.String()
}

// text is what a reader of a page gets, its main part only.
func text(page string) string {
	page = regexp.MustCompile(`(?s)^.*<main[^>]*>|</main>.*$`).ReplaceAllString(page, "")
	page = html.UnescapeString(regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`).ReplaceAllString(page, " "))
	return strings.Join(strings.Fields(page), " ")
}

// parsed reads a number as a language writes it.
func parsed(t *testing.T, l engagement.Language, said string) float64 {
	t.Helper()
	said = strings.NewReplacer("−", "-", "+", "").Replace(said)
	if l == engagement.English {
		said = strings.ReplaceAll(said, ",", "")
	} else {
		said = strings.ReplaceAll(strings.ReplaceAll(said, ".", ""), ",", ".")
	}
	n, err := strconv.ParseFloat(said, 64)
	require.NoError(t, err, said)
	return n
}

const figures = `([−+]?[\d.,]*\d)`

// completed is how many completed something in each wave, as the tables tell.
func completed(t *testing.T, page string, l engagement.Language, w map[string]string) (one, two, of float64) {
	t.Helper()
	of = parsed(t, l, regexp.MustCompile(`<th scope="row">` + w["waves.reached"] + `.*?</th><td>` + figures + `</td>`).FindStringSubmatch(page)[1])
	found := regexp.MustCompile(`<th scope="row">`+w["waves.completed"]+`.*?</th><td>`+figures+`</td>`).FindAllStringSubmatch(page, -1)
	require.Len(t, found, 2)
	return parsed(t, l, found[0][1]), parsed(t, l, found[1][1]), of
}

func TestTheSecondWavePerformsBetterAndTheCertaintyIsThatOfItsFigures(t *testing.T) {
	site, all := lumentaWaves(t), allWords(t)
	for l, start := range map[engagement.Language]string{engagement.Italian: "Più persone di prima:", engagement.Dutch: "Meer mensen dan eerst:", engagement.English: "More people than before:"} {
		t.Run(string(l), func(t *testing.T) {
			page := site.get("/waves?lang=" + string(l))
			one, two, of := completed(t, page, l, all[l])
			require.Greater(t, two, one)

			// The interval of the difference by another formula, with what the page tells only.
			p, q := one/of, two/of
			half := 1.959964 * math.Sqrt(p*(1-p)/of+q*(1-q)/of)
			read := text(page)
			require.Contains(t, read, start)
			said := read[strings.Index(read, start):]
			found := regexp.MustCompile(figures + ` (?:punti percentuali in più|procentpunt meer|percentage points more) \((?:da )?` + figures + ` (?:a|tot|to) ` + figures + `,`).FindStringSubmatch(said)
			require.NotNil(t, found, said[:200])
			require.InDelta(t, 100*(q-p), parsed(t, l, found[1]), 0.051)
			require.InDelta(t, 100*(q-p-half), parsed(t, l, found[2]), 0.11)
			require.InDelta(t, 100*(q-p+half), parsed(t, l, found[3]), 0.11)
			require.Positive(t, parsed(t, l, found[2]), "better is said only where the interval leaves out zero")

			// How often chance would bring that, of a normal distribution.
			pooled := (one + two) / (2 * of)
			z := (q - p) / math.Sqrt(2*pooled*(1-pooled)/of)
			often := math.Erfc(z / math.Sqrt2)
			lead, _, _ := strings.Cut(all[l]["waves.chance.of"], "%")
			chance := regexp.MustCompile(regexp.QuoteMeta(lead) + figures).FindStringSubmatch(said)
			require.NotNil(t, chance, said[:500])
			require.InDelta(t, math.Ceil(10000*often), parsed(t, l, chance[1]), 1)

			// And what came without changes is claimed for nothing.
			again := read[strings.Index(read, all[l]["waves.again1"]):]
			require.Contains(t, again, map[engagement.Language]string{engagement.Italian: "Non si sostiene alcun miglioramento.", engagement.Dutch: "Er wordt geen verbetering beweerd.", engagement.English: "No improvement is claimed."}[l])
			for _, honest := range []string{"waves.lot", "waves.mean", "waves.title", "waves.model"} {
				require.Contains(t, again+read, all[l][honest])
			}
			require.NotRegexp(t, `waves\.[a-z]|%!|\{\{|NaN`, read)
		})
	}
}

// pointed is what a document has at a JSON Pointer; false where there is nothing.
func pointed(doc any, pointer string) (any, bool) {
	for _, part := range strings.Split(pointer, "/")[1:] {
		switch at := doc.(type) {
		case map[string]any:
			value, there := at[part]
			if !there {
				return nil, false
			}
			doc = value
		case []any:
			n, err := strconv.Atoi(part)
			if part == "-" {
				n, err = len(at)-1, nil
			}
			if err != nil || n < 0 || n >= len(at) {
				return nil, false
			}
			doc = at[n]
		default:
			return nil, false
		}
	}
	return doc, true
}

func TestTheSecondWaveStartsFromWhatWasAcceptedAndFromNothingElse(t *testing.T) {
	site := lumentaWaves(t)
	brief := func(path string) any {
		var plan struct{ Brief any }
		require.NoError(t, json.Unmarshal([]byte(site.get(path)), &plan))
		return plan.Brief
	}
	one, two := brief("/waves/first.json"), brief("/waves/second.json")
	at := func(doc any, pointer string) any {
		value, there := pointed(doc, pointer)
		require.True(t, there, pointer)
		return value
	}
	page := site.get("/waves?lang=en")
	articles := regexp.MustCompile(`(?s)<article class="(\w+)">(.*?)</article>`).FindAllStringSubmatch(page, -1)
	decided := map[string]int{}
	touched := map[string]bool{} // places that an accepted change acts on
	for _, a := range articles {
		decided[a[1]]++
		patch := html.UnescapeString(regexp.MustCompile(`(?s)<pre[^>]*>(.*?)</pre>`).FindStringSubmatch(a[2])[1])
		changes, applied := 0, 0
		for line := range strings.Lines(patch) {
			var o struct {
				Op    retrospective.Op
				Path  string
				Value any
			}
			require.NoError(t, json.Unmarshal([]byte(line), &o))
			switch o.Op {
			case retrospective.Test:
				require.Equal(t, o.Value, at(one, o.Path), "the patch is one of the first brief")
				continue
			case retrospective.Remove:
				list := o.Path[:strings.LastIndexByte(o.Path, '/')]
				if changes++; a[1] == "accepted" {
					left, _ := pointed(two, list) // absent where nothing is left
					rest, _ := left.([]any)
					require.Len(t, rest, len(at(one, list).([]any))-1)
					applied++
				}
				continue
			}
			changes++
			if value, there := pointed(two, o.Path); there && fmt.Sprint(value) == fmt.Sprint(o.Value) {
				applied++
			}
			if a[1] == "accepted" {
				touched[o.Path] = true
			}
		}
		require.Positive(t, changes)
		if a[1] == "accepted" {
			require.Equal(t, changes, applied, a[2])
		} else {
			require.Zero(t, applied, "what was declined stayed as it was: %s", a[2])
		}
	}
	require.Positive(t, decided["accepted"])
	require.Positive(t, decided["declined"])

	// Everything else about the touchpoints is what it was.
	before, after := at(one, "/touchpoints").([]any), at(two, "/touchpoints").([]any)
	require.Len(t, after, len(before))
	for i := range before {
		for member, value := range before[i].(map[string]any) {
			if path := fmt.Sprintf("/touchpoints/%d/%s", i, member); !touched[path] {
				require.Equal(t, value, at(two, path), path)
			}
		}
	}

	// The reasons are told in every language, and each decision as it is called there.
	for l, w := range allWords(t) {
		read := text(site.get("/waves?lang=" + string(l)))
		require.Equal(t, decided["accepted"]+decided["declined"], strings.Count(read, w["waves.why"]), l)
		require.Contains(t, read, map[engagement.Language]string{engagement.Italian: "Le cifre sono chiare.", engagement.Dutch: "De cijfers zijn duidelijk.", engagement.English: "The figures are clear."}[l])
		require.Contains(t, read, map[engagement.Language]string{engagement.Italian: "arriva tramite “Intranet” invece che tramite “Officina”.", engagement.Dutch: "komt via ‘Intranet’ in plaats van via ‘Officina’.", engagement.English: "comes through “Intranet” instead of “Officina”."}[l], "a patch reads as sentences")
		for _, word := range []string{"accepted", "declined"} {
			require.Equal(t, decided[word], len(regexp.MustCompile(`<p class="decision">`+w["waves."+word]+`</p>`).FindAllString(site.get("/waves?lang="+string(l)), -1)))
		}
	}
	for _, path := range []string{"/waves/first", "/waves/second", "/waves/retrospective"} {
		require.Contains(t, site.get(path+"?lang=nl"), `<html lang="nl"`)
	}
}

// allWords are the words of the intranet.
func allWords(t *testing.T) map[engagement.Language]map[string]string {
	t.Helper()
	var all map[engagement.Language]map[string]string
	require.NoError(t, json.Unmarshal(words, &all))
	for _, l := range engagement.Languages() {
		require.Len(t, all[l], len(all[engagement.English]))
		for key := range all[engagement.English] {
			require.NotEmpty(t, all[l][key], "%s %s", l, key)
		}
	}
	return all
}

func TestFewPeopleAreToldOfInNoWave(t *testing.T) {
	c := lumentaCompany(t)
	in := c.plan.SegmentsOf(c.workforce, c.plan.Brief.Frame.Inform)
	var people []audience.Person
	counts := map[string]int{}
	for _, p := range c.people { // 3 of each segment, and 150 of one
		segments := append(in(&p), "")
		if counts[segments[0]]++; counts[segments[0]] <= 3 || segments[0] == "production" && counts["production"] <= 150 {
			people = append(people, p)
		}
	}
	some, few := wavesOf(t, people), wavesOf(t, people[:4])
	for l, w := range allWords(t) {
		page := some.get("/waves?lang=" + string(l))
		read := text(page)
		require.Contains(t, read, w["waves.hidden"], l)
		shares := regexp.MustCompile(`%\) (?:di|van|of) `+figures).FindAllStringSubmatch(read, -1)
		require.NotEmpty(t, shares)
		for _, s := range shares {
			require.GreaterOrEqual(t, parsed(t, l, s[1]), 5.0, s[0])
		}
		for _, cell := range regexp.MustCompile(`</th><td>`+figures+`</td><td>`).FindAllStringSubmatch(page[strings.Index(page, `id="first"`):strings.Index(page, `id="taught"`)], -1) {
			if n := parsed(t, l, cell[1]); n > 0 {
				require.GreaterOrEqual(t, n, 5.0)
			}
		}
		read = text(few.get("/waves?lang=" + string(l)))
		require.Contains(t, read, w["waves.few"], "of four people nothing is said")
		require.NotRegexp(t, `%\) (di|van|of) `, read)
		require.NotContains(t, read, w["waves.chart"])
	}
}

func TestTheWavesAreReachedFromTheReportAndShowThemselvesWhenTheyAreOver(t *testing.T) {
	source := axe(t)
	c := lumentaCompany(t)
	store, err := openStore(t.Context(), filepath.Join(t.TempDir(), "events.db"))
	require.NoError(t, err)
	t.Cleanup(func() { store.close() })
	site := httptest.NewServer(newServer(c, store, fstest.MapFS{}))
	t.Cleanup(site.Close)
	t.Cleanup(site.CloseClientConnections)
	v := &visitor{open(t), site.URL, nil}
	v.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, browserpage.AddScriptToEvaluateOnNewDocument, browserpage.AddScriptToEvaluateOnNewDocumentParams{Source: source})
		return err
	}))
	none := func(expression, where string) {
		t.Helper()
		for _, fault := range evaluate[[]string](v.tab, expression) {
			t.Errorf("%s: %s", where, fault)
		}
	}
	v.wide(1280, 900)
	v.do(chromedp.Navigate(site.URL + "/report?lang=nl"))
	v.text(`document.querySelector('main a[href^="/waves"]').click()`)
	v.until(`document.querySelector("progress")?.value > 0 && document.getElementById("chapter").textContent !== ""`)
	none(violations, "while they are played")
	wavesSite{t, site.Config.Handler}.finish()     // slow machines take longer than a page may
	v.until(`!!document.getElementById("better")`) // by itself
	v.quiet()
	require.Equal(t, "nl", v.text(`document.documentElement.lang`))
	require.Regexp(t, `^10 januari 2028$`, v.text(`document.querySelector('#second ~ .wide time').textContent`), "dates as people write them")

	for _, l := range c.plan.Brief.Languages {
		for _, scheme := range []string{"light", "dark"} {
			v.media("", "prefers-color-scheme", scheme)
			v.wide(1280, 900)
			v.do(chromedp.Navigate(site.URL + "/waves?lang=" + string(l)))
			where := string(l) + " " + scheme
			require.Equal(t, scheme, v.text(`getComputedStyle(document.documentElement).colorScheme`))
			none(violations, where)
			if *pictures != "" {
				v.keep("waves." + string(l) + "." + scheme)
			}
		}
		v.media("", "prefers-color-scheme", "light")
		v.wide(320, 900)
		v.text(`document.querySelectorAll("details").forEach(one => one.open = true)`)
		none(violations, string(l)+" at 320 pixels")
		require.LessOrEqual(t, evaluate[int](v.tab, `document.scrollingElement.scrollWidth`), 320, l)
		require.Empty(t, evaluate[[]string](v.tab, `[...document.querySelectorAll("select, .bars, article, h1, h2, h3")].filter(one => one.getBoundingClientRect().right > 320).map(one => one.tagName + one.className)`), l)
		v.text(`document.querySelectorAll("details").forEach(one => one.open = false)`)
		if *pictures != "" {
			v.keep("waves." + string(l) + ".320")
		}
		v.media("print", "prefers-color-scheme", "light")
		v.wide(794, 1123)
		none(`[...document.querySelectorAll("nav, .switch")].filter(one => one.checkVisibility()).map(one => one.className + " is printed")`, string(l))
		require.Greater(t, len(v.keep("waves."+string(l)+".print")), 50<<10, "the sheet is not blank")
	}
	v.quiet()
}
