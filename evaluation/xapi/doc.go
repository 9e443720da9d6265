// Package xapi writes events and answers as statements of the Experience API,
// version 1.0.3, and reads statements of its own and of learning platforms.
//
// # Verbs
//
// Statements are told apart by the IRI of their verb, never by its display:
//
//	shown      http://adlnet.gov/expapi/verbs/experienced: it only came before them
//	dismissed  http://id.tincanapi.com/verb/skipped
//	started    http://adlnet.gov/expapi/verbs/initialized
//	completed  http://adlnet.gov/expapi/verbs/completed
//	shared     http://adlnet.gov/expapi/verbs/shared
//
// Of other systems attempted, progressed and failed are read as started, for who
// failed had begun; passed, mastered and satisfied as completed. A statement
// with any other verb is one that does not count, [evaluation.UnknownVerb], and
// so is one that voids another: a learning record store leaves out what was
// voided when it is asked for statements.
//
// # Actors
//
// An actor is an account of [Terms.Home] whose name is a pseudonym, an HMAC of
// the person's ID under a key that only the host has. Accounts of
// [Terms.Platforms] have persons' IDs for names. All others, such as mailboxes
// and groups, are nobody: [evaluation.NoPerson].
//
// # Activities
//
// A touchpoint is the activity <base>campaigns/<campaign>/touchpoints/<id>, a
// proposition <base>campaigns/<campaign>/propositions/<id>, among the context's
// other activities. [Terms.Activities] says which activities of other systems
// stand for a touchpoint.
//
// # What is refused
//
// What 1.0.3 requires is checked, with codes from OSM-XAPI-001 on. What it
// permits is read and left aside: extensions, results, instructors,
// attachments and whatever else no event has. Two things are asked beyond it: a
// statement must tell when it happened, and stand in a line of [MaxLine] bytes.
//
// Sources: xAPI specification 1.0.3, part two; the ADL vocabulary and the
// registry of Tin Can verbs and activity types.
package xapi
