package engagement

// Driver is why the organisation acts. Source: seed 004.
type Driver struct {
	// ID names the driver within the brief.
	ID string `json:"id"`
	// Kind of driver.
	Kind DriverKind `json:"kind"`
	// Statement says in a sentence what drives this organisation.
	Statement Text `json:"statement"`
}

// DriverKind tells drivers apart.
type DriverKind string

// The kinds of driver.
const (
	DigitalTransformation DriverKind = "digitalTransformation"
	LegalObligation       DriverKind = "legalObligation"
	CompetitivePressure   DriverKind = "competitivePressure"
	AgeingOffer           DriverKind = "ageingOffer"
	OtherDriver           DriverKind = "other"
)

// DriverKinds lists all kinds of driver.
func DriverKinds() []DriverKind {
	return []DriverKind{DigitalTransformation, LegalObligation, CompetitivePressure, AgeingOffer, OtherDriver}
}
