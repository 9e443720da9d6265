package survey

import (
	"maps"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Motives makes of the answers to questions after needs, reasons and factors
// what a brief knows of a segment: how many named each. Asked is how many
// people of the group were, and date the day of the last answers. The group is
// the one that sheets name, such as a segment; empty, it is everyone.
//
// A brief travels, so counts are left out here that are small, that leave few
// over, or that others would tell: what comes back passes
// [audience.Survey.Check]. Of everyone, a count is also left out where those of
// the groups would tell it of a few. It is nil where too few answered, or
// where the group must not be told of.
func (t *Tally) Motives(wave, group string, asked int, date engagement.Date) *audience.Survey {
	groups, names := t.byGroup(wave)
	least := t.survey.Least()
	var sizes []size
	for _, c := range groups {
		sizes = append(sizes, size{whole: c.Sheets})
	}
	hidden, total := hide(sizes, least)
	if group != "" {
		i := slices.Index(names, group)
		if i < 0 || hidden[i] {
			return nil
		}
		return t.motives(groups[i], asked, date)
	}
	if total {
		return nil
	}
	all := t.survey.newCell()
	var told []*audience.Survey // what is told of each group
	for i, c := range groups {
		all.merge(c)
		told = append(told, nil)
		if names[i] != "" && !hidden[i] {
			told[i] = t.motives(c, c.Sheets, date)
		}
	}
	out := t.motives(all, asked, date)
	if out == nil {
		return nil
	}
	for _, trait := range AllMotives() {
		counts := t.survey.named(all, trait)
		for value := range counts {
			var named, others int // of the groups that do not tell the value
			for i, c := range groups {
				n := t.survey.named(c, trait)[value]
				if told[i] != nil {
					if _, tells := told[i].Named(string(trait))[value]; tells {
						continue
					}
				}
				named, others = named+n, others+c.Sheets-n
			}
			if !(size{named, others}).enough(least) {
				drop(out, trait, value)
			}
		}
	}
	return settled(out)
}

// motives of one cell.
func (t *Tally) motives(c *cell, asked int, date engagement.Date) *audience.Survey {
	least := t.survey.Least()
	if c.Sheets < least {
		return nil
	}
	out := &audience.Survey{Date: date, Asked: max(asked, c.Sheets), Answered: c.Sheets, Smallest: t.survey.Smallest}
	for _, trait := range AllMotives() {
		for value, n := range t.survey.named(c, trait) {
			if (size{n, c.Sheets - n}).enough(least) {
				put(out, trait, value, n)
			}
		}
	}
	return settled(out)
}

// named is how many people of a cell named each value of a trait; nil where
// nobody answered. Where more than one question is after it, the first counts.
func (s *Survey) named(c *cell, trait Motive) map[string]int {
	for i := range s.Questions {
		q := &s.Questions[i]
		if q.Motive != trait {
			continue
		}
		if c.Questions[q.ID].Answered == 0 {
			return nil
		}
		counts := map[string]int{}
		for o, option := range q.Options {
			counts[option.ID] = c.Questions[q.ID].Counts[o]
		}
		return counts
	}
	return nil
}

// settled leaves out more counts, the smallest first, until nothing follows
// from those that stay; of equals, the last in the alphabet.
func settled(s *audience.Survey) *audience.Survey {
	for _, trait := range AllMotives() {
		for {
			counts := s.Named(string(trait))
			untold, rest := len(trait.values())-len(counts), s.Answered
			for _, n := range counts {
				rest -= n
			}
			if len(counts) == 0 || untold == 0 || rest <= 0 || rest >= s.Least() {
				break
			}
			smallest := ""
			for _, value := range slices.Sorted(maps.Keys(counts)) {
				if n := counts[value]; n > 0 && (smallest == "" || n <= counts[smallest]) {
					smallest = value
				}
			}
			if smallest == "" {
				break
			}
			drop(s, trait, smallest)
		}
	}
	return s
}

func put(s *audience.Survey, trait Motive, value string, n int) {
	switch trait {
	case ByNeed:
		s.Needs = with(s.Needs, engagement.Need(value), n)
	case ByReason:
		s.Reasons = with(s.Reasons, engagement.Reason(value), n)
	case ByFactor:
		s.Factors = with(s.Factors, engagement.Factor(value), n)
	}
}

func with[K comparable](counts map[K]int, value K, n int) map[K]int {
	if counts == nil {
		counts = map[K]int{}
	}
	counts[value] = n
	return counts
}

func drop(s *audience.Survey, trait Motive, value string) {
	switch trait {
	case ByNeed:
		delete(s.Needs, engagement.Need(value))
	case ByReason:
		delete(s.Reasons, engagement.Reason(value))
	case ByFactor:
		delete(s.Factors, engagement.Factor(value))
	}
}
