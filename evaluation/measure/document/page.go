package document

import (
	"cmp"
	"html/template"
	"math"
	"strconv"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	surveys "github.com/osmosi-learning/osmosi/evaluation/survey/document"
	trials "github.com/osmosi-learning/osmosi/evaluation/trial/document"
	"github.com/osmosi-learning/osmosi/internal/dates"
)

// page is all that the template fills in, in words.
type page struct {
	Language                 engagement.Language
	Title, Kind, Name        string
	Organisation, Made, Lead string
	Contents, Brief, Reading string
	Figures                  []figure
	Index                    *index
	Phases                   *phases
	Weeks                    *weeks
	Splits                   string
	Tables                   []table
	Managers                 *section
	Gaps                     *heat
	Coaching                 *coaching
	Trials                   []template.HTML
	TrialsName               string
	Survey                   template.HTML
	SurveyName               string
	Effort                   *section
	AdviceName               string
	Advice                   []advice
	Legend                   []term
}

// figure is one key measure.
type figure struct{ Kind, Name, Value, Sentence, Meaning, Tier string }

type advice struct{ Message, Do string }

type term struct{ Stage, Name, Text string }

// section is a name and sentences.
type section struct {
	Name      string
	Sentences []string
	Plot      *plot
}

type index struct {
	Name, Value, Sentence, Range, Definition string
	Low, At, Length                          float64 // in thousandths
	Head                                     []string
	Rows                                     [][]string
}

type table struct {
	ID, Name, Note string
	Columns        []heading
	Rows           []row
}

type heading struct{ Stage, Name, Base string }

type row struct {
	Name  string
	Cells []cell
}

type cell struct {
	Figure, Note string
	Hidden       bool
}

func (w writer) page(b Beside) page {
	m, brief := w.measures, &w.plan.Brief
	name := cmp.Or(brief.Name.In(w.Language), brief.ID)
	out := page{
		Language: w.Language, Title: w.Say("measure.title", name), Kind: w.Say("measure.name"), Name: name,
		Organisation: brief.Organisation, Made: w.Say("report.made", dates.Long(m.Made, w.Language)), Lead: w.Say("measure.lead"),
		Contents: w.Say("report.contents"), Brief: w.Say("measure.key"), Reading: w.Say("report.reading"),
		Splits: w.Say("measure.splits"), TrialsName: w.Say("measure.trials"), AdviceName: w.Say("measure.advice"),
		Index: w.index(), Phases: w.phases(), Weeks: w.weeks(), Managers: w.managers(), Gaps: w.heat(), Coaching: w.coaching(), Effort: w.effort(),
	}
	for i := range m.Figures {
		out.Figures = append(out.Figures, w.figure(&m.Figures[i]))
	}
	for i := range m.Funnels {
		if f := &m.Funnels[i]; f.By != measure.Whole && f.By != measure.ByPhase {
			out.Tables = append(out.Tables, w.table(f))
		}
	}
	for _, r := range b.Trials {
		out.Trials = append(out.Trials, template.HTML(trials.HTML(r, w.Language)))
	}
	if b.Results != nil && b.Survey != nil {
		out.SurveyName = cmp.Or(b.Survey.Title.In(w.Language), b.Survey.ID)
		out.Survey = template.HTML(surveys.Chapters(b.Results, b.Survey, w.Language))
	}
	for i := range m.Findings {
		f := &m.Findings[i]
		out.Advice = append(out.Advice, advice{f.Message.In(w.Language), f.Do.In(w.Language)})
	}
	for _, s := range []string{"audience", "reached", "activated", "completed"} {
		out.Legend = append(out.Legend, term{s, w.stage(s), w.Say("report.explain." + s)})
	}
	out.Legend = append(out.Legend,
		term{"none", w.stage("returned"), w.Say("measure.explain.returned")},
		term{"none", w.stage("shared"), w.Say("report.explain.shared")},
		term{"none", w.stage("dismissed"), w.Say("report.explain.dismissed")},
		term{"none", w.Say("report.term.interval"), w.Say("report.explain.interval", w.Percent(m.Confidence, 0))},
		term{"hidden", w.Say("report.term.hidden"), w.Say("report.explain.hidden", m.SmallestGroup)},
	)
	return out
}

// figure says a key measure in a sentence.
func (w writer) figure(f *measure.Figure) figure {
	out := figure{Kind: string(f.Kind), Name: w.Say("measure.figure." + string(f.Kind)), Value: "–", Meaning: f.Meaning.In(w.Language), Tier: w.Say("measure.tier.none")}
	if f.Tier > 0 {
		out.Tier = w.Say("measure.tier", int(f.Tier), f.Tier.Text().In(w.Language))
	}
	switch r := f.Count.Rate; {
	case r != nil:
		share, low, high := w.Rate(r)
		out.Value = share
		out.Sentence = w.Say("measure.sentence."+string(f.Kind), *f.Count.People, *f.Base.People, low, high)
	case f.Base.People != nil && *f.Base.People == 0:
		out.Sentence = w.Say("measure.sentence.none")
	default:
		out.Sentence = w.Say("measure.sentence.hidden", w.measures.SmallestGroup)
	}
	return out
}

func (w writer) index() *index {
	x := w.measures.Index
	if x == nil {
		return nil
	}
	out := &index{
		Name: w.Say("measure.index"), Value: w.Decimals(x.Value, 1), Definition: x.Definition.In(w.Language), Range: w.Say("measure.index.range"),
		Sentence: w.Say("measure.index.sentence", w.Decimals(x.Value, 1), w.Decimals(x.Low, 1), w.Decimals(x.High, 1), x.People),
		Low:      10 * x.Low, At: 10 * x.Value, Length: tenth(10 * (x.High - x.Low)),
		Head: []string{w.Say("measure.index.part"), w.Say("measure.index.points"), w.Say("measure.index.share"), w.Say("measure.index.adds")},
	}
	for _, p := range x.Parts {
		out.Rows = append(out.Rows, []string{w.stage(string(p.Stage)), w.Whole(p.Points),
			w.Percent(p.Rate.Share, 0) + " (" + w.span(&p.Rate) + ")", w.Decimals(float64(p.Points)*p.Rate.Share, 1)})
	}
	return out
}

// table is a funnel that is split.
func (w writer) table(f *measure.Funnel) table {
	out := table{ID: "by-" + string(f.By), Name: w.Say("measure.split."+string(f.By), w.trait(f.Trait)), Note: w.Say("measure.split.touchpoints")}
	if f.Rows[0].Audience != nil {
		out.Note = w.Say("measure.split.people")
		out.Columns = append(out.Columns, heading{Stage: "audience", Name: w.stage("audience")})
	}
	for _, s := range []string{"reached", "activated", "completed", "returned", "shared", "dismissed"} {
		base := "report.base." + s
		if s == "returned" {
			base = "report.base.shared"
		}
		out.Columns = append(out.Columns, heading{s, w.stage(s), w.Say(base)})
	}
	for i := range f.Rows {
		r := &f.Rows[i]
		made := row{Name: w.value(f.By, f.Trait, r.Value)}
		if r.Audience != nil {
			made.Cells = append(made.Cells, w.cell(*r.Audience))
		}
		for _, c := range []evaluation.Cell{r.Reached, r.Activated, r.Completed, r.Returned, r.Shared, r.Dismissed} {
			made.Cells = append(made.Cells, w.cell(c))
		}
		out.Rows = append(out.Rows, made)
	}
	return out
}

func (w writer) cell(c evaluation.Cell) cell {
	if c.People == nil {
		return cell{Figure: w.hidden(), Hidden: true}
	}
	out := cell{Figure: w.Whole(*c.People)}
	if r := c.Rate; r != nil {
		share, low, high := w.Rate(r)
		out.Figure += " (" + share + ")"
		out.Note = w.Say("report.range", low, high)
	}
	return out
}

func (w writer) managers() *section {
	e := w.measures.Managers
	if e == nil || e.Difference == nil || e.Interval == nil {
		return nil
	}
	say := func(key string, a *measure.ManagerArm) string {
		share, low, high := w.Rate(a.Activated.Rate)
		return w.Say(key, *a.Teams, *a.Activated.People, *a.People.People, share, low, high)
	}
	return &section{Name: w.Say("measure.managers"), Plot: w.plot(*e.Difference, e.Interval.Low, e.Interval.High), Sentences: []string{
		say("measure.managers.sentence", &e.Promoters), say("measure.managers.others", &e.Others),
		w.Say("measure.managers.difference", w.points(*e.Difference), w.points(e.Interval.Low), w.points(e.Interval.High)),
		w.Say("measure.managers.caution"),
	}}
}

func (w writer) effort() *section {
	e := w.measures.Effort
	if e == nil {
		return nil
	}
	out := &section{Name: w.Say("measure.effort")}
	if h := e.Hours; h != nil {
		out.Sentences = append(out.Sentences, w.Say("measure.effort.hours", w.Decimals(h.Value, 1), w.Decimals(h.Low, 1), w.Decimals(h.High, 1), e.People, e.Days))
	} else {
		out.Sentences = append(out.Sentences, w.Say("measure.effort.none"))
	}
	if e.PerPerson != nil {
		list := ""
		for i, c := range e.Costs {
			if i > 0 {
				list += "; "
			}
			list += w.Say("measure.effort.item", c.Name.In(w.Language), w.Decimals(c.Euros, 0))
		}
		out.Sentences = append(out.Sentences, w.Say("measure.effort.cost", w.Decimals(*e.PerPerson, 2), e.People, list))
	}
	b := e.Benchmark
	out.Sentences = append(out.Sentences, w.Say("measure.effort.counted"),
		w.Say("measure.effort.benchmark", b.Organisations, w.Decimals(b.Hours, 1), w.Decimals(b.Dollars, 0), strconv.Itoa(b.Year)))
	return out
}

// phase finds the funnel by phase.
func (w writer) byPhase() []measure.Row {
	for _, f := range w.measures.Funnels {
		if f.By == measure.ByPhase {
			return f.Rows
		}
	}
	return nil
}

// ahead reports whether a phase had not begun.
func (w writer) ahead(phase string) bool {
	first, _ := w.plan.Brief.Frame.Span(campaign.Phase(phase))
	return w.measures.Made < first
}

func tenth(v float64) float64 { return math.Round(10*v) / 10 }
