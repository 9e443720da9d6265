// Package campaign turns a brief and a workforce into a plan: three phases
// (inform, activate, retain and inspire), touchpoints with dates and owners,
// line managers before their teams, and a line of sight from every touchpoint
// through its proposition to an objective and its KPI.
//
// [ReadBrief] reads and checks a brief, [NewPlan] makes the plan, and
// [Plan.Schedule] tells for any person what they get, when, where and why.
// Subpackage document renders the plan for people, message renders what a
// person receives, message/mail makes a whole e-mail of it and message/poster a
// page to hang up, ical puts it in their calendar, and bundle makes what the
// widget needs. A [Placeholder] in a text is filled in for each person.
package campaign
