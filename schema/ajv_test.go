package schema_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/schema"
)

// secondValidator is ajv, which others wrote in another language, installed in
// a folder of its own.
type secondValidator struct{ dir string }

func installSecond(t *testing.T) secondValidator {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata/ajv")))
	install := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("npm ci: %v\n%s", err, out)
		}
		t.Skipf("not done, ajv cannot be installed here: %v", err)
	}
	return secondValidator{dir}
}

// validate returns what is wrong with each document: instance paths, nil for a
// document that is right.
func (v secondValidator) validate(t *testing.T, d schema.Document, documents [][2]string) map[string][]string {
	t.Helper()
	input, err := json.Marshal(map[string]any{"schema": json.RawMessage(schema.Source(d)), "documents": documents})
	require.NoError(t, err)
	validate := exec.Command("node", "validate.mjs")
	var complaints bytes.Buffer
	validate.Dir, validate.Stdin, validate.Stderr = v.dir, bytes.NewReader(input), &complaints
	out, err := validate.Output()
	require.NoError(t, err, complaints.String())
	var verdicts map[string][]string
	require.NoError(t, json.Unmarshal(out, &verdicts))
	require.Len(t, verdicts, len(documents))
	return verdicts
}

// briefs are all briefs among the examples, by path.
func briefs(t *testing.T) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("../examples/*/brief.json")
	require.NoError(t, err)
	found := map[string][]byte{}
	for _, path := range paths {
		found[path], err = os.ReadFile(path)
		require.NoError(t, err)
	}
	require.NotEmpty(t, found)
	return found
}

func TestASecondValidatorAgrees(t *testing.T) {
	second := installSecond(t)
	t.Run("every brief and its plan are right", func(t *testing.T) {
		var documents, plans [][2]string
		for path, data := range briefs(t) {
			documents = append(documents, [2]string{path, string(data)})
			b, found := campaign.ReadBrief(bytes.NewReader(data))
			require.NoError(t, found.Err(), path)
			p, found := campaign.NewPlan(b, nil)
			require.NoError(t, found.Err(), path)
			plan, err := json.Marshal(p)
			require.NoError(t, err)
			plans = append(plans, [2]string{path, string(plan)})
		}
		for d, documents := range map[schema.Document][][2]string{schema.Brief: documents, schema.Plan: plans} {
			for name, wrong := range second.validate(t, d, documents) {
				require.Nil(t, wrong, "%s as %s", name, d)
			}
		}
	})

	surveysAgree(t, second)
	tracesAgree(t, second)

	data, err := os.ReadFile("../examples/lumenta/brief.json")
	require.NoError(t, err)
	require.NoError(t, schema.Validate(schema.Brief, data).Err())
	var documents [][2]string
	for _, broken := range brokenBriefs {
		documents = append(documents, [2]string{broken.name, string(broken.of(t, data))})
	}
	require.GreaterOrEqual(t, len(documents), 60)
	theirs := second.validate(t, schema.Brief, documents)
	for i, broken := range brokenBriefs {
		t.Run("a brief is refused: "+broken.name, func(t *testing.T) {
			var ours []string
			for _, f := range schema.Validate(schema.Brief, []byte(documents[i][1])) {
				ours = append(ours, f.Path)
			}
			for who, paths := range map[string][]string{"we": ours, "ajv": theirs[broken.name]} {
				require.NotEmpty(t, paths, "%s: accepted", who)
				require.True(t, slices.ContainsFunc(paths, func(path string) bool {
					return strings.HasPrefix(broken.at, path) || strings.HasPrefix(path, broken.at)
				}), "%s: found elsewhere, %v", who, paths)
			}
		})
	}
}

// brokenBrief is a brief with one fault: at its place, a value that stands
// there instead of the right one, or nothing where the value is none.
type brokenBrief struct {
	name  string
	at    string // JSON Pointer
	value any
}

// none takes a member away.
type none struct{}

// of plants the fault in a right brief.
func (f brokenBrief) of(t *testing.T, data []byte) []byte {
	t.Helper()
	var doc any
	require.NoError(t, json.Unmarshal(data, &doc))
	tokens := strings.Split(f.at[1:], "/")
	node := doc
	for _, token := range tokens[:len(tokens)-1] {
		if list, ok := node.([]any); ok {
			i, err := strconv.Atoi(token)
			require.NoError(t, err)
			node = list[i]
			continue
		}
		parent := node.(map[string]any)
		if parent[token] == nil {
			parent[token] = map[string]any{}
		}
		node = parent[token]
	}
	last := tokens[len(tokens)-1]
	switch parent := node.(type) {
	case []any:
		i, err := strconv.Atoi(last)
		require.NoError(t, err)
		parent[i] = f.value
	case map[string]any:
		if f.value == (none{}) {
			require.Contains(t, parent, last)
			delete(parent, last)
		} else {
			parent[last] = f.value
		}
	}
	out, err := json.Marshal(doc)
	require.NoError(t, err)
	return out
}

type object = map[string]any
type array = []any

var text = object{"it": "uno", "nl": "een", "en": "one"}

var brokenBriefs = []brokenBrief{
	{"without its kind", "/osmosi", none{}},
	{"of another kind", "/osmosi", "plan/v1"},
	{"of a later version", "/osmosi", "brief/v2"},
	{"without an identifier", "/id", none{}},
	{"identifier with a space", "/id", "sparks 2027"},
	{"identifier with a capital", "/id", "Sparks"},
	{"identifier too long", "/id", strings.Repeat("a", 65)},
	{"empty identifier", "/id", ""},
	{"identifier as a number", "/id", 2027},
	{"without a name", "/name", none{}},
	{"name in one text", "/name", "Sparks"},
	{"name in a language unknown", "/name/fr", "Étincelles"},
	{"without an organisation", "/organisation", none{}},
	{"organisation without a name", "/organisation", ""},
	{"no language", "/languages", array{}},
	{"the same language twice", "/languages", array{"it", "it"}},
	{"unknown language", "/languages/1", "fr"},
	{"languages in one text", "/languages", "it"},
	{"without a frame", "/frame", none{}},
	{"frame without its end", "/frame/end", none{}},
	{"a day that does not exist", "/frame/activate", "2027-02-30"},
	{"a day in another order", "/frame/activate", "08-02-2027"},
	{"a phase unknown", "/frame/inspire", "2027-06-01"},
	{"no driver", "/drivers", array{}},
	{"unknown kind of driver", "/drivers/0/kind", "fashion"},
	{"driver without a statement", "/drivers/0/statement", none{}},
	{"no objective", "/objectives", array{}},
	{"unknown level", "/objectives/0/level", "department"},
	{"objective without a KPI", "/objectives/0/kpi", none{}},
	{"target as a text", "/objectives/0/kpi/target", "30 %"},
	{"unknown unit", "/objectives/0/kpi/unit", "furlong"},
	{"tier nine of eight", "/objectives/0/kpi/tier", 9},
	{"half a tier", "/objectives/0/kpi/tier", 1.5},
	{"objective that is none", "/objectives/2", "grow"},
	{"no office", "/offices", array{}},
	{"office without a kind", "/offices/0/kind", none{}},
	{"no intervention", "/interventions", array{}},
	{"unknown form", "/interventions/0/form", "telepathy"},
	{"learning that takes no time", "/interventions/0/minutes", 0},
	{"unknown kind of trait", "/traits/0/kind", "colour"},
	{"trait without a name", "/traits/0/name", ""},
	{"values in one text", "/traits/0/values", "board, sales"},
	{"protected perhaps", "/traits/0/protected", "perhaps"},
	{"unknown aspect", "/traits/0/describes", "shoeSize"},
	{"no segment", "/segments", array{}},
	{"segment without a condition", "/segments/0/when", none{}},
	{"condition as a text", "/segments/0/when", "tenureDays < 90"},
	{"no channel", "/channels", array{}},
	{"unknown kind of channel", "/channels/0/kind", "pigeon"},
	{"unknown nature", "/channels/0/nature", "shove"},
	{"share above one", "/channels/0/reach/0/share", 85},
	{"share below nought", "/channels/0/reach/0/share", -0.1},
	{"a channel that pays", "/channels/0/cost", -100},
	{"half a person", "/channels/0/capacity", 10.5},
	{"mix without a budget", "/mix", object{"mustHave": array{"intranet"}}},
	{"unknown question", "/expectations/0/question", "whyMe"},
	{"expectation without an answer", "/expectations/0/answer", none{}},
	{"no proposition", "/propositions", array{}},
	{"proposition for nobody known", "/propositions/0/for", "customers"},
	{"proposition without a gain", "/propositions/0/gain", none{}},
	{"unknown need", "/propositions/0/needs", array{"coffee"}},
	{"unknown reason", "/propositions/0/reasons", array{"boredom"}},
	{"unknown factor", "/propositions/0/factors", array{"magic"}},
	{"unknown evidence", "/propositions/0/evidence/0/kind", "rumour"},
	{"objectives in one text", "/propositions/0/objectives", "monthly-talk"},
	{"no touchpoint", "/touchpoints", array{}},
	{"unknown phase", "/touchpoints/0/phase", "conquer"},
	{"unknown kind of touchpoint", "/touchpoints/0/kind", "billboard"},
	{"touchpoint without a proposition", "/touchpoints/0/proposition", none{}},
	{"touchpoint without an owner", "/touchpoints/0/owner", none{}},
	{"day before the phase", "/touchpoints/0/day", -1},
	{"day and a half", "/touchpoints/0/day", 1.5},
	{"day as a text", "/touchpoints/0/day", "0"},
	{"time without a nought", "/touchpoints/0/time", "9:00"},
	{"time past midnight", "/touchpoints/0/time", "24:00"},
	{"member nobody knows", "/touchpoints/0/colour", "red"},
	{"member with a slip of the pen", "/touchpoints/0/chanel", "intranet"},
	{"contributors in one text", "/touchpoints/0/contributors", "hr"},
	{"drip without a step", "/touchpoints/45/drip", object{"steps": array{}}},
	{"step without a delay", "/touchpoints/45/drip", object{"steps": array{object{"delay": 0, "time": "09:00", "title": text, "body": text}}}},
	{"unknown consent", "/touchpoints/63/story", object{"consent": "perhaps"}},
	{"moment that never returns", "/touchpoints/60/moment/everyWeeks", 0},
	{"moment on a day unknown", "/touchpoints/60/moment/weekday", "XX"},
	{"teaser on the day itself", "/touchpoints/26/suspense/teasers/0/daysBefore", 0},
	{"pulse with fewer questions than none", "/touchpoints/78/pulse/questions", -1},
	{"unknown reward", "/touchpoints/62/reward", object{"kind": "bonus"}},
	{"unknown ranking", "/touchpoints/40/contest", object{"ranking": "shame"}},
	{"unknown kind of role", "/roles/0/kind", "guru"},
	{"mission that asks for nobody", "/missions/0/wanted", 0},
	{"null for a text", "/organisation", nil},
}
