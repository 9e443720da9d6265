package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	netmail "net/mail"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
)

var planned = sync.OnceValues(func() (*program, error) {
	dir, err := os.MkdirTemp("", "osmosi-mailer-test")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	return newProgram(dir)
})

// campaignOnce is the campaign, planned once for all tests.
func campaignOnce(t *testing.T) *program {
	p, err := planned()
	require.NoError(t, err)
	return p
}

// person whose e-mails the tests watch: among those who get the sequence.
const person, step = "ON001", "three-steps-mail"

func idOf(touchpoint string) string {
	return messageID("ontano-alert-2027", person, touchpoint, "ontano.example")
}

// ready is a mailer for a server, before it ran: its clock leaps from one item
// to the next, from the campaign's first day.
func ready(t *testing.T, box *postbox, change func(*settings)) *mailer {
	server, address, err := newServer(box)
	require.NoError(t, err)
	t.Cleanup(func() { server.Close() })
	s, err := parse([]string{"-smtp", address, "-rate", "0", "-data", t.TempDir(), "-unsubscribe", "https://mail.ontano.example"}, func(string) string { return "" })
	require.NoError(t, err)
	if change != nil {
		change(&s)
	}
	c := newClock(time.Date(2027, 9, 6, 0, 0, 0, 0, time.UTC))
	c.leaps = 1
	m, err := newMailer(t.Context(), s, campaignOnce(t), netmail.Address{Name: "Ontano", Address: "learning@ontano.example"}, c, &progress{out: io.Discard})
	require.NoError(t, err)
	t.Cleanup(func() { m.outbox.close() })
	return m
}

// result is how items of a touchpoint ended, by its ID; the person's.
func result(t *testing.T, m *mailer) map[string]row {
	all := map[string]row{}
	for _, s := range []state{queued, sending, sent, dead, dropped} {
		rows, err := m.outbox.list(t.Context(), s)
		require.NoError(t, err)
		for _, r := range rows {
			if r.person == person {
				all[r.touchpoint] = r
			}
		}
	}
	return all
}

// accepted counts a message's acceptances.
func accepted(box *postbox, id string) (n int) {
	for _, mail := range box.messages() {
		if mail.id() == id {
			n++
		}
	}
	return n
}

func TestAWholeCampaignIsDeliveredInItsOrder(t *testing.T) {
	box := &postbox{}
	m := ready(t, box, nil)
	require.NoError(t, m.run(t.Context()))
	all, err := m.outbox.tally(t.Context(), m.clock.now())
	require.NoError(t, err)
	require.Equal(t, map[state]int{sent: 329}, all.in)
	last := time.Time{}
	for _, mail := range box.messages() {
		at, err := mail.header.Date()
		require.NoError(t, err)
		require.False(t, at.Before(last), "nothing overtakes what was due before")
		last = at
		require.Len(t, mail.to, 1)
		require.Contains(t, mail.header.Get("To"), mail.to[0])
	}
	for item, err := range campaignOnce(t).schedule.For(person) {
		require.NoError(t, err)
		if item.Channel == "email" {
			require.Equal(t, 1, accepted(box, idOf(item.Touchpoint)))
		}
	}
}

func TestWhatAServerRefusesIsTriedAgainOrListed(t *testing.T) {
	email := campaignOnce(t).workforce.Person(person).Email
	answer := func(code int) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 2, 2}, Message: "mailbox full"}
	}
	for _, c := range []struct {
		name           string
		code, times    int
		atData         bool
		want           state
		asked, entries int
	}{
		{"once temporarily", 452, 1, false, sent, 2, 1},
		{"temporarily, the whole message", 452, 2, true, sent, 3, 1},
		{"as often as it is tried", 452, 100, false, dead, 8, 0},
		{"for good", 550, 1, false, dead, 1, 0},
		{"for good, the whole message", 554, 1, true, dead, 1, 0},
		{"by a server that leaves", 421, 1, false, sent, 2, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked, refused := 0, 0
			box := &postbox{}
			refuse := func(to string) error {
				if to != email {
					return nil
				}
				if asked++; asked <= c.times {
					return answer(c.code)
				}
				return nil
			}
			if c.atData {
				box.arrived = func(mail posted) error {
					err := refuse(mail.to[0])
					if err != nil {
						refused++
					}
					return err
				}
			} else {
				box.answer = refuse
			}
			m := ready(t, box, nil)
			// The person's first message; the rest would count as well.
			require.NoError(t, m.know(t.Context()))
			_, err := m.outbox.db.Exec(`DELETE FROM outbox WHERE touchpoint <> 'board-letter' OR person <> ?`, person)
			require.NoError(t, err)
			require.NoError(t, m.run(t.Context()))
			r := result(t, m)["board-letter"]
			require.Equal(t, c.want, r.state)
			require.Equal(t, c.asked, asked)
			require.Equal(t, c.entries, len(box.messages())-refused)
			if c.want == dead {
				var out bytes.Buffer
				require.NoError(t, m.summary(t.Context(), &out))
				require.Contains(t, out.String(), "not delivered: ON001, board-letter: SMTP error")
				require.Contains(t, out.String(), "mailbox full")
				asked, c.times = 0, 0
				require.NoError(t, m.requeue(t.Context()))
				require.NoError(t, m.run(t.Context()))
				require.Equal(t, sent, result(t, m)["board-letter"].state)
			}
		})
	}
}

func TestWhoUnsubscribesGetsNothingMoreFromThatMoment(t *testing.T) {
	for _, at := range []string{"queued", "recipient", "data"} {
		t.Run(at, func(t *testing.T) {
			box := &postbox{}
			m := ready(t, box, nil)
			email := m.program.workforce.Person(person).Email
			under := false
			off := func() {
				if err := m.outbox.unsubscribe(context.Background(), person, "email", m.clock.now()); err != nil {
					panic(err)
				}
			}
			box.answer = func(to string) error {
				if under = to == email; under && at == "recipient" {
					off()
				}
				return nil
			}
			box.heard = func(step string) {
				if under && step == at && at == "data" {
					off()
				}
			}
			if at == "queued" {
				require.NoError(t, m.know(t.Context()))
				off()
			}
			require.NoError(t, m.run(t.Context()))
			for _, mail := range box.messages() {
				require.NotEqual(t, email, mail.to[0])
			}
			rows := result(t, m)
			require.NotEmpty(t, rows)
			for _, r := range rows {
				require.Equal(t, dropped, r.state)
				require.Equal(t, "unsubscribed", r.reason)
			}
		})
	}
}

func TestASequenceEndsWithTheTrainingAlsoForWhatIsUnderWay(t *testing.T) {
	for _, at := range []string{"queued", "recipient"} {
		t.Run(at, func(t *testing.T) {
			box := &postbox{}
			var path string
			m := ready(t, box, func(s *settings) { path = s.data + "/events.jsonl"; s.events = path })
			complete := func() {
				if err := appendEvent(path, evaluation.Event{ID: "e1", At: m.clock.now().UTC(), Campaign: "ontano-alert-2027", Touchpoint: step, Proposition: "twenty-minutes", Person: person, Verb: evaluation.Completed}); err != nil {
					panic(err)
				}
			}
			if at == "queued" {
				require.NoError(t, m.know(t.Context()))
				require.Equal(t, queued, result(t, m)[step+".step-2"].state)
				complete()
			}
			// The second step is under way when the training is completed.
			done := false
			box.answer = func(to string) error {
				if at == "recipient" && !done && to == m.program.workforce.Person(person).Email && accepted(box, idOf(step)) == 1 {
					done = true
					complete()
				}
				return nil
			}
			require.NoError(t, m.run(t.Context()))
			rows := result(t, m)
			require.Equal(t, dropped, rows[step+".step-2"].state)
			require.Contains(t, rows[step+".step-2"].reason, "completed")
			require.Zero(t, accepted(box, idOf(step+".step-2")))
			require.Equal(t, dropped, rows[step+".step-4"].state)
			require.Equal(t, sent, rows["board-second-look"].state, "what does not belong to the sequence comes")
		})
	}
}

// deaf is a server that accepts one message and never says so.
func deaf(copies *mailbox) *postbox {
	first := true
	return &postbox{arrived: func(mail posted) error {
		if copies != nil {
			if err := copies.put(mail); err != nil {
				return err
			}
		}
		if first && mail.id() == idOf("board-letter") {
			first = false
			return errHangUp
		}
		return nil
	}}
}

func TestAnAnswerThatNeverCameIsLookedUpAndNotSentAgain(t *testing.T) {
	copies := newMailbox(t)
	box := deaf(copies)
	m := ready(t, box, func(s *settings) {
		s.journal, s.journalTo, s.journalPassword = "imap://journal@"+copies.address, journalAddress, "secret"
	})
	require.NoError(t, m.run(t.Context()))
	require.Equal(t, 1, accepted(box, idOf("board-letter")))
	r := result(t, m)["board-letter"]
	require.Equal(t, sent, r.state)
	require.Equal(t, "found in the journal", r.reason)
	for _, mail := range box.messages() {
		require.Equal(t, journalAddress, mail.to[1])
		require.NotContains(t, string(mail.body), journalAddress, "nobody sees who gets a copy")
	}
}

func TestWithoutAJournalAnAnswerThatNeverCameIsSentAgainUnderTheSameID(t *testing.T) {
	box := deaf(nil)
	m := ready(t, box, nil)
	require.NoError(t, m.run(t.Context()))
	require.Equal(t, 2, accepted(box, idOf("board-letter")))
	require.Equal(t, sent, result(t, m)["board-letter"].state)
}

func TestNothingIsSentAgainWhileTheJournalCannotBeRead(t *testing.T) {
	copies := newMailbox(t)
	box := deaf(copies)
	m := ready(t, box, func(s *settings) {
		s.journal, s.journalTo, s.journalPassword = "imap://journal@"+copies.address, journalAddress, "wrong"
	})
	ctx, cancel := context.WithCancel(t.Context())
	lines := &watch{on: func(n int) {
		if n == 5 { // one for the broken connection, then for the journal
			cancel()
		}
	}}
	m.progress.out = lines
	require.NoError(t, m.run(ctx))
	require.Equal(t, sending, result(t, m)["board-letter"].state)
	require.Equal(t, 1, accepted(box, idOf("board-letter")))
	m.journal.password = "secret"
	require.NoError(t, m.run(t.Context()))
	require.Equal(t, 1, accepted(box, idOf("board-letter")))
	require.Equal(t, sent, result(t, m)["board-letter"].state)
}

// watch counts what is written.
type watch struct {
	n  int
	on func(int)
}

func (w *watch) Write(b []byte) (int, error) {
	w.n++
	w.on(w.n)
	return len(b), nil
}

func TestWhatTheJournalDoesNotHaveIsSentAgain(t *testing.T) {
	copies := newMailbox(t)
	box := &postbox{arrived: func(mail posted) error { return copies.put(mail) }}
	m := ready(t, box, func(s *settings) {
		s.journal, s.journalTo, s.journalPassword = "imap://journal@"+copies.address, journalAddress, "secret"
	})
	require.NoError(t, m.know(t.Context()))
	// Killed between the note on disk and the last dot.
	ok, err := m.outbox.commit(t.Context(), idOf("board-letter"), m.clock.now(), m.clock.now().Add(m.settle), m.facts)
	require.NoError(t, err)
	require.True(t, ok)
	require.NoError(t, m.run(t.Context()))
	require.Equal(t, 1, accepted(box, idOf("board-letter")))
}

func TestWhatIsTooLateIsNotSent(t *testing.T) {
	box := &postbox{}
	m := ready(t, box, nil)
	require.NoError(t, m.know(t.Context()))
	m.clock.ahead += 200 * 24 * time.Hour // it stood still
	require.NoError(t, m.run(t.Context()))
	require.Empty(t, box.messages())
	require.Equal(t, tooLate, result(t, m)["board-letter"].reason)
}

func TestAServerThatIsAwayIsWaitedForAndNobodyIsBlamed(t *testing.T) {
	box := &postbox{}
	m := ready(t, box, nil)
	address := m.transport.address
	m.transport.address = "127.0.0.1:1" // nobody listens there
	lines := 0
	m.progress.out = &watch{on: func(n int) {
		if lines++; lines == 12 {
			m.transport.address = address
		}
	}}
	require.NoError(t, m.run(t.Context()))
	all, err := m.outbox.tally(t.Context(), m.clock.now())
	require.NoError(t, err)
	require.Zero(t, all.in[dead])
	require.Positive(t, all.in[sent])
}

func TestTheRateIsKept(t *testing.T) {
	box := &postbox{}
	m := ready(t, box, func(s *settings) { s.rate = 600 })
	ctx, cancel := context.WithCancel(t.Context())
	var at []time.Time
	box.arrived = func(posted) error {
		if at = append(at, time.Now()); len(at) == 5 {
			cancel()
		}
		return nil
	}
	require.NoError(t, m.run(ctx))
	require.Len(t, at, 5)
	require.GreaterOrEqual(t, at[4].Sub(at[0]), 390*time.Millisecond, "four times a tenth of a second")
}

func TestASecondMailerIsTurnedAway(t *testing.T) {
	m := ready(t, &postbox{}, nil)
	_ = m
	dir := t.TempDir()
	o, err := openOutbox(t.Context(), dir, "c")
	require.NoError(t, err)
	_, err = openOutbox(t.Context(), dir, "c")
	require.ErrorIs(t, err, errTaken)
	require.NoError(t, o.close())
	o, err = openOutbox(t.Context(), dir, "c")
	require.NoError(t, err)
	require.NoError(t, o.close())
}

func TestADryRunSaysWhatAndSendsNothing(t *testing.T) {
	box := &postbox{}
	m := ready(t, box, nil)
	m.clock.ahead += 9 * time.Hour
	var out bytes.Buffer
	require.NoError(t, m.dryRun(t.Context(), &out))
	require.Contains(t, out.String(), "would send  2027-09-06 11:00 +02:00  silvia.fogliani@ontano.example  board-letter  ")
	require.Contains(t, out.String(), "would be sent now; sent 0, due ")
	require.Empty(t, box.messages())
}

func TestMessageIDsAreTheSameEachTimeAndNeverTwice(t *testing.T) {
	require.Equal(t, "aje1r", messageID("c", "p", "t", "d.example")[:5])
	seen := map[string]bool{}
	for _, parts := range [][3]string{{"c", "p", "t"}, {"c", "p", "t.moment-2"}, {"c", "pt", ""}, {"cp", "", "t"}, {"c2", "p", "t"}} {
		id := messageID(parts[0], parts[1], parts[2], "d.example")
		require.False(t, seen[id])
		seen[id] = true
	}
}

func TestAnItemThatMovesIsSentWhenItIsDueNow(t *testing.T) {
	m := ready(t, &postbox{}, nil)
	require.NoError(t, m.know(t.Context()))
	before := result(t, m)["board-letter"]
	_, err := m.outbox.db.Exec(`UPDATE outbox SET due = due - 86400000, next = next - 86400000 WHERE id = ?`, before.id)
	require.NoError(t, err)
	m.schedule = nil // as after a restart
	require.NoError(t, m.know(t.Context()))
	require.Equal(t, before.next, result(t, m)["board-letter"].next)
}

func TestThePastIsWhatPeopleDidAndGot(t *testing.T) {
	o, err := openOutbox(t.Context(), t.TempDir(), "c")
	require.NoError(t, err)
	defer o.close()
	at := time.Date(2027, 9, 7, 8, 0, 0, 0, time.UTC)
	learn := func(id string, did campaign.Outcome, after time.Duration) outcome {
		return outcome{id, "p", "q", did, at.Add(after)}
	}
	require.NoError(t, o.learn(t.Context(), []outcome{learn("2", campaign.Completed, time.Hour), learn("1", campaign.Started, 0), learn("1", campaign.Dismissed, 2*time.Hour)}))
	n, err := o.facts(t.Context())
	require.NoError(t, err)
	due := at.Add(24 * time.Hour)
	require.NoError(t, o.fill(t.Context(), at, []row{{id: "m1", person: "p", touchpoint: "t1", channel: "email", due: due}, {id: "m2", person: "p", touchpoint: "t2", channel: "email", due: due}}))
	require.NoError(t, o.end(t.Context(), "m2", due, sent, ""))
	all, err := o.past(t.Context(), n)
	require.NoError(t, err)
	var told []string
	for _, f := range all["p"] {
		told = append(told, fmt.Sprint(f.What, f.Touchpoint, f.Proposition, f.At.Sub(at)))
	}
	slices.Sort(told)
	require.Equal(t, []string{"completedq1h0m0s", "sentt224h0m0s", "startedq0s"}, told)
	require.Len(t, all, 1)
}

func TestLeavingKeepsTheOtherError(t *testing.T) {
	other := errors.New("disk full")
	require.ErrorIs(t, leaving(errors.Join(other, errWithdrawn), errWithdrawn), other)
	require.NoError(t, leaving(errors.Join(errWithdrawn), errWithdrawn))
}

func TestAPlanThatWasKeptSchedulesTheSame(t *testing.T) {
	dir := t.TempDir()
	items := func(p *program) (all []campaign.Item) {
		for item, err := range p.schedule.All() {
			require.NoError(t, err)
			all = append(all, item)
		}
		return all
	}
	made, err := newProgram(dir)
	require.NoError(t, err)
	kept, err := newProgram(dir)
	require.NoError(t, err)
	require.Equal(t, items(made), items(kept))
	files, err := filepath.Glob(dir + "/*")
	require.NoError(t, err)
	require.Len(t, files, 1)
	require.NoError(t, os.WriteFile(files[0], []byte("{"), 0o600))
	_, err = newProgram(dir)
	require.ErrorContains(t, err, files[0])
}

func TestWhoLeftOrIsNowhereHoldsNobodyUp(t *testing.T) {
	for _, c := range []struct {
		change func(p *audience.Person) bool // false: gone
		why    string
	}{
		{func(*audience.Person) bool { return false }, `unknown person: "ON001"`},
		{func(p *audience.Person) bool { p.TimeZone = "Europe/Nowhere"; return true }, `person ON001: unknown time zone "Europe/Nowhere"`},
	} {
		box := &postbox{}
		m := ready(t, box, nil)
		require.NoError(t, m.know(t.Context())) // queued while all was well
		var people []audience.Person
		for p := range m.program.workforce.People() {
			changed := *p
			if p.ID != person || c.change(&changed) {
				people = append(people, changed)
			}
		}
		workforce, _ := audience.NewWorkforce(people)
		m.program = &program{m.program.plan, workforce, m.program.plan.Schedule(workforce)}
		m.schedule = nil
		require.NoError(t, m.run(t.Context()))
		require.Greater(t, len(box.messages()), 250)
		for _, r := range result(t, m) {
			require.Equal(t, dropped, r.state)
			require.Equal(t, c.why, r.reason)
		}
	}
}
