package document

import (
	_ "embed"
	"html/template"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed matrix.html.tmpl
var matrixSource string

var matrixTemplate = parsed("matrix", matrixSource)

// matrixColumns is how many objectives stand side by side on an A4 sheet; the
// others follow in a further table.
const matrixColumns = 18

// matrix shows the line of sight: touchpoints by phase against objectives,
// with the letter of the proposition through which one serves the other.
type matrix struct {
	Touchpoint, Caption string
	Columns             []matrixColumn
	Phases              []matrixPhase
	Width               int // columns with that of the touchpoints
}

type matrixColumn struct {
	Code, Statement string
	Odd             bool // of every second objective at the top, for a shade
}

type matrixPhase struct {
	Name string
	Rows []matrixRow
}

type matrixRow struct {
	Touchpoint string
	Cells      []matrixCell
}

type matrixCell struct {
	Letter string // of the proposition; empty where there is no line of sight
	Above  bool   // reached through an objective below it only
	Odd    bool
}

// matrices are the line of sight, in as many tables as the paper asks for. In
// a further one only the touchpoints stand that look at its objectives.
func (w writer) matrices() []matrix {
	cells := map[string]map[string]matrixCell{} // touchpoint → objective
	letters := map[string]string{}
	for i := range w.brief.Propositions {
		id := w.brief.Propositions[i].ID
		letters[id] = w.letter(id)
	}
	for _, s := range w.plan.Sights {
		if cells[s.Touchpoint] == nil {
			cells[s.Touchpoint] = map[string]matrixCell{}
		}
		for i, id := range s.Objectives {
			if c, ok := cells[s.Touchpoint][id]; !ok || c.Above {
				cells[s.Touchpoint][id] = matrixCell{Letter: letters[s.Proposition], Above: i > 0}
			}
		}
	}
	var list []matrix
	for columns := range slices.Chunk(outline(w.cascade()), matrixColumns) {
		m := matrix{Touchpoint: w.say("plan.column.touchpoint"), Caption: w.say("plan.matrix.caption"), Width: len(columns) + 1}
		for _, b := range columns {
			m.Columns = append(m.Columns, matrixColumn{b.code, markup.Clean(markup.Plain(b.objective.Statement.In(w.language))), b.odd()})
		}
		for _, p := range campaign.Phases() {
			phase := matrixPhase{Name: w.say("phase." + string(p))}
			for planned, t := range w.touchpoints {
				row, seen := matrixRow{Touchpoint: markup.Clean(t.Title.In(w.language))}, false
				for _, b := range columns {
					c := cells[planned.ID][b.objective.ID]
					c.Odd, seen = b.odd(), seen || c.Letter != ""
					row.Cells = append(row.Cells, c)
				}
				if t.Phase == p && seen {
					phase.Rows = append(phase.Rows, row)
				}
			}
			if len(phase.Rows) > 0 {
				m.Phases = append(m.Phases, phase)
			}
		}
		list = append(list, m)
	}
	return list
}

// odd is true of every second objective at the top and all below it.
func (b *branch) odd() bool {
	top, _, _ := strings.Cut(b.code, ".")
	return strings.ContainsAny(top[len(top)-1:], "13579")
}

// sight is the line of sight with what its codes stand for.
func (w writer) sight() string {
	parts := []string{w.sightIntro()}
	for _, m := range w.matrices() {
		t := table{head: []string{markup.Escape(m.Touchpoint)}}
		for _, c := range m.Columns {
			t.head = append(t.head, c.Code)
		}
		for _, p := range m.Phases {
			t.row(append([]string{"**" + markup.Escape(p.Name) + "**"}, make([]string, len(m.Columns))...)...)
			for _, r := range p.Rows {
				cells := []string{markup.Escape(r.Touchpoint)}
				for _, c := range r.Cells {
					cells = append(cells, c.Text())
				}
				t.row(cells...)
			}
		}
		parts = append(parts, t.String())
	}
	return strings.Join(append(parts, w.sightKeys()), "\n")
}

// sightPage is as sight, with tables that group their rows.
func (w writer) sightPage() template.HTML {
	page := toHTML(w.sightIntro())
	for _, m := range w.matrices() {
		page += template.HTML(execute(matrixTemplate(), m))
	}
	return page + toHTML(w.sightKeys())
}

func (w writer) sightIntro() string {
	return markup.Escape(w.say("plan.sight.intro")+" "+w.say("plan.matrix.intro")) + "\n"
}

// Text is the letter, in brackets where the objective stands above.
func (c matrixCell) Text() string {
	if c.Above {
		return "(" + c.Letter + ")"
	}
	return c.Letter
}

// sightKeys tell what the codes stand for.
func (w writer) sightKeys() string {
	objectives := table{head: []string{w.say("plan.column.code"), w.say("plan.column.objective"), w.say("plan.column.level"), w.say("plan.column.kpi")}}
	for _, b := range outline(w.cascade()) {
		o := b.objective
		objectives.row("**"+b.code+"**", markup.Line(o.Statement.In(w.language)), markup.Escape(w.say("level."+string(o.Level))), markup.Escape(w.kpi(o.KPI)))
	}
	propositions := table{head: []string{w.say("plan.column.code"), w.say("plan.column.proposition"), w.say("plan.column.segment")}}
	for _, q := range w.lettered() {
		propositions.row("**"+w.letter(q.ID)+"**", markup.Line(q.Gain.In(w.language)), markup.Escape(w.segment(q.Segment)))
	}
	return "### " + markup.Escape(w.say("plan.matrix.objectives")) + "\n\n" + objectives.String() +
		"\n### " + markup.Escape(w.say("plan.matrix.propositions")) + "\n\n" + propositions.String()
}
