// Package ambassador finds the few people whose voice reaches most: those to
// ask first when word of a campaign should spread among colleagues (seed 001).
//
// A voice spreads along reporting lines, and along ties between colleagues
// where the host knows any. The model is the independent cascade with weighted
// influence: whoever is reached passes it on, once, to each colleague, with
// the share that this tie has in all that the colleague hears. [Choose]
// follows OPIM-C (Tang, Tang, Xiao and Yuan, "Online Processing Algorithms for
// Influence Maximization", SIGMOD 2018): it samples who could have reached a
// random person, picks people greedily, and proves on a second, independent
// sample how near to the best possible its choice is. Sampling jumps over the
// ties that stay silent (Guo, Wang, Wei and Chen, "Influence Maximization
// Revisited", SIGMOD 2020), so that its cost follows what is heard, not how
// many ties there are.
//
// It tells nobody's score: only who is chosen, and how far they reach together.
package ambassador
