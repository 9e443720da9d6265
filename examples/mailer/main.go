package main

import (
	"context"
	crand "crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	netmail "net/mail"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // people's time zones, also on machines without the tables
)

// settings are what the command line says.
type settings struct {
	data, smtp, protection, from, site      string
	listen, unsubscribe                     string
	journal, journalTo, events              string
	now                                     string
	settle, retry, late                     time.Duration
	rate, tries                             int
	demo, dryRun, dead, requeue             bool
	leaps                                   time.Duration // over which the clock leaps, for tests that kill
	smtpUser, smtpPassword, journalPassword string
}

func parse(args []string, getenv func(string) string) (settings, error) {
	s := settings{smtpUser: getenv("SMTP_USER"), smtpPassword: getenv("SMTP_PASSWORD"), journalPassword: getenv("IMAP_PASSWORD")}
	f := flag.NewFlagSet("mailer", flag.ContinueOnError)
	f.BoolVar(&s.demo, "demo", false, "show a whole campaign in seconds, with a mail server of its own")
	f.StringVar(&s.data, "data", defaultData(), "folder for the outbox and the secret; who reads it knows who got what")
	f.StringVar(&s.smtp, "smtp", "", "mail server as host:port; SMTP_USER and SMTP_PASSWORD in the environment where it asks for them")
	f.StringVar(&s.protection, "tls", "", "starttls, implicit or none; starttls, or none where the server is this machine, unless said")
	f.StringVar(&s.from, "from", "Ontano Alert <learning@ontano.example>", "who the e-mails come from")
	f.StringVar(&s.site, "site", "https://intranet.ontano.example", "where the paths in the brief lead")
	f.StringVar(&s.listen, "listen", "", "address on which to answer who unsubscribes, behind a server that speaks https")
	f.StringVar(&s.unsubscribe, "unsubscribe", "", "https address at which people reach -listen, such as https://mail.ontano.example")
	f.StringVar(&s.journalTo, "journal-to", "", "address that gets a copy of everything")
	f.StringVar(&s.journal, "journal", "", "mailbox in which these copies arrive, as imaps://user@host/INBOX; IMAP_PASSWORD in the environment")
	f.DurationVar(&s.settle, "settle", 10*time.Minute, "how long a copy takes to arrive there, at most")
	f.StringVar(&s.events, "events", "", "file to which what people did is added, an event a line")
	f.IntVar(&s.rate, "rate", 120, "messages a minute at most; 0 for no limit")
	f.DurationVar(&s.retry, "retry", time.Minute, "wait after a first failure; it doubles")
	f.IntVar(&s.tries, "tries", 8, "tries of a message at most")
	f.DurationVar(&s.late, "late", 72*time.Hour, "what is later than this is not sent any more")
	f.StringVar(&s.now, "now", "", "a moment to take for now, as 2027-09-06T09:00:00+02:00")
	f.BoolVar(&s.dryRun, "dry-run", false, "print what is due, and send nothing")
	f.BoolVar(&s.dead, "dead", false, "print what could not be delivered and why, and send nothing")
	f.BoolVar(&s.requeue, "requeue", false, "try again what could not be delivered")
	if err := f.Parse(args); err != nil {
		return s, err
	}
	switch {
	case f.NArg() > 0:
		return s, fmt.Errorf("unexpected argument %q", f.Arg(0))
	case s.smtp == "" && !s.demo && !s.dryRun && !s.dead:
		return s, errors.New("say where the mail server is with -smtp host:port, or try -demo or -dry-run")
	case (s.journal == "") != (s.journalTo == ""):
		return s, errors.New("a journal needs both -journal and -journal-to")
	case s.listen != "" && s.unsubscribe == "":
		return s, errors.New("-listen needs -unsubscribe, the address that people see")
	case s.rate < 0 || s.tries < 1 || s.retry <= 0 || s.settle < 0:
		return s, errors.New("-rate, -tries, -retry and -settle are not negative; -tries and -retry not nought")
	}
	return s, nil
}

func main() {
	s, err := parse(os.Args[1:], os.Getenv)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err == nil {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		context.AfterFunc(ctx, stop) // a second signal ends it at once
		err = run(ctx, s, os.Stdout, onTerminal(os.Stdout))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mailer:", err)
		os.Exit(1)
	}
}

func defaultData() string {
	config, err := os.UserConfigDir()
	if err != nil {
		config = "."
	}
	return filepath.Join(config, "osmosi-mailer")
}

// run does what the settings say until the context ends.
func run(ctx context.Context, s settings, out io.Writer, terminal bool) error {
	now := time.Time{}
	if s.now != "" {
		var err error
		if now, err = time.Parse(time.RFC3339, s.now); err != nil {
			return fmt.Errorf("-now: %w", err)
		}
	}
	from, err := netmail.ParseAddress(s.from)
	if err != nil {
		return fmt.Errorf("-from: %w", err)
	}
	if s.demo {
		return demo(ctx, s, *from, out, terminal)
	}
	if err := os.MkdirAll(s.data, 0o700); err != nil {
		return err
	}
	p, err := newProgram(s.data)
	if err != nil {
		return err
	}
	c := newClock(now)
	c.leaps = s.leaps
	m, err := newMailer(ctx, s, p, *from, c, &progress{out: out, terminal: terminal, rate: s.rate})
	if err != nil {
		return err
	}
	defer m.outbox.close()
	switch {
	case s.dead:
		return deadLetters(ctx, m.outbox, out)
	case s.dryRun:
		return m.dryRun(ctx, out)
	}
	if s.requeue {
		if err := m.requeue(ctx); err != nil {
			return err
		}
	}
	if s.unsubscribe == "" {
		m.progress.say("No -unsubscribe: these e-mails say no way to unsubscribe.")
	}
	if s.listen != "" {
		closeServer, err := serve(s.listen, unsubscribing(p, m.outbox, m.sender.signer, m.clock.now))
		if err != nil {
			return err
		}
		defer closeServer()
	}
	err = m.run(ctx)
	return errors.Join(err, m.summary(context.WithoutCancel(ctx), out))
}

// newMailer opens all that a mailer needs in its folder.
func newMailer(ctx context.Context, s settings, p *program, from netmail.Address, c *clock, shows *progress) (*mailer, error) {
	t := &transport{address: s.smtp, protection: protection(s.protection), user: s.smtpUser, password: s.smtpPassword, from: from.Address, journal: s.journalTo}
	if s.smtp != "" {
		host, _, err := net.SplitHostPort(s.smtp)
		if err != nil {
			return nil, fmt.Errorf("-smtp: %w", err)
		}
		switch {
		case t.protection == "" && local(host):
			t.protection = plain
		case t.protection == "":
			t.protection = startTLS
		case t.protection == plain && !local(host):
			return nil, errors.New("-tls none is for a server on this machine; what goes further is encrypted")
		case t.protection != plain && t.protection != startTLS && t.protection != implicit:
			return nil, fmt.Errorf("-tls %s: there is starttls, implicit and none", s.protection)
		}
	}
	if u, err := url.Parse(s.unsubscribe); err != nil || s.unsubscribe != "" && (u.Scheme != "https" || u.Host == "") {
		return nil, errors.New("-unsubscribe is an https address (RFC 8058)")
	}
	var j *journal
	if s.journal != "" {
		var err error
		if j, err = newJournal(s.journal, s.journalPassword); err != nil {
			return nil, err
		}
	}
	sign, err := openSigner(s.data, crand.Reader)
	if err != nil {
		return nil, err
	}
	o, err := openOutbox(ctx, s.data, p.plan.Brief.ID)
	if err != nil {
		return nil, err
	}
	return &mailer{
		program: p, outbox: o, transport: t, journal: j, clock: c, progress: shows,
		sender: &sender{from: from, site: s.site, unsubscribe: s.unsubscribe, signer: sign},
		events: events{path: s.events},
		chance: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())),
		retry:  s.retry, tries: s.tries, settle: s.settle, late: s.late, rate: s.rate, stay: s.listen != "",
	}, nil
}

// serve answers requests until it is closed.
func serve(address string, h http.Handler) (closeServer func(), err error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
	go server.Serve(listener) // until it is closed
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		server.Shutdown(ctx)
	}, nil
}

// summary says how it ended.
func (m *mailer) summary(ctx context.Context, out io.Writer) error {
	m.progress.clear()
	t, err := m.outbox.tally(ctx, m.clock.now())
	if err != nil {
		return err
	}
	fmt.Fprintln(out, t)
	return deadLetters(ctx, m.outbox, out)
}

// deadLetters lists what could not be delivered, and why.
func deadLetters(ctx context.Context, o *outbox, out io.Writer) error {
	all, err := o.list(ctx, dead)
	for _, r := range all {
		fmt.Fprintf(out, "not delivered: %s, %s: %s\n", r.person, r.touchpoint, r.reason)
	}
	return err
}

// requeue gives what could not be delivered another chance.
func (m *mailer) requeue(ctx context.Context) error {
	all, err := m.outbox.list(ctx, dead)
	if err != nil {
		return err
	}
	now := m.clock.now()
	for _, r := range all {
		if err := m.outbox.again(ctx, r.id, now, now, 0, ""); err != nil {
			return err
		}
	}
	return nil
}

// dryRun prints what would be sent now, and how much later.
func (m *mailer) dryRun(ctx context.Context, out io.Writer) error {
	if err := m.know(ctx); err != nil {
		return err
	}
	all, err := m.outbox.list(ctx, queued)
	if err != nil {
		return err
	}
	now, due := m.clock.now(), 0
	for _, r := range all {
		item, why, err := m.find(&r)
		if err != nil {
			return err
		}
		if why == tooLate {
			fmt.Fprintf(out, "too late  %s  %s  %s\n", r.due.In(item.At.Location()).Format("2006-01-02 15:04 -07:00"), r.person, r.touchpoint)
		}
		if why != "" || item.At.After(now) {
			continue
		}
		due++
		if _, err := m.sender.compose(m.schedule, item, r.id, now); err != nil {
			return err
		}
		t := m.program.plan.Touchpoint(item.Touchpoint)
		fmt.Fprintf(out, "would send  %s  %s  %s  %s\n", item.At.Format("2006-01-02 15:04 -07:00"), m.program.workforce.Person(r.person).Email, r.touchpoint, t.Title.In(item.Language))
	}
	t, err := m.outbox.tally(ctx, now)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d would be sent now; %s\n", due, t)
	return nil
}

// domainOf is what follows the @ of an address.
func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
