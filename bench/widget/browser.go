package main

import (
	"context"
	"errors"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// line is how fast bytes travel; the zero line is as fast as the machine.
type line struct {
	bytesPerSecond float64
	latency        float64 // milliseconds
}

var slow = line{5e6 / 8, 40}

// browser starts Chromium, which lives as long as the context.
func browser(ctx context.Context) (context.Context, context.CancelFunc, error) {
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		return nil, nil, errors.New("no Chromium on this machine (on Debian: apt-get install chromium)")
	}
	allocator, stop := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.WSURLReadTimeout(time.Minute))...)
	started, cancel := chromedp.NewContext(allocator)
	return started, func() { cancel(); stop() }, chromedp.Do(started)
}

// fresh is a tab in a profile of its own.
func fresh(ctx context.Context, over line, slowdown float64) (context.Context, context.CancelFunc, error) {
	tab, closed := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext())
	tab, stop := context.WithTimeout(tab, 2*time.Minute)
	cancel := func() { stop(); closed() }
	err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		if _, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
			return err
		}
		if over.bytesPerSecond > 0 {
			conditions := network.Conditions{Latency: over.latency, DownloadThroughput: over.bytesPerSecond, UploadThroughput: over.bytesPerSecond}
			if _, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
				MatchedNetworkConditions: []*network.Conditions{&conditions},
			}); err != nil {
				return err
			}
		}
		return nil
	}), throttle(slowdown))
	if err != nil {
		cancel()
	}
	return tab, cancel, err
}

// throttle has the browser slow a page down so many times.
func throttle(slowdown float64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slowdown})
		return err
	})
}

// visit opens a page in a profile of its own and returns the figures that it
// leaves.
func visit[T any](ctx context.Context, address string, over line, slowdown float64) (figures T, err error) {
	tab, stop, err := fresh(ctx, over, slowdown)
	if err != nil {
		return figures, err
	}
	defer stop()
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		return figures, err
	}
	return chromedp.Run(tab, chromedp.Evaluate[T]("window.figures", chromedp.EvalAwaitPromise))
}
