package insight

import (
	"encoding/json"
	"io/fs"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// CardVersion is the kind and version of a card document.
const CardVersion = "card/v1"

// MaxTags is how many tags a card may have.
const MaxTags = 12

// Card is one observation by one person. Source: seed 002.
type Card struct {
	// Osmosi names the kind and version of the document: card/v1.
	Osmosi string `json:"osmosi"`
	// ID names the card among all cards.
	ID string `json:"id"`
	// At is the day of the observation.
	At engagement.Date `json:"at"`
	// Antenna is the pseudonym of the author; never a name or an address.
	Antenna string `json:"antenna"`
	// Language in which the author wrote.
	Language engagement.Language `json:"language"`
	// Text is what was seen, in the author's words.
	Text string `json:"text"`
	// Where it was seen, in general words: no address of anybody.
	Where string `json:"where,omitempty"`
	// Quote is what somebody there said, without who it was.
	Quote string `json:"quote,omitempty"`
	// Media that go with it.
	Media []Media `json:"media,omitempty"`
	// Tags that sort the card, in words that all antennas share.
	Tags []string `json:"tags"`
	// Segment is the ID of the segment that it speaks of.
	Segment string `json:"segment,omitempty"`
	// Need that it speaks of.
	Need engagement.Need `json:"need,omitempty"`
}

// Media is a photograph, a leaflet or a link that goes with a card.
type Media struct {
	// Kind of media.
	Kind MediaKind `json:"kind"`
	// URL is an https address, or a path within the folder of the cards.
	URL string `json:"url"`
	// Alt says in words what is to be seen there.
	Alt string `json:"alt"`
}

// MediaKind tells media apart.
type MediaKind string

// The kinds of media.
const (
	Photo   MediaKind = "photo"
	Leaflet MediaKind = "leaflet"
	Link    MediaKind = "link"
)

// MediaKinds lists all kinds of media.
func MediaKinds() []MediaKind { return []MediaKind{Photo, Leaflet, Link} }

// Check returns everything wrong with the card: what its schema refuses, and
// every breach of a rule on cards.
func (c *Card) Check() engagement.Findings {
	data, err := json.Marshal(c)
	if err != nil {
		return engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	return append(schema.Validate(schema.Card, data), c.check()...)
}

// check returns the breaches of rules that a schema cannot tell.
func (c *Card) check() engagement.Findings {
	var found engagement.Findings
	fault := func(code, path, value string) {
		found = append(found, rule.Error(code, path, rule.Detail{Found: value, Source: "002"}))
	}
	blank := func(path, value string) {
		if value != "" && strings.TrimSpace(value) == "" {
			fault("OSM-CARD-012", path, path[strings.LastIndexByte(path, '/')+1:])
		}
	}
	blank("/text", c.Text)
	blank("/where", c.Where)
	blank("/quote", c.Quote)
	blank("/antenna", c.Antenna)
	if antenna := strings.TrimSpace(c.Antenna); strings.ContainsAny(antenna, "@ ") {
		fault("OSM-CARD-003", "/antenna", antenna)
	}
	for i, tag := range c.Tags {
		if Tag(tag) == "" {
			fault("OSM-CARD-012", "/tags/"+strconv.Itoa(i), "tags")
		}
	}
	for i, m := range c.Media {
		path := "/media/" + strconv.Itoa(i)
		if m.URL != "" && !reachable(m.URL) {
			fault("OSM-CARD-004", path+"/url", m.URL)
		}
		blank(path+"/alt", m.Alt)
	}
	return found
}

// reachable reports whether media may be referred to: https, or a path that
// stays within the folder.
func reachable(url string) bool {
	if strings.HasPrefix(url, "https://") {
		return markup.Safe(url)
	}
	return fs.ValidPath(url) && url != "." && !strings.ContainsAny(url, ":\\")
}

// Tag writes a tag as it is compared: in lower case, with single spaces, and
// with accents composed, whatever keyboard it was typed on.
func Tag(written string) string {
	return norm.NFC.String(strings.Join(strings.Fields(strings.ToLower(written)), " "))
}
