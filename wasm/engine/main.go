//go:build js && wasm

package main

import (
	"unsafe"

	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// What the engine keeps between calls. The page has one thread and so has the
// engine; holding the buffers here keeps them from the collector while the
// page reads and writes them.
var (
	engine  exchange.Engine
	request []byte
	reply   []byte
)

// ready tells the page that calls may come.
//
//go:wasmimport osmosi ready
func ready()

// alloc makes room for a call: its name and then its request, n bytes in all.
//
//go:wasmexport alloc
func alloc(n int32) unsafe.Pointer {
	request = make([]byte, max(n, 1))[:max(n, 0)]
	return unsafe.Pointer(unsafe.SliceData(request))
}

// call answers what was written after alloc, of which the first name bytes are
// the name of the call. It returns the length of the answer.
//
//go:wasmexport call
func call(name int32) int32 {
	name = max(0, min(name, int32(len(request))))
	reply = engine.Call(string(request[:name]), request[name:])
	return int32(len(reply))
}

// answer returns where the latest answer is.
//
//go:wasmexport answer
func answer() unsafe.Pointer {
	return unsafe.Pointer(unsafe.SliceData(reply))
}

func main() {
	ready()
	select {}
}
