// Package journeys holds scripts of what people do in a campaign and what comes
// to them, with the decision programs that they run on. They are in no language
// of programming, so that any implementation of the schedule is held to them:
// [Files] holds briefs/*.json, the programs/*.json that they
// compile to, and scripts/*.txt.
//
// A script is lines of words. Empty lines and lines that begin with # say
// nothing. All times are on the clocks where the person is. Its head:
//
//	program waits                        the program that it runs on
//	profile {"unit":"workshop"}          the person's traits, as JSON
//	zone Europe/Rome                     where the person is; UTC when absent
//	works mon tue wed                    the days on which they work; Monday to Friday when absent
//	hours Mo-Fr 22:00-06:00              the hours in which they work, which tell the days too; not known when absent
//	skips 2026-03-29T02:00 2026-03-29T03:00
//	                                     what clocks go forward over in that zone, for those who work in hours
//	briefed 2026-03-02 acknowledged      when the wait for the manager ended, and why
//	earlier 2026-03-04 09:00 email       what another campaign sends, through a channel
//	unreached chat                       a channel that does not reach them
//	escalated brief.escalation-1 2026-03-05
//	history gain started                 an outcome of which nobody knows the time
//	catches 2d email chat                the host makes good what it could not send in time through these channels, for so long
//
// Then, in the order in which a host learns of things:
//
//	2026-03-03 10:00 event started gain  what happened, with a touchpoint or else a proposition of that ID
//	2026-03-03 12:00 now                 what time it is, from now on
//	sleep 3d                             so much later: d days, h hours, m minutes
//	send                                 the host sends what is due, each at its time, and records it
//	send late                            the same, but everything now
//	2026-03-04 09:00 expect mails.step-2 because step:2 waited
//	                                     it comes then, given what is known; the codes are among its reasons
//	assert withheld mails.step-3 completed
//	assert none mails.step-4             it neither comes nor is withheld: it is not for the person
//	assert due mails mails.step-2        what has come by now and was not sent yet, in order; nothing where no name follows
//	assert comes mails mails.step-2      what comes at all, sent or not, in order
//	assert instant mails 2026-03-29T03:30:00+02:00
//	                                     its moment, for an implementation that knows time zones
package journeys

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"
)

//go:embed briefs programs scripts
var files embed.FS

// Files holds the briefs, the programs and the scripts.
func Files() fs.FS { return files }

// Brief is what a program is compiled from.
func Brief(program string) (io.Reader, error) { return files.Open("briefs/" + program + ".json") }

// Script is one journey.
type Script struct {
	// Name of the file, without its ending.
	Name string
	// Program is the name of the program that it runs on.
	Program string
	// Zone is the name of the person's time zone.
	Zone string
	// Person is what the schedule is asked with, facts and clock aside.
	Person Request
	lines  []line
}

// Request is what the engine's call "schedule" is asked with.
type Request struct {
	Profile   json.RawMessage   `json:"profile,omitempty"`
	WorkDays  int               `json:"workDays,omitempty"`
	WorkHours string            `json:"workHours,omitempty"`
	Skips     [][2]string       `json:"skips,omitempty"`
	Briefed   string            `json:"briefed,omitempty"`
	Cascade   string            `json:"cascade,omitempty"`
	Escalated map[string]string `json:"escalated,omitempty"`
	Earlier   []Sent            `json:"earlier,omitempty"`
	Unreached []string          `json:"unreached,omitempty"`
	History   map[string]string `json:"history,omitempty"`
	Facts     []Fact            `json:"facts,omitempty"`
	Now       string            `json:"now,omitempty"`
	CatchUp   *CatchUp          `json:"catchUp,omitempty"`
}

// CatchUp is what the host makes good.
type CatchUp struct {
	Channels []string `json:"channels"`
	// Within so many minutes.
	Within int `json:"within"`
}

// Sent is a message of another campaign.
type Sent struct {
	Channel string `json:"channel,omitempty"`
	At      string `json:"at"`
}

// Fact is something that happened.
type Fact struct {
	What        string `json:"what"`
	Touchpoint  string `json:"touchpoint,omitempty"`
	Proposition string `json:"proposition,omitempty"`
	At          string `json:"at"`
}

// Item is one of what the engine answers.
type Item struct {
	Touchpoint string   `json:"touchpoint"`
	Day        string   `json:"day"`
	Time       string   `json:"time"`
	Why        []string `json:"why"`
}

func (i Item) at() string { return i.Day + "T" + i.Time }

type line struct {
	number int
	at     string // 2026-03-03T10:00; empty where the line has no time
	words  []string
}

// Layout is how times are written in requests.
const Layout = "2006-01-02T15:04"

// Scripts reads all scripts, in order of their names.
func Scripts() ([]Script, error) {
	names, err := fs.Glob(files, "scripts/*.txt")
	if err != nil {
		return nil, err
	}
	var all []Script
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		parts, err := Parse(strings.TrimSuffix(strings.TrimPrefix(name, "scripts/"), ".txt"), data)
		if err != nil {
			return nil, err
		}
		all = append(all, parts...)
	}
	return all, nil
}

// Parse reads the scripts of a file, which "== name" lines divide.
func Parse(file string, data []byte) ([]Script, error) {
	var all []Script
	number := 0
	for scan := bufio.NewScanner(bytes.NewReader(data)); scan.Scan(); {
		number++
		text := strings.TrimSpace(scan.Text())
		if name, is := strings.CutPrefix(text, "== "); is {
			all = append(all, Script{Name: file + ": " + name, Zone: "UTC"})
			continue
		}
		if text == "" || text[0] == '#' {
			continue
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("%s:%d: a line before the first script", file, number)
		}
		if err := all[len(all)-1].read(number, text); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, number, err)
		}
	}
	return all, nil
}

var days = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

func (s *Script) read(number int, text string) error {
	words := strings.Fields(text)
	need := func(n int) error {
		if len(words) < n {
			return fmt.Errorf("%q says too little", text)
		}
		return nil
	}
	if _, err := time.Parse(time.DateOnly, words[0]); err == nil {
		if err := need(3); err != nil {
			return err
		}
		if _, err := time.Parse("15:04", words[1]); err != nil {
			return err
		}
		s.lines = append(s.lines, line{number, words[0] + "T" + words[1], words[2:]})
		return nil
	}
	p := &s.Person
	switch words[0] {
	case "program", "zone", "profile", "history", "unreached", "briefed", "escalated", "earlier", "hours", "skips":
		if err := need(map[string]int{"history": 3, "escalated": 3, "earlier": 3, "skips": 3}[words[0]] | 2); err != nil {
			return err
		}
	}
	switch words[0] {
	case "program":
		s.Program = words[1]
	case "zone":
		s.Zone = words[1]
	case "profile":
		p.Profile = json.RawMessage(strings.TrimSpace(strings.TrimPrefix(text, "profile")))
	case "works":
		for _, w := range words[1:] {
			i := slices.Index(days, w)
			if i < 0 {
				return fmt.Errorf("no day of the week: %s", w)
			}
			p.WorkDays |= 1 << i
		}
	case "hours":
		p.WorkHours = strings.Join(words[1:], " ")
	case "skips":
		p.Skips = append(p.Skips, [2]string{words[1], words[2]})
	case "briefed":
		p.Briefed = words[1]
		if len(words) > 2 {
			p.Cascade = words[2]
		}
	case "escalated":
		p.Escalated = map[string]string{words[1]: words[2]}
	case "earlier":
		p.Earlier = append(p.Earlier, Sent{strings.Join(words[3:], " "), words[1] + "T" + words[2]})
	case "unreached":
		p.Unreached = append(p.Unreached, words[1:]...)
	case "history":
		if p.History == nil {
			p.History = map[string]string{}
		}
		p.History[words[1]] = words[2]
	case "catches":
		if err := need(3); err != nil {
			return err
		}
		within, err := length(words[1])
		if err != nil {
			return err
		}
		p.CatchUp = &CatchUp{words[2:], int(within / time.Minute)}
	case "sleep", "send", "assert":
		s.lines = append(s.lines, line{number, "", words})
	default:
		return fmt.Errorf("nobody knows what %q means", words[0])
	}
	return nil
}

// Engine answers a request to the call "schedule" or "withheld" on the program
// of a script.
type Engine func(call string, request Request) ([]Item, error)

// Instants tells when an item comes, for an implementation that knows time
// zones; nil for one that does not.
type Instants func(request Request, touchpoint string) (time.Time, error)

// Run plays a script and returns the first line at which the engine does
// otherwise, as an error.
func (s *Script) Run(touchpoints []string, ask Engine, instants Instants) error {
	now, facts := "", []Fact(nil)
	for _, l := range s.lines {
		if err := s.play(l, touchpoints, ask, instants, &now, &facts); err != nil {
			return fmt.Errorf("%s, line %d, %s: %w", s.Name, l.number, strings.Join(l.words, " "), err)
		}
	}
	return nil
}

func (s *Script) play(l line, touchpoints []string, ask Engine, instants Instants, now *string, facts *[]Fact) error {
	request := s.Person
	request.Now, request.Facts = *now, slices.Clone(*facts)
	happened := func(what, id, at string) {
		f := Fact{What: what, Proposition: id, At: at}
		if slices.Contains(touchpoints, id) {
			f.Touchpoint, f.Proposition = id, ""
		}
		*facts = append(*facts, f)
	}
	words := append(slices.Clone(l.words), "", "", "")
	switch words[0] {
	case "now":
		*now = l.at
	case "event":
		happened(words[1], words[2], l.at)
	case "sleep":
		d, err := length(words[1])
		if err != nil {
			return fmt.Errorf("no length of time: %s", words[1])
		}
		at, err := time.Parse(Layout, *now)
		if err != nil {
			return err
		}
		*now = at.Add(d).Format(Layout)
	case "send":
		due, err := s.due(request, ask)
		if err != nil {
			return err
		}
		for _, item := range due {
			at := item.at()
			if words[1] == "late" {
				at = *now
			}
			happened("sent", item.Touchpoint, at)
		}
	case "expect":
		items, err := ask("schedule", request)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(items, func(i Item) bool { return i.Touchpoint == words[1] })
		if i < 0 || items[i].at() != l.at {
			return fmt.Errorf("there is %s", s.told(items, request, ask))
		}
		for _, code := range l.words[min(len(l.words), 3):] {
			if !slices.Contains(items[i].Why, code) {
				return fmt.Errorf("its reasons are %v", items[i].Why)
			}
		}
	case "assert":
		return s.assert(l, words[1:], request, ask, instants)
	default:
		return fmt.Errorf("nobody knows what that means")
	}
	return nil
}

// length reads a length of time: 3d, 12h, 30m.
func length(text string) (time.Duration, error) {
	if days, is := strings.CutSuffix(text, "d"); is {
		d, err := time.ParseDuration(days + "h")
		return 24 * d, err
	}
	return time.ParseDuration(text)
}

// due are the items that have come by now and were not sent.
func (s *Script) due(request Request, ask Engine) ([]Item, error) {
	items, err := ask("schedule", request)
	return slices.DeleteFunc(items, func(i Item) bool { return i.at() > request.Now || slices.Contains(i.Why, "sent") }), err
}

func (s *Script) told(items []Item, request Request, ask Engine) string {
	var all []string
	for _, i := range items {
		all = append(all, i.Touchpoint+" "+i.at()+" "+strings.Join(i.Why, " "))
	}
	withheld, _ := ask("withheld", request)
	for _, i := range withheld {
		all = append(all, "not "+i.Touchpoint+" "+i.Why[len(i.Why)-1])
	}
	return "\n  " + strings.Join(all, "\n  ")
}

func (s *Script) assert(l line, words []string, request Request, ask Engine, instants Instants) error {
	items, err := ask("schedule", request)
	if err != nil {
		return err
	}
	withheld, err := ask("withheld", request)
	if err != nil {
		return err
	}
	fault := func() error { return fmt.Errorf("there is %s", s.told(items, request, ask)) }
	has := func(list []Item) int {
		return slices.IndexFunc(list, func(i Item) bool { return i.Touchpoint == words[1] })
	}
	switch words[0] {
	case "withheld":
		if i := has(withheld); i < 0 || withheld[i].Why[len(withheld[i].Why)-1] != "not:"+words[2] {
			return fault()
		}
	case "none":
		if has(items) >= 0 || has(withheld) >= 0 {
			return fault()
		}
	case "due", "comes":
		list := items
		if words[0] == "due" {
			if list, err = s.due(request, ask); err != nil {
				return err
			}
		}
		var ids []string
		for _, i := range list {
			ids = append(ids, i.Touchpoint)
		}
		if !slices.Equal(ids, l.words[2:]) {
			return fault()
		}
	case "instant":
		if instants == nil {
			return nil
		}
		at, err := instants(request, words[1])
		if err != nil {
			return err
		}
		if got := at.Format(time.RFC3339); got != words[2] {
			return fmt.Errorf("it comes at %s", got)
		}
	default:
		return fmt.Errorf("nobody knows what to assert")
	}
	return nil
}
