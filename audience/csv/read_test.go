package csv

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// fullMapping maps every field and a trait of each kind.
func fullMapping() Mapping {
	return Mapping{
		ID: "Number", GivenName: "First name", FamilyName: "Last name", Email: "Mail", Language: "Lang", TimeZone: "Zone", Manager: "Boss", Dotted: "Projects of", Hired: "Since", WorkDays: "Days",
		Traits: []Column{
			{Column: "Department", Trait: "unit"},
			{Column: "fte", Kind: audience.NumberTrait},
			{Column: "Remote", Trait: "remote", Kind: audience.FlagTrait},
			{Column: "Certified until", Trait: "certifiedUntil", Kind: audience.DateTrait},
			{Column: "Skills", Trait: "skills", Kind: audience.ListTrait},
			{Column: "Tags", Trait: "tags", Kind: audience.ListTrait, Separator: "|"},
		},
	}
}

const fullHeader = "Number,First name,Last name,Mail,Lang,Zone,Boss,Since,Days,Department,fte,Remote,Certified until,Skills,Tags,Projects of\n"

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

func TestReadFillsEveryField(t *testing.T) {
	people, found := ReadAll(strings.NewReader(fullHeader+
		"7,Ada,Bianchi,ada@example.org,it-IT,Europe/Rome,3,2024-03-01,MO TU TH,care,0.6,ja,2027-06-30,first-aid; negotiation;,a;b|c,3; 5;\n"+
		"3, Bo ,,,,,,,,,,,,,,\n5,,,,,,,,,,,,,,,;\n"), fullMapping())
	require.Empty(t, found)
	require.Equal(t, []audience.Person{
		{
			ID: "7", GivenName: "Ada", FamilyName: "Bianchi", Email: "ada@example.org", Language: engagement.Italian, TimeZone: "Europe/Rome", Manager: "3", DottedManagers: []string{"3", "5"}, Hired: "2024-03-01",
			WorkDays: audience.Monday | audience.Tuesday | audience.Thursday,
			Traits:   map[string]any{"unit": "care", "fte": 0.6, "remote": true, "certifiedUntil": engagement.Date("2027-06-30"), "skills": []string{"first-aid", "negotiation"}, "tags": []string{"a;b", "c"}},
		},
		{ID: "3", GivenName: "Bo"},
		{ID: "5"},
	}, people, "empty cells are unknown, and white space is no part of a cell")
	people[0].DottedManagers = people[0].DottedManagers[1:]
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	require.Equal(t, "3", w.ManagerOf("7").ID, "the manager came later")
	require.Equal(t, 1, w.DottedReports("5"))
}

func TestLanguagesAreMatched(t *testing.T) {
	for cell, want := range map[string]engagement.Language{"it": "it", "NL": "nl", "nl-BE": "nl", "en_GB": "en", "ita": "it", "": "en", "de": "en", "pl-PL": "en"} {
		people, found := ReadAll(strings.NewReader("id,lang\n1,"+cell+"\n"), Mapping{ID: "id", Language: "lang", DefaultLanguage: engagement.English})
		require.Empty(t, found, cell)
		require.Equal(t, want, people[0].Language, cell)
	}
	people, found := ReadAll(strings.NewReader("id,lang\n1,de\n2,nl\n"), Mapping{ID: "id", Language: "lang"})
	require.Empty(t, found)
	require.Empty(t, people[0].Language, "without a default it stays unknown")
	require.Equal(t, engagement.Dutch, people[1].Language)
}

func TestFlagsAreReadAsPeopleWriteThem(t *testing.T) {
	for want, cells := range map[bool]string{true: "true TRUE Yes y 1 vero sì SÌ si s waar ja J", false: "false no N 0 falso onwaar Nee"} {
		for cell := range strings.FieldsSeq(cells) {
			people, found := ReadAll(strings.NewReader("id,f\n1,"+cell+"\n"), Mapping{ID: "id", Traits: []Column{{Column: "f", Kind: audience.FlagTrait}}})
			require.Empty(t, found, cell)
			require.Equal(t, map[string]any{"f": want}, people[0].Traits, cell)
		}
	}
}

func TestNumbersAreReadExactly(t *testing.T) {
	mapping := Mapping{ID: "id", Traits: []Column{{Column: "n", Kind: audience.NumberTrait}}}
	for cell, want := range map[string]float64{"0": 0, "-3": -3, "+4": 4, "1234.5": 1234.5, ".5": 0.5, "1e3": 1000, "007": 7} {
		people, found := ReadAll(strings.NewReader("id,n\n1,"+cell+"\n"), mapping)
		require.Empty(t, found, cell)
		require.Equal(t, want, people[0].Traits["n"], cell)
	}
	for _, cell := range []string{"1.234,5", "1 000", "0x10", "1_000", "NaN", "Inf", "1e999", "12%", "-", "."} {
		people, found := ReadAll(strings.NewReader("id;n\n1;"+cell+"\n"), Mapping{Delimiter: ";", ID: "id", Traits: mapping.Traits})
		require.Empty(t, people, cell)
		require.Equal(t, []string{"OSM-CSV-009 /2/n found " + cell + " expected 1234.5 near "}, summary(found))
	}
}

func TestBadRowsAreReportedAndGoodOnesGoOn(t *testing.T) {
	const table = fullHeader +
		"1,Ada,,,,,,,,,,,,,,\n" +
		"2,Bo,,,Italiano,Europe/Roma,,01-03-2024,monday,,half,maybe,2027-02-30,,,\n" +
		",Cy,,,,,,,,,,,,,,\n" +
		"4,Di\n" +
		"5,\"E\"d,,,,,,,,,,,,,,\n" +
		"6,F\xe9,,,,,,,,,,,,,,\n" +
		"7,Gi,,,,,,,,,,,,,,\n"
	people, found := ReadAll(strings.NewReader(table), fullMapping())
	require.Equal(t, []string{
		"OSM-CSV-012 /3/Lang found Italiano expected it, nl, en near ",
		"OSM-CSV-013 /3/Zone found Europe/Roma expected Europe/Rome near ",
		"OSM-CSV-011 /3/Since found 01-03-2024 expected 2027-01-31 near ",
		"OSM-CSV-019 /3/Days found monday expected MO TU WE TH FR SA SU near ",
		"OSM-CSV-009 /3/fte found half expected 1234.5 near ",
		"OSM-CSV-010 /3/Remote found maybe expected true, false near ",
		"OSM-CSV-011 /3/Certified until found 2027-02-30 expected 2027-01-31 near ",
		"OSM-CSV-014 /4/Number found  expected  near ",
		"OSM-CSV-007 /5 found 2 expected 16 near ",
		"OSM-CSV-008 /6 found 5 expected  near ",
		"OSM-CSV-015 /7/First name found F\ufffd expected UTF-8 near ",
	}, summary(found))
	requireWritten(t, found)
	require.Equal(t, "“half” is not a number that can be read; write it like 1234.5.", found[4].Message.En)
	require.Equal(t, []audience.Person{{ID: "1", GivenName: "Ada"}, {ID: "7", GivenName: "Gi"}}, people)

	rows, faults := 0, 0
	for p, err := range Read(strings.NewReader(table), fullMapping()) {
		if err == nil {
			rows++
			continue
		}
		faults++
		var f *engagement.Finding
		require.ErrorAs(t, err, &f)
		require.Equal(t, audience.Person{}, p, "a row with a fault gives no half person")
	}
	require.Equal(t, 2, rows)
	require.Equal(t, 5, faults, "one error for each bad row, however many its faults")

	var in audience.Intake
	for range Import(strings.NewReader(table+strings.Repeat("x", longest+1)+"\n"), fullMapping(), &in) {
	}
	require.Equal(t, []int{8, 2, 6}, []int{in.Read, in.Kept, in.LeftOut})
	require.Len(t, in.Reasons, 11)
	for _, l := range engagement.Languages() {
		require.NotContains(t, in.Summary(l), "OSM-", "every reason has its words")
	}
}

func TestColumnsThatTheHeaderLacksAreReportedAtOnce(t *testing.T) {
	mapping := Mapping{ID: "Employee", Email: "E-mail", Language: "Language", Traits: []Column{{Column: "Departement", Trait: "unit"}, {Column: "E-mail", Trait: "address"}, {Column: "a/b"}}}
	count := 0
	for _, err := range Read(strings.NewReader("Employee,Department,Email\n1,care,x\n"), mapping) {
		count++
		var f *engagement.Finding
		require.ErrorAs(t, err, &f)
		require.Equal(t, "/1/E-mail", f.Path)
	}
	require.Equal(t, 1, count, "they come joined, and nothing follows")
	people, found := ReadAll(strings.NewReader("Employee,Department,Email\n1,care,x\n"), mapping)
	require.Empty(t, people)
	require.Equal(t, []string{
		"OSM-CSV-001 /1/E-mail found E-mail expected Employee, Department, Email near Email",
		"OSM-CSV-001 /1/Language found Language expected Employee, Department, Email near ",
		"OSM-CSV-001 /1/Departement found Departement expected Employee, Department, Email near Department",
		"OSM-CSV-001 /1/a~1b found a/b expected Employee, Department, Email near ",
	}, summary(found))
	requireWritten(t, found)
}

func TestHeaderIsReadWithCare(t *testing.T) {
	people, found := ReadAll(strings.NewReader("\ufeff\"Number\", Unit \r\n1,care\r\n"), Mapping{ID: "Number", Traits: []Column{{Column: "Unit"}}})
	require.Empty(t, found, "a byte order mark, spaces and Windows line ends do no harm")
	require.Equal(t, []audience.Person{{ID: "1", Traits: map[string]any{"Unit": "care"}}}, people)

	_, found = ReadAll(strings.NewReader("\n\nid,id,other,other\n1,2,3,4\n"), Mapping{ID: "id"})
	require.Equal(t, []string{"OSM-CSV-002 /3/id found id expected  near "}, summary(found), "only columns in use must be unique")
	requireWritten(t, found)

	_, found = ReadAll(strings.NewReader("id,citt\xe0\n1,Bari\n"), Mapping{ID: "id"})
	require.Equal(t, []string{"OSM-CSV-015 /1 found citt\ufffd expected  near "}, summary(found))
	requireWritten(t, found)

	for _, empty := range []string{"", "\ufeff", "\n\n"} {
		_, found = ReadAll(strings.NewReader(empty), Mapping{ID: "id"})
		require.Equal(t, []string{"OSM-CSV-006 /1 found  expected  near "}, summary(found))
		requireWritten(t, found)
	}

	_, found = ReadAll(strings.NewReader("id,\"a\"b\n"), Mapping{ID: "id"})
	require.Equal(t, []string{"OSM-CSV-008 /1 found 6 expected  near "}, summary(found))
}

func TestFaultsOfTheMappingAreReportedAtOnce(t *testing.T) {
	_, found := ReadAll(strings.NewReader("a,b\n"), Mapping{
		DefaultLanguage: "de", DefaultTimeZone: "Local",
		Traits: []Column{{Column: "a", Kind: "numbr"}, {Column: "b", Trait: "a"}, {Column: "c", Trait: "manager"}},
	})
	require.Equal(t, []string{
		"OSM-CSV-004 /mapping found  expected id, idPrefix near ",
		"OSM-CSV-012 /mapping/defaultLanguage found de expected it, nl, en near ",
		"OSM-CSV-013 /mapping/defaultTimeZone found Local expected Europe/Rome near ",
		"OSM-CSV-005 /mapping/traits/0/kind found numbr expected text, number, flag, date, list near number",
		"OSM-CSV-018 /mapping/traits/1/trait found a expected  near ",
		"OSM-CSV-017 /mapping/traits/2/trait found manager expected  near ",
		"OSM-CSV-001 /1/c found c expected a, b near ",
	}, summary(found))
	requireWritten(t, found)
	for _, delimiter := range []string{`"`, "\n", "ab", "\xff", "\r", "\x00"} {
		_, found = ReadAll(strings.NewReader("id\n1\n"), Mapping{ID: "id", Delimiter: delimiter})
		require.Len(t, found, 1)
		require.Equal(t, "OSM-CSV-003 /mapping/delimiter", found[0].Code+" "+found[0].Path)
		requireWritten(t, found)
	}
}

func TestDelimiterIsTheMappings(t *testing.T) {
	for _, delimiter := range []string{";", "\t", "|", "·"} {
		people, found := ReadAll(strings.NewReader("id"+delimiter+"unit\n1"+delimiter+"care, home\n"), Mapping{ID: "id", Delimiter: delimiter, Traits: []Column{{Column: "unit"}}})
		require.Empty(t, found, delimiter)
		require.Equal(t, []audience.Person{{ID: "1", Traits: map[string]any{"unit": "care, home"}}}, people)
	}
}

func TestRowsAreNumberedWhereThereIsNoIdentifier(t *testing.T) {
	people, found := ReadAll(strings.NewReader("n\n1\nx\n3\n"), Mapping{IDPrefix: "P-", Traits: []Column{{Column: "n", Kind: audience.NumberTrait}}})
	require.Len(t, found, 1)
	require.Equal(t, []string{"P-0001", "P-0003"}, []string{people[0].ID, people[1].ID}, "mending a row does not renumber the others")

	people, found = ReadAll(strings.NewReader("n\n"+strings.Repeat("1\n", 10_001)), Mapping{IDPrefix: "P-"})
	require.Empty(t, found)
	require.Equal(t, "P-10001", people[10_000].ID)

	people, found = ReadAll(strings.NewReader("id\nx\n"), Mapping{ID: "id", IDPrefix: "P-"})
	require.Empty(t, found)
	require.Equal(t, "x", people[0].ID, "a column of identifiers wins")
}

func TestASourceThatFailsEndsTheReading(t *testing.T) {
	lost := errors.New("connection lost")
	source := func(text string) io.Reader { return io.MultiReader(strings.NewReader(text), iotest.ErrReader(lost)) }
	for text, good := range map[string]int{"": 0, "id,unit": 0, "id,unit\n1,care\n2,it\n3,": 2} {
		count, last := 0, error(nil)
		for _, err := range Read(source(text), Mapping{ID: "id"}) {
			if last = err; err == nil {
				count++
			}
		}
		require.Equal(t, good, count, text)
		require.ErrorIs(t, last, lost)
		var f *engagement.Finding
		require.ErrorAs(t, last, &f)
		require.Equal(t, "OSM-CSV-016", f.Code)
		requireWritten(t, engagement.Findings{*f})
		_, found := ReadAll(source(text), Mapping{ID: "id"})
		require.Equal(t, []string{"OSM-CSV-016  found connection lost expected  near "}, summary(found))
	}
}

func TestReadingStreamsAndMayStop(t *testing.T) {
	table, rest := io.Pipe()
	go io.WriteString(rest, "id\n1\n"+strings.Repeat("x\n", 5000)) // blocks until read or closed
	for p, err := range Read(table, Mapping{ID: "id"}) {
		require.NoError(t, err)
		require.Equal(t, "1", p.ID, "the first person comes before the table ends")
		break
	}
	require.NoError(t, table.Close())

	for _, err := range Read(strings.NewReader("id\n\"\"x\n2\n"), Mapping{ID: "id"}) {
		require.Error(t, err)
		break
	}
}

func TestMappingsTravelAsJSON(t *testing.T) {
	data, err := json.Marshal(fullMapping())
	require.NoError(t, err)
	require.Contains(t, string(data), `"givenName":"First name"`)
	var again Mapping
	require.NoError(t, json.Unmarshal(data, &again))
	require.Equal(t, fullMapping(), again)
}

func FuzzRead(f *testing.F) {
	f.Add(fullHeader+"7,Ada,Bianchi,ada@example.org,it-IT,Europe/Rome,3,2024-03-01,MO TU,care,0.6,ja,2027-06-30,a;b,a|b,3;5\n", "")
	f.Add("\ufeffNumber;fte\n1;\"0,5\"\n;2\n", ";")
	f.Add("Number,fte\n1,12 uur\n2,€ 3\n3,1.5\n", ",")
	f.Add("Number\n\"1\n", ",")
	f.Add("\xff\xfeN\x00", "\t")
	f.Add("sep=;\r\n"+strings.ReplaceAll(fullHeader, ",", ";")+"7;'=A;Bi\xe0;;nl;;;1.3.2024;MO;care;1.234,5;nee;2/12/2027;a;b\n", "")
	f.Fuzz(func(t *testing.T, table, delimiter string) {
		full := fullMapping()
		numbered := Mapping{IDPrefix: "P-"}
		some := Mapping{ID: "Number", Traits: []Column{{Column: "fte", Kind: audience.NumberTrait, Unit: engagement.Hours}}}
		declared := fullMapping()
		declared.Encoding, declared.Decimal, declared.DateOrder, declared.GuardFormulas = Windows1252, ",", DayMonthYear, true
		for _, m := range []Mapping{full, numbered, some, declared} {
			m.Delimiter = delimiter
			var people []audience.Person
			errs := 0
			for p, err := range Read(strings.NewReader(table), m) {
				if err != nil {
					var f *engagement.Finding
					require.ErrorAs(t, err, &f)
					require.NotContains(t, f.Message.En, "%!(")
					errs++
					continue
				}
				require.NotEmpty(t, p.ID)
				require.True(t, p.Hired == "" || p.Hired.Valid())
				people = append(people, p)
			}
			all, found := ReadAll(strings.NewReader(table), m)
			require.Equal(t, people, all)
			require.GreaterOrEqual(t, len(found), errs)
			require.LessOrEqual(t, len(people)+errs, strings.Count(table, "\n")+strings.Count(table, "\r")+4, "no row comes twice")
		}
	})
}

func TestWhatPeopleDeclaredAndManagersThinkIsRead(t *testing.T) {
	mapping := Mapping{ID: "id", Traits: []Column{
		{Column: "opinion", Trait: audience.TraitStance},
		{Column: "needs", Kind: audience.ListTrait}, {Column: "reasons", Kind: audience.ListTrait}, {Column: "factors", Kind: audience.ListTrait},
	}}
	people, found := ReadAll(strings.NewReader("id,opinion,needs,reasons,factors\n1,sceptical,career;problem,contingent,forcedChange\n2,,,,\n"), mapping)
	require.Empty(t, found)
	require.Equal(t, map[string]any{"stance": "sceptical", "needs": []string{"career", "problem"}, "reasons": []string{"contingent"}, "factors": []string{"forcedChange"}}, people[0].Traits)
	require.Empty(t, people[1].Traits, "an empty cell is unknown")
}
