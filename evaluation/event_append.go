package evaluation

import (
	"time"

	"github.com/osmosi-learning/osmosi/internal/light"
)

// AppendEvent appends an event as one line of JSON, without the line feed:
// what [ReadEvents] reads. The time is written in UTC. An event that was read
// is written as encoding/json would, and reading it back gives the same event.
func AppendEvent(dst []byte, e Event) []byte {
	text := func(name, value string) {
		dst = append(dst, ',')
		dst = append(light.AppendString(dst, name), ':')
		dst = light.AppendString(dst, value)
	}
	dst = append(dst, `{"id":`...)
	dst = light.AppendString(dst, e.ID)
	text("at", e.At.UTC().Format(time.RFC3339Nano))
	text("campaign", e.Campaign)
	text("touchpoint", e.Touchpoint)
	text("proposition", e.Proposition)
	if e.Person != "" {
		text("person", e.Person)
	}
	text("verb", string(e.Verb))
	if e.Language != "" {
		text("language", string(e.Language))
	}
	return append(dst, '}')
}
