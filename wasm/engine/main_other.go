//go:build !(js && wasm)

package main

import "os"

func main() {
	os.Stderr.WriteString("The engine runs in a page: build it with GOOS=js GOARCH=wasm, or with the command wasm/build.\n")
	os.Exit(2)
}
