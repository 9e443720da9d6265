package privacy

import (
	"strconv"
	"time"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Kind is a kind of data that a host keeps of people.
type Kind string

// The kinds of data.
const (
	Events    Kind = "events"    // what people did with touchpoints
	Answers   Kind = "answers"   // to surveys, where the name was kept
	Messages  Kind = "messages"  // the outbox
	Responses Kind = "responses" // what people taught the learning relationship
	Cards     Kind = "cards"     // insight cards, with their photographs and leaflets
	Coaching  Kind = "coaching"  // traces of coaching: that a session took place
)

// Kinds lists all kinds of data.
func Kinds() []Kind { return []Kind{Events, Answers, Messages, Responses, Cards, Coaching} }

// Retention is for how many days each kind of data is kept, counted from the
// moment of each record; a kind that is missing has no period, and nothing of
// it is dropped. Source: GDPR, articles 5(1)(e) and 30(1)(f).
type Retention map[Kind]int

// longestPeriod is the longest period accepted, in days: ten years.
const longestPeriod = 3653

const badPeriod = "OSM-PRIVACY-021" // found: the days; expected: at most

// Check returns what is wrong with the periods, and advice where one of the
// kinds that are kept has none.
func (r Retention) Check(kept ...Kind) engagement.Findings {
	var found engagement.Findings
	for _, k := range Kinds() {
		if days, ok := r[k]; ok && (days < 1 || days > longestPeriod) {
			found = append(found, rule.Error(badPeriod, "/"+string(k), rule.Detail{Found: strconv.Itoa(days), Expected: strconv.Itoa(longestPeriod), Source: "GDPR 5(1)(e)"}))
		}
	}
	for _, k := range kept {
		if _, ok := r[k]; !ok {
			found = append(found, rule.Advice("OSM-PRIVACY-020", "/"+string(k), rule.Detail{Found: string(k), Source: "GDPR 5(1)(e)"}))
		}
	}
	return found
}

// Keep returns the records that are not past their period at a moment: what
// happened so many days before or less, of 24 hours each.
func (r Retention) Keep(records Records, now time.Time) Records {
	return records.where(func(at time.Time, kind Kind, _ ...string) bool {
		days, ok := r[kind]
		return !ok || !at.Before(now.Add(-time.Duration(days)*24*time.Hour))
	})
}
