package privacy

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// ReleaseVersion is the kind and version of a release document.
const ReleaseVersion = "release/v1"

// The least number of people of which anything is shown.
const (
	SmallestGroup = campaign.SmallestGroup // unless a release says otherwise
	FewestPeople  = 3                      // whatever it says
)

// Release is a set of tables that are published together: numbers of distinct
// people by stage, filter, date and up to two dimensions, with their margins.
// What is handed to [Protect] has all its numbers; what it returns lacks those
// that are kept back. Numbers are people, whole and never negative.
type Release struct {
	// Osmosi names the kind and version of the document: release/v1.
	Osmosi string `json:"osmosi"`
	// SmallestGroup is the least number of people of which anything is shown: 3 at least, 5 when empty.
	SmallestGroup int `json:"smallestGroup,omitempty"`
	// Stages are what people come to; those of a stage are among those of the one that it lies within.
	Stages []Level `json:"stages"`
	// Filters choose among all people; a filter without a wider one lies within everybody.
	Filters []Level `json:"filters,omitempty"`
	// Dimensions by which people are told apart.
	Dimensions []Dimension `json:"dimensions,omitempty"`
	// Counts are the numbers.
	Counts []Count `json:"counts"`
	// Outside is true where these numbers were not published but are known to readers from elsewhere, such as how many work in a department. Nothing in it is judged.
	Outside bool `json:"outside,omitempty"`
}

// Level is a stage or a filter, and the wider ones whose people contain its own.
type Level struct {
	// ID of the stage or filter.
	ID string `json:"id"`
	// Within is the ID of the wider one.
	Within string `json:"within,omitempty"`
	// Also are the IDs of further wider ones, such as the channel of a touchpoint besides its phase.
	Also []string `json:"also,omitempty"`
}

// Dimension is what people are told apart by, such as their segment.
type Dimension struct {
	// ID of the dimension.
	ID string `json:"id"`
	// Values that it can have. Everybody has exactly one, unless they overlap.
	Values []string `json:"values"`
	// Overlapping is true where a person may have several values or none, so that they do not add up.
	Overlapping bool `json:"overlapping,omitempty"`
}

// Count is how many distinct people there are of a kind.
type Count struct {
	// Stage that they came to.
	Stage string `json:"stage"`
	// Filter that chose them; empty for everybody.
	Filter string `json:"filter,omitempty"`
	// Date up to which they were counted. Who is counted on one date is counted on later ones.
	Date engagement.Date `json:"date,omitempty"`
	// Of are their values of at most two dimensions; none for a total.
	Of []Category `json:"of,omitempty"`
	// People is the number; absent where it is kept back.
	People *int `json:"people,omitempty"`
	// Round is true where the number was rounded to the nearest multiple of the smallest group.
	Round bool `json:"round,omitempty"`

	at string // its place in the document that the release was made from
}

// Category is one value of a dimension.
type Category struct {
	// Dimension is its ID.
	Dimension string `json:"dimension"`
	// Value of it.
	Value string `json:"value"`
}

// Least is the least number of people of which the release shows anything.
func (r *Release) Least() int {
	if r.SmallestGroup == 0 {
		return SmallestGroup
	}
	return max(r.SmallestGroup, FewestPeople)
}

// The faults of a release.
const (
	smallSetting  = "OSM-PRIVACY-010" // found: the setting; expected: the floor
	unknownName   = "OSM-PRIVACY-011" // found: the name; expected: those declared
	countedTwice  = "OSM-PRIVACY-012" // found: the group
	notANumber    = "OSM-PRIVACY-013" // found: the number
	manyOf        = "OSM-PRIVACY-014" // found: dimensions; expected: at most
	notCalendar   = "OSM-PRIVACY-015" // found: the date
	withinItself  = "OSM-PRIVACY-016" // found: the level
	missingNumber = "OSM-PRIVACY-017" // found: the group
	wrongKind     = "OSM-PRIVACY-018" // found: the kind; expected: release/v1
)

// CheckSmallest judges a setting of the smallest group: it may be absent (0),
// and is else refused below [FewestPeople].
func CheckSmallest(people int, path string) engagement.Findings {
	if people == 0 || people >= FewestPeople {
		return nil
	}
	return engagement.Findings{rule.Error(smallSetting, path, rule.Detail{Found: strconv.Itoa(people), Expected: strconv.Itoa(FewestPeople)})}
}

// Check returns everything that is wrong with a release, besides numbers that
// show too much; that is [Audit]'s.
func (r *Release) Check() engagement.Findings {
	found := CheckSmallest(r.SmallestGroup, "/smallestGroup")
	fault := func(code, path string, d rule.Detail) { found = append(found, rule.Error(code, path, d)) }
	if r.Osmosi != ReleaseVersion {
		fault(wrongKind, "/osmosi", rule.Detail{Found: clip(r.Osmosi), Expected: ReleaseVersion})
	}
	levels := func(list []Level, at string) []string {
		var ids []string
		for i, l := range list {
			path := at + "/" + strconv.Itoa(i)
			if l.ID == "" || slices.Contains(ids, l.ID) {
				fault(countedTwice, path+"/id", rule.Detail{Found: clip(l.ID)})
			}
			// A wider level is declared first, so that none lies within itself.
			if l.Within != "" && !slices.Contains(ids, l.Within) {
				fault(withinItself, path+"/within", rule.Detail{Found: clip(l.Within), Expected: strings.Join(ids, ", "), Near: ids})
			}
			for n, id := range l.Also {
				if !slices.Contains(ids, id) {
					fault(withinItself, path+"/also/"+strconv.Itoa(n), rule.Detail{Found: clip(id), Expected: strings.Join(ids, ", "), Near: ids})
				}
			}
			ids = append(ids, l.ID)
		}
		return ids
	}
	stages, filters := levels(r.Stages, "/stages"), levels(r.Filters, "/filters")
	values := map[string][]string{}
	var dimensions []string
	for i, d := range r.Dimensions {
		path := "/dimensions/" + strconv.Itoa(i)
		if d.ID == "" || slices.Contains(dimensions, d.ID) {
			fault(countedTwice, path+"/id", rule.Detail{Found: clip(d.ID)})
		}
		for n, v := range d.Values {
			if slices.Contains(d.Values[:n], v) {
				fault(countedTwice, path+"/values/"+strconv.Itoa(n), rule.Detail{Found: clip(v)})
			}
		}
		dimensions, values[d.ID] = append(dimensions, d.ID), d.Values
	}
	seen := map[string]bool{}
	for i, c := range r.Counts {
		path := "/counts/" + strconv.Itoa(i)
		named := func(value string, all []string, at string) {
			if !slices.Contains(all, value) {
				fault(unknownName, path+at, rule.Detail{Found: clip(value), Expected: strings.Join(all, ", "), Near: all})
			}
		}
		named(c.Stage, stages, "/stage")
		if c.Filter != "" {
			named(c.Filter, filters, "/filter")
		}
		if c.Date != "" && !c.Date.Valid() {
			fault(notCalendar, path+"/date", rule.Detail{Found: clip(string(c.Date)), Source: "ISO 8601"})
		}
		if len(c.Of) > 2 || len(c.Of) == 2 && c.Of[0].Dimension == c.Of[1].Dimension {
			fault(manyOf, path+"/of", rule.Detail{Found: strconv.Itoa(len(c.Of)), Expected: "2"})
		}
		for n, of := range c.Of {
			at := "/of/" + strconv.Itoa(n)
			named(of.Dimension, dimensions, at+"/dimension")
			named(of.Value, values[of.Dimension], at+"/value")
		}
		if c.People != nil && (*c.People < 0 || *c.People > mostPeople) {
			fault(notANumber, path+"/people", rule.Detail{Found: strconv.Itoa(*c.People), Expected: strconv.Itoa(mostPeople)})
		}
		if seen[c.key()] {
			fault(countedTwice, path, rule.Detail{Found: clip(c.String())})
		}
		seen[c.key()] = true
	}
	return found
}

// mostPeople is the greatest number that a release may hold; the sums of an
// audit stay exact below it.
const mostPeople = 1 << 24

// key tells one group of people from another.
func (c *Count) key() string {
	b := make([]byte, 0, 64)
	b = strconv.AppendQuote(b, string(c.Date))
	b = strconv.AppendQuote(b, c.Filter)
	b = strconv.AppendQuote(b, c.Stage)
	of := c.Of
	if len(of) > 1 {
		of = slices.SortedFunc(slices.Values(of), func(a, b Category) int { return cmp.Compare(a.Dimension, b.Dimension) })
	}
	for _, o := range of {
		b = strconv.AppendQuote(b, o.Dimension)
		b = strconv.AppendQuote(b, o.Value)
	}
	return string(b)
}

// String names the group: "2027-02-05 · completed · segment: ovens".
func (c *Count) String() string {
	var parts []string
	if c.Date != "" {
		parts = append(parts, string(c.Date))
	}
	parts = append(parts, c.Stage)
	if c.Filter != "" {
		parts = append(parts, c.Filter)
	}
	for _, o := range c.Of {
		parts = append(parts, o.Dimension+": "+o.Value)
	}
	return strings.Join(parts, " · ")
}

// without is the same count with one dimension less.
func (c Count) without(i int) Count {
	c.Of = slices.Delete(slices.Clone(c.Of), i, i+1)
	return c
}

// clip keeps what a finding quotes short, however long the input was.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
