package csv

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// attritionMapping reads a table with 31 columns, without identifiers and
// without managers, every column as a trait of its kind.
func attritionMapping() Mapping {
	m := Mapping{
		IDPrefix:        "P-",
		DefaultLanguage: engagement.English,
		DefaultTimeZone: "Europe/Amsterdam",
		Traits:          []Column{{Column: "Department", Trait: "unit"}, {Column: "JobRole", Trait: "role"}},
	}
	columns := func(kind audience.TraitKind, names ...string) {
		for _, name := range names {
			m.Traits = append(m.Traits, Column{Column: name, Kind: kind})
		}
	}
	columns(audience.NumberTrait, "Age", "DailyRate", "DistanceFromHome", "HourlyRate", "JobLevel", "MonthlyIncome", "MonthlyRate", "NumCompaniesWorked",
		"PercentSalaryHike", "StockOptionLevel", "TotalWorkingYears", "TrainingTimesLastYear", "YearsAtCompany", "YearsInCurrentRole", "YearsSinceLastPromotion", "YearsWithCurrManager")
	columns(audience.FlagTrait, "Attrition", "OverTime")
	columns(audience.TextTrait, "BusinessTravel", "Education", "EducationField", "EnvironmentSatisfaction", "Gender", "JobInvolvement",
		"JobSatisfaction", "MaritalStatus", "PerformanceRating", "RelationshipSatisfaction", "WorkLifeBalance")
	return m
}

// attritionFacts are what the tests know of a table beforehand.
type attritionFacts struct {
	rows           int
	units          map[string]int
	left, overTime int
	age, income    float64 // sums
	lastID         string
}

func requireAttrition(t *testing.T, table []byte, want attritionFacts) {
	t.Helper()
	people, found := ReadAll(bytes.NewReader(table), attritionMapping())
	require.Empty(t, found)
	got := attritionFacts{rows: len(people), units: map[string]int{}}
	for _, p := range people {
		require.Len(t, p.Traits, 31, "no cell is lost")
		require.Equal(t, engagement.English, p.Language)
		require.Equal(t, "Europe/Amsterdam", p.TimeZone)
		got.units[p.Traits["unit"].(string)]++
		if p.Traits["Attrition"].(bool) {
			got.left++
		}
		if p.Traits["OverTime"].(bool) {
			got.overTime++
		}
		got.age += p.Traits["Age"].(float64)
		got.income += p.Traits["MonthlyIncome"].(float64)
		got.lastID = p.ID
	}
	require.Equal(t, want, got)
	require.Equal(t, "P-0001", people[0].ID)

	var out bytes.Buffer
	m := attritionMapping()
	m.ID = "Number"
	require.NoError(t, Write(&out, slices.Values(people), m))
	var in audience.Intake
	var again []audience.Person
	for p, err := range Import(&out, m, &in) {
		require.NoError(t, err)
		again = append(again, p)
	}
	require.Equal(t, people, again, "what is exported is imported the same")
	require.Equal(t, []int{want.rows, want.rows, 0}, []int{in.Read, in.Kept, in.LeftOut}, "no row is lost")

	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	require.Equal(t, want.rows, w.Len(), "every row has an ID of its own")
	require.Equal(t, 1, w.Levels())
	declared := []audience.Trait{{Name: "unit", Kind: audience.TextTrait}, {Name: "Age", Kind: audience.NumberTrait, Protected: true}}
	require.Equal(t, `{"language":"en","manager":false,"unit":"Sales"}`, string(people[0].Profile(false, "2027-01-11", declared)))
}

func TestTableWithoutIdentifiersIsReadWhole(t *testing.T) {
	table, err := os.ReadFile("testdata/attrition-shape.csv")
	require.NoError(t, err)
	requireAttrition(t, table, attritionFacts{
		rows: 12, units: map[string]int{"Sales": 4, "Research_Development": 4, "Human_Resources": 4},
		left: 3, overTime: 4, age: 474, income: 57060, lastID: "P-0012",
	})
}

// The public table of which the one in testdata has the shape: 1,470 rows.
func TestPublicAttritionTableIsReadWhole(t *testing.T) {
	for _, folder := range []string{"../../shared", "../../../shared"} {
		table, err := os.ReadFile(filepath.Join(folder, "data", "attrition.csv"))
		if err != nil {
			require.ErrorIs(t, err, fs.ErrNotExist)
			continue
		}
		requireAttrition(t, table, attritionFacts{
			rows: 1470, units: map[string]int{"Sales": 446, "Research_Development": 961, "Human_Resources": 63},
			left: 237, overTime: 416, age: 54278, income: 9559309, lastID: "P-1470",
		})
		return
	}
	t.Log("shared/data/attrition.csv is absent: only the table of the same shape in testdata has been read")
}
