package lumenta_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// BenchmarkSchedule schedules the whole workforce.
func BenchmarkSchedule(b *testing.B) {
	brief, w := readBrief(b), lumenta.Workforce(seed)
	p, found := campaign.NewPlan(brief, w)
	require.NoError(b, found.Err())
	b.ReportAllocs()
	for b.Loop() {
		items := 0
		for _, err := range p.Schedule(w).All() {
			if err != nil {
				b.Fatal(err)
			}
			items++
		}
		b.ReportMetric(float64(items), "items")
	}
}

// BenchmarkPlan makes the plan of the whole workforce.
func BenchmarkPlan(b *testing.B) {
	brief, w := readBrief(b), lumenta.Workforce(seed)
	b.ReportAllocs()
	for b.Loop() {
		if _, found := campaign.NewPlan(brief, w); found.Err() != nil {
			b.Fatal(found.Err())
		}
	}
}
