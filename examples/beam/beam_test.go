package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

func TestMain(m *testing.M) {
	registerFunctions()
	beam.Init()
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError + 1}))) // errors that tests provoke are looked at where they are returned
	os.Exit(m.Run())
}

func TestRangesOfAnySizeHoldEachLineOnce(t *testing.T) {
	for _, text := range []string{"", "\n", "a", "a\n", "a\nbb\n\nccc\n", "a\nbb\n\nccc", "\n\n\n", strings.Repeat("x", 40) + "\ny\n"} {
		name := filepath.Join(t.TempDir(), "lines")
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		for size := 1; size <= len(text)+1; size++ {
			list, err := ranges(t.Context(), name, int64(size))
			require.NoError(t, err)
			for _, seeks := range []bool{true, false} {
				var all, want []string
				for _, r := range list {
					in, err := open(t.Context(), name)
					require.NoError(t, err)
					file := io.Reader(in.ReadCloser)
					if !seeks {
						file = iotest.OneByteReader(file)
					}
					lines, err := newLines(file, r)
					require.NoError(t, err)
					got, err := io.ReadAll(lines)
					require.NoError(t, err)
					require.NoError(t, in.Close())
					all = append(all, string(got))
					begins := "" // what begins in the range, looked up otherwise
					for i, offset := 0, int64(0); i < len(text); i++ {
						if i == 0 || text[i-1] == '\n' {
							offset = int64(i)
						}
						if r.From <= offset && offset < r.Before {
							begins += text[i : i+1]
						}
					}
					want = append(want, begins)
				}
				require.Equal(t, want, all, "%q in ranges of %d, seeks: %v", text, size, seeks)
				require.Equal(t, text, strings.Join(all, ""))
			}
		}
	}
}

func TestBeamCountsWhatTheLibraryCountsHoweverEventsAreSharedOut(t *testing.T) {
	d, err := newDemo(t.TempDir(), 1, 20_000, 5)
	require.NoError(t, err)
	of, err := process.company(t.Context(), d.source)
	require.NoError(t, err)

	// The library alone: all lines, one after another.
	files, err := filepath.Glob(d.events)
	require.NoError(t, err)
	require.Len(t, files, 5)
	var text []byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		text = append(text, data...)
	}
	report, err := evaluation.NewReport(of.plan, of.workforce, evaluation.ReadEvents(bytes.NewReader(text)), d.made)
	require.NoError(t, err)
	require.NotEmpty(t, report.Ignored)
	wantReport, err := json.MarshalIndent(report, "", "  ")
	require.NoError(t, err)
	all := newCounts(of.index, true)
	require.NoError(t, all.funnel.ReadDeeds(of.index.Read(bytes.NewReader(text)), d.made, func(d evaluation.Deed) { all.progress.Take(d) }, all.touches.Take))
	wantCounts, err := all.appendBinary(nil)
	require.NoError(t, err)
	all.progress = nil
	wantPlain, err := all.appendBinary(nil)
	require.NoError(t, err)

	for i, way := range []struct {
		files int
		size  int64
		lanes int
	}{{1, 1 << 30, 1}, {1, 100_000, 3}, {7, 1 << 30, 7}, {5, 333_333, 2}, {3, 50_000, 8}} {
		t.Run(fmt.Sprintf("%d files, ranges of %d, %d lanes", way.files, way.size, way.lanes), func(t *testing.T) {
			random := rand.New(rand.NewPCG(uint64(i), 1))
			events := slices.Collect(bytes.Lines(text))
			random.Shuffle(len(events), func(i, k int) { events[i], events[k] = events[k], events[i] })
			folder := t.TempDir()
			for n := range way.files {
				part := events[n*len(events)/way.files : (n+1)*len(events)/way.files]
				require.NoError(t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("events-%d.ndjson", n)), bytes.Join(part, nil), 0o600))
			}
			work, err := ranges(t.Context(), filepath.Join(folder, "events-*.ndjson"), way.size)
			require.NoError(t, err)
			random.Shuffle(len(work), func(i, k int) { work[i], work[k] = work[k], work[i] })
			c := Counting{d.source, d.made, engagement.Dutch, i != 3, filepath.Join(folder, "out")}
			require.NoError(t, beamx.Run(t.Context(), c.pipeline(work, way.lanes)))

			got, err := os.ReadFile(filepath.Join(c.Out, "report.json"))
			require.NoError(t, err)
			require.Equal(t, string(wantReport)+"\n", string(got))
			got, err = os.ReadFile(filepath.Join(c.Out, "counts.bin"))
			require.NoError(t, err)
			want := wantCounts
			if !c.InOrder {
				want = wantPlain
			}
			require.True(t, bytes.Equal(want, got), "the counts are others")
			got, err = os.ReadFile(filepath.Join(c.Out, "report.html"))
			require.NoError(t, err)
			require.Contains(t, string(got), `<html lang="nl"`)
		})
	}
}

func TestBeamWritesTheSlotsOfTheSchedule(t *testing.T) {
	d, err := newDemo(t.TempDir(), 1, 0, 1)
	require.NoError(t, err)
	of, err := process.company(t.Context(), d.source)
	require.NoError(t, err)
	var want strings.Builder // by the schedule, which plans one person at a time
	items := 0
	for item, err := range of.plan.Schedule(of.workforce).All() {
		require.NoError(t, err)
		fmt.Fprintf(&want, "{\"person\":%q,\"touchpoint\":%q,\"at\":%q}\n", item.Person, item.Touchpoint, item.At.UTC().Format(time.RFC3339))
		items++
	}
	for _, way := range []struct{ size, lanes, files int }{{2480, 1, 1}, {1000, 3, 3}, {333, 2, 8}} {
		out := t.TempDir()
		work := peopleRanges(of.workforce.Len(), way.size)
		rand.New(rand.NewPCG(3, 3)).Shuffle(len(work), func(i, k int) { work[i], work[k] = work[k], work[i] })
		require.NoError(t, beamx.Run(t.Context(), Planning{d.source, out}.pipeline(work, way.lanes)))
		var shards []Shard
		require.NoError(t, readJSON(t.Context(), out+"/slots.json", &shards))
		require.Len(t, shards, way.files)
		var got strings.Builder
		people, slots := 0, 0
		for _, s := range shards {
			text, err := os.ReadFile(s.File)
			require.NoError(t, err)
			got.Write(text)
			people, slots = people+s.People, slots+s.Slots
		}
		require.True(t, want.String() == got.String(), "other slots")
		require.Equal(t, of.workforce.Len(), people)
		require.Equal(t, items, slots)
	}
}

func TestPeopleRangesHoldEveryoneOnce(t *testing.T) {
	require.Empty(t, peopleRanges(0, 10))
	require.Equal(t, []People{{0, 1, 0, 10}}, peopleRanges(10, 10))
	require.Equal(t, []People{{0, 3, 0, 10}, {1, 3, 10, 20}, {2, 3, 20, 21}}, peopleRanges(21, 10))
}

func TestARunFailsWithWhatIsWrong(t *testing.T) {
	d, err := newDemo(t.TempDir(), 1, 100, 1)
	require.NoError(t, err)
	work, err := ranges(t.Context(), d.events, 1<<20)
	require.NoError(t, err)
	counting := func(change func(*Counting), work ...Range) error {
		c := Counting{d.source, d.made, engagement.English, false, t.TempDir()}
		change(&c)
		return beamx.Run(t.Context(), c.pipeline(work, 1))
	}
	gone := Range{File: filepath.Join(t.TempDir(), "gone.ndjson"), Before: 10}
	require.ErrorContains(t, counting(func(*Counting) {}, gone), "gone.ndjson")
	require.ErrorContains(t, counting(func(c *Counting) { c.Source.Plan = c.Source.People }, work...), "people.csv")
	require.ErrorContains(t, counting(func(c *Counting) { c.Made = "tomorrow" }, work...), "tomorrow")
	_, err = ranges(t.Context(), gone.File, 1)
	require.ErrorContains(t, err, "gone.ndjson")

	people := []People{{0, 1, 0, 5000}}
	require.ErrorContains(t, beamx.Run(t.Context(), Planning{d.source, t.TempDir()}.pipeline(people, 1)), "another table")
}

func TestCountsOfOtherPeopleAreRefused(t *testing.T) {
	d, err := newDemo(t.TempDir(), 1, 0, 1)
	require.NoError(t, err)
	of, err := process.company(t.Context(), d.source)
	require.NoError(t, err)
	others, found := audience.NewWorkforce(lumenta.People(2)[:100])
	require.NoError(t, found.Errors().Err())
	data, err := newCounts(of.index, true).appendBinary(nil)
	require.NoError(t, err)
	_, err = decodeCounts(evaluation.NewIndex(of.plan, others), data)
	require.ErrorIs(t, err, evaluation.ErrOtherIndex)
}

func TestTheDemonstrationShowsItsFigures(t *testing.T) {
	o := &options{out: t.TempDir(), language: "it", megabyte: 64, people: 1000}
	var out strings.Builder
	require.NoError(t, o.run(t.Context(), &out, time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)))
	for _, part := range []string{"phase  audience  reached", "inform      2480", "unknownPerson", "report.html", "Planned for 2480 people", "slots-00000-of-00003.ndjson"} {
		require.Contains(t, out.String(), part)
	}
	require.ErrorContains(t, (&options{source: o.source}).run(t.Context(), &out, time.Now()), "-out")
}

func TestTheBenchmarkComparesResultsToo(t *testing.T) {
	var out strings.Builder
	require.NoError(t, bench(t.Context(), &out, 2000, 1, 1, 2))
	require.Contains(t, out.String(), "Beam, 2 lanes")
}

func FuzzDecodeCounts(f *testing.F) {
	d, err := newDemo(f.TempDir(), 1, 200, 1)
	require.NoError(f, err)
	of, err := process.company(context.Background(), d.source)
	require.NoError(f, err)
	work, err := ranges(context.Background(), d.events, 1<<20)
	require.NoError(f, err)
	c := newCounts(of.index, true)
	require.NoError(f, c.addRange(context.Background(), of.index, work[0], d.made))
	data, err := c.appendBinary(nil)
	require.NoError(f, err)
	again, err := decodeCounts(of.index, data)
	require.NoError(f, err)
	same, err := again.appendBinary(nil)
	require.NoError(f, err)
	require.True(f, bytes.Equal(data, same))
	f.Add(data)
	f.Add(data[:len(data)-1])
	f.Add(append(bytes.Clone(data), 0))
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{0xff}, 24))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := decodeCounts(of.index, data)
		if err != nil {
			return
		}
		form, err := c.appendBinary(nil)
		require.NoError(t, err)
		require.True(t, bytes.Equal(data, form))
	})
}
