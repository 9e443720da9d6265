package main

import (
	"cmp"
	"embed"
	"encoding/json"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/wasm"
)

//go:embed gallery
var galleryFiles embed.FS

// gallery shows the widget in every state that it can be in, each on a page of
// its own: real bundles and real failures, with no stand-in for the widget.
type gallery struct {
	*server
	states []state
	words  map[engagement.Language]map[string]string
}

// state is one state of the widget and how a page brings it about. The table of
// them is gallery/states.json: a new state is a new row.
type state struct {
	ID string `json:"id"`
	// Name says what is to be seen.
	Name map[engagement.Language]string `json:"name"`
	// Bundle is one of the routes under /gallery/bundle/; empty is the campaign's own.
	Bundle string `json:"bundle"`
	// Phase and Days give the day: so many after the first one of inform, activate,
	// retain or end. Time is of the clock; empty is ten in the morning.
	Phase string `json:"phase"`
	Days  int    `json:"days"`
	Time  string `json:"time"`
	// Segment has the widget know a person of this segment; empty, nobody.
	Segment string `json:"segment"`
	// Attributes of the element besides src, lang, at and scope.
	Attributes map[string]string `json:"attributes"`
	// Standing is what the page knows of how groups stand in a contest.
	Standing json.RawMessage `json:"standing"`
	// Without is what cannot be had: one of the keys of withheld.
	Without string `json:"without"`
	// Module is false where the script cannot be had.
	Module *bool `json:"module"`
	// Light gives the element content of its own, for while nothing better is there.
	Light bool `json:"light"`
	// Offline has the browser say that it is.
	Offline bool `json:"offline"`
	// Until is the event to wait for before the steps: ready or error. Empty where
	// the state is the waiting itself.
	Until string `json:"until"`
	// Steps are what a person then does: ["open", part], ["press", part or the
	// first of a key], ["choose", "name=value"], ["write", id] of what the words
	// say under that id, ["photograph", id], or ["call", method].
	Steps [][2]string `json:"steps"`
}

// withheld are the ends of the addresses of what a state may be without.
var withheld = map[string]string{"engine": ".wasm", "stories": ".stories.js"}

// themes of the gallery. The last shows the system's own colours; that a browser
// forces them is tested.
var themes = []string{"light", "dark", "forced"}

func newGallery(s *server) *gallery {
	g := &gallery{server: s}
	for name, into := range map[string]any{"states.json": &g.states, "words.json": &g.words} {
		data, err := galleryFiles.ReadFile("gallery/" + name)
		if err == nil {
			err = json.Unmarshal(data, into)
		}
		if err != nil {
			panic(err) // the gallery is part of the program
		}
	}
	return g
}

// routes adds the gallery's addresses.
func (g *gallery) routes(mux *http.ServeMux, widget fs.FS) {
	mux.HandleFunc("GET /gallery", g.all)
	mux.HandleFunc("GET /gallery/one", g.one)
	mux.HandleFunc("GET /gallery/{name}", func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("name")
		if !slices.Contains([]string{".js", ".css"}, path.Ext(name)) {
			http.NotFound(w, r)
			return
		}
		http.ServeFileFS(w, r, galleryFiles, "gallery/"+name)
	})
	for what, end := range withheld {
		files := http.StripPrefix("/gallery/without-"+what, wasm.Handler(widget))
		mux.HandleFunc("GET /gallery/without-"+what+"/", func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, end) {
				http.NotFound(w, r)
				return
			}
			files.ServeHTTP(w, r)
		})
	}
	mux.HandleFunc("POST /gallery/answers", g.takeSheet)
	mux.HandleFunc("POST /gallery/insights", g.takeCard)
	mux.HandleFunc("POST /gallery/refusing", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "not like this", http.StatusUnprocessableEntity)
	})
	mux.HandleFunc("POST /gallery/gone", gone)
	for name, answer := range g.bundles() {
		mux.HandleFunc("GET /gallery/bundle/"+name+"/"+bundle.Index, answer)
		mux.Handle("GET /gallery/bundle/"+name+"/", http.StripPrefix("/gallery/bundle/"+name, wasm.Handler(g.company.bundle)))
	}
	mux.Handle("GET /gallery/bundle/teams/", http.StripPrefix("/gallery/bundle/teams", wasm.Handler(g.teams())))
}

// takeSheet reads answers as the intranet does, and keeps none: nobody gave them.
func (g *gallery) takeSheet(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostSheet))
	if err != nil {
		http.Error(w, "the answers are too long", http.StatusRequestEntityTooLarge)
		return
	}
	if _, found := g.company.pulse.DecodeSheet(body); found.Err() != nil {
		g.refuse(w, found)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// takeCard does so with insight cards.
func (g *gallery) takeCard(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, insight.MaxSent))
	if err != nil {
		http.Error(w, "the card is too large", http.StatusRequestEntityTooLarge)
		return
	}
	if _, _, found := insight.Decode(body, pseudonym("gallery")); found.Err() != nil {
		g.refuse(w, found)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// gone ends the connection.
func gone(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// teams is the bundle of the campaign, had it a contest between teams.
func (g *gallery) teams() bundle.Bundle {
	plan := *g.company.plan
	plan.Brief.Touchpoints = slices.Clone(plan.Brief.Touchpoints)
	for i, t := range plan.Brief.Touchpoints {
		if t.Contest != nil {
			contest := *t.Contest
			contest.Ranking = campaign.TeamRanking
			plan.Brief.Touchpoints[i].Contest = &contest
		}
	}
	made, err := bundle.New(&plan, g.company.pulse.Questionnaire(""))
	if err != nil {
		panic(err) // the campaign's own bundle could be made
	}
	return made
}

// bundles are the campaign's bundle as it may also arrive, by name.
func (g *gallery) bundles() map[string]http.HandlerFunc {
	index := g.company.bundle[bundle.Index]
	answer := func(body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Cache-Control", "no-store")
			w.Write(body)
		}
	}
	return map[string]http.HandlerFunc{
		"slow": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"failing": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "out of order", http.StatusInternalServerError)
		},
		"cut":   answer(index[:len(index)/2]),
		"gone":  gone,
		"quiet": answer(withoutTouchpoints(index)),
	}
}

// withoutTouchpoints is a bundle of which nothing is for the intranet.
func withoutTouchpoints(index []byte) []byte {
	var members map[string]json.RawMessage
	var program map[string]json.RawMessage
	err := json.Unmarshal(index, &members)
	if err == nil {
		err = json.Unmarshal(members["program"], &program)
	}
	if err != nil {
		panic(err) // the bundle was made by this program
	}
	program["touchpoints"] = json.RawMessage("[]")
	members["program"], _ = json.Marshal(program)
	made, _ := json.Marshal(members)
	return made
}

// pane is one state in one theme and one language.
type pane struct {
	State    state
	Name     string
	Language engagement.Language
	Theme    string
	Look     look
}

// look is how a pane is dressed, as its address says.
type look struct {
	Width, Size int
	Motion      string // "reduced" or empty
	Accent      string // as #rrggbb, or empty for the widget's own
}

// Address is where the pane is alone on its page.
func (p pane) Address() template.URL {
	q := "state=" + p.State.ID + "&lang=" + string(p.Language) + "&theme=" + p.Theme + "&width=" + strconv.Itoa(p.Look.Width) + "&size=" + strconv.Itoa(p.Look.Size)
	if p.Look.Motion != "" {
		q += "&motion=" + p.Look.Motion
	}
	if p.Look.Accent != "" {
		q += "&accent=" + template.URLQueryEscaper(p.Look.Accent)
	}
	return template.URL("/gallery/one?" + q)
}

// readLook reads it from an address; what makes no sense is as if not said.
func readLook(r *http.Request) look {
	q := r.URL.Query()
	number := func(name string, least, most, otherwise int) int {
		n, err := strconv.Atoi(q.Get(name))
		if err != nil {
			return otherwise
		}
		return min(max(n, least), most)
	}
	l := look{Width: number("width", 240, 800, 420), Size: number("size", 100, 200, 100)}
	if q.Get("motion") == "reduced" {
		l.Motion = "reduced"
	}
	if a := q.Get("accent"); len(a) == 7 && a[0] == '#' && strings.Trim(a[1:], "0123456789abcdefABCDEF") == "" {
		l.Accent = a
	}
	return l
}

// all shows the chosen states in the chosen themes and languages.
func (g *gallery) all(w http.ResponseWriter, r *http.Request) {
	f := g.frame(r, "gallery")
	f.Words = maps.Clone(f.Words)
	maps.Copy(f.Words, g.words[f.Language])
	q := r.URL.Query()
	chosen := map[string]string{"state": q.Get("state"), "lang": string(f.Language), "theme": "light"}
	if q.Get("lang") == "all" {
		chosen["lang"] = "all"
	}
	if t := q.Get("theme"); t == "all" || slices.Contains(themes, t) {
		chosen["theme"] = t
	}
	var panes []pane
	dressed := readLook(r)
	for _, s := range g.states {
		for _, l := range g.company.plan.Brief.Languages {
			for _, t := range themes {
				wanted := func(name, value string) bool { return chosen[name] == value || chosen[name] == "all" }
				if (chosen["state"] == "" || wanted("state", s.ID)) && wanted("lang", string(l)) && wanted("theme", t) {
					panes = append(panes, pane{s, s.Name[f.Language], l, t, dressed})
				}
			}
		}
	}
	g.page(w, "gallery.html", struct {
		frame
		States []state
		Themes []string
		Chosen map[string]string
		Panes  []pane
		Look   look
	}{f, g.states, themes, chosen, panes, dressed})
}

// one shows a single state, as an address says it: state, lang, theme, width,
// size, motion and accent.
func (g *gallery) one(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	i := slices.IndexFunc(g.states, func(s state) bool { return s.ID == q.Get("state") })
	if i < 0 {
		http.Error(w, "there is no such state", http.StatusNotFound)
		return
	}
	s := g.states[i]
	l := engagement.MatchLanguage(g.company.plan.Brief.Languages, q.Get("lang"), string(engagement.English))
	theme := q.Get("theme")
	if !slices.Contains(themes, theme) {
		theme = "" // as the system says
	}
	// The gallery frames its own pages, and each is held to what the widget promises.
	w.Header().Set("Content-Security-Policy", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types osmosi")
	g.page(w, "one.html", struct {
		pane
		Words      map[string]string
		Attributes template.HTMLAttr
		Script     script
	}{pane{s, s.Name[l], l, theme, readLook(r)}, g.words[l], g.attributes(s, l, theme), g.script(s, l, readLook(r))})
}

// attributes of the element, in order of their names after those that every
// state has.
func (g *gallery) attributes(s state, l engagement.Language, theme string) template.HTMLAttr {
	src := "/campaign/" + bundle.Index
	if s.Bundle != "" {
		src = "/gallery/bundle/" + s.Bundle + "/" + bundle.Index
	}
	all := map[string]string{"src": src, "lang": string(l), "scope": "gallery-" + s.ID + "-" + string(l) + "-" + theme, "at": string(g.day(s)) + "T" + cmp.Or(s.Time, "10:00")}
	maps.Copy(all, s.Attributes)
	var made strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		made.WriteString(" " + name + `="` + template.HTMLEscapeString(all[name]) + `"`)
	}
	return template.HTMLAttr(made.String())
}

func (g *gallery) day(s state) engagement.Date {
	f := g.company.plan.Brief.Frame
	first := map[string]engagement.Date{"inform": f.Inform, "activate": f.Activate, "retain": f.Retain, "end": f.End}[s.Phase]
	if first == "" {
		return g.company.today()
	}
	return first.AddDays(s.Days)
}

// script is what the page's script does to bring the state about.
type script struct {
	Module   string          `json:"module,omitempty"`
	Profile  json.RawMessage `json:"profile,omitempty"`
	Offline  bool            `json:"offline,omitempty"`
	Standing json.RawMessage `json:"standing,omitempty"`
	Until    string          `json:"until,omitempty"`
	Steps    [][2]string     `json:"steps,omitempty"`
	// Written is what a person writes, by the id of the field.
	Written map[string]string `json:"written,omitempty"`
	Width   int               `json:"width"`
	Size    int               `json:"size"`
	Motion  string            `json:"motion,omitempty"`
	Accent  string            `json:"accent,omitempty"`
}

func (g *gallery) script(s state, l engagement.Language, k look) script {
	made := script{Module: "/widget/osmosi-widget.js", Offline: s.Offline, Standing: s.Standing, Until: s.Until, Steps: s.Steps, Width: k.Width, Size: k.Size, Motion: k.Motion, Accent: k.Accent}
	if s.Without != "" {
		made.Module = "/gallery/without-" + s.Without + "/osmosi-widget.js"
	}
	if s.Module != nil && !*s.Module {
		made.Module = ""
	}
	for _, step := range s.Steps {
		if step[0] == "write" {
			if made.Written == nil {
				made.Written = map[string]string{}
			}
			made.Written[step[1]] = g.words[l][step[1]]
		}
	}
	if s.Segment != "" {
		made.Profile = g.profile(s.Segment, l, g.day(s))
	}
	return made
}

// profile is that of the persona of a segment who speaks a language, or of the
// segment's first.
func (g *gallery) profile(segment string, l engagement.Language, on engagement.Date) json.RawMessage {
	of := slices.DeleteFunc(slices.Clone(g.company.personas), func(p persona) bool { return p.Segment != segment })
	if len(of) == 0 {
		panic("the gallery asks for a segment without people: " + segment)
	}
	i := max(0, slices.IndexFunc(of, func(p persona) bool { return p.Language == l }))
	person := g.company.workforce.Person(of[i].ID)
	return json.RawMessage(person.Profile(g.company.workforce.Reports(person.ID) > 0, on, g.company.plan.Brief.Traits))
}
