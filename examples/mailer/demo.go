package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	netmail "net/mail"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// postbox is a mail server that keeps in memory what it accepted. Its fields
// are set before it serves.
type postbox struct {
	// answer is asked for each address; an error refuses it. Nil takes all.
	answer func(to string) error
	// arrived is told of each message before it is acknowledged; an error
	// takes the acknowledgement's place, and [errHangUp] leaves none. Nil does
	// nothing.
	arrived func(posted) error
	// heard is told of each step of a conversation, in order. Nil does nothing.
	heard func(step string)

	mu  sync.Mutex
	all []posted
}

// posted is one message as it was accepted.
type posted struct {
	to     []string
	header netmail.Header
	body   []byte // header included
}

func (p posted) id() string { return strings.Trim(p.header.Get("Message-ID"), "<>") }

// messages are those accepted until now.
func (b *postbox) messages() []posted {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]posted(nil), b.all...)
}

// NewSession makes it a backend of the server.
func (b *postbox) NewSession(c *smtp.Conn) (smtp.Session, error) {
	b.hear("connect")
	return &posting{box: b, conn: c.Conn()}, nil
}

// errHangUp ends a conversation without an answer.
var errHangUp = errors.New("the connection breaks")

func (b *postbox) hear(step string) {
	if b.heard != nil {
		b.heard(step)
	}
}

// posting is one conversation with the server.
type posting struct {
	box  *postbox
	conn net.Conn
	to   []string
}

func (s *posting) Reset()        { s.to = nil }
func (s *posting) Logout() error { return nil }

func (s *posting) Mail(string, *smtp.MailOptions) error {
	s.box.hear("sender")
	return nil
}

func (s *posting) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.box.hear("recipient")
	if s.box.answer != nil {
		if err := s.box.answer(to); err != nil {
			return err
		}
	}
	s.to = append(s.to, to)
	return nil
}

// Data reads a message to its last dot; one that ends without is none.
func (s *posting) Data(r io.Reader) error {
	s.box.hear("data")
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := netmail.ReadMessage(bytes.NewReader(body))
	if err != nil {
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "no message"}
	}
	s.box.hear("dot")
	mail := posted{append([]string(nil), s.to...), m.Header, body}
	s.box.mu.Lock()
	s.box.all = append(s.box.all, mail)
	s.box.mu.Unlock()
	if s.box.arrived != nil {
		if err := s.box.arrived(mail); err != nil {
			if err == errHangUp {
				s.conn.Close()
			}
			return err
		}
	}
	s.box.hear("accepted")
	return nil
}

// newServer serves a postbox on a free port of this machine.
func newServer(box *postbox) (server *smtp.Server, address string, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	server = smtp.NewServer(box)
	server.Domain, server.ReadTimeout, server.WriteTimeout = "localhost", time.Minute, time.Minute
	server.ErrorLog = log.New(io.Discard, "", 0) // of clients that leave without a word
	go server.Serve(listener)                    // until it is closed
	return server, listener.Addr().String(), nil
}

// demo shows a campaign of months in seconds: the clock leaps to what is due
// next. Some addresses answer “later”, one does not exist, one person completes
// the training half-way and another unsubscribes.
func demo(ctx context.Context, s settings, from netmail.Address, out io.Writer, terminal bool) error {
	dir, err := os.MkdirTemp("", "osmosi-mailer")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	p, err := newProgram(dir)
	if err != nil {
		return err
	}
	b := &p.plan.Brief
	begin, err := time.Parse(time.DateOnly, string(b.Frame.Inform))
	if err != nil {
		return err
	}
	// Three people who get the first e-mail of a sequence.
	const step = "three-steps-mail"
	var cast []string
	for item, err := range p.schedule.All() {
		if err != nil {
			return err
		}
		if item.Touchpoint == step && len(cast) < 3 {
			cast = append(cast, item.Person)
		}
	}
	if len(cast) < 3 {
		return errors.New("the campaign has changed: the demonstration finds nobody to show")
	}
	completes, leaves, moved := cast[0], cast[1], p.workforce.Person(cast[2]).Email

	asked := map[string]bool{}
	n := 0
	box := &postbox{answer: func(to string) error { // one conversation at a time: there is one mailer
		n++
		switch {
		case to == moved:
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "nobody of that name here"}
		case n%20 == 0 && !asked[to]:
			asked[to] = true
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "come back later"}
		}
		return nil
	}}
	server, address, err := newServer(box)
	if err != nil {
		return err
	}
	defer server.Close()
	s.data, s.smtp, s.protection, s.smtpUser, s.journal, s.journalTo = dir, address, "", "", "", ""
	s.events = filepath.Join(dir, "events.jsonl")
	if s.unsubscribe == "" {
		s.unsubscribe = "https://mail.ontano.example"
	}
	s.rate = 0
	c := newClock(begin)
	c.leaps = 1
	m, err := newMailer(ctx, s, p, from, c, &progress{out: out, terminal: terminal})
	if err != nil {
		return err
	}
	defer m.outbox.close()
	m.stay = false
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	pages := &http.Server{Handler: unsubscribing(p, m.outbox, m.sender.signer, c.now), ReadHeaderTimeout: 5 * time.Second}
	go pages.Serve(listener) // until it is closed
	defer pages.Close()

	domain := domainOf(from.Address)
	box.arrived = func(mail posted) error {
		switch mail.id() {
		case messageID(b.ID, leaves, step, domain):
			m.progress.say(leaves + " unsubscribes")
			return oneClick(mail.header.Get("List-Unsubscribe"), listener.Addr().String())
		case messageID(b.ID, completes, step, domain):
			m.progress.say(completes + " completes the training")
			return appendEvent(s.events, evaluation.Event{ID: "demo", At: c.now(), Campaign: b.ID, Touchpoint: step, Proposition: b.Touchpoint(step).Proposition, Person: completes, Verb: evaluation.Completed})
		}
		return nil
	}
	fmt.Fprintf(out, "%s, from %s to %s, to a mail server on this machine\n", b.Name.In(engagement.English), b.Frame.Inform, b.Frame.End)
	if err := m.run(ctx); err != nil {
		return err
	}
	if err := m.summary(context.WithoutCancel(ctx), out); err != nil {
		return err
	}
	people, messages := map[string]bool{}, map[string]bool{}
	all := box.messages()
	for _, mail := range all {
		people[mail.to[0]], messages[mail.id()] = true, true
	}
	fmt.Fprintf(out, "The server accepted %d e-mails, %d different ones, to %d people.\n", len(all), len(messages), len(people))
	gone, err := m.outbox.list(context.WithoutCancel(ctx), dropped)
	for _, r := range gone {
		fmt.Fprintf(out, "not sent: %s, %s: %s\n", r.person, r.touchpoint, r.reason)
	}
	return err
}

// oneClick does what a mail program does for who clicks “unsubscribe”; here,
// the address leads to this machine.
func oneClick(header, address string) error {
	u, err := url.Parse(strings.Trim(header, "<>"))
	if err != nil {
		return err
	}
	u.Scheme, u.Host = "http", address
	client := &http.Client{Timeout: 5 * time.Second}
	answer, err := client.PostForm(u.String(), url.Values{"List-Unsubscribe": {"One-Click"}})
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("unsubscribing: %s", answer.Status)
	}
	return nil
}

// appendEvent adds an event to a file, as a host does.
func appendEvent(path string, e evaluation.Event) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Close())
}
