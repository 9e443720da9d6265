package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// refusal is a server's answer about one message; the next may fare better.
type refusal struct {
	temporary bool
	err       error
}

func (r *refusal) Error() string { return r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

// doubt is what is left where the last dot went out and no answer came: the
// server may have accepted the message (RFC 1047).
type doubt struct{ err error }

func (d *doubt) Error() string { return "no answer after the whole message: " + d.err.Error() }
func (d *doubt) Unwrap() error { return d.err }

// hopeless is what trying again cannot mend: somebody has to.
type hopeless struct{ err error }

func (h *hopeless) Error() string { return h.err.Error() }
func (h *hopeless) Unwrap() error { return h.err }

// errWithdrawn tells that a message was given up before its last dot.
var errWithdrawn = errors.New("withdrawn before the last dot")

// protection of the connection.
type protection string

const (
	startTLS protection = "starttls" // encrypted after STARTTLS, or not at all
	implicit protection = "implicit" // encrypted from the first byte, as on port 465
	plain    protection = "none"     // only towards this machine itself
)

// transport sends messages over one connection, which it keeps while it can.
type transport struct {
	address    string // host:port
	protection protection
	tls        *tls.Config // nil for the system's roots
	user       string      // empty: without authentication
	password   string
	from       string // envelope sender
	journal    string // envelope recipient of a copy of everything; empty without
	client     *smtp.Client
}

// connect opens the connection where it is not.
func (t *transport) connect(ctx context.Context) error {
	if t.client != nil {
		return nil
	}
	host, _, err := net.SplitHostPort(t.address)
	if err != nil {
		return &hopeless{err}
	}
	conn, err := (&net.Dialer{Timeout: 30 * time.Second}).DialContext(ctx, "tcp", t.address)
	if err != nil {
		return err
	}
	config := &tls.Config{}
	if t.tls != nil {
		config = t.tls.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = host
	}
	var client *smtp.Client
	switch t.protection {
	case implicit:
		client = smtp.NewClient(tls.Client(conn, config))
	case startTLS:
		if client, err = smtp.NewClientStartTLS(conn, config); err != nil {
			conn.Close()
			return permanent(fmt.Errorf("STARTTLS: %w", err))
		}
	default:
		client = smtp.NewClient(conn)
	}
	if err := client.Hello(helloName(conn)); err != nil && t.protection != startTLS { // after STARTTLS it is said already
		client.Close()
		return permanent(fmt.Errorf("greeting: %w", err))
	}
	if t.user != "" {
		if err := client.Auth(sasl.NewPlainClient("", t.user, t.password)); err != nil {
			client.Close()
			return permanent(fmt.Errorf("authentication as %s: %w", t.user, err))
		}
	}
	t.client = client
	return nil
}

// helloName is this machine's address as EHLO writes it (RFC 5321, 4.1.3).
func helloName(conn net.Conn) string {
	ip := conn.LocalAddr().(*net.TCPAddr).IP
	if ip.To4() == nil {
		return "[IPv6:" + ip.String() + "]"
	}
	return "[" + ip.String() + "]"
}

// permanent marks what a server will say again, however often it is asked, and
// certificates that do not fit.
func permanent(err error) error {
	var answer *smtp.SMTPError
	var certificate *tls.CertificateVerificationError
	if errors.As(err, &answer) && !answer.Temporary() || errors.As(err, &certificate) {
		return &hopeless{err}
	}
	return err
}

// deliver sends one message to one address. Right before the last dot, after
// which the server may accept it, it asks whether to go on. It returns nil
// where the server accepted the message; a [*refusal] of this message; a
// [*doubt]; [errWithdrawn]; a [*hopeless]; any other error is the connection's.
func (t *transport) deliver(to string, message []byte, goOn func() (bool, error)) error {
	if err := t.client.Mail(t.from, nil); err != nil {
		return t.drop(permanent(fmt.Errorf("sender %s: %w", t.from, err)))
	}
	if err := t.client.Rcpt(to, nil); err != nil {
		return t.refused(err)
	}
	if t.journal != "" {
		if err := t.client.Rcpt(t.journal, nil); err != nil {
			return t.drop(permanent(fmt.Errorf("journal %s: %w", t.journal, err)))
		}
	}
	body, err := t.client.Data()
	if err != nil {
		return t.refused(err)
	}
	if _, err := body.Write(message); err != nil {
		return t.drop(err)
	}
	if on, err := goOn(); err != nil || !on {
		t.drop(nil) // without the dot, the server throws away what it has
		return errors.Join(err, errWithdrawn)
	}
	err = body.Close()
	var answer *smtp.SMTPError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &answer):
		return t.refused(err)
	default:
		return t.drop(&doubt{err})
	}
}

// refused sorts a server's answer, and readies the connection for the next.
func (t *transport) refused(err error) error {
	var answer *smtp.SMTPError
	if !errors.As(err, &answer) {
		return t.drop(err)
	}
	if answer.Code == 421 || t.client.Reset() != nil { // 421: the server is about to leave
		t.drop(nil)
	}
	return &refusal{answer.Temporary(), answer}
}

// drop closes the connection at once.
func (t *transport) drop(err error) error {
	t.client.Close()
	t.client = nil
	return err
}

// quit takes leave of the server.
func (t *transport) quit() {
	if t.client != nil {
		t.client.Quit() // the server has accepted all that it will
		t.client = nil
	}
}
