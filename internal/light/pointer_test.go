package light

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPointersEscapeWhatSeparates(t *testing.T) {
	require.Equal(t, "/a~1b/c~0d", Pointer(Pointer("", "a/b"), "c~d"))
	require.Equal(t, "/~01", Pointer("", "~1"), "not a slash when read back")
	require.Equal(t, "/", Pointer("", ""))
}
