package main

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

var update = flag.Bool("update", false, "write the golden files")

const brief = "../quickstart/brief.json"

func TestTheScriptSaysWhatComesAndWhyInEveryLanguage(t *testing.T) {
	dir := folder(t)
	for _, language := range []string{"it", "nl", "en"} {
		out := node(t, filepath.Join(dir, "decide.mjs"), language)
		if out == nil {
			return
		}
		golden := "testdata/output." + language + ".golden"
		if *update {
			require.NoError(t, os.WriteFile(golden, out, 0o644))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		require.Equal(t, string(want), string(out))
	}
}

// Every code of the engine has the sentence that the plan gives it on a server.
func TestThePageExplainsAsThePlanDoes(t *testing.T) {
	f, err := os.Open(brief)
	require.NoError(t, err)
	defer f.Close()
	b, found := campaign.ReadBrief(f)
	require.NoError(t, found.Err())
	nobody, _ := audience.NewWorkforce(nil)
	plan, found := campaign.NewPlan(b, nobody)
	require.NoError(t, found.Err())
	script := filepath.Join(folder(t), "explained.mjs")
	require.NoError(t, os.WriteFile(script, []byte(`import { readFile } from "node:fs/promises";
import { load } from "./widget/osmosi-headless.js";
const osmosi = await load({ bundle: new URL("bundle.json", import.meta.url) });
const told = [];
for (const language of ["it", "nl", "en"]) {
  const content = JSON.parse(await readFile(new URL("content." + language + ".json", import.meta.url), "utf8"));
  for (const person of [{ unreached: ["email", "meeting"] }, { profile: { unit: "workshop", manager: true } }, { profile: { unit: "shop" }, briefed: "2027-03-20", workDays: 3 }, { now: "2027-03-10T10:00", history: {} }]) {
    const { due, withheld } = osmosi.due(person);
    for (const item of [...due, ...withheld]) told.push({ language, why: item.why, sentences: osmosi.explain(item, content) });
  }
}
process.stdout.write(JSON.stringify(told));
`), 0o644))
	out := node(t, script)
	if out == nil {
		return
	}
	var told []struct {
		Language       engagement.Language
		Why, Sentences []string
	}
	require.NoError(t, json.Unmarshal(out, &told))
	codes := map[string]bool{}
	for _, one := range told {
		require.Equal(t, plan.Explain(one.Why, one.Language), one.Sentences)
		require.Len(t, one.Sentences, len(one.Why), "every code is said: %v", one.Why)
		codes[one.Why[len(one.Why)-1]] = true
	}
	require.True(t, codes["not:noReach"], "something is withheld")
}

// folder is what the command makes.
func folder(t *testing.T) string {
	dir := t.TempDir()
	require.NoError(t, run(t.Context(), dir, brief))
	return dir
}

// node is what a script prints; nil where there is no Node, which fails in CI.
func node(t *testing.T, args ...string) []byte {
	path, err := exec.LookPath("node")
	if err != nil {
		require.NotEqual(t, "true", os.Getenv("CI"), "CI needs Node")
		t.Log("not run, since there is no node on the PATH")
		return nil
	}
	out, err := exec.CommandContext(t.Context(), path, args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return out
}
