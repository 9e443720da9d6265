// Package poster makes pages to print and hang up where people need no screen:
// the canteen, reception, the shop floor. A poster says what a touchpoint offers
// in words that can be read from two metres, and leads there by a QR code.
// Source: seed 004 (places and channels), seed 001 (propositions before posters).
//
// Black on white, on one sheet, with nothing to load. The same input gives the
// same page, and nothing on it is about any person.
package poster

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"image/color"
	"net/url"
	"strings"
	"sync"

	"github.com/boombuler/barcode/qr"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/message"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Paper is the size of the sheet.
type Paper string

// The sizes, upright.
const (
	A4 Paper = "A4"
	A3 Paper = "A3"
)

// unit is how large what is a millimetre on A4 is on the paper; 0 where there
// is no such paper.
func (p Paper) unit() float64 {
	switch p {
	case A4:
		return 1
	case A3:
		return 420.0 / 297
	}
	return 0
}

// Sheet is how a poster is printed.
type Sheet struct {
	// Paper it is printed on.
	Paper Paper
	// Language of its words; the brief's first where empty.
	Language engagement.Language
	// Site is where paths of the brief lead, such as https://intranet.example.
	Site string
}

// Faults in what a poster is asked for. What the plan lacks is a
// [*message.UnknownError], a site that is none [message.ErrSite].
var (
	// ErrPaper tells of paper of another size.
	ErrPaper = errors.New("poster: neither A4 nor A3")
	// ErrNowhere tells of learning that no telephone finds: its address is a
	// path, and no site was given.
	ErrNowhere = errors.New("poster: no whole address to lead to")
)

// Touchpoints are those of a plan that reach people without a screen, and not
// managers alone, in order of time: the ones to make posters for.
func Touchpoints(p *campaign.Plan) []campaign.PlannedTouchpoint {
	var out []campaign.PlannedTouchpoint
	for _, planned := range p.Touchpoints {
		t := p.Touchpoint(planned.ID)
		if t == nil || t.Withheld() || planned.Managers {
			continue
		}
		if c := p.Brief.Channel(t.Channel); c != nil && c.Offline {
			out = append(out, planned)
		}
	}
	return out
}

//go:embed poster.html.tmpl
var source string

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("poster").Parse(source))
})

// sheet is what the page shows; sizes are in millimetres on A4.
type sheet struct {
	Language                          engagement.Language
	Paper                             Paper
	Unit                              float64
	Campaign, Organisation            string
	Title                             string
	TitleSize, GainSize, LearningSize float64
	Gain                              template.HTML
	Learning, Details                 string
	Scan, Or, Address                 string
	Shown                             []string
	QR                                template.HTML
}

// Page makes the poster of a touchpoint of the plan: a page of HTML that prints
// on one sheet.
func Page(p *campaign.Plan, touchpoint string, s Sheet) (string, error) {
	p = p.General()
	b := &p.Brief
	if s.Paper.unit() == 0 {
		return "", fmt.Errorf("%w: %q", ErrPaper, s.Paper)
	}
	site, ok := markup.NewSite(s.Site)
	if !ok && s.Site != "" {
		return "", fmt.Errorf("%w: %q", message.ErrSite, s.Site)
	}
	t := p.Touchpoint(touchpoint)
	if t == nil || t.Withheld() {
		return "", &message.UnknownError{What: "touchpoint", ID: touchpoint}
	}
	q := b.Proposition(t.Proposition)
	if q == nil || len(b.Offer(q)) == 0 {
		return "", &message.UnknownError{What: "proposition", ID: t.Proposition}
	}
	l := engagement.MatchLanguage(b.Languages, string(s.Language))
	learning := b.Offer(q)[0]
	address, err := url.Parse(site.Address(learning.URL))
	if err != nil || address.Host == "" {
		return "", fmt.Errorf("%w: intervention %q: %q", ErrNowhere, learning.ID, learning.URL)
	}
	code, err := square(address.String(), catalogue.Text(string(l), "poster.code", address.String()))
	if err != nil {
		return "", fmt.Errorf("poster: %w", err)
	}
	title := markup.Clean(t.Title.In(l))
	made := sheet{
		Language:     l,
		Paper:        s.Paper,
		Unit:         s.Paper.unit(),
		Campaign:     markup.Clean(b.Name.In(l)),
		Organisation: markup.Clean(b.Organisation),
		Title:        title,
		TitleSize:    titles.of(title),
		GainSize:     gains.of(markup.Plain(q.Gain.In(l))),
		Gain:         template.HTML(site.HTML(q.Gain.In(l))),
		LearningSize: learnings.of(learning.Title.In(l)),
		Learning:     markup.Clean(learning.Title.In(l)),
		Details:      catalogue.Text(string(l), "form."+string(learning.Form)) + ", " + dates.Duration(learning.Minutes, l),
		Scan:         catalogue.Text(string(l), "poster.scan"),
		Or:           catalogue.Text(string(l), "poster.or"),
		Address:      address.String(),
		Shown:        shown(strings.TrimPrefix(address.String(), "https://")),
		QR:           code,
	}
	var out bytes.Buffer
	if err := page().Execute(&out, made); err != nil {
		panic(err) // writing to memory and reading plain fields does not fail
	}
	return out.String(), nil
}

// sizes of letters in millimetres on A4, for texts of at most so many
// characters: as large as leaves room for the rest of the sheet, whichever of
// the common fonts it is printed in. Letters of 11 millimetres have capitals of
// eight, which DIN 1450 asks for at two metres; only titles of more than 120
// characters have smaller ones, and the line that is read while scanning.
type sizes []struct {
	most int
	size float64
}

var (
	titles    = sizes{{30, 22}, {50, 17}, {80, 13}, {120, 11}, {200, 9}}
	gains     = sizes{{90, 13}, {engagement.SnippetLimit, 11}}
	learnings = sizes{{45, 8}, {90, 6.5}}
)

// of returns the size for a text; the smallest where it is longer than any.
func (s sizes) of(text string) float64 {
	n := engagement.Characters(text)
	for _, step := range s {
		if n <= step.most {
			return step.size
		}
	}
	return s[len(s)-1].size
}

// typed is how long an address may be that people still type.
const typed = 60

// shown are the parts of an address between which a line may end; none of an
// address that nobody types.
func shown(address string) []string {
	if engagement.Characters(address) > typed {
		return nil
	}
	return strings.SplitAfter(address, "/")
}

// quiet is how many modules around a QR code stay white (ISO/IEC 18004).
const quiet = 4

// square draws the QR code of an address as SVG. A quarter of it may be soiled.
func square(address, label string) (template.HTML, error) {
	code, err := qr.Encode(ascii(address), qr.Q, qr.Unicode)
	if err != nil {
		return "", err
	}
	n := code.Bounds().Dx()
	var path strings.Builder
	for y := range n {
		for x := 0; x < n; x++ {
			run := 0
			for x+run < n && dark(code.At(x+run, y)) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	side := n + 2*quiet
	return template.HTML(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges"><rect width="%d" height="%d" fill="#fff"/><path fill="#000" d="%s"/></svg>`,
		side, side, template.HTMLEscapeString(label), side, side, path.String())), nil
}

// ascii escapes the rest of an address: readers guess differently in which
// encoding the bytes of a code are.
func ascii(address string) string {
	var b strings.Builder
	for _, c := range []byte(address) {
		if c < 0x80 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func dark(c color.Color) bool {
	return color.GrayModel.Convert(c).(color.Gray).Y < 128
}
