package campaign_test

import (
	"bytes"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // time zones, also where the system has none

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/examples/academy"
	"github.com/osmosi-learning/osmosi/examples/retail"
	"github.com/osmosi-learning/osmosi/examples/security"
)

// Quiet hours, holidays, days off, caps and distances hold for everyone, move
// something, and keep nothing from anybody.
func TestTheExamplesHoldToTheirLimits(t *testing.T) {
	for name, example := range map[string]struct {
		brief  []byte
		people *audience.Workforce
		moved  []string
	}{
		"academy":  {academy.Brief(), academy.Workforce(), []string{"holiday", "capped", "spaced"}},
		"retail":   {retail.Brief(), retail.Workforce(), []string{"holiday", "spaced"}},
		"security": {security.Brief(), security.Workforce(), []string{"holiday", "capped", "spaced"}},
	} {
		t.Run(name, func(t *testing.T) {
			b, found := campaign.ReadBrief(bytes.NewReader(example.brief))
			require.Empty(t, found, found.In(engagement.English))
			p, _ := campaign.NewPlan(b, example.people)
			limits := b.Limits
			require.NotNil(t, limits)
			off := map[string]map[engagement.Date]bool{}
			place := slices.IndexFunc(b.Traits, func(trait audience.Trait) bool { return trait.Name == limits.Places.Trait })
			for _, value := range b.Traits[place].Values {
				off[value] = map[engagement.Date]bool{}
				for _, region := range p.Holidays {
					for _, h := range region.Days {
						if region.Region == limits.Places.RegionOf(value) {
							off[value][h.Date] = true
						}
					}
				}
				require.NotEmpty(t, off[value], "%s has no holidays", value)
				for _, d := range limits.DaysOff {
					if len(d.Places) == 0 || slices.Contains(d.Places, value) {
						off[value][d.Date] = true
					}
				}
			}
			moved, schedule := map[string]int{}, p.Schedule(example.people)
			for person := range example.people.People() {
				for one, err := range schedule.Withheld(person.ID) {
					require.NoError(t, err)
					require.NotContains(t, []string{"cap", "tooClose", "holiday", "quietHours"}, one.Not, "%s does not get %s", person.ID, one.Touchpoint)
				}
				var got []campaign.Item
				for one, err := range schedule.For(person.ID) {
					require.NoError(t, err)
					for _, code := range one.Why {
						moved[code]++
					}
					if b.Channel(one.Channel).Nature != audience.Push {
						continue
					}
					at := person.Traits[limits.Places.Trait].(string)
					require.False(t, off[at][engagement.Date(one.At.Format(time.DateOnly))], "%s gets %s on a day off", person.ID, one.Touchpoint)
					if clock := one.At.Format("15:04"); slices.Contains(limits.QuietHours.Channels, one.Channel) {
						require.True(t, clock >= limits.QuietHours.To && clock < limits.QuietHours.From, "%s gets %s at %s", person.ID, one.Touchpoint, clock)
					}
					if len(got) > 0 {
						require.GreaterOrEqual(t, one.At.Sub(got[len(got)-1].At), time.Duration(limits.MinutesBetween)*time.Minute, "%s gets %s", person.ID, one.Touchpoint)
					}
					got = append(got, one)
				}
				for _, c := range limits.Caps {
					for i, one := range got {
						day, week := 0, 0
						for _, other := range got[i:] {
							if len(c.Channels) > 0 && !slices.Contains(c.Channels, other.Channel) {
								continue
							}
							y, m, d := one.At.Date()
							if other.At.Before(time.Date(y, m, d+1, 0, 0, 0, 0, one.At.Location())) {
								day++
							}
							if other.At.Before(time.Date(y, m, d+7, 0, 0, 0, 0, one.At.Location())) {
								week++
							}
						}
						require.True(t, c.PerDay == nil || day <= *c.PerDay, "%s from %s on", person.ID, one.At)
						require.True(t, c.PerWeek == nil || week <= *c.PerWeek, "%s from %s on", person.ID, one.At)
					}
				}
			}
			for _, code := range example.moved {
				require.Positive(t, moved[code], "%s moves nothing: %v", code, moved)
			}
		})
	}
}
