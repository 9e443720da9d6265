package survey_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

// Whoever adds a member that tells who or when has to change this test.
func TestASheetHasNoRoomForWhoOrWhen(t *testing.T) {
	var members []string
	for f := range reflect.TypeFor[survey.Sheet]().Fields() {
		members = append(members, f.Name)
	}
	require.Equal(t, []string{"Osmosi", "Survey", "Wave", "Group", "Subject", "Relation", "Answers"}, members)
	members = nil
	for f := range reflect.TypeFor[survey.Answer]().Fields() {
		members = append(members, f.Name)
	}
	require.Equal(t, []string{"Question", "Points", "Options", "Text"}, members)
}

// sheets reads lines, and the codes and places of what is wrong.
func sheets(t *testing.T, of *survey.Survey, lines string) ([]survey.Sheet, []string) {
	t.Helper()
	var good []survey.Sheet
	var wrong []string
	for s, err := range survey.ReadSheets(strings.NewReader(lines), of) {
		if err == nil {
			good = append(good, s)
			continue
		}
		wrong = append(wrong, findingsOf(t, err)...)
	}
	return good, wrong
}

func findingsOf(t *testing.T, err error) []string {
	t.Helper()
	var f *engagement.Finding
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []string
		for _, one := range joined.Unwrap() {
			out = append(out, findingsOf(t, one)...)
		}
		return out
	}
	require.ErrorAs(t, err, &f)
	return []string{f.Code + " " + f.Path}
}

func TestSheetsReadBackAsTheyWereWritten(t *testing.T) {
	of, random := everything(), rand.New(rand.NewPCG(1, 2))
	var want []survey.Sheet
	var lines []byte
	for range 40 {
		s := drawn(of, random)
		s.Group = "team “north”"
		want = append(want, s)
		lines = append(survey.AppendSheet(lines, s), "\n\n"...)
	}
	got, wrong := sheets(t, of, string(lines))
	require.Empty(t, wrong)
	require.Equal(t, want, got)
	require.NotContains(t, string(lines), "person")
	require.Contains(t, string(survey.AppendSheet(nil, survey.Sheet{})), `"answers":[]`)
}

func TestAnonymousAnswersWithAPersonOrATimeAreRefused(t *testing.T) {
	of := everything()
	line := func(more string) string {
		return `{"osmosi":"answers/v1","survey":"spring","wave":"first","answers":[]` + more + "}\n"
	}
	for more, want := range map[string]string{
		`,"person":"p-17"`:                         "OSM-SURVEY-020 /2/person",
		`,"at":"2027-03-01T09:12:33Z"`:             "OSM-SURVEY-019 /2/at",
		`,"date":"2027-03-01"`:                     "OSM-SURVEY-019 /2/date",
		`,"Person":"p-17"`:                         "OSM-SURVEY-019 /2/Person",
		`,"persn":"p-17"`:                          "OSM-SURVEY-019 /2/persn",
		`,"answers":[{"question":"t1","at":"x"}]`:  "OSM-DOC-009 /2/answers",
		`,"address":{"ip":"192.0.2.1","port":443}`: "OSM-SURVEY-019 /2/address",
	} {
		good, wrong := sheets(t, of, line("")+line(more)+line(""))
		require.Len(t, good, 2, more)
		require.Contains(t, wrong, want)
	}
	for s, err := range survey.ReadSheets(strings.NewReader(line(`,"person":"jo@example.org"`)+line(`,"persn":"x"`)), of) {
		require.Empty(t, s)
		require.NotContains(t, err.Error(), "example.org", "a fault that is logged names nobody")
		require.NotContains(t, err.Error(), "“person”?")
	}
}

func TestFaultsOfASheetAreFoundInTheirPlace(t *testing.T) {
	of := everything()
	of.Questions[0].Required = true
	feedback := everything()
	feedback.Kind = survey.Feedback360
	answer := func(answers string) string {
		return `{"osmosi":"answers/v1","survey":"spring","wave":"first","answers":[{"question":"t1","points":1},` + answers + `]}`
	}
	for _, c := range []struct {
		name, line string
		of         *survey.Survey
		want       []string
	}{
		{"not JSON", `{"osmosi":`, of, []string{"OSM-DOC-001 /1"}},
		{"another survey", `{"osmosi":"answers/v1","survey":"autumn","answers":[]}`, of, []string{"OSM-SURVEY-021 /1/survey"}},
		{"no wave", `{"osmosi":"answers/v1","survey":"spring","answers":[{"question":"t1","points":1}]}`, of, []string{"OSM-SURVEY-022 /1/wave"}},
		{"a wave that is a time", `{"osmosi":"answers/v1","survey":"spring","wave":"20270301t091233","answers":[{"question":"t1","points":1}]}`, of, []string{"OSM-SURVEY-022 /1/wave"}},
		{"an unknown question", answer(`{"question":"t9","points":1}`), of, []string{"OSM-SURVEY-002 /1/answers/1/question"}},
		{"the same question twice", answer(`{"question":"t1","points":2}`), of, []string{"OSM-SURVEY-023 /1/answers/1/question"}},
		{"a required question passed over", `{"osmosi":"answers/v1","survey":"spring","wave":"first","answers":[]}`, of, []string{"OSM-SURVEY-024 /1/answers"}},
		{"options for points", answer(`{"question":"t2","options":["video"]}`), of, []string{"OSM-SURVEY-025 /1/answers/1/points"}},
		{"points and words", answer(`{"question":"t2","points":1,"text":"because"}`), of, []string{"OSM-SURVEY-025 /1/answers/1/text"}},
		{"nothing", answer(`{"question":"words","text":"  "}`), of, []string{"OSM-SURVEY-025 /1/answers/1/text"}},
		{"more points than there are", answer(`{"question":"t2","points":6}`), of, []string{"OSM-SURVEY-026 /1/answers/1/points"}},
		{"0 where it begins at 1", answer(`{"question":"t2","points":0}`), of, []string{"OSM-SURVEY-026 /1/answers/1/points"}},
		{"11 of 10", answer(`{"question":"e1","points":11}`), of, []string{"OSM-SURVEY-026 /1/answers/1/points"}},
		{"an unknown option", answer(`{"question":"one","options":["vidoe"]}`), of, []string{"OSM-SURVEY-027 /1/answers/1/options/0"}},
		{"an option twice", answer(`{"question":"any","options":["video","video"]}`), of, []string{"OSM-SURVEY-028 /1/answers/1/options/1"}},
		{"two of one", answer(`{"question":"one","options":["video","coach"]}`), of, []string{"OSM-SURVEY-029 /1/answers/1/options"}},
		{"half a ranking", answer(`{"question":"order","options":["video"]}`), of, []string{"OSM-SURVEY-029 /1/answers/1/options"}},
		{"very many words", answer(`{"question":"words","text":"` + strings.Repeat("x", survey.MaxText+1) + `"}`), of, []string{"OSM-SURVEY-032 /1/answers/1/text"}},
		{"a subject of a pulse", `{"osmosi":"answers/v1","survey":"spring","wave":"first","subject":"p-1","relation":"peer","answers":[{"question":"t1","points":1}]}`, of, []string{"OSM-SURVEY-030 /1/subject", "OSM-SURVEY-030 /1/relation"}},
		{"feedback about nobody", `{"osmosi":"answers/v1","survey":"spring","wave":"first","answers":[]}`, feedback, []string{"OSM-SURVEY-031 /1/subject", "OSM-SURVEY-031 /1/relation"}},
		{"feedback about a name", `{"osmosi":"answers/v1","survey":"spring","wave":"first","subject":"Jo Bakker","relation":"peer","answers":[]}`, feedback, []string{"OSM-SURVEY-033 /1/subject"}},
		{"several at once", `{"osmosi":"answers/v1","survey":"spring","wave":"third","answers":[{"question":"t1","points":9},{"question":"e1","points":"many"}]}`, of, []string{"OSM-DOC-005 /1/answers/1/points", "OSM-SURVEY-022 /1/wave", "OSM-SURVEY-026 /1/answers/0/points"}},
		{"a very long line", `{"osmosi":"` + strings.Repeat("x", survey.MaxLine) + `"}`, of, []string{"OSM-SURVEY-018 /1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			good, wrong := sheets(t, c.of, c.line+"\n"+string(survey.AppendSheet(nil, survey.Sheet{Osmosi: survey.AnswersVersion, Survey: "autumn"})))
			require.Empty(t, good)
			require.Equal(t, append(slices.Clone(c.want), "OSM-SURVEY-021 /2/survey"), wrong, "and reading goes on")
		})
	}
}

func TestSignedSheetsSayWho(t *testing.T) {
	of := everything()
	of.Anonymous = false
	lines := ""
	for _, person := range []string{"p-1", "", "Jo Bakker", "p-2", "p-1"} {
		lines += string(survey.AppendSigned(nil, survey.SignedSheet{Sheet: sheet(of, map[string]int{"t1": 3}), Person: person})) + "\n"
	}
	var people, wrong []string
	for s, err := range survey.ReadSigned(strings.NewReader(lines), of) {
		if err != nil {
			wrong = append(wrong, findingsOf(t, err)...)
		} else {
			people = append(people, s.Person)
		}
	}
	require.Equal(t, []string{"p-1", "p-2"}, people)
	require.Equal(t, []string{"OSM-SURVEY-037 /2/person", "OSM-SURVEY-033 /3/person", "OSM-SURVEY-036 /5/person"}, wrong)
}

func TestNeitherReaderTakesTheSheetsOfTheOther(t *testing.T) {
	of := everything()
	for _, err := range survey.ReadSigned(strings.NewReader("{}"), of) {
		require.Equal(t, []string{"OSM-SURVEY-034 "}, findingsOf(t, err))
	}
	of.Anonymous = false
	for _, err := range survey.ReadSheets(strings.NewReader("{}"), of) {
		require.Equal(t, []string{"OSM-SURVEY-035 "}, findingsOf(t, err))
	}
}

// breaks fails after its text.
type breaks struct{ io.Reader }

var errBroken = errors.New("the line is down")

func (b breaks) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = errBroken
	}
	return n, err
}

func TestAReaderThatBreaksEndsTheSheets(t *testing.T) {
	of := everything()
	line := string(survey.AppendSheet(nil, sheet(of, nil))) + "\n"
	good, last := 0, error(nil)
	for _, err := range survey.ReadSheets(breaks{strings.NewReader(line + line)}, of) {
		if last = err; err == nil {
			good++
		}
	}
	require.Equal(t, 2, good)
	require.ErrorIs(t, last, errBroken)
	for range survey.ReadSheets(strings.NewReader(line+line), of) {
		good++
		break
	}
	require.Equal(t, 3, good, "who wants no more gets no more")
}

func FuzzReadSheets(f *testing.F) {
	of, random := everything(), rand.New(rand.NewPCG(3, 4))
	for range 5 {
		f.Add(survey.AppendSheet(nil, drawn(of, random)), true)
	}
	f.Add([]byte(`{"osmosi":"answers/v1","survey":"spring","wave":"first","person":"p-1","answers":[{"question":"one","options":[]}]}`), false)
	f.Fuzz(func(t *testing.T, data []byte, anonymous bool) {
		of := everything()
		of.Anonymous = anonymous
		tally := survey.NewTally(of)
		add := func(s survey.Sheet) { require.NoError(t, tally.Add(s), "what was read can be counted") }
		if anonymous {
			for s, err := range survey.ReadSheets(strings.NewReader(string(data)), of) {
				if err == nil {
					add(s)
					again, wrong := sheets(t, of, string(survey.AppendSheet(nil, s)))
					require.Empty(t, wrong)
					require.Equal(t, marshalled(t, s), marshalled(t, again[0]))
				}
			}
		} else {
			for s, err := range survey.ReadSigned(strings.NewReader(string(data)), of) {
				if err == nil {
					require.NotEmpty(t, s.Person)
					add(s.Sheet)
				}
			}
		}
		back, err := survey.ReadTally(strings.NewReader(marshalled(t, tally)), of)
		require.NoError(t, err)
		require.Equal(t, marshalled(t, tally), marshalled(t, back))
	})
}
