package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// journeys show for each sequence of a phase which way people take through it:
// when each message comes, for whom, and what comes otherwise. It is Markdown.
func (w writer) journeys(phase campaign.Phase) string {
	var b strings.Builder
	for planned, t := range w.touchpoints {
		if _, part, _ := planned.Part(); part != "" || t.Phase != phase || t.Drip == nil {
			continue
		}
		b.WriteString("\n**" + markup.Escape(w.say("plan.journey")) + ": " + markup.Escape(markup.Clean(t.Title.In(w.language))) + "**\n\n")
		rows := table{head: []string{w.say("plan.journey.step"), w.say("plan.journey.when"), w.say("plan.journey.who"), w.say("plan.journey.else")}}
		everyone := w.say("plan.journey.everyone")
		rows.row("1 · "+markup.Escape(t.Title.In(w.language)), markup.Escape(w.say("plan.journey.first")), markup.Escape(everyone), "")
		number := 1
		w.steps(&rows, t.Drip.Steps, "", &number, everyone)
		b.WriteString(rows.String() + "\n" + markup.Escape(w.say("plan.journey.end")) + "\n")
	}
	return b.String()
}

// steps adds a row for each step, those that stand in for it below it.
func (w writer) steps(rows *table, steps []campaign.Step, instead string, number *int, everyone string) {
	for i := range steps {
		s := &steps[i]
		*number++
		own := w.say("plan.part.step", *number)
		when := w.timed(s)
		if instead != "" {
			when = w.say("plan.journey.instead", instead, when)
		}
		who, gated := w.asked(s)
		if !gated {
			who = everyone
		}
		other := ""
		switch {
		case len(s.Otherwise) > 0:
			other = w.say("plan.part.step", *number+1)
		case gated:
			other = w.say("plan.journey.on")
		}
		rows.row(markup.Escape(w.numbers.Sprint(*number)+" · "+s.Title.In(w.language)), markup.Escape(when), markup.Escape(who), markup.Escape(other))
		w.steps(rows, s.Otherwise, own, number, everyone)
	}
}

// timed says when a step comes.
func (w writer) timed(s *campaign.Step) string {
	when := w.say("plan.journey.then")
	switch {
	case s.WorkingDays > 0:
		when = w.say("plan.journey.workingDays", s.WorkingDays)
	case s.Delay > 0:
		when = w.say("plan.journey.delay", s.Delay)
	}
	if s.Time != "" {
		when = w.say("plan.journey.at", when, s.Time)
	}
	return when
}

// asked says whom a step is for; false where it asks for nothing.
func (w writer) asked(s *campaign.Step) (string, bool) {
	var asked []string
	if s.When != nil {
		asked = append(asked, w.vocabulary.replace(w.language, s.When.Explain(w.language, w.ownTraits())))
	}
	if s.After != "" {
		asked = append(asked, w.say("plan.after."+string(s.After)))
	}
	if s.Wait != nil {
		asked = append(asked, w.say("plan.journey.wait", w.say("plan.after."+string(s.Wait.For)), s.Wait.Days))
	}
	return strings.Join(asked, "; "), len(asked) > 0
}

// countSteps counts those that stand in for others too.
func (w writer) countSteps(steps []campaign.Step) int {
	n := len(steps)
	for _, s := range steps {
		n += w.countSteps(s.Otherwise)
	}
	return n
}
