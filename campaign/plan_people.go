package campaign

import (
	"maps"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// adviseOnPeople says where the workforce does not fit the brief: people whom
// no condition can find, because a value of theirs is none that the brief
// lists. It names nobody and counts nobody.
func (p *Plan) adviseOnPeople(w *audience.Workforce) engagement.Findings {
	var found engagement.Findings
	for i, t := range p.Brief.Traits {
		if !t.Protected && slices.Contains(personal, strings.ToLower(t.Name)) {
			found = append(found, rule.Advice("OSM-WORKFORCE-003", at("traits", i)+"/protected", rule.Detail{Found: t.Name, Source: "domain: protected traits"}))
		}
	}
	if w.Len() == 0 {
		return append(found, rule.Advice("OSM-WORKFORCE-001", "", rule.Detail{}))
	}
	listed := map[string]audience.Trait{}
	for _, t := range append(audience.Traits(), p.Brief.Traits...) {
		if len(t.Values) > 0 && !t.Protected {
			listed[t.Name] = t
		}
	}
	strange := map[string]map[string]bool{} // by trait
	for person := range w.People() {
		for name, value := range person.Traits {
			t, has := listed[name]
			if !has {
				continue
			}
			for _, text := range textsOf(value) {
				if !slices.Contains(t.Values, text) {
					if strange[name] == nil {
						strange[name] = map[string]bool{}
					}
					strange[name][text] = true
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(strange)) {
		for _, value := range slices.Sorted(maps.Keys(strange[name])) {
			found = append(found, rule.Advice("OSM-WORKFORCE-002", p.traitPath(name), rule.Detail{Found: value, Near: listed[name].Values, Args: []any{name}}))
		}
	}
	return found
}

// personal are names of age and gender, as HR systems write them in the three
// languages: traits that must be declared protected.
var personal = []string{
	"age", "gender", "sex", "birthdate", "birthday", "dateofbirth",
	"età", "eta", "genere", "sesso", "datadinascita",
	"leeftijd", "geslacht", "geboortedatum",
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

// traitPath is the place of a trait's declaration, the list for a trait that
// needs none.
func (p *Plan) traitPath(name string) string {
	if i := slices.IndexFunc(p.Brief.Traits, func(t audience.Trait) bool { return t.Name == name }); i >= 0 {
		return at("traits", i) + "/values"
	}
	return "/traits"
}
