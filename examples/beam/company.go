package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// Source is where a worker finds the campaign: files that every worker can
// read, the same for all. An aggregate of another plan or of other people is
// refused where aggregates are merged.
type Source struct {
	// Plan is the plan document, as JSON.
	Plan string
	// People is the table of all people, and Columns the csv.Mapping that tells what is where in it, as JSON.
	People, Columns string
}

// company is what was read, and what is made of it.
type company struct {
	plan      *campaign.Plan
	workforce *audience.Workforce
	index     *evaluation.Index
	timetable func() (*campaign.Timetable, error)
}

// process is what functions of one process share. Beam makes functions from
// JSON, several for each processor and again and again: this is the only way to
// hand them people that were read once.
var process = shared{read: map[Source]func() (*company, error){}}

type shared struct {
	lock  sync.Mutex
	read  map[Source]func() (*company, error)
	bytes atomic.Int64 // of events that were read, for the display
	made  atomic.Int64 // people who were planned for, for the display
}

// company reads the files where no function did before.
func (s *shared) company(ctx context.Context, from Source) (*company, error) {
	s.lock.Lock()
	read := s.read[from]
	if read == nil {
		read = sync.OnceValues(func() (*company, error) { return from.load(ctx) })
		s.read[from] = read
	}
	s.lock.Unlock()
	c, err := read()
	if err != nil { // so that Beam's next try is one
		s.lock.Lock()
		delete(s.read, from)
		s.lock.Unlock()
	}
	return c, err
}

func (s Source) load(ctx context.Context) (*company, error) {
	document, err := open(ctx, s.Plan)
	if err != nil {
		return nil, err
	}
	defer document.Close()
	plan, found := campaign.ReadPlan(document)
	if plan == nil {
		return nil, fmt.Errorf("%s: %w", s.Plan, found.Err())
	}
	mapping, err := open(ctx, s.Columns)
	if err != nil {
		return nil, err
	}
	defer mapping.Close()
	var columns csv.Mapping
	in := json.NewDecoder(mapping)
	in.DisallowUnknownFields()
	if err := in.Decode(&columns); err != nil {
		return nil, fmt.Errorf("%s: %w", s.Columns, err)
	}
	table, err := open(ctx, s.People)
	if err != nil {
		return nil, err
	}
	defer table.Close()
	rows, found := csv.ReadAll(table, columns)
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", s.People, err)
	}
	workforce, found := audience.NewWorkforce(rows)
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", s.People, err)
	}
	return newCompany(plan, workforce), nil
}

func newCompany(plan *campaign.Plan, workforce *audience.Workforce) *company {
	return &company{plan, workforce, evaluation.NewIndex(plan, workforce), sync.OnceValues(func() (*campaign.Timetable, error) {
		return plan.Schedule(workforce).Timetable(nil)
	})}
}
