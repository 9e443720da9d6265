package survey_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/internal/findings"
)

func TestASurveyReadsBackAsItWas(t *testing.T) {
	want := everything()
	got, found := read(t, want)
	require.NoError(t, found.Err())
	require.Equal(t, want, got)
	require.Equal(t, []string{"OSM-SURVEY-014 /questions"}, codes(found), "ten questions are many")
	require.Empty(t, codes(want.Check().Errors()))
}

func TestEveryFaultIsFoundInItsPlace(t *testing.T) {
	for _, c := range []struct {
		want   string
		change func(*survey.Survey)
	}{
		{"OSM-SURVEY-001 /questions/1/id", func(s *survey.Survey) { s.Questions[1].ID = "t1" }},
		{"OSM-SURVEY-001 /scales/1/id", func(s *survey.Survey) { s.Scales[1].ID = "trust" }},
		{"OSM-SURVEY-001 /waves/1", func(s *survey.Survey) { s.Waves[1] = "first" }},
		{"OSM-SURVEY-001 /questions/6/options/2/id", func(s *survey.Survey) { s.Questions[6].Options[2].ID = "video" }},
		{"OSM-SURVEY-002 /questions/0/scale", func(s *survey.Survey) { s.Questions[0].Scale = "trusty" }},
		{"OSM-SURVEY-002 /questions/5/competence", func(s *survey.Survey) { s.Questions[5].Competence = "plans" }},
		{"OSM-SURVEY-003 /title/nl", func(s *survey.Survey) { s.Title.Nl = "" }},
		{"OSM-SURVEY-003 /questions/6/options/0/text/it", func(s *survey.Survey) { s.Questions[6].Options[0].Text.It = "" }},
		{"OSM-SURVEY-003 /competences/0/name/en", func(s *survey.Survey) { s.Competences[0].Name.En = "" }},
		{"OSM-SURVEY-004 /questions/0/labels", func(s *survey.Survey) {
			s.Questions[0].Labels = []engagement.Text{text("a"), text("b"), text("c")}
		}},
		{"OSM-SURVEY-005 /questions/9/reversed", func(s *survey.Survey) { s.Questions[9].Reversed = true }},
		{"OSM-SURVEY-005 /questions/3/points", func(s *survey.Survey) { s.Questions[3].Points = 7 }},
		{"OSM-SURVEY-005 /questions/8/motive", func(s *survey.Survey) { s.Questions[8].Motive = survey.ByNeed }},
		{"OSM-SURVEY-006 /questions/6/options", func(s *survey.Survey) { s.Questions[6].Options = nil }},
		{"OSM-SURVEY-007 /scales/0", func(s *survey.Survey) { s.Questions[1].Points = 7 }},
		{"OSM-SURVEY-008 /scales/0", func(s *survey.Survey) { s.Scales[0].Method = survey.UMUXLite }},
		{"OSM-SURVEY-009 /questions/6/options/0/id", func(s *survey.Survey) { s.Questions[6].Motive = survey.ByNeed }},
		{"OSM-SURVEY-010 /smallest", func(s *survey.Survey) { s.Smallest = 2 }},
		{"OSM-SURVEY-010 /smallest", func(s *survey.Survey) { s.Smallest = -5 }},
		{"OSM-SURVEY-011 /questions", func(s *survey.Survey) {
			s.Kind, s.Questions[5].Competence = survey.Feedback360, ""
		}},
		{"OSM-SURVEY-012 /questions/0/competence", func(s *survey.Survey) { s.Questions[0].Competence = "plan" }},
		{"OSM-SURVEY-013 /competences/0/required", func(s *survey.Survey) { s.Competences[0].Required = 6 }},
		{"OSM-DOC-004 /questions/0/kind", func(s *survey.Survey) { s.Questions[0].Kind = "agreemnt" }},
		{"OSM-DOC-006 /id", func(s *survey.Survey) { s.ID = "Spring 2027" }},
	} {
		t.Run(c.want, func(t *testing.T) {
			s := everything()
			c.change(s)
			got, found := read(t, s)
			require.Nil(t, got)
			require.Contains(t, codes(found.Errors()), c.want)
			for _, f := range found {
				for _, l := range engagement.Languages() {
					require.NotEmpty(t, f.Message.In(l))
					require.NotContains(t, f.Message.In(l)+f.Do.In(l), "%!")
				}
			}
		})
	}
}

func TestAllFaultsComeAtOnce(t *testing.T) {
	s := everything()
	s.Title.Nl, s.Smallest, s.Questions[0].Scale, s.Questions[3].Kind = "", 2, "trusty", "stars"
	_, found := read(t, s)
	require.Equal(t, []string{"OSM-DOC-004 /questions/3/kind", "OSM-SURVEY-010 /smallest", "OSM-SURVEY-003 /title/nl", "OSM-SURVEY-002 /questions/0/scale"}, codes(found.Errors())[:4])
	require.Equal(t, "trust", found[3].Suggestion)
}

func TestUnknownMembersAreRefusedWithTheNearest(t *testing.T) {
	_, found := survey.Read(strings.NewReader(strings.Replace(marshalled(t, everything()), `"anonymous"`, `"anonymus"`, 1)))
	require.Equal(t, []string{"OSM-DOC-003 /anonymus"}, codes(found.Errors()))
	require.Equal(t, "anonymous", found[0].Suggestion)
}

func TestAdviceOnWhatIsAsked(t *testing.T) {
	liking := func(s *survey.Survey) {
		s.Questions, s.Scales, s.Competences = s.Questions[:1], nil, nil
		s.Questions[0].Scale, s.Questions[0].About = "", survey.Liking
	}
	shown := map[string]bool{}
	for _, c := range []struct {
		name   string
		change func(*survey.Survey)
		want   []string
	}{
		{"as many questions as people bear", func(s *survey.Survey) { s.Questions = s.Questions[:campaign.PulseQuestions] }, nil},
		{"one more", func(s *survey.Survey) { s.Questions = s.Questions[:campaign.PulseQuestions+1] }, []string{"OSM-SURVEY-014 /questions"}},
		{"only whether it was liked", liking, []string{"OSM-SURVEY-015 /questions"}},
		{"only that, and tips", func(s *survey.Survey) {
			open := s.Questions[9]
			liking(s)
			s.Questions = append(s.Questions, open)
		}, []string{"OSM-SURVEY-015 /questions"}},
		{"that, and whether it is of use", func(s *survey.Survey) {
			other := s.Questions[6]
			liking(s)
			s.Questions = append(s.Questions, other)
		}, nil},
		{"a scale of one question", func(s *survey.Survey) {
			s.Questions = append(s.Questions[:4], s.Questions[5])
		}, []string{"OSM-SURVEY-016 /scales/1"}},
		{"a needs survey without needs", func(s *survey.Survey) { s.Kind = survey.Needs }, []string{"OSM-SURVEY-017 /questions"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := everything()
			c.change(s)
			got, found := read(t, s)
			require.NotNil(t, got, found.Err())
			require.Equal(t, c.want, codes(found))
			for _, f := range found {
				require.Equal(t, engagement.SeverityAdvice, f.Severity)
				require.NotEmpty(t, f.Source)
				shown[f.Code] = true
			}
		})
	}
	rules, err := findings.Read(os.DirFS("."))
	require.NoError(t, err)
	shown["OSM-SURVEY-042"] = true // see TestAPulseAndItsSurveyAgree
	for _, r := range rules {
		require.Equal(t, r.Advice, shown[r.Code], r.Code)
	}
}

func TestInstrumentsNeedNoAdvice(t *testing.T) {
	for _, i := range survey.Instruments() {
		s, found := survey.Read(bytes.NewReader(i.JSON()))
		require.Empty(t, found, i)
		require.Equal(t, string(i), s.ID)
		require.Equal(t, engagement.Languages(), s.Languages)
		require.True(t, s.Anonymous)
		require.Equal(t, s, i.Survey())
	}
	require.Len(t, survey.PulseInstrument.Survey().Questions, 5)
	require.Nil(t, survey.Instrument("sus").JSON())
	require.Nil(t, survey.Instrument("sus").Survey())
}

func TestTheNeedsInstrumentAsksAfterEveryMotive(t *testing.T) {
	s := survey.NeedsInstrument.Survey()
	for _, trait := range audience.Motives() {
		var options []string
		for _, o := range s.Question(trait.Name).Options {
			options = append(options, o.ID)
		}
		require.Equal(t, trait.Values, options)
	}
}

func TestTheNoticeSaysWhatHolds(t *testing.T) {
	s := everything()
	s.Smallest = 7
	require.Equal(t, "Answers are anonymous: we keep neither who answers nor when. Results are always of 7 people or more, together. What you write in your own words is shown word for word: leave out what would give you away.", s.Notice(engagement.English))
	s.Anonymous, s.Questions = false, s.Questions[:1]
	require.Equal(t, "Answers are not anonymous: they are kept under a pseudonym, by which those who run the survey can find you. Results are always of 7 people or more, together.", s.Notice(engagement.English))
	s.Kind = survey.Feedback360
	for l, want := range map[engagement.Language]string{
		engagement.Italian: "si riconosce come tale", engagement.Dutch: "als zodanig te herkennen", engagement.English: "can be recognised as such",
	} {
		require.Contains(t, s.Notice(l), want)
	}
}

func FuzzRead(f *testing.F) {
	data, err := json.Marshal(everything())
	require.NoError(f, err)
	f.Add(data)
	for _, i := range survey.Instruments() {
		f.Add(i.JSON())
	}
	f.Add([]byte(`{"osmosi":"survey/v1","questions":[{"kind":"ranking"},{"points":-3,"scale":"x"}],"scales":[{"id":"x"}],"competences":[{"required":1}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, found := survey.Read(bytes.NewReader(data))
		require.Equal(t, s == nil, found.Err() != nil)
		if s == nil {
			return
		}
		// What was accepted can be written, read, asked and counted.
		again, found := read(t, s)
		require.NoError(t, found.Err())
		require.Equal(t, s, again)
		require.NotEmpty(t, s.Notice(engagement.Italian))
		_, err := survey.ReadTally(strings.NewReader(marshalled(t, survey.NewTally(s))), s)
		require.NoError(t, err)
	})
}
