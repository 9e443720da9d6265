package document

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Changes says in a sentence each what the operations of a patch do to the brief
// of a plan, in their order; tests, which change nothing, are summed up in the
// last one. What no sentence is known for is told by its place in the brief.
func Changes(patch []retrospective.Operation, p *campaign.Plan, l engagement.Language) []string {
	c := changes{writer: writer{engagement.MatchLanguage(p.Brief.Languages, string(l))}, brief: &p.Brief, said: &p.General().Brief, was: map[string]json.RawMessage{}}
	var all []string
	for _, o := range patch {
		if o.Op == retrospective.Test {
			c.was[o.Path] = o.Value
			continue
		}
		said := c.sentence(o)
		if said == "" {
			said = c.say("retro.change."+string(o.Op), o.Path)
		}
		all = append(all, said)
	}
	if len(c.was) > 0 {
		all = append(all, c.say("retro.change.test", len(c.was)))
	}
	return all
}

// changes says what a patch does.
type changes struct {
	writer
	brief *campaign.Brief
	said  *campaign.Brief            // as people in general read it
	was   map[string]json.RawMessage // what tests found, by place
}

// sentence says what an operation does, nothing where no sentence is known.
func (c *changes) sentence(o retrospective.Operation) string {
	parts := strings.SplitN(strings.TrimPrefix(o.Path, "/"), "/", 3)
	switch {
	case parts[0] == "touchpoints" && len(parts) == 3:
		if n, ok := index(parts[1], len(c.said.Touchpoints)); ok {
			return c.touchpoint(o, n, parts[2])
		}
	case parts[0] == "experiments" && len(parts) == 2 && o.Op == retrospective.Remove:
		if n, ok := index(parts[1], len(c.brief.Experiments)); ok {
			return c.say("retro.change.experiment", c.quoted(c.brief.Experiments[n].Name))
		}
	case strings.HasPrefix(o.Path, "/limits"):
		return c.limit(o)
	}
	return ""
}

// touchpoint says what becomes of a member of a touchpoint.
func (c *changes) touchpoint(o retrospective.Operation, n int, member string) string {
	t := &c.said.Touchpoints[n]
	title := c.quoted(t.Title)
	switch member {
	case "channel":
		if before, after := c.brief.Channel(c.old(o)), c.brief.Channel(value[string](o.Value)); before != nil && after != nil {
			return c.say("retro.change.channel", title, c.quoted(before.Name), c.quoted(after.Name))
		}
	case "proposition":
		if before, after := c.said.Proposition(c.old(o)), c.said.Proposition(value[string](o.Value)); before != nil && after != nil {
			return c.say("retro.change.proposition", title, c.quoted(before.Gain), c.quoted(after.Gain))
		}
	case "time":
		if before := c.old(o); before != "" {
			return c.say("retro.change.time", title, before, value[string](o.Value))
		}
	case "day":
		return c.say("retro.change.day", title, value[int](c.was[o.Path])+1, value[int](o.Value)+1)
	case "title":
		return c.say("retro.change.title", title, c.quoted(value[engagement.Text](o.Value)))
	case "body":
		return c.say("retro.change.body", title)
	case "segment":
		if s := c.brief.Segment(value[string](o.Value)); s != nil {
			return c.say("retro.change.segment", title, c.quoted(s.Name))
		}
	case "kind":
		return c.say("retro.change.kind", title, c.say("kind."+value[string](o.Value)))
	case "pulse/questions":
		return c.say("retro.change.questions", title, value[int](c.was[o.Path]), value[int](o.Value))
	case "drip", "drip/steps/-":
		step := value[campaign.Step](o.Value)
		if member == "drip" {
			if steps := value[campaign.Sequence](o.Value).Steps; len(steps) == 1 {
				step = steps[0]
			}
		}
		if step.After == campaign.Started && step.WorkingDays > 0 {
			return c.say("retro.change.step", title, c.quoted(step.Title), step.WorkingDays)
		}
	}
	return ""
}

// limit says how many messages a week come through a channel from now on.
func (c *changes) limit(o retrospective.Operation) string {
	var caps []campaign.Cap
	switch o.Path {
	case "/limits":
		caps = value[campaign.Limits](o.Value).Caps
	case "/limits/caps":
		caps = value[[]campaign.Cap](o.Value)
	case "/limits/caps/-":
		caps = []campaign.Cap{value[campaign.Cap](o.Value)}
	default:
		if place, is := strings.CutSuffix(o.Path, "/perWeek"); is {
			most := value[int](o.Value)
			caps = []campaign.Cap{{Channels: value[[]string](c.was[place+"/channels"]), PerWeek: &most}}
		}
	}
	if len(caps) != 1 || len(caps[0].Channels) != 1 || caps[0].PerWeek == nil {
		return ""
	}
	ch := c.brief.Channel(caps[0].Channels[0])
	if ch == nil {
		return ""
	}
	return c.say("retro.change.cap", c.quoted(ch.Name), *caps[0].PerWeek)
}

// old is the text that a test found where an operation acts.
func (c *changes) old(o retrospective.Operation) string { return value[string](c.was[o.Path]) }

// quoted is a name in the quotation marks of the language, without markup.
func (c *changes) quoted(t engagement.Text) string {
	return c.say("plan.experiment.titled", strings.TrimRight(markup.Plain(t.In(c.language)), ".!"))
}

// value reads what a patch writes; the zero value where it is of another kind.
func value[T any](data json.RawMessage) T {
	var v T
	if json.Unmarshal(data, &v) != nil {
		var none T
		return none
	}
	return v
}

// index reads a place in a list of so many.
func index(part string, of int) (int, bool) {
	n, err := strconv.Atoi(part)
	return n, err == nil && 0 <= n && n < of
}
