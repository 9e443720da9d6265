// Package bundle makes what the widget needs of a plan: the decision program,
// and for each language the texts, with Markdown already turned into a safe
// tree of elements. Nothing about any person is in it.
package bundle

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Versions of the two kinds of document in a bundle.
const (
	Version        = "bundle/v1"
	ContentVersion = "content/v1"
)

// Index is the name of the file that a widget's src points to.
const Index = "bundle.json"

// index is what the engine reads.
type index struct {
	Osmosi    string                         `json:"osmosi"`
	Campaign  string                         `json:"campaign"`
	Languages []engagement.Language          `json:"languages"`
	Content   map[engagement.Language]string `json:"content"`
	Program   json.RawMessage                `json:"program"`
}

// content is what the shell shows, in one language.
type content struct {
	Osmosi       string                 `json:"osmosi"`
	Campaign     string                 `json:"campaign"`
	Language     engagement.Language    `json:"language"`
	Labels       map[string]string      `json:"labels"`
	Propositions map[string]proposition `json:"propositions"`
	Touchpoints  map[string]touchpoint  `json:"touchpoints"`
	Why          map[string]string      `json:"why"`
}

type proposition struct {
	Gain         json.RawMessage `json:"gain"`
	Problem      json.RawMessage `json:"problem"`
	Ability      json.RawMessage `json:"ability"`
	Intervention intervention    `json:"intervention"`
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
}

// New makes the bundle of a plan: [Index], and one content file for each
// language of the campaign. The same plan gives the same bytes.
func New(p *campaign.Plan) (Bundle, error) {
	b := Bundle{}
	i := index{Version, p.Brief.ID, p.Brief.Languages, map[engagement.Language]string{}, p.AppendProgram(nil)}
	for _, l := range p.Brief.Languages {
		i.Content[l] = "content." + string(l) + ".json"
		if err := b.add(i.Content[l], newContent(p, l)); err != nil {
			return nil, err
		}
	}
	return b, b.add(Index, i)
}

// newContent gathers the texts that the widget shows: those of touchpoints on
// the intranet and of their propositions.
func newContent(p *campaign.Plan, l engagement.Language) content {
	c := content{ContentVersion, p.Brief.ID, l, map[string]string{}, map[string]proposition{}, map[string]touchpoint{}, p.Explanations(l)}
	for _, key := range catalogue.Keys(string(l)) {
		if label, ok := strings.CutPrefix(key, "widget."); ok {
			c.Labels[label] = catalogue.Text(string(l), key)
		}
	}
	for _, planned := range p.Touchpoints {
		t := p.Touchpoint(planned.ID)
		if !p.Brief.OnIntranet(t) || t.Withheld() || t.CoCreation != nil {
			continue
		}
		c.Touchpoints[t.ID] = touchpoint{t.Title.In(l), markup.Nodes(t.Body.In(l))}
		q := p.Brief.Proposition(t.Proposition)
		v := p.Brief.Intervention(q.Intervention)
		c.Propositions[q.ID] = proposition{
			Gain:         markup.Nodes(q.Gain.In(l)),
			Problem:      markup.Nodes(q.Problem.In(l)),
			Ability:      markup.Nodes(q.Ability.In(l)),
			Intervention: intervention{v.ID, v.Form, v.Title.In(l), v.Minutes, v.URL},
		}
	}
	return c
}

func (b Bundle) add(name string, document any) error {
	data, err := json.Marshal(document)
	if err != nil {
		return fmt.Errorf("bundle: %s: %w", name, err)
	}
	b[name] = append(data, '\n')
	return nil
}
