// Command cmd prints two waves of a campaign with invented people, and by how
// much the second did better for what the first taught:
// go run ./examples/waves/cmd [folder]
//
// With a folder, it writes the retrospective and the second plan there, as pages.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	_ "time/tzdata" // time zones, also where the system has none

	"github.com/osmosi-learning/osmosi/campaign/document"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	pages "github.com/osmosi-learning/osmosi/evaluation/retrospective/document"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
	"github.com/osmosi-learning/osmosi/examples/waves"
)

func main() {
	if err := run(os.Stdout, append(os.Args, "")[1]); err != nil {
		log.Fatal(err)
	}
}

// company is the seed of the invented people.
const company = 2027

// next is the second wave: a year after the first, on the same weekdays.
var next = retrospective.Wave{ID: "sparks-2028", Inform: "2028-01-10"}

func run(out io.Writer, folder string) error {
	s, err := waves.Play(lumenta.Workforce(company), waves.Seeds{Character: 1, First: 1, Second: 2}, next, func(waves.Chapter) {})
	if err != nil {
		return err
	}
	counts := map[retrospective.Verdict]int{}
	for _, l := range s.Retrospective.Lessons {
		counts[l.Verdict]++
	}
	fmt.Fprintf(out, "%d worked, %d did not, %d not known yet\n\n", counts[retrospective.Worked], counts[retrospective.DidNot], counts[retrospective.Unknown])
	for _, l := range s.Second.Plan.Brief.History[0].Lessons {
		fmt.Fprintf(out, "%-8s  %s\n          %s\n", l.Decision, l.Change.En, l.Lesson.En)
	}
	fmt.Fprintf(out, "\n%-34s %6s %6s\n", "Of all people", "wave 1", "wave 2")
	one, two := everyone(s.First.Measures), everyone(s.Second.Measures)
	for _, row := range []struct {
		name string
		a, b *int // nil where it is about too few people
	}{{"reached", one.Reached.People, two.Reached.People}, {"began", one.Activated.People, two.Activated.People}, {"completed", one.Completed.People, two.Completed.People}, {"put something away", one.Dismissed.People, two.Dismissed.People}} {
		fmt.Fprintf(out, "%-34s %6s %6s\n", row.name, shown(row.a), shown(row.b))
	}
	fmt.Fprintf(out, "\n%s\n", pages.Sentence(s.Progress, engagement.English))
	fmt.Fprintf(out, "Had nothing been changed: %s\n", pages.Sentence(s.Unchanged, engagement.English))
	if folder == "" {
		return nil
	}
	return write(folder, s)
}

// everyone is the row of everyone in the whole campaign.
func everyone(m *measure.Measures) measure.Row {
	for _, f := range m.Funnels {
		if f.By == measure.Whole {
			return f.Rows[0]
		}
	}
	return measure.Row{}
}

func shown(people *int) string {
	if people == nil {
		return "few"
	}
	return fmt.Sprint(*people)
}

// write writes the retrospective and the second plan in each language.
func write(folder string, s *waves.Story) error {
	for _, l := range s.First.Plan.Brief.Languages {
		for name, page := range map[string][]byte{"retrospective": pages.HTML(s.Retrospective, s.First.Plan, s.Progress, l), "second-plan": document.HTML(s.Second.Plan, document.Style{Language: l})} {
			if err := os.WriteFile(filepath.Join(folder, name+"."+string(l)+".html"), page, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
