// Package scim reads and writes people as SCIM 2.0 users (RFC 7643, RFC 7644),
// the way identity providers and HR systems exchange them.
//
// [Read] streams the users of a ListResponse, [ReadPages] those of all its
// pages; [Patch] changes a user as a provider asks, and [Write] writes a
// ListResponse. A user's id,
// name, e-mail address, preferredLanguage (or locale), timezone and, from the
// enterprise extension, manager become the fields of [audience.Person]; a
// [Mapping] tells which further attributes become traits. A user who is not
// active is left out, and other attributes are ignored.
//
// SCIM has no place for the rest, so Osmosi's own extension holds it, under the
// URN [Schema], which is built as identity providers want those of extensions
// built. All of it is optional:
//
//	"urn:ietf:params:scim:schemas:extension:osmosi:2.0:User": {
//	  "hired": "2024-03-01",
//	  "workDays": ["MO", "TU", "TH"],
//	  "workHours": "Mo-Tu,Th 06:00-14:00",
//	  "dottedManagers": ["u-kim"],
//	  "traits": [
//	    {"name": "fte", "type": "number", "value": "0.6"},
//	    {"name": "needs", "type": "list", "values": ["career"]}
//	  ]
//	}
//
// The enterprise extension has one manager, that of the solid line; the ids of
// those to whom a user has a dotted line are dottedManagers. A trait's type is text (also when absent), number, integer, flag, date or
// list. A list has values, every other type a value, which is a string as all
// of one SCIM attribute's values are of one type. A trait in the extension wins
// over one that the mapping fills. With it, what Write has written Read reads
// back the same, by the same mapping.
//
// Every error that Read yields is, or joins, findings that errors.As reaches as
// *engagement.Finding; their codes are OSM-SCIM-001 to 026, and OSM-HOURS-001 to 004, and their paths JSON
// Pointers such as "/Resources/3/timezone".
package scim
