package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"text/tabwriter"
)

func main() {
	rounds := flag.Int("rounds", 15, "rounds; medians of them are printed")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	all, err := measure(ctx, os.Stderr, *rounds)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	all.print(os.Stdout)
}

func here() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}

// helloFigures are those of the yardstick.
type helloFigures struct {
	Boot   float64 // ms until the page is called
	Memory float64 // bytes
}

// engineFigures are those of the engine alone.
type engineFigures struct {
	Boot, Parse, First, Repeat float64 // ms until the first answer; ms of reading the index, the first decision, a later one
	Memory, Growth             float64 // bytes at boot, and more after 10,000 decisions
	Proposition                string
	Segments                   int
}

// elementFigures are those of the element on a page.
type elementFigures struct {
	Card, Ready float64 // ms until the first card, and until it is the person's own
	Shift       float64 // cumulative layout shift
	Longest     float64 // ms of the longest task over 50 ms
	Touchpoint  string
}

// result is all figures, a round each.
type result struct {
	helloBytes, engineBytes, shellBytes int // compressed
	hello, helloSlow                    []helloFigures
	engine, engineSlow                  []engineFigures
	element, elementSlow, elementBusy   []elementFigures
}

func measure(ctx context.Context, progress io.Writer, rounds int) (*result, error) {
	site, manifest, err := newSite(ctx)
	if err != nil {
		return nil, err
	}
	server := httptest.NewServer(site)
	defer server.Close()
	chrome, cancel, err := browser(ctx)
	if err != nil {
		return nil, err
	}
	defer cancel()
	r := &result{helloBytes: len(site["/hello/hello.wasm"])}
	r.engineBytes = manifest.Files[manifest.Engine].Brotli
	r.shellBytes = manifest.Files[manifest.Entry].Brotli
	for round := range rounds {
		fmt.Fprintf(progress, "\rround %d of %d", round+1, rounds)
		at := func(page string) string { return server.URL + "/" + page }
		steps := []error{
			into(&r.hello)(visit[helloFigures](chrome, at("hello.html"), line{}, 1)),
			into(&r.engine)(visit[engineFigures](chrome, at("engine.html"), line{}, 1)),
			into(&r.helloSlow)(visit[helloFigures](chrome, at("hello.html"), slow, 1)),
			into(&r.engineSlow)(visit[engineFigures](chrome, at("engine.html?boot"), slow, 1)),
			into(&r.element)(visit[elementFigures](chrome, at("element.html"), line{}, 1)),
			into(&r.elementSlow)(visit[elementFigures](chrome, at("element.html"), slow, 1)),
			into(&r.elementBusy)(visit[elementFigures](chrome, at("element.html"), line{}, 4)),
		}
		for _, err := range steps {
			if err != nil {
				return nil, err
			}
		}
	}
	fmt.Fprintln(progress)
	return r, nil
}

// into keeps what was measured.
func into[T any](all *[]T) func(T, error) error {
	return func(one T, err error) error {
		*all = append(*all, one)
		return err
	}
}

// median of a figure over the rounds.
func median[T any](all []T, figure func(T) float64) float64 {
	values := make([]float64, len(all))
	for i, one := range all {
		values[i] = figure(one)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func (r *result) print(w io.Writer) {
	boot, memory := func(h helloFigures) float64 { return h.Boot }, func(h helloFigures) float64 { return h.Memory }
	ourBoot := func(e engineFigures) float64 { return e.Boot }
	element := func(all []elementFigures, figure func(elementFigures) float64) float64 { return median(all, figure) }
	card := func(e elementFigures) float64 { return e.Card }
	ready := func(e elementFigures) float64 { return e.Ready }
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(what string, ours, hello float64, unit string) {
		ratio := ""
		if hello > 0 {
			ratio = fmt.Sprintf("%.2f×", ours/hello)
		}
		fmt.Fprintf(t, "%s\t%.2f %s\t%s\t\n", what, ours, unit, ratio)
	}
	fmt.Fprintln(t, "figure\tours\tof hello’s\t")
	row("engine, Brotli", float64(r.engineBytes)/1000, float64(r.helloBytes)/1000, "kB")
	row("core of the shell, Brotli", float64(r.shellBytes)/1000, 0, "kB")
	row("boot, local", median(r.engine, ourBoot), median(r.hello, boot), "ms")
	row("boot, slow line", median(r.engineSlow, ourBoot), median(r.helloSlow, boot), "ms")
	row("memory at boot", median(r.engine, func(e engineFigures) float64 { return e.Memory })/(1<<20), median(r.hello, memory)/(1<<20), "MiB")
	row("index read first", median(r.engine, func(e engineFigures) float64 { return e.Parse }), 0, "ms")
	row("first decision", median(r.engine, func(e engineFigures) float64 { return e.First }), 0, "ms")
	row("repeated decision", median(r.engine, func(e engineFigures) float64 { return e.Repeat }), 0, "ms")
	row("growth in 10,000 decisions", median(r.engine, func(e engineFigures) float64 { return e.Growth })/(1<<20), 0, "MiB")
	row("first card, local", element(r.element, card), median(r.hello, boot), "ms")
	row("own card, local", element(r.element, ready), median(r.hello, boot), "ms")
	row("first card, slow line", element(r.elementSlow, card), median(r.helloSlow, boot), "ms")
	row("own card, slow line", element(r.elementSlow, ready), median(r.helloSlow, boot), "ms")
	row("layout shift, worst", worst(r.element, r.elementSlow, r.elementBusy), 0, "")
	row("longest task at a quarter of the speed", element(r.elementBusy, func(e elementFigures) float64 { return e.Longest }), 0, "ms")
	t.Flush()
}

// worst is the largest layout shift.
func worst(all ...[]elementFigures) float64 {
	most := 0.0
	for _, e := range slices.Concat(all...) {
		most = max(most, e.Shift)
	}
	return most
}
