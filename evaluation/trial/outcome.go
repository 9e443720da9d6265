package trial

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Outcome is what an experiment looks at in each person. It comes from events,
// or from what the host knows; the latter is better for a holdout, because those
// held out can do it too: learning of any kind, and not only what the campaign
// showed them.
type Outcome struct {
	// ID names the outcome within the result.
	ID string
	// Name of it, for people: "Completed a course", "Minutes of learning".
	Name engagement.Text
	// Kind of figure. Events give shares.
	Kind OutcomeKind
	// Verb that counts, where the outcome comes from events. Who completed also started.
	Verb evaluation.Verb
	// Touchpoints are the IDs of those in the brief whose events count, with what is made of them; all when empty.
	Touchpoints []string
	// Of is what the host knows of a person: 0 or 1 of a share, from 0 to MostOf of an amount. It is asked once for each person.
	Of func(person string) int64
}

// MostOf is the largest amount that one person may have.
const MostOf = 1_000_000

// MostOutcomes is how many outcomes an experiment may be read by.
const MostOutcomes = 16

// OutcomeKind is what kind of figure an outcome is.
type OutcomeKind string

// The kinds.
const (
	Share  OutcomeKind = "share"  // of people who did it
	Amount OutcomeKind = "amount" // of each person, such as minutes; arms have means
)

// OutcomeKinds lists all kinds.
func OutcomeKinds() []OutcomeKind { return []OutcomeKind{Share, Amount} }

// The faults of terms, and of values.
const (
	unknownExperiment = "OSM-TRIAL-001" // found: the ID
	notADate          = "OSM-TRIAL-002" // found: the value
	outcomeCount      = "OSM-TRIAL-003" // found: how many; expected: at most
	faultyID          = "OSM-TRIAL-004" // found: the ID
	faultySource      = "OSM-TRIAL-005" // found: the ID of the outcome
	unknownTouchpoint = "OSM-TRIAL-006" // found: the ID
	faultyValue       = "OSM-TRIAL-007" // found: the value; expected: at most
)

// idForm is what IDs of Osmosi's documents look like.
var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// checkOutcomes says what is wrong with the outcomes of terms.
func checkOutcomes(b *campaign.Brief, outcomes []Outcome) (found engagement.Findings) {
	if n := len(outcomes); n == 0 || n > MostOutcomes {
		return engagement.Findings{rule.Error(outcomeCount, "/outcomes", rule.Detail{Found: strconv.Itoa(n), Expected: strconv.Itoa(MostOutcomes)})}
	}
	var ids []string
	for i := range b.Touchpoints {
		ids = append(ids, b.Touchpoints[i].ID)
	}
	seen := map[string]bool{}
	for i := range outcomes {
		o, path := &outcomes[i], "/outcomes/"+strconv.Itoa(i)
		if !idForm.MatchString(o.ID) || seen[o.ID] {
			found = append(found, rule.Error(faultyID, path+"/id", rule.Detail{Found: o.ID}))
		}
		seen[o.ID] = true
		fromEvents := o.Verb != ""
		if fromEvents == (o.Of != nil) || o.Kind != Share && (o.Kind != Amount || fromEvents) {
			found = append(found, rule.Error(faultySource, path, rule.Detail{Found: o.ID}))
		}
		for k, id := range o.Touchpoints {
			if b.Touchpoint(id) == nil {
				found = append(found, rule.Error(unknownTouchpoint, path+"/touchpoints/"+strconv.Itoa(k), rule.Detail{Found: id, Near: ids}))
			}
		}
	}
	return found
}

// shows reports whether an event shows that its person did it.
func (o *Outcome) shows(e *evaluation.Event) bool {
	if o.Verb == "" || e.Verb != o.Verb && !(o.Verb == evaluation.Started && e.Verb == evaluation.Completed) {
		return false
	}
	return len(o.Touchpoints) == 0 || of(o.Touchpoints, e.Touchpoint)
}

// of reports whether a planned touchpoint is one of the brief's with these IDs,
// or made of one.
func of(ids []string, planned string) bool {
	origin, _, _ := strings.Cut(planned, ".")
	for _, id := range ids {
		if id == origin {
			return true
		}
	}
	return false
}
