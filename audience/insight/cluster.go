package insight

import (
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// SmallestGroup is the least number of people of which a number is shown.
const SmallestGroup = 5

// TopTags is how many tags name a cluster at most.
const TopTags = 3

// Cluster is several cards that belong together. It tells nothing of any
// author.
type Cluster struct {
	// Tags that at least a third of its cards have, most frequent first, at most [TopTags].
	Tags []string `json:"tags"`
	// Cards are their IDs, sorted.
	Cards []string `json:"cards"`
	// Antennas is how many people wrote them; absent where they are fewer than [SmallestGroup].
	Antennas *int `json:"antennas,omitempty"`
	// Segments that at least a third of its cards speak of, most frequent first.
	Segments []string `json:"segments,omitempty"`
	// Needs that at least a third of its cards speak of, most frequent first.
	Needs []engagement.Need `json:"needs,omitempty"`
}

// Evidence returns the cluster as evidence for a proposition: how many cards
// by how many people on what.
func (c Cluster) Evidence() engagement.Evidence {
	return engagement.Evidence{Kind: engagement.CardEvidence, Note: engagement.Text{
		It: c.note(engagement.Italian), Nl: c.note(engagement.Dutch), En: c.note(engagement.English),
	}}
}

func (c Cluster) note(l engagement.Language) string {
	lang := string(l)
	people := catalogue.Text(lang, "insight.few", SmallestGroup)
	if c.Antennas != nil {
		people = catalogue.Text(lang, "insight.people", *c.Antennas)
	}
	return catalogue.Text(lang, "insight.evidence", catalogue.Text(lang, "insight.cards", len(c.Cards)), people, strings.Join(c.Tags, ", "))
}
