package campaign_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func collect(t *testing.T, p *campaign.Plan, w *audience.Workforce, person string) []campaign.Item {
	t.Helper()
	var items []campaign.Item
	for item, err := range p.Schedule(w).For(person) {
		require.NoError(t, err)
		items = append(items, item)
	}
	return items
}

func TestAPersonsScheduleSaysWhatWhenWhereAndWhy(t *testing.T) {
	w := people(t)
	p, _ := campaign.NewPlan(good(t), w)
	items := collect(t, p, w, "p0")
	require.True(t, slices.IsSortedFunc(items, func(a, b campaign.Item) int { return a.At.Compare(b.At) }))
	first := items[0]
	require.Equal(t, "p0", first.Person)
	require.Equal(t, "your-hour", first.Touchpoint)
	require.Equal(t, "own-choice", first.Proposition)
	require.Equal(t, "intranet", first.Channel)
	require.Equal(t, campaign.Inform, first.Phase)
	require.Equal(t, engagement.English, first.Language)
	require.Equal(t, "Europe/Dublin", first.At.Location().String())
	require.Equal(t, "2027-02-08T08:30:00Z", first.At.Format(time.RFC3339))
	require.Equal(t, []string{"everyone", "phase:inform"}, first.Why)

	i := slices.IndexFunc(items, func(i campaign.Item) bool { return i.Touchpoint == "first-month" })
	require.GreaterOrEqual(t, i, 0, "a newcomer gets the newcomers' message")
	require.Contains(t, items[i].Why, "segment:newcomers")
	for _, l := range engagement.Languages() {
		said := strings.Join(p.Explain(items[i].Why, l), " ")
		require.Contains(t, said, p.Brief.Segment("newcomers").Because.In(l))
	}
	require.False(t, slices.ContainsFunc(collect(t, p, w, "p11"), func(i campaign.Item) bool { return i.Touchpoint == "first-month" }))
}

func TestALanguageThatTheCampaignLacksFindsItsNearest(t *testing.T) {
	w := people(t)
	p, _ := campaign.NewPlan(good(t), w)
	require.Equal(t, engagement.Dutch, collect(t, p, w, "cleo")[0].Language, "nl-BE")
}

func TestNothingComesOnADayOff(t *testing.T) {
	w := people(t)
	p, _ := campaign.NewPlan(good(t), w)
	items := collect(t, p, w, "bram")
	require.NotEmpty(t, items)
	for _, item := range items {
		require.Equal(t, time.Thursday, item.At.Weekday(), item.Touchpoint)
	}
	require.Contains(t, items[0].Why, "workday")
	require.Contains(t, items[0].Why, "afterManager")
}

func TestTheWholeWorkforceIsEveryPersonInTurn(t *testing.T) {
	w := people(t)
	p, _ := campaign.NewPlan(good(t), w)
	s := p.Schedule(w)
	var one, all []campaign.Item
	for person := range w.People() {
		for item, err := range s.For(person.ID) {
			require.NoError(t, err)
			one = append(one, item)
		}
	}
	for item, err := range s.All() {
		require.NoError(t, err)
		all = append(all, item)
	}
	require.Equal(t, one, all)
	for range s.All() {
		break // stopping early must not run on
	}
}

func TestWhoIsUnknownAndWhereIsUnknown(t *testing.T) {
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "lost", TimeZone: "Europe/Atlantis"}, {ID: "found"}})
	p, found := campaign.NewPlan(good(t), w)
	require.NoError(t, found.Err())
	for _, err := range p.Schedule(w).For("nobody") {
		require.ErrorIs(t, err, campaign.ErrUnknownPerson)
	}
	var zone *campaign.ZoneError
	for _, err := range p.Schedule(w).For("lost") {
		require.True(t, errors.As(err, &zone))
		require.Equal(t, "Europe/Atlantis", zone.Zone)
		require.ErrorContains(t, err, "lost")
	}
	faults, items := 0, 0
	for _, err := range p.Schedule(w).All() {
		if err != nil {
			faults++
		} else {
			items++
		}
	}
	require.Equal(t, 1, faults)
	require.Positive(t, items)
}

func TestEveryCodeOfADecisionHasItsSentence(t *testing.T) {
	p, _ := campaign.NewPlan(good(t), people(t))
	for _, l := range engagement.Languages() {
		all := p.Explanations(l)
		require.Greater(t, len(all), 20)
		for code, sentence := range all {
			require.NotEmpty(t, sentence, code)
			require.Equal(t, []string{sentence}, p.Explain([]string{code}, l))
		}
	}
	require.Empty(t, p.Explain([]string{"segment:nobody", "no-such-code"}, engagement.Dutch))
}

func TestSegmentsOfAPersonAreInOrderOfPrecedence(t *testing.T) {
	w := people(t)
	p, _ := campaign.NewPlan(good(t), w)
	in := p.SegmentsOf(w, p.Brief.Frame.Inform)
	require.Equal(t, []string{"newcomers", "workshop"}, in(w.Person("p0")))
	require.Equal(t, []string{"leads", "rental"}, in(w.Person("cleo")))
}
