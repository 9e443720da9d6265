package osmosi_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// block is a fenced block of the README, with its language.
var block = regexp.MustCompile("(?s)```([a-z]*)\n(.*?)```")

// commands of the README, and where each is run: the demonstration's tests
// start it, the tests of static pages build the widget, and check runs this.
var commands = []string{"go run ./examples/intranet", "go run ./internal/check", "go run ./wasm/build -o dist"}

func TestTheREADMEShowsOnlyWhatIsRun(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	kinds := map[string]int{}
	for _, b := range block.FindAllStringSubmatch(string(readme), -1) {
		kinds[b[1]]++
		switch b[1] {
		case "go":
			quickstart, err := os.ReadFile("examples/quickstart/main.go")
			require.NoError(t, err)
			require.Equal(t, string(quickstart), b[2], "the README shows the quickstart, whose output a test checks")
		case "sh":
			for line := range strings.Lines(b[2]) {
				require.Contains(t, commands, strings.TrimSpace(line))
			}
		case "html":
			// A test of the demonstration opens this block in a browser.
			require.Contains(t, b[2], "<osmosi-widget")
		default:
			require.Fail(t, "a block that nothing runs", b[0])
		}
	}
	require.Equal(t, map[string]int{"go": 1, "sh": 2, "html": 1}, kinds)

	// The first screen: a sentence, a picture, two commands.
	first := strings.SplitN(string(readme), "## ", 2)[0]
	require.True(t, slices.IsSorted([]int{strings.Index(first, "Osmosi promotes"), strings.Index(first, "!["), strings.Index(first, "```sh")}))
	ci, err := os.ReadFile(".ci/run")
	require.NoError(t, err)
	require.Contains(t, string(ci), "\ngo run ./internal/check\n")
}
