package csv

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

const benchRows = 20_000

// benchTable is what an HR system of a company with 20,000 people exports.
func benchTable() []byte {
	var b bytes.Buffer
	b.WriteString("Number;First name;Last name;Mail;Lang;Zone;Boss;Since;Days;Department;Role;Site;fte;Remote;Certified until;Skills\r\n")
	for i := range benchRows {
		fmt.Fprintf(&b, "%d;Noor;\"de Wit; %d\";noor.%d@example.org;%s;Europe/Amsterdam;%d;%d-%d-20%02d;MO TU TH;unit %d;role %d;site %d;0,%d;%s;1-%d-2028;first-aid|negotiation\r\n",
			i, i, i, []string{"nl", "it-IT", "en"}[i%3], i/8, 1+i%28, 1+i%12, i%27, i%40, i%25, i%12, 1+i%9, []string{"ja", "nee"}[i%2], 1+i%12)
	}
	return b.Bytes()
}

func benchMapping() Mapping {
	return Mapping{
		Delimiter: ";", Decimal: ",", DateOrder: DayMonthYear, Encoding: Windows1252, DefaultLanguage: engagement.Dutch, GuardFormulas: true,
		ID: "Number", GivenName: "First name", FamilyName: "Last name", Email: "Mail", Language: "Lang", TimeZone: "Zone", Manager: "Boss", Hired: "Since", WorkDays: "Days",
		Traits: []Column{
			{Column: "Department", Trait: "unit"}, {Column: "Role", Trait: "role"}, {Column: "Site", Trait: "site"}, {Column: "fte", Kind: audience.NumberTrait},
			{Column: "Remote", Trait: "remote", Kind: audience.FlagTrait}, {Column: "Certified until", Trait: "certifiedUntil", Kind: audience.DateTrait}, {Column: "Skills", Trait: "skills", Kind: audience.ListTrait, Separator: "|"},
		},
	}
}

// report says how many rows a minute one core has read.
func report(b *testing.B, table []byte) {
	b.SetBytes(int64(len(table)))
	b.ReportMetric(float64(b.N)*benchRows/b.Elapsed().Minutes(), "rows/min")
}

// BenchmarkImport makes people of every row, with all checks.
func BenchmarkImport(b *testing.B) {
	table := benchTable()
	b.ReportAllocs()
	for b.Loop() {
		var in audience.Intake
		for _, err := range Import(bytes.NewReader(table), benchMapping(), &in) {
			require.NoError(b, err)
		}
		require.Equal(b, benchRows, in.Kept)
	}
	report(b, table)
}

// BenchmarkSplit only cuts the same table into cells, as encoding/csv does in
// the benchmark below.
func BenchmarkSplit(b *testing.B) {
	table := benchTable()
	b.ReportAllocs()
	for b.Loop() {
		s := &splitter{in: bufio.NewReader(bytes.NewReader(table)), comma: ";"}
		for s.next() != io.EOF {
		}
		require.Equal(b, benchRows+1, s.lines)
	}
	report(b, table)
}

func BenchmarkEncodingCSV(b *testing.B) {
	table := benchTable()
	b.ReportAllocs()
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(table))
		r.Comma, r.ReuseRecord = ';', true
		rows := 0
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			}
			rows++
		}
		require.Equal(b, benchRows+1, rows)
	}
	report(b, table)
}

// BenchmarkBadRows reads a table of which every row has a fault to be told in
// three languages.
func BenchmarkBadRows(b *testing.B) {
	table := bytes.ReplaceAll(benchTable(), []byte(";0,"), []byte(";0.x"))
	for b.Loop() {
		var in audience.Intake
		for _, err := range Import(bytes.NewReader(table), benchMapping(), &in) {
			require.Error(b, err)
		}
		require.Equal(b, benchRows, in.LeftOut)
	}
	report(b, table)
}
