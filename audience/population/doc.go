// Package population answers questions about all people at once: who is in
// which segment, how many are in several, and who might be asked as a sample.
//
// A [Store] keeps a workforce by column: each trait's values once, in a
// dictionary, and for each person the number of a value. A [Set] is the
// segments of a brief prepared for a store. It breaks every condition into
// conjuncts, and asks the interpreter that decides for one person about each
// value of each dictionary, once; the answers are bits, one for each conjunct.
// What remains for a person is to look up one word for each trait and to AND
// them: the technique by which networks classify packets. Both therefore agree
// by construction, and the time for a person does not depend on how many
// segments there are, up to the bits of a word. Segments that ask for the same
// traits share a word, so that many words take few look-ups each, and two traits
// that many words ask for are looked up as one. A condition that cannot be broken
// up so is asked of the interpreter person by person: [Set.Paths] tells which
// and why.
//
// Time and memory grow with the number of people and no faster: nothing is
// allocated for a person, and one who changes costs only that person.
package population
