package document

import (
	"cmp"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/dates"
)

// page is all that the template fills in, in words.
type page struct {
	Language                 engagement.Language
	Title, Kind, Name        string
	Organisation, Made, Lead string
	Contents, Reading, Group string
	Legend                   []term
	Phases                   []phase
	Ignored, IgnoredLead     string
	Causes                   []string
}

// term is one explanation; the stage picks its swatch.
type term struct{ Stage, Name, Text string }

type phase struct {
	ID, Name, Span string
	Ahead          string // said instead of figures where there is nothing to count yet
	Bars           []bar
	Caption        string
	Columns        []heading
	Rows           []row
}

type heading struct{ Stage, Name, Base string }

type row struct {
	Name  string
	Total bool
	Cells []cell
}

// cell is a figure in a table. Note explains it: the rate with its range.
type cell struct {
	Figure, Note string
	Hidden       bool
}

// stages are the columns of a table; the first funnel of them make the chart.
var stages = []struct {
	name string
	of   func(*evaluation.Row) evaluation.Cell
}{
	{"audience", func(r *evaluation.Row) evaluation.Cell { return r.Audience }},
	{"reached", func(r *evaluation.Row) evaluation.Cell { return r.Reached }},
	{"activated", func(r *evaluation.Row) evaluation.Cell { return r.Activated }},
	{"completed", func(r *evaluation.Row) evaluation.Cell { return r.Completed }},
	{"dismissed", func(r *evaluation.Row) evaluation.Cell { return r.Dismissed }},
	{"shared", func(r *evaluation.Row) evaluation.Cell { return r.Shared }},
}

const funnel = 4

func (w writer) page() page {
	b := &w.plan.Brief
	name := cmp.Or(b.Name.In(w.language), b.ID)
	out := page{
		Language:     w.language,
		Title:        w.say("report.title", name),
		Kind:         w.say("report.name"),
		Name:         name,
		Organisation: b.Organisation,
		Made:         w.say("report.made", dates.Long(w.report.Made, w.language)),
		Lead:         w.say("report.lead"),
		Contents:     w.say("report.contents"),
		Reading:      w.say("report.reading"),
		Group:        w.say("report.group"),
		Ignored:      w.say("report.ignored"),
		IgnoredLead:  w.say("report.ignored.lead"),
	}
	for _, s := range stages {
		out.Legend = append(out.Legend, term{s.name, w.say("report.stage." + s.name), w.say("report.explain." + s.name)})
	}
	out.Legend = append(out.Legend,
		term{"none", w.say("report.term.rate"), w.say("report.explain.rate")},
		term{"interval", w.say("report.term.interval"), w.say("report.explain.interval", w.percent(w.report.Confidence, 0))},
		term{"hidden", w.say("report.term.hidden"), w.say("report.explain.hidden", w.report.SmallestGroup)},
	)
	for i := range w.report.Phases {
		out.Phases = append(out.Phases, w.phase(&w.report.Phases[i]))
	}
	for _, i := range w.report.Ignored {
		out.Causes = append(out.Causes, w.say("report.cause."+string(i.Cause), i.Events))
	}
	return out
}

func (w writer) phase(f *evaluation.PhaseFunnel) phase {
	first, last := w.plan.Brief.Frame.Span(f.Phase)
	name := w.say("phase." + string(f.Phase))
	out := phase{
		ID:      string(f.Phase),
		Name:    name,
		Span:    w.say("report.span", dates.Long(first, w.language), dates.Long(last, w.language)),
		Caption: w.say("report.table", name),
	}
	for _, s := range stages {
		h := heading{Stage: s.name, Name: w.say("report.stage." + s.name)}
		if s.name != "audience" {
			h.Base = w.say("report.base." + s.name)
		}
		out.Columns = append(out.Columns, h)
	}
	for i := range f.Rows {
		r := &f.Rows[i]
		made := row{Name: w.group(r), Total: r.Kind == evaluation.TotalRow}
		for _, s := range stages {
			made.Cells = append(made.Cells, w.cell(s.of(r)))
		}
		out.Rows = append(out.Rows, made)
		if made.Total {
			out.Bars = w.bars(r)
			if reached := r.Reached.People; reached != nil && *reached == 0 && w.report.Made < first {
				out.Ahead = w.say("report.ahead")
			}
		}
	}
	return out
}

// group names the people of a row.
func (w writer) group(r *evaluation.Row) string {
	switch r.Kind {
	case evaluation.TotalRow:
		return w.say("report.all")
	case evaluation.RestRow:
		return w.say("report.rest")
	}
	if s := w.plan.Brief.Segment(r.Segment); s != nil {
		return cmp.Or(s.Name.In(w.language), s.ID)
	}
	return r.Segment
}

func (w writer) cell(c evaluation.Cell) cell {
	if c.People == nil {
		return cell{Figure: w.hidden(), Hidden: true}
	}
	out := cell{Figure: w.number(*c.People)}
	if c.Rate != nil {
		share, low, high := w.rate(c.Rate)
		out.Figure += " (" + share + ")"
		out.Note = w.say("report.range", low, high)
	}
	return out
}
