package measure

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// The sources of the advice.
const (
	ofReach    = "domain: shown and opened are reach, never success"
	ofLTEM     = "W. Thalheimer, The Learning-Transfer Evaluation Model (2018)"
	ofManagers = "001"
	ofGaps     = "003"
	ofPrivacy  = "domain: nothing is shown of groups smaller than a minimum"
	ofIndex    = "Osmosi’s own"
)

// largeGap is from which share of people below the required level on a gap
// calls for something to be done: a half, with what chance alone explains
// taken off. A rule of thumb of Osmosi's own.
const largeGap = 0.5

// fewManagers says why the effect of managers is not shown.
func fewManagers(least int) engagement.Finding {
	return rule.Advice("OSM-MEASURE-022", "/managers", rule.Detail{Expected: number(least), Source: ofManagers})
}

// advise says what the figures bear, and what they call for.
func (m *Measures) advise(of *maker) (found engagement.Findings) {
	note := func(f engagement.Finding) { found = append(found, f) }
	all := &m.Funnels[0].Rows[0]
	shown := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	switch {
	case shown(all.Reached.People) == 0:
		note(rule.Advice("OSM-MEASURE-025", "/funnels/0/rows/0/reached", rule.Detail{Source: ofReach}))
	case shown(all.Reached.People) > 0 && shown(all.Activated.People) == 0:
		note(rule.Advice("OSM-MEASURE-020", "/funnels/0/rows/0/activated", rule.Detail{Found: number(*all.Reached.People), Source: ofReach}))
	case shown(all.Activated.People) > 0 && shown(all.Returned.People) == 0:
		note(rule.Advice("OSM-MEASURE-021", "/funnels/0/rows/0/returned", rule.Detail{Found: number(*all.Activated.People), Source: "004"}))
	}
	if m.Managers != nil && m.Managers.Difference != nil {
		note(rule.Advice("OSM-MEASURE-023", "/managers/difference", rule.Detail{Source: ofManagers}))
	}
	if m.Index != nil {
		note(rule.Advice("OSM-MEASURE-024", "/index", rule.Detail{Source: ofIndex}))
	}
	if m.Gaps == nil {
		note(rule.Advice("OSM-MEASURE-026", "/figures", rule.Detail{Found: number(int(engagement.ActivityTier)), Source: ofLTEM}))
	} else {
		m.adviseGaps(note)
	}
	if hidden, cells := m.kept(); 2*hidden > cells {
		note(rule.Advice("OSM-MEASURE-028", "", rule.Detail{Found: number(hidden), Expected: number(cells), Source: ofPrivacy}))
	}
	unknown := 0
	for _, l := range of.terms.Levels {
		if _, known := of.people.Number(l.Person); !known {
			unknown++
		}
	}
	if unknown > 0 {
		note(rule.Advice("OSM-MEASURE-029", "/gaps", rule.Detail{Found: number(unknown), Source: ofGaps}))
	}
	return found
}

// adviseGaps points to the largest gap that chance does not explain.
func (m *Measures) adviseGaps(note func(f engagement.Finding)) {
	best, path := 0.0, ""
	var name engagement.Text
	var share int
	for i := range m.Gaps.Competences {
		c := &m.Gaps.Competences[i]
		take := func(g *Gap, at string) {
			if r := g.Below.Rate; r != nil && r.Share >= largeGap && r.Low > best {
				best, path, name, share = r.Low, at, c.Competence.Name, int(100*r.Share+0.5)
			}
		}
		take(&c.Everyone, "/gaps/competences/"+number(i)+"/everyone")
		for n := range c.Teams {
			take(&c.Teams[n], "/gaps/competences/"+number(i)+"/teams/"+number(n))
		}
	}
	if path != "" {
		note(rule.Advice("OSM-MEASURE-027", path, rule.Detail{Found: strconv.Itoa(share), Args: []any{name}, Source: ofGaps}))
	}
}
