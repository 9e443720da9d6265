package evaluation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

const line = `{"id":"8f14","at":"2027-02-03T08:30:00Z","campaign":"rise","touchpoint":"news","proposition":"calm","person":"o01","verb":"shown","language":"nl"}`

// with replaces one part of the line.
func with(old, new string) string { return strings.Replace(line, old, new, 1) }

func TestDecodeEvent(t *testing.T) {
	e, found := DecodeEvent([]byte(line))
	require.Empty(t, found)
	require.Equal(t, Event{
		ID: "8f14", At: time.Date(2027, 2, 3, 8, 30, 0, 0, time.UTC), Campaign: "rise", Touchpoint: "news",
		Proposition: "calm", Person: "o01", Verb: Shown, Language: engagement.Dutch,
	}, e)
}

func TestTheWidgetLeavesThePersonOut(t *testing.T) {
	e, found := DecodeEvent([]byte(with(`"person":"o01",`, "")))
	require.Empty(t, found)
	require.Empty(t, e.Person)
}

func TestALearningPlatformNeedNotKnowTheLanguage(t *testing.T) {
	_, found := DecodeEvent([]byte(with(`,"language":"nl"`, "")))
	require.Empty(t, found)
}

func TestTimesAreTakenToUTC(t *testing.T) {
	e, found := DecodeEvent([]byte(with("08:30:00Z", "09:30:00.250+01:00")))
	require.Empty(t, found)
	require.Equal(t, time.Date(2027, 2, 3, 8, 30, 0, 250_000_000, time.UTC), e.At)
}

func TestFaultsOfAnEvent(t *testing.T) {
	long := strings.Repeat("è", MaxID+1)
	for name, c := range map[string]struct {
		in               string
		code, path       string
		found, suggested string
	}{
		"not JSON":                {`{"id":`, notJSON, "", "expected a value at byte 6", ""},
		"two values":              {line + line, notJSON, "", fmt.Sprintf("unexpected bytes after the value at byte %d", len(line)), ""},
		"not an object":           {`["shown"]`, wrongType, "", `["shown"]`, ""},
		"unknown member":          {with(`"nl"`, `"nl","unit":"sales"`), unknownMember, "/unit", "unit", ""},
		"misspelt member":         {with(`"verb"`, `"vreb"`), unknownMember, "/vreb", "vreb", "verb"},
		"member in other case":    {with(`"touchpoint"`, `"touchPoint"`), unknownMember, "/touchPoint", "touchPoint", "touchpoint"},
		"name with a slash":       {with(`"nl"`, `"nl","a/b~c":1`), unknownMember, "/a~1b~0c", "a/b~c", ""},
		"missing member":          {with(`"proposition":"calm",`, ""), missing, "/proposition", "", ""},
		"member twice":            {with(`"nl"`, `"nl","id":"x"`), twice, "/id", "id", ""},
		"number for text":         {with(`"8f14"`, `8`), wrongType, "/id", "8", ""},
		"null for a person":       {with(`"o01"`, `null`), wrongType, "/person", "null", ""},
		"empty":                   {with(`"o01"`, `""`), empty, "/person", "", ""},
		"long identifier":         {with(`o01`, long), longID, "/person", "129", ""},
		"date without time":       {with("2027-02-03T08:30:00Z", "2027-02-03"), notATime, "/at", "2027-02-03", ""},
		"time without zone":       {with("08:30:00Z", "08:30:00"), notATime, "/at", "2027-02-03T08:30:00", ""},
		"day that does not exist": {with("02-03", "02-30"), notATime, "/at", "2027-02-30T08:30:00Z", ""},
		"hour of one digit":       {with("T08", "T8"), notATime, "/at", "2027-02-03T8:30:00Z", ""},
		"fraction after a comma":  {with("00Z", "00,5Z"), notATime, "/at", "2027-02-03T08:30:00,5Z", ""},
		"offset of a day":         {with("00Z", "00+24:00"), notATime, "/at", "2027-02-03T08:30:00+24:00", ""},
		"before the year 0":       {with("2027-02-03T08:30:00Z", "0000-01-01T00:00:00+01:00"), notATime, "/at", "0000-01-01T00:00:00+01:00", ""},
		"after the year 9999":     {with("2027-02-03T08:30:00Z", "9999-12-31T23:59:59-01:00"), notATime, "/at", "9999-12-31T23:59:59-01:00", ""},
		"misspelt verb":           {with(`"shown"`, `"show"`), notAllowed, "/verb", "show", "shown"},
		"unknown verb":            {with(`"shown"`, `"eyeballed"`), notAllowed, "/verb", "eyeballed", ""},
		"unknown language":        {with(`"nl"`, `"nl-BE"`), notAllowed, "/language", "nl-BE", ""},
	} {
		e, found := DecodeEvent([]byte(c.in))
		require.Len(t, found, 1, name)
		require.Equal(t, []string{c.code, c.path, c.found, c.suggested},
			[]string{found[0].Code, found[0].Path, found[0].Found, found[0].Suggestion}, name)
		require.Equal(t, engagement.SeverityError, found[0].Severity)
		require.Zero(t, e, name)
	}
}

func TestAllFaultsOfAnEventComeAtOnce(t *testing.T) {
	_, found := DecodeEvent([]byte(`{"verb":"strated","at":"soon","person":3}`))
	var places []string
	for _, f := range found {
		places = append(places, f.Code+f.Path)
	}
	require.Equal(t, []string{
		notAllowed + "/verb", notATime + "/at", wrongType + "/person",
		missing + "/id", missing + "/campaign", missing + "/touchpoint", missing + "/proposition",
	}, places)
	require.Equal(t, "started", found[0].Suggestion)
}

func TestIdentifiersAreCountedInCharacters(t *testing.T) {
	_, found := DecodeEvent([]byte(with("o01", strings.Repeat("è", MaxID))))
	require.Empty(t, found)
}

func TestAHostileEventEarnsAShortAnswer(t *testing.T) {
	_, found := DecodeEvent([]byte("{" + strings.Repeat(`"x":1,`, 50_000) + `"y":2}`))
	require.Less(t, len(found), 30)
	_, found = DecodeEvent([]byte(`{"` + strings.Repeat("x", 50_000) + `":1}`))
	for _, f := range found {
		require.Less(t, len(f.Path)+len(f.Found)+len(f.Message.It), 400)
	}
}

func TestTheFindingsSayWhatIsWrongInAllLanguages(t *testing.T) {
	for _, code := range []string{notJSON, wrongType, unknownMember, missing, twice, empty, longID, notATime, notAllowed, longLine, largeBatch, notADate} {
		for _, l := range engagement.Languages() {
			require.True(t, catalogue.Has(string(l), code), "%s in %s", code, l)
		}
	}
	_, found := DecodeEvent([]byte(with("shown", "show")))
	require.Equal(t, engagement.Text{
		It: "«show» non è tra i valori ammessi: shown, dismissed, started, completed, shared. ",
		Nl: "‘show’ is geen toegestane waarde; kies uit: shown, dismissed, started, completed, shared. ",
		En: "“show” is not one of the allowed values: shown, dismissed, started, completed, shared. ",
	}, engagement.Text{
		It: strings.TrimSuffix(found[0].Message.It, catalogue.Text("it", "finding.suggestion", "shown")),
		Nl: strings.TrimSuffix(found[0].Message.Nl, catalogue.Text("nl", "finding.suggestion", "shown")),
		En: strings.TrimSuffix(found[0].Message.En, catalogue.Text("en", "finding.suggestion", "shown")),
	})
}

func TestDecodeEventsKeepsTheGoodOnes(t *testing.T) {
	events, found := DecodeEvents([]byte("[" + line + "," + with("shown", "seen") + ",3," + with("8f14", "8f15") + "]"))
	require.Len(t, events, 2)
	require.Equal(t, "8f15", events[1].ID)
	require.Len(t, found, 2)
	require.Equal(t, "/1/verb", found[0].Path)
	require.Equal(t, "/2", found[1].Path)

	events, found = DecodeEvents([]byte("[]"))
	require.Empty(t, events)
	require.Empty(t, found)
}

func TestDecodeEventsRefusesWhatIsNoArray(t *testing.T) {
	for in, code := range map[string]string{
		line:              wrongType,
		"[" + line:        notJSON,
		"":                notJSON,
		"[" + line + "]]": notJSON,
		"[" + strings.Repeat(line+",", MaxBatch) + line + "]": largeBatch,
	} {
		events, found := DecodeEvents([]byte(in))
		require.Nil(t, events)
		require.Len(t, found, 1)
		require.Equal(t, code, found[0].Code)
		require.Empty(t, found[0].Path)
	}
}

// read collects what ReadEvents yields: IDs, and the place of each fault.
func read(in string) (all []string) {
	for e, err := range ReadEvents(iotest.OneByteReader(strings.NewReader(in))) {
		var f *engagement.Finding
		if errors.As(err, &f) {
			all = append(all, f.Code+" "+f.Path)
			continue
		}
		all = append(all, e.ID)
	}
	return all
}

func TestReadEventsGoesOnAfterAFault(t *testing.T) {
	require.Equal(t, []string{"8f14", notAllowed + " /3/verb", notJSON + " /4", "8f15", "8f16"}, read(strings.Join([]string{
		line, "", with("shown", "seen"), "{", " \t\r", with("8f14", "8f15") + "\r", with("8f14", "8f16"),
	}, "\n")))
	require.Empty(t, read(""))
	require.Equal(t, []string{"8f14"}, read(line+"\n"))
}

func TestReadEventsSkipsLinesThatAreTooLong(t *testing.T) {
	tooLong := with("8f14", strings.Repeat("x", 3*MaxLine))
	require.Equal(t, []string{longLine + " /1", "8f14", longLine + " /3"}, read(tooLong+"\n"+line+"\n"+tooLong))
	require.Equal(t, []string{"8f14"}, read(line+strings.Repeat(" ", MaxLine-len(line)-1)+"\n"))
	require.Equal(t, []string{longLine + " /1"}, read(line+strings.Repeat(" ", MaxLine-len(line))+"\n"))
}

func TestTheLongestEventFitsALine(t *testing.T) {
	id := strings.Repeat("\\ud83d\\ude00", MaxID)
	in := line
	for _, old := range []string{"8f14", `"rise`, `"news`, `"calm`, "o01"} {
		in = strings.Replace(in, strings.Trim(old, `"`), id, 1)
	}
	e, found := DecodeEvent([]byte(in))
	require.Empty(t, found)
	require.Equal(t, strings.Repeat("😀", MaxID), e.Person)
	require.Less(t, len(in), MaxLine)
}

func TestReadEventsStopsWhereItIsTold(t *testing.T) {
	for _, first := range []string{line, "{", strings.Repeat("x", MaxLine+1)} {
		seen := 0
		for range ReadEvents(strings.NewReader(first + "\n" + line)) {
			seen++
			break
		}
		require.Equal(t, 1, seen)
	}
}

func TestReadEventsEndsWithTheReadersError(t *testing.T) {
	lost := errors.New("lost")
	var ids []string
	var last error
	for e, err := range ReadEvents(&failing{data: line + "\n" + line[:20], err: lost}) {
		ids, last = append(ids, e.ID), err
	}
	require.Equal(t, []string{"8f14", ""}, ids, "half a line is not an event")
	require.ErrorIs(t, last, lost)
	var f *engagement.Finding
	require.False(t, errors.As(last, &f))
}

// failing gives its data and then its error.
type failing struct {
	data string
	err  error
}

func (r *failing) Read(p []byte) (int, error) {
	if r.data == "" {
		return 0, r.err
	}
	n := copy(p, r.data)
	r.data = r.data[n:]
	return n, nil
}

func TestWrittenEventsReadBackTheSame(t *testing.T) {
	for _, in := range []string{
		line, with(`"person":"o01",`, ""), with(`,"language":"nl"`, ""),
		with("08:30:00Z", "09:30:00.2500+01:00"), with("o01", `Zoë </script> \"\\ \u2028 😀`),
	} {
		e, found := DecodeEvent([]byte(in))
		require.Empty(t, found)
		out := AppendEvent(nil, e)
		back, found := DecodeEvent(out)
		require.Empty(t, found)
		require.Equal(t, e, back)
		require.Equal(t, string(out), string(AppendEvent(nil, back)))

		std, err := json.Marshal(e)
		require.NoError(t, err)
		require.Equal(t, string(std), string(out))
	}
	require.Equal(t, "x"+line, string(AppendEvent([]byte("x"), mustDecode(t, line))))
}

func mustDecode(t *testing.T, in string) Event {
	t.Helper()
	e, found := DecodeEvent([]byte(in))
	require.Empty(t, found)
	return e
}

func FuzzDecodeEvents(f *testing.F) {
	f.Add([]byte("[" + line + "]"))
	f.Add([]byte(`[{"id":"","at":3,"verb":"shwn","x/y":null},[],` + line + `]`))
	f.Add([]byte("[" + with("08:30:00Z", "23:59:59.999999999-23:59") + "]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		events, found := DecodeEvents(data)
		for _, f := range found {
			require.NotEmpty(t, f.Message.It)
		}
		var lines []byte
		for _, e := range events {
			require.Contains(t, Verbs(), e.Verb)
			lines = append(AppendEvent(lines, e), '\n')
		}
		var again []Event
		for e, err := range ReadEvents(bytes.NewReader(lines)) {
			require.NoError(t, err)
			again = append(again, e)
		}
		require.Equal(t, events, again)
	})
}

func FuzzReadEvents(f *testing.F) {
	f.Add([]byte(line + "\n\n{}\r\n" + line))
	f.Add([]byte("\xff\n\x00\n" + with("shown", "show")))
	f.Fuzz(func(t *testing.T, data []byte) {
		yields := 0
		for e, err := range ReadEvents(bytes.NewReader(data)) {
			yields++
			if err != nil {
				var fault *engagement.Finding
				require.ErrorAs(t, err, &fault)
				require.Zero(t, e)
				continue
			}
			require.Equal(t, e, mustDecode(t, string(AppendEvent(nil, e))))
		}
		require.LessOrEqual(t, yields, bytes.Count(data, []byte("\n"))+1)
	})
}
