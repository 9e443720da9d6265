package document

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// portrayed is the quickstart's plan for thirty teams of four, with traits of
// every kind that describe, and what managers think.
func portrayed(t *testing.T) *campaign.Plan {
	t.Helper()
	b := quickstart(t).Brief
	text := func(it, nl, en string) engagement.Text { return engagement.Text{It: it, Nl: nl, En: en} }
	b.Traits = []audience.Trait{
		b.Traits[0],
		{Name: "age", Kind: audience.NumberTrait, Label: text("Età", "Leeftijd", "Age"), Protected: true, Describes: audience.Age},
		{Name: "gender", Kind: audience.TextTrait, Label: text("Genere", "Gender", "Gender"), Protected: true, Describes: audience.Gender, Values: []string{"woman", "man"},
			ValueLabels: map[string]engagement.Text{"woman": text("donne", "vrouwen", "women"), "man": text("uomini", "mannen", "men")}},
		{Name: "schooling", Kind: audience.NumberTrait, Unit: engagement.Years, Label: text("Scolarità", "Schoolopleiding", "Schooling"), Describes: audience.Education},
		{Name: "forms", Kind: audience.ListTrait, Label: text("Forme note", "Bekende vormen", "Known forms"), Describes: audience.Familiarity},
		{Name: "laptop", Kind: audience.FlagTrait, Label: text("Usa un portatile", "Gebruikt een laptop", "Uses a laptop"), Describes: audience.ICTAdoption},
	}
	b.Segment("workshop").Survey = &audience.Survey{Date: "2026-11-30", Asked: 84, Answered: 60,
		Reasons: map[engagement.Reason]int{engagement.Contingent: 42, engagement.Advancement: 20}, Needs: map[engagement.Need]int{engagement.Career: 31, engagement.Problem: 12}, Factors: map[engagement.Factor]int{engagement.ForcedChange: 9}}
	people := []audience.Person{{ID: "top", Hired: "2014-03-03", Traits: map[string]any{"unit": "office"}}}
	for i := range 30 {
		lead := "lead" + strconv.Itoa(i)
		people = append(people, audience.Person{ID: lead, Manager: "top", Hired: "2016-03-07", Traits: map[string]any{"unit": "office", "stance": string(audience.Stances()[i%5])}})
		for j := range 4 {
			n := 4*i + j
			p := audience.Person{ID: "p" + strconv.Itoa(n), Manager: lead, Hired: "2019-05-06", Traits: map[string]any{
				"unit": []string{"workshop", "rental"}[i%2], "age": 24 + n%36, "schooling": 8 + n%9, "gender": []string{"woman", "man", "man"}[n%3], "laptop": i%2 == 1 && j > 1,
				"forms": []string{"classroom", "form " + strconv.Itoa(n)}[n%2 : n%2+1],
			}}
			if n%3 > 0 {
				p.Traits["needs"] = []string{string(engagement.Needs()[n%5])}
			}
			people = append(people, p)
		}
	}
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	p, found := campaign.NewPlan(&b, w)
	require.NotNil(t, p, found.In(engagement.English))
	return p
}

func TestProfilesAndStancesAreInTheDocument(t *testing.T) {
	plan := portrayed(t)
	for _, l := range engagement.Languages() {
		w := newWriter(plan, Style{Language: l})
		golden(t, "profile."+string(l)+".md", []byte(w.portraits()))
		golden(t, "profile."+string(l)+".svg", Profiles(plan, Style{Language: l}))
		require.Contains(t, Markdown(plan, Style{Language: l}), w.say("plan.profile.heading"))
		page := string(HTML(plan, Style{Language: l}))
		require.Contains(t, page, `class="profile palette"`)
		require.Contains(t, page, w.say("stance.sceptical"))
		require.Contains(t, page, w.say("plan.motives.asked", w.date("2026-11-30"), 84, 60, "71"+w.say("unit.percent", "")))
		elements(t, []byte(page))
		for _, raw := range []string{"woman", "sceptical", "employability", "true", "lead3"} {
			require.NotContains(t, strings.ReplaceAll(w.portraits(), "women", ""), raw)
		}
	}
}

func TestSheetsOfProfilesHoldEveryTraitOnce(t *testing.T) {
	w := newWriter(portrayed(t), Style{Language: engagement.English})
	traits := map[string]int{}
	for _, a := range w.plan.Audiences {
		for _, p := range a.Profile {
			traits[w.described(p)]++
		}
	}
	sheets := w.profileSheets()
	require.Len(t, sheets, (len(traits)+profileSheet-1)/profileSheet)
	whole := Profiles(w.plan, Style{Language: engagement.English})
	cells := 0
	for _, s := range sheets {
		elements(t, s)
		cells += strings.Count(string(s), `class="words"`)
	}
	require.Equal(t, strings.Count(string(whole), `class="words"`), cells)
}

func TestAPlanWithoutThemHasNoProfiles(t *testing.T) {
	plan := quickstart(t)
	require.Empty(t, newWriter(plan, Style{Language: engagement.English}).portraits())
	require.Empty(t, Profiles(plan, Style{Language: engagement.English}))
}

func TestLabelsOfProfilesCannotLeaveTheirPlace(t *testing.T) {
	usual, attacked := portrayed(t), portrayed(t)
	text := engagement.Text{It: attack, Nl: attack, En: attack}
	for i := range attacked.Brief.Traits {
		attacked.Brief.Traits[i].Label = text
		for v := range attacked.Brief.Traits[i].ValueLabels {
			attacked.Brief.Traits[i].ValueLabels[v] = text
		}
	}
	for i := range attacked.Audiences {
		for j := range attacked.Audiences[i].Profile {
			for k := range attacked.Audiences[i].Profile[j].Shares {
				if s := &attacked.Audiences[i].Profile[j].Shares[k]; s.Value != "" {
					s.Value += attack
				}
			}
		}
	}
	style := Style{Language: engagement.English}
	lines := func(p *campaign.Plan) int { return strings.Count(newWriter(p, style).portraits(), "\n") }
	require.Equal(t, lines(usual), lines(attacked))
	require.NotContains(t, newWriter(attacked, style).portraits(), "<")
	for _, name := range elements(t, HTML(attacked, style)) {
		require.NotEqual(t, "script", name)
		require.NotEqual(t, "b", name)
	}
}

func TestEveryAspectAndStanceHasALabel(t *testing.T) {
	for _, key := range append(keysOf("aspect.", audience.Aspects()), keysOf("stance.", audience.Stances())...) {
		for _, l := range engagement.Languages() {
			require.True(t, catalogue.Has(string(l), key), "%s lacks %s", l, key)
		}
	}
}
