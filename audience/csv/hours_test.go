package csv

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
)

func TestHoursOfWorkAreReadWithTheirFaultsAndWrittenTheSame(t *testing.T) {
	mapping := Mapping{Delimiter: ",", ID: "id", WorkHours: "shift"}
	people, found := ReadAll(strings.NewReader("id,shift\n"+
		"1,\"mon-fri 06:00-14:00; sat 22:00-06:00\"\n"+
		"2,\n"+
		"3,Lunes-Fr 06:00-14:00\n"+
		"4,Mo-Fr 6.00-14:00\n"+
		"5,\"Mo 22:00-06:00; Tu 05:00-09:00\"\n"+
		"6,Mo 06:00-14:00 / off\n"+
		"7,off\n"+
		"8,2027-01-06: Mo-Fr 06:00-14:00 / Mo-Fr 14:00-22:00\n"+
		"9,\"mon-fri 06:00-14:00; sat 22:00-06:00\"\n"), mapping)
	require.Equal(t, []string{
		"OSM-HOURS-001 /4/shift found Lunes expected Mo, Tu, We, Th, Fr, Sa, Su near ",
		"OSM-HOURS-001 /5/shift found 6.00 expected 06:00 near 06:00",
		"OSM-HOURS-002 /6/shift found Tu 05:00-09:00 expected  near ",
		"OSM-HOURS-003 /7/shift found Mo 06:00-14:00 / off expected 2027-01-04: Mo 06:00-14:00 / off near ",
		"OSM-HOURS-004 /8/shift found off expected Mo-Fr 06:00-14:00 near ",
	}, summary(found))
	requireWritten(t, found)
	var hours []string
	for _, p := range people {
		hours = append(hours, p.WorkHours.String())
	}
	require.Equal(t, []string{"Mo-Fr 06:00-14:00; Sa 22:00-06:00", "", "2027-01-04: Mo-Fr 06:00-14:00 / Mo-Fr 14:00-22:00", "Mo-Fr 06:00-14:00; Sa 22:00-06:00"}, hours)

	var out, again bytes.Buffer
	require.NoError(t, Write(&out, slices.Values(people), mapping))
	read, found := ReadAll(&out, mapping)
	require.Empty(t, found)
	require.Equal(t, people, read)
	require.NoError(t, Write(&again, slices.Values(read), mapping))
	require.Contains(t, again.String(), "1,\"Mo-Fr 06:00-14:00; Sa 22:00-06:00\"\r\n")

	in := &audience.Intake{}
	for range Import(strings.NewReader("id,shift\n1,x\n2,Mo 06:00-14:00\n"), mapping, in) {
	}
	require.Equal(t, map[string]int{"OSM-HOURS-001": 1}, in.Reasons)
	require.Contains(t, in.Summary("en"), "working hours that cannot be read")
}
