// Command beam counts the events of a campaign, and plans it for a whole
// workforce, as pipelines of Apache Beam, to copy and to change: for those who
// have more events than one machine counts, and a cluster that runs Beam.
//
//	GOWORK=off go run .
//
// What each file is about:
//
//	count.go     events to one report: ranges of files, partial aggregates, a merge
//	slots.go     a plan to who gets what when: ranges of people, a file each
//	company.go   plan and people, read once in each process
//	files.go     local files and object stores, and the lines of a range
//	pipeline.go  what is the same of both pipelines
//	main.go      flags, the run and the table
//	progress.go  what is seen on the terminal
//	demo.go      an invented company with its events
//	bench.go     the same events beside the library alone
//
// README.md says which runner is for what, and what it costs.
package main
