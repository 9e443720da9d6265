package measure

import (
	"math"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// mostValues is how many values a trait may have for people to be told apart by
// it: more make groups too small to be shown.
const mostValues = 40

// The faults of terms.
const (
	notACalendarDay   = "OSM-MEASURE-001" // found: the day
	unknownTrait      = "OSM-MEASURE-002" // found: the trait; expected: those declared
	protectedTrait    = "OSM-MEASURE-003" // found: the trait
	manyValues        = "OSM-MEASURE-004" // found: the trait; expected: at most
	unknownCompetence = "OSM-MEASURE-005" // found: the competence; expected: those listed
	leveledTwice      = "OSM-MEASURE-006" // found: the competence
	noLevel           = "OSM-MEASURE-007" // found: the number
	noCost            = "OSM-MEASURE-008" // found: the number
	otherCampaign     = "OSM-MEASURE-009" // found: the campaign; expected: this one
	competenceTwice   = "OSM-MEASURE-010" // found: the competence
	brokenEarlier     = "OSM-MEASURE-011" // found: what is wrong
)

func badDate(d engagement.Date) engagement.Finding {
	return rule.Error(notACalendarDay, "/made", rule.Detail{Found: clip(string(d)), Source: "ISO 8601"})
}

// site is the trait that tells where people are, empty where there is none.
func (t *Terms) site(p *campaign.Plan) string {
	if l := p.Brief.Limits; t.Site == "" && l != nil && l.Places != nil {
		return l.Places.Trait
	}
	return t.Site
}

// check returns everything wrong with the terms. Findings name no person.
func (t *Terms) check(p *campaign.Plan, w *audience.Workforce) engagement.Findings {
	found := privacy.CheckSmallest(t.SmallestGroup, "/smallestGroup")
	fault := func(code, path string, d rule.Detail) { found = append(found, rule.Error(code, path, d)) }
	if !t.Made.Valid() {
		found = append(found, badDate(t.Made))
	}
	for _, of := range []struct{ name, path string }{{t.site(p), "/site"}, {t.Team, "/team"}} {
		if of.name == "" {
			continue
		}
		var names []string
		var declared *audience.Trait
		for i := range p.Brief.Traits {
			if at := &p.Brief.Traits[i]; at.Kind == audience.TextTrait {
				names = append(names, at.Name)
				if at.Name == of.name {
					declared = at
				}
			}
		}
		switch {
		case declared == nil:
			fault(unknownTrait, of.path, rule.Detail{Found: clip(of.name), Near: names})
		case declared.Protected:
			fault(protectedTrait, of.path, rule.Detail{Found: of.name, Source: "domain: protected traits describe an audience in aggregate"})
		case len(valuesOf(p, w, of.name)) > mostValues:
			fault(manyValues, of.path, rule.Detail{Found: of.name, Expected: number(mostValues)})
		}
	}
	for i, c := range t.Costs {
		if math.IsNaN(c.Euros) || math.IsInf(c.Euros, 0) || c.Euros < 0 {
			fault(noCost, "/costs/"+number(i)+"/euros", rule.Detail{Found: figure(c.Euros)})
		}
	}
	known := map[string]bool{}
	var ids []string
	for i, c := range t.Competences {
		if known[c.ID] || c.ID == "" {
			fault(competenceTwice, "/competences/"+number(i)+"/id", rule.Detail{Found: clip(c.ID)})
		}
		known[c.ID] = true
		ids = append(ids, c.ID)
	}
	type of struct{ person, competence string }
	seen := make(map[of]bool, len(t.Levels))
	for i, l := range t.Levels {
		path := "/levels/" + number(i)
		if !known[l.Competence] {
			fault(unknownCompetence, path+"/competence", rule.Detail{Found: clip(l.Competence), Near: ids})
		}
		if seen[of{l.Person, l.Competence}] {
			fault(leveledTwice, path, rule.Detail{Found: clip(l.Competence)})
		}
		seen[of{l.Person, l.Competence}] = true
		for _, v := range []struct {
			member string
			level  float64
		}{{"required", l.Required}, {"shown", l.Shown}} {
			if math.IsNaN(v.level) || math.IsInf(v.level, 0) {
				fault(noLevel, path+"/"+v.member, rule.Detail{Found: figure(v.level)})
			}
		}
	}
	for i, e := range t.Earlier {
		if e.Campaign != p.Brief.ID {
			fault(otherCampaign, "/earlier/"+number(i)+"/campaign", rule.Detail{Found: clip(e.Campaign), Expected: p.Brief.ID})
		}
	}
	return found
}

func figure(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// clip keeps what a finding quotes short, however long the input was.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
