// Package waves plays two waves of a campaign with invented people: it simulates
// a first wave, makes the retrospective, decides about the changes proposed by a
// rule stated before, plans the second wave from the changed brief, simulates
// that for the same people, and compares both. What people do is invented; all
// that plans, counts, judges, proposes and compares is the library.
//
// Program cmd prints it; the demonstration in examples/intranet shows it.
package waves
