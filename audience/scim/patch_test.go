package scim

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// request is a PATCH request with these operations.
func request(operations ...string) []byte {
	return []byte(`{"schemas":["` + patchSchema + `"],"Operations":[` + strings.Join(operations, ",") + `]}`)
}

const noor = `{"id":"1","schemas":["` + userSchema + `"],"userName":"noor","active":true,"name":{"givenName":"Noor"},"emails":[{"type":"work","value":"a@x","primary":true},{"type":"home","value":"b@x"}]}`

func TestPatchesOfEveryShapeAreApplied(t *testing.T) {
	const manager = enterpriseSchema + ":manager"
	bossed := func(value string) string {
		return strings.Replace(noor, `"active"`, `"`+enterpriseSchema+`":{"manager":`+value+`},"active"`, 1)
	}
	for _, c := range []struct {
		name, user, operations, at, want string
	}{
		{"replace", noor, `{"op":"replace","path":"title","value":"Nurse"}`, "title", `"Nurse"`},
		{"operation in capitals", noor, `{"op":"REPLACE","path":"title","value":"Nurse"}`, "title", `"Nurse"`},
		{"path in another letter case", noor, `{"op":"Replace","path":"USERNAME","value":"x"}`, "userName", `"x"`},
		{"path with the user's schema", noor, `{"op":"Add","path":"` + userSchema + `:name.familyName","value":"de Wit"}`, "name", `{"familyName":"de Wit","givenName":"Noor"}`},
		{"active as a text", noor, `{"op":"Replace","path":"active","value":"False"}`, "active", `false`},
		{"active true as a text", noor, `{"op":"Replace","path":"active","value":"True"}`, "active", `true`},
		{"single value in a list", noor, `{"op":"Replace","path":"active","value":[{"$ref":null,"value":"False"}]}`, "active", `false`},
		{"single text in a list", noor, `{"op":"Replace","path":"title","value":[{"$ref":null,"value":"Nurse"}]}`, "title", `"Nurse"`},
		{"manager as a text", noor, `{"op":"Add","path":"` + manager + `","value":"2"}`, enterpriseSchema, `{"manager":{"value":"2"}}`},
		{"manager as an object", noor, `{"op":"Add","path":"` + manager + `","value":{"value":"2","$ref":"../Users/2","displayName":"Luca"}}`, enterpriseSchema, `{"manager":{"$ref":"../Users/2","displayName":"Luca","value":"2"}}`},
		{"manager as a list of objects", noor, `{"op":"Add","path":"` + manager + `","value":[{"$ref":"../Users/2","value":"2"}]}`, enterpriseSchema, `{"manager":{"$ref":"../Users/2","value":"2"}}`},
		{"manager as a list of texts", noor, `{"op":"Add","path":"` + manager + `","value":["2"]}`, enterpriseSchema, `{"manager":{"value":"2"}}`},
		{"manager by its value", noor, `{"op":"Add","path":"` + manager + `.value","value":"2"}`, enterpriseSchema, `{"manager":{"value":"2"}}`},
		{"manager in a later operation", noor, `{"op":"Add","path":"` + enterpriseSchema + `:department","value":"care"},{"op":"Add","path":"` + manager + `.displayName","value":"Luca"},{"op":"Add","path":"` + manager + `.value","value":"2"}`, enterpriseSchema, `{"department":"care","manager":{"displayName":"Luca","value":"2"}}`},
		{"another manager leaves nothing of the one before", bossed(`{"value":"2","displayName":"Luca"}`), `{"op":"Replace","path":"` + manager + `","value":"3"}`, enterpriseSchema, `{"manager":{"value":"3"}}`},
		{"manager kept as a text", bossed(`"2"`), `{"op":"Add","path":"` + manager + `.displayName","value":"Luca"}`, enterpriseSchema, `{"manager":{"displayName":"Luca","value":"2"}}`},
		{"no manager", bossed(`{"value":"2"}`), `{"op":"Remove","path":"` + manager + `"}`, enterpriseSchema, `null`},
		{"dotted lines added one by one", noor, `{"op":"Add","path":"` + Schema + `:dottedManagers","value":"2"},{"op":"Add","path":"` + Schema + `:dottedManagers","value":["3"]}`, Schema, `{"dottedManagers":["2","3"]}`},
		{"dotted lines replaced", noor, `{"op":"Add","path":"` + Schema + `:dottedManagers","value":["2","3"]},{"op":"Replace","path":"` + Schema + `:dottedManagers","value":["4"]}`, Schema, `{"dottedManagers":["4"]}`},
		{"an empty manager", bossed(`"2"`), `{"op":"Replace","path":"` + manager + `","value":""}`, enterpriseSchema, `null`},
		{"a manager that is null", bossed(`"2"`), `{"op":"Replace","path":"` + manager + `","value":null}`, enterpriseSchema, `null`},
		{"an empty list of managers", bossed(`"2"`), `{"op":"Replace","path":"` + manager + `","value":[]}`, enterpriseSchema, `null`},
		{"no path", noor, `{"op":"Replace","value":{"title":"Nurse","Active":"False","name.familyName":"de Wit"}}`, "name", `{"familyName":"de Wit","givenName":"Noor"}`},
		{"no path, an extension as an object", noor, `{"op":"Add","value":{"` + enterpriseSchema + `":{"department":"care","manager":"2"}}}`, enterpriseSchema, `{"department":"care","manager":{"value":"2"}}`},
		{"no path, an extension's path as a name", noor, `{"op":"Add","value":{"` + enterpriseSchema + `:department":"care","` + strings.ToUpper(enterpriseSchema) + `:Manager":"2"}}`, enterpriseSchema, `{"Manager":{"value":"2"},"department":"care"}`},
		{"no path, a point behind the extension", noor, `{"op":"Add","value":{"` + enterpriseSchema + `.department":"care"}}`, enterpriseSchema, `{"department":"care"}`},
		{"no path, values with a filter", noor, `{"op":"Add","value":{"emails[type eq \"work\"].value":"c@x"}}`, "emails", `[{"primary":true,"type":"work","value":"c@x"},{"type":"home","value":"b@x"}]`},
		{"no path, a whole user", noor, `{"op":"Replace","value":{"id":"1","schemas":[],"meta":{},"title":"Nurse"}}`, "title", `"Nurse"`},
		{"an extension as a path", noor, `{"op":"Replace","path":"` + enterpriseSchema + `","value":{"department":"care"}}`, enterpriseSchema, `{"department":"care"}`},
		{"an extension that is removed", bossed(`"2"`), `{"op":"Remove","path":"` + enterpriseSchema + `"}`, enterpriseSchema, `null`},
		{"an extension that nobody knows", noor, `{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:acme:1.5:User:badge","value":"7"}`, "urn:ietf:params:scim:schemas:extension:acme:1.5:User", `{"badge":"7"}`},
		{"what nobody knows is kept as it comes", noor, `{"op":"Add","path":"urn:acme:1.0:User:tags","value":["a"]},{"op":"Add","path":"urn:acme:1.0:User:badge","value":{"value":"7","colour":"red"}}`, "urn:acme:1.0:User", `{"badge":{"colour":"red","value":"7"},"tags":["a"]}`},
		{"values removed where there are none", noor, `{"op":"Remove","path":"addresses","value":[{"value":"x"}]}`, "addresses", `null`},
		{"a name in a list", noor, `{"op":"Replace","path":"name","value":[{"familyName":"de Wit"}]}`, "name", `{"familyName":"de Wit","givenName":"Noor"}`},
		{"an extension without a version", noor, `{"op":"Add","path":"urn:acme:badge","value":"7"}`, "urn:acme", `{"badge":"7"}`},
		{"filtered", noor, `{"op":"Replace","path":"emails[type eq \"home\"].value","value":"c@x"}`, "emails", `[{"primary":true,"type":"work","value":"a@x"},{"type":"home","value":"c@x"}]`},
		{"filtered by another letter case and two conditions", noor, `{"op":"Replace","path":"emails[Type EQ \"HOME\" and value sw \"b\"].value","value":"c@x"}`, "emails", `[{"primary":true,"type":"work","value":"a@x"},{"type":"home","value":"c@x"}]`},
		{"filtered by a flag as a text", noor, `{"op":"Replace","path":"emails[primary eq \"True\"].value","value":"c@x"}`, "emails", `[{"primary":true,"type":"work","value":"c@x"},{"type":"home","value":"b@x"}]`},
		{"filtered, to be made", noor, `{"op":"Add","path":"addresses[type eq \"work\"].locality","value":"Bari"},{"op":"Add","path":"addresses[type eq \"work\"].country","value":"IT"}`, "addresses", `[{"country":"IT","locality":"Bari","type":"work"}]`},
		{"filtered, the value as a whole", noor, `{"op":"Replace","path":"emails[type eq \"work\"]","value":{"value":"c@x"}}`, "emails", `[{"type":"work","value":"c@x"},{"type":"home","value":"b@x"}]`},
		{"filtered, only one is primary", noor, `{"op":"Add","path":"emails[type eq \"home\"].primary","value":"True"}`, "emails", `[{"primary":false,"type":"work","value":"a@x"},{"primary":true,"type":"home","value":"b@x"}]`},
		{"filtered, removed", noor, `{"op":"Remove","path":"emails[type eq \"work\"]"}`, "emails", `[{"type":"home","value":"b@x"}]`},
		{"filtered, removed in part", noor, `{"op":"Remove","path":"emails[type ne \"work\" and value pr].type"}`, "emails", `[{"primary":true,"type":"work","value":"a@x"},{"value":"b@x"}]`},
		{"filtered, removed where there is none", noor, `{"op":"Remove","path":"addresses[type eq \"]\"]"}`, "addresses", `null`},
		{"filtered, in an extension", noor, `{"op":"Add","path":"` + Schema + `:traits[name eq \"fte\"].value","value":"0.6"}`, Schema, `{"traits":[{"name":"fte","value":"0.6"}]}`},
		{"one more value", noor, `{"op":"Add","path":"emails","value":[{"value":"c@x"},{"type":"home","value":"b@x"}]}`, "emails", `[{"primary":true,"type":"work","value":"a@x"},{"type":"home","value":"b@x"},{"value":"c@x"}]`},
		{"all values anew", noor, `{"op":"Replace","path":"emails","value":"c@x"}`, "emails", `[{"value":"c@x"}]`},
		{"values by their value", noor, `{"op":"Remove","path":"emails","value":[{"value":"a@x"}]}`, "emails", `[{"type":"home","value":"b@x"}]`},
		{"a part of all values", noor, `{"op":"Replace","path":"emails.type","value":"other"}`, "emails", `[{"primary":true,"type":"other","value":"a@x"},{"type":"other","value":"b@x"}]`},
		{"an object is merged", noor, `{"op":"Replace","path":"name","value":{"familyName":"de Wit"}}`, "name", `{"familyName":"de Wit","givenName":"Noor"}`},
		{"the last part removed", noor, `{"op":"Remove","path":"name.givenName"}`, "name", `null`},
		{"removed where there is none", noor, `{"op":"Remove","path":"` + manager + `"},{"op":"Remove","path":"title"},{"op":"remove","path":"name.middleName"}`, "title", `null`},
		{"the schemas are kept", noor, `{"op":"Add","path":"` + manager + `","value":"2"}`, "schemas", `["` + userSchema + `","` + enterpriseSchema + `"]`},
		{"numbers stay as they are", strings.Replace(noor, `"active"`, `"n":12345678901234567890,"active"`, 1), `{"op":"add","path":"title","value":"<&>"}`, "n", `12345678901234567890`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Patch([]byte(c.user), request(c.operations))
			require.NoError(t, err)
			var members map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(got, &members))
			if c.want == "null" {
				require.NotContains(t, members, c.at)
				return
			}
			require.Equal(t, c.want, string(members[c.at]))
		})
	}
}

func TestPatchesThatAreFaultyChangeNothing(t *testing.T) {
	for _, c := range []struct{ operations, want string }{
		{`{"op":"Ad","path":"title","value":"x"}`, "OSM-SCIM-020 /Operations/0/op found Ad expected add, replace, remove near add"},
		{`7`, "OSM-SCIM-004 /Operations/0 found 7 expected {…} near "},
		{`{"op":"add","path":7,"value":"x"}`, `OSM-SCIM-004 /Operations/0/path found 7 expected "…" near `},
		{`{"op":"add","path":"emails[type eq \"work\"","value":"x"}`, `OSM-SCIM-021 /Operations/0/path found emails[type eq "work" expected emails[type eq "work"].value near `},
		{`{"op":"add","path":"emails[type gt \"work\"].value","value":"x"}`, `OSM-SCIM-021 /Operations/0/path found emails[type gt "work"].value expected emails[type eq "work"].value near `},
		{`{"op":"add","path":"a b","value":"x"}`, `OSM-SCIM-021 /Operations/0/path found a b expected emails[type eq "work"].value near `},
		{`{"op":"add","path":"name.givenName.x","value":"x"}`, `OSM-SCIM-021 /Operations/0/path found name.givenName.x expected emails[type eq "work"].value near `},
		{`{"op":"add","path":"` + userSchema + `","value":"x"}`, `OSM-SCIM-021 /Operations/0/path found ` + userSchema + ` expected emails[type eq "work"].value near `},
		{`{"op":"add","value":{"a b":"x"}}`, `OSM-SCIM-021 /Operations/0/value/a b found a b expected emails[type eq "work"].value near `},
		{`{"op":"remove","value":{"title":"x"}}`, "OSM-SCIM-022 /Operations/0/path found  expected  near "},
		{`{"op":"add","path":"emails[type ne \"work\" and type ne \"home\"].value","value":"x"}`, `OSM-SCIM-023 /Operations/0/path found emails[type ne "work" and type ne "home"].value expected  near `},
		{`{"op":"add","path":"title"}`, "OSM-SCIM-024 /Operations/0/value found  expected  near "},
		{`{"op":"add","value":"x"}`, `OSM-SCIM-024 /Operations/0/value found "x" expected  near `},
		{`{"op":"add","path":"active","value":"perhaps"}`, `OSM-SCIM-024 /Operations/0/value found "perhaps" expected  near `},
		{`{"op":"add","path":"title","value":["a","b"]}`, `OSM-SCIM-024 /Operations/0/value found ["a","b"] expected  near `},
		{`{"op":"add","path":"title","value":{"text":"a"}}`, `OSM-SCIM-024 /Operations/0/value found {"text":"a"} expected  near `},
		{`{"op":"add","path":"name","value":"x"}`, `OSM-SCIM-024 /Operations/0/value found "x" expected  near `},
		{`{"op":"add","path":"active.x","value":"x"}`, `OSM-SCIM-024 /Operations/0/path found true expected  near `},
		{`{"op":"add","path":"` + enterpriseSchema + `","value":"x"}`, `OSM-SCIM-024 /Operations/0/value found "x" expected  near `},
		{`{"op":"add","path":"emails[type eq \"work\"]","value":7}`, `OSM-SCIM-024 /Operations/0/value found 7 expected  near `},
		{`{"op":"replace","path":"id","value":"2"}`, "OSM-SCIM-025 /Operations/0/path found id expected  near "},
		{`{"op":"replace","path":"title","value":"x"},{"op":"replace","value":{"ID":"2"}}`, "OSM-SCIM-025 /Operations/1/value/ID found ID expected  near "},
	} {
		got, err := Patch([]byte(noor), request(c.operations))
		require.Nil(t, got)
		found := findings(t, err)
		require.Equal(t, []string{c.want}, summary(found))
		requireWritten(t, found)
	}
	for text, want := range map[string]string{
		`{}`:                             "OSM-SCIM-026  found  expected " + patchSchema + " near ",
		`nonsense`:                       "OSM-SCIM-026  found  expected " + patchSchema + " near ",
		`{"Operations":[]} x`:            "OSM-SCIM-026  found  expected " + patchSchema + " near ",
		`{"schemas":[],"Operations":[]}`: "OSM-SCIM-026  found  expected " + patchSchema + " near ",
		`{"schemas":["` + userSchema + `"],"Operations":[]}`: "OSM-SCIM-026  found " + userSchema + " expected " + patchSchema + " near ",
	} {
		_, err := Patch([]byte(noor), []byte(text))
		require.Equal(t, []string{want}, summary(findings(t, err)), text)
	}
	_, err := Patch([]byte(`[]`), request())
	require.Equal(t, []string{"OSM-SCIM-004  found  expected {…} near "}, summary(findings(t, err)))
	_, err = Patch([]byte(noor), []byte("\ufeff"+`{"operations":[{"OP":"add","Path":"title","VALUE":"x"}]}`))
	require.NoError(t, err, "names have no letter case, and the schema may be absent")
}

// findings are those in an error.
func findings(t *testing.T, err error) engagement.Findings {
	t.Helper()
	require.Error(t, err)
	_, found := collect(err)
	return found
}

func TestAPersonIsPatched(t *testing.T) {
	sequence, err := os.ReadFile("testdata/entra-patch.json")
	require.NoError(t, err)
	for _, p := range samplePeople()[:1] {
		patched, active, err := PatchPerson(p, sequence, Mapping{})
		require.NoError(t, err)
		require.True(t, active)
		want := samplePeople()[0]
		want.GivenName, want.Email, want.Manager, want.Language = "Adele", "adele@example.org", "u-luca", engagement.Dutch
		want.Traits["unit"], want.Traits["role"], want.Traits["site"] = "home care", "Head nurse", "Utrecht"
		delete(want.Traits, "division")
		require.Equal(t, want, patched)
		require.Equal(t, samplePeople()[0], p, "the person before is as it was")
	}
	p := samplePeople()[0]
	same, active, err := PatchPerson(p, request(`{"op":"Replace","path":"active","value":"False"}`), Mapping{})
	require.NoError(t, err)
	require.False(t, active)
	require.Equal(t, p, same)
	_, _, err = PatchPerson(p, request(`{"op":"Replace","path":"timezone","value":"Rome"}`), Mapping{})
	require.Equal(t, []string{"OSM-SCIM-008 /timezone found Rome expected Europe/Rome near "}, summary(findings(t, err)))
	_, _, err = PatchPerson(p, request(`{"op":"Replace"}`), Mapping{})
	require.Error(t, err)
	_, _, err = PatchPerson(audience.Person{}, request(), Mapping{})
	require.Error(t, err)
	_, _, err = PatchPerson(p, request(), Mapping{DefaultLanguage: "de"})
	require.Error(t, err)
}

func FuzzPatch(f *testing.F) {
	sequence, err := os.ReadFile("testdata/entra-patch.json")
	require.NoError(f, err)
	f.Add([]byte(noor), sequence)
	f.Add([]byte(noor), request(`{"op":"Add","value":{"name.familyName":"x","emails[type eq \"a]\\\"\"].value":null}}`))
	f.Add([]byte(`{"id":7,"emails":{},"`+enterpriseSchema+`":{"manager":[]},"NAME":{},"name":null}`), request(`{"op":"Remove","path":"name"},{"op":"Replace","path":"`+enterpriseSchema+`:manager.value","value":""}`))
	f.Add([]byte(noor), request(`{"op":"Add","path":"emails[value co \"x\" and primary pr]","value":{"primary":"TRUE"}}`))
	f.Fuzz(func(t *testing.T, user, request []byte) {
		got, err := Patch(user, request)
		again, err2 := Patch(user, request)
		require.Equal(t, got, again, "the same gives the same")
		require.Equal(t, err == nil, err2 == nil)
		if err != nil {
			for _, f := range findings(t, err) {
				require.NotContains(t, f.Message.En, "%!(")
			}
			return
		}
		before, after := decode(user).(map[string]any), decode(got).(map[string]any)
		require.NotNil(t, after)
		require.Equal(t, before["id"], after["id"], "nobody becomes someone else")
		for range Read(strings.NewReader(users(string(got))), Mapping{}) {
		}
	})
}
