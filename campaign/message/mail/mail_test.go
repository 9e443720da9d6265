package mail_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"flag"
	"html"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/ical"
	"github.com/osmosi-learning/osmosi/campaign/message"
	"github.com/osmosi-learning/osmosi/campaign/message/mail"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

var update = flag.Bool("update", false, "write the golden files anew")

// schedule is that of the quickstart's campaign with gaps in a title and a body
// and a learning hour of every Thursday, for a person of that name.
func schedule(t *testing.T, given, family string) *campaign.Schedule {
	t.Helper()
	file, err := os.Open("../../../examples/quickstart/brief.json")
	require.NoError(t, err)
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	require.NoError(t, found.Err())
	hour := brief.Touchpoint("thursday-hour")
	hour.Moment = &campaign.StandardMoment{Weekday: "TH", EveryWeeks: 1, Time: "14:00", Minutes: 60, WorkingTime: true, OwnChoice: true}
	hour.Title = engagement.Text{It: "{{firstName|Per te}}: è la tua ora del giovedì, anche se fuori piove e la città è già piena di biciclette 🚲", Nl: "{{firstName|Voor jou}}: jouw donderdaguur – één uur, één idee, elke week, ook als het buiten regent 🚲", En: "{{firstName|For you}}: your Thursday hour – naïve questions welcome, whatever the weather outside may be 🚲"}
	hour.Body = engagement.Text{It: "Ciao {{firstName|a te}}! **Perché** no? 👩🏽‍🔧\n\n- [Comincia]({{link}})", Nl: "Dag {{firstName|jij daar}}! **Waarom** geen hé? 👩🏽‍🔧\n\n- [Begin]({{link}})", En: "Hello {{firstName|there}}! **Déjà vu?** 👩🏽‍🔧\n\n- [Start]({{link}})"}
	workforce, found := audience.NewWorkforce([]audience.Person{{ID: "zoe", GivenName: given, FamilyName: family, Language: "it", TimeZone: "Europe/Rome", Email: "zoe@viavelo.example"}})
	require.Empty(t, found)
	plan, found := campaign.NewPlan(brief, workforce)
	require.NoError(t, found.Err())
	return plan.Schedule(workforce)
}

// scheduled is an item of the person's.
func scheduled(t *testing.T, s *campaign.Schedule, touchpoint string) campaign.Item {
	t.Helper()
	for item, err := range s.For("zoe") {
		require.NoError(t, err)
		if item.Touchpoint == touchpoint {
			return item
		}
	}
	require.Fail(t, "not scheduled", touchpoint)
	return campaign.Item{}
}

// envelope is one without faults.
func envelope() mail.Envelope {
	return mail.Envelope{
		From:            netmail.Address{Name: "Viavelo – più formazione", Address: "learning@viavelo.example"},
		MessageID:       "zoe.thursday-hour.1@mail.viavelo.example",
		Site:            "https://intranet.viavelo.example",
		UnsubscribeURL:  "https://intranet.viavelo.example/unsubscribe?person=3f9a4c1e0b7d4f2a9c55&campaign=viavelo-2027",
		UnsubscribeMail: "unsubscribe@viavelo.example",
	}
}

// part is one form of an e-mail's content.
type part struct{ Type, Charset, Method, Text string }

// read takes an e-mail apart with Go's own packages.
func read(t *testing.T, eml []byte) (netmail.Header, []part) {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(eml))
	require.NoError(t, err)
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	require.NoError(t, err)
	require.Equal(t, "multipart/alternative", kind)
	var parts []part
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return m.Header, parts
		}
		require.NoError(t, err)
		kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		require.NoError(t, err)
		var body io.Reader = p
		switch p.Header.Get("Content-Transfer-Encoding") {
		case "quoted-printable":
			body = quotedprintable.NewReader(p)
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, p)
		default:
			require.Fail(t, "encoding", p.Header)
		}
		data, err := io.ReadAll(body)
		require.NoError(t, err)
		parts = append(parts, part{kind, strings.ToLower(params["charset"]), params["method"], string(data)})
	}
}

// unfold writes lines as Go does.
func unfold(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

func decoded(t *testing.T, header string) string {
	t.Helper()
	text, err := new(mime.WordDecoder).DecodeHeader(header)
	require.NoError(t, err)
	return text
}

// subjects as people read them.
var subjects = map[engagement.Language]string{
	engagement.Italian: "Zoè: è la tua ora del giovedì, anche se fuori piove e la città è già piena di biciclette 🚲",
	engagement.Dutch:   "Zoè: jouw donderdaguur – één uur, één idee, elke week, ook als het buiten regent 🚲",
	engagement.English: "Zoè: your Thursday hour – naïve questions welcome, whatever the weather outside may be 🚲",
}

// leave is what the way to unsubscribe is called.
var leave = map[engagement.Language]string{engagement.Italian: "Non ricevere più queste e-mail", engagement.Dutch: "Deze e-mails niet meer ontvangen", engagement.English: "Stop these e-mails"}

func TestAnEMailReadsAsItWasWritten(t *testing.T) {
	s := schedule(t, "Zoè", "D’Amico")
	item := scheduled(t, s, "thursday-hour.moment-1")
	for l, subject := range subjects {
		item.Language = l
		e := envelope()
		eml, err := mail.Compose(s, item, e)
		require.NoError(t, err)
		again, err := mail.Compose(s, item, e)
		require.NoError(t, err)
		require.Equal(t, string(eml), string(again), "the same input gives the same bytes")
		golden(t, string(l)+".eml", eml)
		m, err := message.Personal(s, item, e.Site)
		require.NoError(t, err)
		calendar, err := ical.Invite(s, "zoe", "thursday-hour", ical.Edition{At: item.At, Organiser: e.From.Address, Site: e.Site, Language: l})
		require.NoError(t, err)

		header, parts := read(t, eml)
		require.Equal(t, subject, m.Subject)
		require.Equal(t, subject, decoded(t, header.Get("Subject")))
		to, err := header.AddressList("To")
		require.NoError(t, err)
		require.Equal(t, []*netmail.Address{{Name: "Zoè D’Amico", Address: "zoe@viavelo.example"}}, to)
		from, err := header.AddressList("From")
		require.NoError(t, err)
		require.Equal(t, []*netmail.Address{&e.From}, from)
		date, err := header.Date()
		require.NoError(t, err)
		require.True(t, item.At.Equal(date), date)
		for name, want := range map[string]string{
			"Message-Id": "<" + e.MessageID + ">", "Mime-Version": "1.0", "Content-Language": string(l), "Auto-Submitted": "auto-generated",
			"List-Unsubscribe":      "<mailto:unsubscribe@viavelo.example?subject=unsubscribe>, <" + e.UnsubscribeURL + ">",
			"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "User-Agent": "", "X-Mailer": "",
		} {
			require.Equal(t, want, header.Get(name), name)
		}
		for i := range parts[:2] {
			parts[i].Text = unfold(parts[i].Text)
		}
		for i, out := range []string{"\n" + leave[l] + ": " + e.UnsubscribeURL + "\n", `<a href="` + html.EscapeString(e.UnsubscribeURL) + `">` + leave[l] + "</a></p>\n"} {
			require.Contains(t, parts[i].Text, out, "whoever sees no header finds the way out")
			from, to := strings.LastIndex(parts[i].Text, []string{"\n" + leave[l], "<p "}[i]), strings.Index(parts[i].Text, out)+len(out)
			parts[i].Text = parts[i].Text[:from] + parts[i].Text[to:]
		}
		require.Equal(t, []part{
			{"text/plain", "utf-8", "", m.Text}, {"text/html", "utf-8", "", m.HTML}, {"text/calendar", "utf-8", "REQUEST", string(calendar)},
		}, parts)
		require.Contains(t, m.HTML, "👩🏽‍🔧")
		require.Contains(t, m.HTML, `href="https://intranet.viavelo.example/learn/`)

		lines := strings.SplitAfter(string(eml), "\r\n")
		for _, line := range lines[:slices.Index(lines, "\r\n")] {
			if strings.Contains(line, "=?") {
				require.LessOrEqual(t, len(line), 78, "%q", line)
			}
		}
		for _, line := range lines {
			require.LessOrEqual(t, len(line), 200, "%q", line)
			require.False(t, strings.Contains(strings.TrimSuffix(line, "\r\n"), "\n"), "%q", line)
			require.NotContains(t, strings.TrimSuffix(line, "\r\n"), "\r")
			for _, c := range []byte(line) {
				require.Less(t, c, byte(0x80), "seven bits: %q", line)
			}
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "%s differs; run with -update and read the difference", name)
}

// What others wrote reads the e-mails that are kept here, without a defect.
func TestPythonReadsTheSame(t *testing.T) {
	const interpreter = "/usr/bin/python3" // Debian's, whatever else is installed
	cmd := exec.Command(interpreter, "testdata/read.py", "testdata")
	var out, faults bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &faults
	if err := cmd.Run(); err != nil {
		if _, missing := os.Stat(interpreter); missing != nil && os.Getenv("CI") != "true" {
			t.Skipf("not done, %s cannot be used here: %v", interpreter, missing)
		}
		require.NoError(t, err, faults.String())
	}
	var mails map[string]struct {
		Headers map[string]string
		Type    string
		Parts   []part
		Defects []string
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &mails))
	require.Len(t, mails, len(subjects))
	for l, subject := range subjects {
		m := mails[string(l)+".eml"]
		require.Empty(t, m.Defects)
		require.Equal(t, "multipart/alternative", m.Type)
		require.Equal(t, subject, m.Headers["Subject"])
		require.Equal(t, "Zoè D’Amico <zoe@viavelo.example>", m.Headers["To"])
		require.Equal(t, "Viavelo – più formazione <learning@viavelo.example>", m.Headers["From"])
		require.Equal(t, "List-Unsubscribe=One-Click", m.Headers["List-Unsubscribe-Post"])
		eml, err := os.ReadFile(filepath.Join("testdata", string(l)+".eml"))
		require.NoError(t, err)
		_, parts := read(t, eml)
		require.Len(t, m.Parts, len(parts))
		for i := range parts {
			require.Equal(t, parts[i].Type, m.Parts[i].Type)
			require.Equal(t, "utf-8", m.Parts[i].Charset)
			require.Equal(t, parts[i].Method, m.Parts[i].Method)
			require.Equal(t, unfold(parts[i].Text), unfold(m.Parts[i].Text))
		}
	}
}

func TestOnlyTheFirstMomentInvites(t *testing.T) {
	s := schedule(t, "Zoè", "")
	for touchpoint, parts := range map[string]int{"your-hour": 2, "thursday-hour": 2, "thursday-hour.moment-1": 3, "thursday-hour.moment-2": 2} {
		eml, err := mail.Compose(s, scheduled(t, s, touchpoint), envelope())
		require.NoError(t, err)
		_, found := read(t, eml)
		require.Len(t, found, parts, touchpoint)
	}
}

func TestAChangeIsSentByItself(t *testing.T) {
	s := schedule(t, "Zoè", "")
	item := scheduled(t, s, "thursday-hour.moment-1")
	m, err := message.Personal(s, item, "")
	require.NoError(t, err)
	e := envelope()
	e.To, e.Date = netmail.Address{Address: "zoe@viavelo.example"}, item.At
	edition := ical.Edition{At: item.At, Revision: 1, Organiser: e.From.Address}
	cancel, err := ical.Cancel(s, "zoe", "thursday-hour", edition)
	require.NoError(t, err)
	published, err := ical.Person(s, "zoe", edition)
	require.NoError(t, err)
	for method, calendar := range map[string][]byte{"CANCEL": cancel, "PUBLISH": published} {
		eml, err := mail.Write(m, calendar, e)
		require.NoError(t, err)
		_, parts := read(t, eml)
		require.Equal(t, part{"text/calendar", "utf-8", method, string(calendar)}, parts[2])
	}
}

func TestNothingOfPeopleGetsIntoAHeader(t *testing.T) {
	for _, name := range []string{"a\r\nBcc: all@evil.example", "a\n\n<script>", "\"x\" <all@evil.example>,", "=?utf-8?q?Bcc:_x?=", strings.Repeat("è ", 200)} {
		s := schedule(t, name, name)
		item := scheduled(t, s, "thursday-hour.moment-1")
		eml, err := mail.Compose(s, item, envelope())
		require.NoError(t, err)
		header, parts := read(t, eml)
		require.Len(t, header, 11, name)
		require.NotContains(t, header, "Bcc")
		to, err := header.AddressList("To")
		require.NoError(t, err)
		require.Len(t, to, 1)
		require.Equal(t, "zoe@viavelo.example", to[0].Address)
		require.Len(t, parts, 3)
		require.NotContains(t, parts[1].Text, "<script>")
	}
}

func TestFaultsInAnEnvelopeAreToldApart(t *testing.T) {
	s := schedule(t, "Zoè", "")
	for name, c := range map[string]struct {
		change func(*mail.Envelope, *campaign.Item)
		want   error
	}{
		"no sender":            {func(e *mail.Envelope, _ *campaign.Item) { e.From = netmail.Address{} }, mail.ErrAddress},
		"two senders":          {func(e *mail.Envelope, _ *campaign.Item) { e.From.Address = "a@b.example,c@d.example" }, mail.ErrAddress},
		"a line too many":      {func(e *mail.Envelope, _ *campaign.Item) { e.To.Address = "a@b.example\r\nBcc: c@d.example" }, mail.ErrAddress},
		"no Message-ID":        {func(e *mail.Envelope, _ *campaign.Item) { e.MessageID = "" }, mail.ErrMessageID},
		"brackets":             {func(e *mail.Envelope, _ *campaign.Item) { e.MessageID = "<a@b.example>" }, mail.ErrMessageID},
		"a long Message-ID":    {func(e *mail.Envelope, _ *campaign.Item) { e.MessageID = strings.Repeat("a", 200) + "@b.example" }, mail.ErrMessageID},
		"a header more":        {func(e *mail.Envelope, _ *campaign.Item) { e.MessageID = "a@b.example>\r\nBcc: <c" }, mail.ErrMessageID},
		"no way to post":       {func(e *mail.Envelope, _ *campaign.Item) { e.UnsubscribeURL = "http://x.example/u" }, mail.ErrUnsubscribe},
		"a way out of line":    {func(e *mail.Envelope, _ *campaign.Item) { e.UnsubscribeURL = "https://x.example/u>,<mailto:a@b" }, mail.ErrUnsubscribe},
		"no address to write":  {func(e *mail.Envelope, _ *campaign.Item) { e.UnsubscribeMail = "unsubscribe" }, mail.ErrUnsubscribe},
		"no date":              {func(e *mail.Envelope, i *campaign.Item) { i.At = time.Time{} }, mail.ErrDate},
		"a site without https": {func(e *mail.Envelope, _ *campaign.Item) { e.Site = "http://x.example" }, message.ErrSite},
		"nobody":               {func(_ *mail.Envelope, i *campaign.Item) { i.Person = "nobody" }, campaign.ErrUnknownPerson},
	} {
		item, e := scheduled(t, s, "your-hour"), envelope()
		c.change(&e, &item)
		_, err := mail.Compose(s, item, e)
		require.ErrorIs(t, err, c.want, name)
	}
	item := scheduled(t, s, "your-hour")
	item.Touchpoint = "gone"
	_, err := mail.Compose(s, item, envelope())
	var unknown *message.UnknownError
	require.ErrorAs(t, err, &unknown)
}

func TestUnsubscribingIsOfferedAsFarAsItIsKnown(t *testing.T) {
	s := schedule(t, "Zoè", "")
	e := envelope()
	e.UnsubscribeMail, e.UnsubscribeURL = "", ""
	eml, err := mail.Compose(s, scheduled(t, s, "your-hour"), e)
	require.NoError(t, err)
	header, _ := read(t, eml)
	require.NotContains(t, header, "List-Unsubscribe")
	require.NotContains(t, header, "List-Unsubscribe-Post")
	e.UnsubscribeMail = "out+a/b@viavelo.example"
	eml, err = mail.Compose(s, scheduled(t, s, "your-hour"), e)
	require.NoError(t, err)
	header, _ = read(t, eml)
	require.Equal(t, "<mailto:out+a%2Fb@viavelo.example?subject=unsubscribe>", header.Get("List-Unsubscribe"))
	require.NotContains(t, header, "List-Unsubscribe-Post", "one click needs an https address")
}

func TestAnEMailThatReadersWouldCutOffIsRefused(t *testing.T) {
	e := envelope()
	e.To, e.Date = netmail.Address{Address: "zoe@viavelo.example"}, time.Date(2027, 2, 8, 9, 0, 0, 0, time.UTC)
	size := func(n int) (int, error) {
		eml, err := mail.Write(message.Message{Subject: "x", Text: "x", HTML: strings.Repeat("<p>x</p>\n", n)}, nil, e)
		return len(eml), err
	}
	small, err := size(1000)
	require.NoError(t, err)
	one, err := size(1001)
	require.NoError(t, err)
	most := 1000 + (mail.Limit-small)/(one-small)
	last, err := size(most)
	require.NoError(t, err)
	require.LessOrEqual(t, last, mail.Limit)
	_, err = size(most + 1)
	var large *mail.TooLargeError
	require.ErrorAs(t, err, &large)
	require.Equal(t, last+one-small, large.Size)
	require.Contains(t, err.Error(), "102400")
}

func TestASubjectReadsAsItIs(t *testing.T) {
	e := envelope()
	e.To, e.Date = netmail.Address{Address: "zoe@viavelo.example"}, time.Date(2027, 2, 8, 9, 0, 0, 0, time.UTC)
	for _, subject := range []string{"", "plain", "=?utf-8?q?x?=", strings.Repeat("long ", 30) + "x", strings.Repeat("è🚲", 40), "  a  ", "a\r\nBcc: b@evil.example", "tab\tand \u2028 line"} {
		eml, err := mail.Write(message.Message{Subject: subject, Text: "x", HTML: "<p>x</p>"}, nil, e)
		require.NoError(t, err)
		header, _ := read(t, eml)
		require.Equal(t, markup.Clean(subject), decoded(t, header.Get("Subject")))
		require.NotContains(t, header, "Bcc")
	}
}
