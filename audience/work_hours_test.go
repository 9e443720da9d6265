package audience_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Early and late shifts take turns; the night of Sunday belongs to Sunday.
func ExampleParseWorkHours() {
	_, fault := audience.ParseWorkHours("2027-01-06: mon-fri 6:00-14:00 / mo-fr 14:00-22:00, su 22:00-06:00")
	fmt.Println(fault.Code, fault.Message.En)
	hours, _ := audience.ParseWorkHours("2027-01-06: mon-fri 06:00-14:00 / mo-fr 14:00-22:00; su 22:00-06:00")
	fmt.Println(hours)
	// Output:
	// OSM-HOURS-001 “6:00” cannot be read in the working hours “2027-01-06: mon-fri 6:00-14:00 / mo-fr 14:00-22:00, su 22:00-06:00”; write it like this: 06:00. Did you mean “06:00”?
	// 2027-01-04: Mo-Fr 06:00-14:00 / Mo-Fr 14:00-22:00; Su 22:00-06:00
}

func TestFaultsInHoursHaveWordsInEveryLanguage(t *testing.T) {
	for text, code := range map[string]string{
		"Mo-Ve 06:00-14:00":              "OSM-HOURS-001",
		"Mo 06:00-14:00,13:00-15:00":     "OSM-HOURS-002",
		"Mo 06:00-14:00 / off":           "OSM-HOURS-003",
		"off":                            "OSM-HOURS-004",
		"Mo 22:00-06:00; Tu 05:00-09:00": "OSM-HOURS-002",
	} {
		_, fault := audience.ParseWorkHours(text)
		require.NotNil(t, fault, text)
		require.Equal(t, code, fault.Code)
		require.Equal(t, engagement.SeverityError, fault.Severity)
		for _, l := range engagement.Languages() {
			require.Contains(t, fault.Message.In(l), fault.Found)
			require.NotEmpty(t, fault.Do.In(l))
			require.NotContains(t, fault.Message.In(l)+fault.Do.In(l), "%!")
		}
	}
	_, fault := audience.ParseWorkHours("mon-fry 06:00-14:00")
	require.Equal(t, "fri", fault.Suggestion)
}

func TestHoursAreComparedAndKeptAsText(t *testing.T) {
	one, _ := audience.ParseWorkHours("mon-fri 06:00-14:00")
	other, _ := audience.ParseWorkHours("Mo,Tu,We,Th,Fr 06:00-14:00")
	require.Equal(t, one, other)
	require.True(t, one == other && !one.IsZero())
	data, err := json.Marshal(map[string]audience.WorkHours{"a": one, "b": {}})
	require.NoError(t, err)
	require.JSONEq(t, `{"a":"Mo-Fr 06:00-14:00","b":""}`, string(data))
	var again map[string]audience.WorkHours
	require.NoError(t, json.Unmarshal(data, &again))
	require.Equal(t, map[string]audience.WorkHours{"a": one, "b": {}}, again)
	require.Error(t, json.Unmarshal([]byte(`{"a":"x"}`), &again))
}
