package survey_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

const day = engagement.Date("2027-01-11")

// needed is a sheet of the needs survey.
func needed(of *survey.Survey, group string, needs ...string) survey.Sheet {
	s := sheet(of, nil)
	s.Group = group
	s.Answers = []survey.Answer{{Question: "needs", Options: needs}}
	return s
}

func TestANeedsSurveyBecomesWhatASegmentNamed(t *testing.T) {
	of := survey.NeedsInstrument.Survey()
	tally := survey.NewTally(of)
	for i := range 24 {
		needs := []string{"problem"}
		if i < 9 {
			needs = append(needs, "career")
		}
		if i < 3 {
			needs = append(needs, "development") // too few to be told
		}
		require.NoError(t, tally.Add(needed(of, "workshop", needs...)))
	}
	got := tally.Motives("", "workshop", 40, day)
	require.Equal(t, &audience.Survey{
		Date: day, Asked: 40, Answered: 24,
		Needs: map[engagement.Need]int{engagement.Problem: 24, engagement.Career: 9, engagement.Effectiveness: 0, engagement.Employability: 0}, // nobody answered why, or what moves them
	}, got)
	require.Empty(t, got.Check(""))
	require.Nil(t, tally.Motives("", "office", 40, day), "nobody there answered")
}

// Whatever people answer, what goes into a brief passes its check, and what is
// told of everyone does not tell of the few who are left when all that is told
// of groups is taken away.
func TestMotivesAlwaysPassTheCheckOfABrief(t *testing.T) {
	of := survey.NeedsInstrument.Survey()
	of.Questions[1].Kind = survey.Single // where each names one, what is left out adds up
	random := rand.New(rand.NewPCG(4, 4))
	groups, told := []string{"", "office", "workshop", "yard"}, 0
	for range 1500 {
		tally := survey.NewTally(of)
		named := map[string]map[string]int{} // value to group to people
		people := map[string]int{}
		for _, g := range groups {
			for range random.IntN(14) {
				s := drawn(of, random)
				s.Group = g
				require.NoError(t, tally.Add(s))
				people[g]++
				for _, a := range s.Answers {
					for _, o := range a.Options {
						if named[o] == nil {
							named[o] = map[string]int{}
						}
						named[o][g]++
					}
				}
			}
		}
		segments := map[string]*audience.Survey{}
		for _, g := range groups[1:] {
			if segments[g] = tally.Motives("", g, 0, day); segments[g] != nil {
				require.Empty(t, segments[g].Check(""), g)
			}
		}
		all := tally.Motives("", "", 0, day)
		if all == nil {
			continue
		}
		require.Empty(t, all.Check(""))
		for _, trait := range audience.Motives() {
			for value, n := range all.Named(trait.Name) {
				rest, others := n, all.Answered-n
				for _, g := range groups[1:] {
					if s := segments[g]; s != nil {
						if count, has := s.Named(trait.Name)[value]; has {
							require.Equal(t, named[value][g], count)
							rest, others = rest-count, others-(people[g]-count)
						}
					}
				}
				told++
				require.True(t, rest == 0 || rest >= 5, "%s: %d are left", value, rest)
				require.True(t, others == 0 || others >= 5, "%s: %d did not name it", value, others)
			}
		}
	}
	require.Greater(t, told, 3000)
}
