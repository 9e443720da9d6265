package campaign

import (
	"hash/fnv"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/ambassador"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// AmbassadorTerms are how many people are asked to speak for the campaign
// among their colleagues, and from where. They are chosen among those whom the
// touchpoint is for, as the few whose voices reach most together: along the
// reporting lines, solid and dotted, and along the ties between colleagues that
// the workforce knows. Source: seed 001.
type AmbassadorTerms struct {
	ambassador.Terms
}

// VoiceReach is how far the voices of those asked are expected to carry. It
// says nothing about who they are.
type VoiceReach struct {
	// People whom the voices are expected to reach, those asked included, rounded to a multiple of five.
	People int `json:"people"`
	// Low is the lower end of the range that holds the expected reach with 99 per cent confidence, rounded down to a multiple of five.
	Low int `json:"low"`
	// High is its upper end, rounded up to a multiple of five.
	High int `json:"high"`
	// Proved is the share of the best possible reach that those asked are proved to have at least, in whole per cent.
	Proved int `json:"proved"`
}

// SmallestCrowd is the least number of people in a workforce of which a plan
// tells how far voices reach: among fewer, a number rounded to five would hint
// at who stands where. Of fewer ambassadors than the smallest group it is not
// told either: it would be a score of each.
const SmallestCrowd = 50

// MostAmbassadors is the largest share of all people who can be called the few.
const MostAmbassadors = 0.1

// becauseHeard is the code that explains to ambassadors why they are asked.
const becauseHeard = "ambassador"

// Invites reports whether only chosen people get the touchpoint.
func (t *Touchpoint) Invites() bool { return t.CoCreation != nil || t.Ambassadors != nil }

// voices are the ambassadors of a plan in one workforce.
type voices struct {
	choices map[string]*ambassador.Choice // by touchpoint
	invited map[string][]string           // person to the touchpoints they are asked by
	faults  engagement.Findings           // why nobody can be chosen on these terms
}

// Ambassadors returns the IDs of the people whom a touchpoint asks to be
// ambassadors, whoever adds most reach first: none where it asks nobody. They
// are for the host, and stand in no document.
func (s *Schedule) Ambassadors(touchpoint string) []string {
	if c := s.voices.choices[touchpoint]; c != nil {
		return slices.Clone(c.People)
	}
	return nil
}

// why appends the codes that explain an item: that colleagues listen comes first.
func (s *Schedule) why(due *decision.Due, dst []string) []string {
	if s.voices.choices[s.program.Touchpoints[due.Touchpoint].ID] != nil {
		dst = append(dst, becauseHeard)
	}
	return due.Why(s.program, dst)
}

// choose finds the ambassadors among those whom each touchpoint is for. The
// same campaign, touchpoint and workforce give the same people. Where the terms
// cannot be met in this workforce nobody is asked.
func (s *Schedule) choose() voices {
	b := &s.plan.Brief
	made := voices{choices: map[string]*ambassador.Choice{}, invited: map[string][]string{}}
	among := s.candidates(func(t *Touchpoint) bool { return t.Ambassadors != nil })
	for i := range b.Touchpoints {
		t := &b.Touchpoints[i]
		if t.Ambassadors == nil || s.plan.planned(t.ID) == nil {
			continue
		}
		able := map[string]bool{}
		for _, i := range among[t.ID] {
			able[s.workforce.At(i).ID] = true
		}
		seed := fnv.New64a()
		seed.Write([]byte(b.ID + "/" + t.ID)) // a hash takes all it is given
		choice, faults := ambassador.Choose(s.workforce, t.Ambassadors.Terms, func(p *audience.Person) bool { return able[p.ID] }, seed.Sum64())
		for _, f := range faults {
			f.Path = at("touchpoints", i) + "/ambassadors" + f.Path
			made.faults = append(made.faults, f)
		}
		if choice == nil {
			continue
		}
		made.choices[t.ID] = choice
		for _, person := range choice.People {
			made.invited[person] = append(made.invited[person], t.ID)
		}
	}
	return made
}

// ask puts on the calendar how far the chosen voices carry, and returns who
// they are.
func (p *Plan) ask(w *audience.Workforce) (voices, engagement.Findings) {
	if !slices.ContainsFunc(p.Brief.Touchpoints, func(t Touchpoint) bool { return t.Ambassadors != nil }) {
		return voices{}, nil
	}
	s := p.Schedule(w)
	if s.voices.faults.Err() != nil {
		return voices{}, s.voices.faults
	}
	for i := range p.Touchpoints {
		t := &p.Touchpoints[i]
		if c := s.voices.choices[t.ID]; c != nil && w.Len() >= SmallestCrowd && len(c.People) >= SmallestGroup {
			t.Reach = &VoiceReach{fives(c.Reach), SmallestGroup * int(c.Low/SmallestGroup), SmallestGroup * int(math.Ceil(c.High/SmallestGroup)), int(100 * c.Proved)}
		}
	}
	return s.voices, nil
}

// fives rounds a number of people to a multiple of the smallest group.
func fives(people float64) int { return int(math.Round(people/SmallestGroup)) * SmallestGroup }

// ambassadors refuses terms that no workforce can meet, and traits that cannot
// choose anybody.
func (c *checker) ambassadors(path string, t *Touchpoint) {
	if t.Kind != Ambassadors || t.Ambassadors == nil {
		if t.Kind == Ambassadors {
			c.fault("OSM-VOICE-006", path+"/ambassadors", rule.Detail{Args: []any{t.ID}, Source: "001"})
		}
		return
	}
	path += "/ambassadors"
	terms := t.Ambassadors.Terms
	if terms.Count < 1 {
		c.fault("OSM-VOICE-006", path+"/count", rule.Detail{Args: []any{t.ID}, Source: "001"})
	}
	for _, f := range terms.Check() {
		if f.Path == "/count" {
			continue // said above
		}
		f.Path = path + f.Path
		c.found = append(c.found, f)
	}
	for _, of := range []struct {
		member, trait string
		kind          audience.TraitKind
	}{{"/willing", terms.Willing, audience.FlagTrait}, {"/unit", terms.Unit, audience.TextTrait}, {"/site", terms.Site, audience.TextTrait}} {
		if of.trait == "" {
			continue
		}
		declared := find(c.brief.Traits, of.trait, func(t *audience.Trait) string { return t.Name })
		switch {
		case declared == nil:
			var near []string
			for _, t := range c.brief.Traits {
				near = append(near, t.Name)
			}
			c.fault("OSM-CONDITION-003", path+of.member, rule.Detail{Found: of.trait, Near: near})
		case declared.Protected:
			c.fault("OSM-VOICE-007", path+of.member, rule.Detail{Found: of.trait, Source: "domain: audience profile; AI Act Annex III 4(b)"})
		case declared.Kind != of.kind:
			c.fault("OSM-VOICE-008", path+of.member, rule.Detail{Found: of.trait, Expected: string(of.kind), Args: []any{string(declared.Kind)}})
		}
	}
}

// invitations are the IDs of the touchpoints of the program to which people of
// some kind are invited.
func (p *Plan) invitations(program *decision.Program, such func(*Touchpoint) bool) []string {
	var ids []string
	for i := range program.Touchpoints {
		if t := p.Touchpoint(program.Touchpoints[i].ID); t.Invites() && such(t) {
			ids = append(ids, t.ID)
		}
	}
	return ids
}
