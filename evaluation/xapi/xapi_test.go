package xapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// plan is one with a touchpoint in each phase; its texts have all that texts have.
func plan() *campaign.Plan {
	title := engagement.Text{It: "Un’ora «calma»", Nl: "Een uur \"rust\"", En: "An hour \\ of calm"}
	return &campaign.Plan{Brief: campaign.Brief{
		ID:    "rise",
		Frame: campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Touchpoints: []campaign.Touchpoint{
			{ID: "news", Phase: campaign.Inform, Kind: campaign.Announcement, Proposition: "calm", Title: engagement.Text{It: "Un’ora calma", Nl: "Een uur rust", En: "An hour of calm"}},
			{ID: "hour.1", Phase: campaign.Activate, Kind: campaign.LearningMoment, Proposition: "calm", Title: title},
			{ID: "pulse", Phase: campaign.Retain, Kind: campaign.Evaluation, Proposition: "calm"},
		},
	}}
}

func terms() Terms {
	return Terms{
		Home: "https://intranet.example.org", Base: "https://intranet.example.org/learning/", Key: []byte("0123456789abcdef"), Platform: "Intranet",
		Platforms: []string{"https://lms.example.org"}, Activities: map[string]string{"https://lms.example.org/course/7": "hour.1"},
	}
}

func exchange(t testing.TB) *Exchange {
	t.Helper()
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "ada"}, {ID: "è/ 1"}, {ID: "bo"}})
	x, err := New(plan(), w, terms())
	require.NoError(t, err)
	return x
}

// events are one of each verb, by all people, with touchpoints of all kinds.
func events() (all []evaluation.Event) {
	for i, verb := range evaluation.Verbs() {
		for k, touchpoint := range []string{"news", "hour.1", "pulse"} {
			n := 3*i + k
			all = append(all, evaluation.Event{
				ID: fmt.Sprintf("0199c0de-0000-7000-8000-%012d", n), At: time.Date(2027, 2, 3, 8, 30, n, n*250_000_000/15, time.UTC), Campaign: "rise",
				Touchpoint: touchpoint, Proposition: []string{"calm", "a/b è"}[n%2], Person: []string{"ada", "è/ 1", "bo"}[n%3], Verb: verb,
				Language: append(engagement.Languages(), "")[n%4],
			})
		}
	}
	return all
}

// statements are the lines of events.
func statements(t testing.TB, x *Exchange, all []evaluation.Event) (lines []byte) {
	t.Helper()
	for _, e := range all {
		var err error
		lines, err = x.AppendEvent(lines, e)
		require.NoError(t, err)
		lines = append(lines, '\n')
	}
	return lines
}

// answer is one to a question on a scale.
func answer(t testing.TB, x *Exchange) Answer {
	by, err := x.Respondent("ada")
	require.NoError(t, err)
	text := func(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }
	return Answer{
		ID: "a1", At: time.Date(2027, 5, 1, 9, 0, 0, 0, time.UTC), By: by, Survey: "pulse", Question: "easy/1", Text: text("È facile?"),
		Scale: []engagement.Text{text("no"), text("so-so"), text("yes")}, Step: 2, Language: engagement.Dutch,
	}
}

func TestEventsAreStatementsAndReadBack(t *testing.T) {
	x := exchange(t)
	lines := statements(t, x, events())
	require.NotContains(t, string(lines), "ada", "nobody is named")
	var back []evaluation.Event
	for e, err := range x.Read(iotest.OneByteReader(bytes.NewReader(lines))) {
		require.NoError(t, err)
		back = append(back, e)
	}
	require.Equal(t, events(), back)
	require.Equal(t, string(lines), string(statements(t, x, back)), "written again they are the same")
	first, _, _ := strings.Cut(string(lines), "\n")
	require.Equal(t, `{"id":"0199c0de-0000-7000-8000-000000000000","actor":{"objectType":"Agent","account":{"homePage":"https://intranet.example.org","name":"83eeb38e004a295359bde4b0760bb271"}},`+
		`"verb":{"id":"http://adlnet.gov/expapi/verbs/experienced","display":{"it":"ha avuto davanti","nl":"kreeg te zien","en":"experienced"}},`+
		`"object":{"objectType":"Activity","id":"https://intranet.example.org/learning/campaigns/rise/touchpoints/news","definition":{"name":{"it":"Un’ora calma","nl":"Een uur rust","en":"An hour of calm"},"type":"http://adlnet.gov/expapi/activities/media"}},`+
		`"context":{"registration":"471416af-dc9e-5887-b211-81d5c0fc6561","platform":"Intranet","language":"it","contextActivities":{"grouping":[{"objectType":"Activity","id":"https://intranet.example.org/learning/campaigns/rise"}],"other":[{"objectType":"Activity","id":"https://intranet.example.org/learning/campaigns/rise/propositions/calm"}]}},`+
		`"timestamp":"2027-02-03T08:30:00Z"}`, first)
}

func TestAnEventOfAnyIDIsAlwaysTheSameStatement(t *testing.T) {
	x := exchange(t)
	e := events()[0]
	e.ID = "8f14"
	a, err := x.AppendEvent(nil, e)
	require.NoError(t, err)
	page, found := x.Decode(a)
	require.Empty(t, found)
	require.True(t, isUUID([]byte(page.Events[0].ID)))
	b, err := x.AppendEvent(nil, page.Events[0])
	require.NoError(t, err)
	require.Equal(t, string(a), string(b))
}

func TestWhatDoesNotCountIsNotWritten(t *testing.T) {
	x := exchange(t)
	for why, change := range map[evaluation.Cause]func(*evaluation.Event){
		evaluation.NoPerson:          func(e *evaluation.Event) { e.Person = "" },
		evaluation.UnknownPerson:     func(e *evaluation.Event) { e.Person = "zoe" },
		evaluation.UnknownTouchpoint: func(e *evaluation.Event) { e.Touchpoint = "poster" },
		evaluation.UnknownVerb:       func(e *evaluation.Event) { e.Verb = "seen" },
		evaluation.OtherCampaign:     func(e *evaluation.Event) { e.Campaign = "fall" },
	} {
		e := events()[0]
		change(&e)
		out, err := x.AppendEvent([]byte("before"), e)
		var f *engagement.Finding
		require.ErrorAs(t, err, &f)
		require.Equal(t, []string{noStatement, string(why)}, []string{f.Code, f.Found})
		require.Equal(t, "before", string(out))
	}
}

func TestAnAnswerIsOneStepOfAScale(t *testing.T) {
	x := exchange(t)
	out, err := x.AppendAnswer(nil, answer(t, x))
	require.NoError(t, err)
	var s struct {
		Object struct {
			Definition struct {
				Type, InteractionType   string
				CorrectResponsesPattern []string
				Scale                   []struct{ ID string }
			}
		}
		Result struct{ Response string }
	}
	require.NoError(t, json.Unmarshal(out, &s))
	d := s.Object.Definition
	require.Equal(t, []string{interaction, "likert"}, []string{d.Type, d.InteractionType})
	require.Len(t, d.Scale, 3)
	require.Equal(t, d.Scale[2].ID, s.Result.Response)
	require.NotContains(t, string(out), "correctResponsesPattern", "nothing is right or wrong")
	page, found := x.Decode(out)
	require.Empty(t, found)
	require.Equal(t, evaluation.UnknownVerb, x.Index().Deed(page.Events[0]).Cause(), "an answer is no event")

	for name, change := range map[string]func(*Answer){
		"anonymous":         func(a *Answer) { a.By = Respondent{} },
		"beyond the scale":  func(a *Answer) { a.Step = 3 },
		"below it":          func(a *Answer) { a.Step = -1 },
		"without an ID":     func(a *Answer) { a.ID = "" },
		"without questions": func(a *Answer) { a.Question = "" },
	} {
		a := answer(t, x)
		change(&a)
		_, err := x.AppendAnswer(nil, a)
		require.Error(t, err, name)
	}
	_, err = x.Respondent("zoe")
	require.Error(t, err)
}

func TestTermsThatCannotBeUsed(t *testing.T) {
	w, _ := audience.NewWorkforce(nil)
	_, err := New(plan(), w, Terms{Home: "intranet", Base: "https://example.org/x", Key: []byte("short"), Activities: map[string]string{"https://a/b": "poster"}})
	var all []string
	for _, one := range err.(interface{ Unwrap() []error }).Unwrap() {
		var f *engagement.Finding
		require.ErrorAs(t, one, &f)
		all = append(all, f.Code+" "+f.Path)
	}
	require.Equal(t, []string{notATouchpoint + " /activities/https:~1~1a~1b", notAnIRI + " /base", notAnIRI + " /home", shortKey + " /key"}, all)
}

// lms returns the statement of a learning platform, with one part replaced.
func lms(old, new string) string {
	const statement = `{"id":"6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21","actor":{"objectType":"Agent","name":"Bo","account":{"homePage":"https://lms.example.org","name":"bo"}},` +
		`"verb":{"id":"http://adlnet.gov/expapi/verbs/passed","display":{"en-US":"passed"}},` +
		`"object":{"objectType":"Activity","id":"https://lms.example.org/course/7","definition":{"name":{"en-US":"A course"},"type":"http://adlnet.gov/expapi/activities/course","extensions":{"https://lms.example.org/x":null}}},` +
		`"result":{"score":{"scaled":0.5,"raw":5,"min":0,"max":10},"success":true,"completion":true,"duration":"PT1H30M"},` +
		`"context":{"registration":"6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e22","instructor":{"mbox":"mailto:ida@example.org"},"platform":"LMS","language":"en-GB","contextActivities":{"parent":[{"id":"https://lms.example.org/course"}]}},` +
		`"timestamp":"2027-03-03T08:30:00+01:00","stored":"2027-03-03T08:30:01Z","authority":{"objectType":"Agent","account":{"homePage":"https://lms.example.org","name":"lrs"}},"version":"1.0.3"}`
	if old == "" {
		return statement
	}
	if !strings.Contains(statement, old) {
		panic(old)
	}
	return strings.Replace(statement, old, new, 1)
}

func TestStatementsOfALearningPlatformCount(t *testing.T) {
	x := exchange(t)
	page, found := x.Decode([]byte(`{"statements":[` + lms("", "") + "," + lms("passed", "attempted") + `],"more":"/more/2"}`))
	require.Empty(t, found)
	require.Equal(t, Page{Events: []evaluation.Event{
		{ID: "6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21", At: time.Date(2027, 3, 3, 7, 30, 0, 0, time.UTC), Campaign: "rise", Touchpoint: "hour.1", Proposition: "calm", Person: "bo", Verb: evaluation.Completed},
		{ID: "6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21", At: time.Date(2027, 3, 3, 7, 30, 0, 0, time.UTC), Campaign: "rise", Touchpoint: "hour.1", Proposition: "calm", Person: "bo", Verb: evaluation.Started},
	}, More: "/more/2"}, page)

	for _, c := range []struct {
		old, new string
		cause    evaluation.Cause
	}{
		{"completed", "completed", ""},
		{`"display":{"en-US":"passed"}`, `"display":{"en-US":"failed"}`, ""}, // the IRI says it
		{"verbs/passed", "verbs/answered", evaluation.UnknownVerb},
		{"course/7", "course/8", evaluation.UnknownTouchpoint},
		{"https://lms.example.org/course/7", "https://intranet.example.org/learning/campaigns/fall/touchpoints/news", evaluation.OtherCampaign},
		{`"name":"bo"`, `"name":"zoe"`, evaluation.NoPerson},
		{"https://lms.example.org\",\"name\":\"bo", "https://other.example.org\",\"name\":\"bo", evaluation.NoPerson},
		{`"account":{"homePage":"https://lms.example.org","name":"bo"}`, `"mbox":"mailto:bo@example.org"`, evaluation.NoPerson},
		{`{"objectType":"Agent","name":"Bo"`, `{"objectType":"Group","name":"Bo"`, evaluation.NoPerson},
		{`"id":"6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21",`, ``, ""},
		{`"timestamp":"2027-03-03T08:30:00+01:00",`, ``, ""},
		{`"version":"1.0.3"`, `"version":"1.0"`, ""},
	} {
		if !strings.Contains(lms("", ""), c.old) {
			continue
		}
		page, found := x.Decode([]byte(lms(c.old, c.new)))
		require.Empty(t, found, c.new)
		require.Equal(t, c.cause, x.Index().Deed(page.Events[0]).Cause(), c.new)
	}
}

// broken are statements with one fault each.
var broken = []struct {
	name, old, new string
	code, path     string
}{
	{"not JSON", `}}`, `}`, notJSON, ""},
	{"a number for an ID", `"6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21"`, `7`, wrongType, "/id"},
	{"an ID that is no UUID", `"6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21"`, `"7"`, notAUUID, "/id"},
	{"an ID of other letters", `"6b9d7a1e-52b9`, `"6g9d7a1e-52b9`, notAUUID, "/id"},
	{"an ID with hyphens elsewhere", `-52b9-4a3f-8d6e-0c1f5a7b9e21`, `-52b-94a3f-8d6e-0c1f5a7b9e21`, notAUUID, "/id"},
	{"no actor", `"actor":{"objectType":"Agent","name":"Bo","account":{"homePage":"https://lms.example.org","name":"bo"}},`, ``, missing, "/actor"},
	{"an actor that nothing identifies", `,"account":{"homePage":"https://lms.example.org","name":"bo"}`, ``, identifiers, "/actor"},
	{"an actor that two things identify", `"name":"Bo"`, `"mbox":"mailto:bo@example.org"`, identifiers, "/actor"},
	{"an actor of another kind", `"Agent","name":"Bo"`, `"Person","name":"Bo"`, notAllowed, "/actor/objectType"},
	{"an account without a home", `"homePage":"https://lms.example.org","name":"bo"`, `"name":"bo"`, missing, "/actor/account/homePage"},
	{"an account at no IRI", `"homePage":"https://lms.example.org","name":"bo"`, `"homePage":"lms","name":"bo"`, notAnIRI, "/actor/account/homePage"},
	{"a mailbox without its scheme", `"mailto:ida@example.org"`, `"ida@example.org"`, notAMailbox, "/context/instructor/mbox"},
	{"a checksum that is too short", `"mbox":"mailto:ida@example.org"`, `"mbox_sha1sum":"0a1b"`, notASum, "/context/instructor/mbox_sha1sum"},
	{"a group of nobody", `{"mbox":"mailto:ida@example.org"}`, `{"objectType":"Group"}`, fewMembers, "/context/instructor/member"},
	{"a verb without an ID", `"id":"http://adlnet.gov/expapi/verbs/passed",`, ``, missing, "/verb/id"},
	{"a verb that is no IRI", `"http://adlnet.gov/expapi/verbs/passed"`, `"passed"`, notAnIRI, "/verb/id"},
	{"a display that is a text", `{"en-US":"passed"}`, `"passed"`, wrongType, "/verb/display"},
	{"a language that is none", `"en-US":"passed"`, `"english_":"passed"`, notALanguage, "/verb/display/english_"},
	{"a voiding that says not what", `verbs/passed`, `verbs/voided`, voidsNothing, "/object"},
	{"no object", `"object":`, `"objekt":`, missing, "/object"},
	{"an activity that is no IRI", `"https://lms.example.org/course/7"`, `"course 7"`, notAnIRI, "/object/id"},
	{"an object of another kind", `"objectType":"Activity"`, `"objectType":"activity"`, notAllowed, "/object/objectType"},
	{"an unknown property", `"version"`, `"mood":"good","version"`, unknown, "/mood"},
	{"a property in other case", `"stored"`, `"Stored"`, unknown, "/Stored"},
	{"a property twice", `"version"`, `"id":"6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21","version"`, twice, "/id"},
	{"null", `"platform":"LMS"`, `"platform":null`, null, "/context/platform"},
	{"a score above one", `"scaled":0.5`, `"scaled":1.5`, outOfRange, "/result/score/scaled"},
	{"a score above the best", `"raw":5`, `"raw":50`, outOfRange, "/result/score/raw"},
	{"limits the wrong way round", `"raw":5,"min":0`, `"min":20`, outOfRange, "/result/score/max"},
	{"a flag as a text", `"success":true`, `"success":"true"`, wrongType, "/result/success"},
	{"a duration in words", `PT1H30M`, `90 minutes`, notADuration, "/result/duration"},
	{"a duration out of order", `PT1H30M`, `PT30M1H`, notADuration, "/result/duration"},
	{"a registration that is no UUID", `"6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e22"`, `"first"`, notAUUID, "/context/registration"},
	{"a platform of a statement about a person", `{"objectType":"Activity","id":"https://lms.example.org/course/7","definition":{"name":{"en-US":"A course"},"type":"http://adlnet.gov/expapi/activities/course","extensions":{"https://lms.example.org/x":null}}}`, `{"objectType":"Agent","mbox":"mailto:a@b.org"}`, outOfPlace, "/context/platform"},
	{"an extension that is no IRI", `"https://lms.example.org/x":null`, `"x":null`, notAnIRI, "/object/definition/extensions/x"},
	{"a scale of no interaction", `"type":"http://adlnet.gov/expapi/activities/course"`, `"scale":[{"id":"1"}]`, missing, "/object/definition/interactionType"},
	{"a scale of a choice", `"type":"http://adlnet.gov/expapi/activities/course"`, `"interactionType":"choice","scale":[{"id":"1"}]`, outOfPlace, "/object/definition/scale"},
	{"a step twice", `"type":"http://adlnet.gov/expapi/activities/course"`, `"interactionType":"likert","scale":[{"id":"1"},{"id":"1"}]`, sameComponent, "/object/definition/scale/1/id"},
	{"an unknown interaction", `"type":"http://adlnet.gov/expapi/activities/course"`, `"interactionType":"essay"`, notAllowed, "/object/definition/interactionType"},
	{"a time without a zone", `08:30:00+01:00`, `08:30:00`, notATime, "/timestamp"},
	{"a time of no zone", `08:30:00+01:00`, `08:30:00-00:00`, notATime, "/timestamp"},
	{"a day that is none", `2027-03-03T08:30:00+01:00`, `2027-02-30T08:30:00+01:00`, notATime, "/timestamp"},
	{"no time", `"timestamp":"2027-03-03T08:30:00+01:00","stored":"2027-03-03T08:30:01Z",`, ``, noTime, "/timestamp"},
	{"a version to come", `"1.0.3"`, `"2.0.0"`, notAllowed, "/version"},
	{"an authority of one in a group", `"authority":{"objectType":"Agent","account":{"homePage":"https://lms.example.org","name":"lrs"}}`, `"authority":{"objectType":"Group","member":[{"mbox":"mailto:a@b.org"}]}`, fewMembers, "/authority/member"},
	{"an attachment without its sum", `"version"`, `"attachments":[{"usageType":"https://a.org/b","display":{},"contentType":"text/plain","length":3}],"version"`, missing, "/attachments/0/sha2"},
	{"a statement within one within one", `{"objectType":"Activity","id":"https://lms.example.org/course/7","definition":{"name":{"en-US":"A course"},"type":"http://adlnet.gov/expapi/activities/course","extensions":{"https://lms.example.org/x":null}}}`, `{"objectType":"SubStatement","actor":{"mbox":"mailto:a@b.org"},"verb":{"id":"a:b"},"object":{"objectType":"SubStatement","actor":{"mbox":"mailto:a@b.org"},"verb":{"id":"a:b"},"object":{"id":"a:b"}}}`, outOfPlace, "/object/object"},
	{"a reference to no statement", `{"objectType":"Activity","id":"https://lms.example.org/course/7"`, `{"objectType":"StatementRef","id":"7"`, notAUUID, "/object/id"},
	{"an array", `{"id":"6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21",`, `{"id":["6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21"],`, wrongType, "/id"},
}

func TestBrokenStatementsAreRefusedWithReasons(t *testing.T) {
	x := exchange(t)
	require.GreaterOrEqual(t, len(broken), 30)
	for _, c := range broken {
		_, found := x.Decode([]byte(lms(c.old, c.new)))
		require.NotEmpty(t, found, c.name)
		var all []string
		for _, f := range found {
			require.NotEmpty(t, f.Message.It)
			all = append(all, f.Code+" "+f.Path)
		}
		require.Contains(t, all, c.code+" "+c.path, c.name)
		_, found = x.Decode([]byte("[" + lms("", "") + "," + lms(c.old, c.new) + "]"))
		require.NotEmpty(t, found, c.name)
		for e, err := range x.Read(strings.NewReader("\n" + lms(c.old, c.new))) {
			var f *engagement.Finding
			require.ErrorAs(t, err, &f, c.name)
			require.Zero(t, e)
			require.True(t, strings.HasPrefix(f.Path, "/2"), f.Path)
		}
	}
}

func TestOddPages(t *testing.T) {
	x := exchange(t)
	for in, code := range map[string]string{
		"": notJSON, "3": wrongType, `{"statements":3}`: wrongType, `{"statements":[],"next":""}`: unknown, "[3]": wrongType,
	} {
		page, found := x.Decode([]byte(in))
		require.Zero(t, page)
		require.Equal(t, code, found[0].Code, in)
	}
	page, found := x.Decode([]byte("[]"))
	require.Zero(t, page)
	require.Empty(t, found)
	hostile := "{" + strings.Repeat(`"x":1,`, 5000) + `"y":2}`
	_, found = x.Decode([]byte(hostile))
	require.Len(t, found, most)
	for _, err := range x.Read(strings.NewReader(strings.Repeat("x", MaxLine+1))) {
		var f *engagement.Finding
		require.ErrorAs(t, err, &f)
		require.Equal(t, longLine, f.Code)
	}
	lost := errors.New("lost")
	for _, err := range x.Read(iotest.ErrReader(lost)) {
		require.ErrorIs(t, err, lost)
	}
	for _, err := range x.Deeds(iotest.ErrReader(lost)) {
		require.ErrorIs(t, err, lost)
	}
}

func TestDurationsAndLanguages(t *testing.T) {
	for s, ok := range map[string]bool{"P3W": true, "P1Y2M3DT4H5M6.7S": true, "PT0S": true, "PT1,5H": true, "P": false, "PT": false, "1H": false, "PT1.5H3M": false, "P1.5DT1H": false, "PT1H2H": false, "PW": false} {
		require.Equal(t, ok, isDuration(s), s)
	}
	for s, ok := range map[string]bool{"it": true, "nl-BE": true, "zh-Hant-TW": true, "x-own": true, "i-klingon": true, "": false, "e": false, "en-": false, "en_US": false, "en--US": false, "123": false, "en-abcdefghi": false} {
		require.Equal(t, ok, isLanguage(s), s)
	}
}

func TestUUIDs(t *testing.T) {
	const right = "0199c0DE-aF3a-7000-8000-9f0123456789"
	require.True(t, isUUID([]byte(right)))
	for i := range right {
		for c := range 256 {
			changed := []byte(right)
			changed[i] = byte(c)
			hex := c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
			require.Equal(t, (right[i] == '-') == (c == '-') && (hex || c == '-'), isUUID(changed), "%q", changed)
		}
	}
	require.False(t, isUUID([]byte(right[:35])))
}

func TestEveryCodeHasItsWords(t *testing.T) {
	for n := range 25 {
		for _, l := range engagement.Languages() {
			require.True(t, catalogue.Has(string(l), fmt.Sprintf("OSM-XAPI-%03d", n+1)))
		}
	}
}

// odd are statements that take other ways through the readers.
func odd(x *Exchange, t testing.TB) (lines []string) {
	for line := range strings.Lines(string(statements(t, x, events()))) {
		lines = append(lines, strings.TrimSuffix(line, "\n"))
	}
	own := lines[0]
	for _, change := range [][2]string{
		{`Un’ora`, `Unâ`}, {`Un’ora`, "\xff"}, {`Un’ora`, `Un \" ora`}, {"experienced\",\"display", "voided\",\"display"}, {"verbs/experienced", "verbs/launched"},
		{"0199c0de", "x199c0de"}, {"touchpoints/news", "touchpoints/poster"}, {"touchpoints/news", "touch points"}, {"campaigns/rise/touchpoints", "campaigns/fall/touchpoints"},
		{"https://intranet.example.org\",", "intranet\","}, {"https://intranet.example.org\",", "https://lms.example.org\","}, {"propositions/calm", " "}, {"02-03T", "02-30T"}, {"00Z", "00-00:00"}, {"00Z", "00.5+02:00"},
	} {
		lines = append(lines, strings.Replace(own, change[0], change[1], 1))
	}
	for _, b := range broken {
		lines = append(lines, lms("", ""), lms(b.old, b.new))
	}
	return append(lines, lms("passed", "launched"), lms(`"bo"`, `"zoe"`), lms(`"bo"`, `"ada"`), "{", lms("A course", "Corso è"))
}

func both(t require.TestingT, x *Exchange, data []byte) {
	var slow, fast []evaluation.Deed
	var faults, found []string
	for e, err := range x.Read(bytes.NewReader(data)) {
		d := x.Index().Deed(e)
		if err != nil {
			faults = append(faults, err.Error())
			d = evaluation.Deed{}
		}
		slow = append(slow, d)
	}
	for d, err := range x.Deeds(bytes.NewReader(data)) {
		if err != nil {
			found = append(found, err.Error())
		}
		fast = append(fast, d)
	}
	require.Equal(t, slow, fast)
	require.Equal(t, faults, found)
}

func TestStatementsReadInBulkAreTheDeedsOfTheirEvents(t *testing.T) {
	x := exchange(t)
	lines := odd(x, t)
	both(t, x, []byte(strings.Join(lines, "\n")))
	slices.Reverse(lines)
	both(t, x, []byte(strings.Join(append(lines, lines...), "\n")))
}

func TestAFunnelTakesStatementsIn(t *testing.T) {
	x := exchange(t)
	f := x.Index().Funnel()
	touches := x.Index().Touches()
	require.NoError(t, x.Tally(f, bytes.NewReader(statements(t, x, events())), "", touches.Take))
	want := x.Index().Funnel()
	for _, e := range events() {
		want.Add(e)
	}
	a, _ := f.AppendBinary(nil)
	b, _ := want.AppendBinary(nil)
	require.Equal(t, b, a)
	require.Equal(t, 3, touches.Count(nil, nil).Reached)
}

func TestReadingInBulkAllocatesNothingForAStatement(t *testing.T) {
	x := exchange(t)
	lines := statements(t, x, events()[:1])
	allocations := func(n int) float64 {
		data := bytes.Repeat(lines, n)
		return testing.AllocsPerRun(10, func() {
			for _, err := range x.Deeds(bytes.NewReader(data)) {
				require.NoError(t, err)
			}
		})
	}
	require.Equal(t, allocations(5), allocations(500))
}

func FuzzRead(f *testing.F) {
	x := exchange(f)
	lines := odd(x, f)
	for i := range lines {
		f.Add([]byte(lines[0] + "\n" + lines[i] + "\n" + lms("", "")))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		both(t, x, data)
		page, found := x.Decode(data)
		for _, one := range found {
			require.NotEmpty(t, one.Message.En)
		}
		for _, e := range page.Events {
			if x.Index().Deed(e).Cause() == "" {
				out, err := x.AppendEvent(nil, e)
				require.NoError(t, err)
				again, found := x.Decode(out)
				require.Empty(t, found)
				require.Equal(t, []string{e.Person, e.Touchpoint, string(e.Verb)}, []string{again.Events[0].Person, again.Events[0].Touchpoint, string(again.Events[0].Verb)})
			}
		}
	})
}

func BenchmarkDeeds(b *testing.B) {
	x := exchange(b)
	lines := bytes.Repeat(statements(b, x, events()[:1]), 2000)
	b.SetBytes(int64(len(lines)))
	for b.Loop() {
		for _, err := range x.Deeds(bytes.NewReader(lines)) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// validated is what the validator of Learning Locker warns of in each of some
// statements; nil where it cannot be installed.
func validated(t *testing.T, lines []byte) [][]string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata/xapi-validation")))
	install := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("npm ci: %v\n%s", err, out)
		}
		t.Skipf("not done, xapi-validation cannot be installed here: %v", err)
	}
	validate := exec.Command("node", "validate.mjs")
	var complaints bytes.Buffer
	validate.Dir, validate.Stdin, validate.Stderr = dir, bytes.NewReader(lines), &complaints
	out, err := validate.Output()
	require.NoError(t, err, complaints.String())
	var warnings [][]string
	require.NoError(t, json.Unmarshal(out, &warnings))
	return warnings
}

func TestASecondValidatorAcceptsWhatIsWrittenAndRefusesWhatWeRefuse(t *testing.T) {
	x := exchange(t)
	lines := statements(t, x, events())
	lines, err := x.AppendAnswer(lines, answer(t, x))
	require.NoError(t, err)
	lines = append(append(append(lines, '\n'), lms("", "")...), '\n')
	right := bytes.Count(lines, []byte("\n"))
	// What it does not look at: JSON itself, and rules that it lacks.
	lenient := []string{notJSON, twice, noTime, sameComponent, outOfRange}
	var refused []string
	for _, b := range broken {
		if !slices.Contains(lenient, b.code) {
			refused = append(refused, b.name)
			lines = append(append(lines, lms(b.old, b.new)...), '\n')
		}
	}
	warnings := validated(t, lines)
	require.Len(t, warnings, right+len(refused))
	for i, w := range warnings[:right] {
		require.Empty(t, w, "statement %d", i)
	}
	for i, w := range warnings[right:] {
		if refused[i] != "a day that is none" { // it looks at the form alone
			require.NotEmpty(t, w, "%s: it would accept anything", refused[i])
		}
	}
}
