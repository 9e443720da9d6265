package document

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
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

var update = flag.Bool("update", false, "write the golden files anew")

// quickstart plans the quickstart's brief for 26 people: a director, three
// site leads, and two teams of which one is too small to be shown.
func quickstart(t *testing.T) *campaign.Plan {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "examples", "quickstart", "brief.json"))
	require.NoError(t, err)
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	require.NoError(t, found.Err())

	people := []audience.Person{{ID: "director", Hired: "2014-03-03", Language: engagement.Italian}}
	add := func(n int, unit, manager string, hired engagement.Date) {
		for range n {
			id := "p" + string(rune('a'+len(people)))
			people = append(people, audience.Person{
				ID: id, Manager: manager, Hired: hired, Language: engagement.Languages()[len(people)%3],
				Traits: map[string]any{"unit": unit},
			})
		}
	}
	add(3, "office", "director", "2016-09-01")
	add(12, "workshop", "pb", "2019-05-07")
	add(7, "rental", "pc", "2020-05-07")
	add(3, "rental", "pd", "2027-01-04")
	workforce, problems := audience.NewWorkforce(people)
	require.Empty(t, problems)

	plan, found := campaign.NewPlan(brief, workforce)
	require.NoError(t, found.Err())
	return plan
}

func TestDocumentsOfTheQuickstart(t *testing.T) {
	plan := quickstart(t)
	for _, l := range engagement.Languages() {
		golden(t, "plan."+string(l)+".md", []byte(Markdown(plan, Style{Language: l})))
		golden(t, "plan."+string(l)+".html", HTML(plan, Style{Language: l}))
		golden(t, "plan."+string(l)+".svg", Gantt(plan, Style{Language: l}))
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "%s differs; run with -update and read the difference", name)
}

// elements reads well-formed XML to its end and returns the names in it.
func elements(t *testing.T, data []byte) []string {
	t.Helper()
	var names []string
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return names
		}
		require.NoError(t, err)
		if start, ok := token.(xml.StartElement); ok {
			names = append(names, start.Name.Local)
			for _, a := range start.Attr {
				require.False(t, strings.HasPrefix(strings.ToLower(a.Name.Local), "on"), "handler %s", a.Name.Local)
				require.NotContains(t, strings.ToLower(a.Value), "javascript:")
			}
		}
	}
}

func TestPageAndChartAreWellFormedAndWithoutScripts(t *testing.T) {
	for _, plan := range []*campaign.Plan{quickstart(t), hostile(t)} {
		for _, l := range engagement.Languages() {
			for _, data := range [][]byte{HTML(plan, Style{Language: l}), Gantt(plan, Style{Language: l}), Osmosis(plan, Style{Language: l}), Balance(plan, Style{Language: l}), Objectives(plan, Style{Language: l})} {
				names := elements(t, data)
				require.NotContains(t, names, "script")
				require.NotContains(t, names, "img")
				require.NotContains(t, names, "b")
				require.NotRegexp(t, `(src|url\(|@import)`, string(data))
			}
		}
	}
}

func TestEveryTextIsInTheDocumentsLanguage(t *testing.T) {
	plan := everything(t)
	keys := regexp.MustCompile(`\b(plan|phase|kind|office|channel|driver|level|unit|form|need|reason|factor|party|evidence|nature|language|role|insight)\.[a-z]\w+`)
	raw := regexp.MustCompile(`\b(managerBriefing|learningMoment|kickOff|lineManagement|newCompetences|digitalTransformation|insightCard|contingent|employability|feedback360)\b`)
	for _, l := range engagement.Languages() {
		for name, text := range map[string]string{"Markdown": Markdown(plan, Style{Language: l}), "HTML": string(HTML(plan, Style{Language: l})), "Gantt": string(Gantt(plan, Style{Language: l})), "tree": string(Objectives(plan, Style{Language: l}))} {
			require.Empty(t, keys.FindString(text), "%s in %s", name, l)
			require.Empty(t, raw.FindString(text), "%s in %s", name, l)
			require.NotContains(t, text, "%!", "%s in %s", name, l)
		}
		require.Contains(t, string(HTML(plan, Style{Language: l})), `<html lang="`+string(l)+`"`)
	}
}

func TestEveryValueHasALabelInEveryLanguage(t *testing.T) {
	var keys []string
	keys = append(keys, keysOf("driver.", engagement.DriverKinds())...)
	keys = append(keys, keysOf("level.", engagement.Levels())...)
	keys = append(keys, keysOf("unit.", engagement.Units())...)
	keys = append(keys, keysOf("need.", engagement.Needs())...)
	keys = append(keys, keysOf("reason.", engagement.Reasons())...)
	keys = append(keys, keysOf("factor.", engagement.Factors())...)
	keys = append(keys, keysOf("party.", engagement.Parties())...)
	keys = append(keys, keysOf("evidence.", engagement.EvidenceKinds())...)
	keys = append(keys, keysOf("language.", engagement.Languages())...)
	keys = append(keys, keysOf("channel.", audience.ChannelKinds())...)
	keys = append(keys, keysOf("nature.", audience.Natures())...)
	keys = append(keys, keysOf("phase.", campaign.Phases())...)
	keys = append(keys, keysOf("kind.", campaign.Kinds())...)
	keys = append(keys, keysOf("office.", campaign.OfficeKinds())...)
	keys = append(keys, keysOf("form.", campaign.Forms())...)
	keys = append(keys, keysOf("role.", audience.RoleKinds())...)
	for _, list := range []string{"drivers", "objectives", "offices", "interventions", "segments", "channels", "propositions", "touchpoints", "roles", "missions"} {
		keys = append(keys, "plan.place."+list)
	}
	for _, l := range engagement.Languages() {
		for _, key := range keys {
			require.True(t, catalogue.Has(string(l), key), "%s lacks %s", l, key)
		}
	}
}

func keysOf[S ~string](prefix string, values []S) []string {
	keys := make([]string, len(values))
	for i, v := range values {
		keys[i] = prefix + string(v)
	}
	return keys
}

// everything is the quickstart's plan with every value of every enumeration.
func everything(t *testing.T) *campaign.Plan {
	plan := staffed(t)
	b := &plan.Brief
	text := func(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }
	for _, k := range engagement.DriverKinds() {
		b.Drivers = append(b.Drivers, engagement.Driver{ID: "d", Kind: k, Statement: text("x")})
	}
	for i, u := range engagement.Units() {
		b.Objectives = append(b.Objectives, engagement.Objective{
			ID: "o" + string(u), Level: engagement.Levels()[i%3], Statement: text("x"),
			KPI: engagement.KPI{Name: text("x"), Unit: u, Baseline: 1, Target: 1234.5, By: "2027-06-30"},
		})
	}
	for _, k := range campaign.OfficeKinds() {
		b.Offices = append(b.Offices, campaign.Office{ID: "x", Kind: k, Name: text("x")})
	}
	for i, k := range audience.ChannelKinds() {
		b.Channels = append(b.Channels, audience.Channel{ID: "x", Kind: k, Nature: audience.Natures()[i%2], Name: text("x")})
	}
	for _, f := range campaign.Forms() {
		b.Interventions = append(b.Interventions, campaign.Intervention{ID: string(f), Form: f, Title: text("x"), Minutes: 1})
		b.Propositions = append(b.Propositions, engagement.Proposition{
			ID: string(f), For: engagement.Managers, Gain: text("x"), Intervention: string(f),
			Needs: engagement.Needs(), Reasons: engagement.Reasons(), Factors: engagement.Factors(),
			Evidence: []engagement.Evidence{
				{Kind: engagement.SurveyEvidence, Note: text("x")}, {Kind: engagement.CardEvidence, Note: text("x")},
				{Kind: engagement.InterviewEvidence, Note: text("x")}, {Kind: engagement.MetricEvidence, Note: text("x")},
			},
		})
	}
	for _, k := range campaign.Kinds() {
		b.Touchpoints = append(b.Touchpoints, campaign.Touchpoint{ID: string(k), Kind: k, Phase: campaign.Retain, Title: text("x"), Channel: "intranet", Owner: "learning"})
		plan.Touchpoints = append(plan.Touchpoints, campaign.PlannedTouchpoint{ID: string(k), Date: "2027-05-03", Until: "2027-05-03"})
	}
	for _, k := range audience.RoleKinds() {
		b.Roles = append(b.Roles, audience.Role{ID: "x", Kind: k, Name: text("x")})
	}
	for _, pointer := range []string{"", "/roles/0", "/missions/0", "/touchpoints", "/frame/end", "/drivers/0", "/objectives/0", "/offices/0", "/interventions/0", "/segments/0", "/channels/0", "/propositions/0/gain", "/touchpoints/2", "/touchpoints/99", "/other/0", "/segments/-1"} {
		plan.Advice = append(plan.Advice, engagement.Finding{Code: "OSM-PLAN-000", Path: pointer, Message: text("x"), Do: text("x")})
	}
	return plan
}

// attack is a text that tries to leave every place in which it is put.
const attack = "a | b <b>c</b> <script>alert(1)</script>\n# d\n\n| e | f |\n|---|---|\n- [x](javascript:alert(1)) `y` *z* &lt;i&gt; \x00\x0b\u2028 ]]> --> </style></svg></title>"

// hostile is the quickstart's plan with the attack in every text.
func hostile(t *testing.T) *campaign.Plan {
	plan := staffed(t)
	b := &plan.Brief
	text := engagement.Text{It: attack, Nl: attack, En: attack}
	b.Name, b.Organisation = text, attack
	for i := range b.Drivers {
		b.Drivers[i].Statement = text
	}
	for i := range b.Objectives {
		b.Objectives[i].Statement, b.Objectives[i].KPI.Name = text, text
	}
	for i := range b.Offices {
		b.Offices[i].Name = text
	}
	for i := range b.Interventions {
		b.Interventions[i].Title = text
	}
	for i := range b.Segments {
		b.Segments[i].Name = text
	}
	for i := range b.Channels {
		b.Channels[i].Name = text
	}
	for i := range b.Propositions {
		q := &b.Propositions[i]
		q.Gain, q.Problem, q.Ability = text, text, text
		q.Evidence = []engagement.Evidence{{Kind: q.Evidence[0].Kind, Note: text}}
		for j := range q.Wording {
			q.Wording[j].Gain = text
		}
	}
	for i := range b.Expectations {
		b.Expectations[i].Answer = text
	}
	for i := range b.Touchpoints {
		b.Touchpoints[i].Title = text
	}
	for i := range b.Roles {
		r := &b.Roles[i]
		attackAll(text, &r.Name, &r.Does, &r.Replaces, &r.Did)
	}
	for i := range b.Missions {
		m := &b.Missions[i]
		attackAll(text, &m.Name, &m.Asks, &m.Replaces, &m.Did)
	}
	plan.Advice = append(plan.Advice, engagement.Finding{Code: attack, Path: "/touchpoints/0/" + attack, Message: text, Do: text})
	return plan
}

// attackAll replaces the texts that are written.
func attackAll(attack engagement.Text, texts ...*engagement.Text) {
	for _, t := range texts {
		if !t.IsZero() {
			*t = attack
		}
	}
}

func TestTextsOfPeopleCannotLeaveTheirPlace(t *testing.T) {
	usual, attacked := staffed(t), hostile(t)
	usual.Advice = append(usual.Advice, engagement.Finding{Code: "x", Path: "/touchpoints/0/x", Message: engagement.Text{En: "x"}, Do: engagement.Text{En: "x"}})
	for i := range usual.Brief.Propositions {
		usual.Brief.Propositions[i].Evidence = usual.Brief.Propositions[i].Evidence[:1]
	}
	count := func(names []string) map[string]int {
		n := map[string]int{}
		for _, name := range names {
			if name != "em" && name != "tspan" { // the attack may emphasise where Markdown is allowed, and takes more lines
				n[name]++
			}
		}
		return n
	}
	require.Equal(t, count(elements(t, HTML(usual, Style{Language: engagement.English}))), count(elements(t, HTML(attacked, Style{Language: engagement.English}))))
	require.NotContains(t, Markdown(attacked, Style{Language: engagement.English}), "<")
	lines := func(s string) int { return strings.Count(s, "\n") }
	require.Equal(t, lines(Markdown(usual, Style{Language: engagement.English})), lines(Markdown(attacked, Style{Language: engagement.English})))
}

func TestCountsThatThePlanWithholdsAreNotShown(t *testing.T) {
	plan := quickstart(t)
	few, ten := 0, 10
	plan.Audiences = []campaign.Audience{{People: &ten, Managers: nil}, {Segment: "rental"}, {Segment: "leads", People: &few, Managers: &few}}
	plan.Touchpoints[0].People = nil
	text := Markdown(plan, Style{Language: engagement.English})
	require.Contains(t, text, "| Everyone | 10 | not shown |")
	require.Contains(t, text, "| Rental and counter | fewer than 5 | fewer than 5 |")
	require.Contains(t, text, "| Team leads | 0 | 0 |")
	require.Contains(t, text, "line managers only, fewer than 5 people")
}

func TestNumbersAreWrittenForTheLanguage(t *testing.T) {
	plan := quickstart(t)
	for _, c := range []struct {
		language engagement.Language
		value    float64
		unit     engagement.Unit
		want     string
	}{
		{engagement.Italian, 12345.5, engagement.Euro, "12.345,5\u00a0€"},
		{engagement.Dutch, 12345.5, engagement.Euro, "€\u00a012.345,5"},
		{engagement.English, 12345.5, engagement.Euro, "€12,345.5"},
		{engagement.English, 1, engagement.Hours, "1 hour"},
		{engagement.English, 1.2, engagement.Hours, "1.2 hours"},
		{engagement.English, 0, engagement.Days, "0 days"},
		{engagement.Dutch, 1, engagement.Days, "1 dag"},
		{engagement.Dutch, 3.5, engagement.Days, "3,5 dagen"},
		{engagement.Italian, 1, engagement.Hours, "1 ora"},
		{engagement.Italian, 28, engagement.Percent, "28%"},
		{engagement.Italian, 7.25, engagement.Score, "7,25 punti"},
		{engagement.English, 1234, engagement.Count, "1,234"},
	} {
		require.Equal(t, c.want, newWriter(plan, Style{Language: c.language}).value(c.value, c.unit))
	}
}

func TestPluralsOfOne(t *testing.T) {
	plan := quickstart(t)
	plan.Touchpoints = plan.Touchpoints[:1]
	one := 1
	plan.Touchpoints[0].People = &one
	for l, want := range map[engagement.Language][]string{
		engagement.Italian: {"1 punto di contatto\n", "1 persona)"},
		engagement.Dutch:   {"1 contactmoment\n", "1 persoon)"},
		engagement.English: {"1 touchpoint\n", "1 person)"},
	} {
		for _, words := range want {
			require.Contains(t, Markdown(plan, Style{Language: l}), words)
		}
		require.NotContains(t, string(Gantt(plan, Style{Language: l})), "%")
	}
}

func TestAPhaseWithoutTouchpointsSaysSo(t *testing.T) {
	plan := quickstart(t)
	plan.Touchpoints = slices.DeleteFunc(plan.Touchpoints, func(p campaign.PlannedTouchpoint) bool {
		return plan.Brief.Touchpoint(p.ID).Phase == campaign.Activate
	})
	plan.Advice = nil
	text := Markdown(plan, Style{Language: engagement.Dutch})
	require.Contains(t, text, "In deze fase is er geen enkel contactmoment.")
	require.Contains(t, text, "Er valt niets op te merken.")
}

func TestAPlanWithLooseEndsIsStillWritten(t *testing.T) {
	plan := quickstart(t)
	b := &plan.Brief
	b.Objectives[0].Parent = b.Objectives[2].ID // a circle
	b.Interventions, b.Channels, b.Offices = nil, nil, nil
	plan.Touchpoints = append(plan.Touchpoints, campaign.PlannedTouchpoint{ID: "nobody"})
	plan.Sights = append(plan.Sights, campaign.Sight{Touchpoint: "nobody", Proposition: "nothing", Objectives: []string{"none"}})
	plan.Audiences = nil
	elements(t, HTML(plan, Style{Language: engagement.Italian}))
	require.Contains(t, Markdown(plan, Style{Language: engagement.Italian}), "error-codes")
}

func TestALongCampaignIsDrawnWithinTheChart(t *testing.T) {
	plan := quickstart(t)
	plan.Brief.Frame.Inform, plan.Brief.Frame.End = "2026-01-30", "2028-12-31"
	plan.Brief.Touchpoints[0].Title.En = strings.Repeat("very long title ", 20)
	plan.Touchpoints[0].MovedFrom = "2026-01-01"
	c := newWriter(plan, Style{Language: engagement.English}).chart(1, 1, len(plan.Touchpoints))
	require.Empty(t, c.Months[0].Label, "two days have no room for a name")
	require.Equal(t, "2027", c.Months[12].Label)
	require.Empty(t, c.Months[13].Label, "a month has no room for its name")
	require.Empty(t, c.Weeks[0].Label)
	for _, r := range c.Rows {
		require.GreaterOrEqual(t, r.X, float64(labelWidth))
		require.LessOrEqual(t, r.X+r.Width, float64(chartEnd)+4)
		require.LessOrEqual(t, len([]rune(r.Title)), titleLetters)
	}
	require.True(t, strings.HasSuffix(c.Rows[0].Title, "…"))
	require.Contains(t, string(Gantt(plan, Style{Language: engagement.English})), "Date originally asked for")
}
