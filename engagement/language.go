package engagement

import "golang.org/x/text/language"

// Language is a BCP 47 tag of a language that Osmosi writes in.
type Language string

// The languages, equals of each other.
const (
	Italian Language = "it"
	Dutch   Language = "nl"
	English Language = "en"
)

// Languages lists all languages.
func Languages() []Language { return []Language{Italian, Dutch, English} }

// MatchLanguage returns which of the available languages suits best. Each
// wanted value is a BCP 47 tag ("nl-BE") or an Accept-Language header, the
// most wanted first. Without a match it is the first available language;
// without any available language it is English.
func MatchLanguage(available []Language, wanted ...string) Language {
	if len(available) == 0 {
		return English
	}
	tags := make([]language.Tag, len(available))
	for i, l := range available {
		tags[i] = language.Make(string(l))
	}
	_, i := language.MatchStrings(language.NewMatcher(tags), wanted...)
	return available[i]
}
