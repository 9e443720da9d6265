package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/campaign"
)

// mailer sends what is due, one message at a time.
type mailer struct {
	program   *program
	outbox    *outbox
	transport *transport
	journal   *journal // nil without
	sender    *sender
	events    events
	clock     *clock
	chance    *rand.Rand
	progress  *progress

	retry  time.Duration // after a first failure
	tries  int           // of an item, at most
	settle time.Duration // until what was accepted is in the journal, at most
	late   time.Duration // how late an item may be
	rate   int           // messages a minute at most; 0 for no limit
	stay   bool          // also when all is done

	schedule *campaign.Schedule         // as of a moment, with the past
	past     map[string][]campaign.Fact // what people did, up to the fact known, and got
	facts    int64
	asOf     time.Time
	behind   bool      // something went out late since, which moves what follows
	failures int       // of the connection, in a row
	previous time.Time // when the last message began, by the machine's clock
}

// check is how often to look for new facts while nothing is due.
const check = 5 * time.Second

// run sends until everything is sent or given up, or until the context ends:
// the message under way is finished first.
func (m *mailer) run(ctx context.Context) error {
	defer m.transport.quit()
	for ctx.Err() == nil {
		wait, done, err := m.step(ctx)
		if err != nil && ctx.Err() == nil {
			return err
		}
		if err := m.progress.show(context.WithoutCancel(ctx), m.outbox, m.clock.now()); err != nil {
			return err
		}
		if done && !m.stay {
			return nil
		}
		if done {
			wait = check
		}
		if wait > 0 {
			if wait >= time.Second {
				m.transport.quit() // nobody likes a line that is held and not used
			}
			m.clock.wait(ctx, wait)
		}
	}
	return nil
}

// step does one thing, and tells how long to wait until the next, or that
// nothing is left.
func (m *mailer) step(ctx context.Context) (wait time.Duration, done bool, err error) {
	if err := m.know(ctx); err != nil {
		return 0, false, err
	}
	now := m.clock.now()
	unsure, err := m.outbox.first(ctx, sending)
	if err != nil {
		return 0, false, err
	}
	if unsure != nil && !unsure.next.After(now) {
		return 0, false, m.resolve(ctx, unsure)
	}
	next, err := m.outbox.first(ctx, queued)
	switch {
	case err != nil:
		return 0, false, err
	case next != nil && !next.next.After(now):
		wait, err = m.send(ctx, next)
		return wait, false, err
	case next == nil && unsure == nil:
		return 0, true, nil
	}
	at := time.Time{}
	for _, r := range []*row{next, unsure} {
		if r != nil && (at.IsZero() || r.next.Before(at)) {
			at = r.next
		}
	}
	wait = at.Sub(now)
	if m.clock.leaps == 0 {
		wait = min(wait, check)
	}
	return max(wait, time.Millisecond), false, nil
}

// know learns what people did, and schedules anew where that is more than before.
func (m *mailer) know(ctx context.Context) error {
	faults, err := m.events.follow(ctx, m.outbox)
	if faults != nil {
		m.progress.say(faults.Error())
	}
	if err != nil {
		return err
	}
	facts, err := m.outbox.facts(ctx)
	if err != nil || m.schedule != nil && facts == m.facts {
		return err
	}
	if m.past, err = m.outbox.past(ctx, facts); err != nil {
		return err
	}
	m.facts = facts
	m.look()
	items, err := m.items()
	if err != nil {
		return err
	}
	return m.outbox.fill(ctx, m.clock.now(), items)
}

// look schedules anew, as of now.
func (m *mailer) look() {
	m.asOf, m.behind = m.clock.now(), false
	m.schedule = m.program.schedule.At(m.asOf, func(person string) []campaign.Fact { return m.past[person] }).CatchingUp(m.late, m.program.mailing()...)
}

// items are those of the schedule that go by e-mail.
func (m *mailer) items() ([]row, error) {
	domain := domainOf(m.sender.from.Address)
	var rows []row
	var nowhere *campaign.ZoneError
	for item, err := range m.schedule.All() {
		if errors.As(err, &nowhere) { // the others get theirs
			m.progress.say(err.Error())
			continue
		}
		if err != nil {
			return nil, err
		}
		if m.program.mails(item.Channel) && !item.Sent {
			rows = append(rows, row{id: messageID(m.outbox.campaign, item.Person, item.Touchpoint, domain), person: item.Person, touchpoint: item.Touchpoint, channel: item.Channel, due: item.At})
		}
	}
	return rows, nil
}

// Why an item is not sent that the schedule withholds, and the most usual.
const (
	withheld = "not scheduled any more: "
	tooLate  = withheld + "late"
)

// find returns the item of a row as the schedule has it now; or why it is not
// to be sent. What is late is planned anew, since quiet hours, days off and caps
// hold for the moment at which it goes out.
func (m *mailer) find(r *row) (item campaign.Item, why string, err error) {
	if m.behind {
		m.look()
	}
	item, why, err = m.planned(r)
	if now := m.clock.now(); err == nil && why == "" && now.Sub(item.At) >= time.Minute && now.Sub(m.asOf) >= time.Minute {
		m.look()
		return m.planned(r)
	}
	return item, why, err
}

// planned is the item of a row in the schedule.
func (m *mailer) planned(r *row) (item campaign.Item, why string, err error) {
	is := func(i campaign.Item) bool { return i.Touchpoint == r.touchpoint && i.Channel == r.channel }
	var nowhere *campaign.ZoneError
	for item, err := range m.schedule.For(r.person) {
		if errors.Is(err, campaign.ErrUnknownPerson) || errors.As(err, &nowhere) {
			return item, err.Error(), nil
		}
		if err != nil || is(item) {
			return item, "", err
		}
	}
	for item, err := range m.schedule.Withheld(r.person) {
		if err != nil {
			return item, "", err
		}
		if is(item) {
			return item, withheld + item.Not, nil
		}
	}
	return item, "not scheduled any more", nil
}

// send delivers an item, if it is still to be sent.
func (m *mailer) send(ctx context.Context, r *row) (wait time.Duration, err error) {
	now := m.clock.now()
	item, why, err := m.find(r)
	switch {
	case err != nil:
		return 0, err
	case why != "":
		return 0, m.outbox.end(ctx, r.id, now, dropped, why)
	case item.At.After(now): // what people did moved it
		return 0, m.outbox.again(ctx, r.id, now, item.At, r.attempts, r.reason)
	}
	mail, err := m.sender.compose(m.schedule, item, r.id, now)
	if err != nil {
		return 0, m.outbox.end(ctx, r.id, now, dead, err.Error())
	}
	if m.rate > 0 {
		pause(ctx, time.Until(m.previous.Add(time.Minute/time.Duration(m.rate))))
		if ctx.Err() != nil {
			return 0, nil
		}
	}
	if err := m.transport.connect(ctx); err != nil {
		return m.failed(ctx, err)
	}
	m.previous = time.Now()
	whole := context.WithoutCancel(ctx) // who is asked to stop finishes the message under way
	err = m.transport.deliver(m.program.workforce.Person(r.person).Email, mail, func() (bool, error) {
		if err := m.know(whole); err != nil { // up to the last moment
			return false, err
		}
		if item, why, err := m.find(r); err != nil || why != "" || item.At.After(m.clock.now()) {
			return false, err
		}
		now := m.clock.now()
		look := now
		if m.journal != nil {
			look = now.Add(m.settle)
		}
		return m.outbox.commit(whole, r.id, now, look, m.facts)
	})
	return m.record(whole, r, err)
}

// record writes what became of a delivery.
func (m *mailer) record(ctx context.Context, r *row, err error) (wait time.Duration, _ error) {
	now := m.clock.now()
	var refused *refusal
	var unsure *doubt
	var stop *hopeless
	switch {
	case err == nil:
		m.failures = 0
		m.progress.sent()
		m.past[r.person] = append(m.past[r.person], campaign.Fact{What: campaign.SentOut, Touchpoint: r.touchpoint, At: now})
		m.behind = m.behind || now.Sub(r.due) >= time.Minute
		return 0, m.outbox.end(ctx, r.id, now, sent, "")
	case errors.Is(err, errWithdrawn):
		return 0, leaving(err, errWithdrawn) // the next step finds out why
	case errors.As(err, &stop):
		return 0, err
	case errors.As(err, &refused):
		m.failures = 0
		if !refused.temporary || r.attempts+1 >= m.tries {
			return 0, m.outbox.end(ctx, r.id, now, dead, refused.Error())
		}
	case errors.As(err, &unsure):
		m.progress.say(r.person + ", " + r.touchpoint + ": " + err.Error())
		return m.failed(ctx, nil) // it stays in doubt until it is looked up
	case r.attempts+1 >= m.tries:
		return 0, m.outbox.end(ctx, r.id, now, dead, err.Error())
	}
	next := now.Add(backoff(m.retry, r.attempts+1, m.chance))
	if wrong := m.outbox.again(ctx, r.id, now, next, r.attempts+1, err.Error()); wrong != nil {
		return 0, wrong
	}
	if refused == nil {
		return m.failed(ctx, err)
	}
	return 0, nil
}

// leaving is what else an error tells.
func leaving(err, known error) error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return errors.Join(slices.DeleteFunc(slices.Clone(joined.Unwrap()), func(e error) bool { return e == known })...)
	}
	return nil
}

// failed waits after trouble with the connection, which is no message's fault.
func (m *mailer) failed(ctx context.Context, err error) (time.Duration, error) {
	var stop *hopeless
	if errors.As(err, &stop) {
		return 0, err
	}
	m.failures++
	wait := backoff(m.retry, m.failures, m.chance)
	if err != nil && ctx.Err() == nil {
		m.progress.say(fmt.Sprintf("%v; trying again in %s", err, wait.Round(time.Second)))
	}
	return wait, nil
}

// resolve finds out what became of an item in doubt: the journal has it, or the
// server never accepted it. Nothing is sent again on the word of a journal that
// cannot be read. Without a journal it is sent again: better twice than never,
// and whoever gets it twice can tell by the Message-ID.
func (m *mailer) resolve(ctx context.Context, r *row) error {
	now := m.clock.now()
	m.schedule = nil // which took it for sent
	if m.journal == nil {
		return m.outbox.again(ctx, r.id, now, now, r.attempts, "sent again: nobody knows whether it was accepted")
	}
	accepted, err := m.journal.has(r.id)
	switch {
	case err != nil:
		m.progress.say(err.Error())
		return m.outbox.look(ctx, r.id, now.Add(backoff(m.retry, 1, m.chance)))
	case accepted:
		return m.outbox.end(ctx, r.id, now, sent, "found in the journal")
	}
	return m.outbox.again(ctx, r.id, now, now, r.attempts, "sent again: not in the journal")
}
