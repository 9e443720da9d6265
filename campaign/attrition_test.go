package campaign_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// attrition is a brief for IBM's fictional HR table: the quickstart's, with
// segments on that table's columns.
func attrition(t *testing.T) (*campaign.Brief, csv.Mapping) {
	t.Helper()
	b := good(t)
	label := engagement.Text{It: "x", Nl: "x", En: "x"}
	b.Traits = []audience.Trait{
		{Name: "department", Kind: audience.TextTrait, Values: []string{"Sales", "Research_Development", "Human_Resources"}, Label: label},
		{Name: "jobLevel", Kind: audience.NumberTrait, Label: label},
		{Name: "age", Kind: audience.NumberTrait, Protected: true, Label: label},
		{Name: "gender", Kind: audience.TextTrait, Protected: true, Label: label},
	}
	b.Segment("newcomers").When = audience.Below("jobLevel", 2)
	b.Segment("workshop").When = audience.Is("department", "Research_Development")
	b.Segment("rental").When = audience.In("department", "Sales", "Human_Resources")
	return b, csv.Mapping{
		IDPrefix: "A-", DefaultLanguage: engagement.English, DefaultTimeZone: "Europe/Dublin",
		Traits: []csv.Column{
			{Column: "Department", Trait: "department"},
			{Column: "JobLevel", Trait: "jobLevel", Kind: audience.NumberTrait},
			{Column: "Age", Trait: "age", Kind: audience.NumberTrait},
			{Column: "Gender", Trait: "gender"},
		},
	}
}

func TestATableWithoutIDsAndManagersIsPlanned(t *testing.T) {
	table, rows := "../audience/csv/testdata/attrition-shape.csv", 12
	if full := "../../shared/data/attrition.csv"; exists(full) {
		table, rows = full, 1470
	} else {
		t.Log("shared/data/attrition.csv is absent: only the table of the same shape in testdata is planned")
	}
	data, err := os.ReadFile(table)
	require.NoError(t, err)
	b, mapping := attrition(t)
	people, found := csv.ReadAll(bytes.NewReader(data), mapping)
	require.Empty(t, found)
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	require.Equal(t, rows, w.Len())

	p, found := campaign.NewPlan(b, w)
	require.NoError(t, found.Err())
	if rows == 1470 {
		// Counted in the table apart from this code: 961 in research, 509
		// others, 543 of the first level; a plan rounds.
		for segment, want := range map[string]int{"workshop": 960, "rental": 510, "newcomers": 545} {
			for _, a := range p.Audiences {
				if a.Segment == segment {
					require.Equal(t, want, *a.People, segment)
				}
			}
		}
	}
	reached := map[string]bool{}
	for item, err := range p.Schedule(w).All() {
		require.NoError(t, err)
		reached[item.Person] = true
	}
	require.Len(t, reached, rows)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
