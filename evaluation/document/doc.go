// Package document renders a report of package evaluation for people: one page
// of HTML in Italian, Dutch or English.
package document
