package document

import (
	_ "embed"
	"html/template"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed page.html.tmpl
var pageSource string

var pageTemplate = parsed("page", pageSource)

// HTML renders the plan as one complete page: a cover, a table of contents, and
// the text of [Markdown] with the charts of [Objectives], [Profiles], [Gantt], [DryRun],
// [Osmosis] and [Balance], on sheets that paper holds, each before what it shows. It
// needs nothing but itself, follows light and dark screens, and prints on A4.
func HTML(p *campaign.Plan, style Style) []byte {
	w := newWriter(p, style)
	page := struct {
		Language                      engagement.Language
		Title, Contents, Organisation string
		Label                         string
		Promise                       template.HTML
		Facts, Phases                 []detail
		Sections                      []htmlSection
	}{
		Language:     w.language,
		Title:        markup.Clean(p.Brief.Name.In(w.language)),
		Organisation: markup.Clean(p.Brief.Organisation),
		Contents:     w.say("plan.contents"),
		Label:        w.say("plan.promise"),
		Promise:      toHTML(w.promise()),
		Facts:        w.atAGlance(),
		Phases:       w.coverPhases(),
	}
	for _, s := range w.sections() {
		made := htmlSection{ID: s.id, Title: s.title}
		if s.page != nil {
			made.Body = s.page()
		} else {
			made.Body = toHTML(s.markdown)
		}
		switch s.id {
		case "objectives":
			made.Charts = figures(w.trees()...)
		case "audiences":
			made.Charts = figures(w.profileSheets()...)
		case "mix":
			made.Charts = figures(Reach(p, style))
		case "simulation":
			made.Charts = figures(DryRun(p, style))
		case "osmosis":
			made.Charts = figures(Osmosis(p, style))
		case "balance":
			made.Charts = figures(Balance(p, style))
		}
		page.Sections = append(page.Sections, made)
	}
	return execute(pageTemplate(), page)
}

type htmlSection struct {
	ID, Title    string
	Charts, Body template.HTML
}

// figures are charts of this package within a page. One that is wider than a
// narrow screen scrolls by itself, also with the keyboard.
func figures(charts ...[]byte) template.HTML {
	var b strings.Builder
	for _, c := range charts {
		if c == nil {
			continue // nothing to draw
		}
		b.WriteString(`<figure class="wide" tabindex="0">` + "\n")
		b.Write(c)
		b.WriteString("</figure>\n")
	}
	return template.HTML(b.String())
}

// toHTML renders Markdown, with tables that scroll by themselves where the
// screen is narrow. The result is safe: package markup prints known elements.
func toHTML(markdown string) template.HTML {
	html := markup.Page(markdown)
	html = strings.ReplaceAll(html, "<table>", `<div class="wide" tabindex="0"><table>`)
	return template.HTML(strings.ReplaceAll(html, "</table>", "</table></div>"))
}
