package privacy

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// segmentDimension is the dimension of a report: each person counts in the
// first segment that they are in.
const segmentDimension = "segment"

// noSegment is the value of those who are in none: no ID of a segment.
const noSegment = "(none)"

// audienceStage is the widest stage of a report and a plan.
const audienceStage = "audience"

// OfReport is a report as a release: each phase is a filter, each segment a
// value of one dimension, and the date the report's. Names are those of package
// measure, so that both can be judged together.
func OfReport(r *evaluation.Report) Release {
	out := Release{Osmosi: ReleaseVersion, SmallestGroup: max(r.SmallestGroup, FewestPeople), Dimensions: []Dimension{{ID: segmentDimension}},
		Stages: []Level{{ID: audienceStage}, {ID: "reached", Within: audienceStage}, {ID: "activated", Within: "reached"},
			{ID: "completed", Within: "activated"}, {ID: "dismissed", Within: "reached"}, {ID: "shared", Within: "reached"}}}
	for i, phase := range r.Phases {
		filter := "phase " + string(phase.Phase)
		out.Filters = append(out.Filters, Level{ID: filter})
		for n := range phase.Rows {
			row := &phase.Rows[n]
			if n := row.Audience.People; row.Kind == evaluation.RestRow && n != nil && *n == 0 {
				continue // everybody is in a segment
			}
			of := categories(row)
			if i == 0 && of != nil {
				out.Dimensions[0].Values = append(out.Dimensions[0].Values, of[0].Value)
			}
			for _, c := range reportCells(row) {
				in := filter
				if c.name == audienceStage {
					in = ""
					if i > 0 {
						continue // the same in every phase
					}
				}
				out.Counts = append(out.Counts, Count{Stage: c.name, Filter: in, Date: r.Made, Of: of, People: c.cell.People,
					at: "/phases/" + number(i) + "/rows/" + number(n) + "/" + c.name})
			}
		}
	}
	return out
}

func categories(row *evaluation.Row) []Category {
	switch row.Kind {
	case evaluation.SegmentRow:
		return []Category{{segmentDimension, row.Segment}}
	case evaluation.RestRow:
		return []Category{{segmentDimension, noSegment}}
	}
	return nil
}

type reportCell struct {
	name string
	cell *evaluation.Cell
}

func reportCells(row *evaluation.Row) []reportCell {
	return []reportCell{{audienceStage, &row.Audience}, {"reached", &row.Reached}, {"activated", &row.Activated},
		{"completed", &row.Completed}, {"dismissed", &row.Dismissed}, {"shared", &row.Shared}}
}

// OfPlan is what a plan tells of the sizes of its segments: rounded, of people
// who may be in several, so that each segment is a filter. Together with the
// report's, which counts everyone once, it tells how many are in a segment and
// an earlier one: the audit judges that as well.
func OfPlan(p *campaign.Plan, reports ...*evaluation.Report) Release {
	out := Release{Osmosi: ReleaseVersion, Stages: []Level{{ID: audienceStage}, {ID: "managers", Within: audienceStage}}, Dimensions: []Dimension{{ID: segmentDimension}}}
	for _, s := range p.Brief.Segments {
		out.Filters = append(out.Filters, Level{ID: s.ID})
	}
	dates := []engagement.Date{""}
	if len(reports) > 0 {
		dates = nil
	}
	for _, r := range reports {
		dates = append(dates, r.Made)
	}
	for _, d := range dates {
		for i, a := range p.Audiences {
			at := "/audiences/" + number(i)
			out.Counts = append(out.Counts,
				Count{Stage: audienceStage, Filter: a.Segment, Date: d, People: a.People, Round: true, at: at + "/people"},
				Count{Stage: "managers", Filter: a.Segment, Date: d, People: a.Managers, Round: true, at: at + "/managers"})
		}
	}
	for _, r := range reports {
		of := OfReport(r)
		if len(out.Dimensions[0].Values) == 0 {
			out.Dimensions[0].Values = of.Dimensions[0].Values
		}
		for _, c := range of.Counts {
			if c.Stage == audienceStage && len(c.Of) == 1 && p.Brief.Segment(c.Of[0].Value) != nil {
				c.Filter = c.Of[0].Value
				out.Counts = append(out.Counts, c)
			}
		}
	}
	return out
}

// OfWorkforce is what colleagues know without any report: how many work in each
// segment, by the first that they are in. It is nothing that a company
// publishes, and an audit with it is stricter than one without.
func OfWorkforce(p *campaign.Plan, w *audience.Workforce, dates ...engagement.Date) Release {
	out := Release{Osmosi: ReleaseVersion, Outside: true, Stages: []Level{{ID: audienceStage}}, Dimensions: []Dimension{{ID: segmentDimension}}}
	rest := noSegment
	people, all := map[string]int{}, 0
	segmentsOf := p.SegmentsOf(w, p.Brief.Frame.Inform)
	for person := range w.People() {
		first := rest
		if in := segmentsOf(person); len(in) > 0 {
			first = in[0]
		}
		people[first]++
		all++
	}
	for _, s := range p.Brief.Segments {
		out.Dimensions[0].Values = append(out.Dimensions[0].Values, s.ID)
	}
	if people[rest] > 0 {
		out.Dimensions[0].Values = append(out.Dimensions[0].Values, rest)
	}
	for _, d := range dates {
		out.Counts = append(out.Counts, Count{Stage: audienceStage, Date: d, People: &all})
		for _, v := range out.Dimensions[0].Values {
			n := people[v]
			out.Counts = append(out.Counts, Count{Stage: audienceStage, Date: d, Of: []Category{{segmentDimension, v}}, People: &n})
		}
	}
	return out
}

// Follow returns a report with those numbers kept back that would show, beside
// what was published before of the same campaign, such as reports of earlier
// dates, what fewer than the smallest group did meanwhile. The report itself may
// be the first: then it keeps [Protect]'s promise, which is stronger than its
// own. What came before is given as it was published.
func Follow(next *evaluation.Report, releases ...Release) (*evaluation.Report, error) {
	of := OfReport(next)
	found := of.Check()
	for _, r := range releases {
		found = append(found, r.Check()...)
	}
	if err := found.Err(); err != nil {
		return nil, err
	}
	hidden := newSystem(&of, releases).protect()
	kept := map[string]bool{} // places in the report
	for i := range of.Counts {
		if hidden[of.Counts[i].key()] {
			kept[of.Counts[i].at] = true
		}
	}
	out := *next
	out.Phases = slices.Clone(next.Phases)
	for i := range out.Phases {
		out.Phases[i].Rows = slices.Clone(next.Phases[i].Rows)
		for n := range out.Phases[i].Rows {
			for _, c := range reportCells(&out.Phases[i].Rows[n]) {
				first := i
				if c.name == audienceStage {
					first = 0
				}
				if kept["/phases/"+number(first)+"/rows/"+number(n)+"/"+c.name] {
					*c.cell = evaluation.Cell{Suppressed: true}
				}
			}
			hideRates(&out.Phases[i].Rows[n])
		}
	}
	return &out, nil
}

// hideRates takes away rates from which a number that is kept back follows.
func hideRates(row *evaluation.Row) {
	for _, c := range []struct{ of, above *evaluation.Cell }{{&row.Reached, &row.Audience}, {&row.Activated, &row.Reached},
		{&row.Completed, &row.Activated}, {&row.Dismissed, &row.Reached}, {&row.Shared, &row.Reached}} {
		if c.of.Suppressed || c.above.Suppressed {
			c.of.Rate = nil
		}
	}
}
