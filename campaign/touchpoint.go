package campaign

import "github.com/osmosi-learning/osmosi/engagement"

// Touchpoint is one occasion on which a proposition is put before a segment
// through a channel, by an office. Propositions before posters: there is no
// touchpoint without a proposition. Source: seed 001.
type Touchpoint struct {
	// ID names the touchpoint within the brief.
	ID string `json:"id"`
	// Phase in which it takes place.
	Phase Phase `json:"phase"`
	// Kind of touchpoint.
	Kind Kind `json:"kind"`
	// Title, or the subject of a message. It may have placeholders: {{firstName|for you}}.
	Title engagement.Text `json:"title"`
	// Body of the message, in Markdown. It may have placeholders: {{firstName|for you}}.
	Body engagement.Text `json:"body"`
	// Proposition is the ID of the proposition it puts forward.
	Proposition string `json:"proposition"`
	// Segment is the ID of the segment it is for; the proposition's when empty.
	Segment string `json:"segment,omitempty"`
	// Channel is the ID of the channel it goes through.
	Channel string `json:"channel"`
	// Owner is the ID of the office that answers for it.
	Owner string `json:"owner"`
	// Contributors are the IDs of other offices that make it too.
	Contributors []string `json:"contributors,omitempty"`
	// Day on which it takes place or opens, counted from the first day of the phase, which is 0.
	Day int `json:"day"`
	// Days for which it stays open; until the end of the phase when 0.
	Days int `json:"days,omitempty"`
	// Time of day where the person is, such as 09:30.
	Time string `json:"time"`
	// Priority where limits leave room for some messages only; high for an obligation and else normal when empty.
	Priority Priority `json:"priority,omitempty"`
	// WhenCapped is what becomes of it where a cap leaves no room: it moves when empty.
	WhenCapped WhenCapped `json:"whenCapped,omitempty"`
	// Snippet is true where the body of content is bite-sized: 140 characters at most.
	Snippet bool `json:"snippet,omitempty"`
	// Suspense before a kick-off.
	Suspense *Suspense `json:"suspense,omitempty"`
	// Drip is the sequence of messages that a drip begins.
	Drip *Sequence `json:"drip,omitempty"`
	// Acknowledgement that a briefing asks of managers, for which their teams wait.
	Acknowledgement *Acknowledgement `json:"acknowledgement,omitempty"`
	// Story is what is agreed with the teller of a story.
	Story *SuccessStory `json:"story,omitempty"`
	// Moment that a learning moment puts in calendars again and again.
	Moment *StandardMoment `json:"moment,omitempty"`
	// Reward that is given.
	Reward *RewardTerms `json:"reward,omitempty"`
	// Contest and its rules.
	Contest *ContestTerms `json:"contest,omitempty"`
	// CoCreation is who is asked to help make new learning.
	CoCreation *CoCreationTerms `json:"coCreation,omitempty"`
	// Ambassadors are how many people are asked to speak for the campaign, and from where.
	Ambassadors *AmbassadorTerms `json:"ambassadors,omitempty"`
	// RoleModel is how managers name role models.
	RoleModel *RoleModelTerms `json:"roleModel,omitempty"`
	// Pulse is what an evaluation asks.
	Pulse *Pulse `json:"pulse,omitempty"`
	// InsightCall asks for insight cards.
	InsightCall *CardCall `json:"insightCall,omitempty"`
	// Toolkit that managers are given.
	Toolkit *ToolkitItems `json:"toolkit,omitempty"`
}

// Kind of touchpoint.
type Kind string

// The kinds of touchpoint.
const (
	Announcement    Kind = "announcement"
	Expectations    Kind = "expectations"
	ManagerBriefing Kind = "managerBriefing"
	KickOff         Kind = "kickOff"
	Content         Kind = "content"
	Drip            Kind = "drip"
	Story           Kind = "story"
	LearningMoment  Kind = "learningMoment"
	Reward          Kind = "reward"
	Evaluation      Kind = "evaluation"
	Contest         Kind = "contest"
	CoCreation      Kind = "coCreation"
	Ambassadors     Kind = "ambassadors"
	RoleModel       Kind = "roleModel"
	InsightCall     Kind = "insightCall"
	Toolkit         Kind = "toolkit"
)

// Kinds lists all kinds of touchpoint.
func Kinds() []Kind {
	return []Kind{Announcement, Expectations, ManagerBriefing, KickOff, Content, Drip, Story, LearningMoment, Reward, Evaluation, Contest, CoCreation, Ambassadors, RoleModel, InsightCall, Toolkit}
}
