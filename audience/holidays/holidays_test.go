package holidays_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/holidays"
	"github.com/osmosi-learning/osmosi/engagement"
)

func dates(t *testing.T, region string, year int) []string {
	found, err := holidays.Between(region, engagement.Date(fmt.Sprintf("%d-01-01", year)), engagement.Date(fmt.Sprintf("%d-12-31", year)))
	require.NoError(t, err)
	var list []string
	for _, h := range found {
		require.NotEmpty(t, h.Name, h.Date)
		list = append(list, string(h.Date)[5:])
	}
	return list
}

func TestTheDaysOffOfAYear(t *testing.T) {
	for _, c := range []struct {
		region string
		year   int
		want   []string
	}{
		{"it", 2027, []string{"01-01", "01-06", "03-29", "04-25", "05-01", "06-02", "08-15", "10-04", "11-01", "12-08", "12-25", "12-26"}},
		{"nl", 2027, []string{"01-01", "03-29", "04-27", "05-05", "05-06", "05-17", "12-25", "12-26"}},
		{"ie", 2027, []string{"01-01", "02-01", "03-17", "03-29", "05-03", "06-07", "08-02", "10-25", "12-25", "12-26"}},
		{"gb", 2026, []string{"01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-26", "12-28"}},
	} {
		t.Run(fmt.Sprint(c.region, c.year), func(t *testing.T) {
			require.Equal(t, c.want, dates(t, c.region, c.year))
		})
	}
	require.NotContains(t, dates(t, "it", 2025), "10-04", "abolished until 2026")
	require.Contains(t, dates(t, "de-by", 2027), "01-06", "Bavaria keeps Epiphany")
	require.NotContains(t, dates(t, "de", 2027), "01-06", "Germany as a whole does not")
}

func TestOnlyWhatLiesBetweenIsToldInOrder(t *testing.T) {
	found, err := holidays.Between("it", "2026-12-25", "2027-01-06")
	require.NoError(t, err)
	require.Equal(t, []holidays.Holiday{
		{"2026-12-25", "Natale"}, {"2026-12-26", "Santo Stefano"}, {"2027-01-01", "Capodanno"}, {"2027-01-06", "Epifania"},
	}, found)
	for _, none := range [][2]engagement.Date{{"2027-01-02", "2027-01-05"}, {"2027-01-06", "2027-01-05"}, {"", "2027-01-05"}, {"2027-01-05", "soon"}} {
		found, err = holidays.Between("it", none[0], none[1])
		require.NoError(t, err)
		require.Empty(t, found)
	}
}

func TestEveryRegionHasDaysInEveryYear(t *testing.T) {
	codes := holidays.Regions()
	require.True(t, slices.IsSorted(codes))
	require.Len(t, slices.Compact(slices.Clone(codes)), len(codes))
	for _, code := range codes {
		for year := 2026; year < 2036; year++ {
			require.GreaterOrEqual(t, len(dates(t, code, year)), 4, "%s in %d", code, year)
		}
	}
}

func TestAnUnknownRegion(t *testing.T) {
	_, err := holidays.Between("atlantis", "2027-01-01", "2027-12-31")
	require.ErrorIs(t, err, holidays.ErrUnknownRegion)
	require.ErrorContains(t, err, "atlantis")
}

func ExampleBetween() {
	found, err := holidays.Between("nl", "2027-04-01", "2027-05-10")
	if err != nil {
		panic(err)
	}
	for _, h := range found {
		fmt.Println(h.Date, h.Name)
	}
	// Output:
	// 2027-04-27 Koningsdag
	// 2027-05-05 Bevrijdingsdag
	// 2027-05-06 Hemelvaartsdag
}
