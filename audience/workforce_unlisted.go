package audience

import (
	"cmp"
	"iter"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Listed are the traits whose values are listed and that are not protected, by
// name: those declared and those that need no declaration.
func Listed(declared []Trait) map[string]Trait {
	listed := map[string]Trait{}
	for _, t := range append(Traits(), declared...) {
		if len(t.Values) > 0 && !t.Protected {
			listed[t.Name] = t
		}
	}
	return listed
}

// Unlisted yields the person's values that traits do not list, each after its
// trait's name, in no particular order of traits; no condition finds the person
// by them. The traits are those of [Listed].
func (p *Person) Unlisted(listed map[string]Trait) iter.Seq2[string, string] {
	return func(yield func(trait, value string) bool) {
		for name, value := range p.Traits {
			t, has := listed[name]
			if !has {
				continue
			}
			for _, text := range textsOf(value) {
				if !slices.Contains(t.Values, text) && !yield(name, text) {
					return
				}
			}
		}
	}
}

// Unlisted finds the values that a declared trait does not list, person by
// person, each with the nearest that it does; no condition finds people by
// them. Places are JSON Pointers into the workforce, in its order. The findings
// name people and their values, so they are for whoever keeps the data; a plan
// tells only values that enough people share. Protected traits are left out.
func (w *Workforce) Unlisted(declared []Trait) engagement.Findings {
	listed := Listed(declared)
	var found engagement.Findings
	for i := range w.people {
		p := &w.people[i]
		var unlisted [][2]string
		for name, text := range p.Unlisted(listed) {
			unlisted = append(unlisted, [2]string{name, text})
		}
		slices.SortStableFunc(unlisted, func(a, b [2]string) int { return cmp.Compare(a[0], b[0]) })
		for _, one := range unlisted {
			name, text := one[0], one[1]
			found = append(found, rule.Advice("OSM-PEOPLE-020", light.Pointer("/"+strconv.Itoa(i)+"/traits", name), rule.Detail{Found: text, Near: listed[name].Values, Args: []any{p.ID, name}, Source: "domain: conditions find people by the values that are listed"}))
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
