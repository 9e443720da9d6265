package csv

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestTheDelimiterIsFoundByTheMappingsColumns(t *testing.T) {
	mapping := Mapping{ID: "Nr", GivenName: "Name, first", Traits: []Column{{Column: "Unit"}}}
	for _, header := range []string{"Nr;Name, first;Unit\n", "Nr\tName, first\tUnit\n", "\"Nr\",\"Name, first\",\"Unit\"\n", "\r\n\"Nr\";\"Name, first\";\"Uni\"\"t\";Unit\n", "sep=;\r\nNr;Name, first;Unit\n"} {
		comma := ";"
		if strings.Contains(header, "\t") {
			comma = "\t"
		} else if strings.Contains(header, "\",") {
			comma = ","
		}
		row := strings.Join(slices.Repeat([]string{"7"}, strings.Count(strings.ReplaceAll(header, "Name,", ""), comma)+1-strings.Count(header, "sep=")), comma) + "\n"
		people, found := ReadAll(strings.NewReader("\ufeff"+header+row), mapping)
		require.Empty(t, found, header)
		require.Equal(t, []audience.Person{{ID: "7", GivenName: "7", Traits: map[string]any{"Unit": "7"}}}, people)
	}
	people, found := ReadAll(strings.NewReader("sep=;\nid;unit\n1;care\n"), Mapping{ID: "id", Delimiter: ";"})
	require.Empty(t, found)
	require.Len(t, people, 1, "the line is no row, whoever names the delimiter")
}

func TestADelimiterThatCouldBeAnotherIsTold(t *testing.T) {
	people, found := ReadAll(strings.NewReader("a,b;c,d;e\n1,2;3,4;5\n"), Mapping{IDPrefix: "P-"})
	require.Len(t, people, 1)
	require.Equal(t, []string{"OSM-CSV-023 /mapping/delimiter found , expected ; near "}, summary(found))
	require.NoError(t, found.Err(), "it is advice")
	requireWritten(t, found)
	require.Equal(t, "Name the delimiter in the mapping.", found[0].Do.En)

	_, found = ReadAll(strings.NewReader("a\n1\n"), Mapping{IDPrefix: "P-"})
	require.Empty(t, found, "a table of one column has no choice")
}

func TestADelimiterThatMustBeWrongIsTold(t *testing.T) {
	people, found := ReadAll(strings.NewReader("id\tunit\n1\tcare\n"), Mapping{ID: "id", Delimiter: ";", Traits: []Column{{Column: "unit"}}})
	require.Empty(t, people)
	require.Equal(t, []string{`OSM-CSV-024 /mapping/delimiter found ; expected \t near `}, summary(found))
	requireWritten(t, found)
}

func TestOlderEncodingsAreReadWhereDeclared(t *testing.T) {
	const table = "id;citt\xe0;note\n1;Forl\xec;\"5 \x80\n\x93ja\x94\"\n2;Bari;\n3;Cefalù;x\n"
	mapping := Mapping{ID: "id", Encoding: Windows1252, Traits: []Column{{Column: "città"}, {Column: "note"}}}
	people, found := ReadAll(strings.NewReader(table), mapping)
	require.Equal(t, []string{"OSM-CSV-025 /1 found windows-1252 expected utf-8 near "}, summary(found))
	require.NoError(t, found.Err(), "it is advice")
	requireWritten(t, found)
	require.Equal(t, []audience.Person{
		{ID: "1", Traits: map[string]any{"città": "Forlì", "note": "5 €\n“ja”"}},
		{ID: "2", Traits: map[string]any{"città": "Bari"}},
		{ID: "3", Traits: map[string]any{"città": "Cefalù", "note": "x"}},
	}, people, "a row of UTF-8 among the others is read as such")

	_, found = ReadAll(strings.NewReader("id,n\n1,Bo\n2,Jos\xe9\n3,Ren\xe9\n"), Mapping{ID: "id", Encoding: Windows1252, GivenName: "n"})
	require.Equal(t, []string{"OSM-CSV-025 /3 found windows-1252 expected utf-8 near "}, summary(found), "once, where it begins")

	people, found = ReadAll(strings.NewReader("id,n\n1,Jos\xe9\n2,José\n"), Mapping{ID: "id", Encoding: UTF8, GivenName: "n"})
	require.Equal(t, []string{"OSM-CSV-015 /2/n found Jos\ufffd expected UTF-8 near "}, summary(found))
	require.Contains(t, found[0].Do.En, "windows-1252")
	require.Len(t, people, 1)

	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		_, found = ReadAll(strings.NewReader(mark+"i\x00d\x00"), Mapping{ID: "id"})
		require.Equal(t, []string{"OSM-CSV-021 /1 found UTF-16 expected UTF-8 near "}, summary(found))
		requireWritten(t, found)
	}
}

func TestDatesAreReadInTheDeclaredOrderOnly(t *testing.T) {
	for _, c := range []struct {
		order DateOrder
		cell  string
		want  engagement.Date
	}{
		{"", "2027-01-31", "2027-01-31"},
		{"", "2027-01-31 00:00:00", "2027-01-31"},
		{"", "2027-01-31T00:00:00.000", "2027-01-31"},
		{"", "2027-01-31 08:00", ""},
		{"", "31-01-2027", ""},
		{"", "2027/01/31", ""},
		{DayMonthYear, "31-01-2027", "2027-01-31"},
		{DayMonthYear, "1/2/2027", "2027-02-01"},
		{DayMonthYear, "01.02.2027 00:00", "2027-02-01"},
		{DayMonthYear, "2027-02-01", "2027-02-01"},
		{DayMonthYear, "01/31/2027", ""},
		{DayMonthYear, "1/2/27", ""},
		{DayMonthYear, "1/2-2027", ""},
		{DayMonthYear, "001/2/2027", ""},
		{DayMonthYear, "//2027", ""},
		{DayMonthYear, "29-02-2027", ""},
		{MonthDayYear, "1/2/2027", "2027-01-02"},
		{MonthDayYear, "31/1/2027", ""},
		{YearMonthDay, "2027/1/2", "2027-01-02"},
		{YearMonthDay, "1/2/2027", ""},
	} {
		people, found := ReadAll(strings.NewReader("id;since\n1;"+c.cell+"\n"), Mapping{ID: "id", Hired: "since", DateOrder: c.order, Traits: []Column{{Column: "since", Kind: audience.DateTrait}}})
		if c.want == "" {
			require.Empty(t, people, "%s %s", c.order, c.cell)
			require.Len(t, found, 2)
			require.Equal(t, "OSM-CSV-011", found[0].Code)
			require.Contains(t, found[0].Do.En, "dateOrder")
			requireWritten(t, found)
			continue
		}
		require.Empty(t, found, "%s %s", c.order, c.cell)
		require.Equal(t, []audience.Person{{ID: "1", Hired: c.want, Traits: map[string]any{"since": c.want}}}, people)
	}
}

func TestNumbersHaveTheDeclaredMark(t *testing.T) {
	mapping := Mapping{ID: "id", Decimal: ",", Traits: []Column{{Column: "n", Kind: audience.NumberTrait}}}
	for cell, want := range map[string]float64{"0,6": 0.6, "1.234,5": 1234.5, "-1.234.567": -1234567, "12": 12, ",5": 0.5, "1e3": 1000} {
		people, found := ReadAll(strings.NewReader("id;n\n1;"+cell+"\n"), mapping)
		require.Empty(t, found, cell)
		require.Equal(t, want, people[0].Traits["n"], cell)
	}
	for _, cell := range []string{"0.6", "1,234.5", "1,2,3", "1.23,4", "1234.567,8", ".123", "1..234", "a,5", ","} {
		people, found := ReadAll(strings.NewReader("id;n\n1;"+cell+"\n"), mapping)
		require.Empty(t, people, cell)
		require.Equal(t, []string{"OSM-CSV-009 /2/n found " + cell + " expected 1234,5 near "}, summary(found))
	}
}

func TestWhatTheMappingDeclaresIsChecked(t *testing.T) {
	_, found := ReadAll(strings.NewReader("id\n"), Mapping{ID: "id", Encoding: "windows1252", Decimal: ";", DateOrder: "ydm"})
	require.Equal(t, []string{
		"OSM-CSV-022 /mapping/encoding found windows1252 expected utf-8 windows-1252 near windows-1252",
		"OSM-CSV-022 /mapping/decimal found ; expected . , near ",
		"OSM-CSV-022 /mapping/dateOrder found ydm expected dmy mdy ymd near ",
	}, summary(found))
	requireWritten(t, found)
}

func TestAnImportIsCounted(t *testing.T) {
	table := "id;n;d\n1;1;2027-01-01\n2;x;y\n;1;\n4;x\n5;1;\"a\"b\n6;z;\n7;2;\n"
	var steps []int
	in := audience.Intake{Progress: func(in *audience.Intake) { steps = append(steps, in.Read) }}
	mapping := Mapping{ID: "id", Hired: "d", Traits: []Column{{Column: "n", Kind: audience.NumberTrait}}}
	for range Import(strings.NewReader(table), mapping, &in) {
	}
	require.Equal(t, []int{1, 2, 3, 4, 5, 6, 7}, steps)
	in.Progress = nil
	require.Equal(t, audience.Intake{Read: 7, Kept: 2, LeftOut: 5, Bytes: int64(len(table)), Reasons: map[string]int{"OSM-CSV-007": 1, "OSM-CSV-008": 1, "OSM-CSV-009": 2, "OSM-CSV-011": 1, "OSM-CSV-014": 1}}, in)
	require.Equal(t, `7 entries read: 2 people kept, 5 entries left out.
- 2 entries: a number that cannot be read
- 1 entry: too few or too many cells
- 1 entry: a quotation mark out of place
- 1 entry: a date that is not on the calendar or written in another way
- 1 entry: no ID
One entry can have several reasons.`, in.Summary(engagement.English))
	for range Import(strings.NewReader("id,n\n1,5\n"), Mapping{ID: "id"}, &in) {
	}
	require.Equal(t, []int{8, 3, 5}, []int{in.Read, in.Kept, in.LeftOut}, "tables add up")
}

// exported are people whose every value a table can hold, by fullMapping.
func exported() []audience.Person {
	return []audience.Person{
		{
			ID: "7", GivenName: "Ada, “A”", FamilyName: "Bian\"chi", Email: "ada@example.org", Language: engagement.Italian, TimeZone: "Europe/Rome", Manager: "3", DottedManagers: []string{"@4", "+5"}, Hired: "2024-03-01",
			WorkDays: audience.Monday | audience.Thursday,
			Traits:   map[string]any{"unit": "care;\nhome", "fte": -0.5, "remote": false, "certifiedUntil": engagement.Date("2027-06-30"), "skills": []string{"a|b", "c"}, "tags": []string{"a;b"}},
		},
		{ID: "3", FamilyName: "’t Hart", Traits: map[string]any{"unit": "=1+1", "fte": 1e21, "remote": true}},
		{ID: "@4", FamilyName: "'t Hart", Traits: map[string]any{"unit": "'=1", "skills": []string{"-x", "=y"}}},
		{ID: "+5", Traits: map[string]any{"unit": "a\rb\tc", "fte": 1234.5}},
	}
}

func TestATableIsWrittenAndReadsBackTheSame(t *testing.T) {
	for _, change := range []func(*Mapping){
		func(*Mapping) {},
		func(m *Mapping) { m.Delimiter = ";"; m.Decimal = ","; m.DottedSeparator = "|" },
		func(m *Mapping) { m.Delimiter = "\t"; m.GuardFormulas = true },
		func(m *Mapping) { m.Delimiter = "·"; m.DateOrder = MonthDayYear; m.Encoding = Windows1252 },
	} {
		m := fullMapping()
		change(&m)
		var out bytes.Buffer
		require.NoError(t, Write(&out, slices.Values(exported()), m))
		people, found := ReadAll(bytes.NewReader(out.Bytes()), m)
		require.Empty(t, found)
		require.Equal(t, exported(), people, out.String())
	}
}

func TestFormulasAreGuardedWhereDeclared(t *testing.T) {
	m := Mapping{ID: "id", GuardFormulas: true, Traits: []Column{{Column: "text"}, {Column: "n", Kind: audience.NumberTrait}}}
	people := []audience.Person{
		{ID: "1", Traits: map[string]any{"text": "=HYPERLINK(\"x\")", "n": -3.0}},
		{ID: "2", Traits: map[string]any{"text": "'t Hart"}},
		{ID: "-3", Traits: map[string]any{"text": "'@x"}},
		{ID: "4", Traits: map[string]any{"text": "a;=b"}},
		{ID: "5", Traits: map[string]any{"text": "＝x"}},
	}
	var guarded, plain bytes.Buffer
	require.NoError(t, Write(&guarded, slices.Values(people), m))
	require.Equal(t, "id,text,n\r\n1,\"'=HYPERLINK(\"\"x\"\")\",-3\r\n2,'t Hart,\r\n'-3,''@x,\r\n4,\"a;=b\",\r\n5,'＝x,\r\n", guarded.String())
	again, found := ReadAll(&guarded, m)
	require.Empty(t, found)
	require.Equal(t, people, again)
	m.GuardFormulas = false
	require.NoError(t, Write(&plain, slices.Values(people), m))
	require.Contains(t, plain.String(), "\n-3,'@x,")
}

func TestWriteRefusesWhatWouldNotReadBack(t *testing.T) {
	m := fullMapping()
	m.Traits = append(m.Traits, Column{Column: "Mail", Trait: "address"})
	for _, c := range []struct {
		person audience.Person
		want   string
	}{
		{audience.Person{}, "OSM-CSV-014 /3/Number"},
		{audience.Person{ID: " "}, "OSM-CSV-014 /3/Number"},
		{audience.Person{ID: "1", Hired: "yesterday"}, "OSM-CSV-011 /3/Since"},
		{audience.Person{ID: "1", GivenName: "\xff"}, "OSM-CSV-026 /3/First name"},
		{audience.Person{ID: "1", Email: "a", Traits: map[string]any{"address": "b"}}, "OSM-CSV-026 /3/Mail"},
		{audience.Person{ID: "1", Traits: map[string]any{"unit": 3}}, "OSM-CSV-026 /3/Department"},
		{audience.Person{ID: "1", Traits: map[string]any{"unit": nil}}, "OSM-CSV-026 /3/Department"},
		{audience.Person{ID: "1", Traits: map[string]any{"fte": "half"}}, "OSM-CSV-026 /3/fte"},
		{audience.Person{ID: "1", Traits: map[string]any{"fte": math.NaN()}}, "OSM-CSV-026 /3/fte"},
		{audience.Person{ID: "1", Traits: map[string]any{"certifiedUntil": engagement.Date("x")}}, "OSM-CSV-026 /3/Certified until"},
		{audience.Person{ID: "1", DottedManagers: []string{"a;b"}}, "OSM-CSV-026 /3/Projects of"},
		{audience.Person{ID: "1", Traits: map[string]any{"skills": []string{"a;b"}}}, "OSM-CSV-026 /3/Skills"},
		{audience.Person{ID: "1", Traits: map[string]any{"skills": []string{" a"}}}, "OSM-CSV-026 /3/Skills"},
	} {
		err := Write(&bytes.Buffer{}, slices.Values([]audience.Person{{ID: "0"}, c.person}), m)
		var f *engagement.Finding
		require.ErrorAs(t, err, &f, c.want)
		require.Equal(t, c.want, f.Code+" "+f.Path)
		requireWritten(t, engagement.Findings{*f})
	}
	var f *engagement.Finding
	require.ErrorAs(t, Write(&bytes.Buffer{}, slices.Values([]audience.Person{}), Mapping{IDPrefix: "P-"}), &f)
	require.Equal(t, "OSM-CSV-004 /mapping", f.Code+" "+f.Path)
}

type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteTellsThatTheTargetFailed(t *testing.T) {
	many := func(yield func(audience.Person) bool) {
		for yield(audience.Person{ID: strings.Repeat("x", 100)}) {
		}
	}
	require.ErrorIs(t, Write(full{}, many, Mapping{ID: "id"}), errFull, "it stops, even where the people never do")
	require.ErrorIs(t, Write(full{}, slices.Values([]audience.Person{{ID: "1"}}), Mapping{ID: "id"}), errFull)
}

func FuzzWrite(f *testing.F) {
	f.Add("1", "=x", "a;b", -0.5, ";", ",", true)
	f.Add("'@", "'\r\n \"", "\u00a0|x", 1e21, "|", ".", false)
	f.Fuzz(func(t *testing.T, id, text, item string, n float64, delimiter, decimal string, guard bool) {
		m := Mapping{ID: "id", FamilyName: "name", Dotted: "dotted", Delimiter: delimiter, Decimal: decimal, GuardFormulas: guard, Traits: []Column{
			{Column: "text"}, {Column: "n", Kind: audience.NumberTrait}, {Column: "list", Kind: audience.ListTrait}}}
		people := []audience.Person{{ID: id, FamilyName: text, DottedManagers: []string{"x", item + "y"}, Traits: map[string]any{"text": text, "n": n, "list": []string{item, "x"}}}, {ID: "2"}}
		var out bytes.Buffer
		if Write(&out, slices.Values(people), m) != nil {
			return
		}
		again, found := ReadAll(bytes.NewReader(out.Bytes()), m)
		require.Empty(t, found.Errors(), out.String())
		require.Len(t, again, 2)
		clean := strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
		if strings.Contains(clean, "\r\n") {
			return // a carriage return before another one at the end of a line
		}
		require.Equal(t, clean, again[0].FamilyName)
		require.Equal(t, n, again[0].Traits["n"])
		require.Equal(t, people[0].DottedManagers, again[0].DottedManagers)
	})
}
