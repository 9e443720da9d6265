// Command generate writes the list of findings: the module's root to read, and
// the file to write.
//
//	go generate ./internal/findings
package main

import (
	"fmt"
	"os"

	"github.com/osmosi-learning/osmosi/internal/findings"
)

func main() {
	if err := generate(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("want the module's root and the file to write, got %d arguments", len(args))
	}
	rules, err := findings.Read(os.DirFS(args[0]))
	if err != nil {
		return err
	}
	return os.WriteFile(args[1], findings.Markdown(rules), 0o644)
}
