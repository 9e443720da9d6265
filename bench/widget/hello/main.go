//go:build js && wasm

// Command hello is the yardstick: the least that a Go program does in a page
// through syscall/js.
package main

import "syscall/js"

func main() {
	js.Global().Call("hello", "Hello")
	select {}
}
