package scim_test

import (
	"errors"
	"fmt"
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
