package schema_test

import (
	"strings"
	"testing"

	"github.com/osmosi-learning/osmosi/evaluation/coaching"
	"github.com/osmosi-learning/osmosi/schema"
)

// brokenTraces are faults in the trace of a coaching session.
var brokenTraces = []brokenBrief{
	{"without its kind", "/osmosi", none{}},
	{"of a later version", "/osmosi", "coaching/v2"},
	{"without an identifier", "/id", none{}},
	{"empty identifier", "/id", ""},
	{"identifier too long", "/id", strings.Repeat("s", 129)},
	{"identifier as a number", "/id", 7},
	{"without a day", "/day", none{}},
	{"with the hour", "/day", "2027-03-01T09:12:00Z"},
	{"a day that does not exist", "/day", "2027-02-30"},
	{"of nobody", "/person", none{}},
	{"of an empty name", "/person", ""},
	{"of several", "/person", array{"p-7", "p-8"}},
	{"without a coach", "/coach", none{}},
	{"coach as an object", "/coach", object{"id": "p-12"}},
	{"without a competence", "/competence", none{}},
	{"competence in words", "/competence", "how to listen"},
	{"competence with a capital", "/competence", "Listening"},
	{"competence too long", "/competence", strings.Repeat("a", 65)},
	{"material in words", "/material", "we spoke of her doubts"},
	{"no minutes at all", "/minutes", 0},
	{"half a minute", "/minutes", 0.5},
	{"minutes in words", "/minutes", "an hour"},
	{"what was said", "/notes", "is afraid of"},
	{"how it went", "/rating", 5},
	{"what came of it", "/outcome", "promoted"},
}

// tracesAgree holds both validators to traces of coaching.
func tracesAgree(t *testing.T, second secondValidator) {
	full := coaching.Trace{Osmosi: coaching.Version, ID: "s-1", Day: "2027-03-01", Person: "p-7", Coach: "p-12", Competence: "listening", Material: "peer-circle", Minutes: 45}
	least := coaching.Trace{Osmosi: coaching.Version, ID: strings.Repeat("s", 128), Day: "2028-02-29", Person: "7", Coach: "è", Competence: "9-to-5"}
	agree(t, second,
		map[schema.Document][][2]string{schema.Coaching: {{"full", string(coaching.Append(nil, full))}, {"least", string(coaching.Append(nil, least))}}},
		map[schema.Document][]brokenBrief{schema.Coaching: brokenTraces},
		map[schema.Document][]byte{schema.Coaching: coaching.Append(nil, full)})
}
