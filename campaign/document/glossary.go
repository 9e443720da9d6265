package document

import (
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// glossary shows each concept in the terms of all vocabularies, so that the
// offices learn each other's words.
func (w writer) glossary() string {
	own := func(key string) string { return markup.Escape(catalogue.Text(string(w.language), key)) }
	var t table
	for _, v := range Vocabularies() {
		t.head = append(t.head, own("vocabulary."+string(v)))
	}
	for _, c := range concepts() {
		var terms []string
		for _, v := range Vocabularies() {
			terms = append(terms, own("vocabulary."+c+"."+string(v)))
		}
		t.row(terms...)
	}
	return own("plan.glossary.intro."+string(w.vocabulary)) + "\n\n" + t.String()
}
