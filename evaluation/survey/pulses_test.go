package survey_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

func ExampleSurvey_Questionnaire() {
	pulse := survey.PulseInstrument.Survey()
	asked := pulse.Questionnaire("").Asked[engagement.Dutch]
	var shown struct {
		Title     string
		Questions []struct{ Text string }
	}
	fmt.Println(json.Unmarshal(asked, &shown), shown.Title, len(shown.Questions))
	// Output: <nil> Halverwege: vijf vragen 5
}

func TestAQuestionnaireHasWhatEachKindOfQuestionNeeds(t *testing.T) {
	s := everything()
	s.Questions[0].Labels = []engagement.Text{text("no"), text("yes")}
	q := s.Questionnaire("second")
	require.Equal(t, s.ID, q.Survey)
	require.Len(t, q.Asked, 3)
	var got struct {
		Survey, Wave, Notice string
		Anonymous            bool
		Questions            []map[string]any
	}
	require.NoError(t, json.Unmarshal(q.Asked[engagement.English], &got))
	require.Equal(t, s.Notice(engagement.English), got.Notice)
	require.Equal(t, "second", got.Wave)
	require.True(t, got.Anonymous)
	require.Equal(t, map[string]any{"id": "t1", "kind": "agreement", "text": "t1", "least": 1.0, "most": 5.0, "labels": []any{"no", "yes"}}, got.Questions[0])
	require.Equal(t, 10.0, got.Questions[3]["most"])
	require.Len(t, got.Questions[8]["options"], 3)
	require.Equal(t, float64(survey.MaxText), got.Questions[9]["longest"])
}

// asking is a brief with a pulse.
func asking(pulse campaign.Pulse) *campaign.Brief {
	return &campaign.Brief{Languages: engagement.Languages(), Touchpoints: []campaign.Touchpoint{{ID: "a"}, {ID: "b", Pulse: &pulse}}}
}

func TestAPulseAndItsSurveyAgree(t *testing.T) {
	five := survey.PulseInstrument.Survey()
	italian := survey.PulseInstrument.Survey()
	italian.Languages = []engagement.Language{engagement.Italian, engagement.Dutch}
	around := survey.PulseInstrument.Survey()
	around.Kind = survey.Feedback360
	for _, c := range []struct {
		name   string
		pulse  campaign.Pulse
		survey *survey.Survey
		want   []string
	}{
		{"they do", campaign.Pulse{Questions: 5, Survey: "pulse"}, five, nil},
		{"none is named", campaign.Pulse{Questions: 4}, five, nil},
		{"another is named", campaign.Pulse{Questions: 5, Survey: "pulsar"}, five, []string{"OSM-SURVEY-039 /touchpoints/1/pulse/survey"}},
		{"about somebody else", campaign.Pulse{Questions: 5, Survey: "pulse"}, around, []string{"OSM-SURVEY-040 /touchpoints/1/pulse/survey"}},
		{"a language is missing", campaign.Pulse{Questions: 5, Survey: "pulse"}, italian, []string{"OSM-SURVEY-041 /touchpoints/1/pulse/survey"}},
		{"another number", campaign.Pulse{Questions: 4, Survey: "pulse"}, five, []string{"OSM-SURVEY-042 /touchpoints/1/pulse/questions"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := survey.CheckPulses(asking(c.pulse), c.survey)
			require.Equal(t, c.want, codes(found))
			for _, f := range found {
				for _, l := range engagement.Languages() {
					require.NotEmpty(t, f.Message.In(l))
					require.NotContains(t, f.Message.In(l), "%!")
				}
			}
			require.Equal(t, slices.Contains(c.want, "OSM-SURVEY-042 /touchpoints/1/pulse/questions"), found.Err() == nil && len(found) > 0, "another number is advice")
		})
	}
}

func TestOneSheetIsReadAsALineOfManyIs(t *testing.T) {
	s := everything()
	good := string(survey.AppendSheet(nil, sheet(s, map[string]int{"t1": 3})))
	got, found := s.DecodeSheet([]byte(good))
	require.Empty(t, found)
	require.Equal(t, sheet(s, map[string]int{"t1": 3}), got)
	for _, c := range []struct{ name, document, want string }{
		{"nothing", "", "OSM-DOC-001 "},
		{"two", good + "\n" + good, "OSM-DOC-001 "},
		{"a time", strings.Replace(good, `"answers"`, `"at":"2027-05-01T10:00:00Z","answers"`, 1), "OSM-SURVEY-019 /at"},
		{"a person", strings.Replace(good, `"answers"`, `"person":"p","answers"`, 1), "OSM-SURVEY-020 /person"},
		{"too much", good + strings.Repeat(" ", survey.MaxLine), "OSM-SURVEY-018 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, found := s.DecodeSheet([]byte(c.document))
			require.Equal(t, []string{c.want}, codes(found))
			require.Empty(t, got)
		})
	}
	_, found = s.DecodeSigned([]byte(good), "p1")
	require.Equal(t, []string{"OSM-SURVEY-034 "}, codes(found))
}

func TestWhoSignsASheetIsTheHostsToSay(t *testing.T) {
	s := everything()
	s.Anonymous = false
	good := string(survey.AppendSheet(nil, sheet(s, map[string]int{"t1": 3})))
	for _, document := range []string{good, strings.Replace(good, `"answers"`, `"person":"another","answers"`, 1)} {
		got, found := s.DecodeSigned([]byte(document), "p1")
		require.Empty(t, found)
		require.Equal(t, "p1", got.Person)
	}
	_, found := s.DecodeSigned([]byte(good), "")
	require.Equal(t, []string{"OSM-SURVEY-037 /person"}, codes(found))
	_, found = s.DecodeSigned([]byte(`[]`), "p1")
	require.NotEmpty(t, found)
	_, found = s.DecodeSheet([]byte(good))
	require.Equal(t, []string{"OSM-SURVEY-035 "}, codes(found))
}

func FuzzDecodeSheet(f *testing.F) {
	s := everything()
	f.Add(survey.AppendSheet(nil, sheet(s, map[string]int{"t1": 3})), "p1")
	f.Add([]byte(`{"person":"x"}`), "")
	f.Fuzz(func(t *testing.T, document []byte, person string) {
		if got, found := s.DecodeSheet(document); found.Err() == nil {
			require.Empty(t, s.CheckSheet(&got, ""))
		}
		named := *s
		named.Anonymous = false
		if got, found := named.DecodeSigned(document, person); found.Err() == nil && utf8.ValidString(person) {
			require.Equal(t, person, got.Person)
		}
	})
}
