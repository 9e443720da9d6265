// Package exchange is what the shell and the engine say to each other: bytes
// in, bytes out, JSON both ways. It runs the same in the browser and on the
// host, where it is tested.
package exchange

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/relation"
)

// Version is the kind and version of the bundle that the engine reads.
const Version = "bundle/v1"

// Codes of the errors that the engine answers with.
const (
	CodeBundle  = "OSM-ENGINE-001" // the bundle cannot be read
	CodeRequest = "OSM-ENGINE-002" // the request cannot be read
	CodeNotYet  = "OSM-ENGINE-003" // no bundle was loaded before the request
	CodeVersion = "OSM-ENGINE-004" // the bundle is of another kind or version
	CodePanic   = "OSM-ENGINE-005" // a fault of the engine itself
	CodeCall    = "OSM-ENGINE-006" // no such call
)

// Engine holds one loaded bundle. The zero Engine has none. It is not for
// several goroutines at once.
type Engine struct {
	program *decision.Program
	model   *relation.Model // nil where nothing was told to learn
}

// Call answers one request. The calls are "load", whose request is a bundle
// and whose answer is {"loaded": campaign}; "decide", "schedule" and
// "withheld", whose requests and answers [Engine.Decide], [Engine.Schedule] and
// [Engine.Withheld] describe; and those of learning, "relate", "record",
// "erase" and "knows", which [Engine.Relate], [Engine.Record], [Engine.Erase] and
// [Engine.Knows] describe. A problem is answered as {"error": {"code", "what"}}; Call never panics.
func (e *Engine) Call(call string, request []byte) (answer []byte) {
	defer func() {
		if recover() != nil {
			answer = fault(CodePanic, "the engine failed on this request")
		}
	}()
	switch call {
	case "load":
		return e.Load(request)
	case "decide":
		return e.Decide(request)
	case "schedule":
		return e.Schedule(request)
	case "withheld":
		return e.Withheld(request)
	case "relate":
		return e.Relate(request)
	case "record":
		return e.Record(request)
	case "erase":
		return e.Erase(request)
	case "knows":
		return e.Knows(request)
	}
	return fault(CodeCall, "no call named "+call)
}

// Load reads a bundle and keeps its program; on a problem, the one before
// stays.
func (e *Engine) Load(bundle []byte) []byte {
	r := light.NewReader(bundle)
	version, program := "", (*decision.Program)(nil)
	r.Object(func(name string) {
		switch name {
		case "osmosi":
			version = r.String()
		case "program":
			program = decision.Read(r)
		default:
			r.Skip()
		}
	})
	if err := r.End(); err != nil {
		return fault(CodeBundle, err.Error())
	}
	if version != Version {
		return fault(CodeVersion, "expected "+Version+", found "+version)
	}
	if program == nil {
		return fault(CodeBundle, "no program")
	}
	program.Prepare()
	e.program, e.model = program, nil
	return append(light.AppendString([]byte(`{"loaded":`), program.Campaign), '}')
}

// Decide answers {"profile": {…}, "history": {proposition: outcome}, "at":
// "2027-02-03T09:30", "briefed": "2027-01-12"} with the decision: {"touchpoint", "proposition",
// "phase", "wording", "segments", "why"}, or {"none", "segments", "why"}. The moment is
// where the person is; all but the moment may be left out. Briefed is the day
// on which the person's own manager is briefed: nothing is shown until the day
// after. "held" are the touchpoints that an experiment holds the person out of. Where there is learning, "seed" and "counter" are its randomness: the
// host counts on with each decision.
func (e *Engine) Decide(request []byte) []byte {
	if e.program == nil {
		return fault(CodeNotYet, "no bundle is loaded")
	}
	q := decision.Question{Profile: light.Value{Kind: light.Object}}
	asked := false
	var draw relation.Draw
	r := light.NewReader(request)
	r.Object(func(name string) {
		switch name {
		case "seed":
			draw.Seed = uint64(r.Int())
		case "counter":
			draw.Counter = uint64(r.Int())
		case "profile":
			q.Profile = profile(r)
		case "history":
			q.History = history(r)
		case "at":
			q.Day, q.Minute = moment(r)
			asked = true
		case "briefed":
			q.Briefed = date(r)
		case "held":
			q.Held = r.Strings()
		default:
			r.Fail("unknown member " + name)
		}
	})
	if err := r.End(); err != nil {
		return fault(CodeRequest, err.Error())
	}
	if !asked {
		return fault(CodeRequest, "expected the member at, a moment such as 2027-02-03T09:30")
	}
	if e.model != nil {
		q.Learning = &decision.Learning{Model: e.model, Draw: draw}
	}
	d := e.program.Decide(q)
	return d.Append(nil)
}

// Schedule answers {"profile": {…}, "workDays": 31, "briefed": "2027-01-12",
// "history": {proposition: outcome}, "earlier": [{"channel", "at":
// "2027-02-03T09:30"}], "unreached": [channel], "facts": [{"what",
// "touchpoint" or "proposition", "at": "2027-02-03T09:30"}], "now":
// "2027-02-03T09:30", "cascade": "acknowledged", "escalated": {touchpoint:
// "2027-01-15"}, "catchUp": {"channels": [channel], "within": 2880}, "workHours":
// "Mo-Fr 22:00-06:00", "skips": [["2027-03-28T02:00", "2027-03-28T03:00"]]} with
// the person's items:
// [{"touchpoint", "day", "time", "wording", "why"}]. Bit 0 of
// workDays is Monday; with workHours, as [decision.ParseWorkHours] reads them,
// the days are those on which hours begin, and skips are what clocks go forward
// over where the person is; briefed is the day on which the person's own manager is
// briefed; earlier is what other campaigns send the person, before or after;
// unreached are the channels that do not reach the person, "held" the
// touchpoints that an experiment holds them out of. Facts are what
// happened to the person, "sent" and "acknowledged" beside what they did, in any
// order; those after now are not known yet. Cascade says what ended the wait for
// the manager on the day briefed: "afterManager", "acknowledged" or
// "unacknowledged"; escalated are the days on which the silence of those below
// comes to the person. CatchUp are the channels through which the host makes
// good, for so many minutes, what should have come before now. All but the profile may be left out.
func (e *Engine) Schedule(request []byte) []byte {
	return e.account(request, func(sent, withheld []decision.Due) []decision.Due { return sent })
}

// Withheld answers the request of [Engine.Schedule] with what is meant for the
// person and does not come, on the day and at the time at which it would have.
// The last of its codes, "not:cap" for example, says why not.
func (e *Engine) Withheld(request []byte) []byte {
	return e.account(request, func(sent, withheld []decision.Due) []decision.Due { return withheld })
}

func (e *Engine) account(request []byte, which func(sent, withheld []decision.Due) []decision.Due) []byte {
	if e.program == nil {
		return fault(CodeNotYet, "no bundle is loaded")
	}
	person := decision.Person{Profile: light.Value{Kind: light.Object}}
	r := light.NewReader(request)
	r.Object(func(name string) {
		switch name {
		case "profile":
			person.Profile = profile(r)
		case "workDays":
			n := r.Int()
			if n < 0 || n > 127 {
				r.Fail("expected a set of weekdays from 0 to 127")
			}
			person.WorkDays = decision.WorkDays(n)
		case "workHours":
			text := r.String()
			hours, fault := decision.ParseWorkHours(text)
			if fault != nil {
				r.Fail("expected hours of work such as Mo-Fr 06:00-14:00; found " + fault.Found)
			}
			person.Hours = hours
		case "skips":
			r.Array(func() { person.Skips = append(person.Skips, skip(r)) })
		case "briefed":
			person.Briefed = date(r)
		case "history":
			person.History = history(r)
		case "earlier":
			r.Array(func() { person.Earlier = append(person.Earlier, sent(r)) })
		case "unreached":
			person.Unreached = r.Strings()
		case "held":
			person.Held = r.Strings()
		case "facts":
			r.Array(func() { person.Facts = append(person.Facts, fact(r)) })
		case "now":
			person.Now = decision.Moment(moment(r))
		case "catchUp":
			person.CatchUp = catchUp(r)
		case "cascade":
			code := r.String()
			i := slices.Index(decision.Cascades(), code)
			if i < 0 {
				r.Fail("unknown end of the wait for a manager: " + code)
				return
			}
			person.Cascade = decision.Cascade(i)
		case "escalated":
			person.Escalated = map[string]civil.Day{}
			r.Object(func(id string) { person.Escalated[id] = date(r) })
		default:
			r.Fail("unknown member " + name)
		}
	})
	if err := r.End(); err != nil {
		return fault(CodeRequest, err.Error())
	}
	return appendSchedule(nil, e.program, which(e.program.Account(person)))
}

// catchUp reads what the host makes good.
func catchUp(r *light.Reader) *decision.CatchUp {
	c := &decision.CatchUp{}
	r.Object(func(name string) {
		switch name {
		case "channels":
			c.Channels = r.Strings()
		case "within":
			if c.Within = r.Int(); c.Within < 0 {
				r.Fail("expected a number of minutes")
			}
		default:
			r.Fail("unknown member " + name)
		}
	})
	return c
}

// sent reads a message of another campaign.
func sent(r *light.Reader) (s decision.Sent) {
	r.Object(func(name string) {
		switch name {
		case "channel":
			s.Channel = r.String()
		case "at":
			s.Day, s.Minute = moment(r)
		default:
			r.Fail("unknown member " + name)
		}
	})
	return s
}

// skip reads a moment that clocks do not show, and the one that they show
// instead.
func skip(r *light.Reader) (s decision.Skip) {
	var moments []int
	r.Array(func() { moments = append(moments, decision.Moment(moment(r))) })
	if len(moments) != 2 || moments[0] >= moments[1] {
		r.Fail("expected two moments, one after the other")
		return s
	}
	return decision.Skip{From: moments[0], To: moments[1]}
}

// fact reads something that happened to the person.
func fact(r *light.Reader) (f decision.Fact) {
	r.Object(func(name string) {
		switch name {
		case "what":
			f.What = r.String()
		case "touchpoint":
			f.Touchpoint = r.String()
		case "proposition":
			f.Proposition = r.String()
		case "at":
			f.Day, f.Minute = moment(r)
		default:
			r.Fail("unknown member " + name)
		}
	})
	return f
}

// moment reads a day and a time such as 2027-02-03T09:30.
func moment(r *light.Reader) (day civil.Day, minute int) {
	at := r.String()
	var ok1, ok2 bool
	if len(at) == len("2027-02-03T09:30") && at[10] == 'T' {
		day, ok1 = civil.Parse(at[:10])
		minute, ok2 = civil.ParseMinute(at[11:])
	}
	if !ok1 || !ok2 {
		r.Fail("expected a moment such as 2027-02-03T09:30")
	}
	return day, minute
}

// appendSchedule writes items as Schedule answers them.
func appendSchedule(dst []byte, p *decision.Program, items []decision.Due) []byte {
	dst = append(dst, '[')
	for i := range items {
		d := &items[i]
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"touchpoint":`...)
		dst = light.AppendString(dst, p.Touchpoints[d.Touchpoint].ID)
		dst = append(dst, `,"day":"`+d.Day.String()+`","time":"`+civil.FormatMinute(d.Minute)+`"`...)
		if words := d.Fit.Words(p); words != "" {
			dst = append(dst, `,"wording":`...)
			dst = light.AppendString(dst, words)
		}
		dst = append(dst, `,"why":`...)
		dst = light.AppendStrings(dst, d.Why(p, nil))
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// date reads a date such as 2027-01-12.
func date(r *light.Reader) civil.Day {
	day, ok := civil.Parse(r.String())
	if !ok {
		r.Fail("expected a date")
	}
	return day
}

// history reads an object of propositions and their latest outcomes.
func history(r *light.Reader) map[string]string {
	h := map[string]string{}
	r.Object(func(id string) { h[id] = r.String() })
	return h
}

// profile reads an object of traits.
func profile(r *light.Reader) light.Value {
	v := r.Value()
	if r.Err() == nil && v.Kind != light.Object {
		r.Fail("expected a profile, an object of traits")
	}
	return v
}

func fault(code, what string) []byte {
	dst := light.AppendString([]byte(`{"error":{"code":`), code)
	dst = append(dst, `,"what":`...)
	dst = light.AppendString(dst, what)
	return append(dst, "}}"...)
}
