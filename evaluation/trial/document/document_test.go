package document

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

var update = flag.Bool("update", false, "write the golden files")

// result is one that package trial made in its own tests.
func result(t *testing.T, name string) *trial.Result {
	t.Helper()
	file, err := os.Open("../testdata/" + name + ".json")
	require.NoError(t, err)
	defer file.Close()
	r, found := trial.Read(file)
	require.Empty(t, found)
	return r
}

// early is the result of teams, looked at too soon, with sizes that were not
// meant and an outcome that is kept back.
func early(t *testing.T) *trial.Result {
	r := result(t, "teams")
	r.Final, r.Made = false, "2027-03-15"
	for i := range r.Outcomes[0].Effects {
		e := &r.Outcomes[0].Effects[i]
		e.Fixed, e.Probability, e.Verdict = nil, nil, trial.Untrusted
	}
	r.Outcomes = append(r.Outcomes, trial.MeasuredOutcome{ID: "rare", Name: engagement.Text{It: "Raro <&>", Nl: "Zeldzaam <&>", En: "Rare <&>"}, Kind: trial.Share, Suppressed: true})
	r.Findings = engagement.Findings{
		rule.Advice("OSM-TRIAL-010", "/made", rule.Detail{Found: "2027-03-15", Expected: "2027-06-30"}),
		rule.Advice(mismatch, "/ratio", rule.Detail{Found: r.Experiment}),
	}
	return r
}

func all(t *testing.T) map[string]*trial.Result {
	return map[string]*trial.Result{"holdout": result(t, "holdout"), "variants": result(t, "variants"), "teams": result(t, "teams"), "early": early(t)}
}

func TestHTML(t *testing.T) {
	for name, r := range all(t) {
		for _, l := range engagement.Languages() {
			got := HTML(r, l)
			path := filepath.Join("testdata", name+"."+string(l)+".html")
			if *update {
				require.NoError(t, os.WriteFile(path, got, 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), string(got), path)
		}
	}
}

// text is what a reader without styles and plots gets.
func text(section []byte) string {
	body := regexp.MustCompile(`(?s)<style>.*?</style>|<svg.*?</svg>`).ReplaceAllString(string(section), "")
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " "))), " ")
}

func TestEachEffectIsASentenceInEachLanguage(t *testing.T) {
	for l, want := range map[engagement.Language][]string{
		engagement.English: {"48.3% in the group with it, 27.6% in the group without it: a difference of +20.7 percentage points.", "The group with it has more, and chance hardly explains it.", "At this one planned look it lies between +12.8 and +28.0 (confidence 95%).", "However often one looks, the true difference lies between +8.3 and +31.6 (confidence 95%).", "It takes reaching 5 people for one more to do it.", "That is 1.75 times as much (1.39 to 2.23).", "from 10.8 percentage points on", "Decide by “Learnt anything”"},
		engagement.Italian: {"48,3% (gruppo con) e 27,6% (gruppo senza): una differenza di +20,7 punti percentuali.", "Occorre raggiungere 5 persone"},
		engagement.Dutch:   {"48,3% (groep met) en 27,6% (groep zonder): een verschil van +20,7 procentpunt.", "Er moeten 5 mensen worden bereikt"},
	} {
		got := text(HTML(result(t, "holdout"), l))
		for _, w := range want {
			require.Contains(t, got, w)
		}
		require.NotContains(t, got, "%!")
		require.NotRegexp(t, `trial\.[a-z]`, got)
	}
}

func TestThePlotSaysTheSameAsTheText(t *testing.T) {
	for _, r := range all(t) {
		page := string(HTML(r, engagement.English))
		for _, desc := range regexp.MustCompile(`<desc[^>]*>(.*?)</desc>`).FindAllStringSubmatch(page, -1) {
			for _, s := range strings.SplitAfter(html.UnescapeString(desc[1]), ". ") {
				require.Contains(t, text([]byte(page)), strings.TrimSpace(s))
			}
		}
	}
}

func TestSizesThatWereNotMeantComeFirst(t *testing.T) {
	got := text(HTML(early(t), engagement.English))
	require.Less(t, strings.Index(got, "do not have the sizes that were meant, by more than chance"), strings.Index(got, "percentage points"))
	require.Contains(t, got, "This cannot be trusted")
	require.Contains(t, got, "Rare <&> Not shown: it would tell of fewer than 5 people.")
	require.NotContains(t, got, "At this one planned look")
	require.Equal(t, 1, strings.Count(got, "repeat the experiment"))
}

func TestSectionsAreWellFormedAndRunNothing(t *testing.T) {
	for _, r := range all(t) {
		var page strings.Builder
		for _, l := range engagement.Languages() {
			page.Reset()
			page.Write(HTML(r, l))
			d := xml.NewDecoder(strings.NewReader(page.String()))
			d.Entity = xml.HTMLEntity
			ids, refs := map[string]bool{}, []string{}
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				require.NoError(t, err)
				start, ok := token.(xml.StartElement)
				if !ok {
					continue
				}
				require.NotContains(t, []string{"script", "link", "img", "iframe", "object"}, start.Name.Local)
				for _, a := range start.Attr {
					require.False(t, strings.HasPrefix(a.Name.Local, "on"))
					switch a.Name.Local {
					case "id":
						require.False(t, ids[a.Value], "the id %s is there twice", a.Value)
						ids[a.Value] = true
					case "aria-labelledby":
						refs = append(refs, strings.Fields(a.Value)...)
					}
				}
			}
			for _, ref := range refs {
				require.True(t, ids[ref], "%s leads nowhere", ref)
			}
			require.NotContains(t, page.String(), "http")
			require.NotContains(t, page.String(), "NaN")
		}
	}
}

func TestPlotsHoldWhateverIsInThem(t *testing.T) {
	for _, c := range []struct{ difference, low, high float64 }{{0, 0, 0}, {0.001, -0.0004, 0.003}, {-0.4, -0.9, -0.05}, {0.2, 0.1, 0.31}, {350, 12, 9000}, {0, -1, 1}} {
		o := &trial.MeasuredOutcome{ID: "a", Kind: trial.Amount, Effects: []trial.Effect{{Arm: "x", Against: "control", Difference: c.difference, AlwaysValid: &evaluation.Interval{Low: c.low, High: c.high}}}}
		p := newWriter(&trial.Result{}, engagement.English).plot(o, "p")
		require.GreaterOrEqual(t, len(p.Ticks), 3, c)
		require.LessOrEqual(t, len(p.Ticks), 9, c)
		for _, x := range []float64{p.Zero, p.Rows[0].Dot, p.Rows[0].Always.From, p.Rows[0].Always.To, p.Ticks[0].X, p.Ticks[len(p.Ticks)-1].X} {
			require.False(t, math.IsNaN(x))
			require.True(t, plotLeft-0.1 <= x && x <= plotRight+0.1, "%v: %v", c, x)
		}
		labels := map[string]bool{}
		for _, k := range p.Ticks {
			require.False(t, labels[k.Label], "%v: %v", c, p.Ticks)
			labels[k.Label] = true
		}
	}
}

func TestAResultThatWasEditedStillRenders(t *testing.T) {
	require.NotEmpty(t, HTML(&trial.Result{}, engagement.English))
	r := result(t, "holdout")
	r.Outcomes[0].Arms, r.Outcomes[0].Effects[0].Fixed, r.Outcomes[0].Effects[0].AlwaysValid, r.Arms[0].People = nil, nil, nil, nil
	require.Contains(t, text(HTML(r, engagement.English)), "How far chance goes cannot be told.")
}

func TestEveryTextExistsInEveryLanguage(t *testing.T) {
	var keys []string
	for _, v := range trial.Verdicts() {
		keys = append(keys, "trial.verdict."+string(v))
	}
	for _, k := range trial.OutcomeKinds() {
		keys = append(keys, "trial.effect."+string(k), "trial.detectable."+string(k), "trial.axis."+string(k))
	}
	for _, l := range engagement.Languages() {
		for _, k := range keys {
			require.True(t, catalogue.Has(string(l), k), "%s in %s", k, l)
		}
	}
}

func ExampleHTML() {
	r := &trial.Result{Experiment: "tenth", Unit: "person", Made: "2027-06-30", Ends: "2027-06-30", SmallestGroup: 5,
		Name:     engagement.Text{It: "Che cosa cambia la campagna", Nl: "Wat de campagne verandert", En: "What the campaign changes"},
		Outcomes: []trial.MeasuredOutcome{{ID: "learnt", Kind: trial.Share, Suppressed: true}},
	}
	section := string(HTML(r, engagement.English))
	_, after, _ := strings.Cut(section, "</style>")
	fmt.Print(after)
	// Output:
	// <h2 id="trial-tenth-title">What the campaign changes</h2>
	// <p class="facts">As of 30 June 2027 · planned end 30 June 2027 · shared out by person</p>
	// <h3>learnt</h3>
	// <p class="hidden">Not shown: it would tell of fewer than 5 people.</p>
	// </section>
}
