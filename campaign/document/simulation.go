package document

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed simulation.svg.tmpl
var simulationSource string

var simulationTemplate = parsed("simulation", simulationSource)

// simulation is the dry run in words and tables, as Markdown; empty where the
// plan has none.
func (w writer) simulation() string {
	s := w.plan.Simulation
	if s == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString(markup.Escape(w.say("plan.simulation.intro")) + "\n\n")
	if s.People != nil {
		b.WriteString(w.fact("plan.simulation.reached", w.say("plan.simulation.of", w.plain(s.Reached), w.people(s.People))))
		if s.Missed == nil || *s.Missed > 0 {
			b.WriteString(w.fact("plan.simulation.missed", w.people(s.Missed)))
		}
	}
	if s.Unplaced != nil {
		b.WriteString(w.fact("plan.simulation.unplaced", w.people(s.Unplaced)))
	}
	if s.All > 0 {
		b.WriteString(w.fact("plan.simulation.all", w.say("plan.simulation.messages", s.All)))
	}
	if i := w.busiest(); i >= 0 {
		b.WriteString(w.fact("plan.simulation.busiest", w.say("plan.simulation.on", dates.Full(s.Busiest, w.language), w.say("plan.simulation.messages", s.Days[i].All()))))
	}
	if p := s.PerPerson; p != nil {
		b.WriteString(w.fact("plan.simulation.perPerson", w.say("plan.simulation.spread", p.Median, p.P95, p.Least, p.Most)))
	}
	if len(s.Days) > 0 || s.Elsewhere > 0 {
		b.WriteString("\n" + w.simulatedMonths())
	}
	b.WriteString("\n### " + markup.Escape(w.say("plan.simulation.not")) + "\n\n")
	if len(s.NotComing) == 0 {
		b.WriteString(markup.Escape(w.say("plan.simulation.none")) + "\n")
	} else {
		t := table{head: []string{w.say("plan.simulation.why"), w.say("plan.simulation.items"), w.say("plan.column.people")}, right: 2}
		for _, n := range s.NotComing {
			t.row(markup.Escape(w.say("plan.simulation.not."+string(n.Not))), w.number(float64(n.Items)), w.number(float64(n.People)))
		}
		b.WriteString(t.String())
	}
	if len(s.Segments) > 0 {
		b.WriteString("\n### " + markup.Escape(w.say("plan.simulation.segments")) + "\n\n" + w.simulatedSegments())
	}
	b.WriteString("\n" + markup.Escape(w.say("plan.simulation.note", campaign.SmallestGroup)) + "\n")
	return b.String()
}

// busiest is the place of the busiest day among the days; -1 without one.
func (w writer) busiest() int {
	s := w.plan.Simulation
	return slices.IndexFunc(s.Days, func(d campaign.SimulatedDay) bool { return d.Date == s.Busiest })
}

// simulatedMonths is what the chart shows by day, as a table by month.
func (w writer) simulatedMonths() string {
	s := w.plan.Simulation
	t := table{head: []string{w.say("plan.column.month")}}
	used := w.simulatedChannels()
	for _, id := range used {
		t.head = append(t.head, markup.Escape(w.channel(id)))
	}
	t.head = append(t.head, w.say("plan.simulation.total"))
	t.right = len(used) + 1
	month, sums := "", make([]int, len(used))
	sum := 0
	row := func() {
		cells := []string{month}
		for i, n := range sums {
			cells = append(cells, w.orDash(n))
			sums[i] = 0
		}
		if sum > 0 {
			t.row(append(cells, w.orDash(sum))...)
		}
		sum = 0
	}
	for _, d := range s.Days {
		if name := markup.Escape(dates.MonthOfYear(d.Date, w.language)); name != month {
			row()
			month = name
		}
		for _, c := range d.Channels {
			sums[slices.Index(used, c.Channel)] += c.Items
		}
		sum += d.All()
	}
	row()
	if s.Elsewhere > 0 {
		cells := []string{markup.Escape(w.say("plan.simulation.elsewhere"))}
		for range used {
			cells = append(cells, "–")
		}
		t.row(append(cells, w.orDash(s.Elsewhere))...)
	}
	return t.String()
}

func (w writer) orDash(n int) string {
	if n == 0 {
		return "–"
	}
	return w.number(float64(n))
}

// simulatedChannels are the channels through which something comes, in the
// order of the brief.
func (w writer) simulatedChannels() []string {
	var used []string
	for _, d := range w.plan.Simulation.Days {
		for _, c := range d.Channels {
			if !slices.Contains(used, c.Channel) {
				used = append(used, c.Channel)
			}
		}
	}
	place := func(id string) int {
		for i := range w.brief.Channels {
			if w.brief.Channels[i].ID == id {
				return i
			}
		}
		return len(w.brief.Channels)
	}
	slices.SortStableFunc(used, func(a, b string) int { return place(a) - place(b) })
	return used
}

// plain writes a number of people without saying that they are people.
func (w writer) plain(n *int) string {
	if n == nil {
		return w.say("plan.few", campaign.SmallestGroup)
	}
	return w.number(float64(*n))
}

// few writes a number of people within a group, where something is told of it.
func (w writer) few(n, group *int) string {
	if group == nil {
		return markup.Escape(w.say("plan.hidden"))
	}
	return markup.Escape(w.plain(n))
}

func (w writer) simulatedSegments() string {
	t := table{head: []string{
		w.say("plan.column.segment"), w.say("plan.column.people"), w.say("plan.simulation.column.reached"), w.say("plan.simulation.column.missed"),
		w.say("plan.simulation.column.kept"), w.say("plan.simulation.column.half"), w.say("plan.simulation.column.most"),
	}, right: 6}
	for _, s := range w.plan.Simulation.Segments {
		half, most := markup.Escape(w.say("plan.hidden")), markup.Escape(w.say("plan.hidden"))
		if s.PerPerson != nil {
			half, most = w.number(float64(s.PerPerson.Median)), w.number(float64(s.PerPerson.P95))
		}
		told := s.People // nothing else is told of few
		t.row(markup.Escape(w.segment(s.Segment)), w.count(s.People, s.People), w.few(s.Reached, told), w.few(s.Missed, told), w.few(s.Kept, told), half, most)
	}
	return t.String()
}

// Measures of the chart by day, in units of its view box.
const (
	dryLeft   = 64
	dryTop    = 56 // below the phases, with room for the busiest day's number
	dryBottom = 316
	dryLevels = 5 // at most

	dryColours = 12 // of channels
)

// DryRun draws what comes on each day of the plan's dry run as an SVG: bars
// stacked by channel, with phases, weekends and days off; nil where the plan
// has none. The document tells the same by month in a table.
func DryRun(p *campaign.Plan, s Style) []byte {
	if p.Simulation == nil || len(p.Simulation.Days) == 0 {
		return nil
	}
	return execute(simulationTemplate(), newWriter(p, s).dryRun())
}

type dryRun struct {
	Language                       engagement.Language
	Title, Description             string
	Width, Height                  float64
	Left, Right, Top, Plot, Bottom float64
	WeekY, MonthY                  float64
	Phases                         []phaseBand
	Weekends, Closed               []dryDay
	Levels, Weeks, Months          []mark
	Bars                           []dryBar
	Most                           *dryMost
	Legend                         []legendItem
}

type dryDay struct {
	X, Width, Middle float64
	Story            string
}

type dryBar struct {
	Parts []dryPart
	Story string
}

type dryPart struct {
	X, Y, Width, Height float64
	Colour              string
}

type dryMost struct {
	X, Y          float64
	Label, Anchor string
}

func (w writer) dryRun() dryRun {
	s, frame := w.plan.Simulation, w.brief.Frame
	a := axis{dayOf(frame.Inform), max(dayOf(frame.Inform), dayOf(frame.End)), dryLeft}
	c := dryRun{
		Language:    w.language,
		Title:       markup.Clean(w.say("plan.simulation.chart.title", w.brief.Name.In(w.language))),
		Description: w.say("plan.simulation.chart.description", w.date(frame.Inform), w.date(frame.End), w.say("plan.simulation.messages", s.All)),
		Width:       chartWidth, Left: dryLeft, Right: chartEnd, Top: dryTop, Plot: dryBottom - dryTop, Bottom: dryBottom,
		WeekY: dryBottom + 18, MonthY: dryBottom + 36,
		Months: w.months(a), Weeks: weeks(a),
	}
	if i := w.busiest(); i >= 0 {
		c.Description += " " + w.say("plan.simulation.chart.busiest", dates.Full(s.Busiest, w.language), w.say("plan.simulation.messages", s.Days[i].All()))
	}
	for _, phase := range w.plan.Phases {
		band := phaseBand{X: a.at(dayOf(phase.First)), Name: w.say("phase." + string(phase.Phase))}
		band.Width = round(max(0, a.at(dayOf(phase.Last)+1)-band.X-2))
		if float64(uniseg.GraphemeClusterCount(band.Name))*letterWidth+12 > band.Width {
			band.Name = shorten(band.Name, max(0, int((band.Width-16)/letterWidth)))
		}
		c.Phases = append(c.Phases, band)
	}
	for d := a.first; d <= a.last; d++ {
		if d.Weekday() < 5 {
			continue
		}
		end := d + 1
		if d.Weekday() == 5 {
			end = d + 2
		}
		c.Weekends = append(c.Weekends, dryDay{X: a.at(d), Width: round(a.at(end) - a.at(d))})
		d = end - 1
	}
	closed := w.closedDays(a)
	for d := a.first; d <= a.last; d++ {
		if names := closed[d]; len(names) > 0 {
			c.Closed = append(c.Closed, dryDay{X: a.at(d), Width: round(max(1.5, a.unit())), Middle: round(a.at(d) + a.unit()/2), Story: dates.Full(engagement.Date(d.String()), w.language) + " · " + strings.Join(names, " · ")})
		}
	}
	c.bars(w, a)
	c.Legend, c.Height = w.dryLegend(&c)
	return c
}

// bars stacks what comes by channel, below the lines that tell how much it is.
func (c *dryRun) bars(w writer, a axis) {
	s := w.plan.Simulation
	most := 1
	for i := range s.Days {
		most = max(most, s.Days[i].All())
	}
	step := levelStep(most)
	top := (most + step - 1) / step * step
	y := func(n int) float64 { return round(dryBottom - float64(n)/float64(top)*(dryBottom-dryTop)) }
	for n := 0; n <= top; n += step {
		c.Levels = append(c.Levels, mark{y(n), w.number(float64(n))})
	}
	used := w.simulatedChannels()
	gap := min(1.5, a.unit()*.15)
	for i := range s.Days {
		d := &s.Days[i]
		bar := dryBar{}
		story := []string{dates.Full(d.Date, w.language)}
		below := 0
		for _, one := range d.Channels {
			part := dryPart{X: round(a.at(dayOf(d.Date)) + gap/2), Y: y(below + one.Items), Colour: "c" + strconv.Itoa(slices.Index(used, one.Channel)%dryColours)}
			part.Width, part.Height = round(max(1, a.unit()-gap)), round(y(below)-part.Y)
			bar.Parts = append(bar.Parts, part)
			story = append(story, markup.Clean(w.channel(one.Channel))+": "+w.number(float64(one.Items)))
			below += one.Items
		}
		bar.Story = strings.Join(story, " · ")
		c.Bars = append(c.Bars, bar)
		if d.Date == s.Busiest {
			label := &dryMost{X: round(a.at(dayOf(d.Date)) + a.unit()/2), Y: y(below) - 6, Label: w.say("plan.simulation.chart.most", w.short(d.Date), w.number(float64(below)))}
			half := float64(uniseg.GraphemeClusterCount(label.Label)) * letterWidth / 2
			switch {
			case label.X-half < dryLeft:
				label.Anchor, label.X = "left", dryLeft+4
			case label.X+half > chartEnd:
				label.Anchor, label.X = "right", chartEnd
			}
			c.Most = label
		}
	}
}

// levelStep is the round number that divides a height into a few levels.
func levelStep(most int) int {
	for power := 1; ; power *= 10 {
		for _, n := range []int{1, 2, 5} {
			if most <= dryLevels*n*power {
				return n * power
			}
		}
	}
}

// closedDays are the names of the public holidays, with their regions, and of
// the days off within an axis.
func (w writer) closedDays(a axis) map[civil.Day][]string {
	closed := map[civil.Day][]string{}
	note := func(date engagement.Date, name string) {
		if d := dayOf(date); d >= a.first && d <= a.last {
			closed[d] = append(closed[d], markup.Clean(name))
		}
	}
	for _, r := range w.plan.Holidays {
		for _, h := range r.Days {
			note(h.Date, w.say("plan.limits.holiday", h.Name, strings.ToUpper(r.Region)))
		}
	}
	if l := w.brief.Limits; l != nil {
		for _, d := range l.DaysOff {
			note(d.Date, d.Name.In(w.language))
		}
	}
	return closed
}

// dryLegend lays out what the chart uses of colours and shapes below it, and
// returns where it ends.
func (w writer) dryLegend(c *dryRun) ([]legendItem, float64) {
	var items []legendItem
	for i, id := range w.simulatedChannels() {
		items = append(items, legendItem{Shape: "c" + strconv.Itoa(i%dryColours), Label: markup.Clean(w.channel(id))})
	}
	if len(c.Weekends) > 0 {
		items = append(items, legendItem{Shape: "weekend", Label: w.say("plan.simulation.chart.weekend")})
	}
	if len(c.Closed) > 0 {
		items = append(items, legendItem{Shape: "closed", Label: w.say("plan.simulation.chart.closed")})
	}
	return inLines(items, math.Ceil(c.MonthY+14))
}
