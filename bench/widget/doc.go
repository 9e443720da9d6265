// Command widget measures the widget in headless Chromium, beside the least that
// Go does in a page: a program that says hello through syscall/js, loaded by the
// toolchain's own wasm_exec.js.
//
//	go run ./widget
//
// Rounds are interleaved, each page opens in a fresh profile without a cache,
// and both come from the same server, compressed with Brotli at its highest.
// Times are medians, in milliseconds from when the page's HTML had come; they
// say little by themselves on a shared machine, so that what counts are the
// ratios. A slow line is 5 Mbit/s with a round trip of 40 ms, as the browser
// emulates it.
//
// The engine is asked for its first decision on a campaign of 30 propositions
// and 30 segments, then for the same again and again, and 10,000 times to see
// whether its memory grows. The element shows the first card on the same
// campaign: when, and how much the page shifted until the engine had chosen.
//
// The longest task of a page's main thread is told by its time on the processor,
// from a trace, for an empty page, the hello, the element alone, the same with all
// below its card opened, and the element where it may have no worker. Four times as
// slow is four times that. Where the browser slows a page down it has the thread
// wait by the clock, also for the time that other programs had the processor, so
// that on a busy machine this comes out too long; an empty page beside it tells.
package main
