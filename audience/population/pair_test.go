package population_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
)

func TestColumnsThatManyWordsAskForTogetherAreLookedUpTogether(t *testing.T) {
	w, _ := crowd(t, 1700)
	asking := func(n int) *population.Set {
		var segments []audience.Segment
		for i := range n {
			segments = append(segments, segment(t, strconv.Itoa(i), map[string]any{"unit": map[string]any{"$ne": "care"}, "grade": map[string]any{"$gte": float64(i % 12)}, "remote": i%2 == 0}))
		}
		set := population.Prepare(population.Of(w, declared), segments, today)
		agree(t, w, set, segments)
		return set
	}
	require.Equal(t, []int{3, 3}, asking(128).Columns(), "two words do not ask often enough")
	require.Equal(t, []int{2, 2, 2}, asking(192).Columns())
}

func TestAPairIsGivenUpWhenItsValuesBecomeTooMany(t *testing.T) {
	w, _ := crowd(t, 600)
	store := population.Of(w, declared)
	var segments []audience.Segment
	for i := range 192 {
		segments = append(segments, segment(t, strconv.Itoa(i), map[string]any{"unit": "care", "grade": map[string]any{"$lt": float64(i)}}))
	}
	set := population.Prepare(store, segments, today)
	require.Equal(t, []int{1, 1, 1}, set.Columns())
	var people []audience.Person
	for p := range w.People() {
		changed := *p
		changed.Traits = map[string]any{"unit": "care", "grade": float64(len(people))}
		people = append(people, changed)
	}
	w, _ = audience.NewWorkforce(people)
	i := 0
	for p := range w.People() {
		store.Set(i, w, p)
		if i == 300 { // more grades than a byte tells
			require.Equal(t, []int{2, 2, 2}, set.Columns())
		}
		i++
	}
	agree(t, w, set, segments)
}
