package trial

import (
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

const during = engagement.Date("2027-02-20")

func TestAHoldoutShowsWhatTheCampaignChanges(t *testing.T) {
	p, w := bakery(t, 60)
	s := p.Schedule(w)
	r := analyse(t, p, w, Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{
		learnt(s, "third", map[string]float64{campaign.ArmHoldout: 0.3, campaign.ArmCampaign: 0.5}), minutes(s, "third", 12),
	}})
	golden(t, "holdout.json", r)
	require.True(t, r.Final)
	e := r.Outcomes[0].Effects[0]
	require.Equal(t, More, e.Verdict)
	require.Less(t, e.AlwaysValid.Low, e.Fixed.Low)
	require.Greater(t, e.AlwaysValid.High, e.Fixed.High)
	require.InDelta(t, 0.2, e.Difference, 0.08)
	require.InDelta(t, 0.1284226, e.Fixed.Low, 1e-6, "as R has it, in internal/statistic")
	require.InDelta(t, 0.2797235, e.Fixed.High, 1e-6)
	require.Equal(t, []string{"OSM-TRIAL-016"}, codes(r))
	require.Equal(t, More, r.Outcomes[1].Effects[0].Verdict)
	require.Nil(t, r.Outcomes[1].Effects[0].Reach, "nobody more does an amount")
	require.LessOrEqual(t, e.Reach.Low, e.Reach.People)
	require.LessOrEqual(t, e.Reach.People, *e.Reach.High)

	data, err := json.Marshal(r)
	require.NoError(t, err)
	back, found := Read(strings.NewReader(string(data)))
	require.Empty(t, found)
	require.Equal(t, r, back)
	require.NotContains(t, string(data), "lead0")
}

func TestEveryoneCountsWhereTheyWerePutWhateverTheyGot(t *testing.T) {
	p, w := bakery(t, 20)
	s := p.Schedule(w)
	r := analyse(t, p, w, Terms{Experiment: "words", Made: p.Brief.Frame.End, Outcomes: []Outcome{completed("twenty-codes")}})
	counted := map[string]int{}
	plain := *p
	plain.Brief.Experiments = nil
	unheld := plain.Schedule(w)
	for person := range w.People() {
		for item, err := range unheld.For(person.ID) {
			require.NoError(t, err)
			if item.Touchpoint == "twenty-codes" {
				counted[s.Arms(person.ID)["words"]]++
				break
			}
		}
	}
	total := 0
	for _, arm := range r.Arms {
		require.Equal(t, counted[arm.Arm], *arm.People, arm.Arm)
		total += *arm.People
	}
	require.Positive(t, total)
	require.Less(t, total, w.Len(), "some are none of those for whom it is")
	require.Len(t, r.Outcomes[0].Effects, 2)
	require.Equal(t, []string{"OSM-TRIAL-017"}, codes(r), "nobody did it, so that nothing shows")
}

func TestSeveralVariantsHaveWiderIntervalsAndHolmDecides(t *testing.T) {
	p, w := bakery(t, 80)
	s := p.Schedule(w)
	terms := Terms{Experiment: "words", Made: p.Brief.Frame.End, Outcomes: []Outcome{learnt(s, "words", map[string]float64{campaign.ArmControl: 0.3, "one": 0.3, "two": 0.48})}}
	r := analyse(t, p, w, terms)
	golden(t, "variants.json", r)
	one, two := r.Outcomes[0].Effects[0], r.Outcomes[0].Effects[1]
	require.Equal(t, []Verdict{Open, More}, []Verdict{one.Verdict, two.Verdict})
	require.Less(t, *two.Probability, *one.Probability)
	require.Nil(t, one.Reach)

	alone := comparison{kind: Share, base: sampleOf(50, 100), arm: sampleOf(60, 100), of: 1, planned: 200}
	beside := alone
	beside.of = 3
	a, b := alone.effect(r, 1), beside.effect(r, 1)
	require.Less(t, b.Fixed.Low, a.Fixed.Low)
	require.Less(t, b.AlwaysValid.Low, a.AlwaysValid.Low)
}

func sampleOf(some, people int) (s sample) {
	s.N, s.Sum, s.Squares = people, float64(some), float64(some)
	return s
}

func TestTeamsThatWereSharedOutMakeIntervalsWider(t *testing.T) {
	p, w := bakery(t, 40)
	inTeam := Outcome{ID: "learnt", Name: text("Learnt"), Kind: Share, Of: func(person string) int64 {
		team, _, _ := strings.Cut(person, "-")
		if chance(person) < 0.1+0.8*chance("team"+team) {
			return 1
		}
		return 0
	}}
	r := analyse(t, p, w, Terms{Experiment: "teams", Made: p.Brief.Frame.End, Outcomes: []Outcome{inTeam}})
	golden(t, "teams.json", r)
	o := r.Outcomes[0]
	require.Greater(t, *o.Correlation, 0.1)
	require.Greater(t, *o.DesignEffect, 1.5)
	e := o.Effects[0]
	naive := comparison{kind: Share, base: sampleOf(*o.Arms[0].Count, *r.Arms[0].People), arm: sampleOf(*o.Arms[1].Count, *r.Arms[1].People), of: 1, planned: 1}
	as := naive.known(0.95)
	require.Greater(t, e.Fixed.High-e.Fixed.Low, 1.25*(as.High-as.Low))
	require.NotNil(t, r.Arms[0].Teams)
	require.Equal(t, 41, *r.Arms[0].Teams+*r.Arms[1].Teams, "with who leads those who lead")
	require.Less(t, r.Ratio.ChiSquared, 1.0, "of teams, and not of people")
}

func TestBeforeThePlannedEndOnlyTheIntervalForAllLooksDecides(t *testing.T) {
	p, w := bakery(t, 60)
	s := p.Schedule(w)
	r := analyse(t, p, w, Terms{Experiment: "third", Made: during, Outcomes: []Outcome{learnt(s, "third", map[string]float64{campaign.ArmHoldout: 0.3, campaign.ArmCampaign: 0.42})}})
	e := r.Outcomes[0].Effects[0]
	require.False(t, r.Final)
	require.Nil(t, e.Fixed)
	require.Nil(t, e.Probability)
	require.NotNil(t, e.AlwaysValid)
	require.Contains(t, codes(r), "OSM-TRIAL-010")
	require.NotContains(t, codes(r), "OSM-TRIAL-017", "it is too early to say that nothing shows")
	sooner := analyse(t, p, w, Terms{Experiment: "third", Made: during, Ends: during, Outcomes: []Outcome{learnt(s, "third", map[string]float64{campaign.ArmHoldout: 0.3, campaign.ArmCampaign: 0.42})}})
	require.True(t, sooner.Final)
	require.Equal(t, e.AlwaysValid, sooner.Outcomes[0].Effects[0].AlwaysValid)
}

func TestArmsOfOtherSizesThanMeantAreNotTrusted(t *testing.T) {
	p, w := bakery(t, 60)
	s := p.Schedule(w)
	terms := Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{learnt(s, "third", map[string]float64{campaign.ArmHoldout: 0.2, campaign.ArmCampaign: 0.6})}}
	tr, err := New(p, w, terms)
	require.NoError(t, err)
	count := func(lost float64) *Result {
		all, err := tr.Count(func(person string) bool {
			return s.Arms(person)["third"] != campaign.ArmHoldout || chance("lost"+person) >= lost
		}, nil)
		require.NoError(t, err)
		return tr.Result(all)
	}
	r := count(0)
	require.False(t, r.Ratio.Mismatch)
	require.Equal(t, More, r.Outcomes[0].Effects[0].Verdict)
	r = count(0.5)
	require.True(t, r.Ratio.Mismatch)
	require.Equal(t, "OSM-TRIAL-009", codes(r)[0])
	require.Equal(t, Untrusted, r.Outcomes[0].Effects[0].Verdict)
	require.Nil(t, r.Outcomes[0].Effects[0].Reach)
}

func TestNothingIsShownOfFewerThanFive(t *testing.T) {
	p, w := bakery(t, 60)
	s := p.Schedule(w)
	outcome := func(n int) Outcome { // that many people held out, and everybody else’s half
		return Outcome{ID: "rare", Name: text("Rare"), Kind: Share, Of: func(person string) int64 {
			if s.Arms(person)["third"] == campaign.ArmHoldout {
				if n--; n >= 0 {
					return 1
				}
				return 0
			}
			return int64(2 * chance(person))
		}}
	}
	for _, n := range []int{1, 4} {
		r := analyse(t, p, w, Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{outcome(n)}})
		require.Equal(t, MeasuredOutcome{ID: "rare", Name: text("Rare"), Kind: Share, Suppressed: true}, r.Outcomes[0])
		require.Equal(t, []string{"OSM-TRIAL-014"}, codes(r))
	}
	for _, n := range []int{0, 5} {
		require.False(t, analyse(t, p, w, Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{outcome(n)}}).Outcomes[0].Suppressed, n)
	}
	tr, err := New(p, w, Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{outcome(0)}})
	require.NoError(t, err)
	tally, err := tr.Count(nil, nil)
	require.NoError(t, err)
	for did, hidden := range map[int]bool{tally.arms[0].people - 5: false, tally.arms[0].people - 4: true, tally.arms[0].people - 1: true, tally.arms[0].people: false} {
		tally.arms[0].totals[0] = total{int64(did), int64(did), int64(did)}
		require.Equal(t, hidden, tr.Result(tally).Outcomes[0].Suppressed, "all but %d", tally.arms[0].people-did)
	}
	few := Outcome{ID: "few", Name: text("Few"), Kind: Amount, Of: func(person string) int64 {
		if strings.HasPrefix(person, "lead00-") && s.Arms(person)["third"] == campaign.ArmHoldout {
			return 500
		}
		return 0
	}}
	require.True(t, analyse(t, p, w, Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{few}}).Outcomes[0].Suppressed, "a mean of a few is theirs")

	p, w = bakery(t, 1)
	r := analyse(t, p, w, Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{completed()}})
	require.Equal(t, []string{"OSM-TRIAL-008"}, codes(r))
	for _, arm := range r.Arms {
		require.Nil(t, arm.People)
	}
	require.Nil(t, r.Ratio)
	require.True(t, r.Outcomes[0].Suppressed)
}

func TestFewTeamsAreSaidToBeFew(t *testing.T) {
	for teams, code := range map[int]string{7: "OSM-TRIAL-011", 16: "OSM-TRIAL-012"} {
		p, w := bakery(t, teams)
		s := p.Schedule(w)
		r := analyse(t, p, w, Terms{Experiment: "teams", Made: p.Brief.Frame.End, Outcomes: []Outcome{learnt(s, "teams", map[string]float64{campaign.ArmHoldout: 0.5, campaign.ArmCampaign: 0.5})}})
		require.Contains(t, codes(r), code, "%d teams", teams)
		e := r.Outcomes[0].Effects[0]
		if teams == 7 {
			require.Nil(t, e.AlwaysValid)
			require.Nil(t, e.Fixed)
			require.Nil(t, r.Arms[0].Teams)
			require.Equal(t, Open, e.Verdict)
		} else {
			require.NotNil(t, e.Fixed)
		}
	}
}

func TestWhoWasHeldOutAndSawItAllTheSameIsTold(t *testing.T) {
	p, w := bakery(t, 40)
	s := p.Schedule(w)
	var events []evaluation.Event
	for person := range w.People() {
		if s.Arms(person.ID)["third"] == campaign.ArmHoldout && len(events) < 30 {
			events = append(events, event(p, evaluation.Completed, "your-hour", person.ID))
		}
	}
	terms := Terms{Experiment: "third", Made: p.Brief.Frame.End, Outcomes: []Outcome{completed("your-hour")}}
	r := analyse(t, p, w, terms, events...)
	require.Subset(t, codes(r), []string{"OSM-TRIAL-013", "OSM-TRIAL-015"})
	for _, f := range r.Findings {
		require.Equal(t, engagement.SeverityAdvice, f.Severity)
		for _, l := range engagement.Languages() {
			require.NotEmpty(t, f.Message.In(l))
			require.NotEmpty(t, f.Do.In(l))
			require.NotContains(t, f.Message.In(l)+f.Do.In(l), "%!")
		}
	}
	r = analyse(t, p, w, terms, events[:4]...)
	require.NotContains(t, codes(r), "OSM-TRIAL-013", "of four nothing is told")
}

func TestEventsCountOnceInAnyOrderUntilTheDayOfTheLook(t *testing.T) {
	p, w := bakery(t, 40)
	var events []evaluation.Event
	for person := range w.People() {
		if chance(person.ID) < 0.4 {
			events = append(events, event(p, evaluation.Completed, "your-hour", person.ID))
		}
	}
	started := completed("your-hour")
	started.ID, started.Verb = "started", evaluation.Started
	terms := Terms{Experiment: "words", Made: p.Brief.Frame.End, Outcomes: []Outcome{completed("your-hour"), started}}
	want := analyse(t, p, w, terms, events...)
	require.Positive(t, *want.Outcomes[0].Arms[0].Count)
	require.Equal(t, want.Outcomes[0].Arms, want.Outcomes[1].Arms, "who completed also started")
	others := []evaluation.Event{event(p, evaluation.Completed, "your-hour", "a visitor"), event(p, evaluation.Shown, "your-hour", "lead00-1"), event(p, evaluation.Completed, "locked-box", "lead00-1"), event(p, evaluation.Completed, "your-hour", "")}
	late, elsewhere := events[0], events[0]
	late.Person, late.At = "lead00-1", late.At.AddDate(5, 0, 0)
	elsewhere.Person, elsewhere.Campaign = "lead00-1", "another"
	again := append(append(others, late, elsewhere), append(events, events...)...)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
	require.Equal(t, want, analyse(t, p, w, terms, again...))
}

func TestPartsInAnyOrderAreTheWhole(t *testing.T) {
	p, w := bakery(t, 30)
	s := p.Schedule(w)
	var events []evaluation.Event
	for person := range w.People() {
		if chance(person.ID) < 0.4 {
			events = append(events, event(p, evaluation.Completed, "your-hour", person.ID))
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, experiment := range []string{"third", "teams", "words"} {
		tr, err := New(p, w, Terms{Experiment: experiment, Made: p.Brief.Frame.End, Outcomes: []Outcome{completed(), minutes(s, experiment, 5)}})
		require.NoError(t, err)
		want, err := tr.Count(nil, sequence(events))
		require.NoError(t, err)
		for range 10 {
			parts, of := 1+r.IntN(6), map[string]int{}
			for person := range w.People() {
				of[person.ID] = r.IntN(parts)
			}
			got := tr.empty()
			for _, k := range r.Perm(parts) {
				one, err := tr.Count(func(person string) bool { return of[person] == k }, sequence(events))
				require.NoError(t, err)
				got.Merge(one)
			}
			require.Equal(t, want, got)
			require.Equal(t, tr.Result(want), tr.Result(got))
		}
	}
}

func TestOtherNamesChangeNothing(t *testing.T) {
	p, w := bakery(t, 60)
	s := p.Schedule(w)
	by := map[string]float64{campaign.ArmControl: 0.3, "one": 0.3, "two": 0.48, "uno": 0.3, "due": 0.48}
	want := analyse(t, p, w, Terms{Experiment: "words", Made: p.Brief.Frame.End, Outcomes: []Outcome{learnt(s, "words", by)}})
	b := p.Brief
	b.Experiments = slices.Clone(b.Experiments)
	c := *b.Experiments[2].Comparison
	c.Variants = slices.Clone(c.Variants)
	c.Variants[0].ID, c.Variants[1].ID = "uno", "due"
	b.Experiments[2].ID, b.Experiments[2].Comparison = "parole", &c
	renamed, found := campaign.NewPlan(&b, w)
	require.Empty(t, found.Errors())
	got := analyse(t, renamed, w, Terms{Experiment: "parole", Made: p.Brief.Frame.End, Outcomes: []Outcome{learnt(renamed.Schedule(w), "parole", by)}})
	data, err := json.Marshal(got)
	require.NoError(t, err)
	var back Result
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer(`"parole"`, `"words"`, `"uno"`, `"one"`, `"due"`, `"two"`).Replace(string(data))), &back))
	require.Equal(t, want, &back)
}

func TestFaultyTermsAreRefusedAllAtOnce(t *testing.T) {
	p, w := bakery(t, 2)
	_, err := New(p, w, Terms{Experiment: "thirds", Made: "2027-02-30", Ends: "soon", Outcomes: []Outcome{
		{ID: "a", Kind: Share}, {ID: "a", Kind: Amount, Verb: evaluation.Completed}, {ID: "", Kind: Share, Verb: evaluation.Completed, Touchpoints: []string{"your-hours"}},
	}})
	var all []string
	for _, one := range err.(interface{ Unwrap() []error }).Unwrap() {
		var f *engagement.Finding
		require.ErrorAs(t, one, &f)
		require.NotContains(t, f.Message.En, "%!")
		all = append(all, f.Code+" "+f.Path)
	}
	require.Equal(t, []string{"OSM-TRIAL-001 /experiment", "OSM-TRIAL-002 /made", "OSM-TRIAL-002 /ends", "OSM-TRIAL-005 /outcomes/0", "OSM-TRIAL-004 /outcomes/1/id", "OSM-TRIAL-005 /outcomes/1", "OSM-TRIAL-004 /outcomes/2/id", "OSM-TRIAL-006 /outcomes/2/touchpoints/0"}, all)
	for _, outcomes := range [][]Outcome{nil, make([]Outcome, MostOutcomes+1)} {
		_, err = New(p, w, Terms{Experiment: "third", Made: during, Outcomes: outcomes})
		require.ErrorContains(t, err, "OSM-TRIAL-003")
	}
}

func TestValuesOutOfRangeAndBrokenStreamsEndTheCount(t *testing.T) {
	p, w := bakery(t, 5)
	for kind, values := range map[OutcomeKind][]int64{Share: {-1, 2}, Amount: {-1, MostOf + 1}} {
		for _, v := range values {
			_, err := Analyse(p, w, Terms{Experiment: "third", Made: during, Outcomes: []Outcome{{ID: "a", Kind: kind, Of: func(string) int64 { return v }}}}, nil)
			require.ErrorContains(t, err, "OSM-TRIAL-007")
			require.NotContains(t, err.Error(), "lead")
		}
	}
	terms := Terms{Experiment: "third", Made: during, Outcomes: []Outcome{completed()}}
	_, err := Analyse(p, w, terms, func(yield func(evaluation.Event, error) bool) { yield(evaluation.Event{}, io.ErrUnexpectedEOF) })
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	_, err = Analyse(p, w, terms, evaluation.ReadEvents(strings.NewReader("{}\n")))
	require.NoError(t, err, "a line with faults is passed over")
	require.False(t, errors.Is(err, io.EOF))
}
