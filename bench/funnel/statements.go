package main

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/xapi"
)

// verbIRIs are those of the verbs in order.
var verbIRIs = []string{
	"http://adlnet.gov/expapi/verbs/experienced", "http://id.tincanapi.com/verb/skipped", "http://adlnet.gov/expapi/verbs/initialized",
	"http://adlnet.gov/expapi/verbs/completed", "http://adlnet.gov/expapi/verbs/shared",
}

// statements are the lines of events, and the names of the accounts of everyone.
func statements(x *xapi.Exchange, people int, events []evaluation.Event) (lines []byte, names []string, err error) {
	for _, e := range events {
		if lines, err = x.AppendEvent(lines, e); err != nil {
			return nil, nil, err
		}
		lines = append(lines, '\n')
	}
	e := events[0]
	for i := range people {
		e.Person = person(i)
		one, err := x.AppendEvent(nil, e)
		if err != nil {
			return nil, nil, err
		}
		_, name, _ := bytes.Cut(one, []byte(`"name":"`))
		names = append(names, string(name[:32]))
	}
	return lines, names, nil
}

// statement is what the funnel needs of one.
type statement struct {
	ID    string `json:"id"`
	Actor struct {
		Account struct {
			Name string `json:"name"`
		} `json:"account"`
	} `json:"actor"`
	Verb struct {
		ID string `json:"id"`
	} `json:"verb"`
	Object struct {
		ID string `json:"id"`
	} `json:"object"`
	Timestamp time.Time `json:"timestamp"`
}

// decoder counts statements as a program would that has encoding/json alone.
type decoder struct {
	people, verbs, phases map[string]int
}

func newDecoder(names []string) decoder {
	d := decoder{map[string]int{}, map[string]int{}, map[string]int{}}
	for i, name := range names {
		d.people[name] = i
	}
	for i, iri := range verbIRIs {
		d.verbs[iri] = i
	}
	for i := range touchpoints {
		d.phases["https://intranet.example.org/learning/campaigns/rise/touchpoints/"+touchpoint(i)] = i % 3
	}
	return d
}

func (d decoder) count(lines []byte) (c counts, err error) {
	did := make([]uint16, len(d.people))
	for line := range bytes.Lines(lines) {
		var s statement
		if err := json.Unmarshal(line, &s); err != nil {
			return c, err
		}
		person, known := d.people[s.Actor.Account.Name]
		verb, meant := d.verbs[s.Verb.ID]
		phase, ours := d.phases[s.Object.ID]
		if known && meant && ours {
			did[person] |= 1 << (5*phase + verb)
		}
	}
	for person, did := range did {
		for phase := range 3 {
			for s, of := range stages {
				if int(did)>>(5*phase)&of != 0 {
					c[phase][person%segments][s]++
				}
			}
		}
	}
	return c, nil
}
