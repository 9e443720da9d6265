package document

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

func TestChaptersFollowTheOrderInWhichABoardAsks(t *testing.T) {
	want := []string{"why", "objectives", "audiences", "propositions", "approach", "expectations", "phases", "channels", "offices", "people", "cards", "osmosis", "balance", "calendar", "simulation", "advice", "sight", "glossary"}
	for _, l := range engagement.Languages() {
		w := newWriter(staffed(t), Style{Language: l})
		var ids []string
		for _, s := range w.sections() {
			ids = append(ids, s.id)
			require.True(t, catalogue.Has(string(l), "plan.section."+s.id), s.id)
		}
		require.Equal(t, want, ids)
	}
}

func TestThePageHasACoverAndLinksToEveryChapter(t *testing.T) {
	for l, promise := range map[engagement.Language]string{
		engagement.Italian: "Un’ora di lavoro a settimana per quello che vuoi imparare tu: la scelta è tua.",
		engagement.Dutch:   "Elke week een uur werktijd voor wat jij wilt leren: de keuze is aan jou.",
		engagement.English: "An hour of working time each week for what you want to learn: the choice is yours.",
	} {
		plan := quickstart(t)
		page := string(HTML(plan, Style{Language: l}))
		cover, rest, found := strings.Cut(page, "</header>")
		require.True(t, found)
		_, cover, _ = strings.Cut(cover, `<header class="cover">`)
		w := newWriter(plan, Style{Language: l})
		for _, d := range w.atAGlance() {
			require.Contains(t, cover, "<dt>"+d.Label+"</dt><dd>"+d.Value+"</dd>")
		}
		require.Contains(t, cover, "<h1>"+plan.Brief.Name.In(l)+"</h1>")
		require.Contains(t, cover, promise)
		require.Contains(t, Markdown(plan, Style{Language: l}), promise)
		for _, s := range w.sections() {
			require.Contains(t, rest, `<a href="#`+s.id+`">`)
			require.Equal(t, 1, strings.Count(rest, `<section id="`+s.id+`"`))
		}
	}
	plan := quickstart(t)
	plan.Brief.Propositions = nil
	require.NotContains(t, string(HTML(plan, Style{Language: engagement.English})), `<div class="promise">`)
	require.NotContains(t, Markdown(plan, Style{Language: engagement.English}), "What it brings")
}

func TestPageAndChartsFollowDarkScreensAndPrintLight(t *testing.T) {
	plan := quickstart(t)
	s := Style{Language: engagement.English}
	colours := regexp.MustCompile(`--ink:(#\w+)`)
	for name, data := range map[string][]byte{"page": HTML(plan, s), "Gantt": Gantt(plan, s), "Osmosis": Osmosis(plan, s), "Balance": Balance(plan, s), "Objectives": Objectives(plan, s)} {
		text := string(data)
		require.Equal(t, []string{"#1d2630", "#e6e9ed", "#000"}, []string{colours.FindAllStringSubmatch(text, -1)[0][1], colours.FindAllStringSubmatch(text, -1)[1][1], colours.FindAllStringSubmatch(text, -1)[2][1]}, name)
		dark, print := strings.Index(text, "@media (prefers-color-scheme:dark){.palette{"), strings.Index(text, "@media print{.palette{color-scheme:light")
		require.Greater(t, dark, 0, name)
		require.Greater(t, print, dark, "paper comes last and wins: %s", name)
		require.Contains(t, text, `palette"`, name)
	}
	page := string(HTML(plan, s))
	for _, rule := range []string{"@page{size:A4", "@page wide{size:A4 landscape", "@page cover{", ".cover{page:cover;break-after:page", "h2,h3,h4,h3+p,p:has(+.wide),caption{break-after:avoid}", "thead{display:table-header-group}"} {
		require.Contains(t, page, rule)
	}
	require.Regexp(t, `li,tr,\.month,figure[^{]*\{break-inside:avoid\}`, page)
}

// deep is a plan whose objectives have long texts, words without end, and many
// below one.
func deep(t *testing.T, statement string) *campaign.Plan {
	t.Helper()
	plan := quickstart(t)
	text := engagement.Text{It: statement, Nl: statement, En: statement}
	o := func(id, parent string, l engagement.Level) engagement.Objective {
		return engagement.Objective{ID: id, Parent: parent, Level: l, Statement: text,
			KPI: engagement.KPI{Name: text, Unit: engagement.Euro, Baseline: 123456789.12, Target: 987654321.98, By: "2027-06-30"}}
	}
	plan.Brief.Objectives = []engagement.Objective{
		o("a", "", engagement.OrganisationLevel), o("b", "", engagement.OrganisationLevel), o("alone", "", engagement.IndividualLevel),
		o("a1", "a", engagement.TeamLevel), o("a2", "a", engagement.TeamLevel), o("b1", "b", engagement.TeamLevel),
		o("a11", "a1", engagement.IndividualLevel), o("a12", "a1", engagement.IndividualLevel), o("b11", "b1", engagement.IndividualLevel),
	}
	for i := range plan.Brief.Objectives[2:] { // those of different length stand beside each other
		if i%2 == 0 {
			plan.Brief.Objectives[i].Statement = engagement.Text{It: "x", Nl: "x", En: "x"}
		}
	}
	return plan
}

func TestNoTextInTheTreeOverlapsOrLeavesItsBox(t *testing.T) {
	for name, statement := range map[string]string{
		"short": "Learn.", "long": strings.Repeat("Everyone finds what is worth learning ", 12), "endless": strings.Repeat("WWWWmmmm", 60),
		"wide": strings.Repeat("学习🎓", 40), "combined": strings.Repeat("é👩‍🏫", 50), "attack": attack,
	} {
		plan := deep(t, statement)
		w := newWriter(plan, Style{Language: engagement.Italian})
		made := w.tree(1, 1, w.branches(w.cascade()))
		require.Len(t, made.Boxes, 9, name)
		for i, b := range made.Boxes {
			require.GreaterOrEqual(t, b.Y, float64(treeHead), name)
			require.LessOrEqual(t, b.Y+b.Height, made.Height, name)
			require.LessOrEqual(t, b.X+treeBox, made.Width, name)
			for j, other := range made.Boxes[:i] {
				apart := b.X+treeBox <= other.X || other.X+treeBox <= b.X || b.Y+b.Height <= other.Y || other.Y+other.Height <= b.Y
				require.True(t, apart, "%s: boxes %d and %d", name, i, j)
			}
			sizes := map[string]float64{"code": 11 * boldness, "say": 13 * boldness, "kpi": 12, "goal": 14 * boldness, "by": 11}
			last := b.Y
			for _, line := range b.Lines {
				require.LessOrEqual(t, measure(line.Text, sizes[line.Class]), float64(treeRoom), "%s: %s", name, line.Text)
				require.GreaterOrEqual(t, line.Y-last, sizes[line.Class]/boldness, "%s: lines over each other", name)
				last = line.Y
			}
			require.Less(t, last, b.Y+b.Height-4, name)
		}
		var said strings.Builder
		for _, line := range made.Boxes[len(made.Boxes)-1].Lines {
			said.WriteString(line.Text)
		}
		require.NotContains(t, elements(t, Objectives(plan, Style{Language: engagement.Italian})), "script", name)
		if name == "endless" || name == "wide" {
			require.Contains(t, said.String(), statement, "nothing is cut off")
		}
	}
}

func TestTheTreeTellsTheWholeCascadeInTextToo(t *testing.T) {
	plan := unbalanced(t)
	for _, l := range engagement.Languages() {
		w := newWriter(plan, Style{Language: l})
		all := outline(w.cascade())
		require.Len(t, all, len(plan.Brief.Objectives))
		svg, list := string(Objectives(plan, Style{Language: l})), w.objectives()
		require.Contains(t, svg, `role="img" aria-labelledby="tree-title tree-description"`)
		for _, b := range all {
			require.Contains(t, svg, "<title>"+b.code+" · ")
			require.Contains(t, list, "- **"+b.code+" ")
		}
	}
	w := newWriter(plan, Style{Language: engagement.English})
	sheets := w.trees()
	require.Greater(t, len(sheets), 1, "seventeen objectives need more than one sheet")
	boxes := 0
	for _, s := range sheets {
		boxes += strings.Count(string(s), `class="box"`)
	}
	require.Equal(t, len(plan.Brief.Objectives), boxes)
	require.Contains(t, string(sheets[1]), `id="tree-2-title"`)
}

func TestTheGanttChartOnSheetsHoldsEveryTouchpointOnce(t *testing.T) {
	for _, plan := range []*campaign.Plan{quickstart(t), unbalanced(t)} {
		w := newWriter(plan, Style{Language: engagement.Dutch})
		whole := w.chart(1, 1, w.shown())
		var titles []string
		sheets := (w.shown() + sheetRows - 1) / sheetRows
		for i := range sheets {
			sheet := w.chart(i+1, sheets, sheetRows)
			require.LessOrEqual(t, len(sheet.Rows), sheetRows)
			require.NotEmpty(t, sheet.Phases)
			for _, r := range sheet.Rows {
				titles = append(titles, r.Story)
			}
		}
		var want []string
		for _, r := range whole.Rows {
			want = append(want, r.Story)
		}
		require.Equal(t, want, titles)
	}
}

func TestEmptyPhasesStandOnOneSheet(t *testing.T) {
	plan := quickstart(t)
	plan.Touchpoints = nil
	w := newWriter(plan, Style{Language: engagement.English})
	require.Len(t, w.charts(), 1)
	require.Len(t, w.chart(1, 1, w.shown()).Phases, 3)
}

func TestTheMatrixShowsThroughWhichPropositionATouchpointServesAnObjective(t *testing.T) {
	plan := quickstart(t)
	w := newWriter(plan, Style{Language: engagement.English})
	list := w.matrices()
	require.Len(t, list, 1)
	marked := map[string]string{}
	for _, p := range list[0].Phases {
		for _, r := range p.Rows {
			for i, c := range r.Cells {
				if c.Letter != "" {
					marked[r.Touchpoint+"/"+list[0].Columns[i].Code] = c.Text()
				}
			}
		}
	}
	require.Equal(t, "D", marked["You first: twenty minutes about this spring/1.1"])
	require.Equal(t, "(D)", marked["You first: twenty minutes about this spring/1"], "the objective above")
	require.Equal(t, "E", marked["Twenty codes, eight minutes/1.1"], "served itself, though it also stands above another")
	require.Equal(t, "E", marked["Twenty codes, eight minutes/1.1.1"])
	require.Equal(t, "A", marked["Thursday at two: time to learn/2"])
	sights := map[string]bool{}
	for _, s := range plan.Sights {
		for _, id := range s.Objectives {
			sights[s.Touchpoint+id] = true
		}
	}
	require.Len(t, marked, len(sights))
	page, text := string(HTML(plan, Style{Language: engagement.English})), Markdown(plan, Style{Language: engagement.English})
	require.Contains(t, page, `<th scope="rowgroup" colspan="5">Activate</th>`)
	require.Contains(t, page, `<th scope="row">Twenty codes, eight minutes</th><td class="odd above">(E)</td><td class="odd sight">E</td><td class="odd sight">E</td><td class=""></td>`)
	require.Contains(t, text, "| Twenty codes, eight minutes | (E) | E | E |  |")
	require.Contains(t, text, "| **E** | Plug in, read the code, and you know where to start. | Workshop |")
	require.Contains(t, text, "#### E · For employees: Reading error codes")
	require.NotRegexp(t, `<th>`, page, "every head says what it heads")
}

func TestAMatrixWiderThanPaperGoesOnInAnother(t *testing.T) {
	plan := quickstart(t)
	for i := range 40 {
		plan.Brief.Objectives = append(plan.Brief.Objectives, engagement.Objective{ID: "more" + string(rune('a'+i)), Level: engagement.OrganisationLevel, Statement: engagement.Text{En: "x"}})
	}
	list := newWriter(plan, Style{Language: engagement.English}).matrices()
	require.Len(t, list, 3)
	require.Len(t, list[0].Columns, matrixColumns)
	require.NotEmpty(t, list[0].Phases)
	require.Empty(t, list[1].Phases, "nothing looks at these")
	require.Len(t, list[2].Columns, 44-2*matrixColumns)
}

func TestPropositionsHaveLettersAsColumnsOfASheetDo(t *testing.T) {
	plan := quickstart(t)
	for range 60 {
		plan.Brief.Propositions = append(plan.Brief.Propositions, engagement.Proposition{ID: "more" + string(rune('a'+len(plan.Brief.Propositions)))})
	}
	w := newWriter(plan, Style{Language: engagement.English})
	var codes []string
	for _, q := range w.lettered() {
		codes = append(codes, w.letter(q.ID))
	}
	require.Equal(t, []string{"A", "B"}, codes[:2])
	require.Equal(t, []string{"Z", "AA", "AB"}, codes[25:28])
	require.Equal(t, []string{"AZ", "BA"}, codes[51:53])
	require.Empty(t, w.letter("nothing"))
}

func TestChannelsTellCostCapacityAndReachWhereTheBriefDoes(t *testing.T) {
	plan := quickstart(t)
	s := Style{Language: engagement.English}
	text, page := Markdown(plan, s), string(HTML(plan, s))
	require.Contains(t, text, "| Team meeting | Meeting | Push: comes to people | Offline: no screen needed |")
	require.Contains(t, text, "| Intranet | 2 | 2 | 2 | 6 |")
	require.Contains(t, text, "| Workshop | 50% | 60% | 90% | 90% |")
	require.Contains(t, page, `<th scope="row">Workshop</th><td class="heat3">50%</td><td class="heat3">60%</td><td class="heat5">90%</td><td class="heat5">90%</td>`)
	require.NotContains(t, text, "Reaches at most")
	require.NotContains(t, text, "| Cost")

	plan.Brief.Channels[0].Cost, plan.Brief.Channels[2].Cost, plan.Brief.Channels[2].Capacity = 1200, 350.5, 40
	text = Markdown(plan, s)
	require.Contains(t, text, "| Setting | Cost | Reaches at most |")
	require.Contains(t, text, "| €350.5 | 40 people |")
	require.Contains(t, text, "| – | no limit |")
	require.Contains(t, text, "throughout the campaign: €1,550.5.")

	for i := range plan.Brief.Channels {
		plan.Brief.Channels[i].Reach = nil
	}
	require.Contains(t, Markdown(plan, s), "does not say which share")
	require.Contains(t, string(HTML(plan, s)), "does not say which share")
	plan.Brief.Channels[0].Reach = []audience.Reach{{Segment: "rental", Share: 0}, {Segment: "leads", Share: 1}}
	require.Contains(t, string(HTML(plan, s)), `<td class="heat0">0%</td>`)
}

func TestMonthsMarkTheDaysOnWhichATouchpointBeginsOrIsHeldAgain(t *testing.T) {
	plan := detailed(t, "x")
	w := newWriter(plan, Style{Language: engagement.English})
	leaves := w.leaves()
	require.Len(t, leaves, 5, "February to June")
	require.Equal(t, "February 2027", leaves[0].Name)
	require.Equal(t, 1, leaves[0].Weeks[0][0].Day, "it began on a Monday")
	require.Equal(t, 0, leaves[2].Weeks[0][2].Day, "the first of April is a Thursday")
	require.Equal(t, 1, leaves[2].Weeks[0][3].Day)
	held, begun := 0, map[int]bool{}
	for _, m := range leaves {
		for _, item := range m.Items {
			begun[item.Number] = true
			if item.Title == "Thursday at two: time to learn" {
				held += len(item.days)
			}
		}
	}
	require.Len(t, begun, w.shown(), "every touchpoint is in a month")
	require.Equal(t, 6, held, "as often as the moment is held")
	require.Contains(t, Markdown(plan, Style{Language: engagement.English}), "| February 2027 | **1** You first: twenty minutes about this spring · ")
	require.Contains(t, string(HTML(plan, Style{Language: engagement.Dutch})), `<th scope="col" abbr="maandag">ma</th>`)
	require.Equal(t, []string{"1", "3–5", "9"}, runs([]int{1, 3, 4, 5, 9}))
	require.Empty(t, runs(nil))
}

func TestLinesBreakBetweenWordsAndFit(t *testing.T) {
	require.Equal(t, []string{"one two", "three"}, wrap("one two three", 10, 48))
	require.Empty(t, wrap("  ", 10, 50))
	for _, text := range []string{"WWWWWWWWWWWW", "a WWWWWWWWWW b", "👩‍🏫👩‍🏫👩‍🏫👩‍🏫", "é́́é́́é́́ é́́é́́é́́"} {
		for _, line := range wrap(text, 10, 41) {
			require.LessOrEqual(t, measure(line, 10), 41.0)
			require.NotEmpty(t, line)
		}
		require.Equal(t, strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(strings.Join(wrap(text, 10, 41), ""), " ", ""))
	}
	require.Equal(t, []string{"W", "W"}, wrap("WW", 100, 10), "a letter wider than the room has a line")
}
