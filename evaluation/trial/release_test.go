package trial

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
)

// everyone is a release of a total that others publish.
func everyone(made engagement.Date, stage, filter string, people int) privacy.Release {
	r := privacy.Release{Osmosi: privacy.ReleaseVersion, Stages: []privacy.Level{{ID: stage}}, Counts: []privacy.Count{{Stage: stage, Filter: filter, Date: made, People: &people}}}
	if filter != "" {
		r.Filters = []privacy.Level{{ID: filter}}
	}
	return r
}

func TestAResultIsKeptBackWhereItTellsOfFewBesideWhatElseIsPublished(t *testing.T) {
	p, w := bakery(t, 20)
	end := p.Brief.Frame.End
	var events []evaluation.Event
	for person := range w.People() {
		if chance(person.ID) < 0.5 {
			events = append(events, event(p, evaluation.Completed, "your-hour", person.ID))
		}
	}
	terms := Terms{Experiment: "third", Made: end, Outcomes: []Outcome{completed("your-hour"), {ID: "anything", Name: text("Anything"), Kind: Share, Verb: evaluation.Completed}}}
	alone := analyse(t, p, w, terms, events...)
	in, did := 0, 0
	for i, a := range alone.Arms {
		in, did = in+*a.People, did+*alone.Outcomes[0].Arms[i].Count
	}
	for name, c := range map[string]struct {
		beside  privacy.Release
		hidden  []bool // of the outcomes
		nothing bool   // not even the sizes
	}{
		"nobody else works here":               {everyone(end, "audience", "", in), []bool{false, false}, false},
		"two others work here":                 {everyone(end, "audience", "", in+2), []bool{true, true}, true},
		"many others work here":                {everyone(end, "audience", "", in+20), []bool{false, false}, false},
		"three others completed it":            {everyone(end, "completed", "touchpoint your-hour", did+3), []bool{true, false}, false},
		"three others completed anything":      {everyone(end, "completed", "", did+3), []bool{false, true}, false},
		"a day before, three fewer had":        {before(alone.Release(p), "2027-02-10", 3), []bool{true, true}, false},
		"a day before, as many had":            {before(alone.Release(p), "2027-02-10", 0), []bool{false, false}, false},
		"of something else nothing follows":    {everyone(end, "completed", "touchpoint twenty-codes", 17), []bool{false, false}, false},
		"two others are known of by hearsay":   {outside(everyone(end, "audience", "", in+2)), []bool{true, true}, true},
		"another asks for no smaller than 500": {atLeast(everyone(end, "audience", "", in+2000), 500), []bool{true, true}, true},
	} {
		t.Run(name, func(t *testing.T) {
			require.Empty(t, privacy.Audit(alone.Release(p)), "alone it tells of nobody")
			terms := terms
			terms.Beside = []privacy.Release{c.beside}
			r := analyse(t, p, w, terms, events...)
			require.Equal(t, c.nothing, r.Arms[0].People == nil)
			for i, hidden := range c.hidden {
				require.Equal(t, hidden, r.Outcomes[i].Suppressed, "%s: %s", name, r.Outcomes[i].ID)
				require.Equal(t, hidden, r.Outcomes[i].Effects == nil)
			}
			if c.nothing {
				require.Contains(t, codes(r), "OSM-TRIAL-008")
				require.Nil(t, r.Ratio)
			}
			require.Empty(t, privacy.Audit(c.beside, r.Release(p)))
		})
	}
}

// before is the same release at an earlier date, with so many people fewer in
// its last count.
func before(r privacy.Release, made engagement.Date, fewer int) privacy.Release {
	r.Counts = slices.Clone(r.Counts)
	for i := range r.Counts {
		r.Counts[i].Date = made
	}
	last := *r.Counts[len(r.Counts)-1].People - fewer
	for i := range r.Counts {
		if r.Counts[i].Stage == "completed" && r.Counts[i].Of[0].Value == r.Counts[len(r.Counts)-1].Of[0].Value {
			r.Counts[i].People = &last
		}
	}
	return r
}

func outside(r privacy.Release) privacy.Release {
	r.Outside = true
	return r
}

func atLeast(r privacy.Release, people int) privacy.Release {
	r.SmallestGroup = people
	return r
}

func TestWhatArmsDidHasTheNamesOfOtherDocuments(t *testing.T) {
	p, w := bakery(t, 20)
	of := func(is func(*campaign.Touchpoint) bool) (ids []string) {
		for i := range p.Brief.Touchpoints {
			if is(&p.Brief.Touchpoints[i]) {
				ids = append(ids, p.Brief.Touchpoints[i].ID)
			}
		}
		return ids
	}
	all := of(func(*campaign.Touchpoint) bool { return true })
	for name, c := range map[string]struct {
		outcome       Outcome
		stage, filter string // the last of its names
	}{
		"all":                       {Outcome{Verb: evaluation.Started}, "activated", ""},
		"each one by name":          {Outcome{Verb: evaluation.Completed, Touchpoints: all}, "completed", ""},
		"one":                       {Outcome{Verb: evaluation.Shared, Touchpoints: []string{"twenty-codes"}}, "shared", "touchpoint twenty-codes"},
		"a phase":                   {Outcome{Verb: evaluation.Shown, Touchpoints: of(func(t *campaign.Touchpoint) bool { return t.Phase == campaign.Activate })}, "shown", "phase activate"},
		"others":                    {Outcome{Verb: evaluation.Dismissed, Touchpoints: []string{"your-hour", "twenty-codes"}}, "dismissed", "touchpoints twenty-codes, your-hour"},
		"what only the host can do": {Outcome{Of: func(string) int64 { return 0 }}, "outcome third it", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.outcome.ID, c.outcome.Kind, c.outcome.Name = "it", Share, text("It")
			r := analyse(t, p, w, Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{c.outcome}}).Release(p)
			require.Empty(t, r.Check())
			last := r.Counts[len(r.Counts)-1]
			require.Equal(t, []string{c.stage, c.filter}, []string{last.Stage, last.Filter})
			require.Equal(t, []privacy.Category{{Dimension: "experiment third", Value: campaign.ArmCampaign}}, last.Of)
			for _, f := range r.Filters {
				if f.ID == "touchpoint twenty-codes" && c.filter == "touchpoints twenty-codes, your-hour" {
					require.Contains(t, f.Also, c.filter, "what is wider is told")
				}
			}
		})
	}
}

func TestTheSameOutcomeTwiceIsOneGroup(t *testing.T) {
	p, w := bakery(t, 20)
	one, two := completed(), completed()
	two.ID = "again"
	r := analyse(t, p, w, Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{one, two}})
	of := r.Release(p)
	require.Empty(t, of.Check())
	require.Len(t, of.Counts, 4)
	require.Equal(t, r.Outcomes[0].Arms, r.Outcomes[1].Arms)
}

func TestEventsOfOtherTouchpointsDoNotCount(t *testing.T) {
	p, w := bakery(t, 20)
	var events []evaluation.Event
	for person := range w.People() {
		events = append(events, event(p, evaluation.Completed, "of-nothing", person.ID))
	}
	r := analyse(t, p, w, Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{completed()}}, events...)
	require.Zero(t, *r.Outcomes[0].Arms[0].Count, "a report does not count them either")
}
