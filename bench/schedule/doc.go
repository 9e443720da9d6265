// Command schedule races the schedule of a whole workforce against a library of
// recurrence rules and against time.Date, on the same people and with the same
// results:
//
//	go run ./schedule
//
// People work in five time zones, some of them part-time or on Saturdays, keep
// the public holidays of seven countries, wait for the day on which their
// manager is briefed, and get at most two e-mails in seven days. The peers are
// told who is in which segment and who is briefed when; ours finds both. Plan
// and people are ready for all before, as are the columns of the workforce:
// what that takes is told above the table. Ours is measured as the peers are,
// where each person's slots are left to the next, and with everyone's slots
// written one after another, by one goroutine and by two. The dry run counts
// what comes by day, channel and segment, and what does not by reason, from a
// timetable made before. Times are processor time, but for those of two
// goroutines, which only an idle machine shows.
//
//	go run ./schedule -histories -people 100000
//
// measures, by processor time, people of whom it is known what they got and did,
// in a campaign with sequences that branch on it, and what it takes to plan
// again. Peers have no counterpart of that.
package main
