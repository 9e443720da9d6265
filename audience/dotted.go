package audience

import (
	"iter"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// dotted are the dotted lines of a workforce. Nobody's are no memory.
type dotted struct {
	managers []int32 // of everyone in turn
	ends     []int32 // where each person's end
	reports  []int32 // how many each person has
}

// of are the dotted managers of a person.
func (d *dotted) of(i int) []int32 {
	switch {
	case d.ends == nil:
		return nil
	case i == 0:
		return d.managers[:d.ends[0]]
	}
	return d.managers[d.ends[i-1]:d.ends[i]]
}

// dot draws the dotted lines, and leaves out those that say nothing.
func (w *Workforce) dot(given []int) engagement.Findings {
	if !slices.ContainsFunc(w.people, func(p Person) bool { return len(p.DottedManagers) > 0 }) {
		return nil
	}
	var found engagement.Findings
	d := &w.dotted
	d.ends, d.reports = make([]int32, len(w.people)), make([]int32, len(w.people))
	last := make([]int32, len(w.people)) // the number of who drew a line to each last, so that one drawn twice is seen at once
	for i := range w.people {
		p := &w.people[i]
		from := len(d.managers)
		for k, id := range p.DottedManagers {
			m, known := w.byID[id]
			if known && m != i && id != p.Manager && last[m] != int32(i)+1 {
				d.managers = append(d.managers, int32(m))
				d.reports[m]++
				last[m] = int32(i) + 1
				continue
			}
			path, names := "/"+strconv.Itoa(given[i])+"/dottedManagers/"+strconv.Itoa(k), []any{p.ID}
			switch {
			case !known:
				found = append(found, rule.Advice("OSM-PEOPLE-005", path, rule.Detail{Found: id, Args: names, Source: dottedSource}))
			case m == i:
				found = append(found, rule.Advice("OSM-PEOPLE-006", path, rule.Detail{Found: id, Args: names, Source: dottedSource}))
			case id == p.Manager:
				found = append(found, rule.Advice("OSM-PEOPLE-007", path, rule.Detail{Found: id, Args: names, Source: dottedSource}))
			default:
				found = append(found, rule.Advice("OSM-PEOPLE-008", path, rule.Detail{Found: id, Args: names, Source: dottedSource}))
			}
		}
		d.ends[i] = int32(len(d.managers))
		if len(d.managers) > from {
			w.lines.Dotted++
		}
	}
	return found
}

// dottedSource is why a dotted line must say something of its own.
const dottedSource = "domain: reporting lines"

// DottedManagers yields the IDs of those to whom the person has a dotted line,
// in the order given: what [TraitDotted] tells. It knows the lines after those
// that say nothing were left out, unlike Person.DottedManagers.
func (w *Workforce) DottedManagers(id string) iter.Seq[string] {
	return func(yield func(string) bool) {
		i, known := w.byID[id]
		if !known {
			return
		}
		for _, m := range w.dotted.of(i) {
			if !yield(w.people[m].ID) {
				return
			}
		}
	}
}

// DottedReports is how many people have a dotted line to the person. A host that
// wants to address those who lead projects gives them a trait by it.
func (w *Workforce) DottedReports(id string) int {
	if i, ok := w.byID[id]; ok && w.dotted.reports != nil {
		return int(w.dotted.reports[i])
	}
	return 0
}
