package main

import (
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/osmosi-learning/osmosi/wasm"
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
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *dir == "" || flags.NArg() > 0 {
		return errors.New("usage: build [-slim=false] -o folder")
	}
	build := wasm.Build
	if !*slim {
		build = wasm.BuildWhole
	}
	if err := build(ctx, *dir); err != nil {
		return err
	}
	return list(*dir, stdout)
}

// list prints every file that Build writes, with its size as it is and as it
// travels.
func list(dir string, w io.Writer) error {
	names, err := fs.Glob(wasm.Shell(), "*")
	if err != nil {
		return err
	}
	for _, name := range append(names, wasm.EngineFile) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		var packed counter
		z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		if err != nil {
			return err
		}
		if _, err := z.Write(data); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		fmt.Fprintf(w, "%s %d bytes, %d gzipped\n", filepath.Join(dir, name), len(data), int(packed))
	}
	return nil
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
