package measure

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// Week is how many different people did something within one week. Weeks do
// not add up: who came in two weeks counts in both.
type Week struct {
	// First day of the week, a Monday, in UTC.
	First engagement.Date `json:"first"`
	// Reached are those to whom something was shown, or who did anything.
	Reached evaluation.Cell `json:"reached"`
	// Activated are those who started or completed.
	Activated evaluation.Cell `json:"activated"`
	// Completed are those who completed.
	Completed evaluation.Cell `json:"completed"`
}
