package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/examples/security"
)

// program is what is delivered: a plan, its people and their schedules.
type program struct {
	plan      *campaign.Plan
	workforce *audience.Workforce
	schedule  *campaign.Schedule // without knowing what people did
}

// newProgram reads the plan of a folder, and makes it where there is none for
// this brief and these people: a mailer that starts again, perhaps after a
// crash, goes on with the plan that it began with, and at once.
func newProgram(dir string) (*program, error) {
	sum := sha256.Sum256(append(security.Brief(), security.People()...))
	path := filepath.Join(dir, fmt.Sprintf("plan-%x.json", sum[:6]))
	workforce := security.Workforce()
	plan, err := readPlan(path)
	if errors.Is(err, fs.ErrNotExist) {
		if plan, err = makePlan(workforce); err == nil {
			err = writePlan(path, plan)
		}
	}
	if err != nil {
		return nil, err
	}
	return &program{plan, workforce, plan.Schedule(workforce)}, nil
}

// readPlan reads a plan that writePlan wrote.
func readPlan(path string) (*campaign.Plan, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var plan campaign.Plan
	if err := json.Unmarshal(data, &plan); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &plan, plan.Check().Err()
}

func makePlan(w *audience.Workforce) (*campaign.Plan, error) {
	brief, found := campaign.ReadBrief(bytes.NewReader(security.Brief()))
	if err := found.Err(); err != nil {
		return nil, err
	}
	plan, found := campaign.NewPlan(brief, w)
	if plan == nil {
		return nil, found.Err()
	}
	return plan, nil // what was found is advice
}

func writePlan(path string, plan *campaign.Plan) error {
	data, err := json.Marshal(plan)
	if err != nil {
		return err
	}
	return writeWhole(path, data)
}

// writeWhole writes a file that is there whole or not at all, for nobody else
// to read.
func writeWhole(path string, data []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // gone already where all went well
	_, err = file.Write(data)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// mails reports whether a channel is e-mail.
func (p *program) mails(channel string) bool {
	c := p.plan.Brief.Channel(channel)
	return c != nil && c.Kind == audience.Email
}

// mailing are the IDs of the channels that are e-mail.
func (p *program) mailing() (ids []string) {
	for _, c := range p.plan.Brief.Channels {
		if p.mails(c.ID) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// messageID is the Message-ID of an item, without angle brackets: the same
// each time, on each machine, so that whoever receives it twice can tell. An
// occurrence of something that recurs is a touchpoint of its own.
func messageID(campaign, person, touchpoint, domain string) string {
	sum := sha256.Sum256([]byte(campaign + "\x00" + person + "\x00" + touchpoint))
	return strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:20])) + "@" + domain
}
