// Package audience models who and where: people and their traits, conditions
// on traits, segments, channels, and the reporting lines of a workforce.
//
// People come from HR: subpackage csv reads tables, subpackage scim reads and
// writes SCIM 2.0. Protected traits describe an audience; a condition that
// uses one is refused.
package audience
