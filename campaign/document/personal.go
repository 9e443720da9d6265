package document

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
)

// personal names what is filled in for each person in a touchpoint of the brief
// and in what the plan made of it; empty where nothing is.
func (w writer) personal(id string) string {
	var names []string
	for _, planned := range w.plan.Touchpoints {
		if of, _, _ := planned.Part(); of != id {
			continue
		}
		for _, p := range planned.Personal {
			if name := w.placeholder(p); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return strings.Join(names, ", ")
}

func (w writer) placeholder(p campaign.Placeholder) string {
	name, trait := strings.CutPrefix(string(p), "trait.")
	if !trait {
		return w.say("placeholder." + name)
	}
	for _, t := range w.brief.Traits {
		if t.Name == name {
			return t.Label.In(w.language)
		}
	}
	return name
}
