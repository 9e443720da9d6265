package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/document"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	lessons "github.com/osmosi-learning/osmosi/evaluation/retrospective/document"
	"github.com/osmosi-learning/osmosi/examples/waves"
)

// secondWave is a year after the first, on the same weekdays.
var secondWave = retrospective.Wave{ID: "sparks-2028", Inform: "2028-01-10"}

// twoWaves plays two waves of the campaign when somebody first asks for them,
// and keeps what came of it. That takes some seconds, so nobody waits for it.
type twoWaves struct {
	workforce *audience.Workforce
	begin     sync.Once
	sync.Mutex
	begun int // chapters
	story *waves.Story
	err   error
}

// look is how many chapters have begun, and the story once it is over.
func (t *twoWaves) look() (int, *waves.Story, error) {
	t.begin.Do(func() {
		go func() {
			story, err := waves.Play(t.workforce, waves.Seeds{Character: 1, First: 1, Second: 2}, secondWave, func(waves.Chapter) {
				t.Lock()
				defer t.Unlock()
				t.begun++
			})
			t.Lock()
			defer t.Unlock()
			t.story, t.err = story, err
		}()
	})
	t.Lock()
	defer t.Unlock()
	return t.begun, t.story, t.err
}

func (t *twoWaves) routes(mux *http.ServeMux, s *server) {
	mux.HandleFunc("GET /waves", func(w http.ResponseWriter, r *http.Request) {
		f := s.frame(r, "report")
		f.Title = "waves"
		begun, story, err := t.look()
		switch {
		case err != nil:
			s.fail(w, err)
		case story == nil:
			s.page(w, "waves_playing.html", struct {
				frame
				Begun    int
				Chapters []waves.Chapter
			}{f, begun, waves.Chapters()})
		default:
			s.page(w, "waves.html", newWavesPage(f, story))
		}
	})
	mux.HandleFunc("GET /waves/progress", func(w http.ResponseWriter, _ *http.Request) {
		begun, story, err := t.look()
		w.Header().Set("Cache-Control", "no-store")
		json.NewEncoder(w).Encode(map[string]any{"begun": begun, "over": story != nil || err != nil})
	})
	whole := func(show func(http.ResponseWriter, *waves.Story, engagement.Language)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			v := s.visit(r)
			_, story, err := t.look()
			switch {
			case err != nil:
				s.fail(w, err)
			case story == nil:
				http.Redirect(w, r, "/waves?"+string(v.Query()), http.StatusSeeOther)
			default:
				show(w, story, v.Language)
			}
		}
	}
	mux.HandleFunc("GET /waves/retrospective", whole(func(w http.ResponseWriter, story *waves.Story, l engagement.Language) {
		s.document(w, lessons.HTML(story.Retrospective, story.First.Plan, story.Progress, l))
	}))
	for name, plan := range map[string]func(*waves.Story) *campaign.Plan{
		"first": func(s *waves.Story) *campaign.Plan { return s.First.Plan }, "second": func(s *waves.Story) *campaign.Plan { return s.Second.Plan },
	} {
		mux.HandleFunc("GET /waves/"+name, whole(func(w http.ResponseWriter, story *waves.Story, l engagement.Language) {
			s.document(w, document.HTML(plan(story), document.Style{Language: l}))
		}))
		mux.HandleFunc("GET /waves/"+name+".json", whole(func(w http.ResponseWriter, story *waves.Story, _ engagement.Language) { s.json(w, plan(story)) }))
	}
}

// wavesPage is what the page of both waves shows, in words.
type wavesPage struct {
	frame
	Events                 string
	Sentence, Chance, Same string // what the second wave did, how surely, and what came without changes
	Bars                   []shownBar
	Differences            []shownDifference
	Left, Right            string // ends of their axis
	First, Second          shownWave
	Counts, Rule, Smallest string
	Proposals              []shownProposal
	Channels               []shownChannel
	Accepted               []string
	Segments               []shownSegment
	People                 string // who they are in both waves
	Drawn                  bool   // whether an experiment decided about a change
}

// shownBar is a share with its interval; Words say the same.
type shownBar struct {
	Name, Words string
	Bar         template.HTML // empty where the share is kept back
}

type shownDifference struct {
	Name, Words string
	Span        template.HTML
}

type shownWave struct {
	Words   map[string]string
	Name    string
	Phases  []shownPhase
	Results []shownResult
}

type shownPhase struct {
	Name        string
	First, Last engagement.Date
	Touchpoints int
}

// shownResult is how far people got, and of whom that is a share.
type shownResult struct{ Name, Of, People, Share string }

// shownProposal is a change that was proposed, and what was decided about it.
type shownProposal struct {
	campaign.PastLesson
	Meaning, Says, Because, Why string
	Decided                     string
	Bars                        []shownBar
	Changes                     []string
	Patch                       string
}

type shownChannel struct {
	Name          string
	First, Second int
}

type shownSegment struct {
	Name string
	Bars []shownBar
}

// teller puts the story in words of one language.
type teller struct {
	language engagement.Language
	words    map[string]string
	printer  *message.Printer
}

func (t teller) say(key string, args ...any) string { return fmt.Sprintf(t.words[key], args...) }

// share of some people in words, with their number and its interval.
func (t teller) share(f *retrospective.Figure) string {
	share, low, high := retrospective.Percents(f, t.language)
	return t.say("waves.share", share, t.say("waves.range", low, high), t.printer.Sprint(f.People))
}

func (t teller) bar(name string, f *retrospective.Figure) shownBar {
	if f == nil {
		return shownBar{Name: name, Words: t.words["waves.hidden"]}
	}
	return shownBar{name, t.share(f), template.HTML(lessons.Bar(f))}
}

func newWavesPage(f frame, s *waves.Story) wavesPage {
	t := teller{f.Language, f.Words, message.NewPrinter(language.Make(string(f.Language)))}
	first, second := t.words["waves.wave1"], t.words["waves.wave2"]
	p := wavesPage{
		frame: f, Events: t.say("waves.note", t.printer.Sprint(s.First.Events), t.printer.Sprint(s.Second.Events)),
		Sentence: cmp.Or(lessons.Sentence(s.Progress, t.language), t.words["waves.few"]),
		First:    t.wave(first, s.First), Second: t.wave(second, s.Second), Segments: t.segments(s),
		Smallest: t.say("waves.smallest", s.Retrospective.SmallestGroup),
		Rule:     t.say("waves.rule", t.printer.Sprint(number.Percent(waves.Surely))),
		People:   t.words["waves.noPeople"],
	}
	if s.Progress != nil {
		p.Chance = t.chance(s.Progress)
		p.Bars = []shownBar{t.bar(first, &s.Progress.Before), t.bar(second, &s.Progress.After)}
		p.People = t.say("waves.same", t.printer.Sprint(s.Progress.After.People))
	}
	if s.Progress != nil && s.Unchanged != nil {
		p.Same = lessons.Sentence(s.Unchanged, t.language)
		p.Bars = append(p.Bars, t.bar(t.words["waves.unchanged"], &s.Unchanged.After))
		most := lessons.Reach(s.Progress, s.Unchanged)
		p.Left, p.Right = lessons.Points(-most, t.language), lessons.Points(most, t.language)
		for i, d := range []*retrospective.Progress{s.Progress, s.Unchanged} {
			words := lessons.Points(d.Difference, t.language) + " (" + t.say("waves.range", lessons.Points(d.Low, t.language), lessons.Points(d.High, t.language)) + ")"
			p.Differences = append(p.Differences, shownDifference{p.Bars[i+1].Name, words, template.HTML(lessons.Span(d, most))})
		}
	}
	counts := map[retrospective.Verdict]int{}
	for _, l := range s.Retrospective.Lessons {
		counts[l.Verdict]++
	}
	p.Counts = t.say("waves.counts", counts[retrospective.Worked], counts[retrospective.DidNot], counts[retrospective.Unknown], len(s.Rulings))
	for _, past := range s.Second.Plan.Brief.History[len(s.Second.Plan.Brief.History)-1].Lessons {
		shown, topic := t.proposal(s, past)
		p.Proposals = append(p.Proposals, shown)
		p.Drawn = p.Drawn || topic == retrospective.Variant && past.Decision == campaign.Accepted
		if past.Decision == campaign.Accepted {
			p.Accepted = append(p.Accepted, past.Change.In(t.language))
		}
	}
	for _, ch := range s.First.Plan.Brief.Channels {
		in := func(p *campaign.Plan) (n int) {
			for i := range p.Brief.Touchpoints {
				if p.Brief.Touchpoints[i].Channel == ch.ID {
					n++
				}
			}
			return n
		}
		if shown := (shownChannel{ch.Name.In(t.language), in(s.First.Plan), in(s.Second.Plan)}); shown.First+shown.Second > 0 {
			p.Channels = append(p.Channels, shown)
		}
	}
	return p
}

// chance says how likely the difference would be if nothing had become better.
func (t teller) chance(p *retrospective.Progress) string {
	of := t.printer.Sprint(10000)
	n := int(math.Ceil(p.Probability * 10000))
	key := "waves.chance." + string(p.Verdict)
	if n <= 1 {
		return t.words[key] + " " + t.say("waves.chance.least", of)
	}
	return t.words[key] + " " + t.say("waves.chance.of", t.printer.Sprint(n), of)
}

// proposal is a lesson about which was decided, and its topic.
func (t teller) proposal(s *waves.Story, past campaign.PastLesson) (shownProposal, retrospective.Topic) {
	shown := shownProposal{PastLesson: past, Meaning: past.Lesson.In(t.language), Says: past.Change.In(t.language), Why: past.Reason.In(t.language), Decided: t.words["waves."+string(past.Decision)]}
	i := slices.IndexFunc(s.Retrospective.Lessons, func(l retrospective.Lesson) bool { return l.ID == past.ID })
	l := &s.Retrospective.Lessons[i]
	shown.Because = l.Proposal.Reason.In(t.language)
	shown.Changes = lessons.Changes(l.Proposal.Patch, s.First.Plan, t.language)
	if l.Figure != nil && l.Against != nil {
		shown.Bars = []shownBar{t.bar(t.words["waves.observed"], l.Figure), t.bar(t.words["waves.others"], l.Against)}
	}
	if l.Probability != nil {
		shown.Meaning += " " + t.probability(*l.Probability)
	}
	for _, o := range l.Proposal.Patch {
		if line, err := json.Marshal(o); err == nil { // an operation that was made can be written
			shown.Patch += string(line) + "\n"
		}
	}
	return shown, l.Topic
}

// probability says how likely chance would bring such a lesson.
func (t teller) probability(p float64) string {
	if p < 0.001 {
		return t.say("waves.less", t.printer.Sprint(number.Percent(0.001, number.Scale(1))))
	}
	return t.say("waves.probability", t.printer.Sprint(number.Percent(p, number.Scale(1))))
}

// wave is a plan in short, and what came of it.
func (t teller) wave(name string, r waves.Run) shownWave {
	w := shownWave{Words: t.words, Name: name}
	for i, phase := range r.Plan.Phases {
		shown := shownPhase{Name: t.words["day"+strconv.Itoa(i)], First: phase.First, Last: phase.Last}
		for j := range r.Plan.Brief.Touchpoints {
			if r.Plan.Brief.Touchpoints[j].Phase == phase.Phase {
				shown.Touchpoints++
			}
		}
		w.Phases = append(w.Phases, shown)
	}
	rows := funnel(r.Measures, measure.Whole)
	if len(rows) == 0 {
		return w
	}
	everyone := rows[0]
	for _, stage := range []struct {
		name     string
		cell, of *evaluation.Cell
	}{{"reached", &everyone.Reached, everyone.Audience}, {"began", &everyone.Activated, &everyone.Reached}, {"completed", &everyone.Completed, &everyone.Activated}, {"away", &everyone.Dismissed, &everyone.Reached}} {
		shown := shownResult{Name: t.words["waves."+stage.name], Of: t.words["waves.of."+stage.name], People: t.words["waves.hidden"], Share: "–"}
		if stage.cell.People != nil {
			shown.People = t.printer.Sprint(*stage.cell.People)
		}
		if f := figure(stage.cell, stage.of); f != nil {
			shown.Share = t.share(f)
		}
		w.Results = append(w.Results, shown)
	}
	return w
}

// segments are those who began, of those reached, in both waves: of the segments
// that anybody counts in.
func (t teller) segments(s *waves.Story) []shownSegment {
	var all []shownSegment
	after := funnel(s.Second.Measures, measure.BySegment)
	for _, row := range funnel(s.First.Measures, measure.BySegment) {
		shown := shownSegment{Name: t.words["everyone"]}
		if g := s.First.Plan.Brief.Segment(row.Value); g != nil {
			shown.Name = g.Name.In(t.language)
		}
		rows := []measure.Row{row}
		if i := slices.IndexFunc(after, func(r measure.Row) bool { return r.Value == row.Value }); i >= 0 {
			rows = append(rows, after[i])
		}
		for i, name := range []string{"waves.wave1", "waves.wave2"}[:len(rows)] {
			bar := t.bar(t.words[name], figure(&rows[i].Activated, &rows[i].Reached))
			if nobody(&rows[i]) {
				bar.Words = t.words["waves.nobody"]
			}
			shown.Bars = append(shown.Bars, bar)
		}
		if slices.ContainsFunc(rows, func(r measure.Row) bool { return !nobody(&r) }) {
			all = append(all, shown)
		}
	}
	return all
}

// nobody reports whether a row is known to be about nobody.
func nobody(r *measure.Row) bool {
	return r.Audience != nil && r.Audience.People != nil && *r.Audience.People == 0
}

// funnel of measures that is split in a way.
func funnel(m *measure.Measures, by measure.Split) []measure.Row {
	for i := range m.Funnels {
		if m.Funnels[i].By == by {
			return m.Funnels[i].Rows
		}
	}
	return nil
}

// figure is the share of a cell, nil where it is kept back or of nobody.
func figure(c, of *evaluation.Cell) *retrospective.Figure {
	if c.Rate == nil || of == nil || of.People == nil {
		return nil
	}
	return &retrospective.Figure{People: *of.People, Share: c.Rate.Share, Low: c.Rate.Low, High: c.Rate.High}
}
