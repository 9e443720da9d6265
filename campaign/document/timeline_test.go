package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/dates"
)

func TestATimelineReadsInTheLanguageOfThePerson(t *testing.T) {
	t.Parallel()
	eachExample(t, func(t *testing.T, plan *campaign.Plan, people *audience.Workforce) {
		s := plan.Schedule(people)
		for i := range min(40, people.Len()) {
			p := people.At(i)
			own := engagement.MatchLanguage(plan.Brief.Languages, string(p.Language))
			text, err := Timeline(s, p.ID, Style{})
			require.NoError(t, err)
			same, err := Timeline(s, p.ID, Style{Language: own})
			require.NoError(t, err)
			require.Equal(t, same, text)
			require.NotContains(t, text, "%!")
			require.NotContains(t, text, "timeline.")
			at := -1
			told, err := s.Timeline(p.ID)
			require.NoError(t, err)
			for _, one := range told {
				next := strings.Index(text[at+1:], dates.Time(one.At, own)+" · ")
				require.GreaterOrEqual(t, next, 0, "in order of time")
				at += 1 + next
			}
			for key, want := range map[string]int{"timeline.this": len(told), "timeline.now": len(told), "timeline.here": len(told), "timeline.whyNot": 0} {
				for _, one := range told {
					if one.Not != "" && key == "timeline.whyNot" {
						want++
					} else if one.Not != "" {
						want--
					}
				}
				require.Equal(t, want, strings.Count(text, catalogue.Text(string(own), key)), key)
			}
		}
	})
}

func TestATimelineOfNobodyIsAnErrorAndOfNothingSaysSo(t *testing.T) {
	plan := quickstart(t)
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "a", TimeZone: "Nowhere/Land"}, {ID: "b"}})
	s := plan.Schedule(w)
	_, err := Timeline(s, "ghost", Style{})
	require.ErrorIs(t, err, campaign.ErrUnknownPerson)
	_, err = Timeline(s, "a", Style{})
	var nowhere *campaign.ZoneError
	require.ErrorAs(t, err, &nowhere)
	plan.Touchpoints = nil
	text, err := Timeline(plan.Schedule(w), "b", Style{Language: engagement.Dutch})
	require.NoError(t, err)
	require.Contains(t, text, "Er komt niets bij jou.")
}

// Questions that close on the day on which they open do not come to somebody
// who works on other days.
func ExampleTimeline() {
	file, err := os.Open(filepath.Join("..", "..", "examples", "quickstart", "brief.json"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}
	brief.Touchpoint("five-questions").Days = 1
	workforce, _ := audience.NewWorkforce([]audience.Person{{
		ID: "fenna", TimeZone: "Europe/Amsterdam", Hired: "2027-01-20", WorkDays: audience.Tuesday | audience.Thursday,
		Traits: map[string]any{"unit": "workshop"},
	}})
	plan, found := campaign.NewPlan(brief, workforce)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}
	text, err := Timeline(plan.Schedule(workforce), "fenna", Style{Language: engagement.English})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(text[strings.Index(text, "## Thursday, 15"):])
	// Output:
	// ## Thursday, 15 April 2027
	//
	// - **13:45 · Thursday at two: time to learn**
	//   You know what to do when a battery runs hot or swells, instead of hoping for the best.
	//   - **Why this?** This is for everyone in the organisation.
	//   - **Why now?** The offer is running: now it is about keeping it up and sharing it.
	//   - **Why here?** It waits for you in “Intranet”, until you have a moment. This channel reaches 80 in 100 people in the group “Newcomers”, to which you belong.
	//
	// ## Monday, 3 May 2027
	//
	// - *09:00 · Five questions, two minutes*
	//   - **Why not?** It does not come: your next working day is after its closing day.
}

func TestTimesAreThoseOfTheLanguage(t *testing.T) {
	at := time.Date(2027, 3, 1, 9, 5, 0, 0, time.UTC)
	for _, l := range engagement.Languages() {
		require.Equal(t, "09:05", dates.Time(at, l))
	}
}
