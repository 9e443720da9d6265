package document

import "github.com/osmosi-learning/osmosi/engagement"

// Style is how a document speaks to its readers.
type Style struct {
	// Language of the document.
	Language engagement.Language
	// Vocabulary of the document; that of learning when empty.
	Vocabulary Vocabulary
}
