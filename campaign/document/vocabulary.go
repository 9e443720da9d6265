package document

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// Vocabulary is whose terms a document uses. Offices that plan together have
// words of their own for the same things: what learning calls a person,
// marketing calls a lead. Sources: seeds 000 and 003.
type Vocabulary string

// The vocabularies. The zero value, and any other, reads as that of learning,
// in which the catalogue is written.
const (
	LearningVocabulary  Vocabulary = "learning"
	MarketingVocabulary Vocabulary = "marketing"
	HRVocabulary        Vocabulary = "hr"
)

// Vocabularies lists all vocabularies.
func Vocabularies() []Vocabulary {
	return []Vocabulary{LearningVocabulary, MarketingVocabulary, HRVocabulary}
}

func (v Vocabulary) orLearning() Vocabulary {
	if slices.Contains(Vocabularies(), v) {
		return v
	}
	return LearningVocabulary
}

// concepts lists what the vocabularies have terms for, in the glossary's
// order: "vocabulary.<concept>.<vocabulary>" is the term in the catalogue. A
// concept that sentences mention has forms too, separated by bars: the words
// of the catalogue under "….forms.learning" become those at the same place
// under "….forms.marketing" or "….forms.hr". Forms take articles with them
// where these change.
func concepts() []string {
	return []string{
		"person", "segment", "manager", "office",
		"campaign", "objective", "kpi", "offer", "intervention", "proposition",
		"need", "reason", "factor", "insight",
		"touchpoint", "channel", "announcement", "kickOff", "content", "drip", "learningMoment", "story", "reward", "evaluation", "community",
		"informing", "activation", "retention", "reach", "completion",
	}
}

// form is one phrase of the catalogue and what a vocabulary says instead.
type form struct{ from, to string }

type tongue struct {
	language   engagement.Language
	vocabulary Vocabulary
}

// forms of each language and vocabulary, the longest first, so that a phrase
// goes before the word that it holds.
var forms = sync.OnceValue(func() map[tongue][]form {
	all := map[tongue][]form{}
	for _, l := range engagement.Languages() {
		for _, v := range []Vocabulary{MarketingVocabulary, HRVocabulary} {
			var list []form
			for _, c := range concepts() {
				key := "vocabulary." + c + ".forms."
				if !catalogue.Has(string(l), key+string(v)) {
					continue
				}
				to := strings.Split(catalogue.Text(string(l), key+string(v)), "|")
				for i, from := range strings.Split(catalogue.Text(string(l), key+"learning"), "|") {
					list = append(list, form{from, to[i]})
				}
			}
			slices.SortStableFunc(list, func(a, b form) int { return cmp.Compare(len(b.from), len(a.from)) })
			all[tongue{l, v}] = list
		}
	}
	return all
})

// Marks around what is not the catalogue's own, which no vocabulary changes:
// two characters of private use, for which no text has a meaning.
const (
	begin = '\ue000'
	end   = '\ue001'
)

// text returns a text of the catalogue in the terms of the vocabulary. A text
// may have a version for one vocabulary, under its key with the vocabulary
// after it; otherwise its terms are replaced. Arguments stay as they are, and
// so do the names of offices and what people say of their needs.
func (v Vocabulary) text(l engagement.Language, key string, args []any) string {
	own := key + "." + string(v)
	switch {
	case v == LearningVocabulary || strings.HasPrefix(key, "office.") || strings.HasPrefix(key, "need."):
		return catalogue.Text(string(l), key, args...)
	case catalogue.Has(string(l), own):
		return catalogue.Text(string(l), own, args...)
	}
	marked := slices.Clone(args)
	for i, a := range marked {
		if s, ok := a.(string); ok {
			marked[i] = string(begin) + strings.Map(unmark, s) + string(end)
		}
	}
	return v.replace(l, catalogue.Text(string(l), key, marked...))
}

func unmark(r rune) rune {
	if r == begin || r == end {
		return -1
	}
	return r
}

// quotes are the marks between which advice repeats what people wrote.
var quotes = map[engagement.Language][2]string{
	engagement.Italian: {"«", "»"},
	engagement.Dutch:   {"‘", "’"},
	engagement.English: {"“", "”"},
}

// retell puts the message of a finding, which a plan holds in full, in the
// terms of the vocabulary. What it quotes stays as it is.
func (v Vocabulary) retell(l engagement.Language, message string) string {
	if v == LearningVocabulary {
		return message
	}
	message = strings.Map(unmark, message)
	q := quotes[l]
	message = strings.ReplaceAll(message, q[0], string(begin)+q[0])
	message = strings.ReplaceAll(message, q[1], q[1]+string(end))
	return v.replace(l, message)
}

// replace puts the vocabulary's forms in a text, with a capital where there
// was one, and removes the marks.
func (v Vocabulary) replace(l engagement.Language, text string) string {
	list := forms()[tongue{l, v}]
	var b strings.Builder
	before, marked := ' ', false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == begin || r == end {
			marked = r == begin
			before, i = ' ', i+size
			continue
		}
		if !marked && unicode.IsLetter(r) && !unicode.IsLetter(before) {
			if f, ok := match(list, text[i:]); ok {
				b.WriteString(cased(f.to, r))
				i += len(f.from)
				before, _ = utf8.DecodeLastRuneInString(f.from)
				continue
			}
		}
		b.WriteString(text[i : i+size])
		before, i = r, i+size
	}
	return b.String()
}

// match finds the form with which a text begins, as whole words.
func match(list []form, text string) (form, bool) {
	for _, f := range list {
		n := len(f.from)
		if len(text) < n || !strings.EqualFold(text[:n], f.from) {
			continue
		}
		if after, _ := utf8.DecodeRuneInString(text[n:]); n == len(text) || !unicode.IsLetter(after) {
			return f, true
		}
	}
	return form{}, false
}

// cased begins a term with a capital where the letter it replaces was one.
func cased(term string, first rune) string {
	r, size := utf8.DecodeRuneInString(term)
	if unicode.IsUpper(first) {
		return string(unicode.ToUpper(r)) + term[size:]
	}
	return term
}
