package campaign

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Placeholder names what fills a gap in a text, such as the first name in
//
//	Ciao {{firstName|a te}}, ci vediamo {{date|presto}}.
//
// Titles and bodies of touchpoints, their steps and their teasers, and the
// gain, problem and ability of a proposition may have gaps. What is known of
// one person only needs words after the bar, for those of whom it is not known
// and for what everyone sees alike: the widget and the plan. Choose words with
// which the sentence fits everyone: in Italian “ciao a te” rather than “ciao
// collega”, which asks for a “caro” or a “cara”, and “chi guida il tuo team”
// rather than “il tuo capo”. There is nothing to loop over, compute or call.
//
// Any declared trait that is not protected, and whose values are words, numbers
// or dates, is a placeholder too: {{trait.site|la tua sede}}. Source: seed 001 (the
// learning relationship); seed 004 (protected traits).
type Placeholder string

// The placeholders besides traits.
const (
	FirstName    Placeholder = "firstName"    // given name
	FullName     Placeholder = "name"         // given name and family name
	ManagerName  Placeholder = "manager"      // given name and family name of the line manager
	OnDate       Placeholder = "date"         // day on which the person gets it, with the day of the week
	Organisation Placeholder = "organisation" // name of the organisation
	Learning     Placeholder = "intervention" // title of what the proposition leads to
	LearningTime Placeholder = "minutes"      // how long that takes, such as “8 minutes”
	LearningLink Placeholder = "link"         // a link to it with its title, or its address in [words]({{link}})
)

// traitPlaceholder begins the placeholder of a trait.
const traitPlaceholder = "trait."

// Placeholders lists those besides traits.
func Placeholders() []Placeholder {
	return []Placeholder{FirstName, FullName, ManagerName, OnDate, Organisation, Learning, LearningTime, LearningLink}
}

// Personal reports whether it differs from person to person.
func (p Placeholder) Personal() bool {
	switch p {
	case FirstName, FullName, ManagerName, OnDate:
		return true
	}
	return p.trait() != ""
}

// trait is the name of the trait whose placeholder it is; empty for another.
func (p Placeholder) trait() string {
	name, _ := strings.CutPrefix(string(p), traitPlaceholder)
	if name == string(p) {
		return ""
	}
	return name
}

// gap finds gaps; a fallback holds no braces.
var gap = regexp.MustCompile(`\{\{([^{}|\n]*)(\|([^{}\n]*))?\}\}`)

// noBraces removes what opens or closes a gap.
var noBraces = strings.NewReplacer("{{", "", "}}", "")

// closed is a text without what is left of gaps that are badly written.
func closed(s string) string {
	for strings.Contains(s, "{{") || strings.Contains(s, "}}") {
		s = noBraces.Replace(s)
	}
	return s
}

// Facts fill the gaps of texts in one language: see [Placeholder]. The zero
// Facts know nothing, so that every gap gets its fallback.
type Facts struct {
	known map[Placeholder]string // plain text; the address for a link
}

// Title fills the gaps of a plain text on one line.
func (f Facts) Title(text string) string {
	if !strings.Contains(text, "{{") && !strings.Contains(text, "}}") {
		return text
	}
	return closed(gap.ReplaceAllStringFunc(text, func(found string) string {
		return f.words(gap.FindStringSubmatch(found))
	}))
}

// Body fills the gaps of Markdown. What fills them shows as it is: it can make
// neither a link nor emphasis nor HTML.
func (f Facts) Body(markdown string) string {
	if !strings.Contains(markdown, "{{") && !strings.Contains(markdown, "}}") {
		return markdown
	}
	var b strings.Builder
	rest := 0
	for _, at := range gap.FindAllStringSubmatchIndex(markdown, -1) {
		before, found := markdown[rest:at[0]], gap.FindStringSubmatch(markdown[at[0]:at[1]])
		rest = at[1]
		b.WriteString(before)
		address := f.known[LearningLink]
		switch {
		case Placeholder(strings.TrimSpace(found[1])) != LearningLink || address == "":
			b.WriteString(markup.Escape(f.words(found)))
		case strings.HasSuffix(before, "]("):
			b.WriteString(markup.Destination(address))
		default:
			b.WriteString("[" + markup.Escape(f.known[Learning]) + "](" + markup.Destination(address) + ")")
		}
	}
	b.WriteString(markdown[rest:])
	return closed(b.String())
}

// words fill a gap: what is known, or else the fallback. A name in which
// somebody wrote braces makes no gap.
func (f Facts) words(found []string) string {
	known := f.known[Placeholder(strings.TrimSpace(found[1]))]
	if known = markup.Clean(strings.NewReplacer("{", "", "}", "").Replace(known)); known != "" {
		return known
	}
	return markup.Clean(found[3])
}

// facts are what everyone who gets a proposition has in common.
func (b *Brief) facts(proposition string, l engagement.Language) Facts {
	known := map[Placeholder]string{Organisation: b.Organisation}
	if q := b.Proposition(proposition); q != nil {
		if offer := b.Offer(q); len(offer) > 0 {
			v := offer[0]
			known[Learning], known[LearningTime] = v.Title.In(l), dates.Duration(v.Minutes, l)
			if markup.Safe(v.URL) {
				known[LearningLink] = v.URL
			}
		}
	}
	return Facts{known}
}

// Facts are what fills the texts of an item: of its person, in its language,
// and on its day where it has one.
// Where the schedule does not know the person they are what everyone has in
// common, as in [Plan.General].
func (s *Schedule) Facts(item Item) Facts {
	b, l := &s.plan.Brief, item.Language
	f := b.facts(item.Proposition, l)
	if item.Minutes > 0 {
		f.known[LearningTime] = dates.Duration(item.Minutes, l)
	}
	p := s.workforce.Person(item.Person)
	if p == nil {
		return f
	}
	f.known[FirstName], f.known[FullName] = p.GivenName, fullName(p)
	if m := s.workforce.ManagerOf(p.ID); m != nil {
		f.known[ManagerName] = fullName(m)
	}
	if !item.At.IsZero() {
		f.known[OnDate] = dates.Full(engagement.Date(item.At.Format("2006-01-02")), l)
	}
	for _, t := range b.Traits {
		if !t.Protected {
			f.known[traitPlaceholder+Placeholder(t.Name)] = traitWords(t, p, l)
		}
	}
	return f
}

func fullName(p *audience.Person) string {
	return strings.TrimSpace(p.GivenName + " " + p.FamilyName)
}

// traitWords is a person's value of a trait; empty where they have none, or one
// that is not of the trait's kind.
func traitWords(t audience.Trait, p *audience.Person, l engagement.Language) string {
	value := p.Traits[t.Name]
	if t.Name == audience.TraitHired {
		value = p.Hired
	}
	switch t.Kind {
	case audience.TextTrait:
		text, _ := value.(string)
		if label := t.ValueLabels[text].In(l); label != "" {
			return label
		}
		return text
	case audience.NumberTrait:
		switch n := value.(type) {
		case int:
			return strconv.Itoa(n)
		case float64:
			return strconv.FormatFloat(n, 'f', -1, 64)
		}
	case audience.DateTrait:
		switch d := value.(type) {
		case engagement.Date:
			return dates.Long(d, l)
		case string:
			return dates.Long(engagement.Date(d), l)
		}
	}
	return ""
}

// General is the plan with every gap filled as for somebody of whom nothing is
// known: for the widget and for documents, which hold nothing about any person.
func (p *Plan) General() *Plan {
	general := *p
	general.Brief = p.Brief.general()
	return &general
}

func (b *Brief) general() Brief {
	out := *b
	out.Propositions, out.Touchpoints = slices.Clone(b.Propositions), slices.Clone(b.Touchpoints)
	for i := range out.Propositions {
		q := &out.Propositions[i]
		q.Wording = slices.Clone(q.Wording)
	}
	for i := range out.Touchpoints {
		t := &out.Touchpoints[i]
		if t.Suspense != nil {
			suspense := *t.Suspense
			suspense.Teasers = slices.Clone(suspense.Teasers)
			t.Suspense = &suspense
		}
		if t.Drip != nil {
			t.Drip = &Sequence{Steps: cloned(t.Drip.Steps)}
		}
		if a := t.Acknowledgement; a != nil && a.Escalation != nil {
			escalation := *a.Escalation
			t.Acknowledgement = &Acknowledgement{Days: a.Days, Escalation: &escalation}
		}
	}
	out.Experiments = slices.Clone(b.Experiments)
	for i := range out.Experiments {
		if c := out.Experiments[i].Comparison; c != nil {
			comparison := *c
			comparison.Variants = slices.Clone(c.Variants)
			for k := range comparison.Variants {
				v := &comparison.Variants[k]
				v.Title, v.Body = clonedText(v.Title), clonedText(v.Body)
			}
			out.Experiments[i].Comparison = &comparison
		}
	}
	out.gapped(func(_ string, g gapped) { *g.text = b.fill(g) })
	return out
}

// cloned are steps that may be changed, with those that stand in for them.
func cloned(steps []Step) []Step {
	steps = slices.Clone(steps)
	for i := range steps {
		steps[i].Otherwise = cloned(steps[i].Otherwise)
	}
	return steps
}

func clonedText(t *engagement.Text) *engagement.Text {
	if t == nil {
		return nil
	}
	clone := *t
	return &clone
}

// fill fills the gaps of a text in every language, for everyone.
func (b *Brief) fill(g gapped) engagement.Text {
	in := func(l engagement.Language) string {
		f := b.facts(g.proposition, l)
		if g.plain {
			return f.Title(g.text.In(l))
		}
		return f.Body(g.text.In(l))
	}
	if !strings.Contains(g.text.It+g.text.Nl+g.text.En, "{{") {
		return *g.text
	}
	return engagement.Text{It: in(engagement.Italian), Nl: in(engagement.Dutch), En: in(engagement.English)}
}

// gapped is a text that may have gaps.
type gapped struct {
	text        *engagement.Text
	proposition string // ID of the one it speaks of
	plain       bool   // a title; else Markdown
}

// gapped calls yield for each text that may have gaps, with where it stands.
func (b *Brief) gapped(yield func(path string, g gapped)) {
	for i := range b.Propositions {
		q, path := &b.Propositions[i], at("propositions", i)
		yield(path+"/gain", gapped{&q.Gain, q.ID, false})
		yield(path+"/problem", gapped{&q.Problem, q.ID, false})
		yield(path+"/ability", gapped{&q.Ability, q.ID, false})
		for j := range q.Wording {
			yield(path+"/wording/"+strconv.Itoa(j)+"/gain", gapped{&q.Wording[j].Gain, q.ID, false})
		}
	}
	for i := range b.Touchpoints {
		t, path := &b.Touchpoints[i], at("touchpoints", i)
		yield(path+"/title", gapped{&t.Title, t.Proposition, true})
		yield(path+"/body", gapped{&t.Body, t.Proposition, false})
		if t.Suspense != nil {
			for j := range t.Suspense.Teasers {
				teaser, place := &t.Suspense.Teasers[j], path+"/suspense/teasers/"+strconv.Itoa(j)
				yield(place+"/title", gapped{&teaser.Title, t.Proposition, true})
				yield(place+"/body", gapped{&teaser.Body, t.Proposition, false})
			}
		}
		if t.Drip != nil {
			gappedSteps(t.Drip.Steps, path+"/drip/steps", t.Proposition, yield)
		}
		if a := t.Acknowledgement; a != nil && a.Escalation != nil {
			place := path + "/acknowledgement/escalation"
			yield(place+"/title", gapped{&a.Escalation.Title, t.Proposition, true})
			yield(place+"/body", gapped{&a.Escalation.Body, t.Proposition, false})
		}
	}
	b.gappedVariants(yield)
}

// gappedVariants are the texts of variants.
func (b *Brief) gappedVariants(yield func(path string, g gapped)) {
	for i := range b.Experiments {
		c := b.Experiments[i].Comparison
		if c == nil {
			continue
		}
		proposition := ""
		if t := b.Touchpoint(c.Touchpoint); t != nil {
			proposition = t.Proposition
		}
		for k := range c.Variants {
			place := at("experiments", i) + "/comparison/variants/" + strconv.Itoa(k)
			if v := &c.Variants[k]; v.Title != nil {
				yield(place+"/title", gapped{v.Title, proposition, true})
			}
			if v := &c.Variants[k]; v.Body != nil {
				yield(place+"/body", gapped{v.Body, proposition, false})
			}
		}
	}
}

func gappedSteps(steps []Step, path, proposition string, yield func(path string, g gapped)) {
	for i := range steps {
		step, place := &steps[i], path+"/"+strconv.Itoa(i)
		yield(place+"/title", gapped{&step.Title, proposition, true})
		yield(place+"/body", gapped{&step.Body, proposition, false})
		gappedSteps(step.Otherwise, place+"/otherwise", proposition, yield)
	}
}

// personal notes which touchpoints differ from person to person.
func (p *Plan) personal() {
	for i := range p.Touchpoints {
		p.Touchpoints[i].Personal = p.Brief.personal(p.Touchpoint(p.Touchpoints[i].ID))
	}
}

// personal are the placeholders that make a message different from person to
// person, in the order of [Placeholders] and then by name.
func (b *Brief) personal(t *Touchpoint) []Placeholder {
	texts := []engagement.Text{t.Title, t.Body}
	if q := b.Proposition(t.Proposition); q != nil {
		texts = append(texts, q.Gain, q.Problem, q.Ability)
		for _, w := range q.Wording {
			texts = append(texts, w.Gain)
		}
	}
	var found []Placeholder
	for _, text := range texts {
		for _, l := range b.Languages {
			for _, m := range gap.FindAllStringSubmatch(text.In(l), -1) {
				if p := Placeholder(strings.TrimSpace(m[1])); p.Personal() && !slices.Contains(found, p) {
					found = append(found, p)
				}
			}
		}
	}
	all := Placeholders()
	slices.SortFunc(found, func(x, y Placeholder) int {
		i, j := slices.Index(all, x), slices.Index(all, y)
		if i >= 0 && j >= 0 {
			return i - j
		}
		if i != j {
			return j - i // traits, which are not in the list, come last
		}
		return strings.Compare(string(x), string(y))
	})
	return found
}
