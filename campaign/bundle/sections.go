package bundle

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// sections are what the shell shows under the card, each where the plan has
// any of it, through whatever channel: a learning moment that is announced by
// e-mail is as much a moment of whoever reads the page. Sources: seeds 001, 003
// and 004.
type sections struct {
	Stories     []story       `json:"stories,omitempty"`
	Moments     []moment      `json:"moments,omitempty"`
	Toolkit     []toolkit     `json:"toolkit,omitempty"`
	Steps       []step        `json:"steps,omitempty"`
	Recognition []recognition `json:"recognition,omitempty"`
}

// due says for whom something is and when, so that the shell can tell without
// the engine: it is in all the segments, and leads a team where only managers
// get it.
type due struct {
	Touchpoint  string   `json:"touchpoint"`
	Proposition string   `json:"proposition"`
	Segments    []string `json:"segments,omitempty"`
	Managers    bool     `json:"managers,omitempty"`
	// From is the moment from which on it shows, on the clock of the page; Until is the last day.
	From  string          `json:"from"`
	Until engagement.Date `json:"until"`
}

// message is what a touchpoint says.
type message struct {
	Title string `json:"title"`
	// Body is absent of a moment that another channel announces, as what is attached.
	Body     json.RawMessage  `json:"body,omitempty"`
	Variants map[string]texts `json:"variants,omitempty"`
}

// story is a success story whose teller consents to its use.
type story struct {
	due
	message
	// Teller by role, and what is agreed, in sentences.
	Teller string   `json:"teller"`
	Terms  []string `json:"terms"`
	// PassOn is who may pass it on, and Internal whether it stays within the organisation.
	PassOn   []campaign.Sharer `json:"passOn,omitempty"`
	Internal bool              `json:"internal,omitempty"`
	Link     *link             `json:"link,omitempty"`
}

type link struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// moment is a standard learning moment with all its occurrences.
type moment struct {
	due
	message
	Terms       []string     `json:"terms"`
	Time        string       `json:"time"`
	Minutes     int          `json:"minutes"`
	WorkingTime bool         `json:"workingTime,omitempty"`
	Occurrences []occurrence `json:"occurrences"`
}

type occurrence struct {
	// Touchpoint is the occurrence's own.
	Touchpoint string `json:"touchpoint"`
	// UID in a calendar; it tells nobody which it is.
	UID string          `json:"uid"`
	Day engagement.Date `json:"day"`
}

// toolkit is what managers are given.
type toolkit struct {
	due
	message
	Items []string `json:"items"`
}

// step is what a team gets, for their manager to know what comes next.
type step struct {
	due
	Title   string `json:"title"`
	Channel string `json:"channel"`
}

// recognition is a reward, or a contest to join.
type recognition struct {
	due
	message
	Terms []string `json:"terms,omitempty"`
	// For is who is rewarded, Ranking what a contest shows; one of the two.
	For     campaign.Rewarded `json:"for,omitempty"`
	Ranking campaign.Ranking  `json:"ranking,omitempty"`
}

// newSections gathers what the plan has for the sections. Stories without terms
// are left out, since nobody is known to consent, and so are rewards for the
// fastest, since the page knows one person.
func newSections(p *campaign.Plan, l engagement.Language) sections {
	var s sections
	for _, planned := range p.Touchpoints {
		t := p.Touchpoint(planned.ID)
		if t == nil || t.Withheld() || t.Invites() {
			continue
		}
		of, part, _ := planned.Part()
		d := newDue(&p.Brief, planned, t)
		says := message{t.Title.In(l), markup.Nodes(t.Body.In(l)), variants(p, t.ID, l)}
		switch {
		case part == "moment":
			s.occurs(p, planned, of)
		case part != "":
		case t.Story != nil:
			s.Stories = append(s.Stories, newStory(&p.Brief, t, l, d, says))
		case t.Moment != nil:
			m := t.Moment
			if !p.Brief.OnIntranet(t) {
				says.Body, says.Variants = nil, nil
			}
			s.Moments = append(s.Moments, moment{d, says, t.Terms(l), "", m.Minutes, m.WorkingTime, nil})
		case t.Toolkit != nil:
			kit := toolkit{due: d, message: says}
			for _, item := range t.Toolkit.Items {
				kit.Items = append(kit.Items, item.In(l))
			}
			s.Toolkit = append(s.Toolkit, kit)
		case t.Kind == campaign.Reward && (t.Reward == nil || t.Reward.For != campaign.Fastest):
			made := recognition{due: d, message: says, Terms: t.Terms(l), For: campaign.AllWhoCompleted}
			if t.Reward != nil {
				made.For = t.Reward.For
			}
			s.Recognition = append(s.Recognition, made)
		case t.Contest != nil:
			own := contestTerms(t)
			s.Recognition = append(s.Recognition, recognition{due: d, message: says, Terms: own.Terms(l), Ranking: own.Contest.Ranking})
		}
	}
	s.Moments = slices.DeleteFunc(s.Moments, func(m moment) bool { return len(m.Occurrences) == 0 })
	if len(s.Toolkit) > 0 {
		s.Steps = newSteps(p, l)
	}
	return s
}

// newDue says for whom a touchpoint is and when.
func newDue(b *campaign.Brief, planned campaign.PlannedTouchpoint, t *campaign.Touchpoint) due {
	d := due{Touchpoint: planned.ID, Proposition: t.Proposition, Managers: planned.Managers, From: string(planned.Date) + "T" + t.Time, Until: planned.Until}
	for _, segment := range []string{t.Segment, b.Proposition(t.Proposition).Segment} {
		if segment != "" && !slices.Contains(d.Segments, segment) {
			d.Segments = append(d.Segments, segment)
		}
	}
	return d
}

func newStory(b *campaign.Brief, t *campaign.Touchpoint, l engagement.Language, d due, says message) story {
	s := story{due: d, message: says, Teller: t.Story.Teller.In(l), Terms: t.Terms(l), PassOn: t.Story.PassOn, Internal: t.Story.Use == campaign.InternalConsent}
	if offer := b.Offer(b.Proposition(t.Proposition)); len(offer) > 0 && markup.Safe(offer[0].URL) {
		s.Link = &link{offer[0].Title.In(l), offer[0].URL}
	}
	return s
}

// occurs adds an occurrence to its moment, which stands before it.
func (s *sections) occurs(p *campaign.Plan, planned campaign.PlannedTouchpoint, of string) {
	i := slices.IndexFunc(s.Moments, func(m moment) bool { return m.Touchpoint == of })
	if i < 0 {
		return // only in a plan that was changed by hand
	}
	m := &s.Moments[i]
	m.Time = p.Touchpoint(planned.ID).Time
	sum := sha256.Sum256([]byte(p.Brief.Organisation + "\x00" + p.Brief.ID + "\x00" + planned.ID))
	m.Occurrences = append(m.Occurrences, occurrence{planned.ID, fmt.Sprintf("%x", sum[:16]), planned.Date})
}

// contestTerms are those of the widget: nobody is entered unasked there, and
// nobody's place is shown, whatever is done elsewhere.
func contestTerms(t *campaign.Touchpoint) *campaign.Touchpoint {
	own, terms := *t, *t.Contest
	terms.OptIn = true
	if terms.Ranking == campaign.FullRanking {
		terms.Ranking = campaign.OwnProgress
	}
	own.Contest = &terms
	return &own
}

// newSteps lists what comes to teams, without the kick-off that is to surprise
// them, in order of time.
func newSteps(p *campaign.Plan, l engagement.Language) []step {
	var all []step
	for _, planned := range p.Touchpoints {
		t := p.Touchpoint(planned.ID)
		if _, part, _ := planned.Part(); t == nil || part != "" || planned.Managers || t.Withheld() || t.Invites() || t.Kind == campaign.KickOff {
			continue
		}
		made := step{due: newDue(&p.Brief, planned, t), Title: t.Title.In(l)}
		if c := p.Brief.Channel(t.Channel); c != nil {
			made.Channel = c.Name.In(l)
		}
		all = append(all, made)
	}
	return all
}
