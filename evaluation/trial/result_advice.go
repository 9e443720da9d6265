package trial

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// FewTeams is below how many teams in an arm intervals are wide and rough.
const FewTeams = 10

// The sources of the advice.
const (
	ofEffects = "domain: experiments with a holdout, so that effect is shown and not assumed"
	ofPrivacy = "domain: nothing is shown of groups smaller than a minimum"
	ofRatio   = "A. Fabijan et al., Diagnosing sample ratio mismatch in online controlled experiments, KDD 2019"
	ofLooks   = "R. Johari, P. Koomen, L. Pekelis and D. Walsh, Peeking at A/B tests, KDD 2017"
	ofTeams   = "A. Donner and N. Klar, Design and Analysis of Cluster Randomization Trials (2000)"
	ofAbsence = "D. G. Altman and J. M. Bland, Absence of evidence is not evidence of absence, BMJ 311 (1995)"
)

// advise says how far the figures carry.
func (t *Trial) advise(r *Result, all *Tally, fewestTeams int) {
	note := func(f engagement.Finding) { r.Findings = append(r.Findings, f) }
	smallest := strconv.Itoa(r.SmallestGroup)
	if r.Arms[0].People == nil {
		note(rule.Advice("OSM-TRIAL-008", "/arms", rule.Detail{Found: r.Experiment, Expected: smallest, Source: ofPrivacy}))
		return
	}
	if r.Ratio != nil && r.Ratio.Mismatch {
		note(rule.Advice("OSM-TRIAL-009", "/ratio", rule.Detail{Found: r.Experiment, Source: ofRatio}))
	}
	if !r.Final {
		note(rule.Advice("OSM-TRIAL-010", "/made", rule.Detail{Found: string(r.Made), Expected: string(r.Ends), Source: ofLooks}))
	}
	if r.Unit == campaign.TeamUnit {
		switch {
		case fewestTeams < campaign.SmallestGroup:
			note(rule.Advice("OSM-TRIAL-011", "/arms", rule.Detail{Found: r.Experiment, Expected: strconv.Itoa(campaign.SmallestGroup), Source: ofTeams}))
		case fewestTeams < FewTeams:
			note(rule.Advice("OSM-TRIAL-012", "/arms", rule.Detail{Found: strconv.Itoa(fewestTeams), Expected: strconv.Itoa(FewTeams), Source: ofTeams}))
		}
	}
	if all.heldBack >= r.SmallestGroup {
		note(rule.Advice("OSM-TRIAL-013", "/arms/0", rule.Detail{Found: r.Experiment, Source: ofEffects}))
	}
	open := r.Final
	for i := range r.Outcomes {
		o, path := &r.Outcomes[i], "/outcomes/"+strconv.Itoa(i)
		if o.Suppressed {
			note(rule.Advice("OSM-TRIAL-014", path, rule.Detail{Found: o.ID, Expected: smallest, Args: []any{o.Name}, Source: ofPrivacy}))
		}
		if t.onlyHeldBack(&t.terms.Outcomes[i]) {
			note(rule.Advice("OSM-TRIAL-015", path, rule.Detail{Found: o.ID, Args: []any{o.Name}, Source: ofEffects}))
		}
	}
	if n := len(r.Outcomes); n > 1 {
		note(rule.Advice("OSM-TRIAL-016", "/outcomes", rule.Detail{Found: strconv.Itoa(n), Args: []any{r.Outcomes[0].Name}, Source: ofEffects}))
	}
	for _, e := range r.Outcomes[0].Effects {
		open = open && e.Verdict == Open
	}
	if open && len(r.Outcomes[0].Effects) > 0 {
		note(rule.Advice("OSM-TRIAL-017", "/outcomes/0", rule.Detail{Found: r.Outcomes[0].ID, Args: []any{r.Outcomes[0].Name}, Source: ofAbsence}))
	}
}

// onlyHeldBack reports whether an outcome counts nothing but what those held out
// do not get.
func (t *Trial) onlyHeldBack(o *Outcome) bool {
	if t.experiment.Holdout == nil || o.Verb == "" {
		return false
	}
	counted := o.Touchpoints
	if len(counted) == 0 {
		for i := range t.plan.Brief.Touchpoints {
			counted = append(counted, t.plan.Brief.Touchpoints[i].ID)
		}
	}
	for _, id := range counted {
		if !of(t.planned.Touchpoints, id) {
			return false
		}
	}
	return true
}
