// Command funnel counts the same events into the same funnel with Osmosi and
// with DuckDB, reads the same statements of xAPI with Osmosi, encoding/json and
// DuckDB, and compares the times:
//
//	go run ./funnel                     200,000 people, 2,000,000 events, 50,000 statements
//	go run ./funnel -people 1000000 -events 20000000 -statements 500000
//	go run ./funnel -people 20000 -events 100000 -statements 5000 -rounds 1
//
// Everyone must count the same people in each phase, segment and stage. The
// events lie in memory, in numbers, before the clock starts: as columns and as
// deeds, and as a table in DuckDB, on one thread. DuckDB is asked in two ways: as one would write
// the question, with distinct people, and with a sum of bits for each person that
// was made for it. "One random access" does nothing but mark each event's person
// in an array, which no way to count them can do without.
//
// Statements lie in memory for Go and in a file, which the system keeps in
// memory, for DuckDB's read_json. Osmosi checks all that xAPI requires of each;
// encoding/json decodes what the funnel needs and checks nothing, and so does
// DuckDB.
//
// What is measured is the time on a processor, garbage collection included, in
// interleaved rounds, so that a busy machine slows all alike. Osmosi is also
// measured with a quarter of the events, to see that it grows with them; there the
// counting at the end, which depends on people alone, is left out.
//
// It needs a C compiler, for DuckDB.
package main
