package document

import (
	"cmp"

	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/internal/dates"
)

// heat is the map of knowledge gaps.
type heat struct {
	Name, Lead string
	Columns    []string
	Rows       []heatRow
}

type heatRow struct {
	Name  string
	All   bool
	Cells []heatCell
}

// heatCell is a gap. Level is its shade, from 0 to 5.
type heatCell struct {
	Level                       int
	Hidden                      bool
	Figure, Of, Interval, Since string
}

func (w writer) heat() *heat {
	g := w.measures.Gaps
	if g == nil || len(g.Competences) == 0 {
		return nil
	}
	out := &heat{Name: w.Say("measure.gaps"), Lead: w.Say("measure.gaps.lead")}
	all := heatRow{Name: w.Say("report.all"), All: true}
	for i := range g.Competences {
		c := &g.Competences[i]
		out.Columns = append(out.Columns, cmp.Or(c.Competence.Name.In(w.Language), c.Competence.ID))
		all.Cells = append(all.Cells, w.gap(&c.Everyone))
	}
	out.Rows = append(out.Rows, all)
	for n, team := range g.Competences[0].Teams {
		r := heatRow{Name: w.value(g.By, g.Trait, team.Team)}
		for i := range g.Competences {
			r.Cells = append(r.Cells, w.gap(&g.Competences[i].Teams[n]))
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

func (w writer) gap(g *measure.Gap) heatCell {
	r := g.Below.Rate
	switch {
	case g.Assessed.People != nil && *g.Assessed.People == 0:
		return heatCell{Figure: w.Say("measure.gaps.nobody")}
	case r == nil:
		return heatCell{Figure: w.hidden(), Hidden: true}
	}
	c := heatCell{Level: min(5, int(r.Share*5+0.9999)), Figure: w.Percent(r.Share, 0), Of: w.Say("measure.gaps.of", *g.Below.People, *g.Assessed.People),
		Interval: w.span(r)}
	if g.Change != nil {
		c.Since = w.Say("measure.gaps.change", w.points(*g.Change), dates.Long(w.measures.Gaps.Since, w.Language))
	}
	return c
}
