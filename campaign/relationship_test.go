package campaign_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// shown tells how often each proposition is shown to a person at a moment, of
// 500 times.
func shown(t *testing.T, s *campaign.Schedule, person string, at time.Time, r *engagement.Relationship) map[string]int {
	counts := map[string]int{}
	for i := range uint64(500) {
		item, ok, err := s.Show(person, at, r, engagement.Chance{Seed: 1, Counter: i})
		require.NoError(t, err)
		require.True(t, ok)
		counts[item.Proposition]++
	}
	return counts
}

// open is a moment at which the widget can show a mechanic of the quickstart
// several propositions.
func open(t *testing.T, s *campaign.Schedule, p *campaign.Plan) (at time.Time, touchpoints []string) {
	day, err := time.Parse(time.DateOnly, string(p.Brief.Frame.Inform))
	require.NoError(t, err)
	for range 200 {
		at = day.Add(11 * time.Hour)
		r, propositions := p.Relationship(), map[string]string{}
		for i := range uint64(300) {
			if item, ok, err := s.Show("p1", at, r, engagement.Chance{Counter: i}); err == nil && ok {
				propositions[item.Proposition] = item.Touchpoint
			}
		}
		if len(propositions) > 1 {
			for _, id := range propositions {
				touchpoints = append(touchpoints, id)
			}
			slices.Sort(touchpoints)
			return at, touchpoints
		}
		day = day.AddDate(0, 0, 1)
	}
	t.Fatal("the widget never has a choice")
	return at, nil
}

func TestWhatPeopleRespondToIsWhatOthersLikeThemGet(t *testing.T) {
	p, w := mustPlan(t, good(t), people(t)), people(t)
	s := p.Schedule(w)
	at, touchpoints := open(t, s, p)
	first, ok, err := s.Show("p1", at, nil, engagement.Chance{})
	require.NoError(t, err)
	require.True(t, ok)

	r := p.Relationship()
	before := shown(t, s, "p1", at, r)
	require.Greater(t, before[first.Proposition], 430, "until anything is learnt, what fits best is shown, and now and then something new")
	require.Greater(t, len(before), 1)

	own := map[string]*engagement.Responses{}
	for range 12 {
		for i := range 12 {
			person := "p" + string("0123456789"[i%10])
			if own[person] == nil {
				own[person] = &engagement.Responses{}
			}
			for _, id := range touchpoints {
				_ = s.Respond(person, id, at, id != first.Touchpoint, r, own[person])
			}
		}
	}
	require.GreaterOrEqual(t, r.People(), 5)
	after := shown(t, s, "p1", at, r)
	require.Less(t, after[first.Proposition], 30, "what nobody responded to gives way")
	require.Equal(t, after, shown(t, s, "p1", at, r), "the same chance gives the same choice")

	explained := false
	for i := range uint64(500) {
		item, _, err := s.Show("p1", at, r, engagement.Chance{Counter: i})
		require.NoError(t, err)
		for _, l := range engagement.Languages() {
			require.Len(t, p.Explain(item.Why, l), len(item.Why), item.Why)
		}
		explained = explained || strings.HasPrefix(item.Why[len(item.Why)-1], "learned:")
	}
	require.True(t, explained)

	// Everyone reads what they taught, and takes it out again.
	require.NotEmpty(t, p.Tell(own["p1"], engagement.Italian))
	require.Positive(t, own["p1"].Times())
	for _, one := range own {
		require.NoError(t, r.Forget(one))
	}
	require.Equal(t, encoded(t, p.Relationship()), encoded(t, r))
	require.Equal(t, before, shown(t, s, "p1", at, r))
}

func encoded(t *testing.T, r *engagement.Relationship) []byte {
	data, err := r.MarshalBinary()
	require.NoError(t, err)
	return data
}

func TestARelationshipAndResponsesTravel(t *testing.T) {
	p := mustPlan(t, good(t), people(t))
	s := p.Schedule(people(t))
	at, touchpoints := open(t, s, p)
	r, own := p.Relationship(), &engagement.Responses{}
	require.NoError(t, s.Respond("p1", touchpoints[0], at, true, r, own))
	other := p.Relationship()
	require.NoError(t, s.Respond("p3", touchpoints[0], at, false, other, &engagement.Responses{}))
	r.Merge(other)
	require.Equal(t, 2, r.People())
	require.Zero(t, r.Shared().People(), "a page learns nothing of so few")

	var again engagement.Relationship
	require.NoError(t, again.UnmarshalBinary(encoded(t, r)))
	require.Equal(t, encoded(t, r), encoded(t, &again))
	data, err := own.MarshalBinary()
	require.NoError(t, err)
	var mine engagement.Responses
	require.NoError(t, mine.UnmarshalBinary(data))
	require.NoError(t, again.Forget(&mine))
	require.Equal(t, encoded(t, other), encoded(t, &again))
	require.Error(t, p.Relationship().Forget(&mine), "it is not in there")
	require.Error(t, mine.UnmarshalBinary(data[1:]))
	require.Error(t, again.UnmarshalBinary(data))

	require.ErrorIs(t, s.Respond("nobody", touchpoints[0], at, true, r, own), campaign.ErrUnknownPerson)
	require.Error(t, s.Respond("p1", "nothing", at, true, r, own))
}

func TestMessagesComeWhenPeopleRespond(t *testing.T) {
	p := mustPlan(t, good(t), people(t))
	s := p.Schedule(people(t))
	pushed := ""
	var planned campaign.Item
	r := p.Relationship()
	for item, err := range s.For("p1") {
		require.NoError(t, err)
		if c := p.Brief.Channel(item.Channel); c.Nature == "push" && item.Minutes == 0 && item.At.Hour() < 12 {
			pushed, planned = item.Touchpoint, item
		}
	}
	require.NotEmpty(t, pushed)
	noon := time.Date(planned.At.Year(), planned.At.Month(), planned.At.Day(), 13, 10, 0, 0, planned.At.Location())
	for range 20 {
		for _, person := range []string{"p1", "p3", "p5", "p7", "p9", "p11"} {
			own := &engagement.Responses{}
			require.NoError(t, s.Respond(person, pushed, planned.At, false, r, own))
			require.NoError(t, s.Respond(person, pushed, noon, true, r, own))
		}
	}
	for item, err := range s.Learning(r).For("p1") {
		require.NoError(t, err)
		if item.Touchpoint == pushed {
			require.Equal(t, 13, item.At.Hour())
			require.Contains(t, item.Why, "learned:moment")
			require.Equal(t, planned.At.YearDay(), item.At.YearDay())
			return
		}
	}
	t.Fatal("not sent")
}
