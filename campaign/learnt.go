package campaign

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// Learnt is what a relationship believes of how a segment, or people in general,
// respond to a proposition, a channel or a moment: for a report, and for the mix
// of the next brief. It tells of groups and of nobody. Source: seed 001, the
// learning relationship.
type Learnt struct {
	Kind    LearntKind
	ID      string // of the proposition or channel; of a moment, its number from 0, in the order of its parts of the week
	Segment string // ID; empty for people in general
	People  int    // who taught it
	// Odds are how many times likelier a response is, in odds: for people in
	// general than to the rest of the campaign, for a segment than for people in
	// general.
	Odds float64
	// Low and High are the ends of where the odds are believed to be, by 95 %.
	Low, High float64
	Text      string // in words, for people who plan
}

// LearntKind is what of a message something was learnt of.
type LearntKind string

// The kinds of what is learnt.
const (
	LearntProposition LearntKind = "proposition"
	LearntChannel     LearntKind = "channel"
	LearntMoment      LearntKind = "moment"
)

// Learnt lists what a relationship of the plan learnt of propositions, channels
// and moments, for people in general and then segment by segment in the brief's
// order; what they respond to most comes first in each kind. Groups of fewer than
// least people are left out, and those of fewer than five always.
//
// What is learnt of propositions decides what the widget shows, and what is
// learnt of moments at what time of its day a push goes out. What is learnt of
// channels decides nothing by itself: through which channel a touchpoint goes is
// planned, and this list is what the next plan can go by. People were not sent
// their channels by lot, so that a figure is a reason to try and no proof.
func (p *Plan) Learnt(r *engagement.Relationship, least int, l engagement.Language) []Learnt {
	l = engagement.MatchLanguage(p.Brief.Languages, string(l))
	var all []Learnt
	for _, g := range r.Model().Groups(least) {
		kind, id, _ := strings.Cut(g.About, ":")
		_, segment, _ := strings.Cut(g.Given, ":")
		about, who := p.about(g.About, l), p.group(segment, l)
		if about == "" || who == "" {
			continue // of another plan
		}
		const within = 1.96 // deviations, of 95 %
		t := Learnt{
			Kind: LearntKind(kind), ID: id, Segment: segment, People: g.People,
			Odds: math.Exp(g.Mean),
			Low:  math.Exp(g.Mean - float64(within*g.Deviation)),
			High: math.Exp(g.Mean + float64(within*g.Deviation)),
		}
		key := "relation.group.unclear"
		switch {
		case t.Low > 1:
			key = "relation.group.more"
		case t.High < 1:
			key = "relation.group.less"
		}
		t.Text = catalogue.Text(string(l), key, who, about, oddsIn(t.Odds, l), oddsIn(t.Low, l), oddsIn(t.High, l), t.People)
		all = append(all, t)
	}
	kinds := []LearntKind{LearntProposition, LearntChannel, LearntMoment}
	slices.SortStableFunc(all, func(a, b Learnt) int {
		return cmp.Or(
			cmp.Compare(p.segmentPlace(a.Segment), p.segmentPlace(b.Segment)),
			cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
			cmp.Compare(b.Odds, a.Odds),
		)
	})
	return all
}

// group names a segment, or people in general where the ID is empty.
func (p *Plan) group(segment string, l engagement.Language) string {
	if segment == "" {
		return catalogue.Text(string(l), "relation.group.everyone")
	}
	if s := p.Brief.Segment(segment); s != nil {
		return catalogue.Text(string(l), "relation.group.segment", s.Name.In(l))
	}
	return ""
}

func (p *Plan) segmentPlace(id string) int {
	for i := range p.Brief.Segments {
		if p.Brief.Segments[i].ID == id {
			return i
		}
	}
	return -1 // people in general
}

// oddsIn writes odds with one decimal, as a language does.
func oddsIn(odds float64, l engagement.Language) string {
	if l == "en" {
		return decimal(odds)
	}
	return strings.ReplaceAll(decimal(odds), ".", ",")
}
