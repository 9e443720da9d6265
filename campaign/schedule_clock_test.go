package campaign_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestTimesThatClocksSkipOrShowTwice(t *testing.T) {
	for _, c := range []struct {
		zone, date string
		minute     int
		want       string
	}{
		{"Europe/Rome", "2027-03-28", 150, "2027-03-28T03:30:00+02:00"},
		{"Europe/Rome", "2027-03-28", 119, "2027-03-28T01:59:00+01:00"},
		{"Europe/Rome", "2027-03-28", 180, "2027-03-28T03:00:00+02:00"},
		{"Europe/Rome", "2027-10-31", 150, "2027-10-31T02:30:00+02:00"},
		{"Europe/Rome", "2027-10-31", 180, "2027-10-31T03:00:00+01:00"},
		{"Europe/Amsterdam", "2027-03-28", 120, "2027-03-28T03:00:00+02:00"},
		{"Europe/Amsterdam", "2027-10-31", 120, "2027-10-31T02:00:00+02:00"},
		{"Europe/Dublin", "2027-03-28", 75, "2027-03-28T02:15:00+01:00"},
		{"Europe/Dublin", "2027-10-31", 75, "2027-10-31T01:15:00+01:00"},
		{"Australia/Lord_Howe", "2027-10-03", 135, "2027-10-03T02:45:00+11:00"}, // half an hour
		{"Australia/Lord_Howe", "2027-04-04", 105, "2027-04-04T01:45:00+11:00"},
		{"Asia/Kolkata", "2027-03-28", 150, "2027-03-28T02:30:00+05:30"}, // never changes
		{"Pacific/Apia", "2011-12-30", 600, "2011-12-31T10:00:00+14:00"}, // a day that was skipped
		{"UTC", "2027-03-28", 150, "2027-03-28T02:30:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		require.NoError(t, err)
		require.Equal(t, c.want, campaign.WallClock(engagement.Date(c.date), c.minute, zone).Format(time.RFC3339), "%s %s", c.zone, c.date)
	}
}

// Every minute of a year: where clocks show it, it is the first moment at
// which they do; where they do not, it comes after the skip.
func TestEveryMinuteOfAYearIsTheFirstOfItsKind(t *testing.T) {
	for name, quarters := range map[string]int{"Europe/Rome": 4, "Europe/Amsterdam": 4, "Europe/Dublin": 4, "Australia/Lord_Howe": 2, "America/St_Johns": 4, "Africa/Casablanca": 4, "Asia/Tokyo": 0} {
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		first := map[string]int64{} // what clocks show, to the first moment
		const layout = "2006-01-02T15:04"
		start := time.Date(2026, 12, 30, 0, 0, 0, 0, time.UTC).Unix()
		for at := start; at < start+370*86400; at += 900 {
			if shown := time.Unix(at, 0).In(zone).Format(layout); first[shown] == 0 {
				first[shown] = at
			}
		}
		skipped := 0
		for date := engagement.Date("2027-01-01"); date < "2028-01-01"; date = date.AddDays(1) {
			for minute := 0; minute < 1440; minute += 15 {
				wall := string(date) + time.Unix(int64(minute)*60, 0).UTC().Format("T15:04")
				got := campaign.WallClock(date, minute, zone)
				if want := first[wall]; want != 0 {
					require.Equal(t, want, got.Unix(), "%s %s", name, wall)
				} else {
					skipped++
					require.Greater(t, got.Format(layout), wall, name)
				}
			}
		}
		require.Equal(t, quarters, skipped, "quarters of an hour that %s skips", name)
	}
}
