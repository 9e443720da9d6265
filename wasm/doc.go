// Package wasm is the host side of the widget: it builds the files that a page
// needs, and serves them.
//
// The files are the shell (the custom element <osmosi-widget>, in plain
// JavaScript modules, which this package embeds) and the engine (the light
// core as a WebAssembly module). A page loads one of them:
//
//	<script type="module" src="/widget/osmosi-widget.js"></script>
//	<osmosi-widget src="/bundle.json" lang="nl" endpoint="/api/events"></osmosi-widget>
//
// under a policy no wider than
//
//	Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'; style-src 'self'
//
// # The element
//
// Each attribute has a property of the same name.
//
//	src       address of the bundle; its contents lie beside it
//	lang      language; else that of the place where the element stands
//	profile   traits of the person, as JSON; better set as the property, an object.
//	          It goes to the engine within the page, and nowhere else
//	scope     opaque name of whose history and unsent events these are. Set it
//	          wherever people share a browser, such as on a shop floor: without
//	          it, what one person left unsent goes out in the next one's name
//	endpoint  address that takes events; without it they are only dispatched
//	briefed   day on which the person's own manager is briefed: nothing is shown
//	          until the day after (campaign.Schedule.Briefed tells it)
//	arms      arms of experiments that the person is in, apart by spaces, such as
//	          tenth:campaign words:b (campaign.Schedule.Arms tells them). The
//	          widget knows nobody, so that it shares nobody out: without it, it
//	          holds nothing back and shows each touchpoint in its own words
//	answers   address that takes the answers to a pulse; without it none is asked
//	insights  address that takes insight cards of antennas; without it none are
//	          asked for
//	learn     "page" has the page learn from how the person responds, as below;
//	          without it nothing is learnt
//	at        moment to decide on instead of now, for previews: 2027-02-03T09:30
//
// A host written in Go gets the profile from audience.Person.Profile.
//
// Events bubble out of shadow roots: osmosi-shown, osmosi-started,
// osmosi-dismissed and osmosi-completed, with what is sent in detail;
// osmosi-ready, with what was decided; osmosi-error, with a code and what it was;
// osmosi-erased, osmosi-paused and osmosi-resumed, with the campaign.
// Pages style the element by ::part (card, title, gain, problem, ability, action,
// why, status) and by custom properties such as --osmosi-accent.
//
// # Learning in the page
//
// With learn="page" the engine learns, in the page alone, what the person takes
// up: what they started or did counts for a proposition, what they put aside or
// left without a response for a day against it. A card counts once each time that it
// was shown. Since a page knows one person, each response counts by itself, and
// five of them move a decision, as five people do on a server. "Not now", and
// that managers come first, weigh more than anything learnt; now and then something
// new is tried, with randomness from the browser.
//
// What was learnt lies in the browser's storage, by campaign and scope. It names
// no trait; with the plan at hand it tells which segments, reasons, factors and
// needs the responses taught, so that scope matters here too. What cannot be read,
// or is of a plan whose propositions, channels or segments changed, is dropped with
// the error OSM-WIDGET-009, and learning begins anew. Where the storage is full or
// closed, it lasts as long as the page.
//
// Under "My data" the person reads what was learnt, takes it along as JSON, erases
// it with their outcomes, or stops it for all campaigns of the scope, at once on
// all pages that are open. The element has the same as methods:
//
//	relationship()  what was learnt, or null: {paused, responses, least,
//	                propositions: [{proposition, responses, more}], outcomes, waiting}
//	erase()         forgets what was learnt, and outcomes; events that wait to be
//	                sent stay
//	pause()         learns nothing and uses nothing learnt, until
//	resume()
//
// A host that learns from everyone does so with what arrives at the endpoint, by
// campaign.Schedule.Respond; the widget takes no state that a host learnt.
//
// # The endpoint
//
// Events arrive by POST as a JSON array; evaluation.DecodeEvents reads it. The
// host says whose they are, keeps them, and only then answers 2xx: until it does,
// the widget keeps them too, over reloads, and sends them again. An event has an
// ID, so that one that arrives twice counts once. On 400 or 422 the widget drops
// the batch, so a host keeps the good ones of a batch before it answers so.
//
// # Answers and insight cards
//
// Where the bundle was made with the questionnaire of a pulse's survey, the
// widget asks it under the card while its touchpoint is open, once. One sheet
// arrives by POST as JSON; survey.Survey.DecodeSheet reads it, and DecodeSigned
// that of a survey which is not anonymous, whose author the host adds. A random
// key stands in the header Idempotency-Key, so that a sheet which arrives twice
// counts once; the browser forgets it when the host answered 2xx, or refused the
// sheet with 400, 413, 415 or 422. Until then the sheet waits in the browser, for
// a month at most, and is sent again after a while drawn at random.
//
// An anonymous sheet travels alone: without cookies, referrer, person, scope and
// time, and with no event beside it that tells that it was answered; so none
// counts as a completion. Of it the browser keeps that it was answered, and no
// answer. Two things the widget cannot hide. The host sees from which network
// address a sheet comes, and when: it must not write that down, neither in
// the program nor in the log of a proxy before it, nor ask for a sign-in at
// that address. And since nobody signs in, nothing keeps a person from answering
// again in another browser; the host can only bound how much comes at a time.
// Kept under their random keys, sheets do not tell in which order they came.
//
// A touchpoint that calls for insight cards has those of its segment, as the
// engine knows them in the page, write them: text, place, a quote and one
// photograph, drawn anew within 1,280 pixels and 300 KB, which leaves out what
// the camera noted in it. A card arrives as one JSON document; insight.Decode
// reads it with the pseudonym that the host gives its author, refuses a
// photograph that is larger or has notes in it after all, and hands it over.
//
// # The files
//
// The repository holds no binary, so who imports Osmosi builds the engine once,
// next to their own code, and embeds or deploys the folder:
//
//	//go:generate go run github.com/osmosi-learning/osmosi/wasm/build -o widget
//	//go:embed widget
//	var widget embed.FS
//
//	files, err := fs.Sub(widget, "widget")
//	http.Handle("/widget/", http.StripPrefix("/widget", wasm.Handler(files)))
//
// This costs a few seconds and buys three things: the engine in the page and
// the core on the server are always of one version; no one has to trust a
// binary that someone else compiled; and since [Build] gives the same bytes for
// the same version of Osmosi and of Go, whoever answers for security can
// rebuild the engine from the source and compare.
//
// Build leaves out of the engine what only tracebacks read; the command
// wasm/build says what that is and why nothing else depends on it. [BuildWhole]
// keeps it, to find a fault by.
package wasm
