package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// What may be held on a machine that others use: bytes, what the page does, and
// nothing that a clock tells.
func TestFiguresThatDoNotDependOnTheMachine(t *testing.T) {
	if _, _, err := browser(t.Context()); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("not done: ", err)
	}
	r, err := measure(t.Context(), new(bytes.Buffer), 1)
	require.NoError(t, err)
	engine := r.engine[0]
	require.Equal(t, many+1, engine.Segments, "the person is in all segments, newcomers too")
	require.NotEmpty(t, engine.Proposition)
	require.NotEmpty(t, r.element[0].Touchpoint)
	require.LessOrEqual(t, engine.Memory, 2.5*(1<<20), "bytes at boot")
	require.Less(t, engine.Growth, 0.1*(1<<20), "bytes after 10,000 decisions more")
	require.Less(t, float64(r.engineBytes), 0.62*float64(r.helloBytes))
	var out bytes.Buffer
	r.print(&out)
	require.Contains(t, out.String(), "boot, slow line")
}
