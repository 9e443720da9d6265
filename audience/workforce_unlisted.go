package audience

import (
	"maps"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Unlisted finds the values that a declared trait does not list, person by
// person, each with the nearest that it does; no condition finds people by
// them. Places are JSON Pointers into the workforce, in its order. The findings
// name people and their values, so they are for whoever keeps the data; a plan
// tells only values that enough people share. Protected traits are left out.
func (w *Workforce) Unlisted(declared []Trait) engagement.Findings {
	listed := map[string][]string{}
	for _, t := range append(Traits(), declared...) {
		if len(t.Values) > 0 && !t.Protected {
			listed[t.Name] = t.Values
		}
	}
	var found engagement.Findings
	for i := range w.people {
		p := &w.people[i]
		for _, name := range slices.Sorted(maps.Keys(p.Traits)) {
			values, has := listed[name]
			if !has {
				continue
			}
			for _, text := range textsOf(p.Traits[name]) {
				if !slices.Contains(values, text) {
					found = append(found, rule.Advice("OSM-PEOPLE-020", light.Pointer("/"+strconv.Itoa(i)+"/traits", name), rule.Detail{Found: text, Near: values, Args: []any{p.ID, name}, Source: "domain: conditions find people by the values that are listed"}))
				}
			}
		}
	}
	return found
}

// textsOf lists the texts of a trait's value; none where it holds no text.
func textsOf(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	}
	return nil
}
