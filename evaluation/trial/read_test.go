package trial

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

func TestDocumentsThatAreNoResultsAreRefused(t *testing.T) {
	for _, document := range []string{"", "{}", `{"osmosi":"report/v1"}`, `[]`} {
		r, found := Read(strings.NewReader(document))
		require.Nil(t, r)
		require.Error(t, found.Err(), document)
	}
	_, found := Read(iotest.ErrReader(os.ErrClosed))
	require.Equal(t, "OSM-DOC-001", found[0].Code)
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"holdout.json", "teams.json", "variants.json"} {
		data, err := os.ReadFile("testdata/" + name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, found := Read(bytes.NewReader(data))
		if r == nil {
			require.Error(t, found.Err())
			return
		}
		again, err := json.Marshal(r)
		require.NoError(t, err)
		back, found := Read(bytes.NewReader(again))
		require.Empty(t, found)
		same, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(again), string(same))
	})
}
