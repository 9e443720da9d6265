package lumenta_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// BenchmarkPerson tells one person after another what comes and what does not,
// with the codes that explain it.
func BenchmarkPerson(b *testing.B) {
	data, err := os.ReadFile("../quickstart/brief.json")
	if err != nil {
		b.Fatal(err)
	}
	quickstart, found := campaign.ReadBrief(bytes.NewReader(data))
	if err := found.Err(); err != nil {
		b.Fatal(err)
	}
	w := lumenta.Workforce(seed)
	for name, brief := range map[string]*campaign.Brief{"lumenta": readBrief(b), "quickstart": quickstart} {
		p, found := campaign.NewPlan(brief, w)
		if err := found.Err(); err != nil {
			b.Fatal(err)
		}
		s := p.Schedule(w)
		for way, tell := range map[string]func(person *audience.Person) error{
			"for and withheld": func(person *audience.Person) error {
				for _, err := range s.For(person.ID) {
					if err != nil {
						return err
					}
				}
				for _, err := range s.Withheld(person.ID) {
					if err != nil {
						return err
					}
				}
				return nil
			},
			"timeline": func(person *audience.Person) error {
				_, err := s.Timeline(person.ID)
				return err
			},
		} {
			b.Run(name+"/"+way, func(b *testing.B) {
				b.ReportAllocs()
				n := 0
				for b.Loop() {
					if err := tell(w.At(n % w.Len())); err != nil {
						b.Fatal(err)
					}
					n++
				}
			})
		}
	}
}
