package lumenta_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// Cards that antennas wrote become evidence for what the campaign promises.
func Example_cards() {
	brief, _ := campaign.ReadBrief(bytes.NewReader(lumenta.Brief()))
	cards, found := insight.ReadAll(lumenta.Cards())
	fmt.Println(len(cards), "cards,", len(found), "faults")
	clusters := insight.Group(cards)
	support, advice := brief.Support(clusters)
	for _, s := range support {
		fmt.Println(s.Proposition, "rests on", s.Evidence.Note.En)
		q := brief.Proposition(s.Proposition)
		q.Evidence = append(q.Evidence, s.Evidence)
	}
	fmt.Print(advice.In(engagement.English))
	// Output:
	// 12 cards, 0 faults
	// shop-advice rests on 6 cards by 6 people on: advice, waiting, colour
	// now-help rests on 6 cards by 6 people on: advice, waiting, colour
	// ai-care rests on 6 cards by 6 people on: advice, waiting, colour
	// first-answer rests on 3 cards by fewer than 5 people on: answers, phone, trust
	// now-help rests on 3 cards by fewer than 5 people on: answers, phone, trust
	// OSM-CARD-010 /clusters/2: No proposition answers this group of cards: signals, warehouse. Write one, or note which segment and need the cards share with one that is there.
}

func TestCardsAreGoodAndInTheAuthorsLanguage(t *testing.T) {
	cards, found := insight.ReadAll(lumenta.Cards())
	require.Empty(t, found, found.In(engagement.English))
	require.Len(t, cards, 12)
	b := readBrief(t)
	language := map[string]engagement.Language{}
	for _, c := range cards {
		if l, known := language[c.Antenna]; known {
			require.Equal(t, l, c.Language, c.ID)
		}
		language[c.Antenna] = c.Language
		if c.Segment != "" {
			require.NotNil(t, b.Segment(c.Segment), c.ID)
		}
	}
	require.Len(t, language, 6)
}
