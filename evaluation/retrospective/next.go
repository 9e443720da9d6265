package retrospective

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Ruling is what was decided about the proposal of a lesson.
type Ruling struct {
	// Lesson is its ID.
	Lesson string
	// Decision that was taken.
	Decision campaign.Decision
	// By whom, as a role and not a name.
	By string
	// On is the day of the decision.
	On engagement.Date
	// Reason of the decision, in one language at least.
	Reason engagement.Text
}

// Wave is the next run of a campaign.
type Wave struct {
	// ID that the campaign has then; events carry it, so it is another one.
	ID string
	// Inform is the first day; all phases, and the days by which objectives are to be met, move with it. Whole weeks later, everything keeps its weekday.
	Inform engagement.Date
}

// Next makes the brief of the next wave: with the accepted changes, and with all
// that was decided in its history. The brief is the one that the retrospective
// was made of; it stays as it is. An accepted change that another one stands in
// the way of is put off, and said so. The result is nil where there is a finding
// of severity error; the codes are OSM-RETRO-006 to 009 and 013 to 015, and those
// of [campaign.Brief.Check].
func Next(b *campaign.Brief, r *Retrospective, rulings []Ruling, next Wave) (*campaign.Brief, engagement.Findings) {
	var found engagement.Findings
	fault := func(code, path string, d rule.Detail) { found = append(found, rule.Error(code, path, d)) }
	if r.Campaign != b.ID {
		fault("OSM-RETRO-006", "/campaign", rule.Detail{Found: r.Campaign, Expected: b.ID})
	}
	if next.ID == b.ID || slices.ContainsFunc(b.History, func(w campaign.Wave) bool { return w.Campaign == next.ID }) {
		fault("OSM-RETRO-015", "/id", rule.Detail{Found: next.ID})
	}
	days, ok := b.Frame.Inform.DaysUntil(next.Inform)
	if !ok {
		fault("OSM-BRIEF-004", "/frame/inform", rule.Detail{Found: string(next.Inform)})
	}
	ruled := map[string]*Ruling{}
	for i := range rulings {
		u := &rulings[i]
		n := slices.IndexFunc(r.Lessons, func(l Lesson) bool { return l.ID == u.Lesson })
		switch {
		case n < 0 || r.Lessons[n].Proposal == nil:
			fault("OSM-RETRO-007", at("rulings", i), rule.Detail{Found: u.Lesson, Near: proposed(r)})
		case ruled[u.Lesson] != nil:
			fault("OSM-RETRO-008", at("rulings", i), rule.Detail{Found: u.Lesson})
		}
		ruled[u.Lesson] = u
	}
	if found.Err() != nil {
		return nil, found
	}
	doc, err := json.Marshal(b)
	if err != nil {
		return nil, engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	putOff := map[string]bool{}
	for _, i := range carried(r, ruled) {
		l := &r.Lessons[i]
		changed, err := patched(doc, l.Proposal.Patch)
		if err != nil {
			putOff[l.ID] = true
			found = append(found, rule.Advice("OSM-RETRO-009", at("lessons", i), rule.Detail{Found: l.ID, Args: []any{l.Proposal.Says}, Source: ofHabit}))
			continue
		}
		doc = changed
	}
	var made campaign.Brief
	if err := json.Unmarshal(doc, &made); err != nil {
		return nil, append(found, rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()}))
	}
	past := campaign.Wave{Campaign: b.ID, Made: r.Made, Lessons: []campaign.PastLesson{}}
	for i := range r.Lessons {
		l := &r.Lessons[i]
		if l.Proposal == nil {
			continue
		}
		u := ruled[l.ID]
		if u == nil {
			found = append(found, rule.Advice("OSM-RETRO-014", at("lessons", i), rule.Detail{Found: l.ID, Args: []any{l.Proposal.Says}, Source: ofHabit}))
			continue
		}
		decision := u.Decision
		if putOff[l.ID] {
			decision = campaign.Deferred
		}
		past.Lessons = append(past.Lessons, campaign.PastLesson{ID: l.ID, Lesson: l.Meaning, Change: l.Proposal.Says, Touchpoints: l.Proposal.Touchpoints, Decision: decision, By: u.By, On: u.On, Reason: u.Reason})
	}
	made.History = append(made.History, past)
	found = append(found, shift(&made, next.ID, days)...)
	if found = append(found, made.Check()...); found.Err() != nil {
		return nil, found
	}
	return &made, found
}

// proposed are the IDs of the lessons that propose something.
func proposed(r *Retrospective) []string {
	var ids []string
	for _, l := range r.Lessons {
		if l.Proposal != nil {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// carried are the accepted lessons in the order in which they are carried out:
// what takes something out of a list comes last, from the end of the list, so
// that places stay what they were.
func carried(r *Retrospective, ruled map[string]*Ruling) []int {
	var order []int
	for i, l := range r.Lessons {
		if u := ruled[l.ID]; u != nil && u.Decision == campaign.Accepted {
			order = append(order, i)
		}
	}
	key := func(i int) int {
		if n := removes(r.Lessons[i].Proposal.Patch); n >= 0 {
			return -n
		}
		return -1 << 31
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(key(i), key(j)) })
	return order
}

// shift moves a brief to its next wave. Days off stay where they are on the
// calendar; advice says how many of them the wave leaves behind.
func shift(b *campaign.Brief, id string, days int) engagement.Findings {
	b.ID = id
	for _, d := range []*engagement.Date{&b.Frame.Inform, &b.Frame.Activate, &b.Frame.Retain, &b.Frame.End} {
		*d = d.AddDays(days)
	}
	for i := range b.Objectives {
		b.Objectives[i].KPI.By = b.Objectives[i].KPI.By.AddDays(days)
	}
	behind := 0
	if b.Limits != nil {
		for _, d := range b.Limits.DaysOff {
			if d.Date < b.Frame.Inform {
				behind++
			}
		}
	}
	if behind == 0 {
		return nil
	}
	return engagement.Findings{rule.Advice("OSM-RETRO-013", "/limits/daysOff", rule.Detail{Found: strconv.Itoa(behind), Expected: string(b.Frame.Inform), Source: "domain: the schedule keeps days off"})}
}
