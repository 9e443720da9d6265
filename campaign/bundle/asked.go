package bundle

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Questionnaire is a survey as the widget asks it. Package evaluation/survey
// makes it of a survey; the bundle only carries it.
type Questionnaire struct {
	// Survey is its ID, by which pulses name it.
	Survey string
	// Asked is what the widget draws, JSON by language.
	Asked map[engagement.Language]json.RawMessage
}

// occasion is when something is asked, and of whom.
type occasion struct {
	Touchpoint string          `json:"touchpoint"`
	From       engagement.Date `json:"from"`
	Until      engagement.Date `json:"until"`
	// Segment of whom it is asked; everyone when empty.
	Segment string `json:"segment,omitempty"`
	// Managers is true where only line managers are asked.
	Managers bool `json:"managers,omitempty"`
}

// pulse is a questionnaire with the occasion on which it is asked.
type pulse struct {
	occasion
	Asked json.RawMessage `json:"asked"`
}

// cardCall asks antennas for insight cards.
type cardCall struct {
	occasion
	// Cards that each antenna is asked for, and at most in a day.
	Cards  int `json:"cards"`
	PerDay int `json:"perDay"`
	// About is what the mission looks at, which cards then speak of.
	About about `json:"about"`
}

// about is what the cards of a mission speak of.
type about struct {
	Segment string          `json:"segment,omitempty"`
	Need    engagement.Need `json:"need,omitempty"`
}

// occasions calls yield for each touchpoint of the brief that is planned.
func occasions(p *campaign.Plan, yield func(occasion, *campaign.Touchpoint)) {
	for _, planned := range p.Touchpoints {
		t := p.Brief.Touchpoint(planned.ID) // what is made of another touchpoint asks nothing again
		if t == nil {
			continue
		}
		q := p.Brief.Proposition(t.Proposition)
		segment := t.Segment
		if segment == "" {
			segment = q.Segment
		}
		yield(occasion{t.ID, planned.Date, planned.Until, segment, planned.Managers}, t)
	}
}

// pulses are those whose questionnaire was given, in order of time.
func pulses(p *campaign.Plan, l engagement.Language, questionnaires []Questionnaire) []pulse {
	var all []pulse
	occasions(p, func(o occasion, t *campaign.Touchpoint) {
		if t.Pulse == nil || t.Pulse.Survey == "" {
			return
		}
		i := slices.IndexFunc(questionnaires, func(q Questionnaire) bool { return q.Survey == t.Pulse.Survey })
		if i >= 0 && questionnaires[i].Asked[l] != nil {
			all = append(all, pulse{o, questionnaires[i].Asked[l]})
		}
	})
	return all
}

// cardCalls are all calls for insight cards, in order of time.
func cardCalls(p *campaign.Plan) []cardCall {
	var all []cardCall
	occasions(p, func(o occasion, t *campaign.Touchpoint) {
		if t.InsightCall == nil {
			return
		}
		c := cardCall{occasion: o, Cards: t.InsightCall.Cards, PerDay: campaign.CardsPerDay}
		for _, m := range p.Brief.Missions {
			if m.Proposition == t.Proposition {
				c.About = about{m.Segment, m.Need}
			}
		}
		all = append(all, c)
	})
	return all
}

// named refuses a questionnaire that nobody would ever be asked.
func named(p *campaign.Plan, questionnaires []Questionnaire) error {
	for _, q := range questionnaires {
		if !slices.ContainsFunc(p.Brief.Touchpoints, func(t campaign.Touchpoint) bool { return t.Pulse != nil && t.Pulse.Survey == q.Survey }) {
			return fmt.Errorf("bundle: no pulse of the plan names the survey %q", q.Survey)
		}
	}
	return nil
}
