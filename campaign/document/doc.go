// Package document renders a plan for the people who decide on it and work
// with it: as Markdown, as one HTML page that reads well on a screen and on
// paper, and as charts in SVG. Every chart has its say in words and tables too,
// and codes lead from one chapter to another: 2.1 is an objective, B a
// proposition. All of them speak a language and the vocabulary
// of an office.
//
// The output is a pure function of plan and style: the same bytes every
// time. It holds no script and fetches nothing.
package document
