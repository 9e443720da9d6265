// Package bundle makes what the widget needs of a plan: the decision program,
// and for each language the texts, with Markdown already turned into a safe
// tree of elements. Nothing about any person is in it.
package bundle

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Versions of the kinds of document in a bundle.
const (
	Version        = "bundle/v1"
	ContentVersion = "content/v1"
	// ActivitiesVersion is the version of [Activities].
	ActivitiesVersion = "activities/v1"
)

// Index is the name of the file that a widget's src points to.
const Index = "bundle.json"

// Activities is the name of the file that says what touchpoints are, for
// statements of xAPI, which tell it in all languages; other widgets never load it.
const Activities = "activities.json"

// activities are the touchpoints of a campaign as statements tell them.
type activities struct {
	Osmosi      string              `json:"osmosi"`
	Campaign    string              `json:"campaign"`
	Touchpoints map[string]activity `json:"touchpoints"`
}

type activity struct {
	Kind campaign.Kind    `json:"kind"`
	Name *engagement.Text `json:"name,omitempty"`
}

// index is what the engine reads.
type index struct {
	Osmosi    string                         `json:"osmosi"`
	Campaign  string                         `json:"campaign"`
	Languages []engagement.Language          `json:"languages"`
	Content   map[engagement.Language]string `json:"content"`
	// Integrity is the hash of each content file, by its name.
	Integrity map[string]string `json:"integrity"`
	// Expires is the last day on which a widget shows the bundle.
	Expires engagement.Date `json:"expires"`
	Program json.RawMessage `json:"program"`
	// Holdouts are the touchpoints that each experiment holds people back from, by its ID.
	Holdouts map[string][]string `json:"holdouts,omitempty"`
}

// content is what the shell shows, in one language.
type content struct {
	Osmosi       string                 `json:"osmosi"`
	Campaign     string                 `json:"campaign"`
	Language     engagement.Language    `json:"language"`
	Labels       map[string]string      `json:"labels"`
	Propositions map[string]proposition `json:"propositions"`
	Touchpoints  map[string]touchpoint  `json:"touchpoints"`
	Expectations []expectation          `json:"expectations,omitempty"`
	Pulse        []pulse                `json:"pulse,omitempty"`
	Insight      []cardCall             `json:"insight,omitempty"`
	Why          map[string]string      `json:"why"`
	sections
}

type proposition struct {
	Gain json.RawMessage `json:"gain"`
	// Wording is the gain in the words of some segments, by their ID.
	Wording map[string]json.RawMessage `json:"wording,omitempty"`
	Problem json.RawMessage            `json:"problem"`
	Ability json.RawMessage            `json:"ability"`
	// Intervention is what to take first; Also what there is besides, in order
	// where the support is a mapped path.
	Intervention intervention        `json:"intervention"`
	Also         []intervention      `json:"also,omitempty"`
	Approach     engagement.Approach `json:"approach,omitempty"`
	Support      engagement.Support  `json:"support,omitempty"`
}

// expectation is a question with an answer, for a segment or for everyone.
type expectation struct {
	Question string          `json:"question"`
	Segment  string          `json:"segment,omitempty"`
	Answer   json.RawMessage `json:"answer"`
}

type intervention struct {
	ID      string        `json:"id"`
	Form    campaign.Form `json:"form"`
	Title   string        `json:"title"`
	Minutes int           `json:"minutes"`
	URL     string        `json:"url"`
}

type touchpoint struct {
	Title string          `json:"title"`
	Body  json.RawMessage `json:"body"`
	// Drivers are the organisation's need, where it is explained before the
	// gain; Voice names the office that speaks, where management does.
	Drivers json.RawMessage `json:"drivers,omitempty"`
	Voice   string          `json:"voice,omitempty"`
	// Variants of the texts, by the experiment's ID, a colon and the variant's.
	Variants map[string]texts `json:"variants,omitempty"`
}

// texts are the title and the body of a touchpoint.
type texts struct {
	Title string          `json:"title"`
	Body  json.RawMessage `json:"body"`
}

// grace is how many days after the campaign's end its bundle still tells that the
// campaign is over. From then on a page that somebody forgot shows nothing of it.
const grace = 90

// withdrawn are the codes of a story whose teller does not, or no longer, agree.
var withdrawn = []string{"OSM-BRIEF-062", "OSM-BRIEF-063"}

// New makes the bundle of a plan: [Index], [Activities], and one content file for
// each language of the campaign. The same plan gives the same bytes. Gaps in texts
// are filled as for somebody of whom nothing is known. It returns an
// error for a plan that [campaign.Plan.Check] refuses, and for one of more than 5,000
// segments, propositions or touchpoints, which no page takes; a story whose consent was
// withdrawn is left out, and the rest goes on. The index holds a hash of each
// content file, so that whoever pins the index by [Bundle.Integrity] pins all; and
// the last day on which a widget shows it, 90 days after the campaign's end.
//
// Pulses that name a survey are asked by the widget where its questionnaire is
// given, whatever channel calls for them; a questionnaire that no pulse of the
// plan names is an error.
func New(p *campaign.Plan, questionnaires ...Questionnaire) (Bundle, error) {
	faults := slices.DeleteFunc(p.Check(), func(f engagement.Finding) bool { return slices.Contains(withdrawn, f.Code) })
	if err := faults.Err(); err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	if err := named(p, questionnaires); err != nil {
		return nil, err
	}
	if err := borne(p); err != nil {
		return nil, err
	}
	p = p.General()
	b := Bundle{}
	if err := b.add(Activities, newActivities(p)); err != nil {
		return nil, err
	}
	i := index{
		Osmosi: Version, Campaign: p.Brief.ID, Languages: p.Brief.Languages,
		Content: map[engagement.Language]string{}, Integrity: map[string]string{},
		Expires: p.Brief.Frame.End.AddDays(grace), Program: p.AppendProgram(nil), Holdouts: p.HeldBack(),
	}
	for _, l := range p.Brief.Languages {
		name := "content." + string(l) + ".json"
		if err := b.add(name, newContent(p, l, questionnaires)); err != nil {
			return nil, err
		}
		i.Content[l], i.Integrity[name] = name, hash(b[name])
	}
	return b, b.add(Index, i)
}

// borne refuses a plan of more than a page takes.
func borne(p *campaign.Plan) error {
	for what, n := range map[string]int{"segments": len(p.Brief.Segments), "propositions": len(p.Brief.Propositions), "touchpoints": len(p.Touchpoints)} {
		if n > decision.Most {
			return fmt.Errorf("bundle: the plan has %d %s, and a page takes %d at most", n, what, decision.Most)
		}
	}
	return nil
}

// Integrity is the hash of the index as the attribute integrity of a widget takes
// it, such as sha384-…; the widget then shows this bundle and no other.
func (b Bundle) Integrity() string { return hash(b[Index]) }

// hash is as the W3C recommendation “Subresource Integrity” writes it.
func hash(data []byte) string {
	sum := sha512.Sum384(data)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// newContent gathers the texts that the widget shows: those of touchpoints on
// the intranet and of their propositions.
func newContent(p *campaign.Plan, l engagement.Language, questionnaires []Questionnaire) content {
	c := content{
		Osmosi: ContentVersion, Campaign: p.Brief.ID, Language: l,
		Labels: map[string]string{}, Propositions: map[string]proposition{}, Touchpoints: map[string]touchpoint{},
		Expectations: expectations(&p.Brief, l), Why: p.Explanations(l),
		Pulse: pulses(p, l, questionnaires), Insight: cardCalls(p), sections: newSections(p, l),
	}
	for _, key := range catalogue.Keys(string(l)) {
		if label, ok := strings.CutPrefix(key, "widget."); ok {
			c.Labels[label] = catalogue.Text(string(l), key)
		}
	}
	for planned, t := range shown(p) {
		made := touchpoint{Title: t.Title.In(l), Body: markup.Nodes(t.Body.In(l))}
		if len(planned.Explains) > 0 {
			made.Drivers = markup.Nodes(p.Brief.Explanation(planned.Explains, l))
		}
		if o := p.Brief.Office(planned.Voice); o != nil {
			made.Voice = o.Name.In(l)
		}
		made.Variants = variants(p, t.ID, l)
		c.Touchpoints[t.ID] = made
		q := p.Brief.Proposition(t.Proposition)
		c.Propositions[q.ID] = newProposition(&p.Brief, q, l)
	}
	return c
}

// shown yields the touchpoints that a widget can show.
func shown(p *campaign.Plan) iter.Seq2[*campaign.PlannedTouchpoint, *campaign.Touchpoint] {
	return func(yield func(*campaign.PlannedTouchpoint, *campaign.Touchpoint) bool) {
		for i := range p.Touchpoints {
			planned := &p.Touchpoints[i]
			t := p.Touchpoint(planned.ID)
			if p.Brief.OnIntranet(t) && !t.Withheld() && !t.Invites() && !yield(planned, t) {
				return
			}
		}
	}
}

// newActivities gathers what statements tell of touchpoints, as evaluation/xapi
// tells it.
func newActivities(p *campaign.Plan) activities {
	a := activities{ActivitiesVersion, p.Brief.ID, map[string]activity{}}
	for _, t := range shown(p) {
		made := activity{Kind: t.Kind}
		if !t.Title.IsZero() {
			made.Name = &t.Title
		}
		a.Touchpoints[t.ID] = made
	}
	return a
}

// variants are the texts of a touchpoint that experiments compare.
func variants(p *campaign.Plan, id string, l engagement.Language) map[string]texts {
	var all map[string]texts
	for _, e := range p.Brief.Experiments {
		if e.Comparison == nil || !e.Comparison.Varies(id) {
			continue
		}
		for _, v := range e.Comparison.Variants {
			t := p.Varied(id, v.ID)
			if all == nil {
				all = map[string]texts{}
			}
			all[e.ID+":"+v.ID] = texts{t.Title.In(l), markup.Nodes(t.Body.In(l))}
		}
	}
	return all
}

func newProposition(b *campaign.Brief, q *engagement.Proposition, l engagement.Language) proposition {
	made := proposition{
		Gain:     markup.Nodes(q.Gain.In(l)),
		Problem:  markup.Nodes(q.Problem.In(l)),
		Ability:  markup.Nodes(q.Ability.In(l)),
		Approach: q.Approach(),
		Support:  q.Support(),
	}
	for _, w := range q.Wording {
		if made.Wording == nil {
			made.Wording = map[string]json.RawMessage{}
		}
		made.Wording[w.Segment] = markup.Nodes(w.Gain.In(l))
	}
	for i, v := range b.Offer(q) {
		one := intervention{v.ID, v.Form, v.Title.In(l), v.Minutes, v.URL}
		if i == 0 {
			made.Intervention = one
		} else {
			made.Also = append(made.Also, one)
		}
	}
	return made
}

// expectations lists the answers in the order of the questions and, within
// one, of precedence: a person gets the first that is theirs.
func expectations(b *campaign.Brief, l engagement.Language) []expectation {
	var list []expectation
	for _, q := range engagement.Questions() {
		for _, s := range append(slices.Clone(b.Segments), audience.Segment{}) {
			for _, e := range b.Expectations {
				if e.Question == q && e.Segment == s.ID {
					list = append(list, expectation{q.Text().In(l), s.ID, markup.Nodes(e.Answer.In(l))})
				}
			}
		}
	}
	return list
}

func (b Bundle) add(name string, document any) error {
	data, err := json.Marshal(document)
	if err != nil {
		return fmt.Errorf("bundle: %s: %w", name, err)
	}
	b[name] = append(data, '\n')
	return nil
}
