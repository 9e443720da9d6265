package campaign

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Wave is what an earlier run of the campaign taught: the lessons of its
// retrospective, and what was decided about the changes that each proposed. The
// brief keeps it, so that the next run starts from it, and nobody proposes again
// what was declined without knowing why it was. Source: seed 003.
type Wave struct {
	// Campaign is the ID that the brief had then.
	Campaign string `json:"campaign"`
	// Made is the day of the retrospective.
	Made engagement.Date `json:"made"`
	// Lessons about which was decided, in the order of the retrospective.
	Lessons []PastLesson `json:"lessons"`
}

// PastLesson is one lesson, the change to the brief that it proposed, and what
// became of that.
type PastLesson struct {
	// ID of the lesson; it has the same whenever it returns.
	ID string `json:"id"`
	// Lesson in words, with its figures.
	Lesson engagement.Text `json:"lesson"`
	// Change that was proposed.
	Change engagement.Text `json:"change"`
	// Touchpoints are the IDs of those that the change acts on; the brief may not have them any more.
	Touchpoints []string `json:"touchpoints,omitempty"`
	// Decision that was taken.
	Decision Decision `json:"decision"`
	// By whom, as a role and not a name: head of learning, works council.
	By string `json:"by"`
	// On is the day of the decision.
	On engagement.Date `json:"on"`
	// Reason of the decision, in one language at least.
	Reason engagement.Text `json:"reason"`
}

// Decision is what was decided about a proposed change.
type Decision string

// The decisions.
const (
	Accepted Decision = "accepted" // the brief is changed
	Declined Decision = "declined" // it stays as it was
	Deferred Decision = "deferred" // not now: it stands in the way of another change, or of something else
)

// Decisions lists all decisions.
func Decisions() []Decision { return []Decision{Accepted, Declined, Deferred} }

// Decided yields what earlier waves decided about a lesson, the latest first.
func (b *Brief) Decided(lesson string) []PastLesson {
	var past []PastLesson
	for _, w := range slices.Backward(b.History) {
		for _, l := range w.Lessons {
			if l.ID == lesson {
				past = append(past, l)
			}
		}
	}
	return past
}

// history refuses what later readers could not follow: a wave or a lesson that
// stands twice, a decision without who took it, when and why, and waves out of
// order.
func (c *checker) history() {
	for i, w := range c.brief.History {
		path := at("history", i)
		for j, before := range c.brief.History[:i] {
			if before.Campaign == w.Campaign {
				c.fault("OSM-BRIEF-001", path+"/campaign", rule.Detail{Found: w.Campaign, Expected: at("history", j)})
			}
		}
		if !w.Made.Valid() {
			c.fault("OSM-BRIEF-004", path+"/made", rule.Detail{Found: string(w.Made)})
		} else if i > 0 && w.Made < c.brief.History[i-1].Made {
			c.fault("OSM-RETRO-001", path+"/made", rule.Detail{Found: string(w.Made), Expected: string(c.brief.History[i-1].Made)})
		}
		seen := map[string]int{}
		for j, l := range w.Lessons {
			place := path + "/lessons/" + strconv.Itoa(j)
			if first, twice := seen[l.ID]; twice {
				c.fault("OSM-BRIEF-001", place+"/id", rule.Detail{Found: l.ID, Expected: path + "/lessons/" + strconv.Itoa(first)})
			} else {
				seen[l.ID] = j
			}
			c.text(place+"/lesson", l.Lesson)
			c.text(place+"/change", l.Change)
			if !l.On.Valid() {
				c.fault("OSM-BRIEF-004", place+"/on", rule.Detail{Found: string(l.On)})
			} else if w.Made.Valid() && l.On < w.Made {
				c.fault("OSM-RETRO-002", place+"/on", rule.Detail{Found: string(l.On), Expected: string(w.Made)})
			}
			if l.By == "" {
				c.fault("OSM-RETRO-003", place+"/by", rule.Detail{Found: l.ID, Source: "003"})
			}
			if l.Reason.IsZero() {
				c.fault("OSM-RETRO-004", place+"/reason", rule.Detail{Found: l.ID, Source: "003"})
			}
		}
	}
}

// historyAdvice warns of what earlier waves taught and the brief does not do.
func historyAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-RETRO-005", "003", func(a *advisor) (found []remark) {
			if len(a.History) == 0 {
				return nil
			}
			last := len(a.History) - 1
			for j, l := range a.History[last].Lessons {
				if past := a.Decided(l.ID); len(past) > 1 && past[0].Decision != Accepted && past[1].Decision != Accepted {
					found = append(found, remark{path: at("history", last) + "/lessons/" + strconv.Itoa(j), found: l.ID, args: []any{l.Lesson}})
				}
			}
			return found
		}},
	}
}
