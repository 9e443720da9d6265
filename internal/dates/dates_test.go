package dates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

func TestDatesAreWrittenAsCLDRHasThem(t *testing.T) {
	for _, c := range []struct {
		language                 engagement.Language
		date                     engagement.Date
		long, short, full, month string
	}{
		{engagement.Italian, "2027-01-11", "11 gennaio 2027", "11 gen 2027", "lunedì 11 gennaio 2027", "gen"},
		{engagement.Dutch, "2027-03-01", "1 maart 2027", "1 mrt. 2027", "maandag 1 maart 2027", "mrt."},
		{engagement.English, "2028-02-29", "29 February 2028", "29 Feb 2028", "Tuesday, 29 February 2028", "Feb"},
		{engagement.English, "1969-12-31", "31 December 1969", "31 Dec 1969", "Wednesday, 31 December 1969", "Dec"},
	} {
		require.Equal(t, c.long, Long(c.date, c.language))
		require.Equal(t, c.short, Short(c.date, c.language))
		require.Equal(t, c.full, Full(c.date, c.language))
		require.Equal(t, c.month, Month(c.date, c.language))
	}
}

func TestMonthsOfAYearAndWeekdaysAreNamedInEachLanguage(t *testing.T) {
	for l, want := range map[engagement.Language][]string{
		engagement.Italian: {"Marzo 2027", "lun", "lunedì", "dom", "domenica"},
		engagement.Dutch:   {"Maart 2027", "ma", "maandag", "zo", "zondag"},
		engagement.English: {"March 2027", "Mon", "Monday", "Sun", "Sunday"},
	} {
		days := Weekdays(l)
		require.Equal(t, want, []string{MonthOfYear("2027-03-01", l), days[0].Short, days[0].Full, days[6].Short, days[6].Full})
	}
}

func TestWhatIsNotADateStaysAsItIs(t *testing.T) {
	for _, d := range []engagement.Date{"", "2027-02-29", "soon"} {
		require.Equal(t, string(d), Long(d, engagement.Dutch))
		require.Equal(t, string(d), Month(d, engagement.Dutch))
	}
}

func TestDurationsAreInHoursWhereTheseAreWhole(t *testing.T) {
	for _, c := range []struct {
		minutes  int
		language engagement.Language
		want     string
	}{
		{0, engagement.English, "0 minutes"},
		{1, engagement.English, "1 minute"},
		{45, engagement.Dutch, "45 minuten"},
		{60, engagement.Italian, "1 ora"},
		{90, engagement.Italian, "90 minuti"},
		{480, engagement.English, "8 hours"},
	} {
		require.Equal(t, c.want, Duration(c.minutes, c.language))
	}
}
