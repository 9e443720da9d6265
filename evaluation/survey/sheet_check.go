package survey

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// MaxText is how long an open answer may be, in characters.
const MaxText = 4000

// CheckSheet returns everything wrong with a sheet of the survey, apart from
// who signed it. Paths begin with the given JSON Pointer. The codes are
// OSM-SURVEY-021 to 033.
func (s *Survey) CheckSheet(sheet *Sheet, path string) engagement.Findings {
	var found engagement.Findings
	fault := func(code, place string, d rule.Detail) {
		found = append(found, rule.Error(code, path+place, d))
	}
	if sheet.Survey != s.ID {
		fault("OSM-SURVEY-021", "/survey", rule.Detail{Found: clip(sheet.Survey), Expected: s.ID})
		return found // the rest would be about another survey
	}
	if sheet.Wave != "" && !slices.Contains(s.Waves, sheet.Wave) || sheet.Wave == "" && len(s.Waves) > 0 {
		fault("OSM-SURVEY-022", "/wave", rule.Detail{Found: clip(sheet.Wave), Expected: strings.Join(s.Waves, ", "), Near: s.Waves})
	}
	switch {
	case s.Kind != Feedback360:
		if sheet.Subject != "" {
			fault("OSM-SURVEY-030", "/subject", rule.Detail{Found: "subject"})
		}
		if sheet.Relation != "" {
			fault("OSM-SURVEY-030", "/relation", rule.Detail{Found: "relation"})
		}
	default:
		if sheet.Subject == "" {
			fault("OSM-SURVEY-031", "/subject", rule.Detail{Expected: "subject"})
		} else if telling(sheet.Subject) {
			fault("OSM-SURVEY-033", "/subject", rule.Detail{Found: clip(sheet.Subject)})
		}
		if !slices.Contains(Relations(), sheet.Relation) {
			fault("OSM-SURVEY-031", "/relation", rule.Detail{Expected: "relation"})
		}
	}
	answered := map[string]int{}
	var ids []string
	for i := range s.Questions {
		ids = append(ids, s.Questions[i].ID)
	}
	for i := range sheet.Answers {
		a, place := &sheet.Answers[i], at("/answers", i)
		q := s.Question(a.Question)
		if q == nil {
			fault("OSM-SURVEY-002", place+"/question", rule.Detail{Found: clip(a.Question), Expected: "questions", Near: ids})
			continue
		}
		if first, twice := answered[q.ID]; twice {
			fault("OSM-SURVEY-023", place+"/question", rule.Detail{Found: q.ID, Expected: path + at("/answers", first)})
			continue
		}
		answered[q.ID] = i
		found = append(found, q.checkAnswer(a, path+place)...)
	}
	for i := range s.Questions {
		q := &s.Questions[i]
		if _, has := answered[q.ID]; q.Required && !has {
			fault("OSM-SURVEY-024", "/answers", rule.Detail{Expected: q.ID})
		}
	}
	return found
}

// checkAnswer returns everything wrong with an answer to the question.
func (q *Question) checkAnswer(a *Answer, path string) engagement.Findings {
	var found engagement.Findings
	fault := func(code, place string, d rule.Detail) {
		found = append(found, rule.Error(code, path+place, d))
	}
	form := map[bool]string{q.Kind.rated(): "points", q.Kind.chosen(): "options", q.Kind == Open: "text"}[true]
	given := map[string]bool{"points": a.Points != nil, "options": len(a.Options) > 0, "text": strings.TrimSpace(a.Text) != ""}
	for _, name := range []string{"points", "options", "text"} {
		if given[name] != (name == form) {
			fault("OSM-SURVEY-025", "/"+name, rule.Detail{Found: q.ID, Expected: form})
			return found
		}
	}
	switch form {
	case "points":
		if least, most := q.points(); *a.Points < least || *a.Points > most {
			fault("OSM-SURVEY-026", "/points", rule.Detail{Found: strconv.Itoa(*a.Points), Expected: strconv.Itoa(least) + "–" + strconv.Itoa(most)})
		}
	case "text":
		if n := utf8.RuneCountInString(a.Text); n > MaxText {
			fault("OSM-SURVEY-032", "/text", rule.Detail{Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxText)})
		}
	case "options":
		var options []string
		for _, o := range q.Options {
			options = append(options, o.ID)
		}
		for i, id := range a.Options {
			if !slices.Contains(options, id) {
				fault("OSM-SURVEY-027", at("/options", i), rule.Detail{Found: clip(id), Expected: strings.Join(options, ", "), Near: options})
			} else if slices.Contains(a.Options[:i], id) {
				fault("OSM-SURVEY-028", at("/options", i), rule.Detail{Found: id})
			}
		}
		if n := len(a.Options); q.Kind == Single && n != 1 || q.Kind == Rank && n != len(options) {
			want := map[QuestionKind]int{Single: 1, Rank: len(options)}[q.Kind]
			fault("OSM-SURVEY-029", "/options", rule.Detail{Found: strconv.Itoa(n), Expected: strconv.Itoa(want)})
		}
	}
	return found
}

// telling reports whether what should be a pseudonym names somebody.
func telling(pseudonym string) bool { return strings.ContainsAny(strings.TrimSpace(pseudonym), "@ ") }

// clip keeps what a finding quotes short, however long the input was.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
