package privacy

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/coaching"
)

var monday = time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC)

// all yields records without errors.
func all[T any](list ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, t := range list {
			if !yield(t, nil) {
				return
			}
		}
	}
}

func kept() Records {
	event := func(id, person string, day int) evaluation.Event {
		return evaluation.Event{ID: id, At: monday.AddDate(0, 0, day), Campaign: "rise", Touchpoint: "news", Proposition: "calm", Person: person, Verb: evaluation.Started}
	}
	return Records{
		Events:   all(event("1", "ada", 0), event("2", "bo", 1), event("3", "ada", 2), event("4", "", 3)),
		Answers:  all(Answer{"ada", "pulse", "Was it clear?", "*Yes*, <b>very</b>", monday}, Answer{"bo", "pulse", "Was it clear?", "No", monday}),
		Messages: all(Message{"bo", "news", "mail", "bo@example.org", monday}, Message{"ada", "news", "mail", "ada@example.org", monday}),
		Cards: all(insight.Card{Osmosi: insight.CardVersion, ID: "c-1", At: "2027-03-01", Antenna: "ada", Language: "en", Text: "A queue at the till", Tags: []string{"queue"}, Media: []insight.Media{{Kind: insight.Photo, URL: "photos/queue.jpg", Alt: "A queue"}}},
			insight.Card{Osmosi: insight.CardVersion, ID: "c-2", At: "2027-03-01", Antenna: "bo", Language: "en", Text: "A new sign", Tags: []string{"sign"}}),
		Coaching: all(session("s-1", "ada", "coach-1"), session("s-2", "bo", "coach-1"), session("s-3", "bo", "ada")),
	}
}

func session(id, person, coach string) coaching.Trace {
	return coaching.Trace{Osmosi: coaching.Version, ID: id, Day: "2027-03-01", Person: person, Coach: coach, Competence: "listening", Minutes: 45}
}

func TestAnExportHoldsAllOfOnePersonAndNothingOfOthers(t *testing.T) {
	d, err := Export("ada", "2027-03-08", kept(), nil, []string{"People like you respond more to calm."})
	require.NoError(t, err)
	require.Len(t, d.Events, 2)
	require.Len(t, d.Answers, 1)
	require.Len(t, d.Messages, 1)
	require.Len(t, d.Cards, 1)
	require.Equal(t, []string{"s-1", "s-3"}, []string{d.Coaching[0].ID, d.Coaching[1].ID}, "the one she had, and the one she held")
	data, err := json.Marshal(d)
	require.NoError(t, err)
	require.NotContains(t, string(data), "bo@example.org")
	read, found := ReadPersonData(bytes.NewReader(data))
	require.Empty(t, found)
	require.Equal(t, &d, read)
}

func TestErasureLeavesEverybodyElse(t *testing.T) {
	left := kept().Erase("ada")
	d, err := Export("ada", "2027-03-08", left, nil, nil)
	require.NoError(t, err)
	require.Equal(t, PersonData{Osmosi: PersonDataVersion, Person: "ada", Made: "2027-03-08"}, d)
	events, err := collect(left.Events)
	require.NoError(t, err)
	require.Equal(t, []string{"2", "4"}, []string{events[0].ID, events[1].ID})
	bo, err := Export("bo", "2027-03-08", left, nil, nil)
	require.NoError(t, err)
	before, err := Export("bo", "2027-03-08", kept(), nil, nil)
	require.NoError(t, err)
	require.Equal(t, []coaching.Trace{session("s-2", "bo", "coach-1")}, bo.Coaching, "a session was that of two people, and goes with either")
	before.Coaching = bo.Coaching
	require.Equal(t, before, bo)
}

func TestALineThatCannotBeReadIsNotTakenForErased(t *testing.T) {
	broken := func() Records {
		return Records{Events: evaluation.ReadEvents(strings.NewReader("{\"person\":\"ada\"\n"))}
	}
	_, err := collect(broken().Erase("ada").Events)
	require.Error(t, err, "it may be anybody's")
	_, err = Export("ada", "2027-03-08", broken(), nil, nil)
	require.ErrorContains(t, err, "events: ")
	var f *engagement.Finding
	require.True(t, errors.As(err, &f))
}

func TestRecordsCanBeStoppedEarly(t *testing.T) {
	for range kept().Erase("ada").Events {
		break
	}
}

func TestRetentionDropsWhatIsPastItsPeriod(t *testing.T) {
	periods := Retention{Events: 7, Messages: 1, Cards: 9, Coaching: 8}
	require.Empty(t, periods.Check(Events, Messages, Cards, Coaching))
	now := monday.AddDate(0, 0, 9)
	left := periods.Keep(kept(), now)
	events, err := collect(left.Events)
	require.NoError(t, err)
	require.Equal(t, []string{"3", "4"}, []string{events[0].ID, events[1].ID}, "seven days are kept in full")
	messages, err := collect(left.Messages)
	require.NoError(t, err)
	require.Empty(t, messages)
	cards, err := collect(left.Cards)
	require.NoError(t, err)
	require.Len(t, cards, 2, "nine days after the end of theirs")
	sessions, err := collect(left.Coaching)
	require.NoError(t, err)
	require.Empty(t, sessions)
	answers, err := collect(left.Answers)
	require.NoError(t, err)
	require.Len(t, answers, 2, "a kind without a period is kept")
}

func TestFaultsOfPeriods(t *testing.T) {
	found := Retention{Events: 0, Messages: 4000}.Check(Events, Answers)
	require.Equal(t, map[string]int{"OSM-PRIVACY-021": 2, "OSM-PRIVACY-020": 1}, codes(found))
	require.Error(t, found.Err())
	require.NoError(t, Retention{}.Check(Kinds()...).Err(), "a missing period is advice")
	for _, f := range found {
		require.NotEmpty(t, f.Do.En+f.Do.It+f.Do.Nl)
	}
}

func TestFaultsOfADocumentOfAPersonsData(t *testing.T) {
	for name, c := range map[string]struct{ in, code, path string }{
		"not JSON":          {`{`, "OSM-DOC-001", ""},
		"another document":  {`{"osmosi":"plan/v1","person":"ada","made":"2027-03-08"}`, "OSM-DOC-008", "/osmosi"},
		"unknown member":    {`{"osmosi":"person-data/v1","person":"ada","made":"2027-03-08","event":[]}`, "OSM-DOC-003", "/event"},
		"data of another":   {`{"osmosi":"person-data/v1","person":"ada","made":"2027-03-08","messages":[{"person":"bo","touchpoint":"news","channel":"mail","at":"2027-03-01T08:00:00Z"}]}`, "OSM-PRIVACY-022", "/messages/0/person"},
		"a card of another": {`{"osmosi":"person-data/v1","person":"ada","made":"2027-03-08","cards":[{"osmosi":"card/v1","id":"c-1","at":"2027-03-01","antenna":"bo","language":"en","text":"A queue","tags":["queue"]}]}`, "OSM-PRIVACY-022", "/cards/0/antenna"},
		"others’ coaching":  {`{"osmosi":"person-data/v1","person":"ada","made":"2027-03-08","coaching":[{"osmosi":"coaching/v1","id":"s-1","day":"2027-03-01","person":"bo","coach":"cy","competence":"listening"}]}`, "OSM-PRIVACY-022", "/coaching/0/person"},
		"what was said":     {`{"osmosi":"person-data/v1","person":"ada","made":"2027-03-08","coaching":[{"osmosi":"coaching/v1","id":"s-1","day":"2027-03-01","person":"ada","coach":"cy","competence":"listening","notes":"…"}]}`, "OSM-DOC-003", "/coaching/0/notes"},
		"damaged responses": {`{"osmosi":"person-data/v1","person":"ada","made":"2027-03-08","responses":"AAAA"}`, "OSM-PRIVACY-023", "/responses"},
	} {
		d, found := ReadPersonData(strings.NewReader(c.in))
		require.Nil(t, d, name)
		require.NotEmpty(t, found, name)
		require.Equal(t, []string{c.code, c.path}, []string{found[0].Code, found[0].Path}, name)
	}
}

func TestAPersonReadsTheirDataInTheirLanguage(t *testing.T) {
	d, err := Export("ada", "2027-03-08", kept(), nil, []string{"People like you respond more."})
	require.NoError(t, err)
	for l, words := range map[engagement.Language][]string{
		engagement.Italian: {"I tuoi dati", "hai iniziato", "ada@example.org"},
		engagement.Dutch:   {"Jouw gegevens", "ben je begonnen"},
		engagement.English: {"Your data", "A queue at the till · photos/queue.jpg", "you were coached on “listening” by “coach-1”", "you coached “bo” on “listening”", "2027-03-01 08:00 UTC · news: you started", "People like you respond more."},
	} {
		html := string(d.HTML(l))
		for _, w := range words {
			require.Contains(t, html, w)
		}
		require.NotContains(t, html, "<b>very</b>", "what people wrote is text")
		require.Contains(t, html, `<html lang="`+string(l)+`">`)
	}
	empty := PersonData{Osmosi: PersonDataVersion, Person: "cy", Made: "2027-03-08"}
	require.Equal(t, 6, strings.Count(empty.Markdown(engagement.English), "Nothing is kept."))
}

func FuzzReadPersonData(f *testing.F) {
	d, err := Export("ada", "2027-03-08", kept(), nil, nil)
	require.NoError(f, err)
	data, err := json.Marshal(d)
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`{"osmosi":"person-data/v1","person":"ada","made":"2027-03-08","responses":"AAAA"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, found := ReadPersonData(bytes.NewReader(data))
		if d == nil {
			require.NotEmpty(t, found)
			return
		}
		again, err := json.Marshal(d)
		require.NoError(t, err)
		_, found = ReadPersonData(bytes.NewReader(again))
		require.Empty(t, found)
		d.HTML(engagement.Dutch)
	})
}

func codes(found engagement.Findings) map[string]int {
	out := map[string]int{}
	for _, f := range found {
		out[f.Code]++
	}
	return out
}
