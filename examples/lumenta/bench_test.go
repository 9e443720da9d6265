package lumenta_test

import (
	"testing"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// bench runs with the brief's limits and without any.
func bench(b *testing.B, run func(b *testing.B, brief *campaign.Brief)) {
	for _, limits := range []bool{true, false} {
		b.Run(map[bool]string{true: "limits", false: "none"}[limits], func(b *testing.B) {
			brief := readBrief(b)
			if !limits {
				brief.Limits = nil
			}
			b.ReportAllocs()
			run(b, brief)
		})
	}
}

// BenchmarkSchedule schedules the whole workforce.
func BenchmarkSchedule(b *testing.B) {
	bench(b, func(b *testing.B, brief *campaign.Brief) {
		w := lumenta.Workforce(seed)
		p, found := campaign.NewPlan(brief, w)
		if found.Err() != nil {
			b.Fatal(found.Err())
		}
		for b.Loop() {
			for _, err := range p.Schedule(w).All() {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// BenchmarkPlan plans for the whole workforce.
func BenchmarkPlan(b *testing.B) {
	bench(b, func(b *testing.B, brief *campaign.Brief) {
		w := lumenta.Workforce(seed)
		for b.Loop() {
			if _, found := campaign.NewPlan(brief, w); found.Err() != nil {
				b.Fatal(found.Err())
			}
		}
	})
}
