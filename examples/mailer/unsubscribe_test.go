package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

func TestOneClickUnsubscribes(t *testing.T) {
	box := &postbox{}
	m := ready(t, box, nil)
	require.NoError(t, m.know(t.Context()))
	handler := unsubscribing(m.program, m.outbox, m.sender.signer, m.clock.now)
	sub := subscription{person, "email", "ontano-alert-2027"}
	address := m.sender.signer.address("", sub)
	require.Empty(t, address, "no site, no address")
	address = m.sender.signer.address("https://mail.ontano.example/", sub)
	require.True(t, strings.HasPrefix(address, "https://mail.ontano.example/unsubscribe?token="))
	ask := func(method, address, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, address, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, r)
		return answer
	}
	waiting := func() (n int) {
		for _, r := range result(t, m) {
			if r.state == queued {
				n++
			}
		}
		return n
	}
	before := waiting()
	require.Positive(t, before)

	shown := ask("GET", address, "")
	require.Equal(t, http.StatusOK, shown.Code)
	require.Contains(t, shown.Body.String(), `<html lang="it">`, "in the person's language")
	require.Contains(t, shown.Body.String(), "<button>Non inviatemene più</button>")
	require.Equal(t, before, waiting(), "who only looks stays")
	for _, c := range []struct {
		method, address, body string
		want                  int
	}{
		{"POST", address, "", http.StatusBadRequest},
		{"POST", address, "List-Unsubscribe=Two-Click", http.StatusBadRequest},
		{"POST", address + "x", "List-Unsubscribe=One-Click", http.StatusBadRequest},
		{"POST", "https://mail.ontano.example/unsubscribe", "List-Unsubscribe=One-Click", http.StatusBadRequest},
		{"POST", signer{[]byte("another")}.address("https://mail.ontano.example", sub), "List-Unsubscribe=One-Click", http.StatusBadRequest},
		{"POST", m.sender.signer.address("https://mail.ontano.example", subscription{person, "email", "another"}), "List-Unsubscribe=One-Click", http.StatusBadRequest},
		{"DELETE", address, "List-Unsubscribe=One-Click", http.StatusMethodNotAllowed},
		{"GET", "https://mail.ontano.example/", "", http.StatusNotFound},
	} {
		require.Equal(t, c.want, ask(c.method, c.address, c.body).Code, "%s %s %s", c.method, c.address, c.body)
	}
	require.Equal(t, before, waiting())

	for range 2 { // twice is once
		done := ask("POST", address, "List-Unsubscribe=One-Click")
		require.Equal(t, http.StatusOK, done.Code)
		require.Empty(t, done.Header().Get("Location"))
		require.Contains(t, done.Body.String(), "Fatto")
		require.Zero(t, waiting())
	}
	require.NoError(t, m.run(t.Context()))
	for _, mail := range box.messages() {
		require.NotEqual(t, m.program.workforce.Person(person).Email, mail.to[0])
	}
}

func TestEachEMailSaysHowToUnsubscribe(t *testing.T) {
	box := &postbox{}
	m := ready(t, box, nil)
	m.clock.ahead += 10 * time.Hour
	m.stay = false
	require.NoError(t, m.know(t.Context()))
	next, err := m.outbox.first(t.Context(), queued)
	require.NoError(t, err)
	_, err = m.send(t.Context(), next)
	require.NoError(t, err)
	header := box.messages()[0].header
	require.Equal(t, "List-Unsubscribe=One-Click", header.Get("List-Unsubscribe-Post"))
	u, err := url.Parse(strings.Trim(header.Get("List-Unsubscribe"), "<>"))
	require.NoError(t, err)
	sub, ok := m.sender.signer.read(u.Query().Get("token"))
	require.True(t, ok)
	require.Equal(t, subscription{next.person, "email", "ontano-alert-2027"}, sub)
}

func TestTheSecretIsMadeOnceAndForNobodyElse(t *testing.T) {
	dir := t.TempDir()
	first, err := openSigner(dir, bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	require.NoError(t, err)
	second, err := openSigner(dir, bytes.NewReader(nil))
	require.NoError(t, err)
	require.Equal(t, first, second)
	info, err := os.Stat(dir + "/secret")
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	require.NoError(t, os.WriteFile(dir+"/secret", []byte("short"), 0o600))
	_, err = openSigner(dir, nil)
	require.ErrorContains(t, err, "5 bytes, not 32")
}

func TestTheMailersOwnWordsAreThereInEachLanguage(t *testing.T) {
	var keys map[string]bool
	for _, l := range engagement.Languages() {
		here := map[string]bool{}
		for key, text := range words()[l] {
			require.NotEmpty(t, text)
			here[key] = true
		}
		if keys == nil {
			keys = here
		}
		require.Equal(t, keys, here, l)
	}
	require.Len(t, keys, 5)
}

// Only what was signed here is read, and it is read as it was.
func FuzzToken(f *testing.F) {
	s := signer{bytes.Repeat([]byte{1}, 32)}
	f.Add(s.token(subscription{"p", "email", "c"}))
	f.Add("cA.cA")
	f.Add("..")
	f.Add("")
	f.Fuzz(func(t *testing.T, token string) {
		sub, ok := s.read(token)
		if !ok {
			require.Empty(t, sub)
			return
		}
		require.Equal(t, subscription{"p", "email", "c"}, sub)
	})
}
