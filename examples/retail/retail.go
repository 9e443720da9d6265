// Package retail is a campaign to copy: a chain of shops gets a new learning
// platform and a new till system at once, and most of those who are to use
// them work on their feet, on Saturdays, without an e-mail address.
//
// The chain is invented, and so is everybody in it: Madia sells things for the
// kitchen in sixty small shops in Italy, the Netherlands and Ireland, with two
// warehouses and a head office. What people need hangs on noticeboards, is said
// at shift huddles and is printed on the slip of the cash-up; e-mail goes to
// those who have it, and never alone.
//
// The brief uses what a brief can hold: a cascade of objectives whose figures
// prove more than attendance, managers before teams, offers of a few minutes
// before those of an hour, channels with their cost, and insight cards that
// became evidence (seed 002).
package retail

import (
	"bytes"
	"embed"
	"io/fs"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
)

//go:embed brief.json
var brief string

//go:embed people.csv
var people string

//go:embed cards.csv
var cards embed.FS

// Brief returns the brief of the campaign, as JSON. The caller owns the bytes.
func Brief() []byte { return []byte(brief) }

// People returns the table of all people, as the HR system exports it. The
// caller owns the bytes. [Columns] tells what is where.
func People() []byte { return []byte(people) }

// Cards returns a folder with the table of insight cards that antennas wrote
// in the autumn before, each in the author's language.
func Cards() fs.FS { return cards }

// Columns tells which column of [People] holds what.
func Columns() csv.Mapping {
	text := func(name string) csv.Column { return csv.Column{Column: name} }
	list := func(name string) csv.Column { return csv.Column{Column: name, Kind: audience.ListTrait} }
	number := func(name string) csv.Column { return csv.Column{Column: name, Kind: audience.NumberTrait} }
	return csv.Mapping{
		ID: "id", GivenName: "given", FamilyName: "family", Email: "email", Language: "language", TimeZone: "zone",
		Manager: "manager", Hired: "hired", WorkDays: "workDays", WorkHours: "workHours",
		Traits: []csv.Column{
			text("unit"), text("role"), text("site"), text("country"), text("format"),
			number("age"), text("gender"), text("education"), list("familiarity"), text("ictAdoption"), number("motivation"),
			text(audience.TraitStance), list(audience.TraitNeeds), list(audience.TraitReasons), list(audience.TraitFactors),
		},
	}
}

// Workforce returns everyone at Madia with their reporting lines.
func Workforce() *audience.Workforce {
	rows, _ := csv.ReadAll(bytes.NewReader(People()), Columns()) // tests show that there is nothing to find
	w, _ := audience.NewWorkforce(rows)
	return w
}
