package survey

import (
	"encoding/json"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// DecodeSheet reads the one sheet of an anonymous survey that a person sends,
// and returns everything wrong with it: the codes of [ReadSheets]. A sheet with
// faults is empty.
//
// Whoever receives it keeps nothing beside it that could tell whose it is:
// neither person, session or address, nor the time, nor the order in which
// sheets came.
func (s *Survey) DecodeSheet(data []byte) (Sheet, engagement.Findings) {
	if !s.Anonymous {
		return Sheet{}, engagement.Findings{rule.Error("OSM-SURVEY-035", "", rule.Detail{Found: s.ID})}
	}
	sheet, found := s.decodeOne(data)
	return sheet.Sheet, found
}

// DecodeSigned reads the one sheet of a survey that is not anonymous, signed
// with the pseudonym of whoever is signed in: what the sheet itself says of the
// person does not count. The codes are those of [ReadSigned], which also tells
// of those who answered twice. A sheet with faults is empty.
func (s *Survey) DecodeSigned(data []byte, person string) (SignedSheet, engagement.Findings) {
	if s.Anonymous {
		return SignedSheet{}, engagement.Findings{rule.Error("OSM-SURVEY-034", "", rule.Detail{Found: s.ID})}
	}
	var members map[string]json.RawMessage
	if len(data) <= MaxLine && json.Unmarshal(data, &members) == nil && members != nil {
		delete(members, "person")
		if person != "" {
			members["person"], _ = json.Marshal(person) // texts are always written, and so is what was read
		}
		data, _ = json.Marshal(members)
	}
	return s.decodeOne(data)
}

// decodeOne reads a document that is not a line of several.
func (s *Survey) decodeOne(data []byte) (SignedSheet, engagement.Findings) {
	if len(data) > MaxLine {
		return SignedSheet{}, engagement.Findings{rule.Error("OSM-SURVEY-018", "", rule.Detail{Expected: strconv.Itoa(MaxLine)})}
	}
	sheet, found := s.decodeSheet(data, "")
	if found.Err() != nil {
		return SignedSheet{}, found
	}
	return sheet, found
}
