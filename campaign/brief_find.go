package campaign

import (
	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// find returns a pointer into the list, nil where nothing has the ID.
func find[T any](list []T, id string, of func(*T) string) *T {
	for i := range list {
		if of(&list[i]) == id {
			return &list[i]
		}
	}
	return nil
}

// Driver returns the driver with that ID, nil when there is none.
func (b *Brief) Driver(id string) *engagement.Driver {
	return find(b.Drivers, id, func(d *engagement.Driver) string { return d.ID })
}

// Objective returns the objective with that ID, nil when there is none.
func (b *Brief) Objective(id string) *engagement.Objective {
	return find(b.Objectives, id, func(o *engagement.Objective) string { return o.ID })
}

// Office returns the office with that ID, nil when there is none.
func (b *Brief) Office(id string) *Office {
	return find(b.Offices, id, func(o *Office) string { return o.ID })
}

// Intervention returns the intervention with that ID, nil when there is none.
func (b *Brief) Intervention(id string) *Intervention {
	return find(b.Interventions, id, func(i *Intervention) string { return i.ID })
}

// Segment returns the segment with that ID, nil when there is none.
func (b *Brief) Segment(id string) *audience.Segment {
	return find(b.Segments, id, func(s *audience.Segment) string { return s.ID })
}

// Channel returns the channel with that ID, nil when there is none.
func (b *Brief) Channel(id string) *audience.Channel {
	return find(b.Channels, id, func(c *audience.Channel) string { return c.ID })
}

// Proposition returns the proposition with that ID, nil when there is none.
func (b *Brief) Proposition(id string) *engagement.Proposition {
	return find(b.Propositions, id, func(p *engagement.Proposition) string { return p.ID })
}

// Touchpoint returns the touchpoint with that ID, nil when there is none.
func (b *Brief) Touchpoint(id string) *Touchpoint {
	return find(b.Touchpoints, id, func(t *Touchpoint) string { return t.ID })
}

// Role returns the role with that ID, nil when there is none.
func (b *Brief) Role(id string) *audience.Role {
	return find(b.Roles, id, func(r *audience.Role) string { return r.ID })
}

// Mission returns the mission with that ID, nil when there is none.
func (b *Brief) Mission(id string) *audience.Mission {
	return find(b.Missions, id, func(m *audience.Mission) string { return m.ID })
}

// Cascade returns the IDs from an objective up to the organisation's.
func (b *Brief) Cascade(objective string) []string {
	var ids []string
	for o := b.Objective(objective); o != nil && len(ids) <= len(b.Objectives); o = b.Objective(o.Parent) {
		ids = append(ids, o.ID)
	}
	return ids
}

// OnIntranet reports whether a touchpoint goes through the intranet, where the
// widget shows it.
func (b *Brief) OnIntranet(t *Touchpoint) bool {
	c := b.Channel(t.Channel)
	return c != nil && c.Kind == audience.Intranet
}
