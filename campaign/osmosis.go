package campaign

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Osmosis tells how far the offices make the campaign together.
//
// An element is a touchpoint, and a proposition or an intervention of which
// the brief names an owner. Its makers are its owner and its contributors. The
// share is that of the elements with more than one maker among all elements:
// 0 where every office works by itself, 1 where nothing is made by one office
// alone, and 0 for a plan without elements. It says that offices work on the
// same things, not how much work each does.
//
// Sources: seeds 000 (share projects and tools; nobody in the basement) and
// 003 (one social office).
type Osmosis struct {
	// Elements is how many elements have makers.
	Elements int `json:"elements"`
	// Shared is how many of them more than one office makes.
	Shared int `json:"shared"`
	// Share of the elements that more than one office makes, from 0 to 1.
	Share float64 `json:"share"`
	// Offices in the order of the brief.
	Offices []OfficeShare `json:"offices"`
	// Pairs of offices that make at least one element together, in the order of the brief.
	Pairs []OfficePair `json:"pairs"`
}

// OfficeShare is what one office makes, and how much of it with others.
type OfficeShare struct {
	// Office is its ID.
	Office string `json:"office"`
	// Owns is how many elements it answers for.
	Owns int `json:"owns"`
	// Contributes is how many elements of other offices it makes too.
	Contributes int `json:"contributes"`
	// Shared is how many of all these it makes with others.
	Shared int `json:"shared"`
}

// Makes is how many elements the office makes, alone or with others.
func (s OfficeShare) Makes() int { return s.Owns + s.Contributes }

// Alone reports whether the office makes something, and all of it by itself:
// it works in the basement (seed 000).
func (s OfficeShare) Alone() bool { return s.Makes() > 0 && s.Shared == 0 }

// Idle reports whether the office makes nothing.
func (s OfficeShare) Idle() bool { return s.Makes() == 0 }

// OfficePair is how much two offices make together, alone or with others still.
type OfficePair struct {
	// First is the ID of the office that stands first in the brief.
	First string `json:"first"`
	// Second is the ID of the other.
	Second string `json:"second"`
	// Elements that both make.
	Elements int `json:"elements"`
}

// Between is how many elements two offices both make.
func (o *Osmosis) Between(office, other string) int {
	for _, p := range o.Pairs {
		if p.First == office && p.Second == other || p.First == other && p.Second == office {
			return p.Elements
		}
	}
	return 0
}

// makers are the offices that make one element, the owner first and none twice.
func makers(owner string, contributors []string) []string {
	made := []string{owner}
	for _, id := range contributors {
		if !slices.Contains(made, id) {
			made = append(made, id)
		}
	}
	return made
}

// elements lists the makers of all that has an owner.
func (b *Brief) elements() [][]string {
	var all [][]string
	for _, v := range b.Interventions {
		if v.Owner != "" {
			all = append(all, makers(v.Owner, v.Contributors))
		}
	}
	for _, q := range b.Propositions {
		if q.Owner != "" {
			all = append(all, makers(q.Owner, q.Contributors))
		}
	}
	for _, t := range b.Touchpoints {
		all = append(all, makers(t.Owner, t.Contributors))
	}
	return all
}

// osmosis measures a brief without errors.
func osmosis(b *Brief) Osmosis {
	o := Osmosis{Pairs: []OfficePair{}}
	place := map[string]int{}
	for i, office := range b.Offices {
		place[office.ID] = i
		o.Offices = append(o.Offices, OfficeShare{Office: office.ID})
	}
	pairs := map[[2]int]int{}
	for _, made := range b.elements() {
		o.Elements++
		if len(made) > 1 {
			o.Shared++
		}
		for i, id := range made {
			s := &o.Offices[place[id]]
			if i == 0 {
				s.Owns++
			} else {
				s.Contributes++
			}
			if len(made) > 1 {
				s.Shared++
			}
			for _, other := range made[i+1:] {
				pairs[[2]int{min(place[id], place[other]), max(place[id], place[other])}]++
			}
		}
	}
	if o.Elements > 0 {
		o.Share = float64(o.Shared) / float64(o.Elements)
	}
	for pair, n := range pairs {
		o.Pairs = append(o.Pairs, OfficePair{b.Offices[pair[0]].ID, b.Offices[pair[1]].ID, n})
	}
	slices.SortFunc(o.Pairs, func(x, y OfficePair) int {
		return cmp.Or(cmp.Compare(place[x.First], place[y.First]), cmp.Compare(place[x.Second], place[y.Second]))
	})
	return o
}

// makersOf refuses offices that do not exist, and contributors to what nobody
// answers for. It is for elements whose owner is optional.
func (c *checker) makersOf(path, owner string, contributors []string) {
	if owner == "" {
		if len(contributors) > 0 {
			c.fault("OSM-OSMOSIS-004", path+"/owner", rule.Detail{Source: "003"})
		}
	} else {
		c.refer("offices", owner, path+"/owner")
	}
	for i, id := range contributors {
		c.refer("offices", id, path+"/contributors/"+strconv.Itoa(i))
		if id == owner {
			c.fault("OSM-BRIEF-015", path+"/contributors/"+strconv.Itoa(i), rule.Detail{Found: id, Source: "003"})
		}
	}
}

// makers refuses faults in who makes interventions and propositions.
func (c *checker) makers() {
	for i, v := range c.brief.Interventions {
		c.makersOf(at("interventions", i), v.Owner, v.Contributors)
	}
	for i, q := range c.brief.Propositions {
		c.makersOf(at("propositions", i), q.Owner, q.Contributors)
	}
}
