// Package osmosi promotes workplace learning as marketers promote products.
//
// Companies buy a learning platform, announce it in one e-mail, and few people
// come. Osmosi is the craft of promoting it, as a library: an LMS vendor
// imports its packages, an intranet page embeds its widget. This package
// exports nothing; it is the tour, and its Example runs the whole way.
//
//   - [github.com/osmosi-learning/osmosi/engagement]: why people learn.
//     Drivers, objectives, needs, reasons, factors and propositions, the
//     answers to "what's in it for me"; and the relationship that learns what
//     people respond to.
//   - [github.com/osmosi-learning/osmosi/audience]: who and where. People from
//     CSV, SCIM or an LTI platform, conditions on their traits, segments,
//     channels and the best mix of them, reporting lines and the few whose
//     voices reach most.
//   - [github.com/osmosi-learning/osmosi/campaign]: what and when. A brief goes
//     in; a plan in three phases comes out, with a schedule for everyone, the
//     documents that people read, the messages and calendars they get, and a
//     bundle for the widget.
//   - [github.com/osmosi-learning/osmosi/evaluation]: did it work. Events and
//     answers come back in; reports, measures, effects of experiments and a
//     retrospective come out, with intervals, and with nothing in them about
//     fewer than five people. The next brief starts from them.
//   - [github.com/osmosi-learning/osmosi/wasm]: where people meet it. A custom
//     element that decides in the browser with the same engine, so that the
//     profile never leaves the page; wasm/build and wasm/pack make its files,
//     wasm/view draws its first card on a server.
//
// # Sources
//
// Comments, schemas and findings cite five short articles as seeds, by number:
//
//   - 000, "Oggi parliamo di biologia", on osmosis between offices (in Italian)
//   - 001, Manuela Martini, "Marketing relazionale e influencer marketing per la
//     formazione" (in Italian)
//   - 002, "Quindi(e)? Rinnoviamo i nostri mestieri" (in Italian)
//   - 003, Katja Schipperheijn, "Learning and marketing should be one strategic
//     social office"
//   - 004, "De lerende organisatie als oplossing" (in Dutch)
//
// # Design
//
// Everything is a pure function of its input: clock, people and plan are
// passed in, and the same input gives the same bytes, natively and in the
// browser. Nothing is stored and nothing is sent; hosts own both, and the
// programs in examples/intranet and examples/mailer show how.
package osmosi
