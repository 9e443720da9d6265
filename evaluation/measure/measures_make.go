package measure

import (
	"cmp"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/internal/statistic"
)

// What deeds show of people.
var (
	activating = evaluation.DeedsOf(evaluation.Started) | evaluation.DeedsOf(evaluation.Completed)
	completing = evaluation.DeedsOf(evaluation.Completed)
)

// New makes the measures of all that a tally took in, and says what is wrong
// with the terms; there is no document where that is an error. The plan and
// the people are those of the tally. The same tally gives the same document,
// in whatever way its deeds were shared out.
func New(p *campaign.Plan, w *audience.Workforce, t *Tally, terms Terms) (*Measures, engagement.Findings) {
	found := terms.check(p, w)
	if found.Err() != nil {
		return nil, found
	}
	m := &maker{plan: p, people: w, tally: t, terms: terms}
	m.group()
	out := &Measures{
		Osmosi: Version, Campaign: p.Brief.ID, Made: terms.Made, Confidence: evaluation.Confidence, SmallestGroup: terms.smallest(),
		Funnels: m.funnels(), Weeks: m.weeks(), Gaps: m.gaps(), Effort: m.learning(),
	}
	var managers, coached engagement.Findings
	out.Managers, managers = m.managers()
	out.Coaching, coached = m.coaching()
	if moments := m.moments(); moments != nil {
		out.Figures = append(out.Figures, *moments)
	}
	earlier := slices.Clone(terms.Earlier)
	slices.SortStableFunc(earlier, func(a, b *Measures) int { return cmp.Compare(a.Made, b.Made) })
	if err := out.protect(earlier, terms.Beside); err != nil {
		return nil, append(found, rule.Error(brokenEarlier, "/earlier", rule.Detail{Found: clip(err.Error())}))
	}
	all := &out.Funnels[0].Rows[0]
	out.Figures = append(key(all), out.Figures...)
	out.Index = indexOf(all)
	m.finishEffort(out)
	m.finishManagers(out.Managers)
	m.finishCoaching(out, earlier)
	out.since(earlier)
	out.Findings = append(append(managers, coached...), out.advise(m)...)
	return out, found
}

// maker holds what measures are made of.
type maker struct {
	plan   *campaign.Plan
	people *audience.Workforce
	tally  *Tally
	terms  Terms
	splits []split // of people
}

// split tells people apart in one way.
type split struct {
	by     Split
	trait  string
	values []string
	of     []int // by person, the value
}

// marks are the people of a value.
func (s *split) marks(value int) []bool {
	out := make([]bool, len(s.of))
	for i, v := range s.of {
		out[i] = v == value
	}
	return out
}

// group tells people apart in all ways.
func (m *maker) group() {
	segments := split{by: BySegment}
	for _, s := range m.plan.Brief.Segments {
		segments.values = append(segments.values, s.ID)
	}
	segments.values = append(segments.values, "")
	segmentsOf := m.plan.SegmentsOf(m.people, m.plan.Brief.Frame.Inform)
	languages := split{by: ByLanguage}
	for _, l := range m.plan.Brief.Languages {
		languages.values = append(languages.values, string(l))
	}
	for p := range m.people.People() {
		first := len(segments.values) - 1
		if in := segmentsOf(p); len(in) > 0 {
			first = slices.Index(segments.values, in[0])
		}
		segments.of = append(segments.of, first)
		l := engagement.MatchLanguage(m.plan.Brief.Languages, string(p.Language))
		languages.of = append(languages.of, slices.Index(languages.values, string(l)))
	}
	m.splits = []split{segments, languages}
	if site := m.terms.site(m.plan); site != "" {
		m.splits = append(m.splits, m.byTrait(site))
	}
}

// byTrait tells people apart by the values of a trait, in the order of the
// brief where it lists them; those without a value come last.
func (m *maker) byTrait(name string) split {
	s := split{by: BySite, trait: name}
	values := valuesOf(m.plan, m.people, name)
	s.values = append(values, "")
	for p := range m.people.People() {
		v, _ := p.Traits[name].(string)
		s.of = append(s.of, slices.Index(s.values, v))
	}
	return s
}

func valuesOf(p *campaign.Plan, w *audience.Workforce, name string) []string {
	var listed, others []string
	for _, t := range p.Brief.Traits {
		if t.Name == name {
			listed = slices.Clone(t.Values)
		}
	}
	for person := range w.People() {
		if v, _ := person.Traits[name].(string); v != "" && !slices.Contains(listed, v) && !slices.Contains(others, v) && len(others) <= mostValues {
			others = append(others, v)
		}
	}
	slices.Sort(others)
	return append(listed, others...)
}

// row counts the people of a row, exactly.
func (m *maker) row(value string, touchpoints []int, people []bool) Row {
	s := m.tally.touches.Count(touchpoints, people)
	return Row{Value: value, Reached: cell(s.Reached), Activated: cell(s.Activated), Completed: cell(s.Completed),
		Returned: cell(s.Returned), Shared: cell(s.Shared), Dismissed: cell(s.Dismissed)}
}

func (m *maker) funnels() []Funnel {
	whole := m.row("", nil, nil)
	n := cell(m.people.Len())
	whole.Audience = &n
	list := []Funnel{{By: Whole, Rows: []Row{whole}}}
	b := &m.plan.Brief
	of := func(by Split, values []string, value func(t *campaign.Touchpoint) string) {
		f := Funnel{By: by}
		for _, v := range values {
			touchpoints := m.tally.index.Touchpoints(func(t *campaign.Touchpoint) bool { return value(t) == v })
			if len(touchpoints) > 0 {
				f.Rows = append(f.Rows, m.row(v, touchpoints, nil))
			}
		}
		if len(f.Rows) > 0 {
			list = append(list, f)
		}
	}
	of(ByPhase, texts(campaign.Phases()), func(t *campaign.Touchpoint) string { return string(t.Phase) })
	people := func(s *split) {
		f := Funnel{By: s.by, Trait: s.trait}
		for i, v := range s.values {
			marks := s.marks(i)
			here := cell(count(marks))
			if *here.People == 0 && (v == "" || s.by == ByLanguage) {
				continue // everybody has a value, or nobody this language
			}
			r := m.row(v, nil, marks)
			r.Audience = &here
			f.Rows = append(f.Rows, r)
		}
		if len(f.Rows) > 1 {
			list = append(list, f)
		}
	}
	people(&m.splits[0])
	var channels, propositions []string
	for _, c := range b.Channels {
		channels = append(channels, c.ID)
	}
	for _, q := range b.Propositions {
		propositions = append(propositions, q.ID)
	}
	of(ByChannel, channels, func(t *campaign.Touchpoint) string { return t.Channel })
	of(ByProposition, propositions, func(t *campaign.Touchpoint) string { return t.Proposition })
	for i := range m.splits[1:] {
		people(&m.splits[i+1])
	}
	return list
}

// key makes the five measures of the whole campaign from its funnel.
func key(all *Row) []Figure {
	list := []Figure{
		{Kind: Reach, Base: *all.Audience, Count: all.Reached},
		{Kind: Activation, Base: all.Reached, Count: all.Activated},
		{Kind: Completion, Base: all.Activated, Count: all.Completed},
		{Kind: Return, Base: all.Reached, Count: all.Returned},
		{Kind: Sharing, Base: all.Reached, Count: all.Shared},
	}
	for i := range list {
		f := &list[i]
		f.Base.Rate = nil // it is of another base
		f.Tier, f.Meaning = f.Kind.tier(), text("measure.meaning."+string(f.Kind))
	}
	return list
}

// moments are those who kept a learning moment, nil where there is none.
func (m *maker) moments() *Figure {
	touchpoints := m.tally.index.Touchpoints(func(t *campaign.Touchpoint) bool { return t.Kind == campaign.LearningMoment })
	if len(touchpoints) == 0 {
		return nil
	}
	return &Figure{Kind: Moments, Tier: Moments.tier(), Meaning: text("measure.meaning." + string(Moments)),
		Base: cell(m.tally.touches.Count(touchpoints, nil).Reached), Count: cell(count(m.tally.kept.marks(m.people.Len())))}
}

// weeks are those of the campaign up to the day of the document.
func (m *maker) weeks() []Week {
	var list []Week
	for n, stages := range m.tally.weeks {
		first := engagement.Date((m.tally.monday + civil.Day(7*n)).String())
		if first > m.terms.Made {
			break
		}
		c := func(i int) evaluation.Cell { return cell(count(stages[i].marks(m.people.Len()))) }
		list = append(list, Week{First: first, Reached: c(0), Activated: c(1), Completed: c(2)})
	}
	return list
}

// managers compares teams, nil with the reason where what single managers think
// would show.
func (m *maker) managers() (*ManagerEffect, engagement.Findings) {
	arms := m.teams()
	if len(arms[ofPromoters]) == 0 && len(arms[ofOthers]) == 0 {
		return nil, nil // nothing is known of any
	}
	for _, name := range []string{ofPromoters, ofOthers} {
		people, largest := 0, 0
		for _, team := range arms[name] {
			people += team.N
			largest = max(largest, team.N)
		}
		if len(arms[name]) < max(campaign.SmallestGroup, m.terms.smallest()) || 4*largest > people {
			return nil, engagement.Findings{fewManagers(max(campaign.SmallestGroup, m.terms.smallest()))}
		}
	}
	arm := func(name string, teams bool) ManagerArm {
		people, activated := 0, 0
		for _, team := range arms[name] {
			people += team.N
			activated += int(team.Sum)
		}
		a := ManagerArm{People: cell(people), Activated: cell(activated)}
		if n := len(arms[name]); teams {
			a.Teams = &n
		}
		return a
	}
	return &ManagerEffect{Promoters: arm(ofPromoters, true), Others: arm(ofOthers, true), Unknown: arm(ofUnknown, false)}, nil
}

// teams are who has the same manager, by what that manager thinks, with how
// many of them are activated. Those of whom that is not known stand with the
// others where they are few, such as the one person at the top: alone they would
// keep everybody else back.
func (m *maker) teams() map[string][]statistic.Cluster {
	activated := m.tally.touches.Who(nil, activating)
	arms, at := map[string][]statistic.Cluster{}, map[string]int{}
	i := 0
	for p := range m.people.People() {
		led, name := m.people.ManagerOf(p.ID), ofUnknown
		id := ""
		if led != nil {
			switch s := m.people.Stance(led); {
			case s == audience.Promoter:
				name, id = ofPromoters, led.ID
			case s != "":
				name, id = ofOthers, led.ID
			}
		}
		n, known := at[id]
		if !known {
			n = len(arms[name])
			at[id] = n
			arms[name] = append(arms[name], statistic.Cluster{})
		}
		c := &arms[name][n]
		c.N++
		if activated[i] {
			c.Sum++
		}
		i++
	}
	without := 0
	for _, c := range arms[ofUnknown] {
		without += c.N
	}
	if without < m.terms.smallest() {
		arms[ofOthers] = append(arms[ofOthers], arms[ofUnknown]...)
		delete(arms, ofUnknown)
	}
	return arms
}

// finishManagers adds the difference, where both shares are shown.
func (m *maker) finishManagers(e *ManagerEffect) {
	if e == nil || e.Promoters.Activated.Rate == nil || e.Others.Activated.Rate == nil {
		return
	}
	arms := m.teams()
	d := statistic.DifferenceOfClusters(arms[ofPromoters], arms[ofOthers])
	value := sixPlaces(d.Value)
	e.Difference = &value
	if low, high := d.Interval(evaluation.Confidence); !math.IsInf(low, 0) && !math.IsNaN(low) {
		// Three places: what the teams have one by one does not follow.
		e.Interval = &evaluation.Interval{Low: math.Round(1000*max(low, -1)) / 1000, High: math.Round(1000*min(high, 1)) / 1000}
	}
}

// gaps counts levels, nil where there are none.
func (m *maker) gaps() *Gaps {
	if len(m.terms.Levels) == 0 {
		return nil
	}
	teams := &m.splits[0]
	g := &Gaps{By: teams.by}
	if m.terms.Team != "" {
		s := m.byTrait(m.terms.Team)
		teams, g.By, g.Trait = &s, s.by, s.trait
	}
	for _, c := range m.terms.Competences {
		assessed, below := make([]int, len(teams.values)), make([]int, len(teams.values))
		for _, l := range m.terms.Levels {
			n, known := m.people.Number(l.Person)
			if l.Competence != c.ID || !known {
				continue
			}
			assessed[teams.of[n]]++
			if l.Shown < l.Required {
				below[teams.of[n]]++
			}
		}
		made := CompetenceGap{Competence: c, Everyone: Gap{Assessed: cell(sum(assessed)), Below: cell(sum(below))}}
		for i, v := range teams.values {
			if v == "" && !slices.Contains(teams.of, i) {
				continue
			}
			made.Teams = append(made.Teams, Gap{Team: v, Assessed: cell(assessed[i]), Below: cell(below[i])})
		}
		g.Competences = append(g.Competences, made)
	}
	return g
}

// since adds how gaps changed since the last of the earlier documents that has
// them by the same teams.
func (m *Measures) since(earlier []*Measures) {
	for _, e := range slices.Backward(earlier) {
		if m.Gaps == nil || e.Gaps == nil || e.Gaps.By != m.Gaps.By || e.Gaps.Trait != m.Gaps.Trait || e.Made >= m.Made {
			continue
		}
		m.Gaps.Since = e.Made
		for i := range m.Gaps.Competences {
			now := &m.Gaps.Competences[i]
			n := slices.IndexFunc(e.Gaps.Competences, func(c CompetenceGap) bool { return c.Competence.ID == now.Competence.ID })
			if n < 0 {
				continue
			}
			was := &e.Gaps.Competences[n]
			now.Everyone.since(&was.Everyone)
			for k := range now.Teams {
				at := slices.IndexFunc(was.Teams, func(g Gap) bool { return g.Team == now.Teams[k].Team })
				if at >= 0 {
					now.Teams[k].since(&was.Teams[at])
				}
			}
		}
		return
	}
}

func (g *Gap) since(was *Gap) {
	if g.Below.Rate != nil && was.Below.Rate != nil {
		change := sixPlaces(g.Below.Rate.Share - was.Below.Rate.Share)
		g.Change = &change
	}
}

// learning counts who completed what, exactly.
func (m *maker) learning() *Effort {
	first, _ := civil.Parse(string(m.plan.Brief.Frame.Inform))
	last, _ := civil.Parse(string(min(m.terms.Made, m.plan.Brief.Frame.End)))
	e := &Effort{Days: max(0, int(last-first)+1), Benchmark: ATD2015()}
	b := &m.plan.Brief
	completed := func(touchpoints []int) evaluation.Cell {
		return cell(m.tally.touches.Count(touchpoints, nil).Completed)
	}
	for i := range b.Interventions {
		v := &b.Interventions[i]
		touchpoints := m.tally.index.Touchpoints(func(t *campaign.Touchpoint) bool {
			q := b.Proposition(t.Proposition)
			return t.Kind != campaign.LearningMoment && q != nil && q.Intervention == v.ID
		})
		if len(touchpoints) > 0 {
			e.Learning = append(e.Learning, LearningTime{Intervention: v.ID, Takes: v.Minutes, Completed: completed(touchpoints)})
		}
	}
	for _, planned := range m.plan.Touchpoints {
		origin := m.moment(planned.ID)
		n, known := m.tally.index.Touchpoint(planned.ID)
		if origin == nil || !known || planned.Date > m.terms.Made {
			continue
		}
		e.Learning = append(e.Learning, LearningTime{Touchpoint: planned.ID, Takes: origin.Minutes, Completed: completed([]int{n})})
	}
	return e
}

// moment is the learning moment that a planned touchpoint is one of, nil where
// it is something else.
func (m *maker) moment(id string) *campaign.StandardMoment {
	t := m.plan.Touchpoint(id)
	if t == nil || t.Kind != campaign.LearningMoment {
		return nil
	}
	for i := range m.plan.Brief.Touchpoints {
		if o := &m.plan.Brief.Touchpoints[i]; o.Moment != nil && (id == o.ID || len(id) > len(o.ID) && id[:len(o.ID)+1] == o.ID+".") {
			return o.Moment
		}
	}
	return nil
}

// finishEffort adds hours and costs, of what is shown.
func (m *maker) finishEffort(out *Measures) {
	e, all := out.Effort, out.Funnels[0].Rows[0].Audience.People
	if all == nil || *all == 0 {
		out.Effort = nil
		return
	}
	e.People = *all
	var hours Mean
	counted := false
	for _, l := range e.Learning {
		if r := l.Completed.Rate; r != nil {
			h := float64(l.Takes) / 60
			hours.Value += h * r.Share
			hours.Low += h * r.Low
			hours.High += h * r.High
			counted = counted || *l.Completed.People > 0
		}
	}
	for _, v := range []*float64{&hours.Value, &hours.Low, &hours.High} {
		*v = math.Round(100**v) / 100
	}
	if counted {
		e.Hours = &hours
	}
	if mix := m.plan.Mix; mix != nil && mix.Cost > 0 {
		e.Costs = append(e.Costs, Cost{Name: text("measure.cost.channels"), Euros: mix.Cost})
	}
	e.Costs = append(e.Costs, m.terms.Costs...)
	if len(e.Costs) > 0 {
		total := 0.0
		for _, c := range e.Costs {
			total += c.Euros
		}
		each := math.Round(100*total/float64(e.People)) / 100
		e.PerPerson = &each
	}
}

// cell holds an exact number, until it is protected.
func cell(people int) evaluation.Cell { return evaluation.Cell{People: &people} }

// rate of some people in others, nil where there is nobody.
func rate(people, of int) *evaluation.Rate {
	if of == 0 {
		return nil
	}
	i := evaluation.Wilson(people, of, evaluation.Confidence)
	return &evaluation.Rate{Share: sixPlaces(float64(people) / float64(of)), Low: sixPlaces(i.Low), High: sixPlaces(i.High)}
}

// sixPlaces rounds, so that a document reads the same on every machine.
func sixPlaces(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// text is a text of the catalogue in all languages.
func text(key string) engagement.Text {
	in := func(l engagement.Language) string { return catalogue.Text(string(l), key) }
	return engagement.Text{It: in(engagement.Italian), Nl: in(engagement.Dutch), En: in(engagement.English)}
}

func texts[S ~string](list []S) []string {
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}

func count(marks []bool) (n int) {
	for _, m := range marks {
		if m {
			n++
		}
	}
	return n
}

func sum(list []int) (n int) {
	for _, v := range list {
		n += v
	}
	return n
}
