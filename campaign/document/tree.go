package document

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed tree.svg.tmpl
var treeSource string

var treeTemplate = parsed("tree", treeSource)

// Measures of the tree, in units of its view box.
const (
	treeMargin  = 6
	treeHead    = 30 // the names of the levels
	treeBox     = 232
	treeAcross  = 36 // between the columns
	treeDown    = 14 // between boxes in a column
	treePadding = 12
	treeRoom    = treeBox - 2*treePadding - 4 // for a line of text, beside the stripe
	treeSheet   = 1000                        // high, at most, on an A4 sheet
)

// Objectives draws the cascade of objectives as a tree in SVG, from the
// organisation on the left to the individual on the right: each with its code,
// and with its indicator from where it is to where it is to be.
func Objectives(p *campaign.Plan, s Style) []byte {
	w := newWriter(p, s)
	return execute(treeTemplate(), w.tree(1, 1, w.branches(w.cascade())))
}

type tree struct {
	ID                 string
	Language           engagement.Language
	Title, Description string
	Width, Height      float64
	Box                float64
	Heads              []mark
	Boxes              []treeBranch
	Lines              []string // paths from a box to those below it
}

// treeBranch is an objective's box, and what is below it while the tree is
// laid out.
type treeBranch struct {
	X, Y, Height, TextX float64
	Column              int
	Lines               []treeLine // from the top of the box
	Story               string
	below               []treeBranch
	whole, inner        float64 // heights with and of what is below
}

// treeLine is a line of text; Class says what of.
type treeLine struct {
	Y           float64
	Class, Text string
}

// trees draws the cascade on as many sheets as it needs; no tree is cut.
func (w writer) trees() [][]byte {
	var sheets [][]treeBranch
	height := 0.0
	for _, b := range w.branches(w.cascade()) {
		if len(sheets) == 0 || height+b.whole > treeSheet {
			sheets, height = append(sheets, nil), treeHead
		}
		height += b.whole + 2*treeDown
		sheets[len(sheets)-1] = append(sheets[len(sheets)-1], b)
	}
	drawn := make([][]byte, len(sheets))
	for i, branches := range sheets {
		drawn[i] = execute(treeTemplate(), w.tree(i+1, len(sheets), branches))
	}
	return drawn
}

// tree lays out the branches of a sheet, of so many.
func (w writer) tree(sheet, sheets int, branches []treeBranch) tree {
	t := tree{
		ID:          sheetID("tree", sheet),
		Language:    w.language,
		Title:       w.sheetTitle(w.say("plan.tree.title", w.brief.Name.In(w.language)), sheet, sheets),
		Description: w.say("plan.tree.description", len(outline(w.cascade()))),
		Box:         treeBox,
	}
	y, columns := float64(treeHead), len(engagement.Levels()) // so that sheets are of one scale
	for _, b := range branches {
		t.place(b, y)
		y += b.whole + 2*treeDown
	}
	for _, b := range t.Boxes {
		columns = max(columns, b.Column+1)
	}
	for i, l := range engagement.Levels() {
		t.Heads = append(t.Heads, mark{columnAt(i), w.say("level." + string(l))})
	}
	t.Width = columnAt(columns) - treeAcross + treeMargin
	t.Height = round(y - treeDown)
	return t
}

// sheetID is the ID of a chart, the first of its kind or a further one.
func sheetID(kind string, sheet int) string {
	if sheet == 1 {
		return kind
	}
	return kind + "-" + strconv.Itoa(sheet)
}

// sheetTitle is the title of a chart, with which of several sheets it is.
func (w writer) sheetTitle(title string, sheet, sheets int) string {
	if sheets > 1 {
		title += fmt.Sprintf(" · %d/%d", sheet, sheets)
	}
	return markup.Clean(title)
}

// columnAt is where a column begins.
func columnAt(i int) float64 { return treeMargin + float64(i)*(treeBox+treeAcross) }

func (w writer) branches(list []*branch) []treeBranch {
	made := make([]treeBranch, len(list))
	for i, b := range list {
		made[i] = w.branch(b)
	}
	return made
}

// branch writes an objective and those below it, and measures how high they are.
func (w writer) branch(b *branch) treeBranch {
	o, x := b.objective, columnAt(b.column)
	made := treeBranch{X: x, TextX: x + treePadding + 4, Column: b.column}
	y := float64(treePadding) - 4
	write := func(class, text string, size, step float64) {
		for _, line := range wrap(markup.Clean(text), size, treeRoom) {
			y += step
			made.Lines = append(made.Lines, treeLine{round(y), class, line})
		}
	}
	level, kpi := w.say("level."+string(o.Level)), o.KPI
	write("code", b.code+" · "+level, 11*boldness, 14)
	write("say", markup.Plain(o.Statement.In(w.language)), 13*boldness, 17)
	y += 5
	write("kpi", kpi.Name.In(w.language), 12, 15)
	write("goal", w.say("plan.tree.goal", w.value(kpi.Baseline, kpi.Unit), w.value(kpi.Target, kpi.Unit)), 14*boldness, 19)
	write("by", w.say("plan.tree.by", w.date(kpi.By)), 11, 14)
	made.Height = y + treePadding
	made.Story = markup.Clean(strings.Join([]string{b.code, level, markup.Plain(o.Statement.In(w.language)), w.kpi(kpi)}, " · "))
	made.below = w.branches(b.below)
	for i, child := range made.below {
		made.inner += child.whole
		if i > 0 {
			made.inner += treeDown
		}
	}
	made.whole = max(made.Height, made.inner)
	return made
}

// place puts a branch below y: its box, and what is below it, in the middle of
// its height.
func (t *tree) place(b treeBranch, y float64) {
	b.Y = round(y + (b.whole-b.Height)/2)
	for i := range b.Lines {
		b.Lines[i].Y = round(b.Y + b.Lines[i].Y)
	}
	t.Boxes = append(t.Boxes, b)
	y += (b.whole - b.inner) / 2
	for _, child := range b.below {
		from, to := b.Y+b.Height/2, y+child.whole/2
		t.Lines = append(t.Lines, fmt.Sprintf("M%g %gH%gV%gH%g", b.X+treeBox, round(from), child.X-treeAcross/2, round(to), child.X))
		t.place(child, y)
		y += child.whole + treeDown
	}
}
