// Package ambassador finds the few people whose voice reaches most: those to
// ask first when word of a campaign should spread among colleagues (seed 001).
//
// A voice spreads along reporting lines, solid and dotted, and along the ties
// between colleagues that the workforce knows: whoever is reached passes it on,
// once, to each colleague, with the share that this tie has in all that the
// colleague hears.
// Package internal/cascade finds the few, and proves how near to the best
// possible they are.
//
// It tells nobody's score: only who is chosen, and how far they reach together.
package ambassador
