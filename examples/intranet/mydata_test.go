package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/evaluation/privacy"
)

func TestAVisitorSeesCarriesAwayAndErasesTheirData(t *testing.T) {
	c := lumentaCompany(t)
	s, err := openStore(t.Context(), filepath.Join(t.TempDir(), "events.db"))
	require.NoError(t, err)
	defer s.close()
	in := httptest.NewServer(newServer(c, s, fstest.MapFS{}))
	defer in.Close()
	one, other := c.personas[0].ID, c.personas[1].ID
	touchpoint := c.plan.Brief.Touchpoints[0]
	for _, person := range []string{one, other} {
		resp, err := http.Post(in.URL+"/api/events?person="+person, "application/json", strings.NewReader(
			`[{"id":"of-`+person+`","at":"2027-02-03T08:30:00Z","campaign":"`+c.plan.Brief.ID+`","touchpoint":"`+touchpoint.ID+`","proposition":"`+touchpoint.Proposition+`","verb":"started"}]`))
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, http.StatusNoContent, resp.StatusCode)
	}
	get := func(path, person string) string {
		resp, err := http.Get(in.URL + path + "?lang=en&person=" + person)
		require.NoError(t, err)
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, resp.StatusCode, string(body))
		return string(body)
	}
	events := func(person string) int {
		d, found := privacy.ReadPersonData(strings.NewReader(get("/mydata.json", person)))
		require.Empty(t, found)
		return len(d.Events)
	}
	require.Contains(t, get("/mydata", one), "Erase my data")
	require.Contains(t, get("/mydata/document", one), "you started")
	require.Equal(t, 1, events(one))

	resp, err := http.Post(in.URL+"/mydata/erase?lang=en&person="+one, "", nil)
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, "/mydata", resp.Request.URL.Path, "back to what is left")
	require.Zero(t, events(one))
	require.Equal(t, 1, events(other))

	record := get("/processing/document", one)
	require.Contains(t, record, "events: 365 days")
	require.NotContains(t, record, "learning relationship", "this intranet keeps none")
}
