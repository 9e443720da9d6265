// Package pack builds the folder of files that a page with <osmosi-widget>
// needs. The command wasm/build is all that most need of it; a program that
// builds the widget itself, such as a demonstration, calls [Build].
//
// Package wasm serves the folder. They are two packages so that a server carries
// no compressor, and nothing that runs other programs.
//
// # The folder
//
//	osmosi-widget.js        what pages load: it imports the module of the folder below
//	osmosi-headless.js      the same for the engine without an element
//	osmosi-frame.html       the engine in a frame, where a page names it
//	<hash>/osmosi-widget.js and its later parts, and osmosi-headless.js
//	<hash>/osmosi-engine.wasm
//	<hash>/osmosi-widget.css  for servers that draw the first card: package wasm/view
//	manifest.json           every file with its sizes, type and hash; see Manifest
//	package.json            the folder as an npm package, with README.md and LICENSE
//	osmosi-widget.d.ts      types, with osmosi-widget-react.d.ts for JSX and
//	                        osmosi-headless.d.ts
//	custom-elements.json    attributes, events, parts and properties, for editors
//
// and beside each file that pages load and that gets smaller by it, the same with
// .br and .gz, for servers that send such forms.
//
// The hash is of the names and bytes of all that lies in its folder. So what
// lies there may be kept for ever, a page cannot mix two versions (everything
// finds everything else beside itself), and a new version comes to pages without
// a change to them, since osmosi-widget.js keeps its name. It costs one small
// request, which a page can spare itself by loading the module in the folder, as
// the line does that the command prints, and by changing that line with each
// version.
//
// A build leaves the folders of earlier ones where they are: pages that are open
// load later parts from there. Remove them when nobody has such a page open.
//
// # Integrity
//
// The core is one module that imports nothing at once, so that integrity in the
// line that loads it covers all that runs at first. It knows the hash of the
// engine, and fetches no other. Hashes of the later parts are in the manifest,
// for pages that check them by "integrity" in an import map.
//
// # The same bytes
//
// The same versions of Osmosi and Go give the same files, byte for byte,
// compressed ones too, wherever and whenever they are built; the hash too is
// therefore the same for everyone.
package pack
