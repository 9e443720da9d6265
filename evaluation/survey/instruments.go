package survey

import (
	"bytes"
	"embed"
)

//go:embed instruments/*.json
var instruments embed.FS

// Instrument is a survey to start from, in all languages.
type Instrument string

// The instruments.
const (
	// PulseInstrument asks five questions on the usability of the platform,
	// the quality and the use of the offer, and tips. Source: seed 004.
	PulseInstrument Instrument = "pulse"
	// UMUXLiteInstrument asks the two items of the UMUX-Lite, which may be used
	// freely. In English, "system" has become "learning platform"; the Italian
	// and Dutch items are translations that have not been validated. Sources:
	// Finstad 2010, The usability metric for user experience; Lewis, Utesch and
	// Maher 2013, UMUX-LITE: when there’s no time for the SUS.
	UMUXLiteInstrument Instrument = "umux-lite"
	// UtilityInstrument asks, after a course, whether it is of use at work
	// rather than whether people liked it. The items are our own, and have not
	// been validated. Source of the distinction: Alliger and others 1997, A
	// meta-analysis of the relations among training criteria.
	UtilityInstrument Instrument = "utility"
	// NeedsInstrument asks after the needs, reasons and factors that move people
	// to learn: [Tally.Motives] makes of it what a brief knows of a segment.
	// Sources: seeds 001 and 004.
	NeedsInstrument Instrument = "needs"
)

// Instruments lists all instruments.
func Instruments() []Instrument {
	return []Instrument{PulseInstrument, UMUXLiteInstrument, UtilityInstrument, NeedsInstrument}
}

// JSON is the instrument as a document, to be adapted; nil where there is none
// of the name.
func (i Instrument) JSON() []byte {
	data, err := instruments.ReadFile("instruments/" + string(i) + ".json")
	if err != nil {
		return nil
	}
	return data
}

// Survey returns the instrument as it is, the caller's own copy; nil where
// there is none of the name.
func (i Instrument) Survey() *Survey {
	s, _ := Read(bytes.NewReader(i.JSON()))
	return s
}
