package trial

import (
	"cmp"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
)

// everyoneElse are those of the workforce who are in no arm, or for whom the
// touchpoints compared are not meant. Nothing counts them, so that they are what
// the arms leave of a total.
const everyoneElse = "(none)"

// The names of stages, as measures and reports have them.
const (
	audienceStage = "audience"
	reachedStage  = "reached"
	startedStage  = "activated"
)

// Release is all that the result counts, such as for an audit or for a document
// that follows it. An arm is a value of the experiment's own dimension; what
// people did, and with which touchpoints, has the names that measures, reports
// and retrospectives give it, so that all are judged together. The plan is that
// of the experiment. Amounts count nobody.
func (r *Result) Release(p *campaign.Plan) privacy.Release {
	out, _ := r.sheet(p)
	return out
}

// sheet is the release, and the counts that begin those of each outcome: one for
// each name that its touchpoints have, none of an amount. Two outcomes that are
// the same people have the same counts.
func (r *Result) sheet(p *campaign.Plan) (out privacy.Release, first [][]int) {
	dimension := privacy.Dimension{ID: "experiment " + r.Experiment}
	out = privacy.Release{Osmosi: privacy.ReleaseVersion, SmallestGroup: max(r.SmallestGroup, privacy.FewestPeople), Stages: []privacy.Level{
		{ID: audienceStage}, {ID: reachedStage, Within: audienceStage}, {ID: startedStage, Within: reachedStage},
		{ID: string(evaluation.Completed), Within: startedStage}, {ID: string(evaluation.Dismissed), Within: reachedStage},
		{ID: string(evaluation.Shared), Within: reachedStage}, {ID: string(evaluation.Shown), Within: reachedStage}}}
	add := func(stage, filter, arm string, people *int) {
		of := []privacy.Category{{Dimension: dimension.ID, Value: arm}}
		out.Counts = append(out.Counts, privacy.Count{Stage: stage, Filter: filter, Date: r.Made, Of: of, People: people})
	}
	for _, a := range r.Arms {
		dimension.Values = append(dimension.Values, a.Arm)
		add(audienceStage, "", a.Arm, a.People)
	}
	dimension.Values = append(dimension.Values, everyoneElse)
	out.Dimensions = []privacy.Dimension{dimension}
	sets := newSets(p)
	places := map[[2]string]int{}
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		first = append(first, nil)
		if o.Kind != Share {
			continue
		}
		stage, filters := string(o.Verb), []string{""}
		switch o.Verb {
		case "":
			stage = "outcome " + r.Experiment + " " + o.ID
			out.Stages = append(out.Stages, privacy.Level{ID: stage, Within: audienceStage})
		case evaluation.Started:
			stage = startedStage
		}
		if o.Verb != "" {
			filters = sets.filters(o.Touchpoints)
		}
		for _, filter := range filters {
			at, seen := places[[2]string{stage, filter}]
			if !seen {
				at = len(out.Counts)
				places[[2]string{stage, filter}] = at
				for k, a := range r.Arms {
					var people *int
					if k < len(o.Arms) {
						people = o.Arms[k].Count
					}
					add(stage, filter, a.Arm, people)
				}
			}
			first[i] = append(first[i], at)
		}
	}
	out.Filters = sets.levels()
	return out, first
}

// protect keeps back what would show few people, by itself or beside what else is
// published, given a result with all its sizes and counts. Means, effects and the
// ratio of the arms are made of all arms at once: where one size is kept back
// nothing is shown, and where one count is, nothing of its outcome.
func (r *Result) protect(p *campaign.Plan, beside []privacy.Release) {
	sheet, first := r.sheet(p)
	out, err := privacy.Protect(sheet, beside...)
	shown := func(at int) bool {
		return err == nil && !slices.ContainsFunc(out.Counts[at:at+len(r.Arms)], func(c privacy.Count) bool { return c.People == nil })
	}
	// What it is beside was judged before: what is left to be wrong are more
	// people than a release can hold, and then nothing is shown.
	if !shown(0) {
		for i := range r.Arms {
			r.Arms[i].People = nil
		}
	}
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		if r.Arms[0].People == nil || slices.ContainsFunc(first[i], func(at int) bool { return !shown(at) }) {
			o.Suppressed, o.Arms = true, nil
		}
	}
}

// sets are the groups of touchpoints that documents tell of, by name.
type sets struct {
	index *evaluation.Index
	all   []set // those that have a name elsewhere, and then those of outcomes
	used  []int // those that outcomes tell of
}

type set struct {
	name string
	of   []bool // by number
}

// newSets names the groups of a plan's touchpoints as measures and
// retrospectives do.
func newSets(p *campaign.Plan) *sets {
	nobody, _ := audience.NewWorkforce(nil)
	s := &sets{index: evaluation.NewIndex(p, nobody)}
	such := func(name string, is func(*campaign.Touchpoint) bool) {
		if m := s.marks(is); slices.Contains(m, true) {
			s.all = append(s.all, set{name, m})
		}
	}
	b := &p.Brief
	for _, f := range campaign.Phases() {
		such("phase "+string(f), func(t *campaign.Touchpoint) bool { return t.Phase == f })
	}
	for _, c := range b.Channels {
		such("channel "+c.ID, func(t *campaign.Touchpoint) bool { return t.Channel == c.ID })
	}
	for _, v := range b.Interventions {
		such("learning "+v.ID, func(t *campaign.Touchpoint) bool {
			q := b.Proposition(t.Proposition)
			return t.Kind != campaign.LearningMoment && q != nil && q.Intervention == v.ID
		})
	}
	for _, q := range b.Propositions {
		such("proposition "+q.ID, func(t *campaign.Touchpoint) bool { return t.Proposition == q.ID })
	}
	for i := range b.Touchpoints {
		id := b.Touchpoints[i].ID
		var parts []string
		for _, planned := range p.Touchpoints {
			if from, _, _ := planned.Part(); from == id {
				parts = append(parts, planned.ID)
			}
		}
		such("touchpoint "+id, func(t *campaign.Touchpoint) bool { return slices.Contains(parts, t.ID) })
		if b.Touchpoints[i].Kind == campaign.LearningMoment {
			for _, part := range parts {
				such("learning "+part, func(t *campaign.Touchpoint) bool { return t.ID == part })
			}
		}
	}
	return s
}

func (s *sets) marks(is func(*campaign.Touchpoint) bool) []bool {
	m := make([]bool, len(s.index.Touchpoints(nil)))
	for _, n := range s.index.Touchpoints(is) {
		m[n] = true
	}
	return m
}

// filters are the names of the touchpoints of an outcome: empty of all, those that
// other documents have for them, or one that lists them.
func (s *sets) filters(touchpoints []string) (names []string) {
	m := s.marks(func(t *campaign.Touchpoint) bool { return len(touchpoints) == 0 || of(touchpoints, t.ID) })
	if !slices.Contains(m, false) {
		names = append(names, "")
	}
	for at := range s.all {
		if slices.Equal(s.all[at].of, m) {
			names = append(names, s.use(at))
		}
	}
	if names == nil {
		ids := slices.Clone(touchpoints)
		slices.Sort(ids)
		s.all = append(s.all, set{"touchpoints " + strings.Join(slices.Compact(ids), ", "), m})
		names = append(names, s.use(len(s.all)-1))
	}
	return names
}

func (s *sets) use(at int) string {
	if !slices.Contains(s.used, at) {
		s.used = append(s.used, at)
	}
	return s.all[at].name
}

// levels declares the filters of the outcomes, and those that they lie within or
// that lie within them: the wider ones first.
func (s *sets) levels() []privacy.Level {
	var list []set
	for _, known := range s.all {
		if slices.ContainsFunc(s.used, func(at int) bool { return known.within(&s.all[at]) || s.all[at].within(&known) }) {
			list = append(list, known)
		}
	}
	slices.SortStableFunc(list, func(a, b set) int { return cmp.Compare(b.size(), a.size()) })
	var levels []privacy.Level
	for i := range list {
		l := privacy.Level{ID: list[i].name}
		for k := range i {
			if list[i].within(&list[k]) {
				l.Also = append(l.Also, list[k].name)
			}
		}
		levels = append(levels, l)
	}
	return levels
}

// within reports whether all of a set are in another.
func (s *set) within(other *set) bool {
	for n, in := range s.of {
		if in && !other.of[n] {
			return false
		}
	}
	return true
}

func (s *set) size() (n int) {
	for _, in := range s.of {
		if in {
			n++
		}
	}
	return n
}
