package campaign

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Withheld is a touchpoint of the brief that the plan leaves out: it is not
// scheduled and not in the bundle.
type Withheld struct {
	// ID of the touchpoint in the brief.
	ID string `json:"id"`
	// Date on which it would have taken place.
	Date engagement.Date `json:"date"`
	// Cause for which it is withheld.
	Cause WithheldCause `json:"cause"`
}

// WithheldCause tells why a touchpoint is withheld.
type WithheldCause string

// EnoughPushes is the cause where the same people were already sent as much
// about the proposition as its approach allows.
const EnoughPushes WithheldCause = "enoughPushes"

// WithheldCauses lists all causes.
func WithheldCauses() []WithheldCause { return []WithheldCause{EnoughPushes} }

// approach carries out what the approach and the support of each proposition
// ask for, in order of time: it withholds what would be pushed too often, says
// which touchpoint explains the organisation's need first, and who speaks.
// Sources: seeds 001 and 004.
func (p *Plan) approach() {
	b := &p.Brief
	// met counts, for a proposition and a segment ("" for all whom the
	// proposition speaks to), what those people got already.
	type people struct{ proposition, segment string }
	met, pushed := map[people]int{}, map[people]int{}
	before := func(counts map[people]int, t *Touchpoint) int {
		n := counts[people{t.Proposition, ""}]
		if t.Segment != "" {
			n += counts[people{t.Proposition, t.Segment}]
		}
		return n
	}
	kept := p.Touchpoints[:0]
	for _, planned := range p.Touchpoints {
		t := p.Touchpoint(planned.ID)
		q := b.Proposition(t.Proposition)
		who := people{t.Proposition, t.Segment}
		planned.Approach, planned.Support = q.Approach(), q.Support()
		asked := planned.Approach.Consequences()
		if t.promotes() && b.Channel(t.Channel).Nature == audience.Push {
			if asked.Pushes > 0 && before(pushed, t) >= asked.Pushes {
				p.Withheld = append(p.Withheld, Withheld{planned.ID, planned.Date, EnoughPushes})
				continue
			}
			pushed[who]++
		}
		if before(met, t) == 0 {
			if asked.ExplainsNeed {
				planned.Explains = b.driversOf(q)
			}
			if planned.Support.Steered() {
				planned.Voice = b.management(t)
			}
		}
		met[who]++
		kept = append(kept, planned)
	}
	p.Touchpoints = kept
}

// promotes reports whether a touchpoint promotes: a briefing prepares
// managers, and an evaluation asks people.
func (t *Touchpoint) promotes() bool { return t.Kind != ManagerBriefing && t.Kind != Evaluation }

// planned returns the touchpoint on the calendar, nil where the plan withholds it.
func (p *Plan) planned(id string) *PlannedTouchpoint {
	return find(p.Touchpoints, id, func(t *PlannedTouchpoint) string { return t.ID })
}

// withheld reports whether the plan leaves a touchpoint out.
func (p *Plan) withheld(id string) bool {
	return slices.ContainsFunc(p.Withheld, func(t Withheld) bool { return t.ID == id })
}

// driversOf returns the IDs of the drivers behind the objectives that a
// proposition stands for, in the order of the brief.
func (b *Brief) driversOf(q *engagement.Proposition) []string {
	behind := map[string]bool{}
	for _, objective := range q.Objectives {
		for _, id := range b.Cascade(objective) {
			for _, driver := range b.Objective(id).Drivers {
				behind[driver] = true
			}
		}
	}
	var ids []string
	for _, d := range b.Drivers {
		if behind[d.ID] {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

// Explanation is the organisation's need in a language: the statements of some
// drivers, a paragraph each, in Markdown.
func (b *Brief) Explanation(drivers []string, l engagement.Language) string {
	var statements []string
	for _, id := range drivers {
		if d := b.Driver(id); d != nil {
			statements = append(statements, d.Statement.In(l))
		}
	}
	return strings.Join(statements, "\n\n")
}

// management returns the office that speaks for management at a touchpoint:
// its owner where that is line management, else the first that is; empty
// where there is none.
func (b *Brief) management(t *Touchpoint) string {
	if o := b.Office(t.Owner); o != nil && o.Kind == LineManagement {
		return o.ID
	}
	for _, o := range b.Offices {
		if o.Kind == LineManagement {
			return o.ID
		}
	}
	return ""
}

// Offer returns the interventions that a proposition leads to, in the order
// in which they are presented: as the brief has them, with those in which
// people meet before the others where the approach asks for it. Steps keep
// their order, for one builds on the other.
func (b *Brief) Offer(q *engagement.Proposition) []*Intervention {
	var offer []*Intervention
	for _, id := range append([]string{q.Intervention}, q.Also...) {
		if v := b.Intervention(id); v != nil {
			offer = append(offer, v)
		}
	}
	if q.Approach().Consequences().TogetherFirst && !q.Support().Ordered() {
		slices.SortStableFunc(offer, func(x, y *Intervention) int {
			apart := func(v *Intervention) int {
				if v.Form.Together() {
					return 0
				}
				return 1
			}
			return cmp.Compare(apart(x), apart(y))
		})
	}
	return offer
}

// approach refuses further interventions and wordings that do not hold.
func (c *checker) approach() {
	b := c.brief
	for i, q := range b.Propositions {
		path := at("propositions", i)
		for j, id := range q.Also {
			place := path + "/also/" + strconv.Itoa(j)
			c.refer("interventions", id, place)
			if id == q.Intervention || slices.Contains(q.Also[:j], id) {
				c.fault("OSM-APPROACH-001", place, rule.Detail{Found: id, Args: []any{q.ID}})
			}
		}
		for j, w := range q.Wording {
			place := path + "/wording/" + strconv.Itoa(j)
			c.refer("segments", w.Segment, place+"/segment")
			if slices.ContainsFunc(q.Wording[:j], func(v engagement.Wording) bool { return v.Segment == w.Segment }) {
				c.fault("OSM-APPROACH-002", place+"/segment", rule.Detail{Found: w.Segment, Args: []any{q.ID}})
			}
			c.text(place+"/gain", w.Gain)
			c.snippet(place+"/gain", b.fill(gapped{&w.Gain, q.ID, false}))
		}
	}
}
