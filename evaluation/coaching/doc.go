// Package coaching keeps the trace of coaching: that a session took place, on
// which competence and with which material, so that it belongs to the same
// system as all other learning. What was said stays between the two, and a
// trace has no room for it. Source: seed 000.
package coaching
