package decision

import "slices"

// CatchUp is how a host makes good what it could not send in time, because it
// stood still. Such a host records all that it sends, so that what should have
// come before now and was not sent has yet to come.
type CatchUp struct {
	Channels []string // IDs of those through which the host sends
	Within   int      // minutes after which it is too late
}

// catches reports whether a touchpoint is made good.
func (c *CatchUp) catches(t *Touchpoint) bool {
	return c != nil && t.Push && slices.Contains(c.Channels, t.Channel)
}

// catchUp moves what should have come before now to now, or to when limits
// leave room for it next. A briefing is never too late, since a team waits for it.
func (p *placing) catchUp(d *Due, t *Touchpoint, out []Due) Obstacle {
	now := p.person.Now
	if !p.person.CatchUp.catches(t) || now == 0 || d.moment() >= now {
		return 0
	}
	if now-d.moment() > p.person.CatchUp.Within && !t.Briefing {
		return TooLate
	}
	d.Day, d.Minute = split(now)
	d.Late = true
	if p.place(d, p.program.last(t), out) != 0 {
		return TooLate
	}
	return 0
}
