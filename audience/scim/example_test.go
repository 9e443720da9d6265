package scim_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/scim"
	"github.com/osmosi-learning/osmosi/engagement"
)

func ExampleRead() {
	response := `{
		"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
		"totalResults": 3,
		"Resources": [
			{"id": "noor", "preferredLanguage": "nl-NL", "title": "Nurse",
			 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "care", "manager": {"value": "luca"}}},
			{"id": "sam", "timezone": "Rome",
			 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "luca"}},
			{"id": "luca", "preferredLanguage": "it"}
		]
	}`
	var people []audience.Person
	for p, err := range scim.Read(strings.NewReader(response), scim.Mapping{}) {
		var finding *engagement.Finding
		if errors.As(err, &finding) {
			fmt.Println(finding.Code, finding.Path, finding.Message.En)
			continue
		}
		people = append(people, p)
	}
	w, _ := audience.NewWorkforce(people)
	noor := w.Person("noor")
	fmt.Println(noor.Language, noor.Traits["unit"], noor.Traits["role"], w.ManagerOf("noor").ID)
	// Output:
	// OSM-SCIM-008 /Resources/1/timezone “Rome” is not a known time zone; write it like Europe/Rome.
	// nl care Nurse luca
}

func ExampleReadPages() {
	users := []string{`{"id": "1"}`, `{"id": "2", "active": false}`, `{"id": "3"}`}
	// A host fetches with its own client: GET /Users?startIndex=…
	fetch := func(startIndex int) (io.ReadCloser, error) {
		page := fmt.Sprintf(`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 3, "startIndex": %d, "itemsPerPage": 1, "Resources": [%s]}`, startIndex, users[startIndex-1])
		return io.NopCloser(strings.NewReader(page)), nil
	}
	var in audience.Intake
	for p, err := range scim.ReadPages(fetch, scim.Mapping{}, &in) {
		fmt.Println(p.ID, err)
	}
	fmt.Println(in.Summary(engagement.English))
	// Output:
	// 1 <nil>
	// 3 <nil>
	// 3 entries read: 2 people kept, 1 entry left out.
	// - 1 entry: not active in the source
}

func ExamplePatch() {
	user := `{"id": "noor", "active": true}`
	request := `{
		"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
		"Operations": [
			{"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "luca"},
			{"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "noor@example.org"},
			{"op": "Replace", "value": {"active": "False"}}
		]
	}`
	patched, err := scim.Patch([]byte(user), []byte(request))
	fmt.Println(string(patched), err)
	// Output:
	// {"active":false,"emails":[{"type":"work","value":"noor@example.org"}],"id":"noor","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"luca"}}} <nil>
}

func ExamplePatchPerson() {
	person := audience.Person{ID: "noor", Traits: map[string]any{"unit": "care", "hours": 32.0}}
	request := `{"Operations": [{"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "home care"}]}`
	person, active, err := scim.PatchPerson(person, []byte(request), scim.Mapping{})
	fmt.Println(person.Traits, active, err)
	// Output:
	// map[hours:32 unit:home care] true <nil>
}

func ExampleWrite() {
	people := []audience.Person{{ID: "noor", Email: "noor@example.org", Manager: "luca"}}
	if err := scim.Write(os.Stdout, slices.Values(people), scim.Mapping{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":[
	// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"noor","userName":"noor","active":true,"emails":[{"value":"noor@example.org","type":"work","primary":true}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"luca"}},"meta":{"resourceType":"User"}}
	// ],"totalResults":1,"startIndex":1,"itemsPerPage":1}
}
