package scim

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
)

// collect gathers the findings of an error.
func collect(err error) ([]audience.Person, engagement.Findings) {
	return field.Collect(func(yield func(audience.Person, error) bool) { yield(audience.Person{}, err) })
}

// provider answers with pages of a list of users.
type provider struct {
	users      []string
	total      int
	size       int
	asked      []int
	open       int
	deaf       bool // to startIndex
	closeFault error
}

type body struct {
	io.Reader
	from *provider
}

func (b body) Close() error { b.from.open--; return b.from.closeFault }

func (p *provider) fetch(start int) (io.ReadCloser, error) {
	p.asked = append(p.asked, start)
	p.open++
	if p.deaf {
		start = 1
	}
	page := p.users[min(start-1, len(p.users)):min(start-1+p.size, len(p.users))]
	return body{strings.NewReader(fmt.Sprintf("\ufeff"+`{"schemas":[%q],"totalResults":%d,"startIndex":%d,"itemsPerPage":%d,"Resources":[%s]}`, listResponseSchema, p.total, start, len(page), strings.Join(page, ","))), p}, nil
}

func TestAllPagesAreRead(t *testing.T) {
	p := &provider{users: []string{`{"id":"1"}`, `{"id":"2","active":false}`, `{"id":3}`, `{"id":"4"}`, `{"id":"5"}`}, total: 5, size: 2}
	var in audience.Intake
	people, found := field.Collect(ReadPages(p.fetch, Mapping{}, &in))
	require.Equal(t, []audience.Person{{ID: "1"}, {ID: "4"}, {ID: "5"}}, people)
	require.Equal(t, []string{`OSM-SCIM-004 /Resources/0/id found 3 expected "…" near `}, summary(found))
	require.Equal(t, []int{1, 3, 5}, p.asked)
	require.Zero(t, p.open, "every page is closed")
	require.Equal(t, []int{5, 3, 2}, []int{in.Read, in.Kept, in.LeftOut})
	require.Equal(t, map[string]int{audience.ReasonInactive: 1, "OSM-SCIM-004": 1}, in.Reasons)
	require.Greater(t, in.Bytes, int64(300))
	require.Equal(t, "5 voci lette: 3 persone importate, 2 voci escluse.\n- 1 voce: un valore di tipo sbagliato\n- 1 voce: non attiva nella fonte", in.Summary(engagement.Italian))
}

func TestPagesThatDoNotAddUpEndTheReading(t *testing.T) {
	p := &provider{users: []string{`{"id":"1"}`}, total: 3, size: 2}
	people, found := field.Collect(ReadPages(p.fetch, Mapping{}, nil))
	require.Len(t, people, 1)
	require.Equal(t, []string{"OSM-SCIM-003 /totalResults found 1 expected 3 near "}, summary(found))
	require.Equal(t, []int{1, 2}, p.asked)

	p = &provider{users: []string{`{"id":"1"}`, `{"id":"2"}`}, total: 4, size: 2, deaf: true}
	people, found = field.Collect(ReadPages(p.fetch, Mapping{}, nil))
	require.Len(t, people, 2, "those of the first page come once")
	require.Equal(t, []string{"OSM-SCIM-019 /startIndex found 1 expected 3 near "}, summary(found))
	requireWritten(t, found)
	require.Zero(t, p.open)

	lost := errors.New("connection lost")
	p = &provider{users: []string{`{"id":"1"}`}, total: 1, size: 1, closeFault: lost}
	people, found = field.Collect(ReadPages(p.fetch, Mapping{}, nil))
	require.Len(t, people, 1)
	require.Equal(t, []string{"OSM-SCIM-016  found connection lost expected  near "}, summary(found))

	for _, err := range ReadPages(func(int) (io.ReadCloser, error) { return nil, lost }, Mapping{}, nil) {
		require.ErrorIs(t, err, lost)
	}
	_, found = field.Collect(ReadPages(nil, Mapping{DefaultLanguage: "de"}, nil))
	require.Equal(t, "OSM-SCIM-007", found[0].Code)

	p = &provider{users: []string{`{"id":"1"}`, `{"id":"2"}`}, total: 2, size: 1}
	for range ReadPages(p.fetch, Mapping{}, nil) {
		break
	}
	require.Equal(t, []int{1}, p.asked)
	require.Zero(t, p.open, "also where reading stops")
}

func TestManagersAreReadFromLists(t *testing.T) {
	for manager, want := range map[string]string{`["2"]`: "2", `[{"value":"2"},{"value":"3"}]`: "2", `[]`: "", `[{"$ref":"../Users/2"}]`: "2"} {
		people, found := ReadAll(strings.NewReader("\ufeff"+users(`{"id":"1","`+enterpriseSchema+`":{"manager":`+manager+`}}`)), Mapping{})
		require.Empty(t, found, manager)
		require.Equal(t, []audience.Person{{ID: "1", Manager: want}}, people)
	}
	_, found := ReadAll(strings.NewReader(users(`{"id":"1","`+enterpriseSchema+`":{"manager":[{"displayName":"Luca"}]}}`)), Mapping{})
	require.Equal(t, []string{"OSM-SCIM-006 /Resources/0/" + enterpriseSchema + "/manager/0/value found  expected  near "}, summary(found))
}
