package schema

import (
	"bytes"
	"embed"
	"encoding/json"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

//go:embed *.json
var files embed.FS

// Document is a kind of document, with its version.
type Document string

// The documents that have a schema.
const (
	Brief         Document = "brief.v1"
	Plan          Document = "plan.v1"
	Simulation    Document = "simulation.v1"
	Event         Document = "event.v1"
	Report        Document = "report.v1"
	Card          Document = "card.v1"
	Trial         Document = "trial.v1"
	Release       Document = "release.v1"
	PersonData    Document = "person-data.v1"
	Survey        Document = "survey.v1"
	Answers       Document = "answers.v1"
	Results       Document = "results.v1"
	Coaching      Document = "coaching.v1"
	Measures      Document = "measures.v1"
	Level         Document = "level.v1"
	Retrospective Document = "retrospective.v1"
)

// Documents lists them all.
func Documents() []Document {
	return []Document{Brief, Plan, Simulation, Event, Report, Card, Trial, Release, PersonData, Survey, Answers, Results, Coaching, Measures, Level, Retrospective}
}

// Source returns the JSON Schema of a document as generated; nil for a
// document that has none.
func Source(d Document) []byte {
	data, err := files.ReadFile(string(d) + ".json")
	if err != nil {
		return nil
	}
	return data
}

// compiled is a schema ready to validate, beside its own text as a tree, in
// which a broken keyword is looked up.
type compiled struct {
	schema *jsonschema.Schema
	tree   any
}

// compile prepares all schemas once. They are part of the program, and the
// tests compile them, so that a fault in them is a fault of the program.
var compile = sync.OnceValue(func() map[Document]compiled {
	all := map[Document]compiled{}
	for _, d := range Documents() {
		c := jsonschema.NewCompiler()
		c.Draft = jsonschema.Draft2020
		c.AssertFormat = true
		url := "osmosi:" + string(d)
		if err := c.AddResource(url, bytes.NewReader(Source(d))); err != nil {
			panic(err)
		}
		var tree any
		if err := json.Unmarshal(Source(d), &tree); err != nil {
			panic(err)
		}
		all[d] = compiled{c.MustCompile(url), tree}
	}
	return all
})
