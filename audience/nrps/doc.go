// Package nrps reads people from the membership containers of LTI Advantage's
// Names and Role Provisioning Services 2.0
// (application/vnd.ims.lti-nrps.v2.membershipcontainer+json), which learning
// platforms give to the tools that they launch.
//
// [Read] streams the members of one page; [ReadPages] goes on to the next as
// long as the platform names one in the header Link. The host fetches, with
// its own client and access token. A member's user_id, given_name, family_name
// and email become the fields of [audience.Person], and the roles become traits
// as a [Mapping] tells; other attributes are ignored. Platforms leave out what
// they may not tell, so that only the user_id is sure to be there. Members who
// are Inactive or Deleted are left out, and counted in the intake.
//
// Every error is, or joins, findings that errors.As reaches as
// *engagement.Finding; their codes are OSM-NRPS-001 to 011 and their paths JSON
// Pointers such as "/members/3/status".
package nrps
