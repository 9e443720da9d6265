package campaign

import (
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/dates"
)

// Terms are what is agreed about a touchpoint, in sentences of plain text for
// the people who get it: who tells a story and how far it may go, how long a
// learning moment is, for whom a reward is, what a contest shows.
func (t *Touchpoint) Terms(l engagement.Language) []string {
	var terms []string
	say := func(key string, args ...any) string { return catalogue.Text(string(l), key, args...) }
	add := func(key string, args ...any) { terms = append(terms, say(key, args...)) }
	if s := t.Story; s != nil {
		add("term.story.teller", s.Teller.In(l))
		if len(s.PassOn) > 0 {
			add("term.story.passOn", strings.Join(labels(l, "sharer.", s.PassOn), ", "))
		}
		add("term.story.use." + string(s.Use))
	}
	if m := t.Moment; m != nil {
		if m.Weekday == "" { // only in a person's own
			add("term.moment.turns", m.EveryWeeks, dates.Duration(m.Minutes, l))
		} else {
			add("term.moment", m.EveryWeeks, say("weekday."+string(m.Weekday)), dates.Duration(m.Minutes, l))
		}
		if m.WorkingTime {
			add("term.moment.workingTime")
		}
		if m.OwnChoice {
			add("term.moment.ownChoice")
		}
	}
	if r := t.Reward; r != nil {
		add("term.reward", say("rewardKind."+string(r.Kind)), r.What.In(l), say("rewarded."+string(r.For)))
	}
	if c := t.Contest; c != nil {
		if c.OptIn {
			add("term.contest.optIn")
		} else {
			add("term.contest.everybody")
		}
		add("term.contest.ranking." + string(c.Ranking))
		if len(c.Prizes) > 0 {
			add("term.contest.prizes", strings.Join(labels(l, "prize.", c.Prizes), ", "))
		}
	}
	if t.CoCreation != nil {
		add("term.coCreation")
	}
	if t.Ambassadors != nil {
		add("term.ambassadors")
	}
	if t.RoleModel != nil && t.RoleModel.OptIn {
		add("term.roleModel.optIn")
	}
	if r := t.RoleModel; r != nil && len(r.Where) > 0 {
		add("term.roleModel.where", strings.Join(labels(l, "stage.", r.Where), ", "))
	}
	if q := t.Pulse; q != nil && q.Questions > 0 {
		add("term.pulse", q.Questions)
	}
	if c := t.InsightCall; c != nil {
		add("term.insightCall", c.Cards)
	}
	if k := t.Toolkit; k != nil {
		items := make([]string, len(k.Items))
		for i, item := range k.Items {
			items[i] = item.In(l)
		}
		add("term.toolkit", strings.Join(items, "; "))
	}
	return terms
}

// labels puts values of an enumeration in words.
func labels[S ~string](l engagement.Language, prefix string, values []S) []string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = catalogue.Text(string(l), prefix+string(v))
	}
	return words
}
