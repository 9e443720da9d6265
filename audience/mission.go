package audience

import "github.com/osmosi-learning/osmosi/engagement"

// Mission is an accessory profession that anyone can take on beside the job,
// such as antenna on the market, who looks around and writes insight cards.
// Source: seed 002.
type Mission struct {
	// ID names the mission within the brief.
	ID string `json:"id"`
	// Name of the mission for people.
	Name engagement.Text `json:"name"`
	// Asks says what one does in a week that nobody did before.
	Asks engagement.Text `json:"asks,omitzero"`
	// Minutes of working time that it takes in a week.
	Minutes int `json:"minutes,omitempty"`
	// Proposition is the ID of the proposition that says what one gains by taking the mission; touchpoints that put it forward call for the mission.
	Proposition string `json:"proposition"`
	// Segment is the ID of the segment that the mission looks at; everyone when empty.
	Segment string `json:"segment,omitempty"`
	// Need that the mission looks at.
	Need engagement.Need `json:"need,omitempty"`
	// Cards that each person is expected to write.
	Cards int `json:"cards,omitempty"`
	// Wanted is how many people the mission looks for.
	Wanted int `json:"wanted,omitempty"`
	// Takers may take the mission: a Mongo-style condition on traits; anyone when absent.
	Takers Condition `json:"takers,omitzero"`
	// Replaces is the title of what it takes the place of, where there was something.
	Replaces engagement.Text `json:"replaces,omitzero"`
	// Did says what that was, as its description had it.
	Did engagement.Text `json:"did,omitzero"`
}
