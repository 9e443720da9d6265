// Package csv reads people from tables, such as HR systems export them.
//
// A [Mapping] tells which column holds what. [Read] streams: it yields a
// person, or an error, for every row, so that one bad row never costs the good
// ones. Every error is, or joins, findings that errors.As reaches as
// *engagement.Finding; their codes are OSM-CSV-001 to 019 and their paths
// "/<line>/<column>", or "/mapping/…" where the mapping itself is at fault.
//
// The first row holds the columns' names. The text is UTF-8, with or without a
// byte order mark. White space around a cell is not part of it, and an empty
// cell means that nothing is known.
package csv
