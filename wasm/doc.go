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
//	format    "xapi" has the endpoint get statements of xAPI 1.0.3, as below
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
// the widget keeps them too, over reloads and offline, and sends them again. An
// event has an ID, so that one that arrives twice counts once. Tabs share what
// waits and, where the browser has Web Locks, send it one at a time. What the
// endpoint answers decides:
//
//	400, 422  the batch is dropped, so a host keeps the good ones of a batch
//	          before it answers so
//	413       it goes in smaller parts; an event that is too large alone is dropped
//	others    it waits and tries again: two seconds, then twice as long each time,
//	          up to five minutes, with some chance in it. Retry-After is honoured,
//	          up to a day, by the pages after this one too
//
// A page that goes away hands over what waits: by a beacon to its own site, by
// fetch with keepalive to others, which then answer a preflight request.
//
// # Statements of xAPI
//
// With format="xapi" the endpoint is a learning record store, or what stands
// before one and adds its credentials, which a page must not have. It gets
// statements of xAPI 1.0.3 under the events' IDs, those that package
// evaluation/xapi writes and reads. More attributes are needed:
//
//	actor       whose they are, as xapi.Exchange.AppendActor writes it:
//	            {"account": {"homePage": …, "name": pseudonym}} and nothing else
//	activities  IRI that activities begin with, xapi.Terms.Base
//	platform    name of the system, xapi.Terms.Platform; may be left out
//
// Without these nothing is sent, which osmosi-error says with OSM-WIDGET-021; a
// format that is none is OSM-WIDGET-020. What one actor left waits for that
// actor. A statement that the store refuses, or has in another form (409), is
// dropped alone. What is no deed of a person, such as an answer to an anonymous
// pulse, never becomes one. The file activities.json of the bundle says what
// touchpoints are; without it statements name them by their IRI alone.
//
// # Without an element
//
// Who draws for themselves loads osmosi-headless.js, in a page, a worker or Node
// (from version 20 on). It makes no global, touches no page, stores and sends
// nothing; osmosi-headless.d.ts has its types:
//
//	import { load, Refusal } from "./osmosi-headless.js";
//
//	const osmosi = await load({ bundle, state: kept ?? null }); // without state nothing is learnt
//	const decision = osmosi.decide({ profile, history, at: new Date(), arms: ["tenth:campaign"] });
//	const sentences = osmosi.explain(decision, content); // why this one, why now
//	const { due, withheld } = osmosi.due({ profile, workDays: 31, from: "2027-03-01T00:00" });
//	kept = osmosi.record({ profile, history, at, touchpoint: decision.touchpoint, responded: true });
//	osmosi.knows(); osmosi.export(); osmosi.erase();
//
// Moments are on the clock of the person, as text, or dates, which are taken by
// the clock of the machine. What is wrong throws a Refusal with the code of
// package exchange. examples/headless is a script and a page that do this. All
// vectors and journeys are asked through it, in Node, a page and a worker, and
// answered with the bytes that the host gives.
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
