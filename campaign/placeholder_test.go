package campaign_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

func TestAGapThatWouldStayOpenIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		place, text string
		code        string // empty where it is fine
		at          string // the place where it is found, where that is another
		suggestion  string
	}{
		"in a body":               {place: "/touchpoints/0/body", text: "Hi {{firstName|there}}, {{minutes}} on {{date|a Thursday}} for {{trait.site|you}}: {{link}}"},
		"in a title":              {place: "/touchpoints/0/title", text: "{{ name | For you }} at {{organisation}}"},
		"in a gain":               {place: "/propositions/0/gain", text: "More of {{intervention}}, {{manager|your manager}} says"},
		"a link with its words":   {place: "/touchpoints/0/body", text: "[Start]({{link}})"},
		"unknown":                 {place: "/touchpoints/0/body", text: "Hi {{fristName|there}}", code: "OSM-PERSONAL-001", suggestion: "firstName"},
		"unknown trait":           {place: "/touchpoints/0/title", text: "Hi {{trait.stie|there}}", code: "OSM-PERSONAL-001", suggestion: "trait.site"},
		"a trait that is derived": {place: "/touchpoints/0/body", text: "Hi {{trait.needs|there}}", code: "OSM-PERSONAL-001"},
		"a call":                  {place: "/touchpoints/0/body", text: "{{printf \"%s\"|x}}", code: "OSM-PERSONAL-001"},
		"no fallback":             {place: "/touchpoints/0/body", text: "Hi {{firstName}}", code: "OSM-PERSONAL-002"},
		"empty fallback":          {place: "/propositions/0/problem", text: "Hi {{trait.site| }}", code: "OSM-PERSONAL-002"},
		"protected":               {place: "/touchpoints/0/body", text: "You are {{trait.age|young}}", code: "OSM-PERSONAL-003"},
		"open":                    {place: "/touchpoints/0/body", text: "Hi {{firstName|there", code: "OSM-PERSONAL-004"},
		"over two lines":          {place: "/touchpoints/0/body", text: "Hi {{firstName|\nthere}}", code: "OSM-PERSONAL-004"},
		"one in another":          {place: "/touchpoints/0/body", text: "Hi {{firstName|{{organisation}}}}", code: "OSM-PERSONAL-004"},
		"closed only":             {place: "/touchpoints/0/body", text: "Hi }} you", code: "OSM-PERSONAL-004"},
		"in a channel's name":     {place: "/channels/0/name", text: "Chat of {{firstName|you}}", code: "OSM-PERSONAL-005"},
		"in an address":           {place: "/touchpoints/0/body", text: "[x](https://x.example/{{firstName|you}})", code: "OSM-PERSONAL-006"},
		"in a longer address":     {place: "/touchpoints/0/body", text: "[x](https://x.example{{link}})", code: "OSM-PERSONAL-006"},
		"a list":                  {place: "/touchpoints/0/body", text: "You like {{trait.likes|much}}", code: "OSM-PERSONAL-007"},
	} {
		t.Run(name, func(t *testing.T) {
			var traits []any
			for _, declared := range good(t).Traits {
				traits = append(traits, declared)
			}
			traits = append(traits, audience.Trait{Name: "likes", Kind: audience.ListTrait, Label: text("likes")})
			texts := map[string]any{"it": "liscio", "nl": "gewoon", "en": c.text}
			brief, found := campaign.ReadBrief(bytes.NewReader(planted(t, map[string]any{c.place: texts, "/traits": traits})))
			if c.code == "" {
				require.Empty(t, found)
				require.NotNil(t, brief)
				return
			}
			require.Len(t, found, 1)
			require.Equal(t, c.code, found[0].Code)
			require.Equal(t, c.place+"/en", found[0].Path)
			require.Equal(t, c.suggestion, found[0].Suggestion)
			require.Equal(t, engagement.SeverityError, found[0].Severity)
			requireWhole(t, found[0])
			for _, l := range engagement.Languages() {
				require.NotEmpty(t, found[0].Do.In(l), l)
				require.NotContains(t, found[0].Do.In(l), "%!", l)
			}
		})
	}
}

func TestASnippetIsAsLongAsWhatPeopleRead(t *testing.T) {
	long := strings.Repeat("x", engagement.SnippetLimit-1)
	for fill, fits := range map[string]bool{"{{trait.site|y}}": true, "{{trait.site|yy}}": false} {
		_, found := campaign.ReadBrief(bytes.NewReader(planted(t, map[string]any{"/propositions/0/gain/en": long + fill})))
		require.Equal(t, fits, len(found) == 0, fill)
	}
}

// personalised is a schedule whose first touchpoint has a gap of every kind.
func personalised(t *testing.T, p audience.Person) (*campaign.Schedule, campaign.Item) {
	t.Helper()
	b := good(t)
	b.Traits = append(b.Traits,
		audience.Trait{Name: "plant", Kind: audience.TextTrait, Label: text("plant"), Values: []string{"n"}, ValueLabels: map[string]engagement.Text{"n": text("north")}},
		audience.Trait{Name: "level", Kind: audience.NumberTrait, Label: text("level")},
		audience.Trait{Name: "since", Kind: audience.DateTrait, Label: text("since")},
		audience.Trait{Name: audience.TraitHired, Kind: audience.DateTrait, Label: text("hired")})
	p.ID, p.TimeZone, p.Manager = "me", "Europe/Dublin", "boss"
	w, found := audience.NewWorkforce([]audience.Person{{ID: "boss", GivenName: "Ada", FamilyName: "Neri"}, p})
	require.Empty(t, found)
	plan, found := campaign.NewPlan(b, w)
	require.NoError(t, found.Err())
	return plan.Schedule(w), campaign.Item{Person: "me", Proposition: "read-the-code", Language: engagement.English, At: time.Date(2027, 2, 11, 9, 0, 0, 0, time.UTC)}
}

const everyGap = "{{firstName|a}}; {{name|b}}; {{manager|c}}; {{date|d}}; {{organisation}}; {{intervention}}; {{minutes}}; {{trait.plant|e}}; {{trait.level|f}}; {{trait.since|g}}; {{trait.hired|h}}"

func TestGapsAreFilledWithWhatIsKnown(t *testing.T) {
	s, item := personalised(t, audience.Person{GivenName: "Zoë", FamilyName: "O’Brien", Hired: "2020-01-06",
		Traits: map[string]any{"plant": "n", "level": 2.5, "since": engagement.Date("2021-03-04")}})
	want := "Zoë; Zoë O’Brien; Ada Neri; Thursday, 11 February 2027; Viavelo; Reading error codes; 8 minutes; north en; 2.5; 4 March 2021; 6 January 2020"
	f := s.Facts(item)
	require.Equal(t, want, f.Title(everyGap))
	require.Equal(t, want, markup.Plain(f.Body(everyGap)))
	item.Minutes = 60
	require.Equal(t, "1 hour", s.Facts(item).Title("{{minutes}}"))
	item.At = time.Time{}
	require.Equal(t, "soon", s.Facts(item).Title("{{date|soon}}"), "a series has no date of its own")
}

func TestGapsAreFilledWithTheFallbackWhereNothingIsKnown(t *testing.T) {
	s, item := personalised(t, audience.Person{Traits: map[string]any{"plant": 1, "level": "high", "since": 3}})
	require.Equal(t, "a; b; c; e; f; g; h", s.Facts(campaign.Item{Person: "me"}).Title("{{firstName|a}}; {{name|b}}; {{trait.none|c}}; {{trait.plant|e}}; {{trait.level|f}}; {{trait.since|g}}; {{trait.hired|h}}"))
	item.Person = "nobody"
	require.Equal(t, "a; b; c; d; Viavelo; Reading error codes; 8 minutes; e; f; g; h", s.Facts(item).Title(everyGap))
	var none campaign.Facts
	require.Equal(t, "a; b; c; d; ; ; ; e; f; g; h", none.Title(everyGap))
	require.Equal(t, "x  y", none.Body("x {{link}} y"))
}

func TestALinkHasTheTitleOfWhatItLeadsTo(t *testing.T) {
	s, item := personalised(t, audience.Person{})
	f := s.Facts(item)
	require.Equal(t, `<p>Go: <a href="/learn/error-codes">Reading error codes</a>, <a href="/learn/error-codes">now</a></p>`+"\n", markup.HTML(f.Body("Go: {{link}}, [now]({{link}})")))
}

// A name is what somebody typed into another system.
var nasty = []string{
	"**bold** _it_ `c`", "[x](https://evil.example)", "](https://evil.example) [", "<script>alert(1)</script>", "<https://evil.example>", "![i](https://evil.example/i.png)",
	"a\r\nBcc: all@evil.example", "a\n\n# Heading", "- item", "1. one", "{{manager|x}}", "{{", "}}", "&lt;b&gt;", "a\\", "\u2028x", "a|b", "\u202eevil",
}

func TestAValueShowsAsItIsAndMakesNothing(t *testing.T) {
	for _, name := range nasty {
		s, item := personalised(t, audience.Person{GivenName: name})
		f := s.Facts(item)
		for _, around := range []string{"{{firstName|x}}", "Hi {{firstName|x}}!", "**{{firstName|x}}**", "[{{firstName|x}}](/a)", "- {{firstName|x}}", "`{{firstName|x}}`"} {
			body := f.Body(around)
			html := markup.HTML(body)
			for _, made := range []string{"<script", "<img", "evil.example\"", "<h3", "<ol"} {
				require.NotContains(t, html, made, "%q in %q: %s", name, around, html)
			}
			require.LessOrEqual(t, strings.Count(html, "<a "), strings.Count(around, "](/a)"), "%q in %q: %s", name, around, html)
			require.NotContains(t, markup.Plain(body), "{{")
		}
		shown := markup.Clean(strings.NewReplacer("{", "", "}", "").Replace(name))
		if shown == "" {
			shown = "x"
		}
		require.Equal(t, shown, markup.Plain(f.Body("{{firstName|x}}")))
		require.Equal(t, shown, f.Title("{{firstName|x}}"))
	}
}

func FuzzFillingLeavesNoGap(f *testing.F) {
	for _, name := range nasty {
		f.Add("Hi {{firstName|"+name+"}}", name)
		f.Add(name+"{{firstName|x}}"+name, name)
	}
	f.Add("{{link}}]({{link}}){{{{link}}}}", "")
	data, err := os.ReadFile(quickstart)
	require.NoError(f, err)
	brief, found := campaign.ReadBrief(bytes.NewReader(data))
	require.NoError(f, found.Err())
	plan, found := campaign.NewPlan(brief, nil)
	require.NoError(f, found.Err())
	f.Fuzz(func(t *testing.T, written, name string) {
		w, _ := audience.NewWorkforce([]audience.Person{{ID: "me", GivenName: name}})
		facts := plan.Schedule(w).Facts(campaign.Item{Person: "me", Proposition: "read-the-code", Language: engagement.English})
		require.NotContains(t, facts.Title(written), "{{")
		require.NotContains(t, facts.Body(written), "{{")
		require.Empty(t, markup.Addresses(facts.Body("{{firstName|x}}")))
	})
}

func TestThePlanSaysWhatDiffersFromPersonToPerson(t *testing.T) {
	b := suspended(t)
	b.Touchpoint("twenty-codes").Body.En = "{{trait.unit|x}} {{link}} {{trait.site|y}} {{name|z}}"
	b.Touchpoint("twenty-codes").Title.It = "{{firstName|ciao}}"
	b.Touchpoint("first-month").Drip.Steps[0].Title.Nl = "{{date|x}}"
	b.Proposition("safe-hands").Wording = []engagement.Wording{{Segment: b.Segments[0].ID, Gain: engagement.Text{It: "{{manager|x}} a", Nl: "{{manager|x}} b", En: "{{manager|x}} c"}}}
	plan, found := campaign.NewPlan(b, people(t))
	require.NoError(t, found.Err())
	of := func(id string) []campaign.Placeholder {
		i := slices.IndexFunc(plan.Touchpoints, func(p campaign.PlannedTouchpoint) bool { return p.ID == id })
		require.GreaterOrEqual(t, i, 0, id)
		return plan.Touchpoints[i].Personal
	}
	require.Equal(t, []campaign.Placeholder{"firstName", "name", "trait.site", "trait.unit"}, of("twenty-codes"))
	require.Equal(t, []campaign.Placeholder{"date"}, of("first-month.step-2"))
	require.Empty(t, of("first-month.step-3"))
	require.Equal(t, []campaign.Placeholder{"manager"}, of("what-to-expect"))

	data, err := json.Marshal(plan)
	require.NoError(t, err)
	again, found := campaign.ReadPlan(bytes.NewReader(data))
	require.NoError(t, found.Err())
	require.Equal(t, plan.Touchpoints, again.Touchpoints)
}

func TestTheGeneralPlanHasNoGapsAndLeavesThePlanAlone(t *testing.T) {
	b := suspended(t)
	b.Touchpoint("locked-box").Suspense.Teasers[0].Title.En = "{{firstName|You}}"
	b.Touchpoint("first-month").Drip.Steps[0].Body.En = "[{{firstName|You}}]({{link}})"
	b.Touchpoint("first-month").Drip.Steps[0].Wait = &campaign.Wait{For: campaign.Started, Days: 2}
	b.Touchpoint("first-month").Drip.Steps[0].Otherwise = []campaign.Step{{Title: text("{{firstName|Instead}}"), Body: text("instead")}}
	b.Touchpoint("leads-briefing").Acknowledgement = &campaign.Acknowledgement{Days: 4, Escalation: &campaign.Escalation{AfterDays: 2, Title: text("{{firstName|Above}}"), Body: text("above")}}
	b.Experiments = []campaign.Experiment{{ID: "words", Name: text("words"), Seed: "one", Unit: campaign.PersonUnit, Comparison: &campaign.Comparison{Touchpoint: "twenty-codes", Control: 0.5, Variants: []campaign.Variant{{ID: "b", Weight: 0.5, Title: new(text("{{firstName|Other}}"))}}}}}
	b.Propositions[0].Gain.En = "For {{trait.site|everyone}}"
	b.Touchpoints[0].Title.En = "At {{organisation}}"
	plan, found := campaign.NewPlan(b, people(t))
	require.NoError(t, found.Err())
	before, err := json.Marshal(plan)
	require.NoError(t, err)
	general, err := json.Marshal(plan.General())
	require.NoError(t, err)
	require.NotContains(t, string(general), "{{")
	for _, want := range []string{`"You"`, `[You](\u003c/learn`, `For everyone`, `At Viavelo`, `"Instead en"`, `"Above en"`, `"Other en"`} {
		require.Contains(t, string(general), want)
	}
	after, err := json.Marshal(plan)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
}
