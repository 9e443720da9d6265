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
package wasm
