package lumenta_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/holidays"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

func TestTheLimitsHoldForEveryone(t *testing.T) {
	b, w := readBrief(t), lumenta.Workforce(seed)
	off := map[string]map[string]bool{}
	for _, place := range b.Limits.Places.Regions {
		off[place.Place] = map[string]bool{}
		days, err := holidays.Between(place.Region, b.Frame.Inform, b.Frame.End)
		require.NoError(t, err)
		for _, h := range days {
			off[place.Place][string(h.Date)] = true
		}
	}
	off["verona"]["2027-05-21"] = true

	moved, messages := map[string]int{}, map[string][]time.Time{}
	for one, err := range newPlan(t, b, w).Schedule(w).All() {
		require.NoError(t, err)
		for _, code := range one.Why {
			moved[code]++
		}
		channel := b.Channel(one.Channel)
		if channel.Nature != audience.Push {
			continue
		}
		site := w.Person(one.Person).Traits["site"].(string)
		require.False(t, off[site][one.At.Format(time.DateOnly)], "%s gets %s on a holiday", one.Person, one.Touchpoint)
		if channel.ID == "email" || channel.ID == "chat" {
			at := one.At.Format("15:04")
			require.True(t, at >= "07:30" && at < "19:00", "%s gets %s at %s", one.Person, one.Touchpoint, at)
			messages[one.Person] = append(messages[one.Person], one.At)
		}
	}
	for _, code := range []string{"holiday", "capped", "workday", "afterManager"} {
		require.Positive(t, moved[code], code)
	}
	for person, list := range messages {
		for i := range list {
			y, m, d := list[i].Date()
			end := time.Date(y, m, d+7, 0, 0, 0, 0, list[i].Location())
			week := 0
			for _, other := range list[i:] {
				if other.Before(end) {
					week++
				}
			}
			require.LessOrEqual(t, week, 3, "%s from %s", person, list[i])
			require.True(t, i == 0 || list[i].Format(time.DateOnly) > list[i-1].Format(time.DateOnly), "%s on %s", person, list[i])
		}
	}
}

// The host and the page hold everyone to the same limits: the engine schedules
// and withholds what the host does.
func TestTheEngineSchedulesEveryoneAsTheHostDoes(t *testing.T) {
	b, w := readBrief(t), lumenta.Workforce(seed)
	p := newPlan(t, b, w)
	e, s := newEngine(t, p), p.Schedule(w)
	items, withheld := 0, 0
	asked := s.Ambassadors("your-voice") // of whom the page knows nothing
	require.NotEmpty(t, asked)
	for person := range w.People() {
		if slices.Contains(asked, person.ID) {
			continue
		}
		request := `{"profile":` + string(person.Profile(w.Reports(person.ID) > 0, b.Frame.Inform, b.Traits)) + `,"workDays":` + strconv.Itoa(int(person.WorkDays))
		if briefed := s.Briefed(person.ID); briefed != "" {
			request += `,"briefed":"` + string(briefed) + `"`
		}
		if person.Email == "" {
			request += `,"unreached":["email"]`
		}
		request += `}`
		agree := func(call string, all func(func(campaign.Item, error) bool)) int {
			var told []struct {
				Touchpoint, Day, Time string
				Why                   []string
			}
			require.NoError(t, json.Unmarshal(e.Call(call, []byte(request)), &told))
			n := 0
			for one, err := range all {
				require.NoError(t, err)
				require.Less(t, n, len(told), "%s of %s", call, person.ID)
				require.Equal(t, one.Touchpoint+one.At.Format(" 2006-01-02 15:04 ")+strings.Join(one.Why, " "),
					told[n].Touchpoint+" "+told[n].Day+" "+told[n].Time+" "+strings.Join(told[n].Why, " "), "%s of %s", call, person.ID)
				n++
			}
			require.Len(t, told, n, "%s of %s", call, person.ID)
			return n
		}
		items += agree("schedule", s.For(person.ID))
		withheld += agree("withheld", s.Withheld(person.ID))
	}
	require.Positive(t, items)
	require.Positive(t, withheld)
}

func TestWhatLimitsKeepFromPeopleIsSmall(t *testing.T) {
	b, w := readBrief(t), lumenta.Workforce(seed)
	p := newPlan(t, b, w)
	for _, f := range p.Advice {
		require.False(t, strings.HasPrefix(f.Code, "OSM-LIMIT"), f.Message.In(engagement.English))
	}
	s, sent, kept := p.Schedule(w), 0, map[string]int{}
	for person := range w.People() {
		for _, err := range s.For(person.ID) {
			require.NoError(t, err)
			sent++
		}
		for one, err := range s.Withheld(person.ID) {
			require.NoError(t, err)
			kept[one.Not]++
		}
	}
	t.Log(sent, kept)
	require.Less(t, (kept["cap"]+kept["holiday"]+kept["quietHours"])*100, sent)
}
