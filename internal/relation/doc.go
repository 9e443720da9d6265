// Package relation is the learning relationship's arithmetic: it learns which
// proposition, channel and moment people respond to, and chooses with it. It is
// part of the light core and runs the same natively and in the page, to the bit:
// no product is fused with a sum, and all that it keeps are whole numbers.
//
// The model is a Bayesian logistic regression whose features are believed one by
// one (a mean and a precision each). A feature crosses something of the message
// (its proposition, channel or moment) with something of the person (a declared
// reason, factor or need, a segment, what they did with another proposition).
// What is learnt is kept as the difference from what was believed at first, in
// natural parameters, so that states add up in any order and what one person
// taught can be taken out again.
//
// Source: seed 001, the learning relationship.
package relation
