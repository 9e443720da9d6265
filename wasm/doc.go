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
//	learn     "page" has the page learn from how the person responds, as below;
//	          without it nothing is learnt
//	answers   address that takes answers to questions, for sections that ask some
//	frame     address of osmosi-frame.html, as below
//	at        moment to decide on instead of now, for previews: 2027-02-03T09:30
//
// A host written in Go gets the profile from audience.Person.Profile.
//
// Events bubble out of shadow roots: osmosi-shown, osmosi-started,
// osmosi-dismissed and osmosi-completed, with what is sent in detail;
// osmosi-ready, with what was decided and where the engine runs; osmosi-error, with
// a code and what it was; osmosi-erased, osmosi-paused and osmosi-resumed, with the
// campaign. Properties take what frameworks set: null, undefined and false take an
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
// declarative shadow root (osmosi-widget.js says which markup it takes over):
//
//	osmosi-widget { display: block; min-height: 36rem }
//
// # Where the engine runs
//
// A page's policy may forbid WebAssembly. The widget then goes down a ladder, and
// says in osmosi-ready where it arrived ("engine"):
//
//	page    script-src of the page has 'wasm-unsafe-eval'
//	worker  osmosi-worker.js, of the page's origin, whose policy is the one that
//	        it is served with. Under enforced Trusted Types the page allows the
//	        policy "osmosi", which knows this one address
//	frame   osmosi-frame.html, with the policy that it is served with
//	none    no engine, and everyone sees what is for everyone; osmosi-error tells
//	        OSM-WIDGET-003, and the person nothing
//
// What the browser reports on the way, such as one attempt to compile an empty
// module, it reports to the page's own collector. A host that wants the lower rungs
// serves the two files with a policy that lets the engine run and the profile go
// nowhere:
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
// all pages that are open. The element has the same as methods, which return
// promises:
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
