package decision

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

func TestHoursAreReadInManyWaysAndWrittenInOne(t *testing.T) {
	for text, want := range map[string]string{
		"Mo-Fr 06:00-14:00":                                       "",
		"mon-fri 06:00–14:00":                                     "Mo-Fr 06:00-14:00",
		" MO,TU,we - fr  06:00 - 14:00 ; ":                        "Mo-Fr 06:00-14:00",
		"Mo-Fr 06:00-14:00; Sa 22:00-06:00":                       "",
		"Sa 22:00-06:00; Mo 16:00-20:00,06:00-10:00":              "Mo 06:00-10:00,16:00-20:00; Sa 22:00-06:00",
		"Mo,We,Fr 14:00-22:00; Tu,Th 06:00-14:00":                 "",
		"Fr-Mo 20:00-24:00":                                       "Mo,Fr-Su 20:00-24:00",
		"Su 20:00-00:00":                                          "Su 20:00-24:00",
		"Mo 08:00-08:00":                                          "",
		"Mo-Su 00:00-24:00":                                       "",
		"Mo 06:00-14:00; Mo 14:00-16:00":                          "Mo 06:00-14:00,14:00-16:00",
		"2027-01-06: Mo-Fr 06:00-14:00 / off / Sa-Su 22:00-06:00": "2027-01-04: Mo-Fr 06:00-14:00 / off / Sa-Su 22:00-06:00",
		"2027-01-04: We 06:00-14:00":                              "We 06:00-14:00",
	} {
		if want == "" {
			want = text
		}
		w, fault := ParseWorkHours(text)
		require.Nil(t, fault, "%s: %+v", text, fault)
		require.Equal(t, want, w.String(), text)
		again, fault := ParseWorkHours(w.String())
		require.Nil(t, fault)
		require.Equal(t, w, again)
	}
}

func TestWhatIsWrongWithHoursIsSaidWithWhatWasMeant(t *testing.T) {
	for text, want := range map[string]HoursFault{
		"Lu-Fr 06:00-14:00":                         {HoursUnread, "Lu", "Mo, Tu, We, Th, Fr, Sa, Su", nil},
		"Mo-Ve 06:00-14:00":                         {HoursUnread, "Ve", "Mo, Tu, We, Th, Fr, Sa, Su", nil},
		"mon-fry 06:00-14:00":                       {HoursUnread, "fry", "Mo, Tu, We, Th, Fr, Sa, Su", longNames()},
		"Mo 6.00-14:00":                             {HoursUnread, "6.00", "06:00", []string{"06:00"}},
		"Mo 6-14:00":                                {HoursUnread, "6", "06:00", []string{"06:00"}},
		"Mo 06:00-14h30":                            {HoursUnread, "14h30", "06:00", []string{"14:30"}},
		"Mo 06:00-25:00":                            {HoursUnread, "25:00", "06:00", nil},
		"Mo 06:00":                                  {HoursUnread, "06:00", "06:00-14:00", nil},
		"06:00-14:00":                               {HoursUnread, "06:00-14:00", "Mo-Fr 06:00-14:00", []string{"off"}},
		"of":                                        {HoursUnread, "of", "Mo-Fr 06:00-14:00", []string{"off"}},
		"Mo 06:00-14:00,13:00-15:00":                {HoursTwice, "Mo 13:00-15:00", "", nil},
		"Su 22:00-06:00; Mo 05:00-09:00":            {HoursTwice, "Mo 05:00-09:00", "", nil},
		"Mo 22:00-06:00; Tu 05:59-09:00":            {HoursTwice, "Tu 05:59-09:00", "", nil},
		"Mo 06:00-14:00 / off":                      {HoursAdrift, "Mo 06:00-14:00 / off", "2027-01-04: Mo 06:00-14:00 / off", nil},
		"2027-02-30: Mo 06:00-14:00 / off":          {HoursUnread, "2027-02-30", "2027-01-04", nil},
		"2027-01-04: Su 22:00-06:00 / Mo 5:00-9:00": {HoursUnread, "5:00", "06:00", []string{"05:00"}},
		"2027-01-04: off / off":                     {HoursMissing, "2027-01-04: off / off", "Mo-Fr 06:00-14:00", nil},
		"off":                                       {HoursMissing, "off", "Mo-Fr 06:00-14:00", nil},
		"":                                          {HoursMissing, "", "Mo-Fr 06:00-14:00", nil},
	} {
		w, fault := ParseWorkHours(text)
		require.Nil(t, w, text)
		require.Equal(t, &want, fault, text)
	}
	long := "2027-01-04: Mo 06:00-14:00"
	for range longestCycle {
		long += " / off"
	}
	_, fault := ParseWorkHours(long)
	require.Equal(t, "53", fault.Found)
}

func FuzzParseWorkHours(f *testing.F) {
	for _, text := range []string{"Mo-Fr 06:00-14:00; Sa 22:00-06:00", "2027-01-04: off / Mo,We 08:00-08:00", "Su 20:00-24:00,00:00-04:00", "Mo-: 1-2/", "2027-01-04:"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, fault := ParseWorkHours(text)
		if (w == nil) == (fault == nil) {
			t.Fatal("either hours or what is wrong")
		}
		if w == nil {
			return
		}
		again, fault := ParseWorkHours(w.String())
		if fault != nil || again.String() != w.String() {
			t.Fatalf("%q is written as %q, which is %+v", text, w, fault)
		}
	})
}

func TestWeeksTakeTurnsBeforeAndAfterTheirDate(t *testing.T) {
	w, fault := ParseWorkHours("2027-01-06: Mo 06:00-14:00 / Tu 14:00-22:00 / We 22:00-06:00")
	require.Nil(t, fault)
	day := func(s string) civil.Day { d, _ := civil.Parse(s); return d }
	for date, want := range map[string]string{"2027-01-04": "2027-01-04", "2027-01-05": "2027-01-12", "2027-01-13": "2027-01-20", "2027-01-21": "2027-01-25", "2026-12-28": "2026-12-30", "2026-12-15": "2026-12-22", "1970-01-01": "1970-01-07"} {
		require.Equal(t, want, w.Next(day(date)).String(), date)
	}
}

// randomHours are hours of up to three weeks, of days and nights.
func randomHours(r *rand.Rand) *WorkHours {
	for {
		w := &WorkHours{Weeks: make([]Week, 1+r.IntN(3)), First: 4}
		any := false
		for i := range w.Weeks {
			for day := range w.Weeks[i] {
				for range r.IntN(3) {
					from := 15 * r.IntN(96)
					w.Weeks[i].add(day, Hours{from, from + 15*(1+r.IntN(48))})
					any = true
				}
			}
		}
		if any && w.twice() == "" {
			return w
		}
	}
}

// Whatever the hours, days off, caps, distances and skips are, what keeps to
// the hours comes in them, to its last minute, and nothing comes too early.
func TestNothingComesOutsideOfOnesHours(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	came, kept := 0, 0
	for range 3000 {
		p := limited(Limits{Gap: r.IntN(2) * 90, QuietFrom: 1200, QuietTo: 420, Caps: []Cap{{Day: 1 + r.IntN(2)}}, Places: []Place{{Off: []civil.Day{civil.Day(r.IntN(12)), civil.Day(r.IntN(12))}}}}, 4, 5, 5, 6, 9)
		p.End = 30
		for i := range p.Touchpoints {
			t := &p.Touchpoints[i]
			t.Hours, t.Minute, t.Until = true, 15*r.IntN(96), t.Day+civil.Day(r.IntN(20))
			if r.IntN(4) == 0 {
				t.Lasts = 15 * r.IntN(12)
			}
		}
		person := Person{Hours: randomHours(r)}
		if r.IntN(2) == 0 {
			from := 60 * (24*4 + r.IntN(24*10))
			person.Skips = []Skip{{from, from + 30*(1+r.IntN(3))}}
		}
		sent, withheld := p.Account(person)
		came, kept = came+len(sent), kept+len(withheld)
		off := p.Limits.Places[0].Off
		for _, d := range sent {
			t0, at := &p.Touchpoints[d.Touchpoint], shown(person.Skips, d.moment())
			in := false
			for day := d.Day - 2; day <= d.Day; day++ {
				for _, h := range person.Hours.On(day) {
					in = in || !slices.Contains(off, day) && shown(person.Skips, Moment(day, h.From)) <= at && at+max(t0.Lasts, 1) <= shown(person.Skips, Moment(day, h.To))
				}
			}
			require.True(t, in, "%s: %s %s in %s", t0.ID, d.Day, civil.FormatMinute(d.Minute), person.Hours)
			require.LessOrEqual(t, Moment(t0.Day, t0.Minute), d.moment())
			require.LessOrEqual(t, d.Day, t0.Until)
		}
	}
	require.Greater(t, came, 5000)
	require.Greater(t, kept, 1000)
}

func TestAProgramThatKeepsHoursReadsBack(t *testing.T) {
	p := limited(Limits{}, 4)
	p.Touchpoints[0].Hours, p.Touchpoints[0].Lasts = true, 60
	again, err := read(p.Append(nil))
	require.NoError(t, err)
	require.Equal(t, p.Touchpoints, again.Touchpoints)
}
