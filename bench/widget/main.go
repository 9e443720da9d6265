package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/osmosi-learning/osmosi/internal/trace"
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
	Touchpoint  string
}

// result is all figures, a round each.
type result struct {
	helloBytes, engineBytes           int // compressed
	coreBytes, shellBytes             int // compressed: what a first card needs, and all that the element may load
	hello, helloSlow                  []helloFigures
	engine, engineSlow                []engineFigures
	element, elementSlow, elementBusy []elementFigures
	longest                           map[string][]trace.Task // by page
	throttled                         map[string][]trace.Task // by page, slowed four times by the browser
}

// watched are the pages whose longest task is told.
var watched = []string{"empty", "hello", "alone", "opened", "in-page"}

func measure(ctx context.Context, progress io.Writer, rounds int) (*result, error) {
	dir, err := os.MkdirTemp("", "widget")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	site, err := newSite(ctx, dir)
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
	files := site.made.Files
	r := &result{helloBytes: len(site.files["/hello/hello.wasm"]), engineBytes: files[site.made.Engine].Brotli, coreBytes: files[site.made.Entry].Brotli,
		longest: map[string][]trace.Task{}, throttled: map[string][]trace.Task{}}
	for name, file := range files {
		if strings.HasPrefix(path.Base(name), "osmosi-widget.") && path.Ext(name) == ".js" && strings.HasPrefix(name, site.made.Folder+"/") {
			r.shellBytes += file.Brotli
		}
	}
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
		for _, page := range watched {
			for into, slowdown := range map[*map[string][]trace.Task]float64{&r.longest: 1, &r.throttled: 4} {
				all, err := tasks(chrome, at(page+".html"), at("blank.html"), slowdown)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", page, err)
				}
				(*into)[page] = append((*into)[page], all[0])
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
	row("core of the shell, Brotli", float64(r.coreBytes)/1000, 0, "kB")
	row("all of the shell, Brotli", float64(r.shellBytes)/1000, 0, "kB")
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
	t.Flush()
	fmt.Fprintln(w, "\nLongest task of the main thread, ms on the processor, four times as slow (an empty page has one too)")
	t = tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "page\tmedian × 4\tleast × 4\tslowed by the browser\tmost of it\t")
	for _, page := range watched {
		milliseconds := func(t trace.Task) float64 { return float64(t.Thread) / float64(time.Millisecond) }
		least := slices.MinFunc(r.longest[page], func(a, b trace.Task) int { return cmp.Compare(a.Thread, b.Thread) })
		most := []string{}
		for _, part := range least.Parts[:min(4, len(least.Parts))] {
			most = append(most, fmt.Sprintf("%s %.0f %%", part.Name, 100*float64(part.Thread)/float64(least.Thread)))
		}
		fmt.Fprintf(t, "%s\t%.1f\t%.1f\t%.1f\t%s\t\n", page, 4*median(r.longest[page], milliseconds), 4*milliseconds(least), median(r.throttled[page], milliseconds), strings.Join(most, ", "))
	}
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
