package main

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"

	"github.com/osmosi-learning/osmosi/internal/trace"
)

// tasks are those of a page, from when it is asked for until it leaves its
// figures, in a profile of its own; the longest first.
func tasks(ctx context.Context, address, blank string, slowdown float64) (all []trace.Task, err error) {
	tab, stop, err := fresh(ctx, line{}, 1)
	if err != nil {
		return nil, err
	}
	defer stop()
	var (
		events []json.RawMessage
		lock   sync.Mutex
		whole  = make(chan struct{})
	)
	if err := chromedp.Listen(tab, func(event any) {
		lock.Lock()
		defer lock.Unlock()
		switch e := event.(type) {
		case *tracing.EventDataCollected:
			for _, one := range e.Value {
				events = append(events, json.RawMessage(one))
			}
		case *tracing.EventTracingComplete:
			close(whole)
		}
	}); err != nil {
		return nil, err
	}
	// The page takes over the process of a blank one, whose beginning is not its own.
	if err := chromedp.Do(tab, chromedp.Navigate(blank), throttle(slowdown), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		// What watches the page's elements and styles, as for selectors, takes its time in
		// the page's tasks.
		for _, domain := range []cdp.Command[cdp.Empty, cdp.Empty]{css.Disable, dom.Disable} {
			if _, err := chromedp.Call(ctx, domain, cdp.Empty{}); err != nil {
				return err
			}
		}
		_, err := chromedp.Call(ctx, tracing.Start, tracing.StartParams{TraceConfig: &tracing.TraceConfig{
			IncludedCategories: trace.Categories(), ExcludedCategories: []string{"*"},
		}})
		return err
	}), chromedp.Navigate(address)); err != nil {
		return nil, err
	}
	if _, err := chromedp.Run(tab, chromedp.Evaluate[any]("window.figures", chromedp.EvalAwaitPromise)); err != nil {
		return nil, err
	}
	if err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Call(ctx, tracing.End, cdp.Empty{})
		return err
	})); err != nil {
		return nil, err
	}
	select {
	case <-whole:
	case <-tab.Done():
		return nil, tab.Err()
	}
	lock.Lock()
	defer lock.Unlock()
	return trace.Tasks(events)
}
