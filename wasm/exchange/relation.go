package exchange

import (
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/relation"
)

// Codes of the errors that the learning calls answer with.
const (
	CodeState   = "OSM-ENGINE-007" // what was learnt, or what a person taught, cannot be read
	CodeNoState = "OSM-ENGINE-008" // nothing was told to learn before the request
	CodeForeign = "OSM-ENGINE-009" // what a person taught is not in the state, or not for them
)

// Relate answers {"state": base64} by learning from there on: from the beginning
// where the state is left out. A state of another plan is refused: the host moves
// it. The answer is {"people": n}: how many taught the state. Decisions use
// what was learnt from then on, until another bundle is loaded.
func (e *Engine) Relate(request []byte) []byte {
	if e.program == nil {
		return fault(CodeNotYet, "no bundle is loaded")
	}
	var state []byte
	r := light.NewReader(request)
	r.Object(func(name string) {
		switch name {
		case "state":
			state = r.Base64()
		default:
			r.Fail("unknown member " + name)
		}
	})
	if err := r.End(); err != nil {
		return fault(CodeRequest, err.Error())
	}
	layout := e.program.Layout()
	model := relation.New(layout)
	if len(state) > 0 {
		var err error
		if model, err = relation.Decode(state, layout); err != nil {
			return fault(CodeState, err.Error())
		}
	}
	e.model = model
	return append(light.AppendInt([]byte(`{"people":`), int64(model.People())), '}')
}

// Record answers {"profile", "history", "at", "touchpoint", "responded": true,
// "own": base64} by learning from how the person responded to a touchpoint, as
// they were when they got it. Own is what they taught so far, left out at first;
// the answer is {"own", "state"}, both to be kept.
func (e *Engine) Record(request []byte) []byte {
	q := decision.Question{Profile: light.Value{Kind: light.Object}}
	touchpoint, responded, asked := "", false, false
	own, answer := e.own(request, func(r *light.Reader, name string) bool {
		switch name {
		case "profile":
			q.Profile = profile(r)
		case "history":
			q.History = history(r)
		case "at":
			q.Day, q.Minute = moment(r)
			asked = true
		case "touchpoint":
			touchpoint = r.String()
		case "responded":
			responded = r.Bool()
		default:
			return false
		}
		return true
	})
	if answer != nil {
		return answer
	}
	if !asked {
		return fault(CodeRequest, "expected the member at, a moment such as 2027-02-03T09:30")
	}
	q.Learning = &decision.Learning{Model: e.model}
	if !e.program.Learn(q, touchpoint, responded, own) {
		return fault(CodeForeign, "no touchpoint "+touchpoint+" for this profile")
	}
	return append(e.appendState(append(light.AppendBase64([]byte(`{"own":`), own.Append(nil)), ',')), '}')
}

// Erase answers {"own": base64} by taking out of the state what a person
// taught, to the byte. The answer is {"state"}.
func (e *Engine) Erase(request []byte) []byte {
	own, answer := e.own(request, nil)
	if answer != nil {
		return answer
	}
	if err := e.model.Forget(own); err != nil {
		return fault(CodeForeign, err.Error())
	}
	return append(e.appendState([]byte{'{'}), '}')
}

// Knows answers {} with what was learnt, for a page to tell the one person who
// taught it: {"people": n, "least": 5, "propositions": {id: {"people": n,
// "more": true}}}. People counts contributions; least is how many move a
// decision, and more says whether they responded more than is usual.
func (e *Engine) Knows(request []byte) []byte {
	if _, answer := e.own(request, nil); answer != nil {
		return answer
	}
	dst := light.AppendInt([]byte(`{"people":`), int64(e.model.People()))
	dst = light.AppendInt(append(dst, `,"least":`...), relation.Least)
	before := `,"propositions":{`
	for i := range e.program.Propositions {
		people, more := e.model.Taught(i)
		if people == 0 {
			continue
		}
		dst = light.AppendString(append(dst, before...), e.program.Propositions[i].ID)
		dst = light.AppendInt(append(dst, `:{"people":`...), int64(people))
		dst = append(light.AppendBool(append(dst, `,"more":`...), more), '}')
		before = ","
	}
	if before != "," {
		dst = append(dst, before...)
	}
	return append(dst, "}}"...)
}

func (e *Engine) appendState(dst []byte) []byte {
	return light.AppendBase64(append(dst, `"state":`...), e.model.Append(nil))
}

// own reads a request that has what a person taught, and other members that more
// reads. The answer is a fault, or nil.
func (e *Engine) own(request []byte, more func(r *light.Reader, name string) bool) (own *relation.Contribution, answer []byte) {
	if e.program == nil {
		return nil, fault(CodeNotYet, "no bundle is loaded")
	}
	if e.model == nil {
		return nil, fault(CodeNoState, "nothing was told to learn")
	}
	var data []byte
	r := light.NewReader(request)
	r.Object(func(name string) {
		if name == "own" {
			data = r.Base64()
		} else if more == nil || !more(r, name) {
			r.Fail("unknown member " + name)
		}
	})
	if err := r.End(); err != nil {
		return nil, fault(CodeRequest, err.Error())
	}
	if len(data) == 0 {
		return &relation.Contribution{}, nil
	}
	own, err := relation.DecodeContribution(data, e.model.Layout())
	if err != nil {
		return nil, fault(CodeState, err.Error())
	}
	return own, nil
}
