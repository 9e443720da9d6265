// Package cascade finds the few nodes of a graph from which word spreads
// furthest, in the independent cascade with weighted influence: whoever is
// reached passes word on, once, to each node that hears them, with the share
// that this voice has in all that the node hears.
//
// [Graph.Choose] follows OPIM-C (Tang, Tang, Xiao and Yuan, "Online Processing
// Algorithms for Influence Maximization", SIGMOD 2018): it samples who could
// have reached a random node, picks nodes greedily, and proves on a second,
// independent sample how near to the best possible its choice is. What is its
// own:
//   - Sampling costs what is heard, not how many voices there are (as in Guo,
//     Wang, Wei and Chen, "Influence Maximization Revisited", SIGMOD 2020): how
//     many of a node's voices are heard is drawn first, and then which.
//   - What the best choice could meet is bounded by prices of the sets, which
//     lie a few per cent above what a greedy choice meets, where the bounds of
//     greedy prefixes lie a quarter above it.
//   - Bounds on probabilities are those of the binomial distribution itself.
//   - The first sample grows until choices made on it are good, not only proved.
//     The second is drawn anew for each choice, is as large as the proof asks
//     for, and each of its walks ends at the first node chosen.
//
// Why the proof holds all the same is told where each of these is done: see
// [Graph.Choose], bound and tail.
package cascade
