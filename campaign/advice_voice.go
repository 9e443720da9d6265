package campaign

import "strconv"

// voiceAdvice is about ambassadors, the few whose voices reach most (seed 001).
func voiceAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-VOICE-009", "001", func(a *advisor) []remark {
			people := a.plan.Audiences[0].People
			return a.touchpointsSaying("/ambassadors/count", func(t *Touchpoint) (string, string, bool) {
				if t.Ambassadors == nil || people == nil || *people == 0 {
					return "", "", false
				}
				most := max(1, int(MostAmbassadors*float64(*people)))
				return strconv.Itoa(t.Ambassadors.Count), strconv.Itoa(most), t.Ambassadors.Count > most
			})
		}},
		{"OSM-VOICE-010", "001", (*advisor).lateVoices},
		{"OSM-VOICE-011", "001", func(a *advisor) []remark {
			return a.touchpointsSaying("/ambassadors/count", func(t *Touchpoint) (string, string, bool) {
				if t.Ambassadors == nil || a.plan.planned(t.ID) == nil || a.crowd.empty {
					return "", "", false
				}
				return strconv.Itoa(t.Ambassadors.Count), "", len(a.crowd.voices.choices[t.ID].People) < t.Ambassadors.Count
			})
		}},
	}
}

// lateVoices remarks on the first touchpoint that asks ambassadors, where it
// comes when activation has begun: they are to be heard before.
func (a *advisor) lateVoices() []remark {
	for _, planned := range a.plan.Touchpoints { // in order of time
		t := a.plan.Touchpoint(planned.ID)
		if t.Ambassadors == nil {
			continue
		}
		if planned.Date < a.Frame.Activate {
			return nil
		}
		return a.touchpointsSaying("/day", func(u *Touchpoint) (string, string, bool) {
			return string(planned.Date), string(a.Frame.Activate), u.ID == planned.ID
		})
	}
	return nil
}
