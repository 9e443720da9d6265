package retrospective

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/coaching"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
	"github.com/osmosi-learning/osmosi/internal/relation"
)

// workshop is a plan of six touchpoints on two
// channels, and its people by unit.
func workshop(t testing.TB, units ...string) (*campaign.Plan, *audience.Workforce) {
	t.Helper()
	p := &campaign.Plan{Osmosi: campaign.PlanVersion, Brief: campaign.Brief{
		ID: "rise", Languages: engagement.Languages(),
		Frame:        campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Traits:       []audience.Trait{{Name: "unit", Kind: audience.TextTrait}},
		Segments:     []audience.Segment{{ID: "ovens", When: audience.Is("unit", "ovens")}, {ID: "shop", When: audience.Is("unit", "shop")}},
		Channels:     []audience.Channel{{ID: "mail", Nature: audience.Push}, {ID: "board", Nature: audience.Pull}},
		Propositions: []engagement.Proposition{{ID: "calm", For: engagement.Employees}, {ID: "quick", For: engagement.Employees}},
	}}
	for i, q := range []string{"calm", "quick", "calm", "quick", "calm", "quick"} {
		id := string(rune('a' + i))
		touchpoint := campaign.Touchpoint{ID: id, Time: "09:00", Phase: campaign.Phases()[i/2], Proposition: q, Channel: []string{"mail", "board", "board", "mail", "mail", "mail"}[i]}
		if id == "f" {
			touchpoint.Pulse = &campaign.Pulse{Questions: 5}
		}
		p.Brief.Touchpoints = append(p.Brief.Touchpoints, touchpoint)
		people := len(units)
		p.Touchpoints = append(p.Touchpoints, campaign.PlannedTouchpoint{ID: id, Date: engagement.Date("2027-02-01").AddDays(28 * i), Until: engagement.Date("2027-02-05").AddDays(28 * i), People: &people})
	}
	one := text("one")
	p.Brief.Experiments = []campaign.Experiment{{ID: "words", Seed: "spring", Comparison: &campaign.Comparison{Touchpoint: "b", Control: 0.5, Variants: []campaign.Variant{{ID: "one", Weight: 0.5, Title: &one}}}}}
	p.Experiments = []campaign.PlannedExperiment{{ID: "words", Arms: []campaign.PlannedArm{{Arm: campaign.ArmControl, Share: 0.5}, {Arm: "one", Share: 0.5}}}}
	var people []audience.Person
	for i, unit := range units {
		zone := "Europe/Amsterdam"
		if unit == "shed" {
			zone = "Nowhere" // when it is their time nobody can tell: they are in no arm
		}
		people = append(people, audience.Person{ID: "p" + strconv.Itoa(i), Language: engagement.Dutch, TimeZone: zone, Traits: map[string]any{"unit": unit}})
	}
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	return p, w
}

// life is what people of the workshop did, until a day.
type life struct {
	plan    *campaign.Plan
	people  *audience.Workforce
	tally   *measure.Tally
	touches *evaluation.Touches
	funnel  *evaluation.Funnel
	moments *Moments
	pulse   PulseAnswers
	events  []evaluation.Event
	talks   []coaching.Trace // nil where no traces are kept
}

func newLife(p *campaign.Plan, w *audience.Workforce) *life {
	l := &life{plan: p, people: w, tally: measure.NewTally(p, w), funnel: evaluation.NewFunnel(p, w), moments: NewMoments()}
	l.touches = l.tally.Index().Touches()
	return l
}

func (l *life) did(person, touchpoint string, verbs ...evaluation.Verb) {
	for _, v := range verbs {
		e := evaluation.Event{ID: strconv.Itoa(len(l.events)), At: time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC), Campaign: "rise", Touchpoint: touchpoint, Person: person, Verb: v}
		l.events = append(l.events, e)
		l.funnel.Add(e)
		d := l.tally.Index().Deed(e)
		l.tally.Take(d)
		l.touches.Take(d)
	}
}

// maker is one that has published nothing yet, beside a report and measures;
// these are made beside all that was published, or know of nothing else.
func (l *life) maker(t testing.TB, made engagement.Date, joint bool, earlier []privacy.Release, measures []*measure.Measures) *maker {
	t.Helper()
	report, err := l.funnel.Report(made)
	require.NoError(t, err)
	terms := measure.Terms{Made: made, Earlier: measures, Coaching: l.talks, Competences: []measure.Competence{{ID: "dough", Name: text("dough")}, {ID: "till", Name: text("till")}}}
	if joint {
		report, err = privacy.Follow(report, earlier...)
		require.NoError(t, err)
		terms.Beside = append(slices.Clone(earlier), privacy.OfReport(report))
	}
	of, found := measure.New(l.plan, l.people, l.tally, terms)
	require.NoError(t, found.Err())
	return &maker{plan: l.plan, brief: &l.plan.Brief, workforce: l.people, evidence: Evidence{Made: made, Report: report, Measures: of, Index: l.tally.Index(),
		Touches: l.touches, Moments: l.moments, Pulses: []PulseAnswers{l.pulse}, Beside: earlier}}
}

// try is the result of the workshop's experiment, beside what was published.
func (l *life) try(t testing.TB, made engagement.Date, beside ...privacy.Release) *trial.Result {
	t.Helper()
	did := func(id string, verb evaluation.Verb, touchpoints ...string) trial.Outcome {
		return trial.Outcome{ID: id, Name: text(id), Kind: trial.Share, Verb: verb, Touchpoints: touchpoints}
	}
	r, err := trial.Analyse(l.plan, l.people, trial.Terms{Experiment: "words", Made: made, Beside: beside, Outcomes: []trial.Outcome{
		did("began", evaluation.Started), did("one", evaluation.Started, "b"), did("two", evaluation.Completed, "a", "b"), did("read", evaluation.Completed, "c", "d", "e"),
	}}, func(yield func(evaluation.Event, error) bool) {
		for _, e := range l.events {
			if !yield(e, nil) {
				return
			}
		}
	})
	require.NoError(t, err)
	return r
}

// shares are of whom lessons of the workshop may tell.
func (m *maker) shares() []share {
	var all []share
	for _, t := range m.brief.Touchpoints {
		all = append(all, shareOf(Activation, t.ID), shareOf(Completion, t.ID), shareOf(Pulse, t.ID))
	}
	for _, c := range m.brief.Channels {
		for moment := range relation.Moments {
			all = append(all, shareOf(Moment, c.ID, strconv.Itoa(moment)))
		}
	}
	for _, s := range m.brief.Segments {
		for _, q := range m.brief.Propositions {
			all = append(all, shareOf(Proposition, s.ID, q.ID))
		}
	}
	return all
}

// told is a release of the shares that a rule tells, and how many they are.
func (s *sheet) told(all []share, rule func(share) tally) (privacy.Release, int) {
	shown := map[group]bool{}
	n := 0
	for _, of := range all {
		if rule(of).shown() {
			shown[of.did], shown[of.of] = true, true
			n++
		}
	}
	out := s.release
	out.Counts = nil
	for i, c := range s.release.Counts {
		if !shown[groupOf(&s.release.Counts[i])] {
			c.People = nil
		}
		out.Counts = append(out.Counts, c)
	}
	return out, n
}

// careless tells each share that is safe for itself.
func (s *sheet) careless() func(share) tally {
	exact := map[group]int{}
	for i := range s.release.Counts {
		exact[groupOf(&s.release.Counts[i])] = *s.release.Counts[i].People
	}
	return func(of share) tally { return tally{exact[of.did], exact[of.of]} }
}

// live lets people do things at random.
func (l *life) live(r *rand.Rand, keen float64) {
	for person := range l.people.People() {
		own := r.Float64()
		if l.talks != nil && r.Float64() < own/3 {
			l.talks = append(l.talks, coaching.Trace{ID: strconv.Itoa(len(l.talks)), Day: "2027-02-15", Person: person.ID, Coach: strconv.Itoa(r.IntN(8)), Competence: []string{"dough", "till"}[r.IntN(2)], Minutes: 45})
		}
		for _, t := range l.plan.Brief.Touchpoints {
			if r.Float64() > keen {
				continue
			}
			item := campaign.Item{Person: person.ID, Channel: t.Channel, Touchpoint: t.ID, At: time.Date(2027, 3, 1+r.IntN(2)*3, 9+r.IntN(2)*6, 0, 0, 0, time.UTC)}
			did := []evaluation.Verb{evaluation.Shown}
			for _, v := range []evaluation.Verb{evaluation.Started, evaluation.Completed, evaluation.Shared} {
				if r.Float64() > own {
					break
				}
				did = append(did, v)
			}
			l.did(person.ID, t.ID, did...)
			if t.Channel == "mail" {
				l.moments.Came(item, len(did) > 1)
			}
		}
	}
}

// answers is what people at random answered to a pulse, by unit.
func answers(t testing.TB, r *rand.Rand, w *audience.Workforce) *survey.Results {
	t.Helper()
	s := &survey.Survey{Osmosi: survey.Version, ID: "pulse", Kind: survey.Pulse, Title: text("p"), Intro: text("i"), Languages: engagement.Languages(), Anonymous: true,
		Questions: []survey.Question{{ID: "one", Text: text("1"), Kind: survey.Agreement}, {ID: "two", Text: text("2"), Kind: survey.Agreement}}}
	tally := survey.NewTally(s)
	for p := range w.People() {
		if r.IntN(3) == 0 {
			continue
		}
		sheet := survey.Sheet{Osmosi: survey.AnswersVersion, Survey: "pulse", Group: p.Traits["unit"].(string)}
		for _, q := range s.Questions {
			if points := 1 + r.IntN(5); r.IntN(8) > 0 {
				sheet.Answers = append(sheet.Answers, survey.Answer{Question: q.ID, Points: &points})
			}
		}
		require.NoError(t, tally.Add(sheet))
	}
	results, err := tally.Results("")
	require.NoError(t, err)
	return results
}

// Whoever keeps the report, the measures, the retrospective, the survey and the
// result of an experiment of two dates can tell no small group; where each keeps to itself what is small
// for itself, they can.
func TestNobodyCanTellASmallGroupOfAllThatIsPublishedTogether(t *testing.T) {
	sets := 40
	if testing.Short() {
		sets = 12
	}
	r := rand.New(rand.NewPCG(2027, 11))
	broken, ours, theirs := 0, [2]int{}, [2]int{} // of few people and of many
	trials, tried, toldOf := 0, 0, 0              // sets that results of experiments break where they know of nothing else; outcomes, and those told
	for n := range sets {
		var units []string
		for range 12 + r.IntN([]int{60, 400}[n%2]) {
			units = append(units, []string{"ovens", "ovens", "shop", "office"}[r.IntN(4)])
		}
		for range r.IntN(12) * (n % 4 / 2) { // in half of the sets
			units = append(units, "shed")
		}
		p, w := workshop(t, units...)
		l := newLife(p, w)
		if n%4 == 3 {
			l.talks = []coaching.Trace{}
		}
		l.live(r, r.Float64())
		results := answers(t, r, w)
		l.pulse = PulseAnswers{Touchpoint: "f", Asked: w.Len(), Results: results}

		safe := []privacy.Release{results.Release()}
		var measures []*measure.Measures
		for _, made := range []engagement.Date{"2027-03-01", "2027-03-08"} {
			apart := l.maker(t, made, false, nil, nil)
			s, _ := apart.sheet()
			loose, told := s.told(apart.shares(), s.careless())
			if made == "2027-03-01" {
				theirs[n%2] += told
				if len(privacy.Audit(results.Release(), privacy.OfReport(apart.evidence.Report), apart.evidence.Measures.Release(), loose)) > 0 {
					broken++
				}
			}

			m := l.maker(t, made, true, safe, measures)
			before := append(slices.Clone(safe), privacy.OfReport(m.evidence.Report), m.evidence.Measures.Release())
			require.NotEmpty(t, l.try(t, made).Arms)
			if made == "2027-03-01" && len(privacy.Audit(append(slices.Clone(before), l.try(t, made).Release(p))...)) > 0 {
				trials++
			}
			m.evidence.Trials = []*trial.Result{l.try(t, made, before...)}
			for _, o := range m.evidence.Trials[0].Outcomes {
				if tried++; !o.Suppressed {
					toldOf++
				}
			}
			require.Empty(t, m.count())
			s, _ = m.sheet()
			kept, told := s.told(m.shares(), m.told)
			if made == "2027-03-01" {
				ours[n%2] += told
			}
			measures = append(measures, m.evidence.Measures)
			safe = append(safe, privacy.OfReport(m.evidence.Report), m.evidence.Measures.Release(), m.evidence.Trials[0].Release(p), kept)
			require.Empty(t, privacy.Audit(safe...), "set %d on %s", n, made)
			l.live(r, 0.05)
		}
	}
	t.Logf("careless: %d of %d sets broken; shares told: %v, where %v would be carelessly", broken, sets, ours, theirs)
	t.Logf("results of experiments alone: %d of %d sets broken; of %d outcomes %d told beside the rest", trials, sets, tried, toldOf)
	require.Greater(t, broken, sets/2)
	require.Greater(t, trials, sets/5)
	require.Greater(t, 8*toldOf, tried, "who tells nothing keeps every secret")
	require.Greater(t, 4*ours[0], theirs[0], "who tells nothing keeps every secret")
	require.Greater(t, 4*ours[1], 3*theirs[1])
}
