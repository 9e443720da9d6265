package campaign

import (
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Explain puts the codes of an item or a decision in words, one sentence each,
// in a language of the brief: the nearest where it has not the one asked for.
// A code that the plan does not know is left out.
func (p *Plan) Explain(why []string, l engagement.Language) []string {
	l = engagement.MatchLanguage(p.Brief.Languages, string(l))
	var sentences []string
	for _, code := range why {
		if s := p.explain(code, l); s != "" {
			sentences = append(sentences, s)
		}
	}
	return sentences
}

func (p *Plan) explain(code string, l engagement.Language) string {
	if id, ok := strings.CutPrefix(code, "segment:"); ok {
		if s := p.Brief.Segment(id); s != nil {
			return catalogue.Text(string(l), "why.segment", s.Because.In(l))
		}
		return ""
	}
	if id, ok := strings.CutPrefix(code, "survey:"); ok {
		if s := p.Brief.Segment(id); s != nil && s.Survey != nil {
			return catalogue.Text(string(l), "why.survey")
		}
		return ""
	}
	if n, ok := strings.CutPrefix(code, "step:"); ok {
		number, err := strconv.Atoi(n)
		if err != nil {
			return ""
		}
		return catalogue.Text(string(l), "why.step", number)
	}
	if strings.HasPrefix(code, "here:") || strings.HasPrefix(code, "reach:") {
		return p.explainHere(code, l)
	}
	if learnt, ok := strings.CutPrefix(code, "learned:"); ok {
		return p.learnt(learnt, l)
	}
	if code == "segment" || code == "learned" || code == "step" || code == "survey" || strings.Contains(code, ".") {
		return "" // a key of the catalogue, but no code
	}
	if key := "why." + strings.ReplaceAll(code, ":", "."); catalogue.Has(string(l), key) {
		return catalogue.Text(string(l), key)
	}
	return ""
}

// Explanations returns every code that a decision on this plan can have, or
// that what comes to a person or does not, with its sentence in a language.
func (p *Plan) Explanations(l engagement.Language) map[string]string {
	codes := []string{"manager", "everyone", "started", "afterManager", "workday"}
	for _, s := range p.Brief.Segments {
		codes = append(codes, "segment:"+s.ID)
		if s.Survey != nil {
			codes = append(codes, "survey:"+s.ID)
		}
	}
	for _, n := range engagement.Needs() {
		codes = append(codes, "need:"+string(n))
	}
	for _, r := range engagement.Reasons() {
		codes = append(codes, "reason:"+string(r))
	}
	for _, f := range engagement.Factors() {
		codes = append(codes, "factor:"+string(f))
	}
	for _, phase := range Phases() {
		codes = append(codes, "phase:"+string(phase))
	}
	codes = append(codes, p.derivedCodes()...)
	codes = append(codes, p.Brief.limitCodes()...)
	codes = append(codes, p.learntCodes()...)
	codes = append(codes, "late")
	for _, o := range decision.Obstacles() {
		codes = append(codes, "not:"+o.String())
	}
	all := make(map[string]string, len(codes))
	for _, code := range codes {
		all[code] = p.explain(code, l)
	}
	return all
}
