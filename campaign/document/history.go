package document

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// history tells what the last wave taught and what came of it: first what was
// changed and where, then what was not, with the reasons; empty in a first
// wave. It is Markdown.
func (w writer) history() string {
	if len(w.brief.History) == 0 {
		return ""
	}
	last := w.brief.History[len(w.brief.History)-1]
	var b strings.Builder
	b.WriteString(markup.Escape(w.say("plan.history.intro", last.Campaign, w.date(last.Made))) + "\n")
	for _, d := range campaign.Decisions() {
		t := table{head: []string{w.say("plan.history.lesson"), w.say("plan.history.change." + string(d)), w.say("plan.history.where"), w.say("plan.history.decided")}}
		for _, l := range last.Lessons {
			if l.Decision == d {
				t.row(markup.Escape(l.Lesson.In(w.language)), markup.Escape(l.Change.In(w.language)), markup.Escape(w.cameOf(l.Touchpoints)), w.decided(&l))
			}
		}
		if len(t.rows) > 0 {
			b.WriteString("\n### " + markup.Escape(w.say("plan.history."+string(d))) + "\n\n" + t.String())
		}
	}
	return b.String()
}

// cameOf names the touchpoints that a change acts on; those that the brief no
// longer has by their ID.
func (w writer) cameOf(ids []string) string {
	if len(ids) == 0 {
		return w.say("plan.history.general")
	}
	return w.titles(ids)
}

// decided says who decided, when and why. A reason in another language is given
// as it was written, with its language.
func (w writer) decided(l *campaign.PastLesson) string {
	reason := l.Reason.In(w.language)
	for _, other := range engagement.Languages() {
		if written := l.Reason.In(other); reason == "" && written != "" {
			reason = w.say("plan.history.written", written, string(other))
		}
	}
	return markup.Escape(w.say("plan.history.by", reason, l.By, w.date(l.On)))
}

// changed marks a touchpoint that the last wave changed, in a cell after its
// title; empty elsewhere. It is Markdown of one line.
func (w writer) changed(touchpoint string) string {
	if n := len(w.brief.History); n > 0 {
		for _, l := range w.brief.History[n-1].Lessons {
			if l.Decision == campaign.Accepted && slices.Contains(l.Touchpoints, touchpoint) {
				return " — *" + markup.Escape(w.say("plan.history.mark")) + "*"
			}
		}
	}
	return ""
}
