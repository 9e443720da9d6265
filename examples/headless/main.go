// Command headless makes a folder in which a vendor draws propositions for
// themselves: the files of the widget, the bundle of the quickstart's plan, and a
// page and a script that ask osmosi-headless.js, with no custom element:
//
//	go run ./examples/headless -o folder
//	node folder/decide.mjs
//
// Any static server shows the page, index.html.
package main

import (
	"context"
	"embed"
	"flag"
	"io/fs"
	"log"
	"os"
	"path/filepath"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/wasm"
)

//go:embed index.html page.js decide.mjs
var files embed.FS

func main() {
	dir := flag.String("o", "headless", "folder to write to")
	brief := flag.String("brief", "examples/quickstart/brief.json", "the brief")
	flag.Parse()
	if err := run(context.Background(), *dir, *brief); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, dir, brief string) error {
	f, err := os.Open(brief)
	if err != nil {
		return err
	}
	defer f.Close()
	b, found := campaign.ReadBrief(f)
	if err := found.Err(); err != nil {
		return err
	}
	nobody, _ := audience.NewWorkforce(nil) // a bundle needs no people
	plan, found := campaign.NewPlan(b, nobody)
	if plan == nil {
		return found.Err()
	}
	made, err := bundle.New(plan)
	if err != nil {
		return err
	}
	if err := made.Write(dir); err != nil {
		return err
	}
	names, err := fs.Glob(files, "*")
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return wasm.Build(ctx, filepath.Join(dir, "widget"))
}
