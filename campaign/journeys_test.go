package campaign_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/journeys"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
)

// onPlan answers a script from a plan and a workforce, with moments and zones,
// as a host would ask.
func onPlan(t *testing.T, p *campaign.Plan, zone string, r journeys.Request) *campaign.Schedule {
	t.Helper()
	location, err := time.LoadLocation(zone)
	require.NoError(t, err)
	moment := func(text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		on, ok1 := civil.Parse(text[:10])
		minute, ok2 := civil.ParseMinute(text[11:])
		require.True(t, ok1 && ok2, text)
		return campaign.WallClock(engagement.Date(on.String()), minute, location)
	}
	hours, fault := audience.ParseWorkHours(r.WorkHours)
	require.Nil(t, fault)
	person := audience.Person{ID: "one", TimeZone: zone, WorkDays: audience.WorkDays(r.WorkDays), WorkHours: hours}
	if len(r.Unreached) == 0 {
		person.Email = "one@example.org"
	}
	if len(r.Profile) > 0 {
		require.NoError(t, json.Unmarshal(r.Profile, &person.Traits))
	}
	w, found := audience.NewWorkforce([]audience.Person{person, {ID: "two", Email: "two@example.org"}})
	require.Empty(t, found)
	s := p.Schedule(w).Beside(func(string) (sent []campaign.Sent) {
		for _, one := range r.Earlier {
			sent = append(sent, campaign.Sent{Channel: one.Channel, At: moment(one.At)})
		}
		return sent
	})
	s = s.At(moment(r.Now), func(person string) (facts []campaign.Fact) {
		if person != "one" {
			return nil
		}
		for id, o := range r.History {
			facts = append(facts, campaign.Fact{What: campaign.Outcome(o), Proposition: id})
		}
		for _, f := range r.Facts {
			facts = append(facts, campaign.Fact{What: campaign.Outcome(f.What), Touchpoint: f.Touchpoint, Proposition: f.Proposition, At: moment(f.At)})
		}
		return facts
	})
	if c := r.CatchUp; c != nil {
		s = s.CatchingUp(time.Duration(c.Within)*time.Minute, c.Channels...)
	}
	return s
}

// The scripts of one person, without a manager, run on plans as they run on
// programs; moments are those that clocks in the person's zone show.
func TestJourneysRunOnPlansInEveryZone(t *testing.T) {
	all, err := journeys.Scripts()
	require.NoError(t, err)
	ran, plans := 0, map[string]*campaign.Plan{}
	for _, script := range all {
		if script.Person.Briefed != "" || script.Person.Escalated != nil || script.Program == "cascade" {
			continue // who leads whom is in the tests of acknowledgements
		}
		ran++
		if plans[script.Program] == nil {
			data, err := journeys.Brief(script.Program)
			require.NoError(t, err)
			b, found := campaign.ReadBrief(data)
			require.NoError(t, found.Err())
			plans[script.Program], found = campaign.NewPlan(b, nil)
			require.NoError(t, found.Err())
		}
		p := plans[script.Program]
		var touchpoints []string
		for _, planned := range p.Touchpoints {
			touchpoints = append(touchpoints, planned.ID)
		}
		ask := func(call string, r journeys.Request) (items []journeys.Item, err error) {
			s := onPlan(t, p, script.Zone, r)
			of := s.For("one")
			if call == "withheld" {
				of = s.Withheld("one")
			}
			for item, err := range of {
				require.NoError(t, err)
				on, minute := campaign.AsWritten(item.At)
				items = append(items, journeys.Item{Touchpoint: item.Touchpoint, Day: string(on), Time: civil.FormatMinute(minute), Why: item.Why})
			}
			return items, nil
		}
		instants := func(r journeys.Request, touchpoint string) (at time.Time, err error) {
			for item, err := range onPlan(t, p, script.Zone, r).For("one") {
				if require.NoError(t, err); item.Touchpoint == touchpoint {
					return item.At, nil
				}
			}
			return at, campaign.ErrUnknownPerson
		}
		t.Run(script.Name, func(t *testing.T) { require.NoError(t, script.Run(touchpoints, ask, instants)) })
	}
	require.Greater(t, ran, 90)
}
