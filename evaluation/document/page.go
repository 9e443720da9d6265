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
	name := cmp.Or(b.Name.In(w.Language), b.ID)
	out := page{
		Language:     w.Language,
		Title:        w.Say("report.title", name),
		Kind:         w.Say("report.name"),
		Name:         name,
		Organisation: b.Organisation,
		Made:         w.Say("report.made", dates.Long(w.report.Made, w.Language)),
		Lead:         w.Say("report.lead"),
		Contents:     w.Say("report.contents"),
		Reading:      w.Say("report.reading"),
		Group:        w.Say("report.group"),
		Ignored:      w.Say("report.ignored"),
		IgnoredLead:  w.Say("report.ignored.lead"),
	}
	for _, s := range stages {
		out.Legend = append(out.Legend, term{s.name, w.Say("report.stage." + s.name), w.Say("report.explain." + s.name)})
	}
	out.Legend = append(out.Legend,
		term{"none", w.Say("report.term.rate"), w.Say("report.explain.rate")},
		term{"interval", w.Say("report.term.interval"), w.Say("report.explain.interval", w.Percent(w.report.Confidence, 0))},
		term{"hidden", w.Say("report.term.hidden"), w.Say("report.explain.hidden", w.report.SmallestGroup)},
	)
	for i := range w.report.Phases {
		out.Phases = append(out.Phases, w.phase(&w.report.Phases[i]))
	}
	for _, i := range w.report.Ignored {
		out.Causes = append(out.Causes, w.Say("report.cause."+string(i.Cause), i.Events))
	}
	return out
}

func (w writer) phase(f *evaluation.PhaseFunnel) phase {
	first, last := w.plan.Brief.Frame.Span(f.Phase)
	name := w.Say("phase." + string(f.Phase))
	out := phase{
		ID:      string(f.Phase),
		Name:    name,
		Span:    w.Say("report.span", dates.Long(first, w.Language), dates.Long(last, w.Language)),
		Caption: w.Say("report.table", name),
	}
	for _, s := range stages {
		h := heading{Stage: s.name, Name: w.Say("report.stage." + s.name)}
		if s.name != "audience" {
			h.Base = w.Say("report.base." + s.name)
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
				out.Ahead = w.Say("report.ahead")
			}
		}
	}
	return out
}

// group names the people of a row.
func (w writer) group(r *evaluation.Row) string {
	switch r.Kind {
	case evaluation.TotalRow:
		return w.Say("report.all")
	case evaluation.RestRow:
		return w.Say("report.rest")
	}
	if s := w.plan.Brief.Segment(r.Segment); s != nil {
		return cmp.Or(s.Name.In(w.Language), s.ID)
	}
	return r.Segment
}

func (w writer) cell(c evaluation.Cell) cell {
	if c.People == nil {
		return cell{Figure: w.hidden(), Hidden: true}
	}
	out := cell{Figure: w.Whole(*c.People)}
	if c.Rate != nil {
		share, low, high := w.Rate(c.Rate)
		out.Figure += " (" + share + ")"
		out.Note = w.Say("report.range", low, high)
	}
	return out
}
