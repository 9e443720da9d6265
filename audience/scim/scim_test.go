package scim

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"iter"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

var update = flag.Bool("update", false, "write the golden files anew")

func summary(found engagement.Findings) []string {
	var all []string
	for _, f := range found {
		all = append(all, f.Code+" "+f.Path+" found "+f.Found+" expected "+f.Expected+" near "+f.Suggestion)
	}
	return all
}

// requireWritten checks that findings speak all languages, each its own words.
func requireWritten(t *testing.T, found engagement.Findings) {
	t.Helper()
	for _, f := range found {
		for _, l := range engagement.Languages() {
			require.NotEmpty(t, f.Message.In(l))
			require.NotContains(t, f.Message.In(l), f.Code, "no text in %s", l)
			require.NotContains(t, f.Message.In(l), "%!", "arguments do not fit in %s", l)
		}
		require.NotEqual(t, f.Message.En, f.Message.It)
		require.NotEqual(t, f.Message.En, f.Message.Nl)
	}
}

// users wraps resources in a ListResponse.
func users(resources ...string) string {
	return `{"schemas":["` + listResponseSchema + `"],"Resources":[` + strings.Join(resources, ",") + `]}`
}

func TestReadUnderstandsWhatProvidersSend(t *testing.T) {
	file, err := os.Open("testdata/entra.json")
	require.NoError(t, err)
	defer file.Close()
	people, found := ReadAll(file, Mapping{DefaultLanguage: engagement.English, DefaultTimeZone: "Europe/Rome"})
	require.Empty(t, found)
	require.Equal(t, []audience.Person{
		{
			ID: "u-noor", GivenName: "Noor", FamilyName: "de Wit", Email: "noor@example.org", Language: engagement.Dutch, TimeZone: "Europe/Amsterdam", Manager: "u-luca",
			Traits: map[string]any{"unit": "care", "role": "Nurse", "site": "Utrecht", "division": "North", "organisation": "Osmosi Care", "costCenter": "C-20"},
		},
		{ID: "u-sam", Email: "sam@work.example", Language: engagement.Italian, TimeZone: "Europe/Rome", Manager: "u-luca"},
		{
			ID: "u-mika", Language: engagement.English, TimeZone: "Europe/Rome", Manager: "u-luca", Hired: "2024-03-01", WorkDays: audience.Monday | audience.Tuesday | audience.Thursday,
			Traits: map[string]any{"unit": "platform", "fte": 0.6, "floor": 3, "remote": true, "certifiedUntil": engagement.Date("2027-06-30"), "needs": []string{"career", "problem"}},
		},
		{ID: "u-luca", GivenName: "Luca", Language: engagement.English, TimeZone: "Europe/Rome"},
	}, people)
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	require.Equal(t, 3, w.Reports("u-luca"), "the manager came later, as an object, a text and a reference")
}

func TestTheMappingNamesTraits(t *testing.T) {
	var mapping Mapping
	require.NoError(t, json.Unmarshal([]byte(`{"traits":[
		{"attribute":"employeeNumber","trait":"number"},{"attribute":"department","trait":"team"},{"attribute":"userType","trait":"contract"},
		{"attribute":"addresses[type eq \"work\"].region","trait":"region"},{"attribute":"addresses[type eq \"work\"].country","trait":"country"}]}`), &mapping))
	text := users(`{"id":"1","title":"Nurse","userType":"Contractor","addresses":[{"type":"work","region":"Puglia","country":"IT"}],"` + enterpriseSchema + `":{"department":"care","employeeNumber":"9"}}`)
	people, found := ReadAll(strings.NewReader(text), mapping)
	require.Empty(t, found)
	require.Equal(t, map[string]any{"number": "9", "team": "care", "contract": "Contractor", "region": "Puglia", "country": "IT"}, people[0].Traits)
}

func TestDefaultTraitsCanBeMapped(t *testing.T) {
	people, found := ReadAll(strings.NewReader(users()), Mapping{Traits: DefaultTraits()})
	require.Empty(t, people)
	require.Empty(t, found)
	DefaultTraits()[0].Trait = "changed"
	require.Equal(t, "unit", DefaultTraits()[0].Trait)
	require.Len(t, Attributes(), 10)
}

func TestFaultsOfTheMappingAreReportedAtOnce(t *testing.T) {
	mapping := Mapping{DefaultLanguage: "de", DefaultTimeZone: "CET/Rome", Traits: []Trait{{"departement", "unit"}, {Title, "unit"}, {Title, "manager"}, {UserType, ""}}}
	want := []string{
		"OSM-SCIM-007 /mapping/defaultLanguage found de expected it, nl, en near ",
		"OSM-SCIM-008 /mapping/defaultTimeZone found CET/Rome expected Europe/Rome near ",
		"OSM-SCIM-013 /mapping/traits/0/attribute found departement expected  near department",
		"OSM-SCIM-015 /mapping/traits/1/trait found unit expected  near ",
		"OSM-SCIM-014 /mapping/traits/2/trait found manager expected  near ",
		"OSM-SCIM-015 /mapping/traits/2/attribute found title expected  near ",
		"OSM-SCIM-011 /mapping/traits/3/trait found  expected  near ",
	}
	people, found := ReadAll(strings.NewReader(users(`{"id":"1"}`)), mapping)
	require.Empty(t, people)
	require.Equal(t, want, summary(found))
	requireWritten(t, found)
	var out bytes.Buffer
	var f *engagement.Finding
	require.ErrorAs(t, Write(&out, slices.Values([]audience.Person{{ID: "1"}}), mapping), &f)
	require.Equal(t, "OSM-SCIM-007", f.Code)
	require.Empty(t, out.String())
}

func TestBadUsersAreReportedAndGoodOnesKept(t *testing.T) {
	text := users(
		`{"id":"1"}`,
		`{"id":"2","preferredLanguage":"Italiano","timezone":"Rome","emails":{},"name":"Bo","title":["x"],"addresses":[7],"`+enterpriseSchema+`":{"manager":{"displayName":"Luca"},"department":3}}`,
		`{"userName":"cy"}`,
		`"di"`,
		`{"id":5,"active":"perhaps","preferredLanguage":7,"`+enterpriseSchema+`":{"manager":9}}`,
		`{"id":"6","`+Schema+`":{"hired":"yesterday","workDays":["MO","XX"],"dottedManagers":["9",7],"traits":[{"value":"x"},{"name":"a","type":"numbr"},{"name":"b","type":"number","value":"0x1"},{"name":"c","type":"integer","value":"1.5"},{"name":"d","type":"flag","value":"1"},{"name":"e","type":"date","value":""},{"name":"f","type":"list","values":["x",null,1]},{"name":"g","type":"list","values":"x"},8]}}`,
		`{"id":""}`,
		`{"id":"8","emails":[{"value":"`+strings.Repeat("long", 20)+`"},"`+strings.Repeat("long", 20)+`"]}`,
		`{"id":"9"}`,
	)
	people, found := ReadAll(strings.NewReader(text), Mapping{})
	require.Equal(t, []audience.Person{{ID: "1"}, {ID: "9"}}, people)
	require.Equal(t, []string{
		`OSM-SCIM-004 /Resources/1/name found "Bo" expected {…} near `,
		`OSM-SCIM-004 /Resources/1/emails found {} expected […] near `,
		`OSM-SCIM-007 /Resources/1/preferredLanguage found Italiano expected it, nl, en near `,
		`OSM-SCIM-008 /Resources/1/timezone found Rome expected Europe/Rome near `,
		`OSM-SCIM-006 /Resources/1/` + enterpriseSchema + `/manager/value found  expected  near `,
		`OSM-SCIM-004 /Resources/1/addresses/0 found 7 expected {…} near `,
		`OSM-SCIM-004 /Resources/1/` + enterpriseSchema + `/department found 3 expected "…" near `,
		`OSM-SCIM-004 /Resources/1/title found ["x"] expected "…" near `,
		`OSM-SCIM-005 /Resources/2/id found  expected  near `,
		`OSM-SCIM-004 /Resources/3 found "di" expected {…} near `,
		`OSM-SCIM-004 /Resources/4/active found "perhaps" expected true, false near `,
		`OSM-SCIM-004 /Resources/4/id found 5 expected "…" near `,
		`OSM-SCIM-004 /Resources/4/preferredLanguage found 7 expected "…" near `,
		`OSM-SCIM-004 /Resources/4/` + enterpriseSchema + `/manager found 9 expected {…} near `,
		`OSM-SCIM-010 /Resources/5/` + Schema + `/workDays found MO,XX expected MO, TU, WE, TH, FR, SA, SU near `,
		`OSM-SCIM-004 /Resources/5/` + Schema + `/dottedManagers/1 found 7 expected "…" near `,
		`OSM-SCIM-009 /Resources/5/` + Schema + `/hired found yesterday expected 2027-01-31 near `,
		`OSM-SCIM-004 /Resources/5/` + Schema + `/traits/8 found 8 expected {…} near `,
		`OSM-SCIM-011 /Resources/5/` + Schema + `/traits/0/name found  expected  near `,
		`OSM-SCIM-012 /Resources/5/` + Schema + `/traits/1/type found numbr expected text, number, integer, flag, date, list near number`,
		`OSM-SCIM-017 /Resources/5/` + Schema + `/traits/2/value found 0x1 expected number near `,
		`OSM-SCIM-017 /Resources/5/` + Schema + `/traits/3/value found 1.5 expected integer near `,
		`OSM-SCIM-017 /Resources/5/` + Schema + `/traits/4/value found 1 expected flag near `,
		`OSM-SCIM-017 /Resources/5/` + Schema + `/traits/5/value found  expected date near `,
		`OSM-SCIM-004 /Resources/5/` + Schema + `/traits/6/values/1 found null expected "…" near `,
		`OSM-SCIM-004 /Resources/5/` + Schema + `/traits/6/values/2 found 1 expected "…" near `,
		`OSM-SCIM-004 /Resources/5/` + Schema + `/traits/7/values found "x" expected […] near `,
		`OSM-SCIM-005 /Resources/6/id found  expected  near `,
		`OSM-SCIM-004 /Resources/7/emails/1 found "` + strings.Repeat("long", 9) + `lon… expected {…} near `,
	}, summary(found))
	requireWritten(t, found)

	faults := 0
	for p, err := range Read(strings.NewReader(text), Mapping{}) {
		if err != nil {
			faults++
			var f *engagement.Finding
			require.ErrorAs(t, err, &f)
			require.Equal(t, audience.Person{}, p, "a user with a fault gives no half person")
		}
	}
	require.Equal(t, 7, faults, "one error for each bad user, however many its faults")

	var in audience.Intake
	for range Import(strings.NewReader(text), Mapping{}, &in) {
	}
	require.Equal(t, []int{9, 2, 7}, []int{in.Read, in.Kept, in.LeftOut})
	for _, l := range engagement.Languages() {
		require.NotContains(t, in.Summary(l), "OSM-", "every reason has its words")
	}
}

func TestResponsesThatCannotBeRead(t *testing.T) {
	for text, want := range map[string][]string{
		``:           {"OSM-SCIM-001  found 0 expected  near "},
		`nonsense`:   {"OSM-SCIM-001  found 0 expected  near "},
		`[]`:         {"OSM-SCIM-002  found  expected " + listResponseSchema + " near "},
		`"x"`:        {"OSM-SCIM-002  found  expected " + listResponseSchema + " near "},
		`{}`:         {"OSM-SCIM-002 /schemas found  expected " + listResponseSchema + " near "},
		`{"schemas"`: {"OSM-SCIM-001  found 10 expected  near "},
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"401"}`: {"OSM-SCIM-002 /schemas found urn:ietf:params:scim:api:messages:2.0:Error expected " + listResponseSchema + " near "},
		`{"schemas":"x"}`: {`OSM-SCIM-004 /schemas found "x" expected […] near `, "OSM-SCIM-002 /schemas found  expected " + listResponseSchema + " near "},
		users() + ` x`:    {"OSM-SCIM-001  found 82 expected  near "},
		users() + `{}`:    {"OSM-SCIM-001  found 82 expected  near "},
		`{"schemas":["` + listResponseSchema + `"],"totalResults":"1"}`: {`OSM-SCIM-004 /totalResults found "1" expected 0, 1, 2, … near `},
		`{"Resources":{"id":"1"}}`:                                      {"OSM-SCIM-004 /Resources found  expected […] near "},
		`{"Resources":`:                                                 {"OSM-SCIM-001  found 13 expected  near "},
		`{"Resources":[{"id":"1"`:                                       {"OSM-SCIM-001  found 14 expected  near "},
		`{"Resources":[`:                                                {"OSM-SCIM-001  found 14 expected  near "},
		`{"Resources":[{"id":"1"}]`:                                     {"OSM-SCIM-001  found 25 expected  near "},
		`{"Resources":[{"id":"1"},]}`:                                   {"OSM-SCIM-001  found 25 expected  near "},
		`{"Resources":[{"id":"1"}]],"schemas":[]}`:                      {"OSM-SCIM-001  found 25 expected  near "},
		`{1:2}`:             {"OSM-SCIM-001  found 1 expected  near "},
		`{"Resources":tru}`: {"OSM-SCIM-001  found 13 expected  near "},
		`{"a":1,}`:          {"OSM-SCIM-001  found 7 expected  near "},
	} {
		_, found := ReadAll(strings.NewReader(text), Mapping{})
		require.Equal(t, want, summary(found), text)
		requireWritten(t, found)
	}
}

func TestEmptyResponsesAreFine(t *testing.T) {
	for _, text := range []string{
		users(),
		`{"schemas":["` + listResponseSchema + `"],"totalResults":0}`,
		`{"Resources":null,"schemas":["` + strings.ToUpper(listResponseSchema) + `"],"totalResults":0,"next":{"a":[1]}}`,
	} {
		people, found := ReadAll(strings.NewReader(text), Mapping{})
		require.Empty(t, people)
		require.Empty(t, found, text)
	}
}

func TestUsersBeforeABreakAreKept(t *testing.T) {
	people, found := ReadAll(strings.NewReader(`{"Resources":[{"id":"1"},{"id":"2"},{"id":`), Mapping{})
	require.Equal(t, []audience.Person{{ID: "1"}, {ID: "2"}}, people)
	require.Len(t, found, 1)
	require.Equal(t, "OSM-SCIM-001", found[0].Code)
}

func TestAPageOfSeveralAsksForTheNext(t *testing.T) {
	page := func(start, total string) string {
		return `{"schemas":["` + listResponseSchema + `"],"totalResults":` + total + `,"startIndex":` + start + `,"itemsPerPage":2,"Resources":[{"id":"1"},{"id":"2","active":false}]}`
	}
	people, found := ReadAll(strings.NewReader(page("1", "5")), Mapping{})
	require.Len(t, people, 1)
	require.Equal(t, []string{"OSM-SCIM-003 /totalResults found 2 expected 5 near "}, summary(found))
	require.NoError(t, found.Err(), "it is advice")
	require.Equal(t, "This page ends at user 2 of 5, so people are missing.", found[0].Message.En)
	requireWritten(t, found)
	for _, text := range []string{page("4", "5"), page("1", "2"), page("0", "2")} {
		_, found = ReadAll(strings.NewReader(text), Mapping{})
		require.Empty(t, found, text)
	}
}

func TestASourceThatFailsEndsTheReading(t *testing.T) {
	lost := errors.New("connection lost")
	whole := users(`{"id":"1"}`)
	for _, length := range []int{0, 5, 40, 83, len(whole) - 1, len(whole)} {
		var last error
		for _, err := range Read(io.MultiReader(strings.NewReader(whole[:length]), iotest.ErrReader(lost)), Mapping{}) {
			last = err
		}
		require.ErrorIs(t, last, lost, whole[:length])
		var f *engagement.Finding
		require.ErrorAs(t, last, &f)
		require.Equal(t, "OSM-SCIM-016", f.Code)
		requireWritten(t, engagement.Findings{*f})
	}
}

func TestReadingStreamsAndMayStop(t *testing.T) {
	response, rest := io.Pipe()
	go io.WriteString(rest, `{"Resources":[{"id":"1"},{"id":"2"},`) // blocks until read or closed
	for p, err := range Read(response, Mapping{}) {
		require.NoError(t, err)
		require.Equal(t, "1", p.ID, "the first person comes before the response ends")
		break
	}
	require.NoError(t, response.Close())

	for _, text := range []string{`{"schemas":7,"totalResults":"x","Resources":[{}]}`, `{"totalResults":1}`} {
		count := 0
		for range Read(strings.NewReader(text), Mapping{}) {
			count++
			break
		}
		require.Equal(t, 1, count)
	}
}

func samplePeople() []audience.Person {
	return []audience.Person{
		{
			ID: "7", GivenName: "Ada", FamilyName: "Bianchi", Email: "ada@example.org", Language: engagement.Italian, TimeZone: "Europe/Rome", Manager: "3", DottedManagers: []string{"9", "10"}, Hired: "2024-03-01",
			WorkDays: audience.Monday | audience.Thursday,
			Traits: map[string]any{
				"unit": "care", "role": "Nurse", "site": "Bari", "division": "South", "organisation": "Osmosi Care", "costCenter": "C-1", "userType": "Employee",
				"fte": 0.6, "floor": 3, "big": 1e21, "minus": -0.25, "remote": false, "certifiedUntil": engagement.Date("2027-06-30"),
				"needs": []string{"career", "problem"}, "badges": []string{}, "note": "", "motto": "“Più” <b> & \u2028 🙂",
			},
		},
		{ID: "3", FamilyName: "Rossi", Traits: map[string]any{"unit": []string{"care", "it"}, "role": "", "site": 4}},
		{ID: "9", Language: engagement.Dutch, WorkDays: audience.Sunday},
		{ID: "11", DottedManagers: []string{"10"}},
		{ID: "10"},
	}
}

func write(t *testing.T, people []audience.Person, m Mapping) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, Write(&out, slices.Values(people), m))
	return out.Bytes()
}

func TestWriteIsAsRecorded(t *testing.T) {
	got := write(t, samplePeople(), Mapping{})
	if *update {
		require.NoError(t, os.WriteFile("testdata/written.json", got, 0o644))
	}
	want, err := os.ReadFile("testdata/written.json")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
	require.Equal(t, got, write(t, samplePeople(), Mapping{}), "the same people give the same bytes")
}

func TestWhatIsWrittenReadsBackTheSame(t *testing.T) {
	for _, m := range []Mapping{
		{},
		{Traits: []Trait{{EmployeeNumber, "motto"}, {WorkCountry, "unit"}, {WorkRegion, "role"}, {Title, "note"}}},
	} {
		people, found := ReadAll(bytes.NewReader(write(t, samplePeople(), m)), m)
		require.Empty(t, found)
		require.Equal(t, samplePeople(), people)
	}
	people, found := ReadAll(bytes.NewReader(write(t, nil, Mapping{})), Mapping{})
	require.Empty(t, found)
	require.Empty(t, people)
}

func TestAListThatIsNilReadsBackEmpty(t *testing.T) {
	people, found := ReadAll(bytes.NewReader(write(t, []audience.Person{{ID: "1", Traits: map[string]any{"skills": []string(nil)}}}, Mapping{})), Mapping{})
	require.Empty(t, found)
	require.Equal(t, map[string]any{"skills": []string{}}, people[0].Traits)
}

func TestWrittenUsersKeepToTheirSchemas(t *testing.T) {
	var response struct {
		Schemas                                []string
		TotalResults, StartIndex, ItemsPerPage int
		Resources                              []map[string]any
	}
	require.NoError(t, json.Unmarshal(write(t, samplePeople(), Mapping{}), &response))
	require.Equal(t, []string{listResponseSchema}, response.Schemas)
	require.Equal(t, []int{5, 1, 5}, []int{response.TotalResults, response.StartIndex, response.ItemsPerPage})
	require.Len(t, response.Resources, 5)
	for _, r := range response.Resources {
		require.NotEmpty(t, r["id"])
		require.NotEmpty(t, r["userName"], "RFC 7643 requires it")
		require.Equal(t, map[string]any{"resourceType": "User"}, r["meta"])
		require.Contains(t, r["schemas"], userSchema)
		for _, extension := range []string{enterpriseSchema, Schema} {
			_, present := r[extension]
			require.Equal(t, present, slices.Contains(r["schemas"].([]any), any(extension)), "schemas lists exactly the extensions in use")
		}
	}
}

func TestWriteRefusesWhatCannotBeReadBack(t *testing.T) {
	for _, c := range []struct {
		person audience.Person
		want   string
	}{
		{audience.Person{}, "OSM-SCIM-005 /Resources/1/id"},
		{audience.Person{ID: "1", Hired: "yesterday"}, "OSM-SCIM-009 /Resources/1/" + Schema + "/hired"},
		{audience.Person{ID: "1", Traits: map[string]any{"": "x"}}, "OSM-SCIM-011 /Resources/1/" + Schema + "/traits"},
		{audience.Person{ID: "1", Traits: map[string]any{"a": math.NaN()}}, "OSM-SCIM-018 /Resources/1/" + Schema + "/traits"},
		{audience.Person{ID: "1", Traits: map[string]any{"a": math.Inf(1)}}, "OSM-SCIM-018 /Resources/1/" + Schema + "/traits"},
		{audience.Person{ID: "1", Traits: map[string]any{"a": struct{}{}}}, "OSM-SCIM-018 /Resources/1/" + Schema + "/traits"},
		{audience.Person{ID: "1", Traits: map[string]any{"a": engagement.Date("")}}, "OSM-SCIM-018 /Resources/1/" + Schema + "/traits"},
		{audience.Person{ID: "1", Traits: map[string]any{"a": nil}}, "OSM-SCIM-018 /Resources/1/" + Schema + "/traits"},
	} {
		err := Write(io.Discard, slices.Values([]audience.Person{{ID: "0"}, c.person}), Mapping{})
		var f *engagement.Finding
		require.ErrorAs(t, err, &f)
		require.Equal(t, c.want, f.Code+" "+f.Path)
		requireWritten(t, engagement.Findings{*f})
	}
}

type brokenWriter struct{ after int }

var errFull = errors.New("disk full")

func (w *brokenWriter) Write(p []byte) (int, error) {
	if w.after -= len(p); w.after < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteTellsThatTheTargetFailed(t *testing.T) {
	var many iter.Seq[audience.Person] = func(yield func(audience.Person) bool) {
		for yield(audience.Person{ID: strings.Repeat("x", 100)}) {
		}
	}
	require.ErrorIs(t, Write(&brokenWriter{after: 20_000}, many, Mapping{}), errFull, "it stops, even where the people never do")
	require.ErrorIs(t, Write(&brokenWriter{}, slices.Values([]audience.Person{{ID: "1"}}), Mapping{}), errFull)
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"testdata/entra.json", "testdata/written.json"} {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(users(`{"id":"1","ID":"2"}`, `{"id":"\ud800","active":null,"emails":[{"primary":true,"value":"x"}]}`)))
	f.Add([]byte(users(`{"id":"1","` + Schema + `":{"traits":[{"name":"unit","value":""},{"name":"x","type":"number","value":"-0"}]}}`)))
	f.Add([]byte(`{"Resources":[{"id":"1"},`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var people []audience.Person
		for p, err := range Read(bytes.NewReader(data), Mapping{}) {
			if err != nil {
				var f *engagement.Finding
				require.ErrorAs(t, err, &f)
				require.NotContains(t, f.Message.En, "%!(")
				continue
			}
			require.NotEmpty(t, p.ID)
			people = append(people, p)
		}
		again, found := ReadAll(bytes.NewReader(write(t, people, Mapping{})), Mapping{})
		require.Empty(t, found)
		require.Equal(t, people, again, "what was read can be written and reads back the same")
	})
}

func TestWhatPeopleDeclaredAndManagersThinkIsRead(t *testing.T) {
	people, found := ReadAll(strings.NewReader(`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 1, "Resources": [
		{"id": "1", "userType": "sceptical", "urn:ietf:params:scim:schemas:extension:osmosi:2.0:User": {"traits": [
			{"name": "needs", "type": "list", "values": ["career", "problem"]}, {"name": "reasons", "type": "list", "values": ["contingent"]}, {"name": "factors", "type": "list", "values": ["forcedChange"]}]}}]}`),
		Mapping{Traits: []Trait{{Attribute: UserType, Trait: audience.TraitStance}}})
	require.Empty(t, found)
	require.Equal(t, map[string]any{"stance": "sceptical", "needs": []string{"career", "problem"}, "reasons": []string{"contingent"}, "factors": []string{"forcedChange"}}, people[0].Traits)
}
