package coaching

import (
	"encoding/json"

	"github.com/osmosi-learning/osmosi/engagement"
)

// Version is the kind and version of a trace.
const Version = "coaching/v1"

// Trace is that one coaching session took place. It has no member for what was
// said, how it went or what came of it, and tells the day and not the hour.
// Source: seed 000.
type Trace struct {
	// Osmosi names the kind and version of the document: coaching/v1.
	Osmosi string `json:"osmosi"`
	// ID makes the session unique; one that arrives twice took place once.
	ID string `json:"id"`
	// Day on which it took place.
	Day engagement.Date `json:"day"`
	// Person is the pseudonym of the person who was coached.
	Person string `json:"person"`
	// Coach is the pseudonym of the coach.
	Coach string `json:"coach"`
	// Competence is the ID of the one that it was about.
	Competence string `json:"competence"`
	// Material is the ID of what was used, such as an intervention of the brief.
	Material string `json:"material,omitempty"`
	// Minutes that it took, where that is known.
	Minutes int `json:"minutes,omitempty"`
}

// Append appends a trace as one line of JSON, without the line feed: what
// [Read] reads.
func Append(dst []byte, t Trace) []byte {
	line, err := json.Marshal(t)
	if err != nil {
		panic(err) // texts and whole numbers are always written
	}
	return append(dst, line...)
}
