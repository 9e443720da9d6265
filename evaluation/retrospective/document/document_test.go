package document

import (
	"encoding/xml"
	"errors"
	"flag"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

var update = flag.Bool("update", false, "write the golden files")

// plan is that of an example, with an experiment.
func plan(t *testing.T) *campaign.Plan {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "..", "examples", "security", "brief.json"))
	require.NoError(t, err)
	defer file.Close()
	b, found := campaign.ReadBrief(file)
	require.NoError(t, found.Err())
	p, _ := campaign.NewPlan(b, nil)
	require.NotNil(t, p)
	return p
}

// made is a retrospective with a lesson of each verdict, a finding, and words
// that a page must not take for its own.
func made(t *testing.T, p *campaign.Plan) *retrospective.Retrospective {
	t.Helper()
	answers := func(touchpoint string, sheets int) retrospective.PulseAnswers {
		return retrospective.PulseAnswers{Touchpoint: touchpoint, Asked: 200, Results: &survey.Results{Sheets: &sheets}}
	}
	r := retrospective.Make(p, nil, retrospective.Evidence{Made: "2028-02-01",
		Pulses: []retrospective.PulseAnswers{answers("five-questions", 40), answers("five-questions-phone", 150), answers("five-questions-floor", 101)},
		Waits:  []retrospective.BriefingWait{{Touchpoint: "lead-briefing", Managers: 60, TooLong: 5}},
	})
	require.Len(t, r.Lessons, 4)
	r.Lessons[0].Warned = []string{"OSM-PLAN-301"}
	r.Lessons[0].Against = &retrospective.Figure{People: 350, Share: 0.62, Low: 0.57, High: 0.67}
	r.Findings = engagement.Findings{rule.Advice("OSM-RETRO-012", "/lessons", rule.Detail{Found: "<b>"})}
	return r
}

func TestHTML(t *testing.T) {
	p := plan(t)
	progress := retrospective.Compare(completed(300), completed(380))
	for _, l := range engagement.Languages() {
		got := HTML(made(t, p), p, progress, l)
		path := filepath.Join("testdata", "retrospective."+string(l)+".html")
		if *update {
			require.NoError(t, os.WriteFile(path, got, 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), path)
	}
}

// text is what a reader without styles and bars gets.
func text(page []byte) string {
	body := regexp.MustCompile(`(?s)<style>.*?</style>|<svg.*?</svg>`).ReplaceAllString(string(page), "")
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " "))), " ")
}

func TestThePageSaysWhatToChangeAndHowSureThatIs(t *testing.T) {
	p := plan(t)
	got := text(HTML(made(t, p), p, nil, engagement.English))
	for _, want := range []string{"20% (15% to 26%)", "Ask 3 questions instead of 5", "The plan had advised on this: OSM-PLAN-301", "fewer than 5 people", `"path":"/touchpoints/33/pulse/questions"`, "“<b>”"} {
		require.Contains(t, got, want)
	}
	require.Less(t, strings.Index(got, "What did not work"), strings.Index(got, "Not known yet"))
	require.NotContains(t, got, "second wave")
	require.NotRegexp(t, `retro\.[a-z]|%!`, got)
	empty := text(HTML(&retrospective.Retrospective{}, p, nil, engagement.English))
	require.Contains(t, empty, "Nothing of which the figures say so.")
}

func TestNoImprovementIsClaimedWhereChanceExplainsIt(t *testing.T) {
	say := func(before, after int) string {
		return Sentence(retrospective.Compare(completed(before), completed(after)), engagement.English)
	}
	require.Equal(t, "More people than before: 38% instead of 30%, 8.0 percentage points more (+3.8 to +12.1, confidence 95%).", say(300, 380))
	require.Contains(t, say(300, 310), "No improvement is claimed.")
	require.Contains(t, say(380, 300), "Fewer people than before")
	require.Empty(t, Sentence(nil, engagement.English))
}

func TestThePageIsWellFormedAndRunsNothing(t *testing.T) {
	p := plan(t)
	for _, l := range engagement.Languages() {
		page := string(HTML(made(t, p), p, nil, l))
		d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(page, "<!DOCTYPE html>\n")))
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
					refs = append(refs, a.Value)
				}
			}
		}
		for _, ref := range refs {
			require.True(t, ids[ref], "%s leads nowhere", ref)
		}
		require.NotContains(t, page, "http")
		require.NotContains(t, page, "NaN")
	}
}

// completed are measures of a thousand people, some of whom completed anything.
func completed(did int) *measure.Measures {
	people := 1000
	everyone := measure.Row{Audience: &evaluation.Cell{People: &people}, Completed: evaluation.Cell{People: &did}}
	return &measure.Measures{Funnels: []measure.Funnel{{By: measure.Whole, Rows: []measure.Row{everyone}}}}
}
