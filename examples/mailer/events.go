package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// events is a file to which the host adds what people do, an event a line, as
// the widget and a learning platform tell it. It is read on as it grows.
type events struct {
	path string
	read int64 // bytes
}

// verbs that change what is sent, and what they say of a person.
var verbs = map[evaluation.Verb]campaign.Outcome{
	evaluation.Started: campaign.Started, evaluation.Dismissed: campaign.Dismissed, evaluation.Completed: campaign.Completed,
}

// follow keeps what was added since, whole lines only. A file that is not there
// yet is empty; a line with faults is passed over and told.
func (e *events) follow(ctx context.Context, o *outbox) (faults error, err error) {
	if e.path == "" {
		return nil, nil
	}
	file, err := os.Open(e.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || info.Size() == e.read {
		return nil, err
	} else if info.Size() < e.read {
		e.read = 0 // begun anew; events count once, by their IDs
	}
	data, err := io.ReadAll(io.NewSectionReader(file, e.read, 1<<62))
	if err != nil {
		return nil, err
	}
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	var learnt []outcome
	for event, err := range evaluation.ReadEvents(bytes.NewReader(data)) {
		if err != nil {
			faults = errors.Join(faults, fmt.Errorf("%s: %w", e.path, err))
			continue
		}
		if did, tells := verbs[event.Verb]; tells && event.Campaign == o.campaign && event.Person != "" {
			learnt = append(learnt, outcome{event.ID, event.Person, event.Proposition, did, event.At})
		}
	}
	if len(learnt) > 0 {
		if err := o.learn(ctx, learnt); err != nil {
			return faults, err
		}
	}
	e.read += int64(len(data))
	return faults, nil
}
