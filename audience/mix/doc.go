// Package mix chooses channels: being seen everywhere is not feasible, so it
// seeks the best reach with the means there are (seed 004), and proves or bounds
// how good its choice is.
//
// [Solve] maximises the people reached under a budget, must-haves, least reaches
// and the wish for an offline channel where people are offline. Two readings of
// reach fit one model. Where people were counted, a [Group] is those whom the
// same channels reach, each with share 1, and the problem is maximum coverage
// with a budget, which is also a mixed-integer program. Where reach is an
// estimate per segment, shares are parts and overlap by chance.
//
// The search is a branch and bound. Its bounds are those of a linear relaxation
// that a dual simplex method of its own solves, which keeps only the small part
// of the matrix that matters and goes on from node to node; prices of the
// relaxation fix channels that no better choice has. A node is dropped only where
// its bound says so, or where its one choice left has been looked at. The search
// is deterministic, and can end early with the best mix so far and a bound.
package mix
