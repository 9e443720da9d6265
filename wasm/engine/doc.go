// Command engine is the light core as a WebAssembly module: the same decisions
// in the page as on the server, so that a profile need not leave the page.
//
// It talks in bytes through [exchange.Engine] and exports three functions.
// "alloc" makes room for a request and returns where; "call" answers what was
// written there and returns the length of the answer; "answer" returns where
// the answer is. Both places stay good until the next alloc or call.
//
// It imports what the Go runtime itself needs (time, random numbers, timers and
// a way to report a crash), and one function of its own, osmosi.ready, through
// which it says that calls may come. It imports nothing that reaches the page
// or the network; a test reads the import list of the built module and proves
// it.
//
// Build it with GOOS=js GOARCH=wasm, or with the command wasm/build.
package main
