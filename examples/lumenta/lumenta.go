// Package lumenta is an invented company to try Osmosi on: a European maker of
// lighting with shops and project business, 2,480 people in six sites and
// three languages, and the brief of its campaign for a learning platform.
//
// Nobody in it exists. The people are made from a seed, so that examples and
// tests can all speak of the same workforce.
package lumenta

import (
	"embed"
	"io/fs"

	"github.com/osmosi-learning/osmosi/audience"
)

//go:embed brief.json
var brief string

// Brief returns the brief of the campaign, as JSON. The caller owns the bytes.
func Brief() []byte { return []byte(brief) }

//go:embed survey.json
var survey string

// Survey returns the survey that the campaign's pulse asks, as JSON. The caller
// owns the bytes.
func Survey() []byte { return []byte(survey) }

//go:embed cards
var files embed.FS

// Cards returns the folder of insight cards that antennas of the company have
// written, each in the author's language.
func Cards() fs.FS {
	folder, err := fs.Sub(files, "cards")
	if err != nil { // the folder's name is valid
		panic(err)
	}
	return folder
}

// Workforce returns the people of a seed with their reporting lines. See
// [People].
func Workforce(seed uint64) *audience.Workforce {
	w, _ := audience.NewWorkforce(People(seed)) // IDs are unique and managers known: nothing to mend
	return w
}
