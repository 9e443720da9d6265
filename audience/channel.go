package audience

import "github.com/osmosi-learning/osmosi/engagement"

// Channel is where people are reached, digitally or in a place. Source: seed 004.
type Channel struct {
	// ID names the channel within the brief.
	ID string `json:"id"`
	// Name of the channel for people.
	Name engagement.Text `json:"name"`
	// Kind of channel.
	Kind ChannelKind `json:"kind"`
	// Nature tells whether it reaches out (push) or waits to be found (pull).
	Nature Nature `json:"nature"`
	// Offline is true where people need no screen.
	Offline bool `json:"offline,omitempty"`
	// Reach is the share of each segment that the channel reaches.
	Reach []Reach `json:"reach,omitempty"`
	// Cost of using the channel throughout the campaign, in euros.
	Cost float64 `json:"cost,omitempty"`
	// Capacity is how many people it can reach at most; no limit when 0.
	Capacity int `json:"capacity,omitempty"`
}

// Reach is the share of one segment that a channel reaches.
type Reach struct {
	// Segment is the ID of the segment.
	Segment string `json:"segment"`
	// Share of its people, from 0 to 1.
	Share float64 `json:"share"`
}

// ChannelKind tells channels apart.
type ChannelKind string

// The kinds of channel. The widget is what shows the intranet kind.
const (
	Intranet ChannelKind = "intranet"
	Email    ChannelKind = "email"
	Chat     ChannelKind = "chat"
	LMS      ChannelKind = "lms"
	Meeting  ChannelKind = "meeting"
	Poster   ChannelKind = "poster"
	Event    ChannelKind = "event"
)

// ChannelKinds lists all kinds of channel.
func ChannelKinds() []ChannelKind {
	return []ChannelKind{Intranet, Email, Chat, LMS, Meeting, Poster, Event}
}

// Nature of a channel.
type Nature string

// The natures.
const (
	Push Nature = "push"
	Pull Nature = "pull"
)

// Natures lists both natures.
func Natures() []Nature { return []Nature{Push, Pull} }
