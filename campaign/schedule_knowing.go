package campaign

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// knowledge is what a schedule knows of what people did.
type knowledge struct {
	workforce *audience.Workforce
	people    []known   // by number in the workforce
	now       time.Time // zero where nothing has a time
}

// known is what is known of one person.
type known struct {
	invited []string        // the touchpoints they are invited to
	facts   []decision.Fact // what happened; first, by proposition, that of which the time is not known
	later   []decision.Fact // what was sent after now, by a clock that went back since
	sent    []sending       // what came, each touchpoint once
}

// sending is when a touchpoint came first.
type sending struct {
	touchpoint string
	at         time.Time
}

// of is what is known of a person; nothing where k is nil.
func (k *knowledge) of(person string) *known {
	if k != nil {
		if i, has := k.workforce.Number(person); has {
			return &k.people[i]
		}
	}
	return &known{}
}

// invites reports whether anybody is invited for what they did.
func (k *knowledge) invites() bool {
	return k != nil && slices.ContainsFunc(k.people, func(one known) bool { return len(one.invited) > 0 })
}

// came is when a person got a touchpoint; false where they are not known to have.
func (k *knowledge) came(person, touchpoint string) (time.Time, bool) {
	return k.of(person).came(touchpoint)
}

func (k *known) came(touchpoint string) (time.Time, bool) {
	for _, s := range k.sent {
		if s.touchpoint == touchpoint {
			return s.at, true
		}
	}
	return time.Time{}, false
}

// activityOf is what an outcome counts among those who are most active; false
// for what is none.
func activityOf(o Outcome) (points int, touched bool) {
	switch o {
	case Completed:
		return 2, true
	case Started:
		return 1, true
	case Dismissed:
		return 0, true
	}
	return 0, false
}

// invite invites those most active, given how active everyone is.
func (s *Schedule) invite(k *knowledge, activity []int) {
	for id, candidates := range s.candidates(func(t *Touchpoint) bool { return t.CoCreation != nil }) {
		slices.SortStableFunc(candidates, func(a, b int) int { return cmp.Compare(activity[b], activity[a]) })
		least := activity[candidates[s.plan.Brief.Touchpoint(id).CoCreation.invited(len(candidates))-1]]
		for _, i := range candidates {
			if activity[i] > 0 && activity[i] >= least {
				k.people[i].invited = append(k.people[i].invited, id)
			}
		}
	}
}

// candidates are the numbers of the people who may be invited to the touchpoints
// that are such, by touchpoint.
func (s *Schedule) candidates(such func(*Touchpoint) bool) map[string][]int {
	all := map[string][]int{}
	ids := s.plan.invitations(s.program, such)
	if len(ids) == 0 {
		return all
	}
	for i := range s.workforce.Len() {
		person := s.person(s.workforce.At(i))
		person.Invited = ids
		for _, due := range s.program.Schedule(person) {
			if t := &s.program.Touchpoints[due.Touchpoint]; slices.Contains(ids, t.ID) {
				all[t.ID] = append(all[t.ID], i)
			}
		}
	}
	return all
}

// invited is how many of a number of people the share is; one at least.
func (c *CoCreationTerms) invited(of int) int {
	return min(of, max(1, int(math.Ceil(c.Share*float64(of)-1e-9))))
}
