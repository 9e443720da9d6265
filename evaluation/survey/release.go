package survey

import (
	"slices"

	"github.com/osmosi-learning/osmosi/evaluation/privacy"
)

// Release is how many people the results say answered, such as for an audit or
// for a document of the same campaign that is to be safe beside them. Who passed
// a question over is no group that results protect, so that each question, scale
// and competence is a stage of its own. Feedback from all sides has none: its
// raters are known by design.
func (r *Results) Release() privacy.Release {
	of := "answered " + r.Survey
	if r.Wave != "" {
		of += " " + r.Wave
	}
	made := privacy.Release{Osmosi: privacy.ReleaseVersion, SmallestGroup: max(r.Smallest, privacy.FewestPeople)}
	groups := privacy.Dimension{ID: "group of " + of}
	add := func(stage, group string, people *int) {
		c := privacy.Count{Stage: stage, People: people}
		if group != "" {
			if !slices.Contains(groups.Values, group) {
				groups.Values = append(groups.Values, group)
			}
			c.Of = []privacy.Category{{Dimension: groups.ID, Value: group}}
		}
		made.Counts = append(made.Counts, c)
	}
	stage := func(of, kind, id string) string {
		if kind != "" {
			of += ", " + kind + " " + id
		}
		made.Stages = append(made.Stages, privacy.Level{ID: of})
		return of
	}
	named := func(group string) string {
		if group == "" {
			return "(none)"
		}
		return group
	}
	if r.Subject != "" {
		return made
	}
	add(stage(of, "", ""), "", r.Sheets)
	for _, q := range r.Questions {
		if q.Total == nil {
			continue
		}
		at := stage(of, "question", q.Question)
		add(at, "", q.Total.N)
		for _, g := range q.Groups {
			add(at, named(g.Group), g.N)
		}
	}
	for _, s := range r.Scales {
		at := stage(of, "scale", s.Scale)
		add(at, "", s.Total.N)
		for _, g := range s.Groups {
			add(at, named(g.Group), g.N)
		}
	}
	for _, c := range r.Competences {
		if c.Total == nil {
			continue
		}
		at := stage(of, "competence", c.Competence)
		add(at, "", c.Total.N)
		for _, g := range c.Groups {
			add(at, named(g.Group), g.N)
		}
	}
	if groups.Values != nil {
		made.Dimensions = []privacy.Dimension{groups}
	}
	return made
}
