package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
)

const many = 30 // propositions, segments, and touchpoints on the intranet

// files is the bundle of a campaign with a proposition and a touchpoint for each
// of 30 segments, besides those of the quick start, whose words they have.
func files() (bundle.Bundle, error) {
	_, here, _, _ := runtime.Caller(0)
	data, err := os.ReadFile(filepath.Join(filepath.Dir(here), "../../examples/quickstart/brief.json"))
	if err != nil {
		return nil, err
	}
	var b map[string]any
	if err := json.Unmarshal(data, &b); err != nil {
		return nil, err
	}
	list := func(member string) []any { return b[member].([]any) }
	add := func(member string, one map[string]any) { b[member] = append(list(member), one) }
	like := func(one any, changes map[string]any) map[string]any {
		made := map[string]any{}
		for k, v := range one.(map[string]any) {
			made[k] = v
		}
		for k, v := range changes {
			made[k] = v
		}
		return made
	}
	add("traits", map[string]any{"name": "team", "kind": "text", "label": list("segments")[0].(map[string]any)["name"]})
	group, gain, briefing := list("segments")[0], list("propositions")[4], list("touchpoints")[0].(map[string]any)
	delete(gain.(map[string]any), "wording")
	for i := range many {
		id := func(what string) string { return fmt.Sprintf("%s-%d", what, i) }
		add("segments", like(group, map[string]any{"id": id("segment"), "when": map[string]any{
			"team":       map[string]any{"$in": []string{id("team"), fmt.Sprintf("team-%d", (i+7)%many), "all"}},
			"tenureDays": map[string]any{"$lt": 100 * (i + 1)},
		}}))
		add("propositions", like(gain, map[string]any{"id": id("proposition"), "segment": id("segment")}))
		add("touchpoints", map[string]any{
			"id": id("touchpoint"), "phase": "retain", "kind": "announcement", "title": briefing["title"], "body": briefing["body"],
			"proposition": id("proposition"), "owner": briefing["owner"], "channel": "intranet", "day": 3 + i, "time": "09:00",
		})
	}
	if data, err = json.Marshal(b); err != nil {
		return nil, err
	}
	read, found := campaign.ReadBrief(bytes.NewReader(data))
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("the brief: %w", err)
	}
	plan, found := campaign.NewPlan(read, nil)
	if err := found.Err(); err != nil {
		return nil, err
	}
	return bundle.New(plan)
}
