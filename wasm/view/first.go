package view

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// Index is the name of the file of a bundle that a widget's src points to.
const Index = "bundle.json"

// First returns what to write between <osmosi-widget …> and its end, before the
// light content: a template that browsers turn into the element's shadow root.
//
// Bundle is a folder with the files of a bundle, as [bundle.New] makes it;
// language is the one of the page, of which the bundle's nearest is taken, as the
// element does. At is the moment on the clock of who reads the page. Styles is
// the address of osmosi-widget.css, which [pack.Build] writes into the folder that
// its manifest names.
//
// The error tells what of the bundle could not be read. Where there is nothing to
// show at the moment, the template is empty, and the element's light content
// shows.
//
// [bundle.New]: https://pkg.go.dev/github.com/osmosi-learning/osmosi/campaign/bundle#New
// [pack.Build]: https://pkg.go.dev/github.com/osmosi-learning/osmosi/wasm/pack#Build
func First(bundle fs.FS, language string, at time.Time, styles string) (template.HTML, error) {
	data, err := fs.ReadFile(bundle, Index)
	if err != nil {
		return "", fmt.Errorf("view: %w", err)
	}
	d, err := decide(data, at)
	if err != nil {
		return "", fmt.Errorf("view: %s: %w", Index, err)
	}
	if d.Touchpoint == "" {
		return "", nil
	}
	var index struct {
		Languages []string
		Content   map[string]string
	}
	if err := json.Unmarshal(data, &index); err != nil {
		return "", fmt.Errorf("view: %s: %w", Index, err)
	}
	name := index.Content[nearest(index.Languages, language)]
	if data, err = fs.ReadFile(bundle, name); err != nil {
		return "", fmt.Errorf("view: %w", err)
	}
	var c content
	if err := json.Unmarshal(data, &c); err != nil {
		return "", fmt.Errorf("view: %s: %w", name, err)
	}
	shown, err := c.card(d)
	if err != nil {
		return "", fmt.Errorf("view: %s: %w", name, err)
	}
	shown.Styles = styles
	var out strings.Builder
	if err := card.Execute(&out, shown); err != nil {
		return "", fmt.Errorf("view: %w", err)
	}
	return template.HTML(out.String()), nil
}

// chosen is the answer of the engine.
type chosen struct {
	Touchpoint, Proposition, Wording string
	Segments, Why                    []string
	Error                            *struct{ Code, What string }
}

// decide asks the engine for the card of somebody of whom nothing is known.
func decide(bundle []byte, at time.Time) (d chosen, err error) {
	var engine exchange.Engine
	question := `{"at":` + strconv.Quote(at.Format("2006-01-02T15:04")) + `}`
	for _, answer := range [][]byte{engine.Load(bundle), engine.Decide([]byte(question))} {
		if err := json.Unmarshal(answer, &d); err != nil {
			return d, err
		}
		if d.Error != nil {
			return d, errors.New(d.Error.Code + ": " + d.Error.What)
		}
	}
	return d, nil
}

// nearest is the language that the element takes: the same, else one of the same
// primary language, else the first.
func nearest(available []string, wanted string) string {
	primary := func(l string) string {
		first, _, _ := strings.Cut(strings.ToLower(l), "-")
		return first
	}
	for _, same := range []func(string) bool{
		func(l string) bool { return strings.EqualFold(l, wanted) },
		func(l string) bool { return primary(l) == primary(wanted) },
		func(string) bool { return true },
	} {
		if i := slices.IndexFunc(available, same); i >= 0 {
			return available[i]
		}
	}
	return ""
}
