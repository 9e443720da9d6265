// Package engagement models why people learn at work: the organisation's
// drivers and objectives, the person's needs, reasons and factors, and the
// propositions ("what's in it for me") that bring the two together.
//
// It is the bottom layer of Osmosi and speaks of no particular person: a
// [Proposition] names the segment it is for by ID, and package audience knows
// who that is.
package engagement
