package campaign

import (
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/internal/decision"
)

// CatchingUp returns the same schedule for a host that may have stood still,
// and that records everything it sends through these channels with [SentOut]:
// what should have come through them before the moment of [Schedule.At], and
// was not sent, comes at that moment, or as soon as quiet hours, days off and
// caps leave room for it again. What should have come longer ago than within is
// withheld as late, and so is what would come after its last day; but for a
// manager's briefing, for which a team waits. What was sent stays sent, even at a
// moment after now, since the host's clock may have been put back. Without a
// moment nothing is late.
//
// It is not for a host that does not record what it sends, to which everything
// would come again.
func (s *Schedule) CatchingUp(within time.Duration, channels ...string) *Schedule {
	late := *s
	late.catching = &decision.CatchUp{Channels: slices.Clone(channels), Within: int(within / time.Minute)}
	if s.known != nil {
		late.known = s.known.withLater()
	}
	late.brief()
	return &late
}

// withLater is what is known beside what was sent after now: the same where
// nothing was, which is so unless a clock went back.
func (k *knowledge) withLater() *knowledge {
	if !slices.ContainsFunc(k.people, func(one known) bool { return len(one.later) > 0 }) {
		return k
	}
	all := *k
	all.people = slices.Clone(k.people)
	for i := range all.people {
		if one := &all.people[i]; len(one.later) > 0 {
			one.facts, one.later = slices.Concat(one.facts, one.later), nil
		}
	}
	return &all
}
