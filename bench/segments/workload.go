package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

const today = engagement.Date("2027-03-01")

// employee is a person as a program without Osmosi would keep one.
type employee struct {
	Unit, Role, Site, Contract, Shift, Language string
	Grade, SalaryBand, TenureDays               float64
	Remote, Manager                             bool
}

var traits = []audience.Trait{{Name: "unit", Kind: audience.TextTrait}, {Name: "role", Kind: audience.TextTrait}, {Name: "site", Kind: audience.TextTrait},
	{Name: "contract", Kind: audience.TextTrait}, {Name: "shift", Kind: audience.TextTrait}, {Name: "grade", Kind: audience.NumberTrait},
	{Name: "salaryBand", Kind: audience.NumberTrait}, {Name: "remote", Kind: audience.FlagTrait}}

// company is people, the same each time, and the workforce of them.
func company(people int) ([]employee, *audience.Workforce) {
	r := rand.New(rand.NewPCG(1, 2))
	employees, list := make([]employee, people), make([]audience.Person, people)
	names := map[string][]string{}
	one := func(trait string, of int) string {
		for i := len(names[trait]); i < of; i++ {
			names[trait] = append(names[trait], name(trait, i))
		}
		return names[trait][r.IntN(of)]
	}
	for i := range list {
		e := employee{
			Unit: one("unit", 40), Role: one("role", 120), Site: one("site", 60), Contract: one("contract", 4), Shift: one("shift", 3),
			Language: string(engagement.Languages()[r.IntN(3)]),
			Grade:    float64(r.IntN(15)), SalaryBand: float64(r.IntN(200)), TenureDays: float64(r.IntN(4500)), Remote: r.IntN(3) == 0,
		}
		employees[i] = e
		list[i] = audience.Person{
			ID: strconv.Itoa(i), Language: engagement.Language(e.Language), Hired: today.AddDays(-int(e.TenureDays)),
			Traits: map[string]any{"unit": e.Unit, "role": e.Role, "site": e.Site, "contract": e.Contract, "shift": e.Shift, "grade": e.Grade, "salaryBand": e.SalaryBand, "remote": e.Remote},
		}
		if i > 0 {
			list[i].Manager = strconv.Itoa(i / 10)
		}
	}
	if people > 0 {
		list[0].Manager = ""
	}
	w, _ := audience.NewWorkforce(list)
	i := 0
	for _, leads := range w.Leading() {
		employees[i].Manager = leads
		i++
	}
	return employees, w
}

func name(trait string, i int) string { return trait + "-" + strconv.Itoa(i) }

// rule is a segment. What is empty is not asked.
type rule struct {
	units, roles, notSites []string
	gradeFrom, gradeBelow  float64
	tenureBelow, bandAbove float64
	remoteOr               string // or this contract
	manager                bool
}

// rules are n segments. Each five of them ask 23 questions, so that 30 ask 138.
func rules(n int) []rule {
	r := rand.New(rand.NewPCG(5, 6))
	some := func(trait string, of, count int) []string {
		var list []string
		for _, i := range r.Perm(of)[:count] {
			list = append(list, name(trait, i))
		}
		return list
	}
	out := make([]rule, n)
	for i := range out {
		s := rule{units: some("unit", 40, 6), gradeFrom: float64(1 + r.IntN(4)), gradeBelow: float64(7 + r.IntN(8)), notSites: some("site", 60, 4)}
		switch i % 5 {
		case 0:
			s.remoteOr = name("contract", r.IntN(4))
		case 1:
			s.tenureBelow = float64(365 * (1 + r.IntN(6)))
		case 2:
			s.gradeBelow, s.bandAbove = 0, float64(1+r.IntN(150))
		case 3:
			s.notSites, s.roles = nil, some("role", 120, 20)
		case 4:
			s.notSites, s.manager = nil, true
		}
		out[i] = s
	}
	return out
}

// questions is how many conditions on single traits a segment has.
func (s *rule) questions() int {
	n := 1
	for _, asked := range []bool{s.roles != nil, s.notSites != nil, s.gradeFrom > 0, s.gradeBelow > 0, s.tenureBelow > 0, s.bandAbove > 0, s.remoteOr != "", s.remoteOr != "", s.manager} {
		if asked {
			n++
		}
	}
	return n
}

// holds is the rule as a Go programmer would write it by hand.
func (s *rule) holds(e *employee) bool {
	return slices.Contains(s.units, e.Unit) &&
		(s.roles == nil || slices.Contains(s.roles, e.Role)) &&
		(s.notSites == nil || !slices.Contains(s.notSites, e.Site)) &&
		e.Grade >= s.gradeFrom && (s.gradeBelow == 0 || e.Grade < s.gradeBelow) &&
		(s.tenureBelow == 0 || e.TenureDays < s.tenureBelow) &&
		(s.bandAbove == 0 || e.SalaryBand > s.bandAbove) &&
		(s.remoteOr == "" || e.Remote || e.Contract == s.remoteOr) &&
		(!s.manager || e.Manager)
}

// condition is the rule as Mongo-style JSON.
func (s *rule) condition() map[string]any {
	grade := map[string]any{"$gte": s.gradeFrom}
	c := map[string]any{"unit": map[string]any{"$in": s.units}, "grade": grade}
	if s.gradeBelow > 0 {
		grade["$lt"] = s.gradeBelow
	}
	if s.roles != nil {
		c["role"] = map[string]any{"$in": s.roles}
	}
	if s.notSites != nil {
		c["site"] = map[string]any{"$nin": s.notSites}
	}
	if s.tenureBelow > 0 {
		c["tenureDays"] = map[string]any{"$lt": s.tenureBelow}
	}
	if s.bandAbove > 0 {
		c["salaryBand"] = map[string]any{"$gt": s.bandAbove}
	}
	if s.remoteOr != "" {
		c["$or"] = []any{map[string]any{"remote": true}, map[string]any{"contract": s.remoteOr}}
	}
	if s.manager {
		c["manager"] = true
	}
	return c
}

// language is what differs between the languages in which a rule is written.
type language struct {
	list        string // begins and ends a list
	text        string // TEXT of a TRAIT
	in, not     string // of a trait and a list
	and, or, eq string
}

var (
	codeWords = language{"[]", `"TEXT"`, "%s in %s", "!(%s in %s)", " && ", " || ", "=="}
	sqlWords  = language{"()", "'TEXT'", "%s IN %s", "%s NOT IN %s", " AND ", " OR ", "="}
	// enumWords spare DuckDB to compare enumerations as texts.
	enumWords = language{"()", "'TEXT'::TRAIT_values", "%s IN %s", "%s NOT IN %s", " AND ", " OR ", "="}
)

// write is the rule in a language.
func (s *rule) write(l language) string {
	text := func(trait, value string) string {
		return strings.NewReplacer("TEXT", value, "TRAIT", trait).Replace(l.text)
	}
	among := func(format, trait string, values []string) string {
		texts := make([]string, len(values))
		for i, v := range values {
			texts[i] = text(trait, v)
		}
		return fmt.Sprintf(format, trait, l.list[:1]+strings.Join(texts, ", ")+l.list[1:])
	}
	parts := []string{among(l.in, "unit", s.units), fmt.Sprintf("grade >= %.1f", s.gradeFrom)}
	if s.gradeBelow > 0 {
		parts = append(parts, fmt.Sprintf("grade < %.1f", s.gradeBelow))
	}
	if s.roles != nil {
		parts = append(parts, among(l.in, "role", s.roles))
	}
	if s.notSites != nil {
		parts = append(parts, among(l.not, "site", s.notSites))
	}
	if s.tenureBelow > 0 {
		parts = append(parts, fmt.Sprintf("tenureDays < %.1f", s.tenureBelow))
	}
	if s.bandAbove > 0 {
		parts = append(parts, fmt.Sprintf("salaryBand > %.1f", s.bandAbove))
	}
	if s.remoteOr != "" {
		parts = append(parts, "(remote"+l.or+"contract "+l.eq+" "+text("contract", s.remoteOr)+")")
	}
	if s.manager {
		parts = append(parts, "manager")
	}
	return strings.Join(parts, l.and)
}

// attributes are the person's traits by name, as evaluators of expressions
// take them.
func (e *employee) attributes() map[string]any {
	return map[string]any{"unit": e.Unit, "role": e.Role, "site": e.Site, "contract": e.Contract, "shift": e.Shift, "language": e.Language,
		"grade": e.Grade, "salaryBand": e.SalaryBand, "tenureDays": e.TenureDays, "remote": e.Remote, "manager": e.Manager}
}

// segments are the rules as Osmosi takes them.
func segments(rules []rule) ([]audience.Segment, error) {
	out := make([]audience.Segment, len(rules))
	for i := range rules {
		text, err := json.Marshal(rules[i].condition())
		if err != nil {
			return nil, err
		}
		when, err := audience.ParseCondition(string(text))
		if err != nil {
			return nil, err
		}
		out[i] = audience.Segment{ID: strconv.Itoa(i), When: when}
	}
	return out, nil
}
