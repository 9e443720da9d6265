package growthbook_test

import (
	"encoding/json"
	"go/build"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/bucket"
)

// deviations are the cases, "<section>/<name>", in which Osmosi answers
// otherwise, each with the reason.
var deviations = map[string]string{}

// suite reads the public cases out of the module that ships them.
func suite(t testing.TB) map[string][]json.RawMessage {
	t.Helper()
	cmd := exec.Command(filepath.Join(build.Default.GOROOT, "bin", "go"), "list", "-m", "-f", "{{.Dir}}", "github.com/growthbook/growthbook-golang")
	dir, err := cmd.Output()
	require.NoError(t, err)
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "cases.json"))
	require.NoError(t, err)
	var sections map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(data, &sections))
	cases := map[string][]json.RawMessage{}
	for _, name := range []string{"evalCondition", "hash", "getBucketRange", "chooseVariation", "inNamespace", "getEqualWeights"} {
		var list []json.RawMessage
		require.NoError(t, json.Unmarshal(sections[name], &list))
		cases[name] = list
	}
	return cases
}

// read reads the parts of a case, which is a list.
func read(t testing.TB, one json.RawMessage, parts ...any) {
	t.Helper()
	var list []json.RawMessage
	require.NoError(t, json.Unmarshal(one, &list))
	for i := range min(len(parts), len(list)) {
		require.NoError(t, json.Unmarshal(list[i], parts[i]), "%s", one)
	}
}

// judge holds answers against the suite's.
type judge struct {
	t       *testing.T
	section string
	seen    map[string]bool // listed deviations that the suite has
}

// answers fails where an answer is not the suite's, or where a listed deviation
// no longer deviates.
func (j *judge) answers(name string, want, got any) {
	j.t.Helper()
	name = j.section + "/" + name
	if reason, listed := deviations[name]; listed {
		j.seen[name] = true
		require.NotEqual(j.t, want, got, "%s no longer deviates (%s): take it off the list", name, reason)
		return
	}
	require.Equal(j.t, want, got, name)
}

// run judges each case of a section; a listed deviation that is no case fails.
func run(t *testing.T, section string, cases int, one func(j *judge, c json.RawMessage)) {
	t.Helper()
	list := suite(t)[section]
	require.Len(t, list, cases)
	j := &judge{t, section, map[string]bool{}}
	for _, c := range list {
		one(j, c)
	}
	for name := range deviations {
		if strings.HasPrefix(name, section+"/") {
			require.True(t, j.seen[name], "%s is no case of the suite: take it off the list", name)
		}
	}
}

func TestDeviationsAreOfSectionsThatAreJudged(t *testing.T) {
	sections := suite(t)
	for name, reason := range deviations {
		section, _, _ := strings.Cut(name, "/")
		require.Contains(t, sections, section)
		require.NotEmpty(t, reason)
	}
}

func TestConditionsAnswerAsThePublicSuite(t *testing.T) {
	run(t, "evalCondition", 583, func(j *judge, one json.RawMessage) {
		var name string
		var condition, attributes json.RawMessage
		var want bool
		var groups map[string][]any
		read(t, one, &name, &condition, &attributes, &want, &groups)
		c, err := audience.ParseCondition(string(condition))
		require.NoError(t, err, name)
		require.NotContains(t, string(condition), "$trait", "an operand of Osmosi's own")
		met, err := c.WithGroups(groups).Met(attributes, "2027-01-11", nil)
		require.NoError(t, err, name)
		j.answers(name, want, met)
	})
}

func TestPeopleAreBucketedAsInThePublicSuite(t *testing.T) {
	run(t, "hash", 27, func(j *judge, one json.RawMessage) {
		var seed, value string
		var version int
		var want *float64
		read(t, one, &seed, &value, &version, &want)
		var got *float64
		if n, ok := bucket.Hash(seed, value, version); ok {
			got = &n
		}
		j.answers(seed+" "+value, want, got)
	})
	run(t, "getBucketRange", 13, func(j *judge, one json.RawMessage) {
		var name string
		var input json.RawMessage
		var want [][2]float64
		read(t, one, &name, &input, &want)
		var variations int
		var coverage float64
		var weights []float64
		read(t, input, &variations, &coverage, &weights)
		got := make([][2]float64, 0, len(want))
		for _, r := range bucket.Ranges(variations, coverage, weights) {
			got = append(got, [2]float64{rounded(r.Min), rounded(r.Max)})
		}
		j.answers(name, want, got)
	})
	run(t, "chooseVariation", 13, func(j *judge, one json.RawMessage) {
		var name string
		var n float64
		var pairs [][2]float64
		var want int
		read(t, one, &name, &n, &pairs, &want)
		var ranges []bucket.Range
		for _, p := range pairs {
			ranges = append(ranges, bucket.Range{Min: p[0], Max: p[1]})
		}
		j.answers(name, want, bucket.Choose(n, ranges))
	})
	run(t, "inNamespace", 16, func(j *judge, one json.RawMessage) {
		var name, id, namespace string
		var share json.RawMessage
		var start, end float64
		var want bool
		read(t, one, &name, &id, &share, &want)
		read(t, share, &namespace, &start, &end)
		j.answers(name, want, bucket.Within(id, namespace, start, end))
	})
	run(t, "getEqualWeights", 6, func(j *judge, one json.RawMessage) {
		var variations int
		var want []float64
		read(t, one, &variations, &want)
		got := make([]float64, 0, len(want))
		for _, w := range bucket.Equal(variations) {
			got = append(got, rounded(w))
		}
		j.answers(strconv.Itoa(variations), want, got)
	})
}

// rounded is a number as the suite writes it, with eight decimals.
func rounded(n float64) float64 { return math.Round(n*1e8) / 1e8 }
