package survey

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// CheckPulses returns what is wrong between the pulses of a brief and the
// surveys that they name: a survey that is not among those given, one that asks
// about somebody else, one that lacks a language of the campaign, and, as
// advice, another number of questions than people were told. Paths point into
// the brief. A pulse that names no survey is passed over. The codes are
// OSM-SURVEY-039 to 042. Source: seed 004.
func CheckPulses(b *campaign.Brief, surveys ...*Survey) engagement.Findings {
	var ids []string
	for _, s := range surveys {
		ids = append(ids, s.ID)
	}
	var found engagement.Findings
	for i, t := range b.Touchpoints {
		if t.Pulse == nil || t.Pulse.Survey == "" {
			continue
		}
		path := at("/touchpoints", i) + "/pulse"
		which := slices.Index(ids, t.Pulse.Survey)
		if which < 0 {
			found = append(found, rule.Error("OSM-SURVEY-039", path+"/survey", rule.Detail{Found: t.Pulse.Survey, Near: ids}))
			continue
		}
		s := surveys[which]
		if s.Kind == Feedback360 {
			found = append(found, rule.Error("OSM-SURVEY-040", path+"/survey", rule.Detail{Found: s.ID, Source: "004"}))
		}
		for _, l := range b.Languages {
			if !slices.Contains(s.Languages, l) {
				found = append(found, rule.Error("OSM-SURVEY-041", path+"/survey", rule.Detail{Found: s.ID, Expected: string(l)}))
			}
		}
		if n := len(s.Questions); t.Pulse.Questions != n {
			found = append(found, rule.Advice("OSM-SURVEY-042", path+"/questions", rule.Detail{Found: strconv.Itoa(t.Pulse.Questions), Expected: strconv.Itoa(n), Args: []any{s.ID}, Source: "004"}))
		}
	}
	return found
}
