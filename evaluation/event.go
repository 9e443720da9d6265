package evaluation

import (
	"time"

	"github.com/osmosi-learning/osmosi/engagement"
)

// Event is one thing that a person did with a touchpoint. The widget makes
// events without the person, and the host that receives them adds who it was;
// a learning platform reports what was started and completed. An event holds
// no trait of the person. Source: seed 003.
type Event struct {
	// ID makes the event unique, such as a UUID. An event that arrives twice counts once.
	ID string `json:"id"`
	// At is when it happened, as a date and time of RFC 3339; events that were read are in UTC.
	At time.Time `json:"at"`
	// Campaign is the ID of the campaign.
	Campaign string `json:"campaign"`
	// Touchpoint is the ID of the touchpoint.
	Touchpoint string `json:"touchpoint"`
	// Proposition is the ID of the proposition that the touchpoint put forward.
	Proposition string `json:"proposition"`
	// Person is the host's own identifier of the person; the host adds it, the widget leaves it out.
	Person string `json:"person,omitempty"`
	// Verb is what the person did.
	Verb Verb `json:"verb"`
	// Language in which the person saw the touchpoint; empty where the reporter does not know.
	Language engagement.Language `json:"language,omitempty"`
}

// MaxID is how long an identifier in an event may be, in characters.
const MaxID = 128

// Verb is what a person did with a touchpoint.
type Verb string

// The verbs, from seeing to passing on. Sources: seeds 003 and 004.
const (
	// Shown: the touchpoint was put before the person. Whether they looked is
	// not known, so this is reach and nothing more.
	Shown Verb = "shown"
	// Dismissed: the person put it away.
	Dismissed Verb = "dismissed"
	// Started: the person began what the touchpoint leads to.
	Started Verb = "started"
	// Completed: the person finished what the touchpoint leads to.
	Completed Verb = "completed"
	// Shared: the person passed it on to a colleague.
	Shared Verb = "shared"
)

// Verbs lists all verbs.
func Verbs() []Verb { return []Verb{Shown, Dismissed, Started, Completed, Shared} }
