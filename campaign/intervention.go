package campaign

import "github.com/osmosi-learning/osmosi/engagement"

// Intervention is one thing there is to learn from or with. Source: seed 004.
type Intervention struct {
	// ID names the intervention within the brief.
	ID string `json:"id"`
	// Form of learning.
	Form Form `json:"form"`
	// Title of the intervention.
	Title engagement.Text `json:"title"`
	// Minutes it takes a person.
	Minutes int `json:"minutes"`
	// URL where it starts: https, or a path on the same site.
	URL string `json:"url"`
	// Owner is the ID of the office that answers for it, where that is known.
	Owner string `json:"owner,omitempty"`
	// Contributors are the IDs of other offices that make it too.
	Contributors []string `json:"contributors,omitempty"`
}

// Form of learning.
type Form string

// The forms.
const (
	Micro     Form = "micro"
	Macro     Form = "macro"
	Classroom Form = "classroom"
	Webinar   Form = "webinar"
	Coaching  Form = "coaching"
	Community Form = "community"
	// Feedback360 is feedback from all sides (self, manager, peers, reports),
	// asked for in the same system as other learning. Source: seed 000.
	Feedback360 Form = "feedback360"
)

// Together reports whether people meet each other in it.
func (f Form) Together() bool {
	return f == Classroom || f == Webinar || f == Coaching || f == Community
}

// Forms lists all forms of learning.
func Forms() []Form {
	return []Form{Micro, Macro, Classroom, Webinar, Coaching, Community, Feedback360}
}
