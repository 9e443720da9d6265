package engagement

import (
	"errors"
	"strings"
)

// Finding is one thing to know about a document: a fault in its input, or
// advice on its content. It is an error, so that errors.As reaches it.
type Finding struct {
	// Code is stable: OSM-BRIEF-012.
	Code string `json:"code"`
	// Severity tells faults from advice.
	Severity Severity `json:"severity"`
	// Path is a JSON Pointer to the place; empty for the whole document.
	Path string `json:"path"`
	// Found is what stands there.
	Found string `json:"found,omitempty"`
	// Expected is what may stand there.
	Expected string `json:"expected,omitempty"`
	// Suggestion is the nearest valid value, where one is near.
	Suggestion string `json:"suggestion,omitempty"`
	// Message says it in words, in all languages.
	Message Text `json:"message"`
	// Do says what to do about it, in all languages: always with advice; empty with a fault whose message says all there is.
	Do Text `json:"do,omitzero"`
	// Source of the rule: a specification, or a seed document's number.
	Source string `json:"source,omitempty"`
}

// Severity of a finding.
type Severity string

// The severities. Advice never blocks; an error does.
const (
	SeverityError  Severity = "error"
	SeverityAdvice Severity = "advice"
)

// Error says code, place and message in English.
func (f *Finding) Error() string {
	where := f.Path
	if where == "" {
		where = "/"
	}
	return f.Code + " at " + where + ": " + f.Message.En
}

// Findings are several of them: those of a schema in the order of their places,
// those of the domain's rules after them.
type Findings []Finding

// Err returns nil, or one error that joins all findings of severity error.
func (fs Findings) Err() error {
	var errs []error
	for i := range fs {
		if fs[i].Severity == SeverityError {
			errs = append(errs, &fs[i])
		}
	}
	return errors.Join(errs...)
}

// Errors returns the findings of severity error.
func (fs Findings) Errors() Findings { return fs.with(SeverityError) }

// Advice returns the findings of severity advice.
func (fs Findings) Advice() Findings { return fs.with(SeverityAdvice) }

func (fs Findings) with(s Severity) Findings {
	var out Findings
	for _, f := range fs {
		if f.Severity == s {
			out = append(out, f)
		}
	}
	return out
}

// In lists the findings in a language, one a line, each with what to do.
func (fs Findings) In(l Language) string {
	var b strings.Builder
	for _, f := range fs {
		b.WriteString(f.Code + " " + f.Path + ": " + f.Message.In(l))
		if do := f.Do.In(l); do != "" {
			b.WriteString(" " + do)
		}
		b.WriteString("\n")
	}
	return b.String()
}
