package main

import (
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func TestMessagesCanBeTakenAlong(t *testing.T) {
	c := lumentaCompany(t)
	server := newServer(c, nil, fstest.MapFS{})
	get := func(path string) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		server.ServeHTTP(answer, httptest.NewRequest("GET", "http://intranet.lumenta.example"+path, nil))
		return answer
	}
	link := regexp.MustCompile(`<a href="(/(email|poster)/[^"]*)">`)
	seen := map[string]int{}
	for _, p := range c.personas {
		page := get("/calendar?on=2027-04-28&lang=it&person=" + p.ID).Body.String()
		for _, m := range link.FindAllStringSubmatch(page, -1) {
			seen[m[2]]++
			answer := get(strings.ReplaceAll(m[1], "&amp;", "&"))
			require.Equal(t, http.StatusOK, answer.Code, m[1])
			if m[2] == "poster" {
				require.Contains(t, answer.Body.String(), "Inquadra il codice con il telefono")
				require.Contains(t, answer.Body.String(), `<a href="https://intranet.lumenta.example/`)
				continue
			}
			require.Equal(t, "message/rfc822", answer.Header().Get("Content-Type"))
			mail, err := netmail.ReadMessage(answer.Body)
			require.NoError(t, err)
			require.Equal(t, "it", mail.Header.Get("Content-Language"))
		}
	}
	require.Positive(t, seen["email"])
	require.Positive(t, seen["poster"])
	for _, path := range []string{"/email/gone", "/poster/gone", "/message/gone"} {
		require.Equal(t, http.StatusNotFound, get(path).Code, path)
	}
}
