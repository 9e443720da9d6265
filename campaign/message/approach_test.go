package message

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// item is what the mechanic gets from a touchpoint.
func item(t *testing.T, p *campaign.Plan, touchpoint string) campaign.Item {
	t.Helper()
	_, workforce := quickstart(t)
	for item, err := range p.Schedule(workforce).For("mechanic") {
		require.NoError(t, err)
		if item.Touchpoint == touchpoint {
			item.Language = engagement.English
			return item
		}
	}
	require.Fail(t, "not scheduled", touchpoint)
	return campaign.Item{}
}

// requireOrder checks that texts stand in the message in this order, in both forms.
func requireOrder(t *testing.T, m Message, texts ...string) {
	t.Helper()
	for _, form := range []string{m.Text, m.HTML[strings.Index(m.HTML, "<body>"):]} {
		last := -1
		for _, text := range texts {
			at := strings.Index(form, text)
			require.Greater(t, at, last, "%q in\n%s", text, form)
			last = at
		}
	}
}

func TestWhatIsNeededNowBeginsWithTheLink(t *testing.T) {
	plan, _ := quickstart(t)
	m, err := Render(plan, item(t, plan, "twenty-codes"))
	require.NoError(t, err)
	requireOrder(t, m, "Twenty codes", "/learn/error-codes", "Plug in, read the code")
	plan.Brief.Proposition("read-the-code").Reasons = nil
	m, err = Render(plan, item(t, plan, "twenty-codes"))
	require.NoError(t, err)
	requireOrder(t, m, "Twenty codes", "Plug in, read the code", "/learn/error-codes")
}

func TestAnObligationBeginsWithTheNeedAndIsAPath(t *testing.T) {
	plan, _ := quickstart(t)
	q := plan.Brief.Proposition("safe-hands")
	q.Also = []string{"thursday-bench"}
	m, err := Render(plan, item(t, plan, "what-to-expect"))
	require.NoError(t, err)
	requireOrder(t, m, "Why we ask this", "Safety rules require", "On behalf of: Line managers", "What you gain", "You know what to do when a battery",
		"Are there micro trainings", "Yes: eight minutes", "In the workshop: first the error codes", "Your path, step by step", "Battery safety, hands-on", "The Thursday bench")
	require.Contains(t, m.Text, "1. Battery safety, hands-on (classroom, 3 hours)\n   /learn/battery-class\n2. The Thursday bench")
	require.Contains(t, elements(t, m.HTML), "ol")

	later, err := Render(plan, item(t, plan, "thursday-hour"))
	require.NoError(t, err)
	require.NotContains(t, later.Text, "Why we ask this")
	require.NotContains(t, later.Text, "On behalf of")
	require.NotContains(t, later.Text, "Are there micro trainings")
}

func TestSupportDecidesHowInterventionsArePresented(t *testing.T) {
	for factor, c := range map[engagement.Factor]struct{ with, without []string }{
		engagement.NewCompetences:   {[]string{"Start here: Reading error codes", "Also for you\n- The Thursday bench"}, []string{"Choose", "recommended"}},
		engagement.BroadDevelopment: {[]string{"Choose what suits you\n- Reading error codes", "- The Thursday bench"}, []string{"Start here", "recommended"}},
		engagement.NewEnvironment:   {[]string{"Choose what suits you\n- Reading error codes (bite-sized learning, 8 minutes, recommended as a start)", "- The Thursday bench (community of practice, 1 hour)"}, []string{"Start here"}},
		engagement.ForcedChange:     {[]string{"Your path, step by step\n1. Reading error codes", "2. The Thursday bench"}, []string{"Start here", "- The"}},
		"":                          {[]string{"Start here: Reading error codes", "Also for you\n- The Thursday bench"}, nil},
	} {
		plan, _ := quickstart(t)
		q := plan.Brief.Proposition("read-the-code")
		q.Also, q.Factors = []string{"thursday-bench"}, slices.DeleteFunc([]engagement.Factor{factor}, func(f engagement.Factor) bool { return f == "" })
		m, err := Render(plan, item(t, plan, "twenty-codes"))
		require.NoError(t, err)
		elements(t, m.HTML)
		for _, text := range c.with {
			require.Contains(t, m.Text, text, factor)
		}
		for _, text := range c.without {
			require.NotContains(t, m.Text, text, factor)
		}
	}
}

func TestTheFormsInWhichPeopleMeetComeFirst(t *testing.T) {
	plan, _ := quickstart(t)
	q := plan.Brief.Proposition("read-the-code")
	q.Also, q.Reasons = []string{"thursday-bench"}, []engagement.Reason{engagement.Belonging}
	m, err := Render(plan, item(t, plan, "twenty-codes"))
	require.NoError(t, err)
	requireOrder(t, m, "Start here", "The Thursday bench", "Also for you", "Reading error codes")
}

func TestTheGainIsInTheWordsOfTheSegment(t *testing.T) {
	plan, _ := quickstart(t)
	it := item(t, plan, "your-hour")
	m, err := Render(plan, it)
	require.NoError(t, err)
	require.Contains(t, m.Text, "away from the bench")
	it.Wording = ""
	m, err = Render(plan, it)
	require.NoError(t, err)
	require.NotContains(t, m.Text, "away from the bench")
	require.Contains(t, m.Text, "the choice is yours")
}
