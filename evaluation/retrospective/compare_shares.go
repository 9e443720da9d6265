package retrospective

import (
	"math"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/statistic"
)

// level is below which probability, after Holm, a difference is a lesson.
const level = 0.05

// tally is how many of some people did something.
type tally struct{ did, of int }

// shown reports whether a tally may be shown: it tells of no few people, neither
// of those who did nor of those who did not.
func (t tally) shown() bool {
	enough := func(n int) bool { return n == 0 || n >= campaign.SmallestGroup }
	return t.of >= campaign.SmallestGroup && 0 <= t.did && t.did <= t.of && enough(t.did) && enough(t.of-t.did)
}

func (t tally) figure() *Figure {
	i := evaluation.Wilson(t.did, t.of, Confidence)
	return &Figure{t.of, rounded(float64(t.did) / float64(t.of)), rounded(i.Low), rounded(i.High)}
}

func rounded(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// candidate is a lesson in the making: a tally against those of its others.
type candidate struct {
	lesson Lesson
	tally  tally
	group  string // what it is held against: the others of the same group
	less   bool   // less of it is better
}

// judge holds each candidate of one topic against the others of its group and
// says which worked. Where people may be in several candidates, the others count
// as no more people than the largest of them: there are that many at least, and
// how many more would be another figure to keep safe.
func judge(all []candidate, several bool) []Lesson {
	var shown []candidate
	for _, c := range all {
		if c.tally.shown() {
			shown = append(shown, c)
		}
	}
	rest := make([]tally, len(shown))
	var compared []int
	var chances []float64
	for i := range shown {
		var sum tally
		largest := 0
		for j := range shown {
			if j != i && shown[j].group == shown[i].group {
				sum.did, sum.of = sum.did+shown[j].tally.did, sum.of+shown[j].tally.of
				largest = max(largest, shown[j].tally.of)
			}
		}
		if largest == 0 {
			continue
		}
		if several {
			sum = sum.within(largest)
		}
		rest[i] = sum
		compared = append(compared, i)
		chances = append(chances, shown[i].tally.chance(sum))
	}
	adjusted := statistic.Holm(chances)
	lessons := make([]Lesson, len(shown))
	for i, c := range shown {
		lessons[i] = c.lesson
		lessons[i].Figure, lessons[i].Verdict = c.tally.figure(), Unknown
	}
	for k, i := range compared {
		l, chance := &lessons[i], rounded(adjusted[k])
		l.Against, l.Probability = rest[i].figure(), &chance
		switch {
		case chance >= level:
		case l.Figure.Low > l.Against.High != shown[i].less && apart(l.Figure, l.Against):
			l.Verdict = Worked
		case apart(l.Figure, l.Against):
			l.Verdict = DidNot
		}
	}
	return lessons
}

// within is the same share of fewer people, where a tally counts people more
// than once.
func (t tally) within(people int) tally {
	if people <= 0 || people >= t.of {
		return t
	}
	return tally{int(math.Round(float64(t.did) / float64(t.of) * float64(people))), people}
}

// chance is the probability of a difference between two tallies at least as
// large by chance.
func (t tally) chance(u tally) float64 {
	difference := float64(t.did)/float64(t.of) - float64(u.did)/float64(u.of)
	return statistic.Probability(0, func(confidence float64) (low, high float64) {
		if difference == 0 {
			return -1, 1
		}
		return statistic.DifferenceOfShares(t.did, t.of, u.did, u.of, confidence)
	})
}

func apart(f, g *Figure) bool { return f.Low > g.High || f.High < g.Low }

// hold holds a tally against a mark: it worked where the whole interval lies on
// the better side of it.
func (l *Lesson) hold(t tally, mark float64, less bool) {
	l.Figure, l.Mark, l.Verdict = t.figure(), mark, Unknown
	switch {
	case l.Figure.Low > mark:
		l.Verdict = Worked
	case l.Figure.High < mark:
		l.Verdict = DidNot
	default:
		return
	}
	if less {
		l.Verdict = map[Verdict]Verdict{Worked: DidNot, DidNot: Worked}[l.Verdict]
	}
}
