package privacy_test

import (
	"fmt"
	"iter"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
)

// table is who completed, by shop.
func table(date engagement.Date, north, south, east int) privacy.Release {
	count := func(n int, of ...privacy.Category) privacy.Count {
		return privacy.Count{Stage: "completed", Date: date, Of: of, People: &n}
	}
	shop := func(name string) privacy.Category { return privacy.Category{Dimension: "shop", Value: name} }
	return privacy.Release{
		Osmosi:     privacy.ReleaseVersion,
		Stages:     []privacy.Level{{ID: "completed"}},
		Dimensions: []privacy.Dimension{{ID: "shop", Values: []string{"north", "south", "east"}}},
		Counts:     []privacy.Count{count(north, shop("north")), count(south, shop("south")), count(east, shop("east")), count(north + south + east)},
	}
}

func print(r privacy.Release) {
	for _, c := range r.Counts {
		if c.People == nil {
			fmt.Println(c.String(), "not shown")
		} else {
			fmt.Println(c.String(), *c.People)
		}
	}
}

// On Friday one more person of the north has completed: who remembers Monday
// must not see it.
func ExampleProtect() {
	monday, err := privacy.Protect(table("2027-03-01", 20, 12, 30))
	if err != nil {
		panic(err)
	}
	friday, err := privacy.Protect(table("2027-03-05", 21, 18, 40), monday)
	if err != nil {
		panic(err)
	}
	print(friday)
	// Output:
	// 2027-03-05 · completed · shop: north not shown
	// 2027-03-05 · completed · shop: south not shown
	// 2027-03-05 · completed · shop: east 40
	// 2027-03-05 · completed 79
}

func ExampleAudit() {
	for _, f := range privacy.Audit(table("2027-03-01", 20, 12, 30), table("2027-03-05", 21, 18, 40)) {
		fmt.Println(f.Code, f.Path)
		fmt.Println(f.Message.En)
	}
	// Output:
	// OSM-PRIVACY-001 /counts/0
	// From what is published it can be worked out that 2027-03-05 · completed · shop: north without 2027-03-01 · completed · shop: north counts 1: fewer than 5 people.
}

func ExampleRecords_Erase() {
	var kept iter.Seq2[evaluation.Event, error] = func(yield func(evaluation.Event, error) bool) {
		_ = yield(evaluation.Event{ID: "1", Person: "ada"}, nil) && yield(evaluation.Event{ID: "2", Person: "bo"}, nil)
	}
	records := privacy.Records{Events: kept}
	ada, err := privacy.Export("ada", "2027-03-08", records, nil, nil)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(ada.Events), "event of Ada’s")
	for e := range records.Erase("ada").Events {
		fmt.Println("left:", e.ID, e.Person)
	}
	// Output:
	// 1 event of Ada’s
	// left: 2 bo
}
