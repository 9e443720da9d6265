package journeys

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

var update = flag.Bool("update", false, "write the programs anew")

func text(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }

func step(s campaign.Step) campaign.Step {
	s.Title, s.Body = text("title"), text("body")
	return s
}

func when(t *testing.T, condition string) *audience.Condition {
	c, err := audience.ParseCondition(condition)
	require.NoError(t, err)
	return &c
}

// briefs are those that the programs are compiled from: the quickstart's, with
// other touchpoints.
func briefs(t *testing.T) map[string]*campaign.Brief {
	frame := func(inform, end engagement.Date) func(b *campaign.Brief) {
		return func(b *campaign.Brief) {
			b.Frame = campaign.Frame{Inform: inform, Activate: end.AddDays(-2), Retain: end.AddDays(-1), End: end}
		}
	}
	mails := func(id string, day int, at string, steps ...campaign.Step) campaign.Touchpoint {
		for i := range steps {
			steps[i] = step(steps[i])
			for j := range steps[i].Otherwise {
				steps[i].Otherwise[j] = step(steps[i].Otherwise[j])
				for k := range steps[i].Otherwise[j].Otherwise {
					steps[i].Otherwise[j].Otherwise[k] = step(steps[i].Otherwise[j].Otherwise[k])
				}
			}
		}
		t := campaign.Touchpoint{ID: id, Kind: campaign.Drip, Phase: campaign.Inform, Proposition: "own-choice", Channel: "email", Owner: "learning",
			Day: day, Time: at, Title: text("title"), Body: text("body"), Drip: &campaign.Sequence{Steps: steps}}
		if len(steps) == 0 {
			t.Kind, t.Drip = campaign.Announcement, nil
		}
		return t
	}
	made := map[string]*campaign.Brief{}
	make := func(name string, change func(b *campaign.Brief), touchpoints ...campaign.Touchpoint) {
		data, err := os.ReadFile("../../examples/quickstart/brief.json")
		require.NoError(t, err)
		b, found := campaign.ReadBrief(bytes.NewReader(data))
		require.NoError(t, found.Err())
		b.ID, b.Touchpoints, b.Missions = name, touchpoints, nil
		b.Proposition("lead-calm").Segment, b.Proposition("lead-calm").Wording = "", nil
		b.Proposition("own-choice").Segment, b.Proposition("own-choice").Wording = "", nil
		change(b)
		made[name] = b
	}
	spring := frame("2026-03-02", "2026-06-30")
	make("delays", spring, mails("mails", 0, "09:00",
		campaign.Step{Delay: 2}, campaign.Step{WorkingDays: 2, Time: "15:00"}, campaign.Step{Delay: 7}, campaign.Step{WorkingDays: 1, Time: "08:15"}))
	make("outcomes", spring, mails("mails", 0, "09:00",
		campaign.Step{Delay: 2, After: campaign.Clicked}, campaign.Step{Delay: 2, After: campaign.Started}, campaign.Step{Delay: 2, After: campaign.Answered},
		campaign.Step{Delay: 2, After: campaign.Dismissed}, campaign.Step{Delay: 2, After: campaign.Untouched}, campaign.Step{Delay: 2, After: campaign.Completed}, campaign.Step{Delay: 2}))
	make("branches", spring, mails("mails", 0, "09:00",
		campaign.Step{ID: "bench", Delay: 1, When: when(t, `{"unit":"workshop"}`), Otherwise: []campaign.Step{{ID: "desk"}, {ID: "desk-more", Delay: 2}}},
		campaign.Step{ID: "going", Delay: 3, After: campaign.Started, Otherwise: []campaign.Step{
			{ID: "again", Time: "14:00", After: campaign.Untouched, Otherwise: []campaign.Step{{ID: "talk", Delay: 1}}},
		}},
		campaign.Step{ID: "last", Delay: 2}))
	make("waits", spring, mails("mails", 0, "09:00",
		campaign.Step{ID: "on", Wait: &campaign.Wait{For: campaign.Started, Days: 5}, Otherwise: []campaign.Step{{ID: "nudge"}, {ID: "nudge-two", Delay: 2}}},
		campaign.Step{ID: "asked", Time: "10:00", Delay: 1, Wait: &campaign.Wait{For: campaign.Answered, Days: 3}},
		campaign.Step{ID: "thanks", Wait: &campaign.Wait{For: campaign.Completed, Days: 10}, Otherwise: []campaign.Step{{ID: "last-call", WorkingDays: 1}}}))
	make("moods", spring, mails("mails", 0, "09:00",
		campaign.Step{ID: "look", Wait: &campaign.Wait{For: campaign.Clicked, Days: 2}},
		campaign.Step{ID: "why-not", Delay: 1, Wait: &campaign.Wait{For: campaign.Dismissed, Days: 4}, Otherwise: []campaign.Step{{ID: "keep-on", Delay: 1}}},
		campaign.Step{ID: "did", Delay: 1, When: when(t, `{"did.own-choice":"started"}`)}))
	one := 1
	make("limited", func(b *campaign.Brief) {
		spring(b)
		two := 2
		b.Limits = &campaign.Limits{QuietHours: &campaign.QuietHours{From: "20:00", To: "07:30"}, MinutesBetween: 60,
			Caps: []campaign.Cap{{PerDay: &one}, {PerWeek: &two}}, DaysOff: []campaign.DayOff{{Date: "2026-03-13", Name: text("day off")}},
			Places: &campaign.Places{Region: "it"}}
	}, mails("mails", 0, "09:00",
		campaign.Step{ID: "on", Wait: &campaign.Wait{For: campaign.Started, Days: 5}, Otherwise: []campaign.Step{{ID: "nudge"}}},
		campaign.Step{ID: "next", WorkingDays: 3}, campaign.Step{ID: "more", Delay: 1}, campaign.Step{ID: "easter", Delay: 25}))
	dublin := mails("dublin", 25, "01:15", campaign.Step{Delay: 1}, campaign.Step{Delay: 1})
	dublin.Channel = "meeting"
	huddle := mails("huddle", 7, "09:00")
	huddle.Channel = "meeting"
	hour := mails("hour", 0, "08:00")
	hour.Kind, hour.Channel, hour.Days = campaign.LearningMoment, "intranet", 28
	hour.Moment = &campaign.StandardMoment{Weekday: "TH", EveryWeeks: 1, Time: "13:30", Minutes: 60, WorkingTime: true, OwnChoice: true}
	once := mails("once", 14, "15:00")
	once.Days = 3
	make("shifts", func(b *campaign.Brief) {
		frame("2026-03-02", "2026-11-30")(b)
		b.Limits = &campaign.Limits{WorkingHours: &campaign.WorkingHours{Channels: []string{"email", "meeting"}}, QuietHours: &campaign.QuietHours{From: "20:00", To: "07:30"},
			Caps: []campaign.Cap{{Channels: []string{"email"}, PerDay: &one}}, Places: &campaign.Places{Region: "it"}}
	}, mails("mails", 1, "09:00", campaign.Step{Delay: 2}, campaign.Step{ID: "on", Wait: &campaign.Wait{For: campaign.Started, Days: 5}, Otherwise: []campaign.Step{{ID: "nudge", WorkingDays: 2}}}),
		huddle, hour, once,
		mails("republic", 92, "03:00"), mails("after-republic", 93, "03:00"),
		dublin,
		mails("spring", 25, "02:30", campaign.Step{Delay: 1}, campaign.Step{Delay: 1}), mails("autumn", 235, "02:30", campaign.Step{Delay: 1}, campaign.Step{Delay: 1}))
	make("clocks", frame("2026-02-02", "2026-11-30"),
		mails("ramadan", 46, "02:30", campaign.Step{Delay: 1}, campaign.Step{Delay: 1}),
		mails("spring", 53, "02:30", campaign.Step{Delay: 1}, campaign.Step{Delay: 1}, campaign.Step{Delay: 1, Wait: &campaign.Wait{For: campaign.Started, Days: 3}}),
		mails("dublin", 53, "01:15", campaign.Step{Delay: 1}, campaign.Step{Delay: 1}),
		mails("howe", 60, "01:45", campaign.Step{Delay: 1}, campaign.Step{Delay: 1}),
		mails("howe-spring", 242, "02:15", campaign.Step{Delay: 1}, campaign.Step{Delay: 1}),
		mails("autumn", 263, "02:30", campaign.Step{Delay: 1}, campaign.Step{Delay: 1}))
	briefing := campaign.Touchpoint{ID: "brief", Kind: campaign.ManagerBriefing, Phase: campaign.Inform, Proposition: "lead-calm", Channel: "meeting", Owner: "learning",
		Time: "09:00", Title: text("title"), Body: text("body"), Acknowledgement: &campaign.Acknowledgement{Days: 5,
			Escalation: &campaign.Escalation{AfterDays: 3, Time: "11:00", Title: text("title"), Body: text("body")}}}
	soon := mails("soon", 1, "09:00", campaign.Step{Delay: 1})
	soon.Days = 4
	make("cascade", spring, briefing, mails("mails", 1, "09:00", campaign.Step{Delay: 2}, campaign.Step{ID: "on", Wait: &campaign.Wait{For: campaign.Started, Days: 4}, Otherwise: []campaign.Step{{ID: "nudge"}}}), soon)
	return made
}

func TestProgramsAreWhatTheBriefsCompileTo(t *testing.T) {
	for name, b := range briefs(t) {
		p, found := campaign.NewPlan(b, nil)
		require.NoError(t, found.Err(), "%s: %s", name, found.Errors().In(engagement.English))
		var out bytes.Buffer
		require.NoError(t, json.Indent(&out, p.AppendProgram(nil), "", " "))
		brief, err := json.MarshalIndent(b, "", " ")
		require.NoError(t, err)
		golden(t, "briefs/"+name+".json", brief)
		golden(t, "programs/"+name+".json", out.Bytes())
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "%s differs; run with -update and read the difference", path)
}
