package main

import (
	"bytes"
	"context"
	"math/rand/v2"
	netmail "net/mail"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
)

func TestTheDemonstrationShowsItAll(t *testing.T) {
	s, err := parse([]string{"-demo"}, os.Getenv)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), s, &out, false))
	for _, line := range []string{
		"ON002 unsubscribes\n",
		"ON001 completes the training\n",
		"sent 315, due 0, later 0, failed 8, dropped 6\n",
		"not delivered: ON048, board-letter: SMTP error 550: nobody of that name here\n",
		"The server accepted 315 e-mails, 315 different ones, to 86 people.\n",
		"not sent: ON001, three-steps-mail.step-2: not scheduled any more: completed\n",
		"not sent: ON002, board-second-look: unsubscribed\n",
	} {
		require.Contains(t, out.String(), line)
	}
}

func TestWhatTheCommandLineAsksFor(t *testing.T) {
	for _, c := range []struct{ args, fault string }{
		{"", "say where the mail server is"},
		{"-smtp mail.example", "-smtp"},
		{"-smtp mail.example:25 -tls none", "encrypted"},
		{"-smtp mail.example:25 -tls ssl", "there is starttls"},
		{"-smtp mail.example:25 -journal imaps://j@mail.example", "needs both"},
		{"-smtp mail.example:25 -journal-to j@mail.example -journal imap://j@mail.example", "encrypted"},
		{"-smtp mail.example:25 -journal-to j@mail.example -journal mail.example", "imaps://user@host/INBOX"},
		{"-smtp mail.example:25 -listen :8080", "needs -unsubscribe"},
		{"-smtp mail.example:25 -unsubscribe http://mail.example", "https"},
		{"-smtp mail.example:25 -from nobody", "-from"},
		{"-smtp mail.example:25 -now yesterday", "-now"},
		{"-smtp mail.example:25 -tries 0", "-tries"},
		{"-smtp mail.example:25 and more", "unexpected argument"},
	} {
		s, err := parse(strings.Fields(c.args), func(string) string { return "" })
		if err == nil {
			s.data = t.TempDir()
			err = run(t.Context(), s, &bytes.Buffer{}, false)
		}
		require.ErrorContains(t, err, c.fault, c.args)
	}
}

func TestWhereTheJournalIs(t *testing.T) {
	j, err := newJournal("imaps://archive%40ontano.example@imap.ontano.example/Journal/2027", "p")
	require.NoError(t, err)
	require.Equal(t, &journal{address: "imap.ontano.example:993", user: "archive@ontano.example", password: "p", mailbox: "Journal/2027"}, j)
	j, err = newJournal("imap://j@localhost", "p")
	require.NoError(t, err)
	require.Equal(t, &journal{address: "localhost:143", user: "j", password: "p", mailbox: "INBOX", plain: true}, j)
}

func TestWaitsDoubleUpToALimitAndDiffer(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for n, want := range map[int]time.Duration{1: time.Minute, 2: 2 * time.Minute, 5: 16 * time.Minute, 9: longest, 1000: longest} {
		seen := map[time.Duration]bool{}
		for range 100 {
			d := backoff(time.Minute, n, chance)
			require.LessOrEqual(t, d, want)
			require.GreaterOrEqual(t, d, want/2)
			seen[d] = true
		}
		require.Greater(t, len(seen), 90)
	}
	require.Equal(t, backoff(time.Minute, 3, rand.New(rand.NewPCG(5, 5))), backoff(time.Minute, 3, rand.New(rand.NewPCG(5, 5))))
}

func TestProgressIsOneLineOnATerminalAndNoFloodElsewhere(t *testing.T) {
	o, err := openOutbox(t.Context(), t.TempDir(), "c")
	require.NoError(t, err)
	defer o.close()
	now := time.Date(2027, 9, 6, 9, 0, 0, 0, time.UTC)
	var rows []row
	for i, id := range []string{"a", "b", "c", "d", "e", "f"} {
		rows = append(rows, row{id: id, person: id, channel: "email", due: now.Add(time.Duration(i-4) * time.Hour)})
	}
	require.NoError(t, o.fill(t.Context(), now, rows))
	require.NoError(t, o.end(t.Context(), "a", now, sent, ""))
	require.NoError(t, o.end(t.Context(), "b", now, dead, "why"))
	_, err = o.commit(t.Context(), "c", now, now, 0)
	require.NoError(t, err)

	var out bytes.Buffer
	p := &progress{out: &out, rate: 1, count: 2, began: time.Now()}
	for range 3 {
		require.NoError(t, p.show(t.Context(), o, now))
	}
	require.Equal(t, "sent 1, due 2, later 1, failed 1, dropped 0, in doubt 1; 2m0s left\n", out.String())
	p.shown = time.Time{}
	require.NoError(t, p.show(t.Context(), o, now))
	require.Equal(t, 1, strings.Count(out.String(), "\n"), "what has not changed is not said again")

	out.Reset()
	p = &progress{out: &out, terminal: true}
	require.NoError(t, p.show(t.Context(), o, now))
	require.NoError(t, o.end(t.Context(), "c", now, sent, ""))
	p.shown = time.Time{}
	require.NoError(t, p.show(t.Context(), o, now))
	p.say("a line")
	line := "sent 1, due 2, later 1, failed 1, dropped 0, in doubt 1"
	require.Equal(t, line+"\r"+strings.Repeat(" ", len(line))+"\rsent 2, due 2, later 1, failed 1, dropped 0\r"+strings.Repeat(" ", len(line)-12)+"\ra line\n", out.String())
}

func TestEventsAreFollowedAsTheyAreWritten(t *testing.T) {
	dir := t.TempDir()
	o, err := openOutbox(t.Context(), dir, "c")
	require.NoError(t, err)
	defer o.close()
	e := &events{path: dir + "/events.jsonl"}
	follow := func() (string, map[string]campaign.Outcome) {
		faults, err := e.follow(context.Background(), o)
		require.NoError(t, err)
		past, err := o.past(t.Context(), 1<<40)
		require.NoError(t, err)
		all := map[string]campaign.Outcome{}
		for person, facts := range past {
			require.Len(t, facts, 1)
			all[person+" "+facts[0].Proposition] = facts[0].What
		}
		if faults == nil {
			return "", all
		}
		return faults.Error(), all
	}
	write := func(text string) {
		file, err := os.OpenFile(e.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		require.NoError(t, err)
		_, err = file.WriteString(text)
		require.NoError(t, err)
		require.NoError(t, file.Close())
	}
	faults, all := follow()
	require.Empty(t, faults)
	require.Empty(t, all)
	line := func(id, person, campaign string, verb evaluation.Verb) string {
		return string(evaluation.AppendEvent(nil, evaluation.Event{ID: id, At: time.Date(2027, 9, 6, 9, 0, 0, 0, time.UTC), Campaign: campaign, Touchpoint: "t", Proposition: "q", Person: person, Verb: verb}))
	}
	write(line("1", "p", "c", evaluation.Started) + "\n" + line("2", "p", "another", evaluation.Completed) + "\n" + line("3", "r", "c", evaluation.Shown) + "\n" + line("4", "s", "c", evaluation.Completed)[:20])
	faults, all = follow()
	require.Empty(t, faults, "half a line is not read yet")
	require.Equal(t, map[string]campaign.Outcome{"p q": campaign.Started}, all)
	write(line("4", "s", "c", evaluation.Completed)[20:] + "\nnonsense\n")
	faults, all = follow()
	require.Contains(t, faults, "events.jsonl")
	require.Equal(t, campaign.Completed, all["s q"])
	require.NoError(t, os.WriteFile(e.path, []byte(line("5", "u", "c", evaluation.Dismissed)+"\n"), 0o600)) // begun anew
	faults, all = follow()
	require.Empty(t, faults)
	require.Equal(t, campaign.Dismissed, all["u q"])
	require.Len(t, all, 3)
}

func TestTheREADMEShowsCommandsThatThereAre(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	n := 0
	for line := range strings.Lines(string(readme)) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), "go run ./examples/mailer ")
		if !ok {
			continue
		}
		var args []string
		for i, part := range strings.Split(command, `"`) {
			if i%2 == 1 {
				args = append(args, part)
			} else {
				args = append(args, strings.Fields(part)...)
			}
		}
		s, err := parse(args, func(string) string { return "secret" })
		require.NoError(t, err, line)
		s.data = t.TempDir()
		if !s.demo {
			from, err := netmail.ParseAddress(s.from)
			require.NoError(t, err)
			m, err := newMailer(t.Context(), s, campaignOnce(t), *from, newClock(time.Time{}), &progress{})
			require.NoError(t, err, line)
			require.NoError(t, m.outbox.close())
		}
		n++
	}
	require.Equal(t, 5, n)
}
