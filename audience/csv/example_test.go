package csv_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/engagement"
)

func ExampleRead() {
	table := `Number;Name;Boss;Department;Hours
12;Noor;3;care;24
15;Sam;3;sales;many
3;Luca;;care;40
`
	mapping := csv.Mapping{
		Delimiter:       ";",
		ID:              "Number",
		GivenName:       "Name",
		Manager:         "Boss",
		DefaultLanguage: engagement.Dutch,
		DefaultTimeZone: "Europe/Amsterdam",
		Traits: []csv.Column{
			{Column: "Department", Trait: "unit"},
			{Column: "Hours", Trait: "hours", Kind: audience.NumberTrait},
		},
	}
	for p, err := range csv.Read(strings.NewReader(table), mapping) {
		var finding *engagement.Finding
		if errors.As(err, &finding) {
			fmt.Println(finding.Code, finding.Path, finding.Message.En)
			continue
		}
		fmt.Println(p.ID, p.GivenName, p.Traits["unit"], p.Traits["hours"])
	}
	// Output:
	// 12 Noor care 24
	// OSM-CSV-009 /3/Hours “many” is not a number that can be read; write it like 1234.5.
	// 3 Luca care 40
}
