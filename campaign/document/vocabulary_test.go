package document

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// unbalanced plans the demonstration company's brief, changed so that it earns
// advice: an office without work, another that works alone, nobody in segments.
func unbalanced(t *testing.T) *campaign.Plan {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "examples", "lumenta", "brief.json"))
	require.NoError(t, err)
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	require.NoError(t, found.Err())
	for i := range brief.Touchpoints {
		touchpoint := &brief.Touchpoints[i]
		touchpoint.Channel = "email"
		if touchpoint.Owner == "marketing" {
			touchpoint.Owner, touchpoint.Contributors = "learning", nil
		}
		touchpoint.Contributors = slices.DeleteFunc(touchpoint.Contributors, func(id string) bool {
			return id == "marketing" || id == "coaching" || touchpoint.Owner == "coaching" || id == touchpoint.Owner
		})
	}
	brief.Touchpoints[0].Channel = "intranet"
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "a"}, {ID: "b", Manager: "a"}})
	plan, found := campaign.NewPlan(brief, workforce)
	require.NoError(t, found.Err())
	return plan
}

// whole finds any of the phrases as whole words, the longest first.
func whole(phrases []string) *regexp.Regexp {
	phrases = slices.Clone(phrases)
	slices.SortFunc(phrases, func(a, b string) int { return len(b) - len(a) })
	for i, p := range phrases {
		phrases[i] = regexp.QuoteMeta(p)
	}
	return regexp.MustCompile(`(?i)(?:^|[^\pL])(` + strings.Join(phrases, "|") + `)(?:$|[^\pL])`)
}

func TestAPlanReadsInTheTermsOfEveryOfficeAndInEveryLanguage(t *testing.T) {
	t.Parallel()
	keys := regexp.MustCompile(`\b(plan|phase|kind|office|channel|driver|level|unit|form|need|reason|factor|party|evidence|nature|language|vocabulary)\.[a-z]\w+`)
	raw := regexp.MustCompile(`\b(managerBriefing|learningMoment|kickOff|lineManagement|pushPull|volumeValue|channelNature)\b`)
	for name, plan := range map[string]*campaign.Plan{"quickstart": quickstart(t), "lumenta": unbalanced(t)} {
		silent(&plan.Brief)
		for _, l := range engagement.Languages() {
			for _, v := range Vocabularies() {
				t.Run(name+"/"+string(l)+"/"+string(v), func(t *testing.T) {
					t.Parallel()
					s := Style{Language: l, Vocabulary: v}
					told := Markdown(plan, s)
					for _, text := range []string{told, string(HTML(plan, s)), string(Gantt(plan, s)), string(Osmosis(plan, s)), string(Balance(plan, s)), string(Objectives(plan, s))} {
						require.Empty(t, keys.FindString(text), "%s %v", name, s)
						require.Empty(t, raw.FindString(text), "%s %v", name, s)
						require.NotContains(t, text, "%!", "%s %v", name, s)
						require.False(t, strings.ContainsAny(text, string([]rune{begin, end})), "%s %v", name, s)
					}
					glossary := strings.LastIndex(told, "\n## ")
					text, words := told[:glossary], told[glossary:]
					for _, concept := range concepts() {
						for _, u := range Vocabularies() {
							require.Contains(t, words, catalogue.Text(string(l), "vocabulary."+concept+"."+string(u)))
						}
					}
					if v == LearningVocabulary {
						require.Equal(t, Markdown(plan, Style{Language: l}), told, "the zero value is learning")
						return
					}
					var from, to, untouched []string
					for _, f := range forms()[tongue{l, v}] {
						if to = append(to, f.to); f.from != f.to {
							from = append(from, f.from)
						}
					}
					for _, k := range campaign.OfficeKinds() {
						untouched = append(untouched, catalogue.Text(string(l), "office."+string(k)))
					}
					for _, n := range engagement.Needs() {
						untouched = append(untouched, catalogue.Text(string(l), "need."+string(n)))
					}
					heard := map[string]bool{}
					for _, m := range whole(to).FindAllStringSubmatch(text, -1) {
						heard[strings.ToLower(m[1])] = true
					}
					require.Greater(t, len(heard), 20, "%s %v", name, s)
					text = regexp.MustCompile(`/[a-z]+|“[^”]*”|«[^»]*»|‘[^’]*’`).ReplaceAllString(text, "") // places in the brief, and what is quoted
					for _, own := range [][]string{to, to, untouched} {                                     // twice, for neighbours share a space
						text = whole(own).ReplaceAllString(text, " ~ ")
					}
					require.Empty(t, whole(from).FindString(text), "%s %v", name, s)
				})
			}
		}
	}
}

func TestFormsOfAConceptStandInTheSamePlaces(t *testing.T) {
	require.GreaterOrEqual(t, len(concepts()), 20)
	for _, l := range engagement.Languages() {
		for _, c := range concepts() {
			key := "vocabulary." + c
			terms := map[string]bool{}
			for _, v := range Vocabularies() {
				require.True(t, catalogue.Has(string(l), key+"."+string(v)), "%s in %s", key, l)
				terms[catalogue.Text(string(l), key+"."+string(v))] = true
			}
			require.Greater(t, len(terms), 1, "%s in %s: all offices say the same", key, l)
			if !catalogue.Has(string(l), key+".forms.learning") {
				continue
			}
			n := strings.Count(catalogue.Text(string(l), key+".forms.learning"), "|")
			require.Equal(t, n, strings.Count(catalogue.Text(string(l), key+".forms.marketing"), "|"), "%s in %s", key, l)
			require.Equal(t, n, strings.Count(catalogue.Text(string(l), key+".forms.hr"), "|"), "%s in %s", key, l)
		}
	}
}

func TestArticlesFollowTheTerms(t *testing.T) {
	wrong := map[engagement.Language]*regexp.Regexp{
		engagement.Italian: regexp.MustCompile(`(?i)\b(l|un|dell|all|dall|nell|sull)[’'][bcdfglmnpqrstvz]|\b(il|la|del|al|dal|dalla|della) [aeiou]\pL|\b(il|un|del|al) (risorsa|opportunità|value)\b|\b(ai|dei|dai|sui) influencer\b|\bnessuna (ritratto|evento|messaggio)\b`),
		engagement.English: regexp.MustCompile(`(?i)\ba (influencer|employee|HR|advert|open|initiative|objective|indicator)|\ban (lead|goal|KPI|staff|launch|testimonial|department|supervisor)`),
		engagement.Dutch:   regexp.MustCompile(`(?i)\bde (touchpoint|kanaal|segment|HR-doel|campagnedoel|initiatief)\b|\bhet (doelgroep|campagne|discipline|dienst|propositie|personeelsgroep)\b|\bd(e|it) (personeelskanaal|segment)\b`),
	}
	for _, l := range engagement.Languages() {
		for _, v := range Vocabularies() {
			for _, key := range catalogue.Keys(string(l)) {
				if strings.HasPrefix(key, "plan.glossary.") { // written for each vocabulary
					continue
				}
				if !strings.HasPrefix(key, "plan.") && !catalogue.Has(string(l), "do."+strings.TrimPrefix(key, "do.")) { // advice, and what to do
					continue
				}
				text := v.text(l, key, []any{"x", "x", "x", "x"})
				require.Empty(t, wrong[l].FindString(text), "%s in %s, %s: %s", key, l, v, text)
			}
		}
	}
}

func TestWhatPeopleWroteKeepsItsWords(t *testing.T) {
	plan := quickstart(t)
	plan.Brief.Segments[0].Name.En = "People in a new segment"
	plan.Brief.Channels[0].Name.En = "Touchpoint channel"
	plan.Brief.Offices[0].Name.En = "Office of proposition"
	message := "The proposition “a touchpoint for people” rests on a touchpoint."
	plan.Advice = engagement.Findings{{Code: "x", Path: "/segments/0", Message: engagement.Text{En: message}}}
	text := Markdown(plan, Style{Language: engagement.English, Vocabulary: HRVocabulary})
	for _, kept := range []string{"People in a new segment", "Touchpoint channel", "Office of proposition"} {
		require.Contains(t, text, kept)
	}
	require.Contains(t, text, "The benefit “a touchpoint for people” rests on a contact moment.")
	require.Contains(t, text, "Staff group “People in a new segment”")
}

func TestOsmosisAndBalanceAreInTheDocument(t *testing.T) {
	plan := unbalanced(t)
	for l, want := range map[engagement.Language][]string{
		engagement.Italian: {"## Come lavorano insieme gli uffici", "Lavora per conto suo: Coaching.", "Non realizza ancora nulla: Marketing.", "Il piano pende verso «push»", "OSM-OSMOSIS-002", "OSM-BALANCE-001"},
		engagement.Dutch:   {"## Hoe de afdelingen samenwerken", "Werkt op zichzelf: Coaching.", "Maakt nog niets: Marketing.", "Het plan helt over naar ‘push’", "OSM-OSMOSIS-003"},
		engagement.English: {"## How the offices work together", "Working alone: Coaching.", "Making nothing yet: Marketing.", "The plan leans to “push”, away from “pull”", "OSM-OSMOSIS-003"},
	} {
		s := Style{Language: l}
		text := Markdown(plan, s)
		for _, words := range want {
			require.Contains(t, text, words)
		}
		page := string(HTML(plan, s))
		require.Contains(t, page, `<svg xmlns="http://www.w3.org/2000/svg" class="osmosis palette"`)
		require.Contains(t, page, `<svg xmlns="http://www.w3.org/2000/svg" class="balance palette"`)
		ids := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			require.False(t, ids[m[1]], "the ID %s stands twice", m[1])
			ids[m[1]] = true
		}
	}
}

func TestChartsOfOsmosisAndBalanceTellTheirFigures(t *testing.T) {
	plan := quickstart(t)
	s := Style{Language: engagement.English}
	grid := string(Osmosis(plan, s))
	require.Contains(t, grid, "10 of 10 elements are made by more than one office")
	require.Contains(t, grid, "<title>Learning and Marketing, together: 6</title>")
	require.Contains(t, grid, "<title>Learning, alone: 0</title>")
	g := newWriter(unbalanced(t), s).grid()
	for i, row := range g.Rows {
		require.Equal(t, i == 2 || i == 5, row.Flag, row.Name)
		for _, other := range row.Squares {
			require.LessOrEqual(t, other.Opacity, 0.9)
		}
	}
	bars := newWriter(plan, s).scales()
	require.Contains(t, bars.Description, "The plan stands nearer to “pull” than to “push” (+0.4).")
	for i, row := range bars.Rows {
		require.GreaterOrEqual(t, row.X, 180.0)
		require.LessOrEqual(t, row.X+row.Width, 680.1)
		require.Equal(t, plan.Balance[i].Value < 0, row.X < scaleCentre)
	}
}
