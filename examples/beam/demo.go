package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// demo is an invented company (examples/lumenta) as files, with events that
// nobody sent.
type demo struct {
	source Source
	events string // a pattern
	made   engagement.Date
}

// newDemo writes the files into a folder: the plan, its people a number of times
// over, each time under other identifiers, and events in a number of files. The
// same numbers give the same files.
func newDemo(folder string, copies, events, files int) (*demo, error) {
	b, found := campaign.ReadBrief(bytes.NewReader(lumenta.Brief()))
	if err := found.Err(); err != nil {
		return nil, err
	}
	var people []audience.Person
	for n := range copies {
		for _, p := range lumenta.People(uint64(n + 1)) {
			p.ID = fmt.Sprintf("%03d-%s", n, p.ID)
			if p.Manager != "" {
				p.Manager = fmt.Sprintf("%03d-%s", n, p.Manager)
			}
			people = append(people, p)
		}
	}
	workforce, found := audience.NewWorkforce(people)
	if err := found.Err(); err != nil {
		return nil, err
	}
	plan, found := campaign.NewPlan(b, workforce)
	if plan == nil {
		return nil, found.Err()
	}
	d := &demo{
		source: Source{Plan: filepath.Join(folder, "plan.json"), People: filepath.Join(folder, "people.csv"), Columns: filepath.Join(folder, "columns.json")},
		events: filepath.Join(folder, "events-*.ndjson"), made: b.Frame.End,
	}
	columns := csv.Mapping{ID: "id", GivenName: "given", FamilyName: "family", Email: "email", Language: "language", TimeZone: "zone", Manager: "manager", Hired: "hired", WorkDays: "workDays", WorkHours: "workHours"}
	stance := audience.Trait{Name: audience.TraitStance, Kind: audience.TextTrait}
	for _, t := range append(slices.Concat(b.Traits, audience.Motives()), stance) {
		columns.Traits = append(columns.Traits, csv.Column{Column: "trait " + t.Name, Trait: t.Name, Kind: t.Kind})
	}
	var table bytes.Buffer
	if err := csv.Write(&table, slices.Values(people), columns); err != nil {
		return nil, err
	}
	document, err := json.Marshal(plan)
	if err != nil {
		return nil, err
	}
	mapping, err := json.Marshal(columns)
	if err != nil {
		return nil, err
	}
	for name, data := range map[string][]byte{d.source.Plan: document, d.source.People: table.Bytes(), d.source.Columns: mapping} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			return nil, err
		}
	}
	return d, writeEvents(folder, plan, people, events, files)
}

// writeEvents writes events by chance, in no order of time, and a few that do
// not count: lines that cannot be read, people and touchpoints that nobody
// knows, events that came twice and events after the campaign.
func writeEvents(folder string, plan *campaign.Plan, people []audience.Person, events, files int) error {
	r := rand.New(rand.NewPCG(1, 2))
	verbs := evaluation.Verbs()
	for file := range files {
		var lines, again []byte
		for n := file * events / files; n < (file+1)*events/files; n++ {
			t := &plan.Touchpoints[r.IntN(len(plan.Touchpoints))]
			day, err := time.Parse(time.DateOnly, string(t.Date))
			if err != nil {
				return err
			}
			e := evaluation.Event{
				ID: fmt.Sprintf("event-%08d", n), At: day.Add(8*time.Hour + time.Duration(r.Int64N(int64(14*24*time.Hour)))).Truncate(time.Millisecond),
				Campaign: plan.Brief.ID, Touchpoint: t.ID, Proposition: plan.Touchpoint(t.ID).Proposition, Person: people[r.IntN(len(people))].ID,
				Verb: verbs[[]int{0, 0, 0, 0, 1, 2, 2, 3, 4}[r.IntN(9)]],
			}
			switch r.IntN(200) {
			case 0:
				e.Person = "nobody"
			case 1:
				e.Touchpoint = "nothing"
			case 2:
				e.At = e.At.AddDate(2, 0, 0)
			case 3:
				lines = append(lines, "half a li\n"...)
			case 4:
				lines = append(lines, again...)
			}
			start := len(lines)
			lines = append(evaluation.AppendEvent(lines, e), '\n')
			again = append(again[:0], lines[start:]...)
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("events-%03d.ndjson", file)), lines, 0o600); err != nil {
			return err
		}
	}
	return nil
}
