// Command intranet is a demonstration: the intranet of Lumenta, an invented
// lighting maker of 2,480 people in Italy, the Netherlands and Ireland, with
// Osmosi's widget on its home page, the campaign's plan, anyone's schedule,
// a report fed by what visitors do, and two waves of the campaign with invented
// people, of which the second starts from what the first taught.
//
// It shows what a host does around the library: it keeps events in a database
// (SQLite, embedded), acknowledges them only once they are on disk, says whose
// they are, and serves the widget's files. Run it from the repository's root:
//
//	go run ./examples/intranet
package main
