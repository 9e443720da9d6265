package view

import (
	_ "embed"
	"encoding/json"
	"errors"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

//go:embed card.html.tmpl
var markup string

var root = template.Must(template.New("root").Parse(markup))

// content is the texts of a bundle in one language, as the element reads them.
type content struct {
	Language     string
	Labels       map[string]string
	Propositions map[string]proposition
	Touchpoints  map[string]touchpoint
	Expectations []expectation
	Why          map[string]string

	Moments, Toolkit, Stories, Recognition, Pulse, Insight []due
}

type proposition struct {
	Gain, Problem, Ability nodes
	Wording                map[string]nodes
	Intervention           *intervention
	Also                   []intervention
	Support                string
}

type touchpoint struct {
	Title         string
	Body, Drivers nodes
	Voice         string
}

type intervention struct {
	ID, Form, Title string
	Minutes         int
	URL             address
}

type expectation struct {
	Question, Segment string
	Answer            nodes
}

// shown is one card as the template writes it.
type shown struct {
	Labels map[string]string
	touchpoint
	Proposition proposition
	Gain        nodes
	About       string // form and length of what to take first
	Also        string // heading of what there is besides
	Steps       bool   // what there is besides comes one after the other
	Why         []string
	Questions   []expectation
	Ghost       bool     // nobody sees it: it keeps room
	Footers     []string // what a ghost has below
}

// card gathers what the card of a choice says.
func (c *content) card(d chosen) (*shown, error) {
	t, ok1 := c.Touchpoints[d.Touchpoint]
	p, ok2 := c.Propositions[d.Proposition]
	if !ok1 || !ok2 {
		return nil, errors.New("no touchpoint " + d.Touchpoint + " or no proposition " + d.Proposition)
	}
	s := &shown{Labels: c.Labels, touchpoint: t, Proposition: p, Gain: p.Gain}
	if own, has := p.Wording[d.Wording]; has {
		s.Gain = own
	}
	if v := p.Intervention; v != nil {
		about := []string{c.Labels["form."+v.Form]}
		if v.Minutes > 0 {
			about = append(about, strings.Replace(c.Labels["minutes"], "{minutes}", strconv.Itoa(v.Minutes), 1))
		}
		s.About = strings.Join(slices.DeleteFunc(about, func(text string) bool { return text == "" }), " · ")
	}
	switch s.Also = c.Labels["also"]; p.Support {
	case "mapped":
		s.Also, s.Steps = c.Labels["steps"], true
	case "onDemand", "guidedChoice":
		s.Also = c.Labels["choice"]
	}
	for _, code := range d.Why {
		if sentence := c.Why[code]; sentence != "" {
			s.Why = append(s.Why, sentence)
		}
	}
	asked := map[string]bool{}
	for _, e := range c.Expectations {
		if (e.Segment == "" || slices.Contains(d.Segments, e.Segment)) && !asked[e.Question] {
			asked[e.Question] = true
			s.Questions = append(s.Questions, e)
		}
	}
	return s, nil
}

// address is a link that is safe to follow: https, mailto or a path of the site;
// anything else is read as none.
type address string

// UnmarshalJSON implements [json.Unmarshaler].
func (a *address) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	*a = safe(text)
	return nil
}

func safe(text string) address {
	u, err := url.Parse(text)
	switch {
	case err != nil || text == "" || strings.ContainsAny(text, " \\") || strings.HasPrefix(text, "//"): // browsers mend these, and get elsewhere
	case u.Scheme == "https" && u.Host != "", u.Scheme == "mailto":
		return address(text)
	case u.Scheme == "" && u.Host == "":
		return address(text)
	}
	return ""
}

// question is one of the questions that the card answers.
type question struct {
	Name, Heading string
	Text          nodes
	Voice         string // who says it
}

// Question lets the template write one.
func (s *shown) Question(name string, text nodes, voice string) question {
	return question{name, s.Labels[name], text, voice}
}
