package campaign

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// placeholders refuses gaps that nothing fills, that would leave a hole for
// some people, or that would tell what a message must not be chosen by.
func (c *checker) placeholders() {
	places := map[string]bool{}
	c.brief.gapped(func(path string, g gapped) {
		for _, l := range c.brief.Languages {
			place, text := path+"/"+string(l), g.text.In(l)
			places[place] = true
			if strings.Contains(text, "{{") || strings.Contains(text, "}}") {
				c.gaps(place, text, g)
			}
		}
	})
	for _, t := range c.read { // texts that everyone reads alike
		for _, l := range c.brief.Languages {
			if place := t.path + "/" + string(l); !places[place] && gap.MatchString(t.text.In(l)) {
				c.fault("OSM-PERSONAL-005", place, rule.Detail{Found: gap.FindString(t.text.In(l))})
			}
		}
	}
}

// gaps checks the gaps of one text.
func (c *checker) gaps(path, text string, g gapped) {
	if left := gap.ReplaceAllString(text, ""); strings.Contains(left, "{{") || strings.Contains(left, "}}") {
		c.fault("OSM-PERSONAL-004", path, rule.Detail{Expected: "{{" + string(FirstName) + "|…}}"})
	}
	var names []string
	for _, p := range Placeholders() {
		names = append(names, string(p))
	}
	for _, t := range c.brief.Traits {
		if !t.Protected && speakable(t.Kind) {
			names = append(names, traitPlaceholder+t.Name)
		}
	}
	for _, found := range gap.FindAllStringSubmatch(text, -1) {
		p := Placeholder(strings.TrimSpace(found[1]))
		declared := slices.IndexFunc(c.brief.Traits, func(t audience.Trait) bool { return p.trait() != "" && t.Name == p.trait() })
		switch {
		case declared >= 0 && c.brief.Traits[declared].Protected:
			c.fault("OSM-PERSONAL-003", path, rule.Detail{Found: p.trait(), Source: "004"})
		case declared >= 0 && !speakable(c.brief.Traits[declared].Kind):
			c.fault("OSM-PERSONAL-007", path, rule.Detail{Found: p.trait(), Args: []any{string(c.brief.Traits[declared].Kind)}})
		case !slices.Contains(names, string(p)):
			c.fault("OSM-PERSONAL-001", path, rule.Detail{Found: string(p), Expected: strings.Join(names, ", "), Near: names})
		case p.Personal() && strings.TrimSpace(found[3]) == "":
			c.fault("OSM-PERSONAL-002", path, rule.Detail{Found: string(p), Expected: "{{" + string(p) + "|…}}"})
		}
	}
	if !g.plain {
		c.addressed(path, text)
	}
}

// speakable reports whether values of a kind can stand in a sentence.
func speakable(k audience.TraitKind) bool {
	return k == audience.TextTrait || k == audience.NumberTrait || k == audience.DateTrait
}

// addressed refuses gaps in the address of a link: what stands there leads
// somewhere, and nothing of a person should say where to. The address of what
// there is to learn may be a whole address.
func (c *checker) addressed(path, text string) {
	const mark = "osmosigap" // survives Markdown as it is, and is in no address
	marked := gap.ReplaceAllStringFunc(strings.ReplaceAll(text, "]({{"+string(LearningLink)+"}})", "](/)"), func(string) string { return mark })
	for _, address := range markup.Addresses(marked) {
		if strings.Contains(address, mark) {
			c.fault("OSM-PERSONAL-006", path, rule.Detail{Expected: "[…]({{" + string(LearningLink) + "}})"})
			return
		}
	}
}

// readText is a text that the checker met, with where it stands.
type readText struct {
	path string
	text engagement.Text
}
