package csv_test

import (
	"errors"
	"fmt"
	"slices"
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

func ExampleImport() {
	table := "Nr;Naam;Uren;In dienst\r\n1;Noor;32,5;1-2-2024\r\n2;Sam;veel;1-3-2024\r\n;Bo;24;\r\n"
	mapping := csv.Mapping{
		ID: "Nr", GivenName: "Naam", Hired: "In dienst", Decimal: ",", DateOrder: csv.DayMonthYear,
		Traits: []csv.Column{{Column: "Uren", Trait: "hours", Kind: audience.NumberTrait}},
	}
	in := audience.Intake{Progress: func(in *audience.Intake) { fmt.Println("row", in.Read) }}
	for p, err := range csv.Import(strings.NewReader(table), mapping, &in) {
		if err == nil {
			fmt.Println(p.GivenName, p.Hired, p.Traits["hours"])
		}
	}
	fmt.Println(in.Summary(engagement.Dutch))
	// Output:
	// row 1
	// Noor 2024-02-01 32.5
	// row 2
	// row 3
	// 3 regels gelezen: 1 persoon overgenomen, 2 regels weggelaten.
	// - 1 regel: een getal dat niet leesbaar is
	// - 1 regel: geen ID
}

func ExampleWrite() {
	people := []audience.Person{
		{ID: "12", FamilyName: "de Wit", Hired: "2024-03-01", Traits: map[string]any{"unit": "care, home"}},
		{ID: "15", FamilyName: "=cmd()", Traits: map[string]any{"unit": "sales"}},
	}
	mapping := csv.Mapping{ID: "Number", FamilyName: "Name", Hired: "Since", GuardFormulas: true, Traits: []csv.Column{{Column: "Department", Trait: "unit"}}}
	var table strings.Builder
	if err := csv.Write(&table, slices.Values(people), mapping); err != nil {
		fmt.Println(err)
	}
	fmt.Print(strings.ReplaceAll(table.String(), "\r\n", "\n"))
	// Output:
	// Number,Name,Since,Department
	// 12,de Wit,2024-03-01,"care, home"
	// 15,'=cmd(),,sales
}
