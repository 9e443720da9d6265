package csv

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// rowsOf reads all rows, and the places of the faults between them.
func rowsOf(t testing.TB, table, comma string) (rows [][]string, faults []string) {
	s := &splitter{in: bufio.NewReaderSize(strings.NewReader(table), 16), comma: comma}
	for {
		err := s.next()
		var m *misquoted
		switch {
		case err == io.EOF:
			return rows, faults
		case errors.As(err, &m):
			faults = append(faults, fmt.Sprintf("%d:%d", m.line, m.column))
		case err == errTooLong:
			faults = append(faults, fmt.Sprintf("%d too long", s.start))
		default:
			require.NoError(t, err)
			var row []string
			for i := range s.begins {
				row = append(row, string(s.text[s.begins[i]:s.ends[i]]))
			}
			rows = append(rows, row)
		}
	}
}

func TestRowsAreCutAsRFC4180Has(t *testing.T) {
	for table, want := range map[string][][]string{
		"a,b\nc,d":                    {{"a", "b"}, {"c", "d"}},
		"a,\r\n\r\n\n,b\r\n":          {{"a", ""}, {"", "b"}},
		"\"a,\"\"b\"\"\r\nc\",d\n":    {{"a,\"b\"\nc", "d"}},
		"\"\",\"\"\n\"\n\n\"\n":       {{"", ""}, {"\n\n"}},
		"a,\"b\nc\nd\"\r\ne,f\n":      {{"a", "b\nc\nd"}, {"e", "f"}},
		"a" + strings.Repeat("b", 99): {{"a" + strings.Repeat("b", 99)}},
	} {
		rows, faults := rowsOf(t, table, ",")
		require.Equal(t, want, rows, table)
		require.Empty(t, faults)
	}
}

func TestAStrayQuotationMarkCostsItsOwnRowOnly(t *testing.T) {
	for table, want := range map[string]struct {
		rows   [][]string
		faults []string
	}{
		"1,Ada\n2,\"Bo\n3,Cy\n4,Di\n":         {[][]string{{"1", "Ada"}, {"3", "Cy"}, {"4", "Di"}}, []string{"2:3"}},
		"1,\"Ada\n2,\"Bo\"\n3,Cy\n":           {[][]string{{"2", "Bo"}, {"3", "Cy"}}, []string{"2:3"}},
		"1,5\" disk\n2,é\"x\n3,Cy":            {[][]string{{"3", "Cy"}}, []string{"1:4", "2:4"}},
		"1,\"Ada \"Boss\" B\"\n2,Bo\n":        {[][]string{{"2", "Bo"}}, []string{"1:8"}},
		"1,\"a\n2,\"b\n3,\"c\n4,\"d\"\n5,e\n": {[][]string{{"4", "d"}, {"5", "e"}}, []string{"2:3", "3:3", "4:3"}},
		"1,\"a\"\"\n2,b":                      {[][]string{{"2", "b"}}, []string{"1:3"}},
	} {
		rows, faults := rowsOf(t, table, ",")
		require.Equal(t, want.rows, rows, table)
		require.Equal(t, want.faults, faults, table)
	}
}

func TestNoRowTakesInTheRestOfATable(t *testing.T) {
	long := strings.Repeat("x", longest)
	rows, faults := rowsOf(t, "1,\"a\n"+strings.Repeat("2,b\n", longest/4+10)+"3,c\n", ",")
	require.Equal(t, []string{"1:3"}, faults)
	require.Len(t, rows, longest/4+11)

	rows, faults = rowsOf(t, "1,a\n2,"+long+"\n3,c\n", ",")
	require.Equal(t, [][]string{{"1", "a"}, {"3", "c"}}, rows)
	require.Equal(t, []string{"2 too long"}, faults)

	rows, faults = rowsOf(t, "1,\"a\n2,"+long+"\n3,c\n", ",")
	require.Equal(t, [][]string{{"3", "c"}}, rows)
	require.Equal(t, []string{"1:3", "2 too long"}, faults, "the long row is read again and keeps its line")

	rows, faults = rowsOf(t, "1,"+long[3:]+"\n2,b", ",")
	require.Len(t, rows, 2, "as long as may be")
	require.Empty(t, faults)
}

// FuzzSplit holds the splitter against encoding/csv where that finds no fault.
func FuzzSplit(f *testing.F) {
	f.Add("a,\"b\r\nc\"\"\"\n\n\"d\",e", ",")
	f.Add("1;\"2\n3;\"4\"\n", ";")
	f.Add("ä\xffß·\"x\"·\r", "·")
	f.Fuzz(func(t *testing.T, table, comma string) {
		m := Mapping{Delimiter: comma}
		if !m.delimits() {
			return
		}
		rows, faults := rowsOf(t, table, comma)
		require.LessOrEqual(t, len(rows)+len(faults), strings.Count(table, "\n")+1, "no line begins two rows")
		theirs := csv.NewReader(strings.NewReader(table))
		theirs.Comma, theirs.FieldsPerRecord = []rune(comma)[0], -1
		want, err := theirs.ReadAll()
		if err != nil {
			require.NotEmpty(t, faults)
			return
		}
		require.Empty(t, faults)
		require.Equal(t, len(want), len(rows))
		for i := range want {
			require.Equal(t, want[i], rows[i])
		}
	})
}
