package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
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
	// Out is the folder for report.json, report.html and counts.bin.
	Out string
}

// pipeline counts ranges of files of events, and writes one report.
func (c Counting) pipeline(work []Range, lanes int) *beam.Pipeline {
	p, s := beam.NewPipelineWithRoot()
	parts := spread(s.Scope("count"), work, lanes, &countFn{Counting: c})
	gather(s.Scope("merge"), parts, &reportFn{Counting: c})
	return p
}

// counts are all aggregates of the same events.
type counts struct {
	funnel   *evaluation.Funnel
	progress *evaluation.Progress
	touches  *evaluation.Touches
}

func newCounts(x *evaluation.Index) *counts {
	return &counts{x.Funnel(), x.Progress(), x.Touches()}
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
	return c.funnel.ReadDeeds(x.Read(lines), until, func(d evaluation.Deed) { c.progress.Take(d) }, c.touches.Take)
}

func (c *counts) merge(with *counts) error {
	return errors.Join(c.funnel.Merge(with.funnel), c.progress.Merge(with.progress), c.touches.Merge(with.touches))
}

// appendBinary writes the binary form of each aggregate after its length.
func (c *counts) appendBinary(dst []byte) (_ []byte, err error) {
	for _, form := range []func([]byte) ([]byte, error){c.funnel.AppendBinary, c.progress.AppendBinary, c.touches.AppendBinary} {
		start := len(dst)
		if dst, err = form(append(dst, make([]byte, 8)...)); err != nil {
			return nil, err
		}
		binary.LittleEndian.PutUint64(dst[start:], uint64(len(dst)-start-8))
	}
	return dst, nil
}

// decodeCounts reads what appendBinary wrote.
func decodeCounts(x *evaluation.Index, data []byte) (*counts, error) {
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
	funnel, err := evaluation.DecodeFunnel(x, forms[0])
	progress, err1 := evaluation.DecodeProgress(x, forms[1])
	touches, err2 := evaluation.DecodeTouches(x, forms[2])
	return &counts{funnel, progress, touches}, errors.Join(err, err1, err2)
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
func (f *countFn) StartBundle(func([]byte)) { f.counts = newCounts(f.company.index) }

// ProcessElement counts a range.
func (f *countFn) ProcessElement(ctx context.Context, r Range, _ func([]byte)) error {
	if err := f.counts.addRange(ctx, f.company.index, r, f.Made); err != nil {
		return err
	}
	process.bytes.Add(r.Before - r.From)
	return nil
}

// FinishBundle emits what the bundle counted.
func (f *countFn) FinishBundle(emit func([]byte)) error {
	part, err := f.counts.appendBinary(nil)
	if err != nil {
		return err
	}
	emit(part)
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
func (f *reportFn) ProcessElement(ctx context.Context, _ int, next func(*[]byte) bool) error {
	all := newCounts(f.company.index)
	for part := []byte(nil); next(&part); {
		more, err := decodeCounts(f.company.index, part)
		if err != nil {
			return err
		}
		if err := all.merge(more); err != nil {
			return err
		}
	}
	return f.write(ctx, f.company, all)
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
