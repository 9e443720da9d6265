package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/engagement"
)

// subscription is what a person unsubscribes from.
type subscription struct{ person, channel, campaign string }

// signer makes addresses to unsubscribe at that nobody else can make.
type signer struct{ secret []byte }

// openSigner reads the secret of a folder, and makes it where there is none.
// Who loses it breaks the addresses in all e-mails sent so far.
func openSigner(dir string, random io.Reader) (signer, error) {
	path := filepath.Join(dir, "secret")
	secret, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		secret = make([]byte, 32)
		if _, err := io.ReadFull(random, secret); err != nil {
			return signer{}, err
		}
		return signer{secret}, writeWhole(path, secret)
	}
	if err == nil && len(secret) != 32 {
		err = fmt.Errorf("%s: %d bytes, not 32", path, len(secret))
	}
	return signer{secret}, err
}

var encoding = base64.RawURLEncoding

// token of a subscription: what it is, and the signature.
func (s signer) token(sub subscription) string {
	what := strings.Join([]string{sub.person, sub.channel, sub.campaign}, "\x00")
	return encoding.EncodeToString([]byte(what)) + "." + encoding.EncodeToString(s.sign(what))
}

func (s signer) sign(what string) []byte {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte("unsubscribe\x00" + what))
	return mac.Sum(nil)
}

// read takes a token apart; false where it was not signed here.
func (s signer) read(token string) (subscription, bool) {
	what, signature, _ := strings.Cut(token, ".")
	plain, err := encoding.DecodeString(what)
	given, err2 := encoding.DecodeString(signature)
	parts := strings.Split(string(plain), "\x00")
	if err != nil || err2 != nil || len(parts) != 3 || !hmac.Equal(given, s.sign(string(plain))) {
		return subscription{}, false
	}
	return subscription{parts[0], parts[1], parts[2]}, true
}

// address to unsubscribe at, on a site; empty without a site.
func (s signer) address(site string, sub subscription) string {
	if site == "" {
		return ""
	}
	return strings.TrimSuffix(site, "/") + "/unsubscribe?" + url.Values{"token": {s.token(sub)}}.Encode()
}

var page = template.Must(template.New("").Parse(`<!doctype html>
<html lang="{{.Language}}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{.Title}}</title>
<h1>{{.Title}}</h1>
<p>{{.Text}}</p>
{{with .Button}}<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>{{.}}</button></form>
{{end}}</html>
`))

// unsubscribing answers what the address in an e-mail asks. A mail program
// posts to it (RFC 8058). Who opens it is asked first, because programs that
// look for bad links open every one.
func unsubscribing(p *program, o *outbox, s signer, now func() time.Time) http.Handler {
	show := func(w http.ResponseWriter, code int, l engagement.Language, text string, button bool) {
		say := words()[l]
		data := struct {
			Language            engagement.Language
			Title, Text, Button string
		}{Language: l, Title: say["title"], Text: text}
		if button {
			data.Button = say["button"]
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(code)
		page.Execute(w, data) // who closed the connection reads no more
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/unsubscribe", func(w http.ResponseWriter, r *http.Request) {
		b := &p.plan.Brief
		sub, ok := s.read(r.URL.Query().Get("token"))
		l := engagement.MatchLanguage(b.Languages, r.Header.Get("Accept-Language"))
		if person := p.workforce.Person(sub.person); person != nil {
			l = engagement.MatchLanguage(b.Languages, string(person.Language))
		}
		say, name := words()[l], b.Name.In(l)
		if !ok || sub.campaign != b.ID {
			show(w, http.StatusBadRequest, l, say["bad"], false)
			return
		}
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			show(w, http.StatusOK, l, fmt.Sprintf(say["ask"], name), true)
		case http.MethodPost:
			r.Body = http.MaxBytesReader(w, r.Body, 1<<12)
			if r.PostFormValue("List-Unsubscribe") != "One-Click" {
				show(w, http.StatusBadRequest, l, fmt.Sprintf(say["ask"], name), true)
				return
			}
			if err := o.unsubscribe(context.WithoutCancel(r.Context()), sub.person, sub.channel, now()); err != nil {
				http.Error(w, "try again", http.StatusInternalServerError)
				return
			}
			show(w, http.StatusOK, l, fmt.Sprintf(say["done"], name), false)
		default:
			w.Header().Set("Allow", "GET, HEAD, POST")
			http.Error(w, "GET or POST", http.StatusMethodNotAllowed)
		}
	})
	return mux
}
