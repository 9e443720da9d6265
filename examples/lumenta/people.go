package lumenta

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// opening is the first day of the campaign; ages and tenures are as of then.
const opening = engagement.Date("2027-01-11")

// Chances, in percent, of what differs from person to person.
const (
	recent    = 5  // joined within 90 days of the opening
	declares  = 40 // said what they need from learning, and why
	adopted   = 12 // has a name from elsewhere than the site's country
	twoOfThem = 35 // of those who declare: two needs rather than one
	answers   = 60 // answered the survey on how they learn
	talked    = 85 // of those who lead a team: what they think of it is known
	speaks    = 20 // said that they are glad to talk about it with colleagues
)

// People makes the 2,480 people of Lumenta. The same seed makes the same
// people in the same order; another seed makes others, in the same
// organisation.
func People(seed uint64) []audience.Person {
	g := &generator{rng: rand.New(rand.NewPCG(seed, 0x6c756d656e7461)), taken: map[string]int{}}
	g.grow()
	g.survey(seed)
	g.volunteer(seed)
	return g.people
}

// generator makes people one by one.
type generator struct {
	rng    *rand.Rand
	people []audience.Person
	taken  map[string]int // local parts of e-mail addresses
}

// place is a country's share of what people get from their site.
type place struct {
	zone     string
	names    names
	language []share
	partTime int // percent
}

func placeOf(site string) place {
	switch site {
	case "bologna", "verona":
		return place{"Europe/Rome", italian, []share{{"it", 93}, {"en", 4}, {"nl", 3}}, 14}
	case "utrecht", "eindhoven":
		return place{"Europe/Amsterdam", dutch, []share{{"nl", 88}, {"en", 10}, {"it", 2}}, 38}
	}
	return place{"Europe/Dublin", irish, []share{{"en", 96}, {"it", 2}, {"nl", 2}}, 18}
}

// add puts a person in a position and returns the person's ID.
func (g *generator) add(p position) string {
	at := placeOf(p.site)
	language := g.pick(at.language)
	gender := g.pick([]share{{"woman", 465}, {"man", 510}, {"non-binary", 10}, {"undisclosed", 15}})
	given, family := g.name(at.names, engagement.Language(language), gender)
	age := g.age(p.rank)
	person := audience.Person{
		ID:         fmt.Sprintf("L%04d", len(g.people)+1),
		GivenName:  given,
		FamilyName: family,
		Email:      g.email(given, family),
		Language:   engagement.Language(language),
		TimeZone:   at.zone,
		Manager:    p.manager,
		Hired:      g.hired(p.rank, age),
		Traits: map[string]any{
			"unit":      p.unit,
			"role":      p.role,
			"site":      p.site,
			"contract":  "full-time",
			"shift":     "day",
			"desk":      p.desk,
			"digital":   g.digital(p.desk, age),
			"education": g.pick(p.study),
			"age":       age,
			"gender":    gender,
		},
	}
	if len(p.shift) > 0 {
		person.Traits["shift"] = g.pick(p.shift)
	}
	g.pattern(&person, p, at.partTime)
	if missions := g.missions(p); missions != nil {
		person.Traits["missions"] = missions
	}
	g.declare(&person, p)
	g.people = append(g.people, person)
	return person.ID
}

// name gives a name that goes with the language, or one from elsewhere.
func (g *generator) name(home names, l engagement.Language, gender string) (given, family string) {
	from := home
	switch {
	case g.chance(adopted):
		from = elsewhere
	case l == engagement.Italian:
		from = italian
	case l == engagement.Dutch:
		from = dutch
	}
	pool := from.women
	if gender == "man" || gender != "woman" && g.chance(50) {
		pool = from.men
	}
	return pool[g.rng.IntN(len(pool))], from.families[g.rng.IntN(len(from.families))]
}

// email makes an address that nobody else has.
func (g *generator) email(given, family string) string {
	local := ascii.Replace(strings.ToLower(given + "." + family))
	g.taken[local]++
	if n := g.taken[local]; n > 1 {
		local += strconv.Itoa(n)
	}
	return local + "@lumenta.example"
}

func (g *generator) age(r rank) int {
	least, most := 19, 66
	switch r {
	case rankLead:
		least = 26
	case rankMiddle:
		least, most = 31, 64
	case rankTop:
		least, most = 38, 64
	}
	// two draws: more people in the middle than at the ends
	span := most - least + 1
	return least + (g.rng.IntN(span)+g.rng.IntN(span))/2
}

// hired is a Monday before the opening. Nobody joined before 18.
func (g *generator) hired(r rank, age int) engagement.Date {
	if r <= rankLead && g.chance(recent) {
		return opening.AddDays(-7 * (1 + g.rng.IntN(12)))
	}
	longest := 52 * (age - 18)
	weeks := min(14+int(g.rng.ExpFloat64()*52*7.5), longest)
	if r > rankLead {
		weeks = min(weeks+52*3, longest)
	}
	return opening.AddDays(-7 * max(weeks, 14))
}

// digital confidence from 1 to 5, mostly a matter of what one works with.
func (g *generator) digital(desk bool, age int) int {
	level := 2 + g.rng.IntN(3)
	if desk {
		level++
	}
	if age >= 55 && g.chance(50) {
		level--
	}
	return max(1, min(5, level))
}

// pattern sets the days on which somebody works, where it is not Monday to
// Friday. Shops are open on Saturdays.
func (g *generator) pattern(person *audience.Person, p position, partTime int) {
	const mon, tue, wed, thu, fri, sat = audience.Monday, audience.Tuesday, audience.Wednesday, audience.Thursday, audience.Friday, audience.Saturday
	full := []audience.WorkDays{0}
	part := []audience.WorkDays{mon | tue | wed | thu, tue | wed | thu | fri, mon | tue | thu | fri, mon | tue | wed, wed | thu | fri}
	if p.unit == "retail" && p.rank <= rankLead {
		full = []audience.WorkDays{tue | wed | thu | fri | sat, mon | tue | thu | fri | sat, mon | wed | thu | fri | sat}
		part = []audience.WorkDays{thu | fri | sat, mon | fri | sat, tue | wed | sat}
	}
	patterns := full
	if p.rank <= rankLead && g.chance(partTime) {
		person.Traits["contract"] = "part-time"
		patterns = part
	}
	person.WorkDays = patterns[g.rng.IntN(len(patterns))]
}

// missions that somebody took on beside the role.
func (g *generator) missions(p position) []string {
	if p.rank > rankLead {
		return nil
	}
	antennas := 2
	switch p.unit {
	case "retail", "sales", "care", "projects":
		antennas = 6
	}
	var missions []string
	if g.chance(antennas) {
		missions = append(missions, "antenna")
	}
	if g.chance(1) {
		missions = append(missions, "community-manager")
	}
	if p.desk && g.chance(1) {
		missions = append(missions, "service-designer")
	}
	return missions
}

// declare adds what those who answered said they need, why they learn and
// what moves them. Answers lean towards what the person's work is like.
func (g *generator) declare(person *audience.Person, p position) {
	if !g.chance(declares) {
		return
	}
	needs := []share{{string(engagement.Effectiveness), 28}, {string(engagement.Employability), 18}, {string(engagement.Development), 22}, {string(engagement.Career), 18}, {string(engagement.Problem), 14}}
	reasons := []share{{string(engagement.Contingent), 26}, {string(engagement.Advancement), 34}, {string(engagement.Obligation), 16}, {string(engagement.Belonging), 24}}
	factors := []share{{string(engagement.NewCompetences), 36}, {string(engagement.BroadDevelopment), 34}, {string(engagement.NewEnvironment), 8}, {string(engagement.ForcedChange), 22}}
	switch days, _ := person.Hired.DaysUntil(opening); {
	case days < 90:
		factors = append(factors, share{string(engagement.NewEnvironment), 120})
	case p.unit == "production" || p.unit == "logistics":
		factors = append(factors, share{string(engagement.ForcedChange), 50})
		reasons = append(reasons, share{string(engagement.Obligation), 20})
	case p.unit == "care":
		needs = append(needs, share{string(engagement.Problem), 40})
		reasons = append(reasons, share{string(engagement.Contingent), 30})
	}
	first := g.pick(needs)
	answers := []string{first}
	if second := g.pick(needs); g.chance(twoOfThem) && second != first {
		answers = append(answers, second)
	}
	person.Traits[audience.TraitNeeds] = answers
	person.Traits[audience.TraitReasons] = []string{g.pick(reasons)}
	person.Traits[audience.TraitFactors] = []string{g.pick(factors)}
}

// survey adds what an anonymous survey and talks with managers would tell: the
// forms of learning that people know, how much they like to learn, and what
// those who lead a team think of the campaign. Its draws are a stream of their
// own, so that the people stay who they are.
func (g *generator) survey(seed uint64) {
	own := &generator{rng: rand.New(rand.NewPCG(seed, 0x73757276657973))}
	leads := map[string]bool{}
	for _, p := range g.people {
		leads[p.Manager] = true
	}
	for i := range g.people {
		p := &g.people[i]
		if own.chance(answers) {
			if forms := own.forms(p.Traits["desk"] == true); forms != nil {
				p.Traits["forms"] = forms
			}
			p.Traits["drive"] = max(1, min(5, 2+own.rng.IntN(2)+own.rng.IntN(3)-own.rng.IntN(2)))
		}
		if leads[p.ID] && own.chance(talked) {
			stance := []share{{string(audience.Sceptical), 9}, {string(audience.Unaware), 14}, {string(audience.Neutral), 24}, {string(audience.Supporter), 32}, {string(audience.Promoter), 14}}
			if p.Traits["unit"] == "logistics" { // the last system came there first, and failed
				stance[0].weight = 14
			}
			p.Traits[audience.TraitStance] = own.pick(stance)
		}
	}
}

// volunteer adds who is glad to talk about the campaign with colleagues, again
// from a stream of its own.
func (g *generator) volunteer(seed uint64) {
	own := &generator{rng: rand.New(rand.NewPCG(seed, 0x766f69636573))}
	for i := range g.people {
		if own.chance(speaks) {
			g.people[i].Traits["voice"] = true
		}
	}
}

// forms of learning that somebody has tried.
func (g *generator) forms(desk bool) []string {
	var known []string
	for _, form := range []struct {
		name        string
		desk, floor int
	}{{"classroom", 92, 85}, {"e-learning", 70, 25}, {"bites", 35, 15}, {"coaching", 20, 4}, {"community", 12, 5}} {
		percent := form.floor
		if desk {
			percent = form.desk
		}
		if g.chance(percent) {
			known = append(known, form.name)
		}
	}
	return known
}

func (g *generator) chance(percent int) bool { return g.rng.IntN(100) < percent }

// pick draws one of the values by weight.
func (g *generator) pick(from []share) string {
	total := 0
	for _, s := range from {
		total += s.weight
	}
	draw := g.rng.IntN(cmp.Or(total, 1))
	for _, s := range from {
		if draw -= s.weight; draw < 0 {
			return s.value
		}
	}
	return ""
}
