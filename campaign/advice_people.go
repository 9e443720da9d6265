package campaign

import (
	"maps"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
)

// peopleAdvice is about where the workforce does not fit the brief: people whom
// no condition can find, because a value of theirs is none that the brief
// lists. It names nobody and counts nobody, nor any value that only a few have:
// [audience.Workforce.Unlisted] tells those to whoever keeps the data.
func peopleAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-WORKFORCE-003", "domain: protected traits; AI Act, Annex III 4", func(a *advisor) []remark {
			var found []remark
			for i, t := range a.Traits {
				if !t.Protected && slices.Contains(personal, strings.ToLower(t.Name)) {
					found = append(found, remark{path: at("traits", i) + "/protected", found: t.Name})
				}
			}
			return found
		}},
		{"OSM-WORKFORCE-001", "domain: a plan is for people", func(a *advisor) []remark { return once(a.crowd.empty, "") }},
		{"OSM-WORKFORCE-002", "domain: conditions find people by the values that the brief lists", (*advisor).strangers},
		{"OSM-WORKFORCE-005", "domain: minimum group size", (*advisor).rareStrangers},
	}
}

// strangers finds values that enough people have to be named, and the brief
// does not list.
func (a *advisor) strangers() []remark {
	var found []remark
	for _, name := range slices.Sorted(maps.Keys(a.crowd.strange)) {
		for _, value := range slices.Sorted(maps.Keys(a.crowd.strange[name])) {
			if a.crowd.strange[name][value] >= SmallestGroup {
				found = append(found, remark{path: a.traitPath(name), found: value, args: []any{name}, near: a.crowd.listed[name].Values})
			}
		}
	}
	return found
}

// rareStrangers finds traits of which the brief does not list a value that only
// a few people have. The value may be a small department's name, so that it is
// not told.
func (a *advisor) rareStrangers() []remark {
	var found []remark
	for _, name := range slices.Sorted(maps.Keys(a.crowd.strange)) {
		for _, n := range a.crowd.strange[name] {
			if n < SmallestGroup {
				found = append(found, remark{path: a.traitPath(name), found: name})
				break
			}
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

// traitPath is the place of a trait's declaration, the list for a trait that
// needs none.
func (b *Brief) traitPath(name string) string {
	if i := slices.IndexFunc(b.Traits, func(t audience.Trait) bool { return t.Name == name }); i >= 0 {
		return at("traits", i) + "/values"
	}
	return "/traits"
}
