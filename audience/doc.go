// Package audience models who and where: people and their traits, conditions
// on traits, segments, channels, the reporting lines of a workforce, and the
// new roles and missions that people take on.
//
// People come from HR: subpackage csv reads tables, subpackage scim reads and
// writes SCIM 2.0. Subpackage insight gathers what people on a mission saw.
// Protected traits describe an audience; a condition that uses one is refused.
package audience
