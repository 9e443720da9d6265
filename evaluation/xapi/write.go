package xapi

import (
	"encoding/hex"
	"net/url"
	"strconv"
	"time"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// AppendEvent appends the statement of an event, without a line feed. Its ID is
// that of the event where it is a UUID, else one made from it, so that an event
// that is written again is the same statement. It fails with an
// [engagement.Finding] where the event does not count in the campaign, such as
// one without a person; dst is returned as it was then.
func (x *Exchange) AppendEvent(dst []byte, e evaluation.Event) ([]byte, error) {
	d := x.index.Deed(e)
	if cause := d.Cause(); cause != "" {
		return dst, notWritten(string(cause))
	}
	t := &x.touchpoints[d.Touchpoint]
	dst = x.begin(dst, x.id("events", e.ID), int(d.Person), written[e.Verb], "xapi.verb."+string(e.Verb))
	dst = append(light.AppendString(append(dst, `,"object":{"objectType":"Activity","id":`...), x.touchpoint(t.ID)), `,"definition":{`...)
	if !t.Title.IsZero() {
		dst = append(appendText(append(dst, `"name":`...), t.Title), ',')
	}
	dst = append(light.AppendString(append(dst, `"type":`...), typeOf(t.Kind)), `}}`...)
	return x.end(dst, int(d.Person), e.Language, e.Proposition, e.At), nil
}

// Answer is what a person answered to one question of a survey on a scale.
type Answer struct {
	// ID makes the answer unique, as that of an event.
	ID string
	// At is when it was given.
	At time.Time
	// By is who gave it.
	By Respondent
	// Survey is the ID of the survey, or of the touchpoint that asks.
	Survey string
	// Question is its ID within the survey.
	Question string
	// Text of the question.
	Text engagement.Text
	// Scale names the steps, from the lowest.
	Scale []engagement.Text
	// Step that was chosen, counted from 0.
	Step int
	// Language in which the question was read; empty where it is not known.
	Language engagement.Language
}

// Respondent is a person whose answers are theirs. An anonymous pulse has none,
// and so has no statements: [Exchange.Respondent] alone makes one.
type Respondent struct{ person string }

// Respondent returns the person of the workforce with that ID. It fails with an
// [engagement.Finding] for anybody else.
func (x *Exchange) Respondent(person string) (Respondent, error) {
	if _, known := x.workforce.Number(person); !known {
		return Respondent{}, notWritten(string(evaluation.UnknownPerson))
	}
	return Respondent{person}, nil
}

// AppendAnswer appends the statement of an answer, without a line feed: a
// cmi.interaction on a Likert scale, whose response is the ID of one step. No
// pattern of correct responses is written, for there is none. It fails with an
// [engagement.Finding] without a respondent of the workforce, an ID, or a step
// of the scale.
func (x *Exchange) AppendAnswer(dst []byte, a Answer) ([]byte, error) {
	n, known := x.workforce.Number(a.By.person)
	switch {
	case !known:
		return dst, notWritten(string(evaluation.NoPerson))
	case a.ID == "" || a.Survey == "" || a.Question == "" || a.Step < 0 || a.Step >= len(a.Scale):
		return dst, notWritten("answer")
	}
	step := func(i int) string { return "likert_" + strconv.Itoa(i) }
	dst = x.begin(dst, x.id("answers", a.ID), n, answered, "xapi.verb.answered")
	dst = light.AppendString(append(dst, `,"object":{"objectType":"Activity","id":`...), x.question(a.Survey, a.Question))
	dst = append(dst, `,"definition":{`...)
	if !a.Text.IsZero() {
		dst = append(appendText(append(dst, `"description":`...), a.Text), ',')
	}
	dst = light.AppendString(append(dst, `"type":`...), interaction)
	dst = append(dst, `,"interactionType":"likert","scale":[`...)
	for i, text := range a.Scale {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = light.AppendString(append(dst, `{"id":`...), step(i))
		if !text.IsZero() {
			dst = appendText(append(dst, `,"description":`...), text)
		}
		dst = append(dst, '}')
	}
	dst = light.AppendString(append(dst, `]}},"result":{"response":`...), step(a.Step))
	return x.end(append(dst, '}'), n, a.Language, "", a.At), nil
}

// question is the IRI of a question.
func (x *Exchange) question(survey, question string) string {
	return x.prefix + "surveys/" + url.PathEscape(survey) + "/questions/" + url.PathEscape(question)
}

// AppendActor appends whose statements those of a person are, as the attribute
// actor of a widget takes it: an account of [Terms.Home] under the person's
// pseudonym. It fails with an [engagement.Finding] for who is not of the workforce.
func (x *Exchange) AppendActor(dst []byte, person string) ([]byte, error) {
	n, known := x.workforce.Number(person)
	if !known {
		return dst, notWritten(string(evaluation.UnknownPerson))
	}
	return append(x.account(append(dst, '{'), n), '}'), nil
}

// account writes the account of a person.
func (x *Exchange) account(dst []byte, person int) []byte {
	dst = light.AppendString(append(dst, `"account":{"homePage":`...), x.terms.Home)
	return append(hex.AppendEncode(append(dst, `,"name":"`...), x.pseudonyms[person][:]), `"}`...)
}

// begin writes the statement's ID, its actor and its verb.
func (x *Exchange) begin(dst []byte, id string, person int, verb, display string) []byte {
	dst = light.AppendString(append(dst, `{"id":`...), id)
	dst = x.account(append(dst, `,"actor":{"objectType":"Agent",`...), person)
	dst = append(dst, `},"verb":{"id":`...)
	dst = append(light.AppendString(dst, verb), `,"display":`...)
	dst = appendText(dst, engagement.Text{It: catalogue.Text("it", display), Nl: catalogue.Text("nl", display), En: catalogue.Text("en", display)})
	return append(dst, '}')
}

// end writes the context and the time.
func (x *Exchange) end(dst []byte, person int, l engagement.Language, proposition string, at time.Time) []byte {
	dst = light.AppendString(append(dst, `,"context":{"registration":`...), x.uuid("registrations", hex.EncodeToString(x.pseudonyms[person][:])))
	if x.terms.Platform != "" {
		dst = light.AppendString(append(dst, `,"platform":`...), x.terms.Platform)
	}
	if l != "" {
		dst = light.AppendString(append(dst, `,"language":`...), string(l))
	}
	dst = light.AppendString(append(dst, `,"contextActivities":{"grouping":[{"objectType":"Activity","id":`...), x.prefix[:len(x.prefix)-1])
	dst = append(dst, `}]`...)
	if proposition != "" {
		dst = light.AppendString(append(dst, `,"other":[{"objectType":"Activity","id":`...), x.proposition(proposition))
		dst = append(dst, `}]`...)
	}
	dst = light.AppendString(append(dst, `}},"timestamp":`...), at.UTC().Format(time.RFC3339Nano))
	return append(dst, '}')
}

// appendText writes a language map.
func appendText(dst []byte, t engagement.Text) []byte {
	dst = append(dst, '{')
	for _, l := range engagement.Languages() {
		text := map[engagement.Language]string{engagement.Italian: t.It, engagement.Dutch: t.Nl, engagement.English: t.En}[l]
		if text == "" {
			continue
		}
		if dst[len(dst)-1] != '{' {
			dst = append(dst, ',')
		}
		dst = append(light.AppendString(dst, string(l)), ':')
		dst = light.AppendString(dst, text)
	}
	return append(dst, '}')
}

// id is a name itself where it is a UUID, else the UUID made of it.
func (x *Exchange) id(kind, name string) string {
	if isUUID([]byte(name)) {
		return name
	}
	return x.uuid(kind, name)
}

func notWritten(why string) error {
	return engagement.Findings{rule.Error(noStatement, "", rule.Detail{Found: why})}.Err()
}
