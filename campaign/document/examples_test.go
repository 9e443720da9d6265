package document

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata" // time zones, also where the system has none
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/message"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/examples/academy"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
	"github.com/osmosi-learning/osmosi/examples/retail"
	"github.com/osmosi-learning/osmosi/examples/security"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// workforces are the people of each example, by its folder.
var workforces = map[string]func(t *testing.T) *audience.Workforce{
	"academy":  func(*testing.T) *audience.Workforce { return academy.Workforce() },
	"lumenta":  func(*testing.T) *audience.Workforce { return lumenta.Workforce(1) },
	"retail":   func(*testing.T) *audience.Workforce { return retail.Workforce() },
	"security": func(*testing.T) *audience.Workforce { return security.Workforce() },
	"quickstart": func(t *testing.T) *audience.Workforce {
		file, err := os.Open(filepath.Join("..", "..", "examples", "quickstart", "people.csv"))
		require.NoError(t, err)
		defer file.Close()
		rows, found := csv.ReadAll(file, csv.Mapping{ID: "id", Email: "email", Language: "language", TimeZone: "zone", Hired: "hired", Manager: "manager",
			Traits: []csv.Column{{Column: "unit"}, {Column: "role"}, {Column: "site"}, {Column: "age", Kind: audience.NumberTrait}}})
		require.Empty(t, found)
		w, found := audience.NewWorkforce(rows)
		require.Empty(t, found)
		return w
	},
}

// eachExample plans every brief of the examples for its people, side by side.
func eachExample(t *testing.T, check func(t *testing.T, plan *campaign.Plan, people *audience.Workforce)) {
	briefs, err := filepath.Glob(filepath.Join("..", "..", "examples", "*", "brief.json"))
	require.NoError(t, err)
	require.Len(t, briefs, len(workforces))
	for _, path := range briefs {
		name := filepath.Base(filepath.Dir(path))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			brief, found := campaign.ReadBrief(bytes.NewReader(data))
			require.NoError(t, found.Err())
			require.Contains(t, workforces, name)
			people := workforces[name](t)
			plan, found := campaign.NewPlan(brief, people)
			require.NoError(t, found.Err())
			check(t, plan, people)
		})
	}
}

// texts calls see for every text that people wrote, and keeps what it returns.
func texts(v reflect.Value, see func(engagement.Text) engagement.Text) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			texts(v.Elem(), see)
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), see)
		}
	case reflect.Map:
		if labels, ok := v.Interface().(map[string]engagement.Text); ok {
			for value, label := range labels {
				labels[value] = see(label)
			}
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[engagement.Text]() {
			v.Set(reflect.ValueOf(see(v.Interface().(engagement.Text))))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				texts(v.Field(i), see)
			}
		}
	}
}

// silent puts a mark of its language for all that people wrote, so that only
// the catalogue speaks and a text in another language is seen.
func silent(b *campaign.Brief) {
	texts(reflect.ValueOf(b), func(t engagement.Text) engagement.Text {
		if t.IsZero() {
			return t
		}
		return engagement.Text{It: markOf(engagement.Italian), Nl: markOf(engagement.Dutch), En: markOf(engagement.English)}
	})
}

func markOf(l engagement.Language) string { return "⟦" + string(l) + "⟧" }

// unsaid are the values of enumerations, the values of traits and the IDs of a
// brief that are no words of the language: where one is read, a label lacks.
func unsaid(b *campaign.Brief, l engagement.Language) map[string]bool {
	var values []string
	add := func(more ...string) { values = append(values, more...) }
	add(keysOf("", engagement.DriverKinds())...)
	add(keysOf("", engagement.Levels())...)
	add(keysOf("", engagement.Units())...)
	add(keysOf("", engagement.Needs())...)
	add(keysOf("", engagement.Reasons())...)
	add(keysOf("", engagement.Factors())...)
	add(keysOf("", engagement.Parties())...)
	add(keysOf("", engagement.EvidenceKinds())...)
	add(keysOf("", engagement.Questions())...)
	add(keysOf("", engagement.Approaches())...)
	add(keysOf("", engagement.Supports())...)
	add(keysOf("", audience.ChannelKinds())...)
	add(keysOf("", audience.Natures())...)
	add(keysOf("", audience.RoleKinds())...)
	add(keysOf("", audience.Aspects())...)
	add(keysOf("", audience.Stances())...)
	add(keysOf("", campaign.Phases())...)
	add(keysOf("", campaign.Kinds())...)
	add(keysOf("", campaign.OfficeKinds())...)
	add(keysOf("", campaign.Forms())...)
	add(keysOf("", campaign.Axes())...)
	add(keysOf("", campaign.Signals())...)
	add(keysOf("", campaign.Consents())...)
	add(keysOf("", campaign.Sharers())...)
	add(keysOf("", campaign.RewardKinds())...)
	add(keysOf("", campaign.AllRewarded())...)
	add(keysOf("", campaign.Rankings())...)
	add(keysOf("", campaign.Prizes())...)
	add(keysOf("", campaign.Stages())...)
	add(keysOf("", campaign.Priorities())...)
	add(keysOf("", campaign.AllWhenCapped())...)
	for _, trait := range b.Traits {
		add(trait.Name)
		add(trait.Values...)
	}
	for _, s := range b.Segments {
		add(s.ID)
	}
	for _, o := range b.Offices {
		add(o.ID)
	}
	for _, c := range b.Channels {
		add(c.ID)
	}
	for _, q := range b.Propositions {
		add(q.ID)
	}
	for _, touchpoint := range b.Touchpoints {
		add(touchpoint.ID)
	}
	for _, v := range b.Interventions {
		add(v.ID)
	}
	for _, o := range b.Objectives {
		add(o.ID)
	}
	raw := map[string]bool{}
	for _, v := range values {
		raw[v] = true
	}
	for _, key := range catalogue.Keys(string(l)) {
		for _, word := range words(strings.ToLower(catalogue.Text(string(l), key, "1", "1", "1", "1"))) {
			delete(raw, word)
		}
	}
	return raw
}

// words are what stands between spaces and punctuation, with hyphens.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// requireNoneOf refuses words.
func requireNoneOf(t *testing.T, raw map[string]bool, text string, at ...any) {
	t.Helper()
	for _, word := range words(text) {
		if raw[word] {
			require.Fail(t, "a raw value", "the value %q is read in %v", word, at)
		}
	}
}

// tags are what a reader of a page does not see.
var tags = regexp.MustCompile(`(?s)<style.*?</style>|<[^>]*>`)

// keyed finds what looks like a key of the catalogue.
var keyed = regexp.MustCompile(`\b[a-z]\w*(\.[\w-]+)+`)

func requireNoKeys(t *testing.T, l engagement.Language, text string) {
	t.Helper()
	for _, word := range keyed.FindAllString(text, -1) {
		require.False(t, catalogue.Has(string(l), word), "the key %s stands in a document in %s", word, l)
	}
	require.NotContains(t, text, "%!", l)
}

func TestEveryExampleReadsInEveryLanguageAndVocabulary(t *testing.T) {
	t.Parallel()
	eachExample(t, func(t *testing.T, plan *campaign.Plan, _ *audience.Workforce) {
		plan.Advice = nil // repeats in quotes what people wrote
		plan.Holidays = slices.Clone(plan.Holidays)
		for i := range plan.Holidays { // named in the language of the country
			plan.Holidays[i].Days = plan.Holidays[i].Days[:0]
		}
		raw := map[engagement.Language]map[string]bool{}
		for _, l := range engagement.Languages() {
			raw[l] = unsaid(&plan.Brief, l)
		}
		silent(&plan.Brief)
		for _, l := range engagement.Languages() {
			for _, v := range Vocabularies() {
				s := Style{Language: l, Vocabulary: v}
				for kind, text := range map[string]string{"Markdown": Markdown(plan, s), "HTML": tags.ReplaceAllString(string(HTML(plan, s)), " ")} {
					requireNoKeys(t, l, text)
					require.Contains(t, text, markOf(l))
					require.False(t, strings.ContainsAny(text, string([]rune{begin, end})), "%s %v", kind, s)
					for _, other := range engagement.Languages() {
						require.Equal(t, other == l, strings.Contains(text, markOf(other)), "%s in %s: a text is in %s", kind, l, other)
					}
					requireNoneOf(t, raw[l], text, kind, s)
				}
			}
		}
	})
}

func TestEveryMessageOfTheExamplesReadsInEveryLanguage(t *testing.T) {
	t.Parallel()
	eachExample(t, func(t *testing.T, plan *campaign.Plan, people *audience.Workforce) {
		// What a touchpoint says depends on the wording and on what it answers.
		type said struct{ touchpoint, wording string }
		items := map[said]campaign.Item{}
		schedule, seen := plan.Schedule(people), 0
		for person := range people.People() {
			if seen++; seen > 330 { // more people say nothing new
				break
			}
			for item, err := range schedule.For(person.ID) {
				require.NoError(t, err)
				items[said{item.Touchpoint, item.Wording}] = item
			}
		}
		raw := map[engagement.Language]map[string]bool{}
		for _, l := range engagement.Languages() {
			raw[l] = unsaid(&plan.Brief, l)
		}
		silent(&plan.Brief)
		for _, item := range items {
			for _, l := range engagement.Languages() {
				item.Language = l
				m, err := message.Render(plan, item)
				require.NoError(t, err)
				for _, text := range []string{m.Subject, m.Text, tags.ReplaceAllString(m.HTML, " ")} {
					text = urls.ReplaceAllString(text, "")
					requireNoKeys(t, l, text)
					for _, other := range engagement.Languages() {
						require.Equal(t, other == l, strings.Contains(text, markOf(other)), "%s in %s: a text is in %s", item.Touchpoint, l, other)
					}
					requireNoneOf(t, raw[l], text, item.Touchpoint, l)
				}
			}
		}
		require.GreaterOrEqual(t, len(items), len(plan.Brief.Touchpoints)*9/10)
	})
}

var urls = regexp.MustCompile(`(?m)^\s*(https?:/)?/\S+$`)

// telling are short words that only one of the languages has: a text that
// holds two of another language was put in the wrong place.
var telling = map[engagement.Language]*regexp.Regexp{
	engagement.Italian: whole([]string{"che", "il", "della", "delle", "dei", "gli", "è", "con", "una", "sono", "più", "questo", "anche", "come", "perché"}),
	engagement.Dutch:   whole([]string{"het", "een", "niet", "wij", "voor", "ook", "naar", "zijn", "wordt", "jij", "ze", "bij", "uit", "dat"}),
	engagement.English: whole([]string{"the", "you", "with", "and", "what", "your", "they", "this", "who", "from", "when", "have", "it"}),
}

func TestEveryTextOfTheExamplesIsInItsOwnLanguage(t *testing.T) {
	t.Parallel()
	eachExample(t, func(t *testing.T, plan *campaign.Plan, _ *audience.Workforce) {
		check := func(l engagement.Language, text string) {
			for _, other := range engagement.Languages() {
				if other != l {
					require.Less(t, len(telling[other].FindAllString(text, 3)), 2, "in %s, but reads as %s: %s", l, other, text)
				}
			}
		}
		seen := 0
		texts(reflect.ValueOf(&plan.Brief), func(text engagement.Text) engagement.Text {
			for _, l := range plan.Brief.Languages {
				check(l, text.In(l))
				require.NotContains(t, text.In(l), "'", "quotes are typographic")
			}
			seen++
			return text
		})
		require.Greater(t, seen, 80)
		for _, f := range plan.Advice {
			for _, l := range plan.Brief.Languages {
				check(l, f.Message.In(l))
				check(l, f.Do.In(l))
			}
		}
	})
}
