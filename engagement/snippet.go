package engagement

import "github.com/rivo/uniseg"

// SnippetLimit is how long a bite-sized text may be, in characters as people
// see them (grapheme clusters), after Markdown. Source: seed 004.
const SnippetLimit = 140

// Characters counts the characters of a plain text as people see them.
func Characters(plain string) int { return uniseg.GraphemeClusterCount(plain) }
