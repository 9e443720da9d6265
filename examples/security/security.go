// Package security is a campaign to copy: mandatory security training at
// Ontano, an invented health-care group with wards, home care and offices in
// Piacenza, Zwolle and Sligo. Nobody in it exists.
//
// The training is asked by law, so its proposition names obligation as the
// leading reason and forced change as the factor. The plan then explains the
// organisation's need before it promises anything, lets management speak, and
// lays out a path of steps. Everything else makes the obligation bearable: it
// takes twenty minutes, helps at home too, and removes what makes the safe way
// the slow one. Managers hear first, and of what they gain themselves.
//
// To make it yours, start from the drivers: NIS2 (Directive (EU) 2022/2555,
// articles 20, 21 and 23) and the GDPR (articles 33 and 39) are stated as this
// organisation meets them, and national law adds its own. Then change names,
// dates, units and channels, and ask your own people for the evidence. Texts
// are written in Italian, Dutch and English for their readers, and not
// translated from one another.
package security

import (
	_ "embed"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
)

//go:embed brief.json
var brief string

// Brief returns the brief of the campaign, as JSON. The caller owns the bytes.
func Brief() []byte { return []byte(brief) }

//go:embed people.csv
var people string

// People returns the table of people, as CSV. The caller owns the bytes.
func People() []byte { return []byte(people) }

// Columns tells what is where in the table of people. Who works away from a
// desk may have no e-mail address, and only line managers have a stance.
func Columns() csv.Mapping {
	return csv.Mapping{
		ID: "id", GivenName: "given", FamilyName: "family", Email: "email", Language: "language", TimeZone: "zone",
		Manager: "manager", Hired: "hired", WorkDays: "workDays",
		Traits: []csv.Column{
			{Column: "unit"}, {Column: "role"}, {Column: "site"},
			{Column: "desk", Kind: audience.FlagTrait}, {Column: "adminRights", Kind: audience.FlagTrait},
			{Column: "age", Kind: audience.NumberTrait}, {Column: "gender"}, {Column: "education"},
			{Column: "familiarity", Kind: audience.ListTrait}, {Column: "ictAdoption", Kind: audience.NumberTrait}, {Column: "motivation", Kind: audience.NumberTrait},
			{Column: audience.TraitStance},
			{Column: audience.TraitNeeds, Kind: audience.ListTrait}, {Column: audience.TraitReasons, Kind: audience.ListTrait}, {Column: audience.TraitFactors, Kind: audience.ListTrait},
		},
	}
}

// Workforce returns the 240 people with their reporting lines.
func Workforce() *audience.Workforce {
	rows, _ := csv.ReadAll(strings.NewReader(people), Columns()) // no row is faulty
	w, _ := audience.NewWorkforce(rows)                          // IDs are unique and managers known
	return w
}
