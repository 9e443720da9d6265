// Package document renders a retrospective for people: one page of HTML in
// Italian, Dutch or English, which prints on A4.
package document
