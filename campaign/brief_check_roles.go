package campaign

import (
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// roles refuses community managers of nobody and texts without a language.
// What a role does may be left out: that is advice, OSM-ROLE-002.
func (c *checker) roles() {
	for i, r := range c.brief.Roles {
		path := at("roles", i)
		switch {
		case r.Segment != "":
			c.refer("segments", r.Segment, path+"/segment")
		case r.Kind == audience.CommunityManager:
			c.fault("OSM-ROLE-001", path+"/segment", rule.Detail{Found: r.ID, Source: "002"})
		}
		c.written(path+"/name", r.Name)
		c.begun(path+"/does", r.Does)
		c.begun(path+"/replaces", r.Replaces)
		c.begun(path+"/did", r.Did)
	}
}

func (c *checker) missions() {
	for i, m := range c.brief.Missions {
		path := at("missions", i)
		c.refer("propositions", m.Proposition, path+"/proposition")
		if m.Segment != "" {
			c.refer("segments", m.Segment, path+"/segment")
		}
		c.condition(m.Takers, path+"/takers")
		c.written(path+"/name", m.Name)
		c.begun(path+"/asks", m.Asks)
		c.begun(path+"/replaces", m.Replaces)
		c.begun(path+"/did", m.Did)
	}
}

// written refuses a text that lacks one of the brief's languages.
func (c *checker) written(path string, t engagement.Text) {
	for _, l := range t.Missing(c.brief.Languages) {
		c.fault("OSM-BRIEF-003", path+"/"+string(l), rule.Detail{Expected: string(l)})
	}
}

// begun is as written, for a text that may be left out as a whole.
func (c *checker) begun(path string, t engagement.Text) {
	if strings.TrimSpace(t.It+t.Nl+t.En) != "" {
		c.written(path, t)
	}
}
