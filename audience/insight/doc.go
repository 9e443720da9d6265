// Package insight is about insight cards: what people on a mission, such as
// antennas on the market, saw and wrote down. Twenty people with ten cards each
// make a piece of research at home. Source: seed 002.
//
// [Read] reads the cards of a folder and [Decode] one that the widget sends,
// [Group] puts those that belong together in clusters, and a [Cluster] becomes
// evidence for a proposition. Package campaign tells which propositions of a
// brief a cluster supports.
//
// Who wrote a card is known by a pseudonym only, and a cluster by fewer than
// five people does not say by how many.
package insight
