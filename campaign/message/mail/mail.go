// Package mail makes whole e-mails of the items of a schedule, ready for SMTP:
// the message as text and as HTML, and the invitation to a learning moment
// (RFC 5322, 2045 to 2049, 5546). Sending them is the host's.
//
// The same input gives the same bytes, so that a host may compose again what it
// composed before; what tells one e-mail from another is its Message-ID, which
// the host keeps for each item.
package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	netmail "net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/ical"
	"github.com/osmosi-learning/osmosi/campaign/message"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Limit is how many bytes an e-mail may have at most. Some readers cut off the
// HTML of larger ones, and with it the way to unsubscribe.
const Limit = 100 << 10

// Envelope is what the host knows of an e-mail besides its message.
type Envelope struct {
	// From is who sends it, and organises the learning moments.
	From netmail.Address
	// To is whom it goes to; for [Compose], the item's person where empty.
	To netmail.Address
	// MessageID tells it from all others, such as item-42@mail.example: without
	// angle brackets, and the same each time that the item is sent.
	MessageID string
	// Date of the e-mail; for [Compose], when the item is due where zero.
	Date time.Time
	// Site is where paths of the brief lead, such as https://intranet.example.
	Site string
	// UnsubscribeURL is the https address that unsubscribes the person when
	// something is posted to it (RFC 8058); none where empty. It tells who
	// unsubscribes, and should be hard to guess.
	UnsubscribeURL string
	// UnsubscribeMail is the address to which an e-mail unsubscribes; none where empty.
	UnsubscribeMail string
	// Revision of the invitations, see [ical.Edition].
	Revision uint
}

// Faults in an envelope; [message.ErrSite] and [message.UnknownError] come from
// the message, [ical.ErrNoMoment] and [ical.ErrAddress] from the invitation.
var (
	// ErrAddress tells of a sender, or of somebody to send to, without a usable
	// e-mail address.
	ErrAddress = errors.New("mail: not an e-mail address")
	// ErrMessageID tells of a Message-ID that is none.
	ErrMessageID = errors.New("mail: not a Message-ID")
	// ErrUnsubscribe tells of a way to unsubscribe that leads nowhere.
	ErrUnsubscribe = errors.New("mail: not an address to unsubscribe at")
	// ErrDate tells of an e-mail without a date.
	ErrDate = errors.New("mail: no date")
)

// TooLargeError tells of an e-mail that is larger than [Limit].
type TooLargeError struct {
	Size int // in bytes
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("mail: %d bytes, which is more than %d", e.Size, Limit)
}

// Compose makes the e-mail for an item of a schedule. The first of a person's
// learning moments brings the invitation to all of them; later ones bring none,
// since nobody wants to be invited anew each week.
func Compose(s *campaign.Schedule, item campaign.Item, e Envelope) ([]byte, error) {
	m, err := message.Personal(s, item, e.Site)
	if err != nil {
		return nil, err
	}
	person := s.Workforce().Person(item.Person)
	if e.To == (netmail.Address{}) {
		e.To = netmail.Address{Name: strings.TrimSpace(person.GivenName + " " + person.FamilyName), Address: person.Email}
	}
	if e.Date.IsZero() {
		e.Date = item.At
	}
	calendar, err := invitation(s, item, e)
	if err != nil {
		return nil, err
	}
	return Write(m, calendar, e)
}

// invitation to the moments of which an item is the first; nil for any other.
func invitation(s *campaign.Schedule, item campaign.Item, e Envelope) ([]byte, error) {
	touchpoint, part, _ := campaign.PlannedTouchpoint{ID: item.Touchpoint}.Part()
	if part != "moment" {
		return nil, nil
	}
	for other, err := range s.For(item.Person) {
		if err != nil {
			return nil, err
		}
		if of, part, _ := (campaign.PlannedTouchpoint{ID: other.Touchpoint}).Part(); of != touchpoint || part != "moment" {
			continue
		}
		if other.Touchpoint != item.Touchpoint {
			return nil, nil
		}
		break
	}
	return ical.Invite(s, item.Person, touchpoint, ical.Edition{At: e.Date, Revision: e.Revision, Organiser: e.From.Address, Site: e.Site, Language: item.Language})
}

// leavable ends a message with the way to unsubscribe, for people whose mail
// program does not show the one in the header.
func leavable(m message.Message, address string) message.Message {
	words := catalogue.Text(string(m.Language), "message.unsubscribe")
	m.Text = strings.TrimRight(m.Text, "\n") + "\n\n" + words + ": " + address + "\n"
	body, rest, _ := strings.Cut(m.HTML, "</body>")
	m.HTML = body + `<p style="max-width:600px;margin:0 auto;padding:0 16px 24px;font-family:Arial,Helvetica,sans-serif;font-size:13px"><a href="` + html.EscapeString(address) + `">` + words + "</a></p>\n</body>" + rest
	return m
}

// Write makes the e-mail for a message, with a calendar where there is one, as
// [ical.Invite] and [ical.Cancel] make it: the host sends these itself when a
// plan has changed. The envelope needs everything but the site and the ways to
// unsubscribe.
func Write(m message.Message, calendar []byte, e Envelope) ([]byte, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(e.MessageID))
	w := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary(fmt.Sprintf("%x", sum[:16])))
	w.FromMailAddress(address(e.From))
	w.ToMailAddress(address(e.To))
	w.SetMessageIDWithValue(e.MessageID)
	w.SetDateWithValue(e.Date)
	w.SetGenHeaderPreformatted(gomail.HeaderSubject, subject(markup.Clean(m.Subject)))
	w.SetGenHeader("Content-Language", string(m.Language))
	w.SetGenHeader("Auto-Submitted", "auto-generated")
	if ways := e.unsubscribe(); len(ways) > 0 {
		w.SetGenHeader(gomail.HeaderListUnsubscribe, ways...)
	}
	if e.UnsubscribeURL != "" {
		w.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	if e.UnsubscribeURL != "" {
		m = leavable(m, e.UnsubscribeURL)
	}
	w.SetBodyString(gomail.TypeTextPlain, crlf(m.Text))
	w.AddAlternativeString(gomail.TypeTextHTML, crlf(m.HTML))
	if len(calendar) > 0 {
		w.AddAlternativeString(gomail.ContentType("text/calendar; method="+method(calendar)), string(calendar), gomail.WithPartEncoding(gomail.EncodingB64))
	}
	var out bytes.Buffer
	if _, err := w.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	if out.Len() > Limit {
		return nil, &TooLargeError{out.Len()}
	}
	return out.Bytes(), nil
}

// messageID is the form of RFC 5322 without what is obsolete or quoted.
var messageID = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$")

func (e Envelope) check() error {
	for _, a := range []netmail.Address{e.From, e.To} {
		if !usable(a.Address) {
			return fmt.Errorf("%w: %q", ErrAddress, a.Address)
		}
	}
	if len(e.MessageID) > 200 || !messageID.MatchString(e.MessageID) {
		return fmt.Errorf("%w: %q", ErrMessageID, e.MessageID)
	}
	if e.Date.IsZero() {
		return ErrDate
	}
	if e.UnsubscribeMail != "" && !usable(e.UnsubscribeMail) {
		return fmt.Errorf("%w: %q", ErrUnsubscribe, e.UnsubscribeMail)
	}
	if u, err := url.Parse(e.UnsubscribeURL); e.UnsubscribeURL != "" && (err != nil || u.Scheme != "https" || !listed(e.UnsubscribeURL)) {
		return fmt.Errorf("%w: %q", ErrUnsubscribe, e.UnsubscribeURL)
	}
	return nil
}

// listed reports whether an address may stand between angle brackets in a list.
func listed(address string) bool {
	return markup.Safe(address) && !strings.ContainsAny(address, "<>,\"") && address == markup.Clean(address) && isASCII(address)
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e })
}

// usable reports whether an address is one that every server takes; whether
// mail arrives there is not ours to say.
func usable(address string) bool {
	a, err := netmail.ParseAddress(address)
	return err == nil && a.Address == address && a.Name == "" && isASCII(address)
}

func (e Envelope) unsubscribe() []string {
	var ways []string
	if e.UnsubscribeMail != "" {
		ways = append(ways, "<"+(&url.URL{Scheme: "mailto", Opaque: url.PathEscape(e.UnsubscribeMail)}).String()+"?subject=unsubscribe>")
	}
	if e.UnsubscribeURL != "" {
		ways = append(ways, "<"+e.UnsubscribeURL+">")
	}
	return ways
}

// address keeps a name on one line.
func address(a netmail.Address) *netmail.Address {
	return &netmail.Address{Name: markup.Clean(a.Name), Address: a.Address}
}

// chunk is how many bytes of a subject are encoded together, so that a line with
// the name of the header before them has 76 characters at most (RFC 2047).
const chunk = 39

// subject encodes a subject. The first words stay on the line of the header's
// name: not all readers remove the space where they do not.
func subject(s string) string {
	if isASCII(s) && !strings.Contains(s, "=?") && len(s) <= 66 {
		return s
	}
	var words []string
	for len(s) > 0 {
		end := min(chunk, len(s))
		for end < len(s) && !utf8.RuneStart(s[end]) {
			end--
		}
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(s[:end]))+"?=")
		s = s[end:]
	}
	return strings.Join(words, "\r\n ")
}

// crlf ends lines as e-mail does.
func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

// method of a calendar; PUBLISH where it names none, which asks for nothing.
func method(calendar []byte) string {
	for line := range strings.Lines(string(calendar)) {
		if m, ok := strings.CutPrefix(strings.TrimSpace(line), "METHOD:"); ok && (m == "REQUEST" || m == "CANCEL") {
			return m
		}
	}
	return "PUBLISH"
}
