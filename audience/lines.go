package audience

// Lines is the shape of a workforce's reporting lines: what an organisation
// chart shows at a glance, and what is missing from it. Only the fields that
// say so count dotted lines. Source: seed 001, where line managers decide what
// an initiative is worth to their teams.
type Lines struct {
	// Managers are the people who lead a team.
	Managers int
	// Levels of people, from the top down: 0 without people, 1 where nobody leads.
	Levels int
	// Roots are the people at the top of a tree: they lead a team and have no manager.
	Roots int
	// Alone are the people who have no manager and lead nobody.
	Alone int
	// Orphans are the people whose manager is not among the people. They count as having none.
	Orphans int
	// Cycles are the circles of managers that were cut.
	Cycles int
	// Dotted are the people who have a dotted line to somebody.
	Dotted int
	// MedianSpan is the median number of direct reports of those who lead a team; 0 where nobody does.
	MedianSpan float64
	// WidestSpan is the largest number of direct reports that anybody has.
	WidestSpan int
}

// Lines returns the shape of the reporting lines.
func (w *Workforce) Lines() Lines { return w.lines }

// sum computes the shape of the lines, but for what building them has counted.
func (w *Workforce) sum() {
	l := &w.lines
	for _, i := range w.topDown {
		span := int(w.leads[i])
		switch {
		case span > 0:
			l.Managers++
			if w.manager[i] < 0 {
				l.Roots++
			}
		case w.manager[i] < 0:
			l.Alone++
		}
		l.Levels = max(l.Levels, int(w.level[i])+1)
		l.WidestSpan = max(l.WidestSpan, span)
	}
	spans := make([]int, l.WidestSpan+1) // managers by their span
	for _, span := range w.leads {
		spans[span]++
	}
	if l.Managers > 0 {
		low, high := spanOf(spans, (l.Managers-1)/2), spanOf(spans, l.Managers/2)
		l.MedianSpan = float64(low+high) / 2
	}
}

// spanOf is the span of the manager at a place among all of them, the narrowest
// first, given how many have each span.
func spanOf(spans []int, place int) int {
	span := 1
	for ; place >= spans[span]; span++ {
		place -= spans[span]
	}
	return span
}
