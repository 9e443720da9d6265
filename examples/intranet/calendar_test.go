package main

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func TestThePersonsCalendarIsServedInEveryLanguageUnderOneAddress(t *testing.T) {
	c := lumentaCompany(t)
	server := newServer(c, nil, fstest.MapFS{})
	get := func(path string) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		server.ServeHTTP(answer, httptest.NewRequest("GET", "http://intranet.lumenta.example"+path, nil))
		return answer
	}
	person := who(t, c, "offices", "it").ID
	for language, link := range map[string]string{"it": "Aggiungi al mio calendario", "nl": "Zet in mijn agenda", "en": "Add to my calendar"} {
		address := fmt.Sprintf("/calendar.ics?person=%s&lang=%s", person, language)
		for _, on := range []string{"2027-01-27", "2027-04-28"} {
			page := get(fmt.Sprintf("/calendar?person=%s&lang=%s&on=%s", person, language, on)).Body.String()
			require.Contains(t, page, `<a href="`+html.EscapeString(address)+`">`+link+`</a>`)
		}
		feed := get(address)
		require.Equal(t, http.StatusOK, feed.Code)
		require.Equal(t, "text/calendar; charset=utf-8", feed.Header().Get("Content-Type"))
		calendar := feed.Body.String()
		require.True(t, strings.HasPrefix(calendar, "BEGIN:VCALENDAR\r\n") && strings.HasSuffix(calendar, "END:VCALENDAR\r\n"))
		require.Contains(t, calendar, "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;")
		require.Contains(t, calendar, "LANGUAGE="+language+":")
		require.Contains(t, calendar, "URL:http://intranet.lumenta.example/officina/")
		require.Equal(t, calendar, get(address).Body.String())
	}
	require.Equal(t, http.StatusNotFound, get("/calendar.ics?person=nobody").Code)
}
