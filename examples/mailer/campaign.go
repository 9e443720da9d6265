package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
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

// newProgram plans the campaign. Learning is at paths in the brief: in an
// e-mail, only an address that names its site can be opened.
func newProgram(site string) (*program, error) {
	brief, found := campaign.ReadBrief(bytes.NewReader(security.Brief()))
	if err := found.Err(); err != nil {
		return nil, err
	}
	for i, v := range brief.Interventions {
		if strings.HasPrefix(v.URL, "/") {
			brief.Interventions[i].URL = strings.TrimSuffix(site, "/") + v.URL
		}
	}
	workforce := security.Workforce()
	plan, found := campaign.NewPlan(brief, workforce)
	if plan == nil {
		return nil, found.Err()
	}
	return &program{plan, workforce, plan.Schedule(workforce)}, nil
}

// mails reports whether a channel is e-mail.
func (p *program) mails(channel string) bool {
	c := p.plan.Brief.Channel(channel)
	return c != nil && c.Kind == audience.Email
}

// messageID is the Message-ID of an item, without angle brackets: the same
// each time, on each machine, so that whoever receives it twice can tell. An
// occurrence of something that recurs is a touchpoint of its own.
func messageID(campaign, person, touchpoint, domain string) string {
	sum := sha256.Sum256([]byte(campaign + "\x00" + person + "\x00" + touchpoint))
	return strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:20])) + "@" + domain
}
