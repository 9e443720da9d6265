package audience

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

func TestWorksOnTheDaysOfThePattern(t *testing.T) {
	week := []engagement.Date{"2027-01-11", "2027-01-12", "2027-01-13", "2027-01-14", "2027-01-15", "2027-01-16", "2027-01-17"} // from Monday on
	for days, want := range map[WorkDays]string{
		0:                           "xxxxx--",
		Weekdays:                    "xxxxx--",
		Monday | Wednesday:          "x-x----",
		Saturday | Sunday:           "-----xx",
		Tuesday | Thursday | Friday: "-x-xx--",
	} {
		got := ""
		for _, d := range week {
			if days.Works(d) {
				got += "x"
			} else {
				got += "-"
			}
		}
		require.Equal(t, want, got, days.String())
	}
	require.False(t, Weekdays.Works("2027-02-30"), "a date that does not exist is no working day")
	require.False(t, Weekdays.Works(""))
}

func TestParseWorkDaysReadsCodes(t *testing.T) {
	for text, want := range map[string]WorkDays{
		"":                     0,
		" , ":                  0,
		"MO":                   Monday,
		"mo,we":                Monday | Wednesday,
		"FR TU":                Tuesday | Friday,
		"MO;MO; MO":            Monday,
		"MO,TU,WE,TH,FR,SA,SU": Weekdays | Saturday | Sunday,
	} {
		got, ok := ParseWorkDays(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"monday", "MO-FR", "1", "MO,XX", "MOTU"} {
		got, ok := ParseWorkDays(text)
		require.False(t, ok, text)
		require.Zero(t, got)
	}
}

func TestEveryPatternReadsBackAsWritten(t *testing.T) {
	for w := WorkDays(0); w < 1<<7; w++ {
		got, ok := ParseWorkDays(w.String())
		require.True(t, ok)
		require.Equal(t, w, got)
	}
	require.Equal(t, "MO,TH", (Thursday | Monday).String())
	require.Equal(t, []string{"MO", "TH"}, (Thursday | Monday).Codes())
}
