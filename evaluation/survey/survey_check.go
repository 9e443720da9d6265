package survey

import (
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// checker gathers what is wrong with a survey.
type checker struct {
	*Survey
	found engagement.Findings
}

func (c *checker) fault(code, path string, d rule.Detail) {
	c.found = append(c.found, rule.Error(code, path, d))
}

// at is the place of an item of a list.
func at(list string, i int) string { return list + "/" + strconv.Itoa(i) }

// check returns the breaches of rules that a schema cannot tell, and advice.
func (s *Survey) check() engagement.Findings {
	c := &checker{Survey: s}
	if s.Smallest != 0 && s.Smallest < audience.FewestSurveyed {
		c.fault("OSM-SURVEY-010", "/smallest", rule.Detail{Found: strconv.Itoa(s.Smallest), Expected: strconv.Itoa(audience.FewestSurveyed)})
	}
	c.text("/title", s.Title)
	c.text("/intro", s.Intro)
	c.unique("/waves", "", s.Waves)
	var scales, competences, questions []string
	for i, one := range s.Scales {
		scales = append(scales, one.ID)
		c.text(at("/scales", i)+"/name", one.Name)
	}
	for i, one := range s.Competences {
		competences = append(competences, one.ID)
		c.text(at("/competences", i)+"/name", one.Name)
	}
	for i := range s.Questions {
		questions = append(questions, s.Questions[i].ID)
		c.question(at("/questions", i), &s.Questions[i], scales, competences)
	}
	c.unique("/scales", "/id", scales)
	c.unique("/competences", "/id", competences)
	c.unique("/questions", "/id", questions)
	for i := range s.Scales {
		c.scale(at("/scales", i), &s.Scales[i])
	}
	for i := range s.Competences {
		c.competence(at("/competences", i), &s.Competences[i])
	}
	if s.Kind == Feedback360 && !slices.ContainsFunc(s.Questions, func(q Question) bool { return q.Competence != "" }) {
		c.fault("OSM-SURVEY-011", "/questions", rule.Detail{Source: "000"})
	}
	c.advise()
	return c.found
}

// text is written in every language of the survey.
func (c *checker) text(path string, t engagement.Text) {
	for _, l := range t.Missing(c.Languages) {
		c.fault("OSM-SURVEY-003", path+"/"+string(l), rule.Detail{Found: string(l)})
	}
}

// unique holds IDs to standing there once.
func (c *checker) unique(list, member string, ids []string) {
	for i, id := range ids {
		if first := slices.Index(ids, id); first < i && id != "" {
			c.fault("OSM-SURVEY-001", at(list, i)+member, rule.Detail{Found: id, Expected: at(list, first)})
		}
	}
}

func (c *checker) question(path string, q *Question, scales, competences []string) {
	c.text(path+"/text", q.Text)
	refer := func(member, id string, known []string) {
		if id != "" && !slices.Contains(known, id) {
			c.fault("OSM-SURVEY-002", path+"/"+member, rule.Detail{Found: id, Expected: member + "s", Near: known})
		}
	}
	refer("scale", q.Scale, scales)
	refer("competence", q.Competence, competences)
	if q.Scale != "" && q.Competence != "" {
		c.fault("OSM-SURVEY-012", path+"/competence", rule.Detail{Found: q.Competence, Expected: q.Scale})
	}
	if !slices.Contains(QuestionKinds(), q.Kind) {
		return // the schema has said so
	}
	for _, m := range []struct {
		name       string
		has, suits bool
	}{
		{"points", q.Points != 0, q.Kind == Agreement},
		{"labels", q.Labels != nil, q.Kind == Agreement},
		{"options", q.Options != nil, q.Kind.chosen()},
		{"reversed", q.Reversed, q.Kind.rated()},
		{"scale", q.Scale != "", q.Kind.rated()},
		{"competence", q.Competence != "", q.Kind.rated()},
		{"motive", q.Motive != "", q.Kind == Single || q.Kind == Multiple},
	} {
		if m.has && !m.suits {
			c.fault("OSM-SURVEY-005", path+"/"+m.name, rule.Detail{Found: m.name, Expected: string(q.Kind)})
		}
	}
	if _, points := q.points(); q.Kind == Agreement && len(q.Labels) != 0 && len(q.Labels) != 2 && len(q.Labels) != points {
		c.fault("OSM-SURVEY-004", path+"/labels", rule.Detail{Found: strconv.Itoa(len(q.Labels)), Expected: strconv.Itoa(points)})
	}
	for i, l := range q.Labels {
		c.text(at(path+"/labels", i), l)
	}
	if q.Kind.chosen() && len(q.Options) < 2 {
		c.fault("OSM-SURVEY-006", path+"/options", rule.Detail{Found: strconv.Itoa(len(q.Options))})
	}
	var options []string
	for i, o := range q.Options {
		options = append(options, o.ID)
		c.text(at(path+"/options", i)+"/text", o.Text)
		if values := q.Motive.values(); values != nil && !slices.Contains(values, o.ID) {
			c.fault("OSM-SURVEY-009", at(path+"/options", i)+"/id", rule.Detail{Found: o.ID, Expected: strings.Join(values, ", "), Near: values})
		}
	}
	c.unique(path+"/options", "/id", options)
}

// alike reports whether all items can be given the same points.
func alike(items []*Question) bool {
	return !slices.ContainsFunc(items, func(q *Question) bool {
		least, most := q.points()
		first, last := items[0].points()
		return least != first || most != last
	})
}

func (c *checker) scale(path string, s *Scale) {
	items := c.items(scaleOf, s.ID)
	if !alike(items) {
		c.fault("OSM-SURVEY-007", path, rule.Detail{Found: s.ID})
	}
	if s.Method == UMUXLite && (len(items) != 2 || slices.ContainsFunc(items, func(q *Question) bool {
		return q.Kind != Agreement || q.Points != 7 || q.Reversed
	})) {
		c.fault("OSM-SURVEY-008", path, rule.Detail{Found: s.ID, Source: "Lewis, Utesch and Maher 2013, UMUX-LITE: when there’s no time for the SUS"})
	} else if len(items) < 2 {
		c.found = append(c.found, rule.Advice("OSM-SURVEY-016", path, rule.Detail{Found: s.ID, Expected: strconv.Itoa(len(items)), Source: "Cronbach 1951, Coefficient alpha and the internal structure of tests"}))
	}
}

func (c *checker) competence(path string, k *Competence) {
	items := c.items(competenceOf, k.ID)
	if !alike(items) {
		c.fault("OSM-SURVEY-007", path, rule.Detail{Found: k.ID})
	}
	if k.Required == 0 || len(items) == 0 {
		return
	}
	if least, most := items[0].points(); k.Required < least || k.Required > most {
		c.fault("OSM-SURVEY-013", path+"/required", rule.Detail{Found: strconv.Itoa(k.Required), Expected: strconv.Itoa(least) + "–" + strconv.Itoa(most)})
	}
}

func (c *checker) advise() {
	if n := len(c.Questions); c.Kind == Pulse && n > campaign.PulseQuestions {
		c.found = append(c.found, rule.Advice("OSM-SURVEY-014", "/questions", rule.Detail{Found: strconv.Itoa(n), Expected: strconv.Itoa(campaign.PulseQuestions), Source: "004"}))
	}
	// Only what the author says a question is after is known: words alone do
	// not tell.
	liking, other := 0, 0
	for i := range c.Questions {
		switch q := &c.Questions[i]; {
		case q.About == Liking:
			liking++
		case q.Kind != Open:
			other++
		}
	}
	if liking > 0 && other == 0 {
		c.found = append(c.found, rule.Advice("OSM-SURVEY-015", "/questions", rule.Detail{Source: "Alliger and others 1997, A meta-analysis of the relations among training criteria"}))
	}
	if c.Kind == Needs && !slices.ContainsFunc(c.Questions, func(q Question) bool { return q.Motive != "" }) {
		c.found = append(c.found, rule.Advice("OSM-SURVEY-017", "/questions", rule.Detail{Source: "004"}))
	}
}
