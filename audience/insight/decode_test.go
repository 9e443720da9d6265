package insight_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/insight"
)

// photo is a JPEG of a size, with segments put in after its beginning.
func photo(width, height int, segments ...[]byte) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		panic(err)
	}
	made := append([]byte{}, out.Bytes()[:2]...)
	for _, s := range segments {
		made = append(made, s...)
	}
	return append(made, out.Bytes()[2:]...)
}

// segment of a JPEG.
func segment(marker byte, text string) []byte {
	return append([]byte{0xFF, marker, 0, byte(len(text) + 2)}, text...)
}

// sent is a card as the widget sends it.
func sent(photo []byte) string {
	media := ""
	if photo != nil {
		media = `"media":[{"kind":"photo","url":"data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString(photo) + `","alt":"A lamp"}],`
	}
	return `{"osmosi":"card/v1","id":"c1","at":"2027-03-01","language":"en","text":"A queue.","where":"an optician’s","quote":"It is too dark.",` + media + `"tags":["waiting"]}`
}

func ExampleDecode() {
	card, photo, found := insight.Decode([]byte(sent(photo(8, 6))), "otter")
	fmt.Println(len(found), card.Antenna, card.Where, card.Media[0].URL, len(photo) > 0)
	// Output: 0 otter an optician’s c1.jpg true
}

func TestASentCardIsTheHostsAuthorsAndGoodAsAnyOther(t *testing.T) {
	c, photo, found := insight.Decode([]byte(strings.Replace(sent(nil), `"at"`, `"antenna":"somebody else","at"`, 1)), "otter")
	require.Empty(t, found)
	require.Nil(t, photo)
	require.Equal(t, "otter", c.Antenna)
	require.Empty(t, c.Check())
}

func TestWhatIsWrongWithASentCardIsFound(t *testing.T) {
	big := photo(8, 8, bytes.Repeat(segment(0xE0, strings.Repeat("x", 200)), insight.MaxPhoto/204+1))
	for _, c := range []struct{ name, document, want string }{
		{"no JSON", `{`, "OSM-DOC-001 "},
		{"another document", `[]`, "OSM-DOC-005 "},
		{"an unknown member", strings.Replace(sent(nil), `"at"`, `"on":"x","at"`, 1), "OSM-DOC-003 /on"},
		{"too large", sent(nil) + strings.Repeat(" ", insight.MaxSent), "OSM-CARD-008 "},
		{"a blank quote", strings.Replace(sent(nil), "It is too dark.", " ", 1), "OSM-CARD-012 /quote"},
		{"an ID that is a path", strings.Replace(sent(nil), `"c1"`, `"../c1"`, 1), "OSM-DOC-006 /id"},
		{"no base64", strings.Replace(sent(photo(8, 8)), "base64,", "base64,#", 1), "OSM-CARD-013 /media/0/url"},
		{"no picture", sent([]byte("GIF89a")), "OSM-CARD-013 /media/0/url"},
		{"a photograph too large", sent(big), "OSM-CARD-014 /media/0/url"},
		{"a side too long", sent(photo(insight.MaxSide+1, 8)), "OSM-CARD-015 /media/0/url"},
		{"notes of the camera", sent(photo(8, 8, segment(0xE1, "Exif\x00\x00where"))), "OSM-CARD-016 /media/0/url"},
		{"a comment", sent(photo(8, 8, segment(0xFE, "at home"))), "OSM-CARD-016 /media/0/url"},
		{"notes behind the colours", sent(photo(8, 8, segment(0xE2, "ICC_PROFILE\x00"), segment(0xED, "where"))), "OSM-CARD-016 /media/0/url"},
		{"other media within", strings.Replace(sent(photo(8, 8)), "image/jpeg", "image/png", 1), "OSM-CARD-004 /media/0/url"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, photo, found := insight.Decode([]byte(c.document), "otter")
			require.Equal(t, []string{c.want}, told(t, found))
			require.Empty(t, got)
			require.Nil(t, photo)
			requireWhole(t, found[0])
		})
	}
	_, _, found := insight.Decode([]byte(sent(nil)), "mira@example.org")
	require.Equal(t, []string{"OSM-CARD-003 /antenna"}, told(t, found))
}

func TestColoursOfAPhotographAreNoNotes(t *testing.T) {
	_, _, found := insight.Decode([]byte(sent(photo(8, 8, segment(0xE0, "JFIF\x00"), segment(0xE2, "ICC_PROFILE\x00"), segment(0xEE, "Adobe")))), "otter")
	require.Empty(t, found)
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sent(nil)), "otter")
	f.Add([]byte(sent(photo(8, 8, segment(0xE1, "Exif")))), "otter")
	f.Add([]byte(`{"media":[{"url":"data:image/jpeg;base64,/9j/"}]}`), "")
	f.Fuzz(func(t *testing.T, document []byte, antenna string) {
		c, _, found := insight.Decode(document, antenna)
		if found.Err() == nil && utf8.ValidString(antenna) {
			require.Equal(t, antenna, c.Antenna)
			require.NoError(t, c.Check().Err())
		}
	})
}
