package document

import (
	_ "embed"
	"html/template"
	"strings"
	"sync"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed page.html.tmpl
var pageSource string

var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(pageSource))
})

// HTML renders the plan as one complete page: the text of [Markdown] with the
// charts of [Gantt], [Osmosis] and [Balance], each before what it shows. It needs nothing but itself, follows
// light and dark screens, and prints on A4.
func HTML(p *campaign.Plan, style Style) []byte {
	w := newWriter(p, style)
	page := struct {
		Language        engagement.Language
		Title, Contents string
		Opening         template.HTML
		Sections        []htmlSection
	}{
		Language: w.language,
		Title:    markup.Clean(p.Brief.Name.In(w.language)),
		Contents: w.say("plan.contents"),
		Opening:  toHTML(w.opening()),
	}
	for _, s := range w.sections() {
		made := htmlSection{ID: s.id, Title: s.title, Body: toHTML(s.markdown)}
		switch s.id {
		case "audiences":
			made.Chart = template.HTML(Profiles(p, style))
		case "calendar":
			made.Chart = template.HTML(Gantt(p, style))
		case "osmosis":
			made.Chart = template.HTML(Osmosis(p, style))
		case "balance":
			made.Chart = template.HTML(Balance(p, style))
		}
		page.Sections = append(page.Sections, made)
	}
	return execute(pageTemplate(), page)
}

type htmlSection struct {
	ID, Title   string
	Chart, Body template.HTML
}

// toHTML renders Markdown, with tables that scroll by themselves where the
// screen is narrow. The result is safe: package markup prints known elements.
func toHTML(markdown string) template.HTML {
	html := markup.Page(markdown)
	html = strings.ReplaceAll(html, "<table>", `<div class="wide"><table>`)
	return template.HTML(strings.ReplaceAll(html, "</table>", "</table></div>"))
}
