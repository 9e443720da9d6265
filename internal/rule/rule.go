// Package rule makes findings: it fills a rule's message in all languages
// from the catalogue.
package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// Detail is what a finding says beyond its code and place.
type Detail struct {
	Found    string   // what stands there
	Expected string   // what may stand there
	Near     []string // valid values among which the nearest is suggested
	Args     []any    // further arguments of the message, from the third on; a text is quoted in each language's own words
	Source   string   // of the rule
}

// Error makes a finding that blocks.
func Error(code, path string, d Detail) engagement.Finding {
	return finding(code, path, engagement.SeverityError, d)
}

// Advice makes a finding that does not block.
func Advice(code, path string, d Detail) engagement.Finding {
	return finding(code, path, engagement.SeverityAdvice, d)
}

// finding renders the message with %[1]v the found, %[2]v the expected and the
// further arguments after them, and appends the suggestion.
func finding(code, path string, s engagement.Severity, d Detail) engagement.Finding {
	f := engagement.Finding{Code: code, Severity: s, Path: path, Found: d.Found, Expected: d.Expected, Source: d.Source}
	f.Suggestion = Nearest(d.Found, d.Near)
	f.Message = engagement.Text{
		It: message(engagement.Italian, &f, d.Args),
		Nl: message(engagement.Dutch, &f, d.Args),
		En: message(engagement.English, &f, d.Args),
	}
	f.Do = engagement.Text{
		It: remedy(engagement.Italian, &f, d.Args),
		Nl: remedy(engagement.Dutch, &f, d.Args),
		En: remedy(engagement.English, &f, d.Args),
	}
	return f
}

// remedy renders what to do, from the same arguments as the message; it is
// empty where the catalogue has no such text for the code.
func remedy(l engagement.Language, f *engagement.Finding, more []any) string {
	key := "do." + f.Code
	if !catalogue.Has(string(l), key) {
		return ""
	}
	return catalogue.Text(string(l), key, arguments(l, f, more)...)
}

// arguments of a message and of what to do about it, in a language.
func arguments(l engagement.Language, f *engagement.Finding, more []any) []any {
	all := []any{f.Found, f.Expected}
	for _, a := range more {
		if t, ok := a.(engagement.Text); ok {
			a = t.In(l)
		}
		all = append(all, a)
	}
	return all
}

func message(l engagement.Language, f *engagement.Finding, args []any) string {
	text := catalogue.Text(string(l), f.Code, arguments(l, f, args)...)
	if f.Suggestion != "" {
		text += " " + catalogue.Text(string(l), "finding.suggestion", f.Suggestion)
	}
	return text
}

// Nearest returns the candidate that looks most like what was found, empty
// where none is near: a third of its letters differ, or the two that are
// swapped in a short word.
func Nearest(found string, candidates []string) string {
	letters := utf8.RuneCountInString(found)
	best, bestDistance := "", max(letters/3, min(letters/2, 2))+1
	for _, c := range candidates {
		if c == found {
			return ""
		}
		if d := levenshtein.ComputeDistance(strings.ToLower(found), strings.ToLower(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}
