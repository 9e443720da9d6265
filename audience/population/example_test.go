package population_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
)

func ExamplePrepare() {
	people := []audience.Person{
		{ID: "ada", Hired: "2027-02-01", Traits: map[string]any{"unit": "care"}},
		{ID: "bo", Hired: "2019-05-01", Traits: map[string]any{"unit": "care"}, Manager: "ada"},
		{ID: "cy", Hired: "2027-01-11", Traits: map[string]any{"unit": "sales"}, Manager: "ada"},
	}
	workforce, _ := audience.NewWorkforce(people)
	store := population.Of(workforce, []audience.Trait{{Name: "unit", Kind: audience.TextTrait}})
	set := population.Prepare(store, []audience.Segment{
		{ID: "care", When: audience.Is("unit", "care")},
		{ID: "new", When: audience.Below("tenureDays", 90)},
	}, "2027-03-01")
	fmt.Println("in each:", set.Counts())
	fmt.Println("in both:", set.Overlap(0, 1))
	fmt.Println("one of care:", set.Sample(rand.New(rand.NewPCG(1, 1)), 1, 0))
	for first, words := range set.Blocks() {
		for k := 0; k < len(words); k += set.Words() {
			fmt.Println(people[first+k/set.Words()].ID, "is new:", set.In(words[k:k+set.Words()], 1))
		}
	}
	// Output:
	// in each: [2 2]
	// in both: 1
	// one of care: [1]
	// ada is new: true
	// bo is new: false
	// cy is new: true
}

func ExampleRead() {
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "ada", Traits: map[string]any{"unit": "care"}}})
	data, _ := population.Of(workforce, []audience.Trait{{Name: "unit", Kind: audience.TextTrait}}).AppendBinary(nil)
	store, err := population.Read(data)
	fmt.Println(store.Len(), store.Traits(), err)
	_, err = population.Read(data[:len(data)-1])
	fmt.Println(err)
	// Output:
	// 1 [manager unit] <nil>
	// population: not a whole store: ends too early
}
