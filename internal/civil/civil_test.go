package civil

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestDaysAgreeWithTheTimePackage(t *testing.T) {
	from := time.Date(1583, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := 0; i < 400*366; i += 7 {
		at := from.AddDate(0, 0, i)
		day := Of(at.Year(), int(at.Month()), at.Day())
		require.Equal(t, at.Unix()/86400, int64(day), at)
		y, m, d := day.Date()
		require.Equal(t, []int{at.Year(), int(at.Month()), at.Day()}, []int{y, m, d})
		require.Equal(t, (int(at.Weekday())+6)%7, day.Weekday(), at)
		require.Equal(t, at.Format(time.DateOnly), day.String())
	}
}

func TestParseRefusesWhatIsNotADate(t *testing.T) {
	for _, s := range []string{"", "2027-1-1", "2027-02-29", "2027-13-01", "2027-00-10", "2027-04-31", "2027/01/01", "27-01-2027", "abcd-01-01", "2027-01-011"} {
		_, ok := Parse(s)
		require.False(t, ok, s)
	}
	day, ok := Parse("2028-02-29")
	require.True(t, ok)
	require.Equal(t, "2028-02-29", day.String())
}

func TestMinutes(t *testing.T) {
	for _, s := range []string{"00:00", "09:30", "23:59"} {
		m, ok := ParseMinute(s)
		require.True(t, ok)
		require.Equal(t, s, FormatMinute(m))
	}
	for _, s := range []string{"24:00", "9:30", "09:60", "09-30", "", "ab:cd"} {
		_, ok := ParseMinute(s)
		require.False(t, ok, s)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("2027-01-11")
	f.Add("2028-02-29")
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := Parse(s); ok {
			require.Equal(t, s, d.String())
		}
	})
}

func TestMonthsEndOnTheirLastDay(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{{"2027-01-31", 1, "2027-02-28"}, {"2027-01-31", 13, "2028-02-29"}, {"2027-03-15", -3, "2026-12-15"}, {"2027-12-31", -1, "2027-11-30"}, {"2027-05-05", 0, "2027-05-05"}} {
		day, _ := Parse(c.from)
		require.Equal(t, c.want, day.AddMonths(c.months).String())
	}
}
