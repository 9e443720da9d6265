package engagement

// Proposition answers "what's in it for me" for one segment: what I gain,
// which problem of mine it solves, what I can do better afterwards. It stands
// for objectives and rests on evidence. Source: seeds 001 and 004.
type Proposition struct {
	// ID names the proposition within the brief.
	ID string `json:"id"`
	// For tells whether it speaks to employees, or to line managers about what they gain when their people learn.
	For Party `json:"for"`
	// Segment is the ID of the segment it speaks to; everyone when empty.
	Segment string `json:"segment,omitempty"`
	// Gain is what the person gains: a snippet of at most 140 characters.
	Gain Text `json:"gain"`
	// Wording of the gain for some segments; a person gets that of the first segment they are in.
	Wording []Wording `json:"wording,omitempty"`
	// Problem is the person's problem that it solves.
	Problem Text `json:"problem"`
	// Ability is what the person can do better afterwards.
	Ability Text `json:"ability"`
	// Needs it serves.
	Needs []Need `json:"needs,omitempty"`
	// Reasons it serves.
	Reasons []Reason `json:"reasons,omitempty"`
	// Factors it serves.
	Factors []Factor `json:"factors,omitempty"`
	// Objectives are the IDs of the objectives it stands for, at least one.
	Objectives []string `json:"objectives"`
	// Intervention is the ID of the learning intervention it leads to.
	Intervention string `json:"intervention"`
	// Also are the IDs of further interventions it leads to, in the order of a path.
	Also []string `json:"also,omitempty"`
	// Evidence that people do want this.
	Evidence []Evidence `json:"evidence,omitempty"`
	// Owner is the ID of the office that answers for it, where that is known.
	Owner string `json:"owner,omitempty"`
	// Contributors are the IDs of other offices that worked it out too.
	Contributors []string `json:"contributors,omitempty"`
}

// Party is whom a proposition speaks to.
type Party string

// The parties.
const (
	Employees Party = "employees"
	Managers  Party = "managers"
)

// Parties lists both parties.
func Parties() []Party { return []Party{Employees, Managers} }

// Evidence is what a proposition rests on.
type Evidence struct {
	// Kind of evidence.
	Kind EvidenceKind `json:"kind"`
	// Note says what was found, and where to read more.
	Note Text `json:"note"`
}

// EvidenceKind tells evidence apart.
type EvidenceKind string

// The kinds of evidence.
const (
	SurveyEvidence    EvidenceKind = "survey"
	CardEvidence      EvidenceKind = "insightCard"
	InterviewEvidence EvidenceKind = "interview"
	MetricEvidence    EvidenceKind = "metric"
)

// EvidenceKinds lists all kinds of evidence.
func EvidenceKinds() []EvidenceKind {
	return []EvidenceKind{SurveyEvidence, CardEvidence, InterviewEvidence, MetricEvidence}
}
