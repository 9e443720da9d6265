// Command build writes the files of the widget into a folder that a web server
// can serve as it is, or that a program can embed:
//
//	go run github.com/osmosi-learning/osmosi/wasm/build -o widget
//
// Run it in a module that requires Osmosi. It needs the Go toolchain, nothing
// else.
//
// # A slim engine
//
// Most of a small Go program is what pages have no use for. The engine is
// compiled with a runtime without traces, profiles, options of the environment
// and threads; what tracebacks read (names of functions and files, their lines,
// what to print of arguments) is emptied once it is linked; and its calls are
// written in fewer bytes. What the runtime itself works with stays: pointer
// maps, stack frames, deferred calls, inlined calls (recover counts them), and
// those names that it decides by. So memory is collected, stacks grow and panics
// are recovered as before; tests run the standard library's own tests and a
// program of hard cases both ways and compare.
//
// What is lost: the stack in a crash report has no names and lines. To find a
// fault, build the engine whole:
//
//	go run github.com/osmosi-learning/osmosi/wasm/build -slim=false -o widget
//
// The runtime and the layout of the tables are Go's own affair and may change
// with its versions.
// The command checks them and stops where they are not those it knows, of Go
// 1.26; -slim=false works with any.
//
// With Go 1.26, both engines hold the older garbage collector
// (GOEXPERIMENT=nogreenteagc), which is smaller.
package main
