package lumenta

// unit is one of the company's units: where its people are and what they do.
type unit struct {
	id    string
	sites []headcount // the director is at the first
	staff []share     // roles of those who lead nobody
	lead  string      // role of those who lead a team of staff
	shift []share
	desk  bool // works at a computer
	study []share
}

// headcount is how many people of a unit are at a site, leaders included.
type headcount struct {
	site   string
	people int
}

// share is one of several values with its weight.
type share struct {
	value  string
	weight int
}

// Ways to share out shifts and levels of education.
var (
	dayOnly    = []share{{"day", 1}}
	threeShift = []share{{"day", 38}, {"late", 26}, {"rotating", 36}}
	evenings   = []share{{"day", 82}, {"late", 18}}

	handsOn   = []share{{"lower-secondary", 22}, {"upper-secondary", 38}, {"vocational", 34}, {"bachelor", 6}}
	mixed     = []share{{"upper-secondary", 34}, {"vocational", 30}, {"bachelor", 28}, {"master", 8}}
	graduates = []share{{"vocational", 10}, {"bachelor", 46}, {"master", 44}}
)

// units of the company; with the chief executive they make 2,480 people.
var units = []unit{
	{id: "production", lead: "team-lead", shift: threeShift, study: handsOn,
		sites: []headcount{{"bologna", 300}, {"verona", 230}, {"eindhoven", 150}, {"cork", 80}},
		staff: []share{{"operator", 84}, {"technician", 16}}},
	{id: "logistics", lead: "team-lead", shift: threeShift, study: handsOn,
		sites: []headcount{{"verona", 130}, {"utrecht", 110}, {"cork", 60}},
		staff: []share{{"picker", 66}, {"driver", 24}, {"coordinator", 10}}},
	{id: "retail", lead: "store-manager", shift: dayOnly, study: mixed,
		sites: []headcount{{"bologna", 120}, {"utrecht", 110}, {"dublin", 80}, {"verona", 70}, {"eindhoven", 60}, {"cork", 30}},
		staff: []share{{"adviser", 86}, {"visual-merchandiser", 14}}},
	{id: "engineering", lead: "team-lead", shift: dayOnly, study: graduates, desk: true,
		sites: []headcount{{"bologna", 110}, {"eindhoven", 80}, {"verona", 20}},
		staff: []share{{"engineer", 70}, {"product-designer", 30}}},
	{id: "sales", lead: "team-lead", shift: dayOnly, study: mixed, desk: true,
		sites: []headcount{{"bologna", 60}, {"utrecht", 60}, {"dublin", 40}, {"eindhoven", 30}},
		staff: []share{{"account-manager", 60}, {"key-account-manager", 22}, {"coordinator", 18}}},
	{id: "care", lead: "team-lead", shift: evenings, study: mixed, desk: true,
		sites: []headcount{{"utrecht", 70}, {"bologna", 70}, {"dublin", 40}},
		staff: []share{{"care-agent", 76}, {"service-technician", 24}}},
	{id: "projects", lead: "team-lead", shift: dayOnly, study: graduates, desk: true,
		sites: []headcount{{"bologna", 50}, {"utrecht", 50}, {"dublin", 30}},
		staff: []share{{"lighting-designer", 56}, {"project-manager", 44}}},
	{id: "it", lead: "team-lead", shift: dayOnly, study: graduates, desk: true,
		sites: []headcount{{"bologna", 35}, {"utrecht", 25}},
		staff: []share{{"developer", 60}, {"analyst", 40}}},
	{id: "finance", lead: "team-lead", shift: dayOnly, study: graduates, desk: true,
		sites: []headcount{{"bologna", 34}, {"utrecht", 15}, {"dublin", 10}},
		staff: []share{{"accountant", 62}, {"controller", 38}}},
	{id: "marketing", lead: "team-lead", shift: dayOnly, study: graduates, desk: true,
		sites: []headcount{{"bologna", 28}, {"utrecht", 22}},
		staff: []share{{"marketer", 64}, {"editor", 36}}},
	{id: "hr", lead: "team-lead", shift: dayOnly, study: graduates, desk: true,
		sites: []headcount{{"bologna", 20}, {"utrecht", 12}, {"dublin", 8}},
		staff: []share{{"recruiter", 40}, {"trainer", 32}, {"coordinator", 28}}},
	{id: "procurement", lead: "team-lead", shift: dayOnly, study: mixed, desk: true,
		sites: []headcount{{"bologna", 20}, {"eindhoven", 10}},
		staff: []share{{"buyer", 80}, {"analyst", 20}}},
}

// Sizes of the reporting tree.
const (
	directStaff = 2  // specialists beside a director
	team        = 9  // people under a team lead, about
	widest      = 12 // most people to lead directly
	fewest      = 4  // least people to lead directly
	perManager  = 6  // teams under a manager, at most
)

// grow makes everyone, each leader before those who report to them.
func (g *generator) grow() {
	chief := g.add(position{unit: "board", role: "chief-executive", site: "bologna", rank: rankTop, study: graduates, desk: true})
	for i := range units {
		u := &units[i]
		home := u.sites[0].site
		director := g.add(u.at(home, "director", rankTop, chief))
		for range directStaff {
			g.add(u.at(home, "coordinator", rankStaff, director))
		}
		for j, h := range u.sites {
			people := h.people
			if j == 0 {
				people -= 1 + directStaff
			}
			if people <= widest {
				lead := g.add(u.at(h.site, u.lead, rankLead, director))
				g.below(u, h.site, lead, people-1)
				continue
			}
			head := g.add(u.at(h.site, "head", rankTop, director))
			g.below(u, h.site, head, people-1)
		}
	}
}

// below places n people under a leader: as staff, in teams, or in groups of
// teams with a manager each.
func (g *generator) below(u *unit, site, leader string, n int) {
	staff := func(n int, lead string) {
		for range n {
			g.add(u.at(site, g.pick(u.staff), rankStaff, lead))
		}
	}
	if n <= widest {
		staff(n, leader)
		return
	}
	teams := (n + team/2) / (team + 1)
	groups := teams
	if teams > widest {
		groups = (teams + perManager - 1) / perManager
	}
	for range fewest - groups { // too few groups to fill a leader's day: some specialists beside them
		g.add(u.at(site, "coordinator", rankStaff, leader))
		n--
	}
	for _, size := range g.split(n, groups) {
		if groups < teams {
			g.below(u, site, g.add(u.at(site, "manager", rankMiddle, leader)), size-1)
		} else {
			staff(size-1, g.add(u.at(site, u.lead, rankLead, leader)))
		}
	}
}

// split shares n out over parts that are nearly, but not quite, alike.
func (g *generator) split(n, parts int) []int {
	sizes := make([]int, parts)
	for i := range sizes {
		sizes[i] = n / parts
		if i < n%parts {
			sizes[i]++
		}
	}
	for i := range parts / 2 {
		move := g.rng.IntN(3)
		sizes[2*i] -= move
		sizes[2*i+1] += move
	}
	return sizes
}

// rank is how far up a position is.
type rank int

const (
	rankStaff  rank = iota // leads nobody
	rankLead               // leads staff
	rankMiddle             // leads team leads
	rankTop                // head, director or chief executive
)

// position is a place in the company, before there is anyone in it.
type position struct {
	unit, role, site, manager string
	rank                      rank
	shift, study              []share
	desk                      bool
}

// at makes a position in the unit. Whoever leads leads works at a desk, by day.
func (u *unit) at(site, role string, r rank, manager string) position {
	p := position{unit: u.id, role: role, site: site, manager: manager, rank: r, shift: u.shift, study: u.study, desk: u.desk || r >= rankMiddle || role == "coordinator"}
	if r >= rankMiddle || role == "coordinator" {
		p.shift, p.study = dayOnly, mixed
	}
	return p
}
