package audience

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

func moreTraits() []Trait {
	return append(declaredTraits(), Trait{Name: TraitHired, Kind: DateTrait}, Trait{Name: TraitLeaders, Kind: ListTrait}, Trait{Name: TraitDotted, Kind: ListTrait}, Trait{Name: "client", Kind: TextTrait})
}

func TestCheckAcceptsEveryOperatorWhereItFits(t *testing.T) {
	for _, text := range []string{
		`{"unit":{"$ini":["SALES"],"$nini":["Care"]}}`, `{"skills":{"$alli":["FIRST-AID"],"$ini":["Negotiation"]}}`,
		`{"skills":{"$elemMatch":{"$in":["negotiation"]}}}`, `{"skills":{"$elemMatch":{"$regex":"^neg"}}}`, `{"skills":{"$size":{"$gte":1}}}`, `{"skills.0":"negotiation","skills.length":{"$gt":0}}`,
		`{"role":{"$regex":"nurse$"}}`, `{"role":{"$not":{"$regexi":"NURSE"}}}`, `{"role":{"$type":"string"}}`, `{"client":{"$vgte":"2.0.0","$vne":"2.1.0"}}`,
		`{"hired":{"$since":"-P90D"},"certifiedUntil":{"$before":"2027-02-01"}}`, `{"leaders":{"$in":["anna"]},"leaders.0":"anna"}`,
		`{"did.safe-lifting":{"$in":["started","completed"]}}`, `{"did.x":{"$exists":false}}`, `{"role":{"$inGroup":["nurse"]}}`, `{"unit":{}}`,
	} {
		c, err := ParseCondition(text)
		require.NoError(t, err)
		require.Empty(t, c.Check(moreTraits(), ""), text)
	}
}

func TestCheckFindsOperatorsThatDoNotFit(t *testing.T) {
	for _, c := range []struct{ condition, code, path, found, expected, suggestion string }{
		{`{"unit":{"$ini":["SAELS"]}}`, "OSM-CONDITION-005", "/when/unit/$ini", "SAELS", "", "sales"},
		{`{"unit":{"$in":["SALES"]}}`, "OSM-CONDITION-005", "/when/unit/$in", "SALES", "", "sales"},
		{`{"skills":{"$alli":["first-ade"]}}`, "OSM-CONDITION-005", "/when/skills/$alli/0", "first-ade", "", "first-aid"},
		{`{"skills":{"$elemMatch":{"$eq":"first-ade"}}}`, "OSM-CONDITION-005", "/when/skills/$elemMatch/$eq", "first-ade", "", "first-aid"},
		{`{"skills":{"$elemMatch":{"name":"x"}}}`, "OSM-CONDITION-007", "/when/skills/$elemMatch/name", `{"name":"x"}`, "list", ""},
		{`{"skills":{"$elemMatch":{"$gt":1}}}`, "OSM-CONDITION-004", "/when/skills/$elemMatch/$gt", "$gt", "text", ""},
		{`{"skills":{"$elemMatch":7}}`, "OSM-CONDITION-002", "/when/skills/$elemMatch", "7", "{…}", ""},
		{`{"skills":{"$size":{"$gt":"x"}}}`, "OSM-CONDITION-007", "/when/skills/$size/$gt", "x", "number", ""},
		{`{"skills":{"$eq":["negotiation"]}}`, "OSM-CONDITION-008", "/when/skills/$eq", `["negotiation"]`, "$in", ""},
		{`{"skills.one":"negotiation"}`, "OSM-CONDITION-003", "/when/skills.one", "skills.one", "", ""},
		{`{"unit":{"$elemMatch":{}}}`, "OSM-CONDITION-004", "/when/unit/$elemMatch", "$elemMatch", "text", ""},
		{`{"fte":{"$regex":"1"}}`, "OSM-CONDITION-004", "/when/fte/$regex", "$regex", "number", ""},
		{`{"fte":{"$vgt":"1.0"}}`, "OSM-CONDITION-004", "/when/fte/$vgt", "$vgt", "number", ""},
		{`{"fte":{"$ini":["x"]}}`, "OSM-CONDITION-004", "/when/fte/$ini", "$ini", "number", ""},
		{`{"client":{"$vgt":true}}`, "OSM-CONDITION-002", "/when/client/$vgt", "true", `"1.2.3"`, ""},
		{`{"unit":{"$type":"text"}}`, "OSM-CONDITION-002", "/when/unit/$type", "text", "string, number, boolean, array, object, null", ""},
		{`{"role":{"$regex":"(?=x)"}}`, "OSM-CONDITION-009", "/when/role/$regex", "(?=x)", "", ""},
		{`{"role":{"$regex":"a{300}"}}`, "OSM-CONDITION-009", "/when/role/$regex", "a{300}", "", ""},
		{`{"role":{"$inGroup":"pilots"}}`, "OSM-CONDITION-010", "/when/role/$inGroup", "pilots", "", ""},
		{`{"hired":{"$since":"90 days"}}`, "OSM-CONDITION-011", "/when/hired/$since", "90 days", "", ""},
		{`{"unit":{"$since":"-P90D"}}`, "OSM-CONDITION-004", "/when/unit/$since", "$since", "text", ""},
		{`{"did.lift":"complete"}`, "OSM-CONDITION-005", "/when/did.lift", "complete", "", "completed"},
		{`{"did.":"completed"}`, "OSM-CONDITION-003", "/when/did.", "did.", "", ""},
		{`{"unit":{"$sinse":"x"}}`, "OSM-CONDITION-001", "/when/unit/$sinse", "$sinse", "", "$since"},
	} {
		condition, err := ParseCondition(c.condition)
		require.NoError(t, err)
		found := condition.Check(moreTraits(), "/when")
		require.Len(t, found, 1, c.condition)
		f := found[0]
		require.Equal(t, []string{c.code, c.path, c.found, c.expected, c.suggestion}, []string{f.Code, f.Path, f.Found, f.Expected, f.Suggestion}, c.condition)
		requireWritten(t, f)
		if c.code >= "OSM-CONDITION-009" {
			require.NotEqual(t, f.Do.It, f.Do.Nl)
			require.NotEmpty(t, f.Do.En)
		}
	}
	c, err := ParseCondition(`{"hired":{"$since":"-P1D"},"leaders.0":"anna"}`)
	require.NoError(t, err)
	require.Len(t, c.Check(declaredTraits(), ""), 2, "whoever asks for them declares them")
}

func TestMoreConstructorsWriteConditions(t *testing.T) {
	const day = "2027-01-11"
	for _, c := range []struct {
		condition  Condition
		text       string
		met, unmet string
	}{
		{Above("n", 2), `{"n":{"$gt":2}}`, `{"n":3}`, `{"n":2}`},
		{AtMost("n", 2), `{"n":{"$lte":2}}`, `{"n":2}`, `{"n":3}`},
		{Between("n", 2, 4), `{"$and":[{"n":{"$gte":2}},{"n":{"$lte":4}}]}`, `{"n":4}`, `{"n":5}`},
		{IsNot("unit", "care"), `{"unit":{"$ne":"care"}}`, `{}`, `{"unit":"care"}`},
		{NotIn("unit", "care", "it"), `{"unit":{"$nin":["care","it"]}}`, `{}`, `{"unit":"it"}`},
		{NotIn("unit"), `{"unit":{"$nin":[]}}`, `{}`, ``},
		{HasAll("skills", "go", "sql"), `{"skills":{"$all":["go","sql"]}}`, `{"skills":["sql","go","c"]}`, `{"skills":["go"]}`},
		{HasAll("skills"), `{"skills":{"$all":[]}}`, `{"skills":[]}`, `{}`},
		{Has("unit"), `{"unit":{"$exists":true}}`, `{"unit":"x"}`, `{"unit":null}`},
		{Lacks("unit"), `{"unit":{"$exists":false}}`, `{"unit":null}`, `{"unit":"x"}`},
		{Matches("role", "nurse$"), `{"role":{"$regex":"nurse$"}}`, `{"role":"head nurse"}`, `{"role":"nurses"}`},
		{Since("hired", "-P90D"), `{"hired":{"$since":"-P90D"}}`, `{"hired":"2026-10-13"}`, `{"hired":"2026-10-12"}`},
		{Before("until", "P30D"), `{"until":{"$before":"P30D"}}`, `{"until":"2027-02-09"}`, `{"until":"2027-02-10"}`},
		{Under("anna"), `{"leaders":{"$in":["anna"]}}`, `{"leaders":["bo","anna"]}`, `{"leaders":["bo"]}`},
		{DottedTo("anna"), `{"dotted":{"$in":["anna"]}}`, `{"dotted":["bo","anna"]}`, `{"leaders":["anna"],"dotted":["bo"]}`},
		{ReportsTo("anna"), `{"leaders.0":{"$eq":"anna"}}`, `{"leaders":["anna"]}`, `{"leaders":["bo","anna"]}`},
		{Completed("lift"), `{"did.lift":{"$eq":"completed"}}`, ``, `{}`},
		{Started("lift"), `{"did.lift":{"$eq":"started"}}`, ``, `{}`},
		{Dismissed("lift"), `{"did.lift":{"$eq":"dismissed"}}`, ``, `{}`},
	} {
		require.Equal(t, c.text, c.condition.String())
		again, err := ParseCondition(c.text)
		require.NoError(t, err)
		require.Equal(t, c.condition, again)
		for profile, want := range map[string]bool{c.met: true, c.unmet: false} {
			if profile == "" {
				continue
			}
			met, err := c.condition.Met([]byte(profile), day, nil)
			require.NoError(t, err)
			require.Equal(t, want, met, "%s on %s", c.text, profile)
		}
	}
	met, err := Completed("lift").Met([]byte(`{}`), day, map[string]string{"lift": "completed"})
	require.NoError(t, err)
	require.True(t, met)
	_, err = Completed("lift").Met([]byte(`{`), day, nil)
	require.ErrorContains(t, err, "profile: ")
	require.Equal(t, []string{"lift", "b"}, Any(Completed("lift"), Not(Started("b")), Dismissed("lift"), Is("unit", "x")).Propositions())
}

func TestGroupsAreFilledInWhereverTheyStand(t *testing.T) {
	groups := map[string][]any{"pilots": {"anna", 7, true, nil}}
	for text, want := range map[string]string{
		`{"id":{"$inGroup":"pilots"}}`:                                       `{"id":{"$inGroup":["anna",7,true,null]}}`,
		`{"$or":[{"$not":{"id":{"$not":{"$notInGroup":"none"}}}}],"$and":7}`: `{"$or":[{"$not":{"id":{"$not":{"$notInGroup":[]}}}}],"$and":7}`,
		`{"ids":{"$elemMatch":{"$inGroup":"pilots"}}}`:                       `{"ids":{"$elemMatch":{"$inGroup":["anna",7,true,null]}}}`,
		`{"ids":{"$elemMatch":{"$or":[{"id":{"$inGroup":"none"}}]}}}`:        `{"ids":{"$elemMatch":{"$or":[{"id":{"$inGroup":[]}}]}}}`,
		`{"ids":{"$all":[{"$inGroup":"none"}]}}`:                             `{"ids":{"$all":[{"$inGroup":[]}]}}`,
		`{"id":{"a":{"$inGroup":"pilots"}}}`:                                 `{"id":{"a":{"$inGroup":"pilots"}}}`,
	} {
		c, err := ParseCondition(text)
		require.NoError(t, err)
		require.Equal(t, want, c.WithGroups(groups).String())
	}
	require.Equal(t, `{}`, Condition{}.WithGroups(groups).String())
}

func TestProfilesHoldManagersAndDatesOnlyWhereTheyAreDeclared(t *testing.T) {
	w, _ := NewWorkforce([]Person{{ID: "a"}, {ID: "b", Manager: "a"}, {ID: "c", Manager: "b", DottedManagers: []string{"ghost", "a"}, Hired: "2027-01-01", Traits: map[string]any{TraitHired: "2000-01-01", TraitLeaders: []string{"x"}, TraitDotted: []string{"x"}}}})
	c := w.Person("c")
	require.Equal(t, `{"manager":false,"tenureDays":10}`, string(w.PageProfile(c, "2027-01-11", nil)))
	declared := []Trait{{Name: TraitLeaders, Kind: ListTrait}, {Name: TraitHired, Kind: DateTrait}}
	require.Equal(t, `{"hired":"2027-01-01","leaders":["b","a"],"manager":false,"tenureDays":10}`, string(w.PageProfile(c, "2027-01-11", declared)))
	require.Equal(t, `{"leaders":[],"manager":true}`, string(w.PageProfile(w.Person("a"), "2027-01-11", declared)))
	require.Equal(t, `{"dotted":["a"],"manager":false,"tenureDays":10}`, string(w.PageProfile(c, "2027-01-11", []Trait{{Name: TraitDotted, Kind: ListTrait}})))
	require.Equal(t, `{"dotted":[],"manager":true}`, string(w.PageProfile(w.Person("a"), "2027-01-11", []Trait{{Name: TraitDotted, Kind: ListTrait}})))
	declared[0].Protected = true
	require.Equal(t, `{"hired":"2027-01-01","manager":false,"tenureDays":10}`, string(w.PageProfile(c, "2027-01-11", declared)))
}

func FuzzPattern(f *testing.F) {
	for _, pattern := range []string{`^ping`, `(Mobile|Tablet)`, `-12-25$`, `\bword\b`, `(?i)straße`, `[^a-z]+\d*?`, `(?m)^b$`, `a{2,5}.`, `(?s)a.b`, `\pL\PN`, `()|x`, `K`, `(a*)*`} {
		for _, text := range []string{"", "ping", "1980-12-25", "a\nb", "STRASSE straße K\u212a", "aaaa é"} {
			f.Add(pattern, text)
		}
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		for op, prefix := range map[string]string{"$regex": "", "$regexi": "(?i)"} {
			want, err := regexp.Compile(prefix + pattern)
			c := operation("x", op, pattern)
			if strings.ToValidUTF8(pattern, "") != pattern || strings.ToValidUTF8(text, "") != text {
				return
			}
			e, problems := decision.ParseExpr(c.resolved())
			if err != nil {
				require.NotEmpty(t, problems, "%q", pattern)
				continue
			}
			if len(problems) > 0 { // longer than the core takes
				require.Greater(t, len(pattern), 3)
				continue
			}
			facts, err := factsOf(append(light.AppendString([]byte(`{"x":`), text), 0x7d), "2027-01-11", nil)
			require.NoError(t, err)
			require.Equal(t, want.MatchString(text), e.Match(&facts), "%q of %q", pattern, text)
		}
	})
}

// What a plan compiles to travels to the page as text.
func TestCompiledConditionsTravelToThePage(t *testing.T) {
	segments := []Segment{{ID: "nurses", When: Matches("role", "(?i)nurse$")}, {ID: "new", When: Since("hired", "-P90D")}, {ID: "able", When: Completed("lift")}}
	program := &decision.Program{Campaign: "c"}
	for i, s := range segments {
		program.Segments = append(program.Segments, s.Compile())
		program.Propositions = append(program.Propositions, decision.Proposition{ID: s.ID, Segment: i})
	}
	r := light.NewReader(program.Append(nil))
	read := decision.Read(r)
	require.NoError(t, r.End())
	ask := func(profile, today string, history map[string]string) []string {
		facts, err := factsOf([]byte(profile), "2027-01-11", nil)
		require.NoError(t, err)
		day, _ := civil.Parse(today)
		d := read.Decide(decision.Question{Profile: facts.Profile, Day: day, History: history})
		return d.Segments
	}
	require.Equal(t, []string{"nurses", "new", "able"}, ask(`{"role":"Head NURSE","hired":"2026-12-01"}`, "2027-01-11", map[string]string{"lift": "completed"}))
	require.Equal(t, []string{"nurses"}, ask(`{"role":"Head NURSE","hired":"2026-12-01"}`, "2027-06-01", map[string]string{"lift": "started"}))
	require.Empty(t, ask(`{"role":"nursery"}`, "2027-01-11", nil))

	program.Segments[0] = Segment{ID: "faulty", When: Matches("role", "(")}.Compile()
	r = light.NewReader(program.Append(nil))
	decision.Read(r)
	require.ErrorContains(t, r.End(), "expected pattern")
}
