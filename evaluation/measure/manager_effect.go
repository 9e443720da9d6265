package measure

import "github.com/osmosi-learning/osmosi/evaluation"

// ManagerEffect holds the people whose line manager promotes the campaign
// against those whose manager does not. It is an association: nobody shared
// managers out by chance, and teams of promoters may differ in other ways.
// Source: seed 001, where the manager decides what an initiative is worth.
type ManagerEffect struct {
	// Promoters are the people whose manager is a promoter.
	Promoters ManagerArm `json:"promoters"`
	// Others are the people whose manager has another known stance, and the unknown where they are fewer than the smallest group.
	Others ManagerArm `json:"others"`
	// Unknown are the other people without a manager, or whose manager's stance is not known.
	Unknown ManagerArm `json:"unknown"`
	// Difference of the shares activated, promoters less others; absent where one is kept back.
	Difference *float64 `json:"difference,omitempty"`
	// Interval of the difference, which takes into account that people of one team are alike; absent where it cannot be told.
	Interval *evaluation.Interval `json:"interval,omitempty"`
}

// ManagerArm is people by what their manager thinks.
type ManagerArm struct {
	// Teams of these people; absent of those whose manager's stance is not known.
	Teams *int `json:"teams,omitempty"`
	// People in them.
	People evaluation.Cell `json:"people"`
	// Activated are those who started or completed; the rate is of these people.
	Activated evaluation.Cell `json:"activated"`
}
