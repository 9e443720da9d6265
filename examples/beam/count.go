package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/document"
)

// Counting is what a run counts, and where the results go.
type Counting struct {
	// Source of the campaign.
	Source Source
	// Made is the day of the report.
	Made engagement.Date
	// Language of the page.
	Language engagement.Language
	// InOrder is true where it is also asked in which order people did things:
	// no report shows it, and every event has to be kept and carried for it.
	InOrder bool
	// Out is the folder for report.json, report.html and counts.bin, and for parts
	// of counts meanwhile. All workers can write there, and read.
	Out string
}

// pipeline counts ranges of files of events, and writes one report.
func (c Counting) pipeline(work []Range, lanes int) *beam.Pipeline {
	p, s := beam.NewPipelineWithRoot()
	parts := spread(s.Scope("count"), work, lanes, &countFn{Counting: c})
	gather(s.Scope("merge"), parts, &reportFn{Counting: c})
	return p
}

// counts are the aggregates of the same events.
type counts struct {
	funnel   *evaluation.Funnel
	touches  *evaluation.Touches
	progress *evaluation.Progress // nil where nobody asks for the order
}

func newCounts(x *evaluation.Index, inOrder bool) *counts {
	c := &counts{funnel: x.Funnel(), touches: x.Touches()}
	if inOrder {
		c.progress = x.Progress()
	}
	return c
}

// addRange takes in the events of a range up to a day.
func (c *counts) addRange(ctx context.Context, x *evaluation.Index, r Range, until engagement.Date) (err error) {
	in, err := open(ctx, r.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	lines, err := newLines(in, r)
	if err != nil {
		return err
	}
	more := []func(evaluation.Deed){c.touches.Take}
	if c.progress != nil {
		more = append(more, func(d evaluation.Deed) { c.progress.Take(d) })
	}
	return c.funnel.ReadDeeds(x.Read(lines), until, more...)
}

// merge takes in the counts of other events, with the order or without as these.
func (c *counts) merge(with *counts) error {
	err := errors.Join(c.funnel.Merge(with.funnel), c.touches.Merge(with.touches))
	if c.progress != nil {
		err = errors.Join(err, c.progress.Merge(with.progress))
	}
	return err
}

// appendBinary writes the binary form of each aggregate after its length, which
// is 0 of one that there is not.
func (c *counts) appendBinary(dst []byte) (_ []byte, err error) {
	forms := []func([]byte) ([]byte, error){c.funnel.AppendBinary, c.touches.AppendBinary, func(dst []byte) ([]byte, error) { return dst, nil }}
	if c.progress != nil {
		forms[2] = c.progress.AppendBinary
	}
	for _, form := range forms {
		start := len(dst)
		if dst, err = form(append(dst, make([]byte, 8)...)); err != nil {
			return nil, err
		}
		binary.LittleEndian.PutUint64(dst[start:], uint64(len(dst)-start-8))
	}
	return dst, nil
}

// decodeCounts reads what appendBinary wrote.
func decodeCounts(x *evaluation.Index, data []byte) (c *counts, err error) {
	var forms [3][]byte
	for i := range forms {
		if len(data) < 8 || binary.LittleEndian.Uint64(data) > uint64(len(data)-8) {
			return nil, evaluation.ErrDamaged
		}
		n := binary.LittleEndian.Uint64(data)
		forms[i], data = data[8:8+n], data[8+n:]
	}
	if len(data) > 0 {
		return nil, evaluation.ErrDamaged
	}
	c = &counts{}
	if c.funnel, err = evaluation.DecodeFunnel(x, forms[0]); err != nil {
		return nil, err
	}
	if c.touches, err = evaluation.DecodeTouches(x, forms[1]); err != nil {
		return nil, err
	}
	if len(forms[2]) > 0 {
		if c.progress, err = evaluation.DecodeProgress(x, forms[2]); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// countFn counts all ranges of a bundle and emits their counts once, so that
// what a range costs beyond reading it is shared by all its events.
type countFn struct {
	Counting
	company *company
	counts  *counts
}

// Setup gets plan and people.
func (f *countFn) Setup(ctx context.Context) (err error) {
	f.company, err = process.company(ctx, f.Source)
	return err
}

// StartBundle begins with nothing counted.
func (f *countFn) StartBundle(context.Context, func(string)) {
	f.counts = newCounts(f.company.index, f.InOrder)
}

// ProcessElement counts a range.
func (f *countFn) ProcessElement(ctx context.Context, r Range, _ func(string)) error {
	if err := f.counts.addRange(ctx, f.company.index, r, f.Made); err != nil {
		return err
	}
	process.bytes.Add(r.Before - r.From)
	return nil
}

// FinishBundle writes what the bundle counted to a file, and emits its name:
// carried by the runner, several megabytes would be copied many times. The name
// is by chance, so that a bundle that Beam does twice, of which one is dropped,
// writes over nothing.
func (f *countFn) FinishBundle(ctx context.Context, emit func(string)) error {
	part, err := f.counts.appendBinary(nil)
	if err != nil {
		return err
	}
	name := f.Out + "/parts/" + rand.Text() + ".bin"
	if err := write(ctx, name, func(w io.Writer) error { _, err := w.Write(part); return err }); err != nil {
		return err
	}
	emit(name)
	return nil
}

// reportFn merges all counts and writes the results.
type reportFn struct {
	Counting
	company *company
}

// Setup gets plan and people.
func (f *reportFn) Setup(ctx context.Context) (err error) {
	f.company, err = process.company(ctx, f.Source)
	return err
}

// ProcessElement merges the parts, in whatever order they come.
func (f *reportFn) ProcessElement(ctx context.Context, _ int, next func(*string) bool, emit func(string)) error {
	all := newCounts(f.company.index, f.InOrder)
	for name := ""; next(&name); {
		part, err := read(ctx, name)
		if err != nil {
			return err
		}
		more, err := decodeCounts(f.company.index, part)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := all.merge(more); err != nil {
			return err
		}
	}
	if err := f.write(ctx, f.company, all); err != nil {
		return err
	}
	emit(f.Out + "/report.json")
	return nil
}

// write writes the results: the report for programs and for people, and the
// counts themselves, to be merged with those of another day.
func (c Counting) write(ctx context.Context, of *company, all *counts) error {
	report, err := all.funnel.Report(c.Made)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	form, err := all.appendBinary(nil)
	if err != nil {
		return err
	}
	for name, data := range map[string][]byte{
		"report.json": append(text, '\n'),
		"report.html": document.HTML(report, of.plan, c.Language),
		"counts.bin":  form,
	} {
		if err := write(ctx, c.Out+"/"+name, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			return err
		}
	}
	return nil
}
