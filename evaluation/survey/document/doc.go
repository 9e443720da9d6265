// Package document renders the results of a survey for people, as a page and as
// plain text.
package document
