package campaign_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// acknowledged is the good brief whose briefing, on Monday 1 February, asks for
// an acknowledgement within five days and turns to the manager above after two.
func acknowledged(t *testing.T) *campaign.Brief {
	b := good(t)
	b.Touchpoint("leads-briefing").Acknowledgement = &campaign.Acknowledgement{Days: 5,
		Escalation: &campaign.Escalation{AfterDays: 2, Time: "11:00", Title: text("silence"), Body: text("ask")}}
	b.Touchpoint("your-hour").Day = 0
	return b
}

// lines are a director, a manager and a team of one.
func lines(t *testing.T) *audience.Workforce {
	w, found := audience.NewWorkforce([]audience.Person{
		{ID: "top", TimeZone: "Europe/Rome", Email: "top@example.org"},
		{ID: "mid", Manager: "top", TimeZone: "Europe/Rome", Email: "mid@example.org"},
		{ID: "one", Manager: "mid", TimeZone: "Europe/Rome", Email: "one@example.org"},
	})
	require.Empty(t, found)
	return w
}

func TestTeamsWaitForAnAcknowledgementAndNotForEver(t *testing.T) {
	w := lines(t)
	p, found := campaign.NewPlan(acknowledged(t), w)
	require.NoError(t, found.Err())
	brief := planned(p, "leads-briefing").Date
	at := func(days, hour int) time.Time {
		rome, err := time.LoadLocation("Europe/Rome")
		require.NoError(t, err)
		on, err := time.ParseInLocation(time.DateOnly, string(brief), rome)
		require.NoError(t, err)
		return on.AddDate(0, 0, days).Add(time.Duration(hour) * time.Hour)
	}
	ack := func(days, hour int) campaign.Fact {
		return campaign.Fact{What: campaign.Acknowledged, Touchpoint: "leads-briefing", At: at(days, hour)}
	}
	for name, c := range map[string]struct {
		facts           map[string][]campaign.Fact
		mid, one, above string // when the briefing reaches the manager, from when the team hears, and why
		code            string
	}{
		"nobody acknowledges":                   {nil, "2027-02-08", "2027-02-15", "2027-02-10 [mid]", "unacknowledged"},
		"both on the day":                       {map[string][]campaign.Fact{"top": {ack(0, 15)}, "mid": {ack(1, 15)}}, "2027-02-02", "2027-02-03", "", ""},
		"the manager in time, but late":         {map[string][]campaign.Fact{"top": {ack(0, 15)}, "mid": {ack(4, 15)}}, "2027-02-02", "2027-02-08", "2027-02-04 [mid]", "acknowledged"},
		"the manager too late":                  {map[string][]campaign.Fact{"top": {ack(0, 15)}, "mid": {ack(9, 15)}}, "2027-02-02", "2027-02-08", "2027-02-04 [mid]", "unacknowledged"},
		"before the escalation, on its day":     {map[string][]campaign.Fact{"top": {ack(0, 15)}, "mid": {ack(3, 10)}}, "2027-02-02", "2027-02-05", "", "acknowledged"},
		"after the escalation, on its day":      {map[string][]campaign.Fact{"top": {ack(0, 15)}, "mid": {ack(3, 12)}}, "2027-02-02", "2027-02-05", "2027-02-04 [mid]", "acknowledged"},
		"before they were briefed":              {map[string][]campaign.Fact{"top": {ack(-9, 15)}, "mid": {ack(-9, 15)}}, "2027-02-02", "2027-02-03", "", ""},
		"twice, and told backwards":             {map[string][]campaign.Fact{"top": {ack(3, 15), ack(0, 15), ack(3, 15)}, "mid": {ack(8, 1), ack(1, 15)}}, "2027-02-02", "2027-02-03", "", ""},
		"by a clock that runs ahead: not known": {map[string][]campaign.Fact{"top": {ack(0, 15)}, "mid": {ack(900, 15)}}, "2027-02-02", "2027-02-08", "2027-02-04 [mid]", "unacknowledged"},
	} {
		t.Run(name, func(t *testing.T) {
			s := p.Schedule(w).At(at(60, 0), func(person string) []campaign.Fact { return c.facts[person] })
			items := func(person string) (list []campaign.Item) {
				for item, err := range s.For(person) {
					require.NoError(t, err)
					list = append(list, item)
				}
				return list
			}
			require.Equal(t, c.mid, item(t, items("mid"), "leads-briefing").At.Format(time.DateOnly))
			team := items("one")
			require.NotEmpty(t, team)
			first := team[0]
			require.Equal(t, c.one, first.At.Format(time.DateOnly))
			if c.code == "" {
				require.Equal(t, []string{"everyone", "phase:inform"}, first.Why, "it came as planned")
				c.code = "acknowledged"
			} else {
				require.Contains(t, first.Why, c.code)
			}
			for _, l := range engagement.Languages() {
				require.Len(t, p.Explain(first.Why, l), len(first.Why))
				require.NotEmpty(t, p.Explanations(l)[c.code])
			}
			above := ""
			for _, i := range items("top") {
				if i.Touchpoint == "leads-briefing.escalation-1" {
					require.Equal(t, "11:00", i.At.Format("15:04"))
					above = i.At.Format(time.DateOnly) + " [" + i.About[0] + "]"
					require.Len(t, i.About, 1)
				} else {
					require.Empty(t, i.About)
				}
			}
			require.Equal(t, c.above, above)
			require.Empty(t, ids(items("one"), "leads-briefing"))
		})
	}
}

func TestWithoutAnAcknowledgementTeamsFollowTheDayAfterTheBriefing(t *testing.T) {
	w := lines(t)
	p, _ := campaign.NewPlan(good(t), w)
	none := func(string) []campaign.Fact { return nil }
	for _, person := range []string{"top", "mid", "one"} {
		var before, after []campaign.Item
		for item, err := range p.Schedule(w).For(person) {
			require.NoError(t, err)
			before = append(before, item)
		}
		for item, err := range p.Schedule(w).At(time.Time{}, none).For(person) {
			require.NoError(t, err)
			after = append(after, item)
		}
		require.Equal(t, before, after)
	}
}

func TestAnEscalationIsAMessageOfItsOwn(t *testing.T) {
	p, _ := campaign.NewPlan(acknowledged(t), lines(t))
	e := p.Touchpoint("leads-briefing.escalation-1")
	require.Equal(t, "silence nl", e.Title.Nl)
	require.Equal(t, "11:00", e.Time)
	require.Nil(t, e.Acknowledgement)
	_, part, n := planned(p, e.ID).Part()
	require.Equal(t, "escalation", part)
	require.Equal(t, 1, n)
	require.True(t, planned(p, e.ID).Managers)
}

func TestOnAClockGoneForwardWhatHappenedRightAfterIsNotAfterWhatWasSkipped(t *testing.T) {
	rome, err := time.LoadLocation("Europe/Rome")
	require.NoError(t, err)
	for text, want := range map[string]string{
		"2027-03-28T01:59:00+01:00": "2027-03-28 119",
		"2027-03-28T03:10:00+02:00": "2027-03-28 130", // what clocks would have shown
		"2027-03-28T03:59:00+02:00": "2027-03-28 179",
		"2027-03-28T04:00:00+02:00": "2027-03-28 240",
		"2027-03-28T16:00:00+02:00": "2027-03-28 960",
		"2027-10-31T02:30:00+01:00": "2027-10-31 150",
	} {
		at, err := time.Parse(time.RFC3339, text)
		require.NoError(t, err)
		on, minute := campaign.AsWritten(at.In(rome))
		require.Equal(t, want, string(on)+" "+strconv.Itoa(minute), text)
	}
}
