package decision

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/light"
)

func read(data []byte) (*Program, error) {
	r := light.NewReader(data)
	p := Read(r)
	return p, r.End()
}

func TestAProgramReadsBackAsItWasWritten(t *testing.T) {
	for name, p := range map[string]*Program{
		"full":  sample(t),
		"empty": {Campaign: "é \"🌱\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			data := p.Append([]byte("before "))
			require.Equal(t, "before ", string(data[:7]))
			require.True(t, json.Valid(data[7:]))
			again, err := read(data[7:])
			require.NoError(t, err)
			require.Equal(t, p, again)
			require.Equal(t, string(data[7:]), string(again.Append(nil)))
		})
	}
}

func TestAProgramIsWrittenWithoutWhatIsFalseOrEmpty(t *testing.T) {
	p := &Program{
		Campaign:     "c",
		Propositions: []Proposition{{ID: "p", Segment: Everyone}},
		Touchpoints:  []Touchpoint{{ID: "t", Segment: Everyone}},
	}
	require.JSONEq(t, `{"campaign":"c","start":"1970-01-01","end":"1970-01-01","segments":[],
		"propositions":[{"id":"p","segment":-1}],
		"touchpoints":[{"id":"t","proposition":0,"segment":-1,"day":"1970-01-01","time":"00:00","until":"1970-01-01"}]}`, string(p.Append(nil)))
}

func TestAProgramIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"that is no object":                           {`[]`, "expected an object"},
		"with an unknown member":                      {`{"person":"x"}`, "unknown member person"},
		"with an unknown member in a segment":         {`{"segments":[{"size":9}]}`, "unknown member size"},
		"with an unknown member in a proposition":     {`{"propositions":[{"text":"x"}]}`, "unknown member text"},
		"with an unknown member in a touchpoint":      {`{"touchpoints":[{"title":"x"}]}`, "unknown member title"},
		"that begins on no day":                       {`{"start":"2027-02-30"}`, "expected a date"},
		"that ends on no day":                         {`{"end":"soon"}`, "expected a date"},
		"with a touchpoint on no day":                 {`{"touchpoints":[{"day":""}]}`, "expected a date"},
		"with a touchpoint until no day":              {`{"touchpoints":[{"until":"x"}]}`, "expected a date"},
		"with a touchpoint at no time":                {`{"touchpoints":[{"time":"24:00"}]}`, "expected a time"},
		"with a condition that is none":               {`{"segments":[{"id":"s","when":[]}]}`, "condition: expected object, found []"},
		"with an operator that nobody knows":          {`{"segments":[{"id":"s","when":{"a":{"$near":1}}}]}`, "condition: expected operator, found $near"},
		"with words for no segment":                   {`{"propositions":[{"id":"p","segment":-1,"wordings":[0]}]}`, "proposition p words for no segment"},
		"with words for everyone":                     {`{"propositions":[{"id":"p","segment":-1,"wordings":[-1]}]}`, "proposition p words for no segment"},
		"with a flag that is a word":                  {`{"propositions":[{"managers":"yes"}]}`, "expected true or false"},
		"with an index that is no number":             {`{"propositions":[{"segment":"s"}]}`, "expected a number"},
		"with an index that is not whole":             {`{"propositions":[{"segment":0.5}]}`, "expected a whole number"},
		"with needs that are no texts":                {`{"propositions":[{"needs":[1]}]}`, "expected a string"},
		"whose proposition points beyond segments":    {`{"segments":[{"id":"s","when":{}}],"propositions":[{"id":"p","segment":1}]}`, "proposition p names no segment"},
		"whose proposition points before everyone":    {`{"propositions":[{"id":"p","segment":-2}]}`, "proposition p names no segment"},
		"whose touchpoint points beyond segments":     {`{"propositions":[{"id":"p","segment":-1}],"touchpoints":[{"id":"t","segment":0}]}`, "touchpoint t names no segment"},
		"whose touchpoint points before everyone":     {`{"propositions":[{"id":"p","segment":-1}],"touchpoints":[{"id":"t","segment":-2}]}`, "touchpoint t names no segment"},
		"whose touchpoint points beyond propositions": {`{"propositions":[{"id":"p","segment":-1}],"touchpoints":[{"id":"t","proposition":1,"segment":-1}]}`, "touchpoint t names no proposition"},
		"whose touchpoint points before propositions": {`{"propositions":[{"id":"p","segment":-1}],"touchpoints":[{"id":"t","proposition":-1,"segment":-1}]}`, "touchpoint t names no proposition"},
		"with more segments than a page takes":        {`{"segments":[` + strings.Repeat("{},", Most) + `{}]}`, "expected a list of at most 5000"},
		"with more propositions than a page takes":    {`{"propositions":[` + strings.Repeat("{},", Most) + `{}]}`, "expected a list of at most 5000"},
		"with more touchpoints than a page takes":     {`{"touchpoints":[` + strings.Repeat("{},", Most) + `{}]}`, "expected a list of at most 5000"},
		"that is cut off":                             {`{"campaign":"c","touchpoints":[{"id":"t"`, "expected a comma or the end of the list"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read([]byte(c.in))
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestIndicesMayPointForward(t *testing.T) {
	p, err := read([]byte(`{"touchpoints":[{"id":"t","proposition":0,"segment":0}],"propositions":[{"id":"p","segment":0}],"segments":[{"id":"s","when":{}}]}`))
	require.NoError(t, err)
	require.Equal(t, "s", p.Segments[0].ID)
}

// What is read can be asked anything, and what was written reads back.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"campaign":"c","start":"2027-02-01","end":"2027-02-26","segments":[{"id":"s","when":{"$or":[{"a.b":{"$gt":1}},{"c":{"$not":{"$in":["x"]}}}]}}],"propositions":[{"id":"p","managers":true,"segment":0,"needs":["n"],"reasons":["r"],"factors":["f"]}],"touchpoints":[{"id":"t","phase":"inform","channel":"c","proposition":0,"segment":-1,"managers":true,"briefing":true,"widget":true,"day":"2027-02-01","time":"09:30","until":"2027-02-19"}]}`))
	f.Add([]byte(`{"start":"2027-02-01","end":"2027-02-26","limits":{"gap":30,"quiet":["20:00","07:00"],"caps":[{"channels":["c"],"day":1,"week":2,"campaign":3}],"place":"a","places":[{"values":["x"],"off":["2027-02-02"]}]},"propositions":[{"id":"p","segment":-1}],"touchpoints":[{"id":"t","channel":"c","proposition":0,"segment":-1,"day":"2027-02-01","time":"09:30","until":"2027-02-19","push":true,"rank":2,"anytime":true,"drop":true}]}`))
	f.Add([]byte(`{"touchpoints":[{"proposition":0}],"propositions":[{"segment":-1}]}`))
	f.Add([]byte(`{"segments":[{"when":{"a":{"$exists":true}}},{"id":"x","when":{"$nor":[]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := read(data)
		if err != nil {
			return
		}
		person := light.Value{Kind: light.Object, Names: []string{"manager", "a"}, List: []light.Value{light.FlagOf(true), light.NumberOf(2)}}
		p.Decide(Question{Profile: person, Day: p.Start, Minute: 600})
		p.Schedule(Person{Profile: person, Briefed: p.Start})
		for i := range p.Segments {
			if p.Segments[i].Raw.Kind == light.Missing {
				return // a plan always writes the condition, and null is none
			}
		}
		written := p.Append(nil)
		again, err := read(written)
		require.NoError(t, err, "%s", written)
		require.Equal(t, string(written), string(again.Append(nil)))
	})
}
