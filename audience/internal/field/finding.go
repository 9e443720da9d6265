package field

import (
	"iter"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Pointer writes a JSON Pointer (RFC 6901).
func Pointer(parts ...string) string {
	path := ""
	for _, part := range parts {
		path = light.Pointer(path, part)
	}
	return path
}

// Derived reports whether a trait's name is one that [audience.Person.Profile]
// derives, so that nothing may be read into it. What people declared (needs,
// reasons, factors) and what managers think (stance) is derived from nothing:
// it may be read, needs, reasons and factors as lists.
func Derived(trait string) bool {
	return trait == audience.TraitLanguage || trait == audience.TraitManager || trait == audience.TraitTenureDays
}

// Collect reads a sequence to its end: the items, and every finding in its
// errors.
func Collect[T any](items iter.Seq2[T, error]) ([]T, engagement.Findings) {
	var all []T
	var found engagement.Findings
	for item, err := range items {
		if err != nil {
			found = gather(err, found)
			continue
		}
		all = append(all, item)
	}
	return all, found
}

// gather appends the findings that are, or are joined in, an error.
func gather(err error, found engagement.Findings) engagement.Findings {
	switch e := err.(type) {
	case *engagement.Finding:
		return append(found, *e)
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			found = gather(one, found)
		}
	}
	return found
}
