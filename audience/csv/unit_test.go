package csv

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestANumberMayHaveItsUnitBesideIt(t *testing.T) {
	mapping := Mapping{ID: "id", Decimal: ",", Traits: []Column{
		{Column: "way", Kind: audience.NumberTrait, Unit: engagement.Kilometres},
		{Column: "seniority", Kind: audience.NumberTrait, Unit: engagement.Years},
		{Column: "grade", Kind: audience.NumberTrait},
	}}
	people, found := ReadAll(strings.NewReader("id;way;seniority;grade\n1;12 km;3 anni;4\n2;7,5;12 jaar;5\n3;1.200 chilometri;;\n"), mapping)
	require.Empty(t, found)
	require.Equal(t, map[string]any{"way": 12.0, "seniority": 3.0, "grade": 4.0}, people[0].Traits)
	require.Equal(t, map[string]any{"way": 7.5, "seniority": 12.0, "grade": 5.0}, people[1].Traits)
	require.Equal(t, map[string]any{"way": 1200.0}, people[2].Traits)

	people, found = ReadAll(strings.NewReader("id;way;seniority;grade\n1;12 km;18 maanden;4\n2;5 miles;;\n3;;;4 km\n"), mapping)
	require.Empty(t, people, "nobody is read with a number that means something else")
	require.Equal(t, []string{
		"OSM-CSV-027 /2/seniority found 18 maanden expected years near ",
		"OSM-CSV-009 /3/way found 5 miles expected 1234,5 near ",
		"OSM-CSV-009 /4/grade found 4 km expected 1234,5 near ",
	}, summary(found))
	requireWritten(t, found)
	require.Equal(t, "Write the number in the unit of the column, or alone.", found[0].Do.En)

	var in audience.Intake
	for range Import(strings.NewReader("id;way;seniority;grade\n1;12 dagen;;\n"), mapping, &in) {
	}
	require.Contains(t, in.Summary(engagement.Dutch), "een getal in een andere eenheid")
}

func TestAUnitThatCannotBeIsAFaultOfTheMapping(t *testing.T) {
	_, found := ReadAll(strings.NewReader("a,b\n"), Mapping{IDPrefix: "P-", Traits: []Column{{Column: "a", Unit: engagement.Years}, {Column: "b", Kind: audience.NumberTrait, Unit: "hour"}}})
	require.Equal(t, []string{
		"OSM-TRAIT-001 /mapping/traits/0/unit found years expected number near ",
		"OSM-CSV-022 /mapping/traits/1/unit found hour expected percent minutes hours days weeks months years kilometres count euro score near hours",
	}, summary(found))
	requireWritten(t, found)
	require.Contains(t, found[0].Message.En, "of the kind “text”")
}
