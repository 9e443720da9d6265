// Command segments puts the same people into the same segments with Osmosi and
// with what else a Go program may use for that, and compares the times:
//
//	go run ./segments            1,000,000 people, 30 segments, 138 conditions
//	go run ./segments -people 20000 -rounds 1
//
// First it tells what Osmosi takes by itself: 250 segments against 30, three and
// ten times as many people, taking everyone in, and one person who changes,
// among few and among many.
//
// All must find the same number of people in each segment. Everyone runs on one
// thread, with the people loaded and the conditions prepared before the clock
// starts. What is measured is the time on a processor, garbage collection
// included, in interleaved rounds, so that a busy machine slows all alike.
// Peers that take one person at a time answer for fewer people (-few), since
// their time for a person does not depend on how many there are. A ratio is to
// Osmosi saying who is in which segment or, for databases, which only count
// here, to Osmosi counting.
//
// It needs a C compiler, for DuckDB.
package main
