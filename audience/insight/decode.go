package insight

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"image/jpeg"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// What [Decode] takes.
const (
	MaxPhoto     = 300 << 10        // bytes of a photograph
	MaxSide      = 1280             // pixels of its longer side
	MaxSent      = MaxPhoto * 3 / 2 // bytes of the whole document
	photoPrefix  = "data:image/jpeg;base64,"
	photoPointer = "/media/0/url"
)

// Decode reads a card as the widget sends it: a card document without its
// author, in which the one photograph, if there is any, stands as a data
// address. The author is the pseudonym of whoever is signed in; what the
// document itself says does not count. It returns the card, whose photograph
// then has the path of its ID with .jpg, to be kept there by the host, the
// photograph, and everything wrong. A card with faults is empty.
//
// The photograph is a JPEG within [MaxPhoto] and [MaxSide], without the notes
// that cameras leave in it, such as where it was taken: the widget leaves them
// out, and here it is seen that it did.
func Decode(data []byte, antenna string) (Card, []byte, engagement.Findings) {
	refuse := func(code, path string, d rule.Detail) (Card, []byte, engagement.Findings) {
		return Card{}, nil, engagement.Findings{rule.Error(code, path, d)}
	}
	if len(data) > MaxSent {
		return refuse("OSM-CARD-008", "", rule.Detail{Expected: strconv.Itoa(MaxSent)})
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) == nil && members != nil {
		members["antenna"], _ = json.Marshal(antenna) // texts are always written, and so is what was read
		data, _ = json.Marshal(members)
	}
	if found := schema.Validate(schema.Card, data); found.Err() != nil {
		return Card{}, nil, found
	}
	var c Card
	if err := json.Unmarshal(data, &c); err != nil {
		return refuse("OSM-DOC-001", "", rule.Detail{Found: err.Error()})
	}
	var photo []byte
	if len(c.Media) > 0 {
		encoded, inside := strings.CutPrefix(c.Media[0].URL, photoPrefix)
		if inside {
			var err error
			if photo, err = base64.StdEncoding.DecodeString(encoded); err != nil {
				return refuse("OSM-CARD-013", photoPointer, rule.Detail{Found: err.Error(), Expected: "JPEG"})
			}
			if code, d := refusePhoto(photo); code != "" {
				return refuse(code, photoPointer, d)
			}
			c.Media[0].URL = c.ID + ".jpg"
		}
	}
	if found := c.check(); found.Err() != nil {
		return Card{}, nil, found
	}
	return c, photo, nil
}

// refusePhoto is the fault of a photograph; empty where it has none.
func refusePhoto(photo []byte) (code string, d rule.Detail) {
	if len(photo) > MaxPhoto {
		return "OSM-CARD-014", rule.Detail{Found: strconv.Itoa(len(photo)), Expected: strconv.Itoa(MaxPhoto)}
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(photo))
	if err != nil {
		return "OSM-CARD-013", rule.Detail{Found: err.Error(), Expected: "JPEG"}
	}
	if side := max(size.Width, size.Height); side > MaxSide {
		return "OSM-CARD-015", rule.Detail{Found: strconv.Itoa(side), Expected: strconv.Itoa(MaxSide)}
	}
	if noted(photo) {
		return "OSM-CARD-016", rule.Detail{}
	}
	return "", rule.Detail{}
}

// noted reports whether a JPEG has notes besides the picture before its data:
// a segment for applications other than JFIF, colour profile and Adobe's
// colour transform, or a comment.
func noted(photo []byte) bool {
	for rest := photo[2:]; len(rest) >= 4; {
		if rest[0] != 0xFF {
			return true // no marker where one must be: nothing to rely on
		}
		marker := rest[1]
		if marker == 0xFF { // fill
			rest = rest[1:]
			continue
		}
		if marker == 0xDA { // the picture itself
			return false
		}
		length := int(binary.BigEndian.Uint16(rest[2:])) + 2
		if length < 4 || length > len(rest) {
			return true
		}
		switch {
		case marker == 0xE0, marker == 0xEE:
		case marker == 0xE2 && bytes.HasPrefix(rest[4:length], []byte("ICC_PROFILE\x00")):
		case marker >= 0xE1 && marker <= 0xEF, marker == 0xFE:
			return true
		}
		rest = rest[length:]
	}
	return false
}
