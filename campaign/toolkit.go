package campaign

import "github.com/osmosi-learning/osmosi/engagement"

// ToolkitItems are what managers are given to promote the campaign with, by
// themselves: slides, answers, examples. It comes after their own briefing.
// Source: seed 001.
type ToolkitItems struct {
	// Items in it, in a few words each.
	Items []engagement.Text `json:"items"`
}
