package document

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed profile.svg.tmpl
var profileSource string

var profileTemplate = parsed("profile", profileSource)

// portraits tells what each audience is like and what its managers think, in
// tables that say all that the chart shows.
func (w writer) portraits() string { return w.profiles() + w.stances() }

// profiles has a table for everyone and for each segment that may be told.
func (w writer) profiles() string {
	var b strings.Builder
	var untold []string
	for _, a := range w.plan.Audiences {
		if len(a.Profile) == 0 {
			untold = append(untold, w.segment(a.Segment))
			continue
		}
		t := table{head: []string{w.say("plan.profile.column.aspect"), w.say("plan.profile.column.what"), w.say("plan.profile.column.known")}, right: 1}
		for _, p := range a.Profile {
			t.row(markup.Escape(w.described(p)), markup.Escape(w.told(p)), markup.Escape(w.percent(p.Known)))
		}
		b.WriteString("\n#### " + markup.Escape(w.group(a.Segment)) + "\n\n" + t.String())
	}
	if b.Len() == 0 {
		return ""
	}
	head := "\n### " + markup.Escape(w.say("plan.profile.heading")) + "\n\n" + markup.Escape(w.say("plan.profile.note", campaign.SmallestGroup)) + "\n"
	if len(untold) > 0 {
		b.WriteString("\n" + markup.Escape(w.say("plan.profile.untold", strings.Join(untold, " · "))) + "\n")
	}
	return head + b.String()
}

// group names an audience as a heading.
func (w writer) group(segment string) string {
	if segment == "" {
		return w.say("plan.profile.whole")
	}
	return w.segment(segment)
}

// trait is the trait that a profile tells of, declared or built in.
func (w writer) trait(name string) audience.Trait {
	for _, t := range slices.Concat(w.brief.Traits, audience.Traits()) {
		if t.Name == name {
			return t
		}
	}
	return audience.Trait{Name: name}
}

// described names the aspect, and the trait where that says more.
func (w writer) described(p campaign.TraitProfile) string {
	aspect := w.say("aspect." + string(p.Aspect))
	label := w.trait(p.Trait).Label.In(w.language)
	if label == "" || strings.EqualFold(label, aspect) {
		return aspect
	}
	return w.say("plan.profile.trait", aspect, label)
}

// told puts one trait's profile in words.
func (w writer) told(p campaign.TraitProfile) string {
	if p.Mean != nil && p.Low != nil && p.High != nil {
		if t := w.trait(p.Trait); p.Aspect != audience.Age {
			return w.say("plan.profile.mean", w.measured(t, *p.Mean), w.measured(t, *p.Low), w.measured(t, *p.High))
		}
		return w.say("plan.profile.meanAge", w.number(*p.Mean), w.number(*p.Low), w.number(*p.High))
	}
	var parts []string
	for _, s := range p.Shares {
		parts = append(parts, w.shared(p, s))
	}
	return strings.Join(parts, " · ")
}

// measured writes a figure in the unit of its trait.
func (w writer) measured(t audience.Trait, v float64) string {
	if t.Unit == "" {
		return w.number(v)
	}
	return w.value(v, t.Unit)
}

func (w writer) shared(p campaign.TraitProfile, s campaign.ValueShare) string {
	return w.say("plan.profile.share", w.percent(s.Share), w.valueOf(p.Trait, s.Value))
}

// valueOf is what people call a trait's value.
func (w writer) valueOf(trait, value string) string {
	t := w.trait(trait)
	if label := t.ValueLabels[value].In(w.language); label != "" {
		return label
	}
	built := map[string]string{audience.TraitNeeds: "need.", audience.TraitReasons: "reason.", audience.TraitFactors: "factor."}[trait]
	switch {
	case value == "":
		return w.say("plan.profile.others")
	case built != "" && catalogue.Has(string(w.language), built+value):
		return w.say(built + value)
	case t.Kind == audience.FlagTrait:
		return w.say("plan.profile." + value)
	}
	return value
}

// stances tells what managers think and what that does to the value.
func (w writer) stances() string {
	var b strings.Builder
	if len(w.plan.Stances) > 0 {
		t := table{head: []string{w.say("plan.stance.column.stance"), w.say("plan.stance.column.managers"), w.say("plan.stance.column.weight")}, right: 2}
		for _, s := range w.plan.Stances {
			key, weight := "unknown", "–"
			if m, known := s.Stance.Multiplier(); known {
				key, weight = string(s.Stance), "× "+w.number(m)
			}
			t.row(markup.Escape(w.say("stance."+key)), w.number(float64(s.Managers)), markup.Escape(weight))
		}
		b.WriteString("\n" + t.String() + "\n" + markup.Escape(w.say("plan.stance.note", campaign.SmallestGroup)) + "\n")
	}
	t := table{head: []string{w.say("plan.column.segment"), w.say("plan.stance.column.value"), w.say("plan.stance.column.known")}, right: 2}
	for _, a := range w.plan.Audiences {
		if a.Perceived != nil {
			t.row(markup.Escape(w.segment(a.Segment)), w.perceived(a.Perceived.Value), markup.Escape(w.percent(a.Perceived.Known)))
		}
	}
	if len(t.rows) > 0 {
		b.WriteString("\n" + t.String())
	}
	if b.Len() == 0 {
		return ""
	}
	return "\n### " + markup.Escape(w.say("plan.stance.heading")) + "\n\n" + markup.Escape(w.say("plan.stance.intro")) + "\n" + b.String()
}

func (w writer) perceived(v float64) string {
	switch {
	case v <= campaign.LeastTold:
		return w.say("plan.stance.least", w.number(v))
	case v >= campaign.MostTold:
		return w.say("plan.stance.most", w.number(v))
	}
	return w.number(v)
}

// Measures of the chart of profiles, in units of its view box.
const (
	profileName  = 26 // letters of a group's name
	profileCell  = 150
	profileBar   = 136
	profileRow   = 42
	profileWords = 20 // letters of what is above a bar
	profileHead  = 46
	profileLine  = 17 // letters of a line of a column's head
)

// Profiles draws a bar for each audience and trait that the plan may tell of:
// shares as parts of a bar, the largest first named; a number as the span of
// half of the people, with the mean. It is empty where there is nothing to
// tell.
func Profiles(p *campaign.Plan, s Style) []byte {
	chart, _ := newWriter(p, s).bars(0, math.MaxInt)
	return chart
}

// profileSheet is how many traits a chart holds that paper can show.
const profileSheet = 4

// profileSheets is the chart in parts that paper can show.
func (w writer) profileSheets() [][]byte {
	var sheets [][]byte
	for from, more := 0, true; more; from += profileSheet {
		var chart []byte
		if chart, more = w.bars(from, profileSheet); chart != nil {
			sheets = append(sheets, chart)
		}
	}
	return sheets
}

type bars struct {
	ID                 string
	Language           engagement.Language
	Title, Description string
	Width, Height      float64
	LabelX             float64
	Columns            []barColumn
	Rows               []barRow
}

type barColumn struct {
	X     float64
	Lines []string
}

type barRow struct {
	Y, Middle float64
	Name      string
	Cells     []barCell
}

type barCell struct {
	X, Y, TextY, Wide float64
	Words, Story      string
	Parts             []barPart
	Span              bool
	From, Length, At  float64
}

type barPart struct {
	X, Width, Opacity float64
}

// bars draws the traits from a place on, so many at most, and reports whether
// there are more.
func (w writer) bars(from, most int) (drawn []byte, more bool) {
	type column struct {
		trait     string
		low, high float64
		values    []string // those that some group is told of
	}
	var columns []column
	letters := 0
	for _, a := range w.plan.Audiences {
		for _, p := range a.Profile {
			i := slices.IndexFunc(columns, func(c column) bool { return c.trait == p.Trait })
			if i < 0 {
				i = len(columns)
				columns = append(columns, column{trait: p.Trait, low: math.Inf(1), high: math.Inf(-1)})
			}
			if p.Low != nil && p.High != nil && p.Mean != nil {
				columns[i].low = min(columns[i].low, *p.Low, *p.Mean)
				columns[i].high = max(columns[i].high, *p.High, *p.Mean)
			}
			for _, s := range p.Shares {
				if !slices.Contains(columns[i].values, s.Value) {
					columns[i].values = append(columns[i].values, s.Value)
				}
			}
		}
		if len(a.Profile) > 0 {
			letters = max(letters, uniseg.GraphemeClusterCount(markup.Clean(w.group(a.Segment))))
		}
	}
	if from >= len(columns) {
		return nil, false
	}
	wide := float64(min(most, len(columns))) * profileCell // also of a last sheet with fewer
	columns, more = columns[from:][:min(most, len(columns)-from)], most < len(columns)-from
	for _, c := range columns {
		listed := w.trait(c.trait).Values
		place := func(v string) int {
			if i := slices.Index(listed, v); i >= 0 {
				return i
			}
			return len(listed)
		}
		slices.SortStableFunc(c.values, func(x, y string) int { return cmp.Compare(place(x), place(y)) })
	}
	left := round(float64(min(letters, profileName))*letterWidth + 34)
	chart := bars{
		ID:          "profile-chart-" + strconv.Itoa(from/profileSheet+1),
		Language:    w.language,
		Title:       markup.Clean(w.say("plan.profile.chart.title", w.brief.Name.In(w.language))),
		Description: w.say("plan.profile.chart.description"),
		Width:       left + wide,
		LabelX:      left - 14,
	}
	for _, a := range w.plan.Audiences {
		if len(a.Profile) == 0 {
			continue
		}
		y := profileHead + float64(len(chart.Rows))*profileRow
		row := barRow{Y: y, Middle: y + 27, Name: shorten(markup.Clean(w.group(a.Segment)), profileName)}
		for _, p := range a.Profile {
			i := slices.IndexFunc(columns, func(c column) bool { return c.trait == p.Trait })
			if i < 0 {
				continue // on another sheet
			}
			cell := barCell{X: left + float64(i)*profileCell, Y: y + 19, TextY: y + 13, Wide: profileBar}
			cell.Story = markup.Clean(w.group(a.Segment) + " · " + w.described(p) + ": " + w.told(p))
			if p.Mean != nil && p.Low != nil && p.High != nil {
				wide := max(columns[i].high-columns[i].low, 1e-9)
				scale := func(v float64) float64 { return round(cell.X + 4 + (v-columns[i].low)/wide*(profileBar-8)) }
				cell.Span, cell.From, cell.At = true, scale(*p.Low), scale(*p.Mean)
				cell.Length = max(round(scale(*p.High)-cell.From), 2)
				cell.Words = w.measured(w.trait(p.Trait), *p.Mean)
			} else {
				cell.Parts, cell.Words = w.parts(p, columns[i].values, cell.X)
			}
			row.Cells = append(row.Cells, cell)
		}
		chart.Rows = append(chart.Rows, row)
	}
	for i, c := range columns {
		label := w.trait(c.trait).Label.In(w.language)
		if label == "" {
			label = c.trait
		}
		chart.Columns = append(chart.Columns, barColumn{left + float64(i)*profileCell, fold(markup.Clean(label), profileLine)})
	}
	chart.Height = profileHead + float64(len(chart.Rows))*profileRow + 8
	return execute(profileTemplate(), chart), more
}

// parts divides a bar by the shares, in the order of the brief, and names the
// largest. A value has the same shade for every audience. Where people have
// several values the bar is divided by their sum.
func (w writer) parts(p campaign.TraitProfile, values []string, x float64) ([]barPart, string) {
	whole, largest := 0.0, 0
	for i, s := range p.Shares {
		whole += s.Share
		if s.Share > p.Shares[largest].Share {
			largest = i
		}
	}
	if len(p.Shares) == 0 || whole <= 0 {
		return nil, ""
	}
	var out []barPart
	for _, s := range p.Shares {
		width := s.Share / whole * profileBar
		shade := 0.85
		if len(values) > 1 {
			shade -= 0.65 * float64(slices.Index(values, s.Value)) / float64(len(values)-1)
		}
		out = append(out, barPart{round(x), round(max(width-1.5, 1)), math.Round(shade*100) / 100})
		x += width
	}
	return out, shorten(markup.Clean(w.shared(p, p.Shares[largest])), profileWords)
}

// fold breaks a text in two lines at most.
func fold(text string, letters int) []string {
	if uniseg.GraphemeClusterCount(text) <= letters {
		return []string{text}
	}
	words := strings.Fields(text)
	first := ""
	for len(words) > 0 && (first == "" || uniseg.GraphemeClusterCount(first+" "+words[0]) <= letters) {
		first = strings.TrimSpace(first + " " + words[0])
		words = words[1:]
	}
	if len(words) == 0 {
		return []string{shorten(first, letters)}
	}
	return []string{shorten(first, letters), shorten(strings.Join(words, " "), letters)}
}
