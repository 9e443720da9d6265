package message

import (
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

var update = flag.Bool("update", false, "write the golden files anew")

// quickstart plans the quickstart's brief for a lead and a mechanic.
func quickstart(t *testing.T) (*campaign.Plan, *audience.Workforce) {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "examples", "quickstart", "brief.json"))
	require.NoError(t, err)
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	require.NoError(t, found.Err())
	workforce, found := audience.NewWorkforce([]audience.Person{
		{ID: "lead", Language: engagement.Italian, TimeZone: "Europe/Rome", Hired: "2016-01-04"},
		{ID: "mechanic", Language: engagement.Dutch, TimeZone: "Europe/Amsterdam", Hired: "2020-01-06", Manager: "lead", Traits: map[string]any{"unit": "workshop"}},
	})
	require.Empty(t, found)
	plan, found := campaign.NewPlan(brief, workforce)
	require.NoError(t, found.Err())
	return plan, workforce
}

// first is the first item that a person gets.
func first(t *testing.T, p *campaign.Plan, w *audience.Workforce, person string) campaign.Item {
	t.Helper()
	for item, err := range p.Schedule(w).For(person) {
		require.NoError(t, err)
		return item
	}
	require.Fail(t, "nothing is scheduled", person)
	return campaign.Item{}
}

func TestMessagesOfTheQuickstart(t *testing.T) {
	plan, workforce := quickstart(t)
	for _, person := range []string{"lead", "mechanic"} {
		item := first(t, plan, workforce, person)
		for _, l := range engagement.Languages() {
			item.Language = l
			m, err := Render(plan, item)
			require.NoError(t, err)
			require.Equal(t, l, m.Language)
			require.Equal(t, plan.Brief.Touchpoint(item.Touchpoint).Title.In(l), m.Subject)
			golden(t, person+"."+string(l)+".txt", m.Text)
			golden(t, person+"."+string(l)+".md", m.Chat)
			golden(t, person+"."+string(l)+".html", m.HTML)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "%s differs; run with -update and read the difference", name)
}

func TestEveryScheduledItemHasAMessage(t *testing.T) {
	plan, workforce := quickstart(t)
	n := 0
	for item, err := range plan.Schedule(workforce).All() {
		require.NoError(t, err)
		m, err := Render(plan, item)
		require.NoError(t, err)
		names := elements(t, m.HTML)
		require.Contains(t, names, "a")
		for _, text := range []string{m.Subject, m.Text, m.Chat, m.HTML} {
			require.NotRegexp(t, `\b(plan|form|why)\.[a-z]\w+`, text)
			require.NotContains(t, text, "%!")
		}
		for _, sentence := range plan.Explain(item.Why, item.Language) {
			require.Contains(t, m.Text, sentence)
		}
		n++
	}
	require.Greater(t, n, 4)
}

// elements reads a well-formed page to its end and returns the names in it.
func elements(t *testing.T, page string) []string {
	t.Helper()
	var names []string
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return names
		}
		require.NoError(t, err)
		if start, ok := token.(xml.StartElement); ok {
			names = append(names, start.Name.Local)
			for _, a := range start.Attr {
				require.False(t, strings.HasPrefix(a.Name.Local, "on"), a.Name.Local)
				require.NotContains(t, strings.ToLower(a.Value), "javascript")
			}
		}
	}
}

func TestTextsOfPeopleCannotLeaveTheirPlace(t *testing.T) {
	plan, workforce := quickstart(t)
	item := first(t, plan, workforce, "mechanic")
	attack := "x</title><script>alert(1)</script>\r\nBcc: all@example.org <img src=x onerror=y> [l](javascript:z)"
	text := engagement.Text{It: attack, Nl: attack, En: attack}
	touchpoint, proposition := plan.Brief.Touchpoint(item.Touchpoint), plan.Brief.Proposition(item.Proposition)
	touchpoint.Title, touchpoint.Body = text, text
	proposition.Gain, proposition.Problem, proposition.Ability = text, text, text
	for i := range proposition.Wording {
		proposition.Wording[i].Gain = text
	}
	for i := range plan.Brief.Interventions {
		plan.Brief.Interventions[i].Title, plan.Brief.Interventions[i].URL = text, "javascript:alert(1)"
	}
	for i := range plan.Brief.Drivers {
		plan.Brief.Drivers[i].Statement = text
	}
	for i := range plan.Brief.Expectations {
		plan.Brief.Expectations[i].Answer = text
	}
	plan.Brief.Office("line").Name = text
	item.Explains, item.Voice, item.Answers = []string{"electric", "battery-rules"}, "line", []int{0, 1}
	m, err := Render(plan, item)
	require.NoError(t, err)
	require.NotContains(t, m.Subject, "\n")
	require.NotContains(t, m.Subject, "\r")
	names := elements(t, m.HTML)
	for _, name := range []string{"script", "img", "a"} {
		require.NotContains(t, names, name)
		require.NotContains(t, elements(t, "<x>"+markup.HTML(m.Chat)+"</x>"), name)
	}
	require.NotContains(t, m.Text, "javascript:alert(1)")
}

func TestAMessageWithoutReasonHasNoLastLine(t *testing.T) {
	plan, workforce := quickstart(t)
	item := first(t, plan, workforce, "mechanic")
	item.Why = []string{"of-no-plan"}
	m, err := Render(plan, item)
	require.NoError(t, err)
	require.NotContains(t, m.HTML, `class="why"`)
	require.NotContains(t, m.Text, "--")
}

func TestWhatThePlanLacksIsSaid(t *testing.T) {
	plan, workforce := quickstart(t)
	item := first(t, plan, workforce, "mechanic")
	for _, c := range []struct {
		change func(*campaign.Plan, *campaign.Item)
		want   UnknownError
	}{
		{func(_ *campaign.Plan, i *campaign.Item) { i.Touchpoint = "gone" }, UnknownError{"touchpoint", "gone"}},
		{func(_ *campaign.Plan, i *campaign.Item) { i.Proposition = "" }, UnknownError{"proposition", ""}},
		{func(_ *campaign.Plan, i *campaign.Item) { i.Language = "fr" }, UnknownError{"language", "fr"}},
		{func(p *campaign.Plan, _ *campaign.Item) { p.Brief.Languages = p.Brief.Languages[:1] }, UnknownError{"language", "nl"}},
		{func(p *campaign.Plan, i *campaign.Item) { p.Brief.Interventions = nil },
			UnknownError{"intervention", plan.Brief.Proposition(item.Proposition).Intervention}},
	} {
		changedPlan, changedItem := *plan, item
		c.change(&changedPlan, &changedItem)
		_, err := Render(&changedPlan, changedItem)
		var unknown *UnknownError
		require.ErrorAs(t, err, &unknown)
		require.Equal(t, c.want, *unknown)
		require.Equal(t, `message: unknown `+c.want.What+` "`+c.want.ID+`"`, err.Error())
	}
}

func TestATeaserAStepAndAMomentHaveTheirOwnWords(t *testing.T) {
	made, workforce := quickstart(t)
	brief := made.Brief
	text := func(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }
	brief.Touchpoint("locked-box").Suspense = &campaign.Suspense{Surprise: true, Teasers: []campaign.Teaser{{DaysBefore: 3, Time: "09:00", Title: text("Teaser"), Body: text("Soon")}}}
	brief.Touchpoint("thursday-hour").Moment = &campaign.StandardMoment{Weekday: "TH", EveryWeeks: 1, Time: "14:00", Minutes: 60, WorkingTime: true, OwnChoice: true}
	plan, found := campaign.NewPlan(&brief, workforce)
	require.NoError(t, found.Err())
	seen := map[string]Message{}
	for item, err := range plan.Schedule(workforce).For("mechanic") {
		require.NoError(t, err)
		m, err := Render(plan, item)
		require.NoError(t, err)
		seen[item.Touchpoint] = m
	}
	require.Equal(t, "Teaser", seen["locked-box.suspense-1"].Subject)
	require.Contains(t, seen["locked-box.suspense-1"].HTML, "<p>Soon</p>")
	require.Contains(t, seen["locked-box.suspense-1"].Text, "Er staat iets te gebeuren")
	moment := seen["thursday-hour.moment-2"]
	require.Equal(t, brief.Touchpoint("thursday-hour").Title.Nl, moment.Subject)
	require.Contains(t, moment.Text, "Elke week op donderdag, ")
	require.Contains(t, moment.HTML, "<br/>Het is werktijd.<br/>Vorm en onderwerp kies je zelf.</p>")

	_, err := Render(plan, campaign.Item{Touchpoint: "locked-box.suspense-2", Proposition: "own-choice", Language: engagement.Dutch})
	var unknown *UnknownError
	require.ErrorAs(t, err, &unknown)
	require.Equal(t, "touchpoint", unknown.What)
}

func TestAStoryWhoseConsentIsWithdrawnIsNotSent(t *testing.T) {
	plan, _ := quickstart(t)
	plan.Brief.Touchpoint("nadia-story").Story = &campaign.SuccessStory{Consent: campaign.NoConsent, Use: campaign.InternalConsent}
	_, err := Render(plan, campaign.Item{Touchpoint: "nadia-story", Proposition: "own-choice", Language: engagement.English})
	require.ErrorContains(t, err, "nadia-story")
}
