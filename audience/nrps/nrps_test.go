package nrps

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
)

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

// members wraps members in a container.
func members(all ...string) string {
	return `{"id":"https://lms.example/m","context":{"id":"c"},"members":[` + strings.Join(all, ",") + `]}`
}

func TestMembersBecomePeople(t *testing.T) {
	file, err := os.Open("testdata/members.json")
	require.NoError(t, err)
	defer file.Close()
	var in audience.Intake
	people, found := field.Collect(Import(file, Mapping{Roles: "roles", DefaultLanguage: engagement.Dutch, DefaultTimeZone: "Europe/Amsterdam"}, &in))
	require.Empty(t, found)
	person := func(id string, traits map[string]any) audience.Person {
		return audience.Person{ID: id, Language: engagement.Dutch, TimeZone: "Europe/Amsterdam", Traits: traits}
	}
	noor := person("0ae836b9", map[string]any{"role": "Instructor", "roles": []string{"Staff", "TeachingAssistant", "Instructor"}})
	noor.GivenName, noor.FamilyName, noor.Email = "Noor", "de Wit", "noor@example.org"
	require.Equal(t, []audience.Person{
		noor,
		person("1bf947ca", map[string]any{"role": "Learner", "roles": []string{"Learner"}}),
		person("4ec270fd", map[string]any{"role": "Administrator", "roles": []string{"Administrator"}}),
		person("5fd381ae", nil),
	}, people)
	require.Equal(t, []int{6, 4, 2}, []int{in.Read, in.Kept, in.LeftOut})
	require.Equal(t, map[string]int{audience.ReasonInactive: 1, audience.ReasonDeleted: 1}, in.Reasons)
	require.Equal(t, "6 regels gelezen: 4 personen overgenomen, 2 regels weggelaten.\n- 1 regel: verwijderd in de bron\n- 1 regel: niet actief in de bron", in.Summary(engagement.Dutch))
}

func TestTheMappingNamesTraits(t *testing.T) {
	const learner = `{"user_id":"1","roles":["Learner"]}`
	people, found := ReadAll(strings.NewReader("\ufeff"+members(learner)), Mapping{Role: "membership"})
	require.Empty(t, found)
	require.Equal(t, []audience.Person{{ID: "1", Traits: map[string]any{"membership": "Learner"}}}, people)

	people, found = ReadAll(strings.NewReader(members(learner)), Mapping{Role: "manager", Roles: "manager", DefaultLanguage: "de", DefaultTimeZone: "Rome"})
	require.Empty(t, people)
	require.Equal(t, []string{
		"OSM-NRPS-009 /mapping/defaultLanguage found de expected it, nl, en near ",
		"OSM-NRPS-010 /mapping/defaultTimeZone found Rome expected Europe/Rome near ",
		"OSM-NRPS-011 /mapping/role found manager expected  near ",
		"OSM-NRPS-011 /mapping/roles found manager expected  near ",
	}, summary(found))
	requireWritten(t, found)
	_, found = ReadAll(strings.NewReader(members(learner)), Mapping{Roles: "role"})
	require.Equal(t, []string{"OSM-NRPS-011 /mapping/roles found role expected  near "}, summary(found))
	_, found = field.Collect(ReadPages("x", nil, Mapping{Roles: "role"}, nil))
	require.Len(t, found, 1)

	data, err := json.Marshal(Mapping{Role: "r", Roles: "all"})
	require.NoError(t, err)
	require.Equal(t, `{"role":"r","roles":"all"}`, string(data))
}

func TestBadMembersAreReportedAndGoodOnesKept(t *testing.T) {
	text := members(
		`{"user_id":"1"}`,
		`{"user_id":2}`,
		`{"status":"Active"}`,
		`{"user_id":"4","status":"activ"}`,
		`"di"`,
		`{"user_id":"6","roles":"Learner"}`,
		`{"user_id":"7","roles":["Learner",7]}`,
		`{"user_id":"8","email":null,"roles":null,"status":"http://purl.imsglobal.org/vocab/lis/v2/status#Active"}`,
	)
	var in audience.Intake
	people, found := field.Collect(Import(strings.NewReader(text), Mapping{}, &in))
	require.Equal(t, []audience.Person{{ID: "1"}, {ID: "8"}}, people)
	require.Equal(t, []string{
		`OSM-NRPS-003 /members/1/user_id found number expected "…" near `,
		`OSM-NRPS-004 /members/2/user_id found  expected  near `,
		`OSM-NRPS-005 /members/3/status found activ expected Active, Inactive, Deleted near Active`,
		`OSM-NRPS-003 /members/4 found string expected {…} near `,
		`OSM-NRPS-003 /members/5/roles found string expected ["…"] near `,
		`OSM-NRPS-003 /members/6/roles found number expected ["…"] near `,
	}, summary(found))
	requireWritten(t, found)
	require.Equal(t, audience.Intake{Read: 8, Kept: 2, LeftOut: 6, Bytes: int64(len(text)), Reasons: map[string]int{"OSM-NRPS-003": 4, "OSM-NRPS-004": 1, "OSM-NRPS-005": 1}}, in)
	for _, l := range engagement.Languages() {
		require.NotContains(t, in.Summary(l), "OSM-", "every reason has its words")
	}
}

func TestPagesThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		``:                                "OSM-NRPS-001  found 0 expected  near ",
		`nonsense`:                        "OSM-NRPS-001  found 0 expected  near ",
		`[]`:                              "OSM-NRPS-002  found  expected  near ",
		`{}`:                              "OSM-NRPS-002 /members found  expected  near ",
		`{"members":{}}`:                  "OSM-NRPS-002 /members found  expected  near ",
		`{"members":null}`:                "OSM-NRPS-002 /members found  expected  near ",
		`{"members"`:                      "OSM-NRPS-001  found 10 expected  near ",
		`{"members":[{"user_id":"1"}`:     "OSM-NRPS-001  found 27 expected  near ",
		`{"members":[{"user_id":`:         "OSM-NRPS-001  found 12 expected  near ",
		`{"members":[]`:                   "OSM-NRPS-001  found 13 expected  near ",
		`{"members":[]} x`:                "OSM-NRPS-001  found 15 expected  near ",
		`{"id":tru}`:                      "OSM-NRPS-001  found 6 expected  near ",
		`{1:2}`:                           "OSM-NRPS-001  found 1 expected  near ",
		`{"id":"x","members":`:            "OSM-NRPS-001  found 20 expected  near ",
		`{"@type":"Page","pageOf":{}} `:   "OSM-NRPS-002 /members found  expected  near ",
		`{"members":[{"user_id":"1"}]]}`:  "OSM-NRPS-001  found 28 expected  near ",
		`{"members":[{"user_id":"1"},],}`: "OSM-NRPS-001  found 28 expected  near ",
	} {
		_, found := ReadAll(strings.NewReader(text), Mapping{})
		require.Equal(t, []string{want}, summary(found), text)
		requireWritten(t, found)
	}
	lost := errors.New("connection lost")
	for _, length := range []int{0, 20, 60, 75} {
		var last error
		for _, err := range Read(io.MultiReader(strings.NewReader(members(`{"user_id":"1"}`)[:length]), iotest.ErrReader(lost)), Mapping{}) {
			last = err
		}
		require.ErrorIs(t, last, lost)
		var f *engagement.Finding
		require.ErrorAs(t, last, &f)
		require.Equal(t, "OSM-NRPS-006", f.Code)
	}
}

func TestReadingStreamsAndMayStop(t *testing.T) {
	page, rest := io.Pipe()
	go io.WriteString(rest, `{"members":[{"user_id":"1"},{"user_id":"2"},`) // blocks until read or closed
	for p, err := range Read(page, Mapping{}) {
		require.NoError(t, err)
		require.Equal(t, "1", p.ID, "the first person comes before the page ends")
		break
	}
	require.NoError(t, page.Close())
}

// platform answers with pages by address.
type platform struct {
	pages map[string]Page
	texts map[string]string
	asked []string
	open  int
	fault error // of closing
}

type body struct {
	io.Reader
	from *platform
}

func (b body) Close() error { b.from.open--; return b.from.fault }

func (p *platform) fetch(address string) (Page, error) {
	p.asked = append(p.asked, address)
	text, ok := p.texts[address]
	if !ok {
		return Page{}, errors.New("404")
	}
	p.open++
	return Page{body{strings.NewReader(text), p}, p.pages[address].Link}, nil
}

func TestPagesAreFollowedByTheirLinks(t *testing.T) {
	p := &platform{
		texts: map[string]string{"https://lms.example/m?p=1": members(`{"user_id":"1"}`), "https://lms.example/m?p=2": members(`{"user_id":"2"}`), "https://lms.example/m?p=3": members()},
		pages: map[string]Page{
			"https://lms.example/m?p=1": {Link: []string{`<https://lms.example/m?d=9>; rel="differences", <https://lms.example/m?p=2>; rel="next"`}},
			"https://lms.example/m?p=2": {Link: []string{`<https://lms.example/m?p=1>; rel=prev`, `<?p=3>;title="a, b; rel=x";REL="last Next"`}},
		},
	}
	var in audience.Intake
	people, found := field.Collect(ReadPages("https://lms.example/m?p=1", p.fetch, Mapping{}, &in))
	require.Empty(t, found)
	require.Equal(t, []audience.Person{{ID: "1"}, {ID: "2"}}, people)
	require.Equal(t, []string{"https://lms.example/m?p=1", "https://lms.example/m?p=2", "https://lms.example/m?p=3"}, p.asked)
	require.Equal(t, 2, in.Kept)
	require.Zero(t, p.open, "every page is closed")

	for range ReadPages("https://lms.example/m?p=1", p.fetch, Mapping{}, nil) {
		break
	}
	require.Len(t, p.asked, 4)
	require.Zero(t, p.open, "also where reading stops")
}

func TestPagesThatLeadAstrayEndTheReading(t *testing.T) {
	for next, want := range map[string]string{
		"https://other.example/m": "OSM-NRPS-007  found https://other.example/m expected https://lms.example near ",
		"http://lms.example/m2":   "OSM-NRPS-007  found http://lms.example/m2 expected https://lms.example near ",
		"//other.example/m":       "OSM-NRPS-007  found //other.example/m expected https://lms.example near ",
		"https://lms.example/%zz": "OSM-NRPS-007  found https://lms.example/%zz expected https://lms.example near ",
		"/m":                      "OSM-NRPS-008  found https://lms.example/m expected  near ",
		"/gone":                   "OSM-NRPS-006  found 404 expected  near ",
	} {
		p := &platform{texts: map[string]string{"https://lms.example/m": members(`{"user_id":"1"}`)}, pages: map[string]Page{"https://lms.example/m": {Link: []string{"<" + next + ">; rel=next"}}}}
		people, found := field.Collect(ReadPages("https://lms.example/m", p.fetch, Mapping{}, nil))
		require.Len(t, people, 1)
		require.Equal(t, []string{want}, summary(found))
		requireWritten(t, found)
		require.Zero(t, p.open)
	}
	p := &platform{texts: map[string]string{"x": members()}, fault: errors.New("connection lost")}
	_, found := field.Collect(ReadPages("x", p.fetch, Mapping{}, nil))
	require.Equal(t, []string{"OSM-NRPS-006  found connection lost expected  near "}, summary(found))
	p = &platform{texts: map[string]string{":": members()}, pages: map[string]Page{":": {Link: []string{"<y>;rel=next"}}}}
	_, found = field.Collect(ReadPages(":", p.fetch, Mapping{}, nil))
	require.Equal(t, "OSM-NRPS-006", found[0].Code)
}

func TestLinksAreReadAsRFC8288Has(t *testing.T) {
	for link, want := range map[string]string{
		``:                                  "",
		`nonsense`:                          "",
		`<a`:                                "",
		`<a>`:                               "",
		`<a>; rel=last`:                     "",
		`<a>; rel=next`:                     "a",
		`<a>; rel = "next"`:                 "a",
		`<a>; nofollow; rel="x NEXT y"`:     "a",
		`<a,b>; rel="prev", < c >;rel=next`: "c",
		`<a>; rel=prev; rel=next`:           "",
		`<a>; title="<b>; rel=next"`:        "",
		`<a>; title="x, <b>"; rel="next`:    "a",
		`<a>; rev=next, <b>; rel="nextest"`: "",
	} {
		require.Equal(t, want, Next([]string{"<z>; rel=first", link}), link)
	}
}

func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/members.json")
	require.NoError(f, err)
	f.Add(data, `<https://lms.example/m?p=2>; rel="next"`)
	f.Add([]byte(members(`{"user_id":"1","roles":["a#","/","x/membership#B"]}`, `7`)), `<>;rel=next,<a>;x="`)
	f.Fuzz(func(t *testing.T, data []byte, link string) {
		var in audience.Intake
		kept, failed := 0, 0
		for p, err := range Import(strings.NewReader(string(data)), Mapping{Roles: "roles"}, &in) {
			if err != nil {
				var f *engagement.Finding
				require.ErrorAs(t, err, &f)
				require.NotContains(t, f.Message.En, "%!(")
				failed++
				continue
			}
			require.NotEmpty(t, p.ID)
			kept++
		}
		require.Equal(t, kept, in.Kept)
		require.Equal(t, in.Read, in.Kept+in.LeftOut)
		require.LessOrEqual(t, failed, in.LeftOut+1)
		require.LessOrEqual(t, len(Next([]string{link})), len(link))
		asked := map[string]bool{}
		for range ReadPages("https://lms.example/m", func(address string) (Page, error) {
			require.False(t, asked[address], "no page comes twice")
			require.True(t, strings.HasPrefix(address, "https://lms.example"), "the token stays with the platform")
			if asked[address] = true; len(asked) > 20 { // a relative address can lead on and on
				link = ""
			}
			return Page{io.NopCloser(strings.NewReader(members())), []string{link}}, nil
		}, Mapping{}, nil) {
		}
	})
}
