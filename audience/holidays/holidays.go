// Package holidays tells the public holidays of a region as plain dates. It
// alone knows the library that computes them; a plan holds the dates.
package holidays

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
)

// ErrUnknownRegion is returned for a region whose holidays are not known.
var ErrUnknownRegion = errors.New("unknown region")

// Holiday is one public holiday.
type Holiday struct {
	// Date of the holiday.
	Date engagement.Date `json:"date"`
	// Name of the holiday as the library has it, mostly in the country's language.
	Name string `json:"name"`
}

// Regions lists the codes of all regions in order: a country's by ISO 3166 in
// lower case, "it", and where parts of a country have days of their own, those
// of the parts, "de-by". "gb" is England and Wales.
func Regions() []string {
	var codes []string
	for _, r := range regions() {
		codes = append(codes, r.code)
	}
	return codes
}

// Between returns the public holidays of a region from one date to another,
// both included, in order of time. A day that is kept on another date counts
// on both. Days that a government adds for one year are known as far as the
// library knows them. It returns [ErrUnknownRegion] for a code that [Regions]
// does not list, and nothing for dates that do not exist.
func Between(code string, from, to engagement.Date) ([]Holiday, error) {
	all := regions()
	i := slices.IndexFunc(all, func(r region) bool { return r.code == code })
	if i < 0 {
		return nil, fmt.Errorf("%w: %q", ErrUnknownRegion, code)
	}
	first, ok1 := civil.Parse(string(from))
	last, ok2 := civil.Parse(string(to))
	if !ok1 || !ok2 {
		return nil, nil
	}
	var found []Holiday
	add := func(name string, on time.Time) {
		day := civil.Of(on.Year(), int(on.Month()), on.Day())
		if one := (Holiday{engagement.Date(day.String()), strings.ReplaceAll(name, "'", "’")}); !on.IsZero() && day >= first && day <= last && !slices.Contains(found, one) {
			found = append(found, one)
		}
	}
	year, _, _ := first.Date()
	end, _, _ := last.Date()
	for ; year <= end; year++ {
		for _, h := range all[i].days {
			actual, observed := h.Calc(year)
			add(h.Name, actual)
			add(h.Name, observed)
		}
	}
	slices.SortStableFunc(found, func(a, b Holiday) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Name, b.Name)) })
	return found, nil
}
