package scim

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHoursOfWorkComeInTheExtension(t *testing.T) {
	user := func(id, hours string) string {
		return `{"id":"` + id + `","` + Schema + `":{"workHours":"` + hours + `"}}`
	}
	people, found := ReadAll(strings.NewReader(`{"schemas":["`+listResponseSchema+`"],"totalResults":4,"Resources":[`+strings.Join([]string{
		user("1", "mon-fri 06:00-14:00; sat 22:00-06:00"), user("2", "Mo-Fr 06:00-25:00"), user("3", ""),
		user("4", "2027-01-04: Mo-Fr 06:00-14:00 / Mo-Th 22:00-06:00"),
	}, ",")+`]}`), Mapping{})
	require.Len(t, found, 1)
	require.Equal(t, "OSM-HOURS-001", found[0].Code)
	require.Equal(t, "/Resources/1/"+Schema+"/workHours", found[0].Path)
	require.Equal(t, "25:00", found[0].Found)
	require.Len(t, people, 3)
	require.Equal(t, "Mo-Fr 06:00-14:00; Sa 22:00-06:00", people[0].WorkHours.String())
	require.True(t, people[1].WorkHours.IsZero())

	var out bytes.Buffer
	require.NoError(t, Write(&out, slices.Values(people), Mapping{}))
	require.Contains(t, out.String(), `"workHours":"2027-01-04: Mo-Fr 06:00-14:00 / Mo-Th 22:00-06:00"`)
	again, found := ReadAll(&out, Mapping{})
	require.Empty(t, found)
	require.Equal(t, people, again)
}
