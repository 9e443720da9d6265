package evaluation

import (
	"errors"
	"fmt"
	"iter"
	"math"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

const notADate = "OSM-REPORT-001" // found: the value

// NewReport counts the events of a plan and reports on them. The events may
// come in any order and more than once, such as from [ReadEvents]. An error
// that holds an [engagement.Finding], which is a line with faults, is counted
// among the ignored events, and so is an event that happened after the day of
// the report. Any other error means that events are missing, and is returned
// instead of half a report. So is a date that does not exist. A nil sequence
// is one without events.
func NewReport(p *campaign.Plan, w *audience.Workforce, events iter.Seq2[Event, error], now engagement.Date) (*Report, error) {
	f := NewFunnel(p, w)
	if events == nil {
		return f.Report(now)
	}
	today, _ := civil.Parse(string(now))
	for e, err := range events {
		var fault *engagement.Finding
		switch {
		case err == nil && e.At.UnixMilli() >= after(today):
			f.Take(f.index.Deed(e).Ignore(Later))
		case err == nil:
			f.Add(e)
		case errors.As(err, &fault):
			f.broken++
		default:
			return nil, fmt.Errorf("report: %w", err)
		}
	}
	return f.Report(now)
}

// Report returns the report on all the events taken in, with the date that it
// carries. It fails where that is not a date.
func (f *Funnel) Report(now engagement.Date) (*Report, error) {
	if !now.Valid() {
		return nil, engagement.Findings{rule.Error(notADate, "/made", rule.Detail{Found: clip(string(now)), Source: "ISO 8601"})}.Err()
	}
	r := &Report{
		Osmosi:        ReportVersion,
		Campaign:      f.index.campaign,
		Made:          now,
		Confidence:    Confidence,
		SmallestGroup: campaign.SmallestGroup,
		Ignored:       f.causes(),
	}
	audience, tables := f.tables()
	for i, phase := range campaign.Phases() {
		r.Phases = append(r.Phases, PhaseFunnel{Phase: phase, Rows: rows(f.index.segments, audience, tables[i])})
	}
	return r, nil
}

// causes sums up what was ignored.
func (f *Funnel) causes() []Ignored {
	var list []Ignored
	for i, c := range Causes() {
		events := f.ignored[i].count()
		if c == Unreadable {
			events = f.broken
		}
		if events > 0 {
			list = append(list, Ignored{c, events})
		}
	}
	return list
}

// rows makes the rows of one phase, and keeps back what must not be shown.
func rows(segments []string, audience []int, t table) []Row {
	everyone := column{counts: audience, hidden: hideAudience(audience)}
	reached := column{audience, t.reached, hideStage(audience, t.reached, everyone.hidden, true)}
	below := func(above column, counts []int) column {
		return column{above.counts, counts, hideStage(above.counts, counts, above.hidden, false)}
	}
	activated := below(reached, t.activated)
	completed := below(activated, t.completed)
	dismissed, shared := below(reached, t.dismissed), below(reached, t.shared)

	var list []Row
	for i := range len(audience) + 1 {
		row := Row{
			Audience:  everyone.cell(i),
			Reached:   reached.cell(i),
			Activated: activated.cell(i),
			Completed: completed.cell(i),
			Dismissed: dismissed.cell(i),
			Shared:    shared.cell(i),
		}
		switch {
		case i < len(segments):
			row.Kind, row.Segment = SegmentRow, segments[i]
		case i == len(segments):
			row.Kind = RestRow
		default:
			row.Kind = TotalRow
		}
		list = append(list, row)
	}
	return list
}

// column is one stage of a table, beside the stage above it.
type column struct {
	above, counts []int // above is nil for the audience
	hidden        mask
}

// cell returns the cell of a row; the one after the last row is the total.
func (c column) cell(row int) Cell {
	var above, count int
	hidden := c.hidden.total
	if row < len(c.counts) {
		count, hidden = c.counts[row], c.hidden.rows[row]
		if c.above != nil {
			above = c.above[row]
		}
	} else {
		above, count = sum(c.above), sum(c.counts)
	}
	if hidden {
		return Cell{Suppressed: true}
	}
	cell := Cell{People: &count}
	if above > 0 {
		i := Wilson(count, above, Confidence)
		cell.Rate = &Rate{Share: sixPlaces(float64(count) / float64(above)), Low: sixPlaces(i.Low), High: sixPlaces(i.High)}
	}
	return cell
}

// sixPlaces rounds, so that a report reads the same on every machine.
func sixPlaces(x float64) float64 { return math.Round(x*1e6) / 1e6 }
