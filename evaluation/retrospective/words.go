package retrospective

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// in says something in each language.
func in(say func(l engagement.Language) string) engagement.Text {
	return engagement.Text{It: say(engagement.Italian), Nl: say(engagement.Dutch), En: say(engagement.English)}
}

// say is a text of the catalogue in each language; an argument that is a text
// comes in that language's words.
func say(key string, args ...any) engagement.Text {
	return in(func(l engagement.Language) string {
		own := make([]any, len(args))
		for i, a := range args {
			if t, ok := a.(engagement.Text); ok {
				a = written(t).In(l)
			}
			own[i] = a
		}
		return catalogue.Text(string(l), key, own...)
	})
}

// meaning is what a lesson's figure means, in one sentence.
func (m *maker) meaning(l *Lesson) engagement.Text {
	subject, beside := m.subject(l)
	key := "retro." + string(l.Topic) + "." + string(l.Verdict)
	if l.Topic != Variant && l.Verdict == Unknown && l.Against == nil && l.Mark == 0 {
		key = "retro.alone"
	}
	return in(func(l10n engagement.Language) string {
		args := []any{written(subject).In(l10n), written(beside).In(l10n)}
		for _, f := range []*Figure{l.Figure, l.Against} {
			if f == nil {
				f = &Figure{}
			}
			share, low, high := Percents(f, l10n)
			args = append(args, share, low, high, f.People)
		}
		args = append(args, percent(l.Mark, 0, l10n))
		return catalogue.Text(string(l10n), key, args...)
	})
}

// subject names what a lesson is about, and what beside.
func (m *maker) subject(l *Lesson) (subject, beside engagement.Text) {
	switch l.Topic {
	case Reach, Dismissal:
		return m.channel(l.Channel), beside
	case Moment:
		return m.channel(l.Channel), say("relation.moment." + l.ID[strings.LastIndexByte(l.ID, '.')+1:])
	case Proposition:
		return m.gain(l.Proposition), m.segment(l.Segment)
	case Segment:
		return m.segment(l.Segment), say("phase." + string(l.Phase))
	case Variant:
		return m.title(l.Touchpoint), say("retro.name", l.ID[strings.LastIndexByte(l.ID, '.')+1:])
	}
	return m.title(l.Touchpoint), beside
}

func (m *maker) title(touchpoint string) engagement.Text {
	if t := m.said.Touchpoint(touchpoint); t != nil {
		return plain(t.Title)
	}
	return say("retro.name", touchpoint)
}

func (m *maker) channel(id string) engagement.Text {
	if c := m.brief.Channel(id); c != nil {
		return plain(c.Name)
	}
	return say("retro.name", id)
}

func (m *maker) segment(id string) engagement.Text {
	if s := m.brief.Segment(id); s != nil {
		return plain(s.Name)
	}
	return say("retro.name", id)
}

func (m *maker) gain(proposition string) engagement.Text {
	if q := m.said.Brief.Proposition(proposition); q != nil {
		return in(func(l engagement.Language) string { return strings.TrimRight(markup.Plain(q.Gain.In(l)), ".!") })
	}
	return say("retro.name", proposition)
}

func plain(t engagement.Text) engagement.Text {
	return in(func(l engagement.Language) string { return markup.Plain(t.In(l)) })
}

// titles names touchpoints: each in the quotation marks of the language; of many
// the first, and how many more.
func (m *maker) titles(ids []string) engagement.Text {
	return in(func(l engagement.Language) string {
		var names []string
		for i, id := range ids {
			if i == mostNamed {
				names = append(names, catalogue.Text(string(l), "retro.more", len(ids)-i))
				break
			}
			names = append(names, catalogue.Text(string(l), "plan.experiment.titled", written(m.title(id)).In(l)))
		}
		return strings.Join(names, ", ")
	})
}

// mostNamed is how many touchpoints a sentence names.
const mostNamed = 3

// Percents writes a figure and the ends of its interval as people do: in whole
// percents, with a decimal where the interval is narrower than two.
func Percents(f *Figure, l engagement.Language) (share, low, high string) {
	digits := 0
	if f.High-f.Low < 0.02 {
		digits = 1
	}
	return percent(f.Share, digits, l), percent(f.Low, digits, l), percent(f.High, digits, l)
}

func percent(v float64, digits int, l engagement.Language) string {
	return message.NewPrinter(language.Make(string(l))).Sprint(number.Percent(v, number.Scale(digits)))
}
