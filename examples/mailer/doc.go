// Command mailer delivers by e-mail what a campaign's schedule says, to copy
// and to change: a real campaign (examples/security), a real SMTP client, an
// outbox in SQLite that survives the end of the process at any moment.
//
//	go run ./examples/mailer -demo
//
// What each file is about:
//
//	campaign.go     brief, workforce and schedule, and what of it goes by e-mail
//	outbox.go       the state of each item, on disk
//	mailer.go       the loop: check, send, record, wait
//	transport.go    SMTP: one message, and how far it got
//	journal.go      IMAP: was a message of which nobody knows accepted?
//	compose.go      the message as MIME
//	unsubscribe.go  one-click unsubscribing (RFC 8058)
//	progress.go     what is seen on the terminal
//	demo.go         a mail server of its own, to see it all without one
//
// README.md says what is guaranteed, and what no mailer can.
package main
