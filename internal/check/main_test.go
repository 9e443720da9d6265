package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCoverageCountsEachStatementOnce(t *testing.T) {
	shares, err := coverage(strings.NewReader(`mode: set
example.org/owner/module/audience/a.go:1.1,2.2 3 0
example.org/owner/module/audience/a.go:1.1,2.2 3 1
example.org/owner/module/audience/csv/b.go:1.1,2.2 1 0
example.org/owner/module/campaign/c.go:1.1,2.2 2 1
`))
	require.NoError(t, err)
	require.Equal(t, map[string]float64{"audience": 75, "campaign": 100}, shares)
	_, err = coverage(strings.NewReader("nonsense\n"))
	require.Error(t, err)
}

func TestWhatIsOutOfDateIsNamed(t *testing.T) {
	committed := map[string]string{"same": "1", "changed": "1", "gone": "", "also gone": "1"}
	require.NoError(t, changed(committed, committed))
	err := changed(committed, map[string]string{"same": "1", "changed": "2", "new": ""})
	require.EqualError(t, err, "also gone was out of date\nchanged was out of date\ngone was out of date\nnew was out of date")
}
