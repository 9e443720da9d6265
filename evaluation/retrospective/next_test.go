package retrospective

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// learnt is a retrospective of a brief with a proposal for each of some topics.
func learnt(t *testing.T, b *campaign.Brief, topics ...Topic) *Retrospective {
	t.Helper()
	m := planned(t, b)
	r := &Retrospective{Osmosi: Version, Campaign: b.ID, Made: "2028-02-01", Confidence: Confidence, SmallestGroup: campaign.SmallestGroup}
	for _, topic := range topics {
		n := len(r.Lessons)
		for _, set := range everything(b) {
			l := set[0]
			if l.Topic != topic || l.Topic == Variant && l.Verdict != Worked {
				continue
			}
			if m.propose(&l, set); l.Proposal != nil {
				l.Meaning = m.meaning(&l)
				r.Lessons = append(r.Lessons, l)
				if topic != Variant {
					break
				}
			}
		}
		require.Greater(t, len(r.Lessons), n, topic)
	}
	return r
}

func ruling(l Lesson, d campaign.Decision) Ruling {
	return Ruling{Lesson: l.ID, Decision: d, By: "social office", On: "2028-02-08", Reason: text("Because.")}
}

var again = Wave{ID: "again", Inform: "2028-09-04"}

func TestTheNextBriefHasWhatWasAcceptedAndRemembersTheRest(t *testing.T) {
	b := tried(t, "security")
	before, err := json.Marshal(b)
	require.NoError(t, err)
	r := learnt(t, b, Dismissal, Pulse, Variant, Reach)
	var rulings []Ruling
	for _, l := range r.Lessons {
		d := campaign.Accepted
		if l.Topic == Pulse {
			d = campaign.Declined
		}
		rulings = append(rulings, ruling(l, d))
	}
	next, found := Next(b, r, rulings, again)
	require.NoError(t, found.Err())
	require.Equal(t, "again", next.ID)
	require.Empty(t, next.Experiments, "both ended, whichever stood first")
	require.Len(t, next.Limits.Caps, len(b.Limits.Caps)+1)
	pulse := r.Lessons[1]
	require.Equal(t, b.Touchpoint(pulse.Touchpoint).Pulse, next.Touchpoint(pulse.Touchpoint).Pulse, "it was declined")
	require.Len(t, next.History, 1)
	require.Equal(t, b.ID, next.History[0].Campaign)
	require.Len(t, next.History[0].Lessons, len(r.Lessons))
	for i, past := range next.History[0].Lessons {
		require.Equal(t, r.Lessons[i].ID, past.ID)
		require.Equal(t, rulings[i].Decision, past.Decision)
		require.Equal(t, r.Lessons[i].Meaning, past.Lesson)
	}
	days, _ := b.Frame.Inform.DaysUntil(next.Frame.Inform)
	require.Equal(t, b.Frame.End.AddDays(days), next.Frame.End)
	require.Equal(t, b.Objectives[0].KPI.By.AddDays(days), next.Objectives[0].KPI.By)
	after, err := json.Marshal(b)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after), "the brief stays as it is")
	plan, _ := campaign.NewPlan(next, nil)
	require.NotNil(t, plan)
}

func TestAnAcceptedChangeThatAnotherStandsInTheWayOfIsPutOff(t *testing.T) {
	b := tried(t, "security")
	r := learnt(t, b, Reach)
	first := r.Lessons[0]
	other := first
	other.ID = id(Reach, "another")
	r.Lessons = append(r.Lessons, other)
	next, found := Next(b, r, []Ruling{ruling(first, campaign.Accepted), ruling(other, campaign.Accepted)}, again)
	require.NotNil(t, next, found)
	require.Contains(t, codes(found), "OSM-RETRO-009")
	require.Equal(t, campaign.Accepted, next.History[0].Lessons[0].Decision)
	require.Equal(t, campaign.Deferred, next.History[0].Lessons[1].Decision)
}

func codes(found engagement.Findings) []string {
	var all []string
	for _, f := range found {
		all = append(all, f.Code)
	}
	return all
}

func TestDecisionsThatCannotBeAreRefused(t *testing.T) {
	b := tried(t, "security")
	r := learnt(t, b, Reach)
	l := r.Lessons[0]
	fine := ruling(l, campaign.Accepted)
	for _, c := range []struct {
		code    string
		change  func(b *campaign.Brief, r *Retrospective, w *Wave)
		rulings []Ruling
	}{
		{"OSM-RETRO-006", func(_ *campaign.Brief, r *Retrospective, _ *Wave) { r.Campaign = "other" }, nil},
		{"OSM-RETRO-015", func(b *campaign.Brief, _ *Retrospective, w *Wave) { w.ID = b.ID }, nil},
		{"OSM-BRIEF-004", func(_ *campaign.Brief, _ *Retrospective, w *Wave) { w.Inform = "next year" }, nil},
		{"OSM-RETRO-007", nil, []Ruling{{Lesson: "reach.none"}}},
		{"OSM-RETRO-008", nil, []Ruling{fine, fine}},
		{"OSM-RETRO-003", nil, []Ruling{{Lesson: l.ID, Decision: campaign.Declined, On: "2028-02-08", Reason: text("x")}}},
		{"OSM-RETRO-004", nil, []Ruling{{Lesson: l.ID, Decision: campaign.Declined, On: "2028-02-08", By: "x"}}},
		{"OSM-RETRO-002", nil, []Ruling{{Lesson: l.ID, Decision: campaign.Declined, On: "2028-01-08", By: "x", Reason: text("x")}}},
	} {
		brief, retro, wave := *b, *r, again
		if c.change != nil {
			c.change(&brief, &retro, &wave)
		}
		next, found := Next(&brief, &retro, c.rulings, wave)
		require.Nil(t, next, c.code)
		if c.code == "OSM-RETRO-003" {
			require.Error(t, found.Err()) // the schema asks for it first
			continue
		}
		require.Contains(t, codes(found), c.code)
	}
}

func TestWhatIsLeftOpenIsSaid(t *testing.T) {
	b := tried(t, "security")
	next, found := Next(b, learnt(t, b, Reach), nil, again)
	require.NotNil(t, next)
	require.Subset(t, codes(found), []string{"OSM-RETRO-014", "OSM-RETRO-013"}, "an undecided proposal, and days off of last year")
}

func TestALessonThatReturnsIsSaidWithWhatWasDecided(t *testing.T) {
	b := tried(t, "security")
	r := learnt(t, b, Reach)
	for d, code := range map[campaign.Decision]string{campaign.Declined: "OSM-RETRO-010", campaign.Deferred: "OSM-RETRO-010", campaign.Accepted: "OSM-RETRO-011"} {
		brief := *b
		brief.History = []campaign.Wave{{Campaign: "old", Made: "2027-01-01", Lessons: []campaign.PastLesson{{ID: r.Lessons[0].ID, Lesson: text("x"), Change: text("y"), Decision: d, By: "works council", On: "2027-01-08", Reason: engagement.Text{Nl: "Te druk."}}}}}
		m := planned(t, &brief)
		found := m.advise(r)
		require.Equal(t, []string{code}, codes(found))
		require.Equal(t, "/lessons/0", found[0].Path)
		require.Contains(t, found[0].Message.It, r.Lessons[0].Meaning.It)
		if code == "OSM-RETRO-010" {
			require.Contains(t, found[0].Message.En, "works council")
			require.Contains(t, found[0].Message.En, "Te druk.")
		}
	}
	require.Equal(t, []string{"OSM-RETRO-012"}, codes(planned(t, b).advise(&Retrospective{})))
}

func encoded(t *testing.T, r *Retrospective) []byte {
	t.Helper()
	data, err := json.Marshal(r)
	require.NoError(t, err)
	return data
}

func TestARetrospectiveReadsBack(t *testing.T) {
	r := learnt(t, tried(t, "security"), Completion, Reach, Dismissal, Moment, Variant, Pulse)
	data := encoded(t, r)
	got, found := Read(bytes.NewReader(data))
	require.Empty(t, found)
	require.JSONEq(t, string(data), string(encoded(t, got)))
	for _, c := range []struct {
		code   string
		change func(r *Retrospective)
	}{
		{"OSM-BRIEF-001", func(r *Retrospective) { r.Lessons[1].ID = r.Lessons[0].ID }},
		{"OSM-RETRO-016", func(r *Retrospective) { r.Lessons[0].Figure = &Figure{People: 10, Share: 0.5, Low: 0.6, High: 0.7} }},
		{"OSM-DOC-004", func(r *Retrospective) { r.Lessons[0].Verdict = "perhaps" }},
		{"OSM-DOC-007", func(r *Retrospective) { r.Lessons[0].Figure = &Figure{People: 4, Share: 0.5, Low: 0.1, High: 0.7} }},
	} {
		broken := *r
		broken.Lessons = append([]Lesson{}, r.Lessons...)
		c.change(&broken)
		got, found := Read(bytes.NewReader(encoded(t, &broken)))
		require.Nil(t, got)
		require.Contains(t, codes(found), c.code)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"osmosi":"retrospective/v1","campaign":"a","made":"2027-01-01","confidence":0.95,"smallestGroup":5,"lessons":[{"id":"reach.email","topic":"reach","channel":"email","verdict":"didNot","figure":{"people":10,"share":0.5,"low":0.2,"high":0.8},"meaning":{"en":"x"},"proposal":{"kind":"replaceChannel","says":{"en":"x"},"reason":{"en":"y"},"patch":[{"op":"test","path":"/id","value":"a"},{"op":"remove","path":"/experiments/0"}]}}]}`))
	f.Add([]byte(`{}`))
	doc := []byte(`{"id":"a","experiments":[{"id":"e"}],"limits":{}}`)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, found := Read(bytes.NewReader(data))
		require.Equal(t, r == nil, found.Err() != nil)
		if r == nil {
			return
		}
		again, found := Read(bytes.NewReader(encoded(t, r)))
		require.NoError(t, found.Err())
		require.JSONEq(t, string(encoded(t, r)), string(encoded(t, again)))
		for _, l := range r.Lessons {
			if l.Proposal != nil {
				_, _ = patched(doc, l.Proposal.Patch) // whatever it says, it ends
			}
		}
	})
}
