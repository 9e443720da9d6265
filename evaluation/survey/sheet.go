package survey

import "encoding/json"

// AnswersVersion is the kind and version of a sheet.
const AnswersVersion = "answers/v1"

// Sheet is what one person answered. It has no member for who that was, nor
// for when: anonymous is what cannot be told. Of when, it tells at most the
// wave.
type Sheet struct {
	// Osmosi names the kind and version of the document: answers/v1.
	Osmosi string `json:"osmosi"`
	// Survey is the ID of the survey.
	Survey string `json:"survey"`
	// Wave of the survey, where it has waves.
	Wave string `json:"wave,omitempty"`
	// Group of the person, such as a team or a segment, where results are wanted by group.
	Group string `json:"group,omitempty"`
	// Subject is the pseudonym of the person whom 360-degree feedback is about.
	Subject string `json:"subject,omitempty"`
	// Relation to the subject of the person who answers.
	Relation Relation `json:"relation,omitempty"`
	// Answers given; questions that were passed over are left out.
	Answers []Answer `json:"answers"`
}

// SignedSheet is a sheet of a survey that is not anonymous.
type SignedSheet struct {
	Sheet
	// Person is the host's pseudonym of the person who answered; only in surveys that are not anonymous.
	Person string `json:"person,omitempty"`
}

// Answer is the answer to one question: points, options or words, as the kind
// of question has it.
type Answer struct {
	// Question is its ID.
	Question string `json:"question"`
	// Points given, to an agreement question or from 0 to 10.
	Points *int `json:"points,omitempty"`
	// Options chosen; in a ranking all of them, the first one first.
	Options []string `json:"options,omitempty"`
	// Text in the person's own words.
	Text string `json:"text,omitempty"`
}

// Relation is how the person who gives 360-degree feedback stands to the one
// whom it is about. Source: seed 000.
type Relation string

// The relations.
const (
	Self    Relation = "self"
	Manager Relation = "manager"
	Peer    Relation = "peer"
	Report  Relation = "report"
)

// Relations lists all relations.
func Relations() []Relation { return []Relation{Self, Manager, Peer, Report} }

// known reports whether those who stand in the relation are known by it.
func (r Relation) known() bool { return r == Self || r == Manager }

// AppendSheet appends a sheet as one line of JSON, without the line feed: what
// [ReadSheets] reads.
func AppendSheet(dst []byte, s Sheet) []byte {
	return AppendSigned(dst, SignedSheet{Sheet: s})
}

// AppendSigned appends a signed sheet as one line of JSON, without the line
// feed: what [ReadSigned] reads.
func AppendSigned(dst []byte, s SignedSheet) []byte {
	if s.Answers == nil {
		s.Answers = []Answer{} // the member is always there
	}
	line, err := json.Marshal(s)
	if err != nil {
		panic(err) // texts and whole numbers are always written
	}
	return append(dst, line...)
}
