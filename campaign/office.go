package campaign

import "github.com/osmosi-learning/osmosi/engagement"

// Office that owns or contributes to elements of the campaign. Sources: seeds
// 000 and 003.
type Office struct {
	// ID names the office within the brief.
	ID string `json:"id"`
	// Kind of office.
	Kind OfficeKind `json:"kind"`
	// Name of the office for people.
	Name engagement.Text `json:"name"`
}

// OfficeKind tells offices apart.
type OfficeKind string

// The kinds of office.
const (
	LearningOffice       OfficeKind = "learning"
	HROffice             OfficeKind = "hr"
	MarketingOffice      OfficeKind = "marketing"
	CommunicationsOffice OfficeKind = "communications"
	LineManagement       OfficeKind = "lineManagement"
	CoachingOffice       OfficeKind = "coaching"
	ITOffice             OfficeKind = "it" // information technology, the security of information included
	OtherOffice          OfficeKind = "other"
)

// OfficeKinds lists all kinds of office.
func OfficeKinds() []OfficeKind {
	return []OfficeKind{LearningOffice, HROffice, MarketingOffice, CommunicationsOffice, LineManagement, CoachingOffice, ITOffice, OtherOffice}
}
