package document

import (
	_ "embed"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed months.html.tmpl
var monthsSource string

var monthsTemplate = parsed("months", monthsSource)

// month is a leaf of the calendar: its weeks, and what begins in it or is held
// again.
type month struct {
	Name     string
	Weekdays []dates.Weekday
	Weeks    [][]leafDay
	Items    []monthItem
}

// leafDay is a day of a leaf; Day is 0 where the week lies in another month.
type leafDay struct {
	Day    int
	Inside bool     // of the campaign
	Marks  []string // numbers, and runs of them: 3–6
}

// monthItem is a touchpoint with its number, by which days mark it.
type monthItem struct {
	Number      int
	Title, When string
	days        []int // of this month
}

// leaves are the months from the first day of the campaign to the last.
func (w writer) leaves() []month {
	first, last := dayOf(w.brief.Frame.Inform), dayOf(w.brief.Frame.End)
	var list []month
	year, m, _ := first.Date()
	for start := civil.Of(year, m, 1); start <= last; start, m = civil.Of(year, m+1, 1), m+1 {
		made := month{Name: dates.MonthOfYear(engagement.Date(start.String()), w.language), Weekdays: dates.Weekdays(w.language)}
		next := civil.Of(year, m+1, 1)
		marks := map[civil.Day][]int{}
		n := 0
		for planned, t := range w.touchpoints {
			n++
			item := monthItem{Number: n, Title: markup.Clean(t.Title.In(w.language)), When: w.short(planned.Date)}
			if planned.Until != planned.Date {
				item.When = w.say("plan.range", item.When, w.short(planned.Until))
			}
			for _, on := range w.held(planned.ID) {
				if d := dayOf(on); d >= start && d < next && !slices.Contains(marks[d], n) {
					marks[d] = append(marks[d], n)
					_, _, day := d.Date()
					item.days = append(item.days, day)
				}
			}
			if len(item.days) > 0 {
				made.Items = append(made.Items, item)
			}
		}
		for monday := start - civil.Day(start.Weekday()); monday < next; monday += 7 {
			week := make([]leafDay, 7)
			for i := range week {
				if d := monday + civil.Day(i); d >= start && d < next {
					_, _, day := d.Date()
					week[i] = leafDay{day, d >= first && d <= last, runs(marks[d])}
				}
			}
			made.Weeks = append(made.Weeks, week)
		}
		list = append(list, made)
	}
	return list
}

// runs writes ascending numbers, those that follow each other together.
func runs(numbers []int) []string {
	var list []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		run := strconv.Itoa(numbers[i])
		if j > i {
			run += "–" + strconv.Itoa(numbers[j])
		}
		list, i = append(list, run), j+1
	}
	return list
}

// held are the days on which a touchpoint opens or is held again.
func (w writer) held(id string) []engagement.Date {
	var list []engagement.Date
	for _, planned := range w.plan.Touchpoints {
		if of, part, _ := planned.Part(); planned.ID == id || part == "moment" && of == id {
			list = append(list, planned.Date)
		}
	}
	return list
}

// monthsTable is what the leaves show, as a table.
func (w writer) monthsTable() string {
	t := table{head: []string{w.say("plan.column.month"), w.say("plan.column.opens")}}
	for _, m := range w.leaves() {
		items := make([]string, len(m.Items))
		for i, item := range m.Items {
			days := make([]string, len(item.days))
			for j, d := range item.days {
				days[j] = strconv.Itoa(d)
			}
			items[i] = "**" + strings.Join(days, ", ") + "** " + markup.Escape(item.Title)
		}
		t.row(markup.Escape(m.Name), strings.Join(items, " · "))
	}
	return t.String()
}

// calendar is the months at a glance, and a table of touchpoints for each
// phase.
func (w writer) calendar() string {
	return "### " + markup.Escape(w.say("plan.months")) + "\n\n" + w.monthsTable() + "\n" + w.calendarTables()
}

// calendarPage is as calendar, with the months as leaves.
func (w writer) calendarPage() template.HTML {
	leaves := execute(monthsTemplate(), struct {
		Title, Note string
		Months      []month
	}{w.say("plan.months"), w.say("plan.months.note"), w.leaves()})
	return template.HTML(leaves) + `<div class="sideways">` + toHTML(w.calendarTables()) + "</div>\n"
}
