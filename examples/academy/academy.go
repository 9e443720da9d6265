// Package academy is an invented company to copy a campaign from: Campavelde,
// a European group of engineers for bridges and water with offices in Trento,
// Delft and Limerick, 200 people in all, and the brief of its leadership
// academy.
//
// People come to such an academy to get ahead and to belong: the brief words
// what they gain role by role, and puts circles, pairs and communities before
// what one does alone. Coaching and 360-degree feedback are planned, offered
// and announced in the same brief as everything else, and six offices make it
// together. Sources: seeds 000, 001 and 004.
//
// Nobody in it exists.
package academy

import (
	_ "embed"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
)

//go:embed brief.json
var brief string

//go:embed people.csv
var people string

// Brief returns the brief of the academy, as JSON. The caller owns the bytes.
func Brief() []byte { return []byte(brief) }

// Columns tells what is where in the table of people.
func Columns() csv.Mapping {
	return csv.Mapping{
		ID: "id", GivenName: "given", FamilyName: "family", Email: "email", Language: "language",
		TimeZone: "zone", Hired: "hired", WorkDays: "days", Manager: "manager",
		Traits: []csv.Column{
			{Column: "unit"}, {Column: "role"}, {Column: "site"},
			{Column: "candidate", Kind: audience.FlagTrait},
			{Column: "stance"},
			{Column: "age", Kind: audience.NumberTrait},
			{Column: "gender"}, {Column: "education"},
			{Column: "familiarity", Kind: audience.ListTrait},
			{Column: "ict", Trait: "ictAdoption", Kind: audience.NumberTrait},
			{Column: "motivation", Kind: audience.NumberTrait},
			{Column: "needs", Kind: audience.ListTrait},
			{Column: "reasons", Kind: audience.ListTrait},
			{Column: "factors", Kind: audience.ListTrait},
		},
	}
}

// People returns the table of people, as an HR system would export it.
func People() string { return people }

// Workforce returns the people of the table with their reporting lines. A row
// at fault would be left out; there is none.
func Workforce() *audience.Workforce {
	rows, _ := csv.ReadAll(strings.NewReader(people), Columns())
	w, _ := audience.NewWorkforce(rows)
	return w
}
