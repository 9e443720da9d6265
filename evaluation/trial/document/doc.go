// Package document renders the result of an experiment for people: a part of a
// page of HTML with forest plots, in Italian, Dutch or English.
package document
