package schema_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/schema"
)

// brokenSurveys are faults in the instrument that asks after needs.
var brokenSurveys = []brokenBrief{
	{"without its kind", "/osmosi", none{}},
	{"of a later version", "/osmosi", "survey/v2"},
	{"of a kind unknown", "/kind", "exam"},
	{"without a title", "/title", none{}},
	{"without saying whether it is anonymous", "/anonymous", none{}},
	{"anonymous in words", "/anonymous", "yes"},
	{"no language", "/languages", array{}},
	{"the same language twice", "/languages", array{"it", "it"}},
	{"no question", "/questions", array{}},
	{"question of a kind unknown", "/questions/0/kind", "stars"},
	{"question without words", "/questions/0/text", none{}},
	{"one point", "/questions/0/points", 1},
	{"twelve points", "/questions/0/points", 12},
	{"no option", "/questions/0/options", array{}},
	{"option without its words", "/questions/0/options/0/text", none{}},
	{"option with a space", "/questions/0/options/0/id", "a b"},
	{"unknown motive", "/questions/0/motive", "money"},
	{"unknown topic", "/questions/0/about", "fun"},
	{"unknown member", "/questions/0/weight", 2},
	{"wave with a time of day", "/waves", array{"2027-03-01T09:12"}},
	{"unknown method", "/scales", array{object{"id": "x", "name": text, "method": "sum"}}},
}

var brokenAnswers = []brokenBrief{
	{"of another kind", "/osmosi", "survey/v1"},
	{"without answers", "/answers", none{}},
	{"with a time", "/at", "2027-03-01T09:12:33Z"},
	{"nobody in person", "/person", ""},
	{"unknown relation", "/relation", "friend"},
	{"points in words", "/answers/0/points", "five"},
	{"no option", "/answers/0/options", array{}},
	{"answer to nothing", "/answers/0/question", none{}},
}

// surveysAgree holds both validators to surveys, answers and results: right
// ones are right to both, wrong ones wrong in the same place.
func surveysAgree(t *testing.T, second secondValidator) {
	right := map[schema.Document][][2]string{}
	for _, i := range survey.Instruments() {
		right[schema.Survey] = append(right[schema.Survey], [2]string{string(i), string(i.JSON())})
	}
	pulse := survey.PulseInstrument.Survey()
	tally, four := survey.NewTally(pulse), 4
	line := survey.Sheet{Osmosi: survey.AnswersVersion, Survey: pulse.ID, Group: "north", Answers: []survey.Answer{{Question: "ease", Points: &four}}}
	for range 6 {
		require.NoError(t, tally.Add(line))
	}
	results, err := tally.Results("")
	require.NoError(t, err)
	data, err := json.Marshal(results)
	require.NoError(t, err)
	right[schema.Results] = [][2]string{{"results", string(data)}}
	right[schema.Answers] = [][2]string{{"answers", string(survey.AppendSheet(nil, line))}}

	agree(t, second, right,
		map[schema.Document][]brokenBrief{schema.Survey: brokenSurveys, schema.Answers: brokenAnswers},
		map[schema.Document][]byte{schema.Survey: survey.NeedsInstrument.JSON(), schema.Answers: survey.AppendSheet(nil, line)})
}

// agree holds both validators to documents: right ones are right to both, and
// faults planted in a right one are found by both in the same place.
func agree(t *testing.T, second secondValidator, right map[schema.Document][][2]string, wrong map[schema.Document][]brokenBrief, base map[schema.Document][]byte) {
	t.Helper()
	for d, documents := range right {
		for name, paths := range second.validate(t, d, documents) {
			require.Nil(t, paths, "%s as %s", name, d)
		}
		for _, one := range documents {
			require.Empty(t, schema.Validate(d, []byte(one[1])), one[0])
		}
		var broken [][2]string
		for _, b := range wrong[d] {
			broken = append(broken, [2]string{b.name, string(b.of(t, base[d]))})
		}
		if broken == nil {
			continue
		}
		theirs := second.validate(t, d, broken)
		for i, b := range wrong[d] {
			var ours []string
			for _, f := range schema.Validate(d, []byte(broken[i][1])) {
				ours = append(ours, f.Path)
			}
			for who, paths := range map[string][]string{"we": ours, "ajv": theirs[b.name]} {
				require.True(t, slices.ContainsFunc(paths, func(path string) bool {
					return strings.HasPrefix(b.at, path) || strings.HasPrefix(path, b.at)
				}), "%s: %s: %v", b.name, who, paths)
			}
		}
	}
}
