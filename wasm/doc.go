// Package wasm is the host side of the widget: it holds the files that a page
// needs, but for the engine, and serves them.
//
// The files are the shell (the custom element <osmosi-widget>, in JavaScript
// modules, which this package embeds) and the engine (the light core as a
// WebAssembly module, which the command wasm/build compiles). A page loads one of
// them:
//
//	<script type="module" src="/widget/osmosi-widget.js"></script>
//	<osmosi-widget src="/bundle.json" lang="nl" endpoint="/api/events"></osmosi-widget>
//
// under a policy no wider than
//
//	Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';
//	  style-src 'self'; connect-src 'self'; img-src 'self';
//	  require-trusted-types-for 'script'; trusted-types osmosi
//
// # The element
//
// Each attribute has a property of the same name.
//
//	src       address of the bundle; its contents lie beside it
//	integrity hashes of which the bundle must have one (bundle.Bundle.Integrity
//	          tells it)
//	lang      language; else that of the place where the element stands
//	profile   traits of the person, as JSON; better set as the property: an object,
//	          or a function that returns one or its promise. It goes to the engine
//	          and nowhere else
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
//	answers   address that takes the answers to a pulse; without it none is asked
//	insights  address that takes insight cards of antennas; without it none are
//	          asked for
//	learn     "page" has the page learn from how the person responds, as below;
//	          without it nothing is learnt
//	calendar  address of the person's own calendar, which package campaign/ical writes,
//	          to subscribe to: webcal:, https: or a path on the site. Without it the
//	          link is not shown
//	frame     address of osmosi-frame.html, as below
//	at        moment to decide on instead of now, for previews: 2027-02-03T09:30
//
// A host written in Go gets the profile from audience.Person.Profile.
//
// Events bubble out of shadow roots: osmosi-shown, osmosi-started,
// osmosi-dismissed and osmosi-completed, with what is sent in detail;
// osmosi-ready, with what was decided and where the engine runs; osmosi-error, with
// a code and what it was; osmosi-erased, osmosi-paused and osmosi-resumed, with the
// campaign; and those of the sections, below. Properties take what frameworks set: null, undefined and false take an
// attribute away.
// Pages style the element by ::part (card, title, gain, problem, ability, action,
// why, status) and by custom properties such as --osmosi-accent.
//
// # The first card
//
// What everyone may see is drawn as soon as the bundle and its content are there;
// the engine is fetched meanwhile, and what suits the person comes in its place.
// Only what stays is reported as shown. Where the person already uses the first
// card, by pointer or keyboard, it stays for this visit; and where the engine takes
// longer than 20 s.
//
// Nothing below the element moves when cards change: the largest cards that anyone
// could get at the moment lie under the one that is shown, hidden, and keep the
// room. What comes before the first card is not known before the bundle is. The
// widget keeps the height of its light content, and from the second visit of a
// browser on, once the module runs, that of the cards of the last one. A page on
// which nothing is to move from the first paint on keeps the room itself, where
// the widget then stretches its card, or has its server draw the first card into a
// declarative shadow root, as package wasm/view does (osmosi-widget.js says which
// markup it takes over):
//
//	osmosi-widget { display: block; min-height: 42rem }
//
// # Where the engine runs
//
// The engine takes a moment to begin, in which a page could answer nobody, and a
// page's policy may forbid WebAssembly. So the widget goes down a ladder, and says
// in osmosi-ready where it arrived ("engine"):
//
//	worker  osmosi-worker.js, of the page's origin, whose policy is the one that
//	        it is served with, and which compiles the engine. Under enforced
//	        Trusted Types the page allows the policy "osmosi", which knows this one
//	        address
//	page    script-src of the page has 'wasm-unsafe-eval'
//	frame   osmosi-frame.html, with the policy that it is served with
//	none    no engine, and everyone sees what is for everyone; osmosi-error tells
//	        OSM-WIDGET-003, and the person nothing
//
// What the browser reports on the way, such as one attempt to compile an empty
// module, it reports to the page's own collector. [Handler] serves the two files
// with a policy that lets the engine run and the profile go nowhere, unless the host
// has set another; who serves them otherwise sets it:
//
//	osmosi-worker.js   default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'
//	osmosi-frame.html  the same; frame-ancestors 'self'
//
// In a worker the profile stays in the page's origin. In a frame it goes, by a
// channel that only the two share, to a document that answers and neither keeps nor
// sends anything; but whoever serves that document could change it. So a frame is
// used by itself only where it is of the page's own origin, and of another one only
// where the page names it by the attribute frame.
//
// # What the widget takes
//
// A bundle is taken from the page's own origin and the widget's; from another, also
// after a redirect, only where the attribute integrity pins it. The index holds
// hashes of its contents, so that pinning it pins all of them. Hashes are as in
// Subresource Integrity. A document larger than 2 MB or nested deeper than 200 is
// left before it is read. From 90 days after the campaign's end a bundle is refused,
// and the widget says that the campaign is over. Codes of osmosi-error:
//
//	OSM-WIDGET-001  no bundle, or none that this version reads
//	OSM-WIDGET-002  no content, or none that this version reads
//	OSM-WIDGET-003  no engine
//	OSM-WIDGET-004  something else, such as a module that cannot be loaded
//	OSM-WIDGET-005  events that the server refused, or no such address
//	OSM-WIDGET-006  events dropped from a full queue
//	OSM-WIDGET-007  no profile to be had, or none that JSON can write
//	OSM-WIDGET-008  no such moment in the attribute at
//	OSM-WIDGET-009  what was learnt cannot be read
//	OSM-WIDGET-010  a document too large or nested too deep
//	OSM-WIDGET-011  other bytes than were promised
//	OSM-WIDGET-012  the bundle expired
//	OSM-WIDGET-013  a bundle of another origin that nothing pins
//	OSM-WIDGET-014  a section that cannot be shown
//	OSM-WIDGET-020  events in a format that is none
//	OSM-WIDGET-021  statements without whose they are, or of what
//
// # The sections
//
// Under the card are sections, each where the plan has something for the person
// on that day, and loaded when it is opened. Who is in which segments the engine
// tells, and that they lead a team the trait manager of the profile. What each
// remembers lies in the browser's storage, by campaign and scope.
//
//	moments      the next standard learning moment: a file for the calendar, the
//	             link of the attribute calendar, and "not this week", which puts it
//	             a week off, or leaves it to the next that comes no later. It goes by
//	             the plan's dates and knows neither days off nor shifts, as the
//	             person's own calendar does. On its day from its beginning on, "I
//	             was there" is an event "started" of that moment, by which it
//	             counts as kept; "completed" would end all that are still to come
//	toolkit      what line managers are given, what of it they used, and what
//	             comes to their team next, but for kick-offs, which are surprises;
//	             to download as text, or to print by itself
//	stories      success stories whose teller consents, with what is agreed. Who may
//	             pass one on has buttons to share and to copy its text, with the
//	             brief's own address, and an event "shared" follows. A page does not
//	             know who is a team-mate of the teller: with consent for the team
//	             alone, the buttons come once the person says that they are one
//	recognition  how much the person completed, rewards that they earned, and
//	             contests, which nobody is in before they join
//
// What is seen of a section is an event "shown". Besides, these tell the page
// alone: osmosi-postponed, with campaign, touchpoint and the moment that is next, or
// null; osmosi-joined and osmosi-left, with campaign and touchpoint. How a host
// counts a contest is its own matter. It may set the property standing to the
// groups of a contest that compares them, as a list of {name, points, people}:
// who takes part sees the first three, never the last, and none of fewer than
// five people. A standing set later shows when the section is drawn anew.
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
// it, or stops it for all campaigns of the scope, at once on all pages that are
// open. What they take along and erase is also what sections keep: outcomes, pulses
// that were answered, drafts, letters that wait and choices; PRIVACY.md lists it. The element has the same as methods, which return
// promises:
//
//	relationship()  what was learnt, or null: {paused, responses, least,
//	                propositions: [{proposition, responses, more}], outcomes, waiting}
//	erase()         forgets all that the browser keeps of the person in this
//	                campaign, which sections keep too, without learn="page" as well;
//	                anonymous answers and events that wait to be sent stay
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
// Who imports Osmosi builds the files of the widget once, next to their own code,
// and embeds or deploys the folder:
//
//	//go:generate go run github.com/osmosi-learning/osmosi/wasm/build -o widget
//	//go:embed widget
//	var widget embed.FS
//
//	files, err := fs.Sub(widget, "widget")
//	http.Handle("/widget/", http.StripPrefix("/widget", wasm.Handler(files)))
//
// There is no engine in the repository, nor in the Go module, although then none
// of this would be needed. Building it costs half a minute at most, most of it for
// compressing, and buys three things: the engine in the page and the core on the
// server are always of one version; no one has to trust a binary that someone else
// compiled, which nobody can read; and since the same versions of Osmosi and of Go
// give the same bytes, whoever answers for security can build it from the source
// and compare. The shell is there as pages load it, in the folder dist: it is made
// of the folder shell, checks make it anew and compare, and so nobody needs Node
// or a bundler.
//
// The build needs the Go toolchain and the source of Osmosi, which a machine has
// that compiles a program with Osmosi in it, and nothing from the network. Where a
// machine is cut off from it, go mod download brings the source beforehand; a
// vendor folder does not hold it, since it has only packages that the program
// imports, so that there the folder is built where the network is, and committed.
// Who has no Go at all takes the folder from who has: it is an npm package too.
//
// Package wasm/pack tells what lies in the folder and why its addresses are as
// they are; its manifest has the sizes and hashes. [Handler] serves it, and
// tells what other origins may load. Any other web server may serve it as well:
// what is in the folder named by its contents for ever, the rest asked for anew,
// .wasm as application/wasm, and .br and .gz as what is sent for the file without
// that ending.
//
// The engine is without what only tracebacks read; the command wasm/build says
// what that is, why nothing else depends on it, and how to keep it.
package wasm
