package document

import (
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/internal/markup"
)

// place says in words where in the brief a JSON Pointer points, and gives the
// pointer: people know a touchpoint by its title, editors by its place.
func (w writer) place(pointer string) string {
	if pointer == "" {
		return w.say("plan.advice.whole")
	}
	parts := strings.Split(pointer, "/")
	if len(parts) > 2 {
		if i, err := strconv.Atoi(parts[2]); err == nil {
			if name := w.named(parts[1], i); name != "" {
				return w.say("plan.place.named", w.say("plan.place."+parts[1]), name) + " · " + pointer
			}
		}
	}
	return w.say("plan.advice.whole") + " · " + pointer
}

// named returns what people call the element of a list of the brief; empty
// where there is none.
func (w writer) named(list string, i int) string {
	b := w.brief
	if i < 0 {
		return ""
	}
	switch {
	case list == "drivers" && i < len(b.Drivers):
		return markup.Plain(b.Drivers[i].Statement.In(w.language))
	case list == "objectives" && i < len(b.Objectives):
		return markup.Plain(b.Objectives[i].Statement.In(w.language))
	case list == "offices" && i < len(b.Offices):
		return b.Offices[i].Name.In(w.language)
	case list == "interventions" && i < len(b.Interventions):
		return b.Interventions[i].Title.In(w.language)
	case list == "segments" && i < len(b.Segments):
		return b.Segments[i].Name.In(w.language)
	case list == "channels" && i < len(b.Channels):
		return b.Channels[i].Name.In(w.language)
	case list == "expectations" && i < len(b.Expectations):
		return b.Expectations[i].Question.Text().In(w.language)
	case list == "propositions" && i < len(b.Propositions):
		return markup.Plain(b.Propositions[i].Gain.In(w.language))
	case list == "touchpoints" && i < len(b.Touchpoints):
		return b.Touchpoints[i].Title.In(w.language)
	case list == "roles" && i < len(b.Roles):
		return b.Roles[i].Name.In(w.language)
	case list == "experiments" && i < len(b.Experiments):
		return b.Experiments[i].Name.In(w.language)
	case list == "missions" && i < len(b.Missions):
		return b.Missions[i].Name.In(w.language)
	}
	return ""
}
