package campaign_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestATimelineIsTheScheduleWithWhatIsWithheldAndWhy(t *testing.T) {
	withheld, reached := 0, 0
	for n, b := range briefs(t) {
		r := rand.New(rand.NewPCG(3, uint64(n)))
		if n%2 == 1 {
			b = tight(b, r)
		}
		w := anyone(r, b, 120)
		plan := mustPlan(t, b, w)
		s := plan.Schedule(w)
		for person := range w.People() {
			told, err := s.Timeline(person.ID)
			var comes, kept []campaign.Item
			for item, fault := range s.For(person.ID) {
				if fault != nil {
					require.Equal(t, fault, err)
					require.Nil(t, told)
					break
				}
				comes = append(comes, item)
			}
			if err != nil {
				continue
			}
			for item, fault := range s.Withheld(person.ID) {
				require.NoError(t, fault)
				kept = append(kept, item)
			}
			var sent, not []campaign.Item
			for _, one := range told {
				codes := slices.Concat(one.This, one.Now, one.WhyNot())
				require.ElementsMatch(t, one.Why, codes, "each code is told once")
				require.NotEmpty(t, one.This)
				require.NotEmpty(t, one.Now)
				if one.Not != "" {
					not = append(not, one.Item)
					require.Empty(t, one.Here)
					continue
				}
				sent = append(sent, one.Item)
				require.Equal(t, "here:"+one.Channel, one.Here[0])
				for _, l := range engagement.Languages() {
					said := plan.Explain(one.Here, l)
					require.Len(t, said, len(one.Here))
					require.Contains(t, said[0], plan.Brief.Channel(one.Channel).Name.In(l))
					require.NotContains(t, strings.Join(said, ""), "%!")
				}
				reached += len(one.Here) - 1
			}
			require.Equal(t, comes, sent)
			require.Equal(t, kept, not)
			withheld += len(not)
		}
	}
	require.NotZero(t, withheld)
	require.NotZero(t, reached, "no channel reaches a segment of anybody")
}

func TestATimelineSaysWhichSegmentOfThePersonAChannelReaches(t *testing.T) {
	b := good(t)
	b.Segments[0].When, b.Segments[1].When = audience.All(), audience.All() // everyone is in both
	for i := range b.Channels {
		b.Channels[i].Reach = nil
	}
	id := b.Touchpoints[len(b.Touchpoints)-1].Channel
	reach := &b.Channel(id).Reach
	for _, k := range []int{1, 0} {
		*reach = append(*reach, struct {
			Segment string  `json:"segment"`
			Share   float64 `json:"share"`
		}{b.Segments[k].ID, .25})
	}
	w := crew(0, 1)
	told, err := mustPlan(t, b, w).Schedule(w).Timeline("0")
	require.NoError(t, err)
	met := false
	for _, one := range told {
		if one.Channel == id {
			met = true
			require.Equal(t, []string{"here:" + id, "reach:" + id + ":" + b.Segments[0].ID}, one.Here, "that which goes first")
		} else if one.Not == "" {
			require.Len(t, one.Here, 1)
		}
	}
	require.True(t, met)
}

func TestCodesOfWhereThatAPlanDoesNotKnowAreLeftOut(t *testing.T) {
	p := mustPlan(t, good(t), nil)
	require.Empty(t, p.Explain([]string{"here", "here:", "here:push", "reach", "reach:email", "reach:email:nobody", "here:email:x", "timeline.title"}, engagement.English))
	_, err := p.Schedule(nil).Timeline("ghost")
	require.ErrorIs(t, err, campaign.ErrUnknownPerson)
}
