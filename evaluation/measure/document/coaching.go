package document

import (
	"cmp"

	"github.com/osmosi-learning/osmosi/evaluation/measure"
)

// coaching is how many people were coached, in sentences and tables.
type coaching struct {
	section
	Meaning, Tier string
	Tables        []table
}

func (w writer) coaching() *coaching {
	c := w.measures.Coaching
	if c == nil {
		return nil
	}
	out := &coaching{section: section{Name: w.Say("measure.coaching")}, Meaning: c.Meaning.In(w.Language), Tier: w.Say("measure.tier", int(c.Tier), c.Tier.Text().In(w.Language))}
	say := func(key string, args ...any) { out.Sentences = append(out.Sentences, w.Say(key, args...)) }
	all, everyone := &c.Everyone, w.measures.Funnels[0].Rows[0].Audience
	if r := all.Coached.Rate; r != nil {
		_, low, high := w.Rate(r)
		say("measure.coaching.sentence", *all.Coached.People, *everyone.People, low, high)
	} else {
		say("measure.sentence.hidden", w.measures.SmallestGroup)
	}
	if n := all.Again.People; n != nil && *n > 0 {
		say("measure.coaching.again", *n)
	}
	if n := all.Sessions; n != nil && *n > 0 {
		say("measure.coaching.sessions", *n)
		if h := all.Hours; h != nil && everyone.People != nil {
			say("measure.coaching.hours", w.Decimals(*h, 1), w.Decimals(*h/float64(*everyone.People), 1), *everyone.People)
		}
	}
	if c.Euros != nil {
		say("measure.coaching.euros", w.Decimals(*c.Euros, 0))
	}
	say("measure.coaching.traces")
	if len(c.Segments) > 0 {
		out.Tables = append(out.Tables, w.coachingBySegment(c))
	}
	if len(c.Competences) > 0 {
		out.Tables = append(out.Tables, w.coachingByCompetence(c))
	}
	return out
}

func (w writer) coachingBySegment(c *measure.Coaching) table {
	out := table{ID: "coaching-segments", Name: w.Say("measure.coaching.by"), Note: w.Say("measure.split.people"), Columns: []heading{
		{Stage: "none", Name: w.Say("measure.coaching.coached"), Base: w.Say("report.base.reached")},
		{Stage: "none", Name: w.Say("measure.coaching.more"), Base: w.Say("measure.coaching.of")}}}
	told := c.Everyone.Sessions != nil
	for i := range c.Segments {
		told = told && c.Segments[i].Sessions != nil
	}
	if told {
		out.Columns = append(out.Columns, heading{Stage: "none", Name: w.Say("measure.coaching.count")}, heading{Stage: "none", Name: w.Say("measure.coaching.length")})
	}
	for i := range c.Segments {
		r := &c.Segments[i]
		made := row{Name: w.value(measure.BySegment, "", r.Segment), Cells: []cell{w.cell(r.Coached), w.cell(r.Again)}}
		if told {
			hours := "–"
			if r.Hours != nil {
				hours = w.Decimals(*r.Hours, 1)
			}
			made.Cells = append(made.Cells, cell{Figure: w.Whole(*r.Sessions)}, cell{Figure: hours})
		}
		out.Rows = append(out.Rows, made)
	}
	return out
}

func (w writer) coachingByCompetence(c *measure.Coaching) table {
	out := table{ID: "coaching-competences", Name: w.Say("measure.coaching.on"), Note: w.Say("measure.coaching.overlap"),
		Columns: []heading{{Stage: "none", Name: w.Say("measure.coaching.coached"), Base: w.Say("measure.coaching.of")}}}
	for i := range c.Competences {
		on := &c.Competences[i]
		out.Rows = append(out.Rows, row{Name: cmp.Or(on.Competence.Name.In(w.Language), on.Competence.ID), Cells: []cell{w.cell(on.Coached)}})
	}
	return out
}
