package audience

import "github.com/osmosi-learning/osmosi/engagement"

// Role is a new profession that the campaign needs: not an office but a
// person's work. Giving an old job another name makes no new one, so a role
// says what its holder now does that nobody did before. Source: seed 002.
type Role struct {
	// ID names the role within the brief.
	ID string `json:"id"`
	// Kind of role.
	Kind RoleKind `json:"kind"`
	// Name of the role for people.
	Name engagement.Text `json:"name"`
	// Segment is the ID of the segment that a community manager talks with and speaks for.
	Segment string `json:"segment,omitempty"`
	// Does says what the holder now does that nobody did before.
	Does engagement.Text `json:"does,omitzero"`
	// Replaces is the title of the job that the holder had before, where there was one.
	Replaces engagement.Text `json:"replaces,omitzero"`
	// Did says what that job was, as its description had it.
	Did engagement.Text `json:"did,omitzero"`
}

// RoleKind tells roles apart.
type RoleKind string

// The kinds of role.
const (
	// CommunityManager talks with a segment every day, over all channels, and represents it where decisions are made.
	CommunityManager RoleKind = "communityManager"
	// ServiceDesigner hosts teams from several offices and helps them to invent.
	ServiceDesigner RoleKind = "serviceDesigner"
	// OtherRole is one of the host's own.
	OtherRole RoleKind = "other"
)

// RoleKinds lists all kinds of role.
func RoleKinds() []RoleKind { return []RoleKind{CommunityManager, ServiceDesigner, OtherRole} }
