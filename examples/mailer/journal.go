package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// journal is a mailbox that gets a copy of everything sent, in the same
// transaction: what is in it was accepted.
type journal struct {
	address        string // host:port
	plain          bool   // unencrypted, towards this machine only
	tls            *tls.Config
	user, password string
	mailbox        string
}

// newJournal reads an address such as imaps://user@imap.example.org/INBOX; a
// user may be written as user%40example.org. Unencrypted, imap:, it must be on
// this machine.
func newJournal(address, password string) (*journal, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	j := &journal{user: u.User.Username(), password: password, mailbox: strings.TrimPrefix(u.Path, "/"), plain: u.Scheme == "imap"}
	if j.mailbox == "" {
		j.mailbox = "INBOX"
	}
	port := u.Port()
	switch {
	case u.Scheme != "imap" && u.Scheme != "imaps" || u.Hostname() == "" || j.user == "":
		return nil, errors.New("write the journal as imaps://user@host/INBOX")
	case j.plain && !local(u.Hostname()):
		return nil, errors.New("a journal elsewhere is read encrypted: imaps://")
	case port == "" && j.plain:
		port = "143"
	case port == "":
		port = "993"
	}
	j.address = net.JoinHostPort(u.Hostname(), port)
	return j, nil
}

// has reports whether a message is in the mailbox.
func (j *journal) has(id string) (bool, error) {
	options := &imapclient.Options{TLSConfig: j.tls, Dialer: &net.Dialer{Timeout: 30 * time.Second}}
	dial := imapclient.DialTLS
	if j.plain {
		dial = imapclient.DialInsecure
	}
	client, err := dial(j.address, options)
	if err != nil {
		return false, fmt.Errorf("journal: %w", err)
	}
	defer client.Close()
	tooLong := time.AfterFunc(2*time.Minute, func() { client.Close() }) // a journal that hangs must not hold up the rest
	defer tooLong.Stop()
	if err := client.Login(j.user, j.password).Wait(); err != nil {
		return false, fmt.Errorf("journal: %w", err)
	}
	if _, err := client.Select(j.mailbox, &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		return false, fmt.Errorf("journal: mailbox %s: %w", j.mailbox, err)
	}
	found, err := client.UIDSearch(&imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: "<" + id + ">"}}}, nil).Wait()
	if err != nil {
		return false, fmt.Errorf("journal: %w", err)
	}
	return len(found.AllUIDs()) > 0, nil
}

// local reports whether a name is this machine's own.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
