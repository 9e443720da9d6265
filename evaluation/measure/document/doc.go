// Package document renders measures for people: a page that is a dashboard on a
// screen and a document on A4, in Italian, Dutch or English.
package document
