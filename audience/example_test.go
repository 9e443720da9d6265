package audience_test

import (
	"fmt"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// People come in any order; what does not add up is mended and reported.
func ExampleNewWorkforce() {
	w, found := audience.NewWorkforce([]audience.Person{
		{ID: "noor", Manager: "luca"},
		{ID: "sam", Manager: "kim"},
		{ID: "luca"},
	})
	for p := range w.TopDown() {
		fmt.Println(w.Level(p.ID), p.ID, "leads", w.Reports(p.ID))
	}
	fmt.Print(found.In(engagement.English))
	// Output:
	// 0 sam leads 0
	// 0 luca leads 1
	// 1 noor leads 0
	// OSM-PEOPLE-003 /1/manager: The manager “kim” of “sam” is not among the people, so “sam” counts as having no manager. Add the manager to the people, or correct the reference.
}

// Whom a person reports to, how many report to them, and what the whole looks
// like. A dotted line is a second voice, not a second boss.
func ExampleWorkforce_Lines() {
	w, _ := audience.NewWorkforce([]audience.Person{
		{ID: "ada"},
		{ID: "bram", Manager: "ada"},
		{ID: "kim", Manager: "ada"},
		{ID: "noor", Manager: "bram", DottedManagers: []string{"kim"}},
		{ID: "sam", Manager: "bram"},
	})
	fmt.Println("ada leads", w.Reports("ada"), "and has", w.Below("ada"), "below")
	fmt.Println("noor is on level", w.Level("noor"), "below", slices.Collect(w.Leaders("noor")), "and works for", slices.Collect(w.DottedManagers("noor")))
	lines := w.Lines()
	fmt.Println(lines.Levels, "levels,", lines.Managers, "managers,", lines.Roots, "at the top, spans of", lines.MedianSpan, "and at most", lines.WidestSpan)
	// Output:
	// ada leads 2 and has 4 below
	// noor is on level 2 below [bram ada] and works for [kim]
	// 3 levels, 2 managers, 1 at the top, spans of 2 and at most 2
}

// A condition is checked against the traits that were declared, before anyone
// is reached or missed by a typing error.
func ExampleParseCondition() {
	c, err := audience.ParseCondition(`{"unit": {"$in": ["sales", "cares"]}, "tenureDay": {"$lt": 90}}`)
	if err != nil {
		fmt.Println(err)
		return
	}
	unit := audience.Trait{Name: "unit", Kind: audience.TextTrait, Values: []string{"sales", "care"}}
	fmt.Print(c.Check([]audience.Trait{unit}, "/segments/0/when").In(engagement.English))
	// Output:
	// OSM-CONDITION-005 /segments/0/when/unit/$in: “cares” is not one of the values that the trait “unit” may have. Did you mean “care”?
	// OSM-CONDITION-003 /segments/0/when/tenureDay/$lt: Nobody has declared a trait called “tenureDay”. Did you mean “tenureDays”?
}

// Conditions can be put together in Go as well.
func ExampleAll() {
	newcomers := audience.All(
		audience.In("unit", "sales", "care"),
		audience.Below("tenureDays", 90),
		audience.Not(audience.Is("manager", true)),
	)
	fmt.Println(newcomers)
	// Output: {"$and":[{"unit":{"$in":["sales","care"]}},{"tenureDays":{"$lt":90}},{"$not":{"manager":{"$eq":true}}}]}
}

// A profile holds what conditions may ask for, and nothing protected.
func ExamplePerson_Profile() {
	p := audience.Person{
		ID: "noor", GivenName: "Noor", Language: engagement.Dutch, Hired: "2026-12-01",
		Traits: map[string]any{"unit": "care", "age": 44},
	}
	declared := []audience.Trait{
		{Name: "unit", Kind: audience.TextTrait},
		{Name: "age", Kind: audience.NumberTrait, Protected: true},
	}
	fmt.Println(string(p.Profile(false, "2027-01-11", declared)))
	// Output: {"language":"nl","manager":false,"tenureDays":41,"unit":"care"}
}
