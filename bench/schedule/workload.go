package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

var (
	zones   = []string{"Europe/Rome", "Europe/Amsterdam", "Europe/Dublin", "Asia/Kolkata", "America/New_York"}
	regions = []string{"it", "nl", "ie", "de", "fr", "es", "be"}
)

const (
	segments = 30
	sites    = 35
)

// company is people, the same each time.
func company(n int) *audience.Workforce {
	r := rand.New(rand.NewPCG(3, 4))
	list := make([]audience.Person, n)
	text := map[string][]string{}
	one := func(trait string, of int) string {
		for i := len(text[trait]); i < of; i++ {
			text[trait] = append(text[trait], name(trait, i))
		}
		return text[trait][r.IntN(of)]
	}
	for i := range list {
		site := r.IntN(sites)
		p := audience.Person{
			ID: strconv.Itoa(i), Email: "x@example.org", TimeZone: zones[site%len(zones)], Language: engagement.Languages()[r.IntN(3)],
			Hired:  engagement.Date("2027-02-01").AddDays(-r.IntN(4500)),
			Traits: map[string]any{"unit": one("unit", 40), "role": one("role", 120), "contract": one("contract", 4), "grade": float64(r.IntN(15)), "site": name("site", site)},
		}
		switch r.IntN(10) {
		case 0:
			p.WorkDays = audience.Monday | audience.Tuesday | audience.Wednesday | audience.Thursday
		case 1:
			p.WorkDays = audience.Tuesday | audience.Thursday | audience.Saturday
		}
		if i > 0 {
			p.Manager = strconv.Itoa(i / 10)
		}
		list[i] = p
	}
	w, _ := audience.NewWorkforce(list)
	return w
}

func name(trait string, i int) string { return trait + "-" + strconv.Itoa(i) }

// brief is a campaign of which a person gets about fifteen touchpoints: a dozen
// are for everyone, and one for each of thirty segments. It is the quick
// start's, with other people and messages.
func brief(caps, sequences bool) (*campaign.Brief, error) {
	_, here, _, _ := runtime.Caller(0)
	data, err := os.ReadFile(filepath.Join(filepath.Dir(here), "../../examples/quickstart/brief.json"))
	if err != nil {
		return nil, err
	}
	var b map[string]any
	if err := json.Unmarshal(data, &b); err != nil {
		return nil, err
	}
	words := func(s string) any { return map[string]any{"it": s, "nl": s, "en": s} }
	list := func(member string) []any { return b[member].([]any) }

	traits := []any{
		map[string]any{"name": "unit", "kind": "text", "label": words("unit")},
		map[string]any{"name": "role", "kind": "text", "label": words("role")},
		map[string]any{"name": "contract", "kind": "text", "label": words("contract")},
		map[string]any{"name": "grade", "kind": "number", "label": words("grade")},
	}
	var values, places []any
	for i := range sites {
		values = append(values, name("site", i))
		places = append(places, map[string]any{"place": name("site", i), "region": regions[i%len(regions)]})
	}
	b["traits"] = append(traits, map[string]any{"name": "site", "kind": "text", "label": words("site"), "values": values})

	r := rand.New(rand.NewPCG(5, 6))
	some := func(trait string, of, count int) []string {
		var chosen []string
		for _, i := range r.Perm(of)[:count] {
			chosen = append(chosen, name(trait, i))
		}
		return chosen
	}
	leads := list("segments")[1]
	groups := []any{leads}
	for i := range segments {
		when := map[string]any{"unit": map[string]any{"$in": some("unit", 40, 10)}, "grade": map[string]any{"$gte": float64(r.IntN(4)), "$lt": float64(9 + r.IntN(6))}}
		switch i % 3 {
		case 0:
			when["role"] = map[string]any{"$in": some("role", 120, 60)}
		case 1:
			when["tenureDays"] = map[string]any{"$lt": 365 * (3 + r.IntN(6))}
		case 2:
			when["$or"] = []any{map[string]any{"manager": true}, map[string]any{"contract": map[string]any{"$in": some("contract", 4, 2)}}}
		}
		groups = append(groups, map[string]any{"id": name("segment", i), "name": words("segment"), "because": words("because"), "when": when})
	}
	b["segments"] = groups
	b["expectations"] = nil
	delete(b, "expectations")
	for _, c := range list("channels") {
		delete(c.(map[string]any), "reach")
	}

	briefing := list("touchpoints")[0]
	calm, model := list("propositions")[0], list("propositions")[4].(map[string]any)
	propositions, touchpoints := []any{calm}, []any{briefing}
	for i := range 12 + segments {
		q := map[string]any{}
		for k, v := range model {
			if k != "wording" && k != "also" {
				q[k] = v
			}
		}
		q["id"] = name("proposition", i)
		t := map[string]any{"id": name("touchpoint", i), "kind": "announcement", "title": words("title"), "body": words("body"), "proposition": q["id"],
			"owner": "learning", "time": []string{"08:30", "11:15", "14:00"}[i%3]}
		if i >= 12 {
			q["segment"] = name("segment", i-12)
		}
		if t["channel"] = "intranet"; i%2 == 0 {
			t["channel"] = "email"
		}
		t["phase"], t["day"] = "retain", 3+(i*5)%70
		if i%4 == 0 {
			t["phase"], t["day"] = "activate", 1+(i*3)%20
		}
		if sequences && i%21 == 0 { // two: one for all, one for a segment
			t["kind"], t["channel"] = "drip", "email"
			step := func(more map[string]any) map[string]any {
				more["title"], more["body"] = words("title"), words("body")
				return more
			}
			t["drip"] = map[string]any{"steps": []any{
				step(map[string]any{"delay": 4, "after": "clicked"}),
				step(map[string]any{"id": "go", "wait": map[string]any{"for": "started", "days": 6}, "otherwise": []any{step(map[string]any{"id": "nudge"})}}),
				step(map[string]any{"workingDays": 3}),
			}}
		}
		propositions, touchpoints = append(propositions, q), append(touchpoints, t)
	}
	b["propositions"], b["touchpoints"] = propositions, touchpoints
	limits := map[string]any{"places": map[string]any{"trait": "site", "regions": places}}
	if caps {
		limits["caps"] = []any{map[string]any{"channels": []string{"email"}, "perWeek": 2}}
	}
	b["limits"] = limits
	if data, err = json.Marshal(b); err != nil {
		return nil, err
	}
	read, found := campaign.ReadBrief(bytes.NewReader(data))
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("the brief: %w", err)
	}
	return read, nil
}

// planned is the campaign with a small workforce measured: what its schedule is
// does not depend on how many there are.
func planned(caps bool) (*campaign.Plan, error) {
	b, err := brief(caps, false)
	if err != nil {
		return nil, err
	}
	plan, found := campaign.NewPlan(b, company(100))
	if err := found.Err(); err != nil {
		return nil, err
	}
	return plan, nil
}

// work is what a program without Osmosi would keep of the same.
type work struct {
	touchpoints []touchpoint
	people      []employee
	off         []map[date]bool // by region
}

type date struct {
	year  int
	month time.Month
	day   int
}

func dateOf(t time.Time) date {
	y, m, d := t.Date()
	return date{y, m, d}
}

type touchpoint struct {
	day, until   time.Time // at midnight UTC
	hour, minute int
	segment      int // -1 is everyone
	managers     bool
	push, mail   bool
	index        uint32
}

type employee struct {
	zone    *time.Location
	days    [7]bool // by time.Weekday
	region  int
	in      uint64    // segments
	briefed time.Time // the day the manager is, zero for none
}

// told is the work as the peers are told it: a plan's own dates, who is in
// which segment, and when managers are briefed.
func told(plan *campaign.Plan, s *campaign.Schedule, table *campaign.Timetable) (*work, error) {
	w := &work{off: make([]map[date]bool, len(regions))}
	b := &plan.Brief
	parse := func(d engagement.Date) time.Time {
		t, err := time.Parse(time.DateOnly, string(d))
		if err != nil {
			panic(err)
		}
		return t
	}
	ids := table.Touchpoints()
	for _, p := range plan.Touchpoints {
		t := plan.Touchpoint(p.ID)
		at, err := time.Parse("15:04", t.Time)
		if err != nil {
			return nil, err
		}
		segment := -1
		if q := b.Proposition(t.Proposition); q.Segment != "" && !p.Managers {
			segment = slices.IndexFunc(b.Segments, func(s audience.Segment) bool { return s.ID == q.Segment })
		}
		until := parse(p.Until)
		if end := parse(b.Frame.End); until.After(end) || t.Kind == campaign.ManagerBriefing {
			until = end
		}
		w.touchpoints = append(w.touchpoints, touchpoint{
			day: parse(p.Date), until: until, hour: at.Hour(), minute: at.Minute(), segment: segment, managers: p.Managers,
			push: b.Channel(t.Channel).Nature == audience.Push, mail: t.Channel == "email", index: uint32(slices.Index(ids, t.ID)),
		})
	}
	for i, region := range regions {
		w.off[i] = map[date]bool{}
		for _, h := range plan.Holidays {
			if h.Region == region {
				for _, d := range h.Days {
					w.off[i][dateOf(parse(d.Date))] = true
				}
			}
		}
	}
	locations := map[string]*time.Location{}
	for _, zone := range zones {
		l, err := time.LoadLocation(zone)
		if err != nil {
			return nil, err
		}
		locations[zone] = l
	}
	in := plan.SegmentsOf(s.Workforce(), b.Frame.Inform)
	for p := range s.Workforce().People() {
		e := employee{zone: locations[p.TimeZone]}
		site, err := strconv.Atoi(p.Traits["site"].(string)[len("site-"):])
		if err != nil {
			return nil, err
		}
		e.region = site % len(regions)
		days := p.WorkDays
		if days == 0 {
			days = audience.Monday | audience.Tuesday | audience.Wednesday | audience.Thursday | audience.Friday
		}
		for d := range 7 {
			e.days[(d+1)%7] = days&(1<<d) != 0
		}
		for _, id := range in(p) {
			e.in |= 1 << slices.IndexFunc(b.Segments, func(s audience.Segment) bool { return s.ID == id })
		}
		if on := s.Briefed(p.ID); on != "" {
			e.briefed = parse(on)
		}
		w.people = append(w.people, e)
	}
	return w, nil
}

func (t *touchpoint) fits(e *employee, leads bool) bool {
	return (!t.managers || leads) && (t.segment < 0 || e.in>>t.segment&1 == 1)
}
