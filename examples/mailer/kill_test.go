package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/stretchr/testify/require"
)

// TestMain runs the tests, or a mailer whose clock leaps over the days between
// its messages, which the tests kill.
func TestMain(m *testing.M) {
	if os.Getenv("MAILER_LEAPS") == "" {
		os.Exit(m.Run())
	}
	s, err := parse(os.Args[1:], os.Getenv)
	if err == nil {
		s.leaps = 10 * time.Second
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		err = run(ctx, s, os.Stdout, false)
		stop()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// mailerProcess is a mailer as a process of its own.
func mailerProcess(args []string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "MAILER_LEAPS=1", "IMAP_PASSWORD=secret", "GOGC=off") // short lives, many of them
	return cmd
}

// beginning is the day before a campaign's first message. Each life of a mailer
// begins there, so that its clock goes back whenever it was killed.
var beginning = time.Date(2027, 9, 5, 9, 0, 0, 0, time.UTC)

// mailbox is an IMAP server with one user, to whom copies go.
type mailbox struct {
	user    *imapmemserver.User
	address string
}

func newMailbox(t *testing.T) *mailbox {
	memory := imapmemserver.New()
	user := imapmemserver.NewUser("journal", "secret")
	require.NoError(t, user.Create("INBOX", nil))
	memory.AddUser(user)
	server := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
		Caps:         imap.CapSet{imap.CapIMAP4rev1: {}},
		InsecureAuth: true,
		Logger:       quiet{},
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return &mailbox{user, listener.Addr().String()}
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}

// literal is a message as IMAP appends it.
type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

func (m *mailbox) put(mail posted) error {
	_, err := m.user.Append("INBOX", literal{bytes.NewReader(mail.body)}, &imap.AppendOptions{})
	return err
}

const journalAddress = "journal@ontano.example"

// life is one mailer that is killed again and again, and its server.
type life struct {
	box  *postbox
	args []string

	mu   sync.Mutex
	left int           // steps of the conversation until the kill; none where negative
	now  chan struct{} // closed when it is time
}

// hear counts the steps of all conversations.
func (l *life) hear(string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.left--; l.left == 0 {
		close(l.now)
	}
}

// run starts the mailer once, and kills it a while after a number of steps of
// the conversation; or lets it end where there are none.
func (l *life) run(t *testing.T, steps int, wait time.Duration) (killed bool, out string) {
	l.mu.Lock()
	l.left, l.now = steps, make(chan struct{})
	if steps == 0 {
		close(l.now)
	}
	now := l.now
	l.mu.Unlock()
	var printed bytes.Buffer
	cmd := mailerProcess(append(l.args, "-now", beginning.Format(time.RFC3339)))
	cmd.Stdout, cmd.Stderr = &printed, &printed
	require.NoError(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		require.NoError(t, err, printed.String())
		return false, printed.String()
	case <-now:
	case <-time.After(time.Minute):
		cmd.Process.Kill()
		require.Fail(t, "the mailer hangs", printed.String())
	}
	time.Sleep(wait)
	cmd.Process.Signal(syscall.SIGKILL)
	var exit *exec.ExitError
	err := <-ended
	if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signaled() {
		return true, ""
	}
	require.NoError(t, err, printed.String())
	return false, printed.String()
}

// killing kills a mailer at points by chance until it was killed so often, lets
// it end, and requires that nothing is lost. It returns how many messages there
// are, and how often they were accepted.
func killing(t *testing.T, seed uint64, kills int, box *postbox, more ...string) (items, accepted int, dir string) {
	chance := rand.New(rand.NewPCG(seed, 1))
	server, address, err := newServer(box)
	require.NoError(t, err)
	t.Cleanup(func() { server.Close() })
	dir = t.TempDir()
	l := &life{box: box, args: append([]string{"-data", dir, "-smtp", address, "-rate", "0", "-retry", "20ms", "-tries", "1000"}, more...)}
	box.heard = l.hear
	for n := 0; n < kills; n++ {
		steps, wait := 1+chance.IntN(22), time.Duration(chance.IntN(4000))*time.Microsecond
		if chance.IntN(8) == 0 { // anywhere, also while it starts
			steps, wait = 0, time.Duration(chance.IntN(300))*time.Millisecond
		}
		killed, out := l.run(t, steps, wait)
		require.True(t, killed, "it was done after %d kills: %s", n, out)
	}
	killed, out := l.run(t, -1, 0)
	require.False(t, killed)

	p := campaignOnce(t)
	want, got := map[string]bool{}, map[string]bool{}
	for item, err := range p.schedule.All() {
		require.NoError(t, err)
		if p.mails(item.Channel) {
			want[messageID(p.plan.Brief.ID, item.Person, item.Touchpoint, "ontano.example")] = true
		}
	}
	all := box.messages()
	for _, mail := range all {
		got[mail.id()] = true
	}
	require.Equal(t, want, got, "each item is accepted, none is lost, and there is nothing else")
	require.Contains(t, out, fmt.Sprintf("sent %d, due 0, later 0, failed 0, dropped 0\n", len(want)))
	return len(want), len(all), dir
}

// slowly lets an acknowledgement wait a little, as a server does that writes to
// its own disk first.
func slowly(seed uint64) func() {
	var mu sync.Mutex
	chance := rand.New(rand.NewPCG(seed, 2))
	return func() {
		mu.Lock()
		d := time.Duration(chance.IntN(3000)) * time.Microsecond
		mu.Unlock()
		time.Sleep(d)
	}
}

// The server counts and forgives nothing: with a journal, each message is sent
// and accepted once, whenever the mailer was killed.
func TestKilledAt200PointsWithAJournalEachItemIsAcceptedExactlyOnce(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			const kills = 100
			copies, slow := newMailbox(t), slowly(seed)
			box := &postbox{arrived: func(mail posted) error {
				slow()
				defer slow()
				return copies.put(mail)
			}}
			items, accepted, dir := killing(t, seed, kills, box, "-journal", "imap://journal@"+copies.address+"/INBOX", "-journal-to", journalAddress, "-settle", "1s")
			require.Equal(t, items, accepted, "no message is accepted twice")
			found := 0
			o, err := openOutbox(t.Context(), dir, "")
			require.NoError(t, err)
			defer o.close()
			all, err := o.list(t.Context(), sent)
			require.NoError(t, err)
			for _, r := range all {
				if strings.Contains(r.reason, "journal") {
					found++
				}
			}
			t.Logf("%d items, %d kills, %d accepted, %d of which nobody knew until the journal was read", items, kills, accepted, found)
			require.Positive(t, found, "the kills hit the moments that matter")
		})
	}
}

// Without a journal, what was under way at a kill may be sent again: never more
// than one message a kill, under the Message-ID by which the receiving side
// can drop it.
func TestKilledWithoutAJournalNothingIsLostAndAtMostOneMessageAKillComesAgain(t *testing.T) {
	t.Parallel()
	const kills = 40
	slow := slowly(9)
	items, accepted, _ := killing(t, 9, kills, &postbox{arrived: func(posted) error { slow(); return nil }})
	t.Logf("%d items, %d kills, %d accepted: %d twice", items, kills, accepted, accepted-items)
	require.LessOrEqual(t, accepted-items, kills)
}

// A mailer that is asked to stop finishes the message under way and leaves
// nothing in doubt.
func TestAskedToStopItLeavesNothingInDoubt(t *testing.T) {
	t.Parallel()
	for n, sig := range []os.Signal{syscall.SIGTERM, os.Interrupt} {
		dots := make(chan struct{}, 1000)
		box := &postbox{heard: func(step string) {
			if step == "dot" {
				dots <- struct{}{}
				time.Sleep(20 * time.Millisecond)
			}
		}}
		server, address, err := newServer(box)
		require.NoError(t, err)
		defer server.Close()
		dir := t.TempDir()
		cmd := mailerProcess([]string{"-data", dir, "-smtp", address, "-rate", "0", "-now", beginning.Format(time.RFC3339)})
		require.NoError(t, cmd.Start())
		for range 3 + n {
			<-dots
		}
		require.NoError(t, cmd.Process.Signal(sig)) // after the dot, before the answer
		require.NoError(t, cmd.Wait())
		o, err := openOutbox(t.Context(), dir, "")
		require.NoError(t, err)
		defer o.close()
		all, err := o.tally(t.Context(), beginning)
		require.NoError(t, err)
		require.Zero(t, all.in[sending])
		require.Equal(t, len(box.messages()), all.in[sent])
		require.Positive(t, all.in[queued])
	}
}
