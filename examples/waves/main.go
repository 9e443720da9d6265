// Command waves runs a campaign twice with invented people: it simulates a first
// wave, makes the retrospective, decides about the changes proposed, plans the
// second wave from the changed brief, simulates that for the same people, and
// says by how much it did better: go run ./examples/waves [folder]
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

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/document"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	pages "github.com/osmosi-learning/osmosi/evaluation/retrospective/document"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

func main() {
	if err := run(os.Stdout, append(os.Args, "")[1]); err != nil {
		log.Fatal(err)
	}
}

// second is the next wave: a year after the first, on the same weekdays.
var second = retrospective.Wave{ID: "sparks-2028", Inform: "2028-01-10"}

func run(out io.Writer, folder string) error {
	brief, err := firstBrief()
	if err != nil {
		return err
	}
	workforce := lumenta.Workforce(company)
	people := characters(workforce)
	first, err := newWave(brief, workforce)
	if err != nil {
		return err
	}
	before, err := first.run(people, 1)
	if err != nil {
		return err
	}
	r, err := before.look()
	if err != nil {
		return err
	}
	rulings := rule(r, true)
	next, found := retrospective.Next(brief, r, rulings, second)
	if next == nil {
		return found.Err()
	}
	counts := map[retrospective.Verdict]int{}
	for _, l := range r.Lessons {
		counts[l.Verdict]++
	}
	fmt.Fprintf(out, "%d worked, %d did not, %d not known yet\n\n", counts[retrospective.Worked], counts[retrospective.DidNot], counts[retrospective.Unknown])
	for _, l := range next.History[0].Lessons {
		fmt.Fprintf(out, "%-8s  %s\n          %s\n", l.Decision, l.Change.En, l.Lesson.En)
	}
	then, err := newWave(next, workforce)
	if err != nil {
		return err
	}
	after, err := then.run(people, 2)
	if err != nil {
		return err
	}
	progress, err := before.against(after)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%-34s %6s %6s\n", "Of all people", "wave 1", "wave 2")
	one, two := before.touches.Count(nil, nil), after.touches.Count(nil, nil)
	for _, row := range []struct {
		name string
		a, b int
	}{{"reached", one.Reached, two.Reached}, {"began", one.Activated, two.Activated}, {"completed", one.Completed, two.Completed}, {"put something away", one.Dismissed, two.Dismissed}} {
		fmt.Fprintf(out, "%-34s %6d %6d\n", row.name, row.a, row.b)
	}
	fmt.Fprintf(out, "\n%s\n", pages.Sentence(progress, engagement.English))
	if folder == "" {
		return nil
	}
	return write(folder, r, first.plan, then.plan, progress)
}

// write writes the retrospective and the second plan in each language.
func write(folder string, r *retrospective.Retrospective, first, then *campaign.Plan, p *retrospective.Progress) error {
	for _, l := range first.Brief.Languages {
		for name, page := range map[string][]byte{"retrospective": pages.HTML(r, first, p, l), "second-plan": document.HTML(then, document.Style{Language: l})} {
			if err := os.WriteFile(filepath.Join(folder, name+"."+string(l)+".html"), page, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
