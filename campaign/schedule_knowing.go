package campaign

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/internal/decision"
)

// knowledge is what a schedule knows of what people did.
type knowledge struct {
	history map[string]map[string]string    // person to proposition to outcome, where its time is not known
	invited map[string][]string             // person to the touchpoints they are invited to
	facts   map[string][]decision.Fact      // person to what happened
	sent    map[string]map[string]time.Time // person to touchpoint to when it came
	now     time.Time                       // zero where nothing has a time
}

func (k *knowledge) of(person string) (history map[string]string, invited []string) {
	if k == nil {
		return nil, nil
	}
	return k.history[person], k.invited[person]
}

// Knowing returns the same schedule for what people did so far; it asks for
// each person's history once. Of what happened nothing is known but that it
// did; [Schedule.At] knows when. A sequence ends for those who completed what it
// leads to, and its steps come to those whom they wait for: what was sent
// before is left to the host, which keeps what it sent. Those most active are
// invited to co-creation: who completed counts two for each proposition, who
// started one, and equals are invited together.
func (s *Schedule) Knowing(history func(person string) History) *Schedule {
	k := &knowledge{history: map[string]map[string]string{}, invited: map[string][]string{}}
	activity := map[string]int{}
	for person := range s.workforce.People() {
		outcomes := map[string]string{}
		for id, o := range history(person.ID) {
			switch o {
			case Completed:
				activity[person.ID] += 2
			case Started:
				activity[person.ID]++
			case Dismissed:
			default:
				continue // untouched
			}
			outcomes[id] = string(o)
		}
		if len(outcomes) > 0 {
			k.history[person.ID] = outcomes
		}
	}
	for id, candidates := range s.candidates(func(t *Touchpoint) bool { return t.CoCreation != nil }) {
		slices.SortStableFunc(candidates, func(a, b string) int { return cmp.Compare(activity[b], activity[a]) })
		n := s.plan.Brief.Touchpoint(id).CoCreation.invited(len(candidates))
		for _, person := range candidates {
			if least := activity[candidates[n-1]]; activity[person] > 0 && activity[person] >= least {
				k.invited[person] = append(k.invited[person], id)
			}
		}
	}
	knowing := *s
	knowing.known = k
	return &knowing
}

// candidates are the people who may be invited to the touchpoints that are
// such, by touchpoint.
func (s *Schedule) candidates(such func(*Touchpoint) bool) map[string][]string {
	all := map[string][]string{}
	ids := s.plan.invitations(s.program, such)
	if len(ids) == 0 {
		return all
	}
	for p := range s.workforce.People() {
		person := s.person(p)
		person.Invited = ids
		for _, due := range s.program.Schedule(person) {
			if t := &s.program.Touchpoints[due.Touchpoint]; slices.Contains(ids, t.ID) {
				all[t.ID] = append(all[t.ID], p.ID)
			}
		}
	}
	return all
}

// invited is how many of a number of people the share is; one at least.
func (c *CoCreationTerms) invited(of int) int {
	return min(of, max(1, int(math.Ceil(c.Share*float64(of)-1e-9))))
}
