package main

import (
	"bytes"
	"html"
	"net/mail"
	"strings"
	"time"

	entity "github.com/emersion/go-message"
	mime "github.com/emersion/go-message/mail"

	"github.com/osmosi-learning/osmosi/campaign/message"
)

// letter is what one message is composed of.
type letter struct {
	id          string // Message-ID, without angle brackets
	from, to    mail.Address
	date        time.Time
	unsubscribe string // address to unsubscribe at; empty without
	content     message.Message
}

// compose writes a message as MIME: the text, and the same as HTML. The same
// letter gives the same bytes.
func compose(l letter) ([]byte, error) {
	text, page := l.content.Text, l.content.HTML
	var h mime.Header
	h.SetAddressList("From", []*mime.Address{(*mime.Address)(&l.from)})
	h.SetAddressList("To", []*mime.Address{(*mime.Address)(&l.to)})
	h.SetSubject(l.content.Subject)
	h.SetDate(l.date)
	h.SetMessageID(l.id)
	h.Set("Auto-Submitted", "auto-generated") // no out-of-office replies (RFC 3834)
	h.Set("Content-Language", string(l.content.Language))
	if l.unsubscribe != "" {
		h.Set("List-Unsubscribe", "<"+l.unsubscribe+">")
		h.Set("List-Unsubscribe-Post", "List-Unsubscribe=One-Click") // RFC 8058
		w := words()[l.content.Language]
		text += "\n" + w["mail"] + "\n" + w["link"] + ": " + l.unsubscribe + "\n"
		page = strings.Replace(page, "</body>", `<p class="why">`+html.EscapeString(w["mail"])+` <a href="`+html.EscapeString(l.unsubscribe)+`">`+html.EscapeString(w["link"])+"</a></p></body>", 1)
	}
	boundary, _, _ := strings.Cut(l.id, "@")
	h.SetContentType("multipart/alternative", map[string]string{"boundary": "=_" + boundary})
	var out bytes.Buffer
	whole, err := entity.CreateWriter(&out, h.Header)
	if err != nil {
		return nil, err
	}
	for _, part := range []struct{ kind, body string }{{"text/plain", text}, {"text/html", page}} {
		var h entity.Header
		h.SetContentType(part.kind, map[string]string{"charset": "utf-8"})
		h.Set("Content-Transfer-Encoding", "quoted-printable")
		w, err := whole.CreatePart(h)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(part.body)); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
	}
	err = whole.Close()
	return out.Bytes(), err
}
