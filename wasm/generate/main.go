// Command generate makes of the shell's source the files that pages load:
//
//	go run . -from ../shell -o ../dist
//
// Each entry point becomes one file with all that it imports, so that a page
// asks once for what it always needs; what is imported by import() stays a file
// of its own, which takes what it shares with its entry point from there.
// Comments and long names are gone, and styles are made short too.
//
// It is a module of its own, so that who imports Osmosi gets no bundler.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// entries are all files that a page, a worker or a frame loads by name, without
// their extension.
var entries = []string{"osmosi-frame", "osmosi-headless", "osmosi-widget", "osmosi-worker"}

// copied are files of the source that are served as they are.
var copied = []string{"osmosi-frame.html"}

// sheets are the modules whose style sheets a card needs that a server drew.
var sheets = []string{"osmosi-styles.js", "osmosi-looks.js"}

func main() {
	from := flag.String("from", "", "folder of the source")
	to := flag.String("o", "", "folder to write into, emptied before")
	flag.Parse()
	if *from == "" || *to == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	files := map[string][]byte{}
	for _, entry := range entries {
		built, err := bundle(from, entry)
		if err != nil {
			return err
		}
		for name, data := range built {
			if files[name] != nil {
				return fmt.Errorf("two files would be called %s", name)
			}
			files[name] = data
		}
	}
	for _, name := range copied {
		data, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return err
		}
		files[name] = data
	}
	sheet, err := style(from, sheets)
	if err != nil {
		return err
	}
	files["osmosi-widget.css"] = sheet
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
