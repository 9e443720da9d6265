package campaign

import (
	"math"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/internal/rule"
)

// ruleOfExperiments is the source of the rules on experiments.
const ruleOfExperiments = "domain: experiments with a holdout, so that effect is shown and not assumed"

// experiments refuses experiments that share nobody out, or the same people
// twice, and holdouts that would harm those held out.
func (c *checker) experiments() {
	b := c.brief
	if n := len(b.Experiments); n > MostExperiments {
		c.fault("OSM-EXPERIMENT-001", "/experiments", rule.Detail{Found: strconv.Itoa(n), Expected: strconv.Itoa(MostExperiments), Source: ruleOfExperiments})
	}
	for i := range b.Experiments {
		e, path := &b.Experiments[i], at("experiments", i)
		fault := func(code, at string, d rule.Detail) {
			d.Source = ruleOfExperiments
			c.fault(code, path+at, d)
		}
		c.text(path+"/name", e.Name)
		if (e.Holdout == nil) == (e.Comparison == nil) {
			fault("OSM-EXPERIMENT-002", "", rule.Detail{Found: e.ID})
		}
		if ns := e.Namespace; ns != nil && !(ns.Start < ns.End) { // what is below 0 or above 1, the schema refuses
			fault("OSM-EXPERIMENT-003", "/namespace/end", rule.Detail{Found: written(ns.Start) + "–" + written(ns.End)})
		}
		for k := range i {
			if other := &b.Experiments[k]; other.Seed == e.Seed {
				fault("OSM-EXPERIMENT-004", "/seed", rule.Detail{Found: e.Seed, Expected: other.ID})
				break
			}
		}
		c.holdout(path+"/holdout", e.Holdout, fault)
		c.comparison(path+"/comparison", i, fault)
	}
}

// holdout refuses a share of nobody or everybody, and what nobody may be held
// out of.
func (c *checker) holdout(path string, h *Holdout, fault func(code, at string, d rule.Detail)) {
	if h == nil {
		return
	}
	if !(h.Share > 0 && h.Share < 1) {
		fault("OSM-EXPERIMENT-005", "/holdout/share", rule.Detail{Found: written(h.Share)})
	}
	for i, id := range h.Touchpoints {
		at := "/touchpoints/" + strconv.Itoa(i)
		c.refer("touchpoints", id, path+at)
		switch t := c.brief.Touchpoint(id); {
		case t == nil:
		case t.Kind == ManagerBriefing || t.Kind == Toolkit:
			fault("OSM-EXPERIMENT-006", "/holdout"+at, rule.Detail{Found: id})
		case c.brief.obligates(t):
			fault("OSM-EXPERIMENT-007", "/holdout"+at, rule.Detail{Found: id})
		}
	}
}

// comparison refuses shares that are not 1 together, variants that differ in
// nothing, and texts that two experiments would choose for one person.
func (c *checker) comparison(path string, i int, fault func(code, at string, d rule.Detail)) {
	e := &c.brief.Experiments[i]
	if e.Comparison == nil {
		return
	}
	c.refer("touchpoints", e.Comparison.Touchpoint, path+"/touchpoint")
	t := c.brief.Touchpoint(e.Comparison.Touchpoint)
	sum := 0.0
	for k, arm := range e.arms() {
		sum += arm.share
		if !(arm.share > 0 && arm.share < 1) {
			member := "/control"
			if k > 0 {
				member = "/variants/" + strconv.Itoa(k-1) + "/weight"
			}
			fault("OSM-EXPERIMENT-005", "/comparison"+member, rule.Detail{Found: written(arm.share)})
		}
	}
	if math.Abs(sum-1) > 1e-9 {
		fault("OSM-EXPERIMENT-008", "/comparison/variants", rule.Detail{Found: written(sum), Expected: "1"})
	}
	for k, v := range e.Comparison.Variants {
		at := "/variants/" + strconv.Itoa(k)
		if v.Title == nil && v.Body == nil {
			fault("OSM-EXPERIMENT-009", "/comparison"+at, rule.Detail{Found: v.ID})
		}
		if v.Title != nil {
			c.text(path+at+"/title", *v.Title)
		}
		if v.Body != nil {
			c.text(path+at+"/body", *v.Body)
			if t != nil && t.Snippet {
				c.snippet(path+at+"/body", *v.Body)
			}
		}
		if c.taken(i, k) {
			fault("OSM-EXPERIMENT-010", "/comparison"+at+"/id", rule.Detail{Found: v.ID, Args: []any{e.Comparison.Touchpoint}})
		}
	}
	for k := range i {
		other := &c.brief.Experiments[k]
		if other.Comparison != nil && other.Comparison.Touchpoint == e.Comparison.Touchpoint && !e.apart(other) {
			fault("OSM-EXPERIMENT-011", "/comparison/touchpoint", rule.Detail{Found: e.Comparison.Touchpoint, Expected: other.ID})
		}
	}
}

// taken reports whether a variant's ID names something else of its touchpoint.
func (c *checker) taken(experiment, variant int) bool {
	of := c.brief.Experiments[experiment].Comparison
	id := of.Variants[variant].ID
	if slices.Contains([]string{ArmHoldout, ArmCampaign, ArmControl}, id) {
		return true
	}
	for i := range experiment + 1 {
		other := c.brief.Experiments[i].Comparison
		if other == nil || other.Touchpoint != of.Touchpoint {
			continue
		}
		variants := other.Variants
		if i == experiment {
			variants = variants[:variant]
		}
		if slices.ContainsFunc(variants, func(v Variant) bool { return v.ID == id }) {
			return true
		}
	}
	return false
}

// apart reports whether nobody takes part in both experiments.
func (e *Experiment) apart(other *Experiment) bool {
	a, b := e.Namespace, other.Namespace
	return a != nil && b != nil && a.Name == b.Name && (e.Unit == TeamUnit) == (other.Unit == TeamUnit) && (a.End <= b.Start || b.End <= a.Start)
}

// written is a share as the brief has it, without what binary fractions add.
func written(v float64) string { return strconv.FormatFloat(math.Round(v*1e9)/1e9, 'f', -1, 64) }

// experimentAdvice is about experiments that would show little.
func experimentAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-EXPERIMENT-012", ruleOfExperiments, func(a *advisor) []remark {
			return a.experimentsSaying("/holdout/share", func(e *Experiment) (string, string, bool) {
				if e.Holdout == nil {
					return "", "", false
				}
				return written(e.Holdout.Share), e.ID, e.Holdout.Share > 0.5
			})
		}},
		{"OSM-EXPERIMENT-013", ruleOfExperiments, func(a *advisor) []remark {
			return a.experimentsSaying("/holdout", func(e *Experiment) (string, string, bool) {
				return e.ID, "", e.Holdout != nil && len(a.Touches(e)) == 0
			})
		}},
		{"OSM-EXPERIMENT-014", ruleOfExperiments, func(a *advisor) []remark {
			return a.experimentsSaying("/holdout", func(e *Experiment) (string, string, bool) {
				other := a.overlapping(e)
				return e.ID, other, other != ""
			})
		}},
		{"OSM-EXPERIMENT-015", ruleOfExperiments, func(a *advisor) []remark {
			return a.experimentsSaying("", func(e *Experiment) (string, string, bool) {
				planned := find(a.plan.Experiments, e.ID, func(p *PlannedExperiment) string { return p.ID })
				return e.ID, "", !a.crowd.empty && len(planned.Touchpoints) > 0 && planned.Detectable == nil
			})
		}},
	}
}

// overlapping is the first holdout before one that keeps something back that
// this one does too, from some of the same people; empty where none does.
func (a *advisor) overlapping(e *Experiment) string {
	for i := range a.Experiments {
		other := &a.Experiments[i]
		if other.ID == e.ID {
			break
		}
		touched := a.Touches(e)
		if e.Holdout != nil && other.Holdout != nil && !e.apart(other) && slices.ContainsFunc(a.Touches(other), func(id string) bool { return slices.Contains(touched, id) }) {
			return other.ID
		}
	}
	return ""
}

// experimentsSaying remarks on the experiments that say something.
func (a *advisor) experimentsSaying(member string, say func(e *Experiment) (found, expected string, holds bool)) []remark {
	var found []remark
	for i := range a.Experiments {
		if f, expected, holds := say(&a.Experiments[i]); holds {
			found = append(found, remark{path: at("experiments", i) + member, found: f, expected: expected})
		}
	}
	return found
}
