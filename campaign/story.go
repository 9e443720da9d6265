package campaign

import "github.com/osmosi-learning/osmosi/engagement"

// SuccessStory is what is agreed with who tells it. It holds no name: a person
// who learnt something is described, and gives consent to the office that owns
// the touchpoint. Without consent it is neither scheduled nor bundled. Sources:
// seeds 003 and 004.
type SuccessStory struct {
	// Teller is who tells it, by role and not by name: "a fitter in Galway".
	Teller engagement.Text `json:"teller"`
	// Consent of the teller.
	Consent Consent `json:"consent"`
	// Use that is made of it: within the organisation, or outside as well.
	Use Consent `json:"use"`
	// PassOn is who may pass it on.
	PassOn []Sharer `json:"passOn,omitempty"`
}

// Consent is how far a story may go.
type Consent string

// The consents.
const (
	// NoConsent: it stays where it is.
	NoConsent Consent = "none"
	// InternalConsent: within the organisation.
	InternalConsent Consent = "internal"
	// ExternalConsent: also outside, as employer branding.
	ExternalConsent Consent = "external"
)

// Consents lists all consents, from the narrowest.
func Consents() []Consent { return []Consent{NoConsent, InternalConsent, ExternalConsent} }

// Sharer is who may pass a story on.
type Sharer string

// The sharers.
const (
	// TeamSharer: the teller's team-mates.
	TeamSharer Sharer = "team"
	// ManagerSharer: line managers, in meetings and e-mails.
	ManagerSharer Sharer = "managers"
	// EveryoneSharer: anyone in the organisation.
	EveryoneSharer Sharer = "everyone"
)

// Sharers lists all sharers.
func Sharers() []Sharer { return []Sharer{TeamSharer, ManagerSharer, EveryoneSharer} }

// allowed reports whether the consent covers the use.
func (s *SuccessStory) allowed() bool {
	switch s.Consent {
	case InternalConsent:
		return s.Use == InternalConsent
	case ExternalConsent:
		return s.Use == InternalConsent || s.Use == ExternalConsent
	}
	return false
}

// Withheld reports whether the touchpoint tells a story without the teller's
// consent to it: no schedule, program or bundle holds it.
func (t *Touchpoint) Withheld() bool { return t.Story != nil && !t.Story.allowed() }
