package engagement

// Text is one text in the three languages, each written for its readers
// rather than translated word by word. Longer texts are Markdown.
type Text struct {
	// It is the Italian text.
	It string `json:"it,omitempty"`
	// Nl is the Dutch text.
	Nl string `json:"nl,omitempty"`
	// En is the English text.
	En string `json:"en,omitempty"`
}

// In returns the text in a language; it is empty where nothing was written,
// never another language's text.
func (t Text) In(l Language) string {
	switch l {
	case Italian:
		return t.It
	case Dutch:
		return t.Nl
	case English:
		return t.En
	}
	return ""
}

// IsZero reports whether the text is empty in every language.
func (t Text) IsZero() bool { return t == Text{} }

// Missing returns those of the languages in which nothing was written.
func (t Text) Missing(languages []Language) []Language {
	var missing []Language
	for _, l := range languages {
		if t.In(l) == "" {
			missing = append(missing, l)
		}
	}
	return missing
}
