package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"

	"github.com/osmosi-learning/osmosi/wasm/pack"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	flags.SetOutput(stderr)
	dir := flags.String("o", "", "folder to write the files into")
	slim := flags.Bool("slim", true, "leave the tables out of the engine that only tracebacks read")
	version := flags.String("version", "", "version of the npm package, such as 0.3.0; else that of Osmosi")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *dir == "" || flags.NArg() > 0 {
		return errors.New("usage: build [-slim=false] [-version 0.3.0] -o folder")
	}
	fmt.Fprintln(stdout, "Compiling the engine, then compressing, which takes a few seconds …")
	const row = "%9s %9s %9s  %s\n"
	fmt.Fprintf(stdout, row, "bytes", "gzip", "brotli", "file")
	m, err := pack.Build(ctx, *dir, pack.Options{Version: *version, Whole: !*slim, Done: func(name string, f pack.File) {
		fmt.Fprintf(stdout, row, strconv.Itoa(f.Size), size(f.Gzip), size(f.Brotli), name)
	}})
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "\nVersion %s, engine by %s, in %s. Pages load osmosi-widget.js there, or, with integrity, until the next version:\n\n%s\n",
		m.Version, m.Go, *dir, m.Script("/widget/"))
	return nil
}

// size is a number of bytes; forms that would be larger do not exist.
func size(n int) string {
	if n == 0 {
		return "-"
	}
	return strconv.Itoa(n)
}
