package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/osmosi-learning/osmosi/campaign"
)

// People are those of a workforce from one number on and before another.
type People struct {
	// Shard is the number of the range, from 0, and Of how many there are.
	Shard, Of int
	// From is the first number, and Before the one after the last.
	From, Before int
}

// Shard is a file of slots that was written.
type Shard struct {
	// File is its name.
	File string `json:"file"`
	// People who were planned for, and Reached those of them to whom something comes.
	People  int `json:"people"`
	Reached int `json:"reached"`
	// Slots are its lines.
	Slots int `json:"slots"`
}

// peopleRanges cuts a number of people into ranges of a size at most.
func peopleRanges(people, size int) []People {
	of := (people + size - 1) / size
	var list []People
	for shard := range of {
		list = append(list, People{shard, of, shard * size, min((shard+1)*size, people)})
	}
	return list
}

// Planning is what a run plans, and where the results go.
type Planning struct {
	// Source of the campaign.
	Source Source
	// Out is the folder for the files of slots and slots.json, which lists them.
	Out string
}

// pipeline writes who gets what when, a file for each range of people.
func (p Planning) pipeline(work []People, lanes int) *beam.Pipeline {
	pipeline, s := beam.NewPipelineWithRoot()
	shards := spread(s.Scope("plan"), work, lanes, &slotsFn{Planning: p})
	gather(s.Scope("list"), shards, &manifestFn{Planning: p})
	return pipeline
}

// slotsFn plans for a range of people at a time.
type slotsFn struct {
	Planning
	company   *company
	timetable *campaign.Timetable
}

// Setup gets plan and people, and makes the timetable of all of them: managers
// and teams wait for each other, wherever in the workforce they stand. Of those
// whose time zone does not exist nothing can be told, as the plan's simulation
// says; the timetable is whole for all others.
func (f *slotsFn) Setup(ctx context.Context) (err error) {
	if f.company, err = process.company(ctx, f.Source); err != nil {
		return err
	}
	f.timetable, _ = f.company.timetable()
	return nil
}

// ProcessElement writes the slots of a range.
func (f *slotsFn) ProcessElement(ctx context.Context, r People, emit func(Shard)) error {
	if r.Before > f.company.workforce.Len() {
		return fmt.Errorf("people to number %d, of %d: another table than the run was started with", r.Before, f.company.workforce.Len())
	}
	shard := Shard{File: fmt.Sprintf("%s/slots-%05d-of-%05d.ndjson", f.Out, r.Shard, r.Of), People: r.Before - r.From}
	err := write(ctx, shard.File, func(w io.Writer) (err error) {
		shard.Reached, shard.Slots, err = f.company.writeSlots(w, f.timetable, r.From, r.Before)
		return err
	})
	if err != nil {
		return err
	}
	process.made.Add(int64(shard.People))
	emit(shard)
	return nil
}

// writeSlots writes a line of JSON for each slot of people from one number on
// and before another, and counts those who get something and the slots.
func (c *company) writeSlots(w io.Writer, t *campaign.Timetable, from, before int) (reached, written int, err error) {
	var touchpoints [][]byte // as JSON
	for _, id := range t.Touchpoints() {
		text, err := json.Marshal(id)
		if err != nil {
			return 0, 0, err
		}
		touchpoints = append(touchpoints, text)
	}
	var slots []campaign.Slot
	var line []byte
	for i := from; i < before; i++ {
		if slots = t.Slots(slots[:0], i); len(slots) == 0 {
			continue
		}
		reached++
		person, err := json.Marshal(c.workforce.At(i).ID)
		if err != nil {
			return 0, 0, err
		}
		for _, slot := range slots {
			line = append(append(line[:0], `{"person":`...), person...)
			line = append(append(line, `,"touchpoint":`...), touchpoints[slot.Touchpoint]...)
			line = slot.At().AppendFormat(append(line, `,"at":"`...), time.RFC3339)
			if _, err := w.Write(append(line, "\"}\n"...)); err != nil {
				return 0, 0, err
			}
		}
		written += len(slots)
	}
	return reached, written, nil
}

// manifestFn lists the files that were written. It comes last: where there is a
// list, all files are whole.
type manifestFn struct{ Planning }

// ProcessElement writes the list.
func (f *manifestFn) ProcessElement(ctx context.Context, _ int, next func(*Shard) bool, emit func(string)) error {
	var list []Shard
	for shard := (Shard{}); next(&shard); {
		list = append(list, shard)
	}
	slices.SortFunc(list, func(a, b Shard) int { return cmp.Compare(a.File, b.File) })
	text, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	name := f.Out + "/slots.json"
	if err := write(ctx, name, func(w io.Writer) error { _, err := w.Write(append(text, '\n')); return err }); err != nil {
		return err
	}
	emit(name)
	return nil
}
