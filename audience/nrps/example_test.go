package nrps_test

import (
	"fmt"
	"io"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/nrps"
	"github.com/osmosi-learning/osmosi/engagement"
)

func ExampleRead() {
	page := `{
		"id": "https://lms.example/memberships",
		"members": [
			{"user_id": "noor", "given_name": "Noor", "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"]},
			{"user_id": "sam", "status": "Inactive", "roles": ["Learner"]},
			{"roles": ["Learner"]}
		]
	}`
	for p, err := range nrps.Read(strings.NewReader(page), nrps.Mapping{DefaultLanguage: engagement.Dutch}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(p.ID, p.GivenName, p.Language, p.Traits["role"])
	}
	// Output:
	// noor Noor nl Learner
	// OSM-NRPS-004 at /members/2/user_id: The user_id is missing.
}

func ExampleReadPages() {
	// A host fetches with its own client and access token.
	fetch := func(address string) (nrps.Page, error) {
		page := nrps.Page{Body: io.NopCloser(strings.NewReader(`{"members": [{"user_id": "` + address[len(address)-1:] + `"}]}`))}
		if strings.HasSuffix(address, "page=1") {
			page.Link = []string{`<https://lms.example/memberships?page=2>; rel="next"`}
		}
		return page, nil
	}
	var in audience.Intake
	for p, err := range nrps.ReadPages("https://lms.example/memberships?page=1", fetch, nrps.Mapping{}, &in) {
		fmt.Println(p.ID, err)
	}
	fmt.Println(in.Summary(engagement.English))
	// Output:
	// 1 <nil>
	// 2 <nil>
	// 2 entries read: 2 people kept, 0 entries left out.
}
