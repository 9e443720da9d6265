// Package csv reads people from tables, such as HR systems export them, and
// writes them.
//
// A [Mapping] tells which column holds what. [Read] streams: it yields a
// person, or an error, for every row, so that one bad row never costs the good
// ones; [Import] also counts, for progress and a summary. Every error is, or
// joins, findings that errors.As reaches as *engagement.Finding; their codes
// are OSM-CSV-001 to 027, and OSM-HOURS-001 to 004, and their paths "/<line>/<column>", or "/mapping/…"
// where the mapping itself is at fault. A finding that is advice costs no row.
//
// The first row holds the columns' names. The text is UTF-8, with or without a
// byte order mark; rows that are not are Windows-1252 where the mapping
// declares it. White space around a cell is not part of it, and an empty cell
// means that nothing is known. What tables leave open, a decimal comma and the
// order of dates, the mapping declares; only the delimiter is found out, and
// only from the first row.
package csv
