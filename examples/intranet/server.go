package main

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"iter"
	"log"
	"net/http"
	netmail "net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/scim"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/document"
	"github.com/osmosi-learning/osmosi/campaign/ical"
	"github.com/osmosi-learning/osmosi/campaign/message"
	"github.com/osmosi-learning/osmosi/campaign/message/mail"
	"github.com/osmosi-learning/osmosi/campaign/message/poster"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	reports "github.com/osmosi-learning/osmosi/evaluation/document"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	dashboard "github.com/osmosi-learning/osmosi/evaluation/measure/document"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
	"github.com/osmosi-learning/osmosi/wasm"
	"github.com/osmosi-learning/osmosi/wasm/pack"
	"github.com/osmosi-learning/osmosi/wasm/view"
)

//go:embed page/*.html
var pages embed.FS

//go:embed static
var static embed.FS

//go:embed words.json
var words []byte

// server answers for the intranet.
type server struct {
	company *company
	store   *store
	pages   *template.Template
	words   map[engagement.Language]map[string]string
	styles  string // address of the widget's style sheet, for the first view
}

func newServer(c *company, s *store, widget fs.FS) http.Handler {
	srv := &server{company: c, store: s, pages: parsePages()}
	if err := json.Unmarshal(words, &srv.words); err != nil {
		panic(err) // the words are part of the program
	}
	var built pack.Manifest
	if list, err := fs.ReadFile(widget, pack.ManifestFile); err != nil {
		log.Print("no first view: ", err)
	} else if err := json.Unmarshal(list, &built); err != nil {
		log.Print("no first view: ", err)
	} else {
		srv.styles = "/widget/" + built.Styles
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", srv.home)
	mux.HandleFunc("GET /calendar", srv.calendar)
	mux.HandleFunc("GET /calendar.ics", srv.feed)
	mux.HandleFunc("GET /message/{touchpoint}", srv.message)
	mux.HandleFunc("GET /email/{touchpoint}", srv.email)
	mux.HandleFunc("GET /poster/{touchpoint}", srv.poster)
	mux.HandleFunc("GET /plan", srv.framed("plan", "planNote"))
	mux.HandleFunc("GET /plan/document", srv.plan)
	mux.HandleFunc("GET /plan.json", srv.planJSON)
	mux.HandleFunc("GET /report", srv.framed("report", "simulated"))
	mux.HandleFunc("GET /report/measures", srv.measures)
	mux.HandleFunc("GET /report/document", srv.report)
	mux.HandleFunc("GET /report.json", srv.reportJSON)
	mux.HandleFunc("GET /measures.json", srv.measuresJSON)
	mux.HandleFunc("GET /processing", srv.framed("processing", "processingNote"))
	mux.HandleFunc("GET /processing/document", srv.processing)
	mux.HandleFunc("GET /mydata", srv.framed("mydata", "mydataNote"))
	mux.HandleFunc("GET /mydata/document", srv.myData)
	mux.HandleFunc("GET /mydata.json", srv.myDataJSON)
	mux.HandleFunc("POST /mydata/erase", srv.erase)
	mux.HandleFunc("GET /people.scim.json", srv.people)
	for _, v := range c.plan.Brief.Interventions {
		if strings.HasPrefix(v.URL, "/") {
			mux.HandleFunc("GET "+v.URL, srv.learn(v))
		}
	}
	newGallery(srv).routes(mux, widget)
	(&twoWaves{workforce: c.workforce}).routes(mux, srv)
	mux.HandleFunc("POST /api/events", srv.events)
	mux.HandleFunc("POST /api/answers", srv.takeSheet)
	mux.HandleFunc("POST /api/insights", srv.takeCard)
	mux.HandleFunc("GET /report/pulse", srv.pulseResults)
	mux.HandleFunc("GET /report/cards", srv.cards)
	mux.HandleFunc("GET /report/cards/{id}", srv.photo)
	mux.Handle("/widget/", http.StripPrefix("/widget", wasm.Handler(widget)))
	mux.Handle("/campaign/", http.StripPrefix("/campaign", wasm.Handler(c.bundle)))
	mux.HandleFunc("GET /static/{name}", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, static, "static/"+r.PathValue("name"))
	})
	return http.NewCrossOriginProtection().Handler(secure(srv.known(mux)))
}

func parsePages() *template.Template {
	return template.Must(template.Must(template.ParseFS(pages, "page/*.html")).ParseFS(galleryFiles, "gallery/*.html"))
}

// known answers 404 where an address names a person who is not there, or a day
// that does not exist, instead of showing somebody else's page.
func (s *server) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		person, on := q.Get("person"), engagement.Date(q.Get("on"))
		if r.Method == http.MethodGet && (person != "" && s.company.workforce.Person(person) == nil || on != "" && !on.Valid()) {
			http.Error(w, "there is no such person, or no such day", http.StatusNotFound)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// secure allows scripts, styles and requests of this site only. Documents that
// bring their own style sheet get no scripts at all.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// visit is who looks, in which language, on which day.
type visit struct {
	Person   *audience.Person
	Language engagement.Language
	On       engagement.Date
}

// visit reads the switches of the demonstration from the address. Without
// them it is today, in the shoes of the first persona who speaks a language
// that the browser asks for.
func (s *server) visit(r *http.Request) visit {
	q := r.URL.Query()
	v := visit{Person: s.company.workforce.Person(q.Get("person")), On: engagement.Date(q.Get("on"))}
	if v.Person == nil {
		l := engagement.MatchLanguage(s.company.plan.Brief.Languages, r.Header.Get("Accept-Language"))
		i := max(0, slices.IndexFunc(s.company.personas, func(p persona) bool { return p.Language == l }))
		v.Person = s.company.workforce.Person(s.company.personas[i].ID)
	}
	v.Language = engagement.MatchLanguage(s.company.plan.Brief.Languages, q.Get("lang"), string(v.Person.Language))
	if !v.On.Valid() {
		v.On = s.company.today()
	}
	return v
}

// Query is the visit as an address writes it.
func (v visit) Query() template.URL {
	return template.URL("person=" + template.URLQueryEscaper(v.Person.ID) + "&lang=" + string(v.Language) + "&on=" + string(v.On))
}

// frame is what every page of the intranet shows around its content.
type frame struct {
	visit
	Words     map[string]string
	Here      string // which page, as the navigation knows it
	Title     string // its title's key among the words
	Languages map[engagement.Language]string
	Personas  []group
	Days      []day
	Name      string
	Segments  []string
}

// group is the personas of one segment.
type group struct {
	Name     string
	Personas []persona
}

// day is one that the visitor can look at.
type day struct {
	Date engagement.Date
	Name string
}

func (s *server) frame(r *http.Request, here string) frame {
	v := s.visit(r)
	words := s.words[v.Language]
	f := frame{visit: v, Words: words, Here: here, Title: here, Languages: map[engagement.Language]string{engagement.Italian: "Italiano", engagement.Dutch: "Nederlands", engagement.English: "English"}, Name: v.Person.GivenName + " " + v.Person.FamilyName}
	brief := &s.company.plan.Brief
	name := func(segment string) string {
		if found := brief.Segment(segment); found != nil {
			return found.Name.In(v.Language)
		}
		return words["everyone"]
	}
	chosen := false
	for _, p := range s.company.personas {
		chosen = chosen || p.ID == v.Person.ID
		if n := len(f.Personas); n > 0 && f.Personas[n-1].Name == name(p.Segment) {
			f.Personas[n-1].Personas = append(f.Personas[n-1].Personas, p)
		} else {
			f.Personas = append(f.Personas, group{name(p.Segment), []persona{p}})
		}
	}
	if !chosen {
		f.Personas = slices.Insert(f.Personas, 0, group{words["you"], []persona{{ID: v.Person.ID, Name: f.Name, Language: v.Person.Language}}})
	}
	for _, id := range s.company.plan.SegmentsOf(s.company.workforce, v.On)(v.Person) {
		f.Segments = append(f.Segments, name(id))
	}
	for i, first := range []engagement.Date{brief.Frame.Inform, brief.Frame.Activate, brief.Frame.Retain} {
		f.Days = append(f.Days, day{first.AddDays(16), words["day"+strconv.Itoa(i)]})
	}
	if !slices.ContainsFunc(f.Days, func(d day) bool { return d.Date == v.On }) {
		f.Days = append(f.Days, day{v.On, string(v.On)})
	}
	return f
}

func (s *server) home(w http.ResponseWriter, r *http.Request) {
	f := s.frame(r, "home")
	leads := s.company.workforce.Reports(f.Person.ID) > 0
	briefed := s.company.schedule.Briefed(f.Person.ID)
	s.page(w, "home.html", struct {
		frame
		Briefed   engagement.Date
		FirstView template.HTML
		Profile   template.JS // JSON, which escapes what HTML would misread
	}{f, briefed, s.firstView(f.visit, briefed), template.JS(f.Person.Profile(leads, f.On, s.company.plan.Brief.Traits))})
}

// firstView is the card that is there before any script: what everyone may see.
// Where it cannot be had the page does without, and so it does until the day after
// the person's manager is briefed.
func (s *server) firstView(v visit, briefed engagement.Date) template.HTML {
	if s.styles == "" || v.On <= briefed {
		return ""
	}
	at, err := time.Parse("2006-01-02T15:04", string(v.On)+"T10:00")
	if err == nil {
		var drawn template.HTML
		if drawn, err = view.First(s.company.bundle, string(v.Language), at, s.styles); err == nil {
			return drawn
		}
	}
	log.Print("no first view: ", err)
	return ""
}

// entry is one item of a person's calendar.
type entry struct {
	Item                         string
	Date, Time, Title, Why, Over string
	Past                         bool
	Email, Poster                bool // what it is besides what the page shows
}

func (s *server) calendar(w http.ResponseWriter, r *http.Request) {
	f := s.frame(r, "calendar")
	entries, err := s.entries(f, s.company.schedule.For(f.Person.ID))
	if err != nil {
		s.fail(w, err)
		return
	}
	withheld, err := s.entries(f, s.company.schedule.Withheld(f.Person.ID))
	if err != nil {
		s.fail(w, err)
		return
	}
	s.page(w, "calendar.html", struct {
		frame
		Entries, Withheld []entry
	}{f, entries, withheld})
}

// feed is what a person's own calendar subscribes to, in their language or the
// one asked for. Elsewhere its address holds a secret of the person's instead
// of an identifier, since calendars do not sign in.
func (s *server) feed(w http.ResponseWriter, r *http.Request) {
	v := s.visit(r)
	now, err := time.Parse(time.DateOnly, string(v.On))
	if err != nil {
		s.fail(w, err)
		return
	}
	calendar, err := ical.Person(s.company.schedule, v.Person.ID, ical.Edition{At: now, Organiser: "learning@lumenta.example", Site: "http://" + r.Host, Language: v.Language})
	if err != nil {
		s.fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="lumenta.ics"`)
	w.Header().Set("Cache-Control", "no-store")
	w.Write(calendar)
}

// Feed is the address of the person's calendar: the same on every day.
func (v visit) Feed() template.URL {
	return template.URL("/calendar.ics?person=" + template.URLQueryEscaper(v.Person.ID) + "&lang=" + string(v.Language))
}

// entries are items in words: all that explains what comes, and of what does
// not the reason alone.
func (s *server) entries(f frame, items iter.Seq2[campaign.Item, error]) ([]entry, error) {
	var entries []entry
	for item, err := range items {
		if err != nil {
			return nil, err
		}
		if item.Not != "" {
			item.Why = item.Why[len(item.Why)-1:]
		}
		brief := &s.company.plan.Brief
		why := ""
		for _, sentence := range s.company.plan.Explain(item.Why, f.Language) {
			why += sentence + " "
		}
		on := engagement.Date(item.At.Format("2006-01-02"))
		item.Language = f.Language
		channel := brief.Channel(item.Channel)
		entries = append(entries, entry{
			Item: item.Touchpoint, Date: string(on), Time: item.At.Format("15:04"), Why: why, Past: on < f.On,
			Title: s.company.schedule.Facts(item).Title(s.company.plan.Touchpoint(item.Touchpoint).Title.In(f.Language)),
			Over:  channel.Name.In(f.Language),
			Email: channel.Kind == audience.Email && item.Minutes == 0, Poster: channel.Kind == audience.Poster,
		})
	}
	return entries, nil
}

// message shows what a person receives at a touchpoint.
func (s *server) message(w http.ResponseWriter, r *http.Request) {
	if item := s.item(w, r); item != nil {
		m, err := message.Personal(s.company.schedule, *item, "")
		if err != nil {
			s.fail(w, err)
			return
		}
		s.document(w, []byte(m.HTML))
	}
}

// email is the same as a file that mail programs open.
func (s *server) email(w http.ResponseWriter, r *http.Request) {
	item := s.item(w, r)
	if item == nil {
		return
	}
	eml, err := mail.Compose(s.company.schedule, *item, mail.Envelope{
		From:            netmail.Address{Name: s.company.plan.Brief.Organisation, Address: "learning@lumenta.example"},
		To:              netmail.Address{Address: "you@lumenta.example"}, // nobody here has an address
		MessageID:       fmt.Sprintf("%x@mail.lumenta.example", sha256.Sum256([]byte(item.Person+"\x00"+item.Touchpoint))),
		Site:            "https://" + r.Host,
		UnsubscribeMail: "unsubscribe@lumenta.example",
	})
	if err != nil {
		s.fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "message/rfc822")
	w.Header().Set("Content-Disposition", `attachment; filename="lumenta.eml"`)
	w.Header().Set("Cache-Control", "no-store")
	w.Write(eml)
}

// poster is what to hang up for a touchpoint; it is the same for everyone.
func (s *server) poster(w http.ResponseWriter, r *http.Request) {
	page, err := poster.Page(s.company.plan, r.PathValue("touchpoint"), poster.Sheet{Paper: poster.A4, Language: s.visit(r).Language, Site: "https://" + r.Host})
	var unknown *message.UnknownError
	if errors.As(err, &unknown) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		s.fail(w, err)
		return
	}
	s.document(w, []byte(page))
}

// item is what the address names of the person's schedule; where there is none
// it has answered so.
func (s *server) item(w http.ResponseWriter, r *http.Request) *campaign.Item {
	v := s.visit(r)
	for item, err := range s.company.schedule.For(v.Person.ID) {
		if err != nil {
			s.fail(w, err)
			return nil
		}
		if item.Touchpoint == r.PathValue("touchpoint") {
			item.Language = v.Language
			return &item
		}
	}
	http.NotFound(w, r)
	return nil
}

// framed shows a document within the intranet, under a note.
func (s *server) framed(here, note string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f := s.frame(r, here)
		document := "document"
		if here == "report" {
			document = "measures" // from which a link leads to the report by segment
		}
		s.page(w, "framed.html", struct {
			frame
			Note, Source string
			Terms        []terms
		}{f, f.Words[note], "/" + here + "/" + document + "?" + string(f.Query()) + "&terms=" + url.QueryEscape(r.URL.Query().Get("terms")), s.terms(r, here)})
	}
}

// terms is one vocabulary in which the plan can be read.
type terms struct {
	Vocabulary document.Vocabulary
	Name       string
	Chosen     bool
}

// terms are the vocabularies of a document; the report has one only.
func (s *server) terms(r *http.Request, here string) []terms {
	if here != "plan" {
		return nil
	}
	chosen := document.Vocabulary(r.URL.Query().Get("terms"))
	if !slices.Contains(document.Vocabularies(), chosen) {
		chosen = document.LearningVocabulary
	}
	var all []terms
	for _, v := range document.Vocabularies() {
		all = append(all, terms{v, s.words[s.visit(r).Language]["terms."+string(v)], v == chosen})
	}
	return all
}

func (s *server) plan(w http.ResponseWriter, r *http.Request) {
	s.document(w, document.HTML(s.company.plan, document.Style{Language: s.visit(r).Language, Vocabulary: document.Vocabulary(r.URL.Query().Get("terms"))}))
}

func (s *server) planJSON(w http.ResponseWriter, _ *http.Request) { s.json(w, s.company.plan) }

// measures are the dashboard of what people did so far, visitors and simulated
// colleagues.
func (s *server) measures(w http.ResponseWriter, r *http.Request) {
	m, err := s.newMeasures(r)
	if err != nil {
		s.fail(w, err)
		return
	}
	s.document(w, dashboard.HTML(m, s.company.plan, dashboard.Beside{}, s.visit(r).Language))
}

func (s *server) measuresJSON(w http.ResponseWriter, r *http.Request) {
	m, err := s.newMeasures(r)
	if err != nil {
		s.fail(w, err)
		return
	}
	s.json(w, m)
}

func (s *server) newMeasures(r *http.Request) (*measure.Measures, error) {
	made := s.visit(r).On
	tally := measure.NewTally(s.company.plan, s.company.workforce)
	for e, err := range s.store.all(r.Context()) {
		if err != nil {
			return nil, err
		}
		if e.At.UTC().Format(time.DateOnly) <= string(made) {
			tally.Take(tally.Index().Deed(e))
		}
	}
	m, found := measure.New(s.company.plan, s.company.workforce, tally, measure.Terms{Made: made})
	return m, found.Err()
}

// report counts what people did so far by phase and segment.
func (s *server) report(w http.ResponseWriter, r *http.Request) {
	report, err := s.newReport(r)
	if err != nil {
		s.fail(w, err)
		return
	}
	s.document(w, reports.HTML(report, s.company.plan, s.visit(r).Language))
}

func (s *server) reportJSON(w http.ResponseWriter, r *http.Request) {
	report, err := s.newReport(r)
	if err != nil {
		s.fail(w, err)
		return
	}
	s.json(w, report)
}

// processing is what data this intranet keeps, why and for how long.
func (s *server) processing(w http.ResponseWriter, r *http.Request) {
	s.document(w, privacy.RecordHTML(s.company.plan, privacy.Processing{
		Contact:   "privacy@lumenta.example",
		Events:    true,
		Retention: privacy.Retention{privacy.Events: 365},
	}, s.visit(r).Language))
}

// myData is all that the intranet keeps of the visitor.
func (s *server) myData(w http.ResponseWriter, r *http.Request) {
	if data, ok := s.export(w, r); ok {
		s.document(w, data.HTML(s.visit(r).Language))
	}
}

func (s *server) myDataJSON(w http.ResponseWriter, r *http.Request) {
	if data, ok := s.export(w, r); ok {
		w.Header().Set("Content-Disposition", `attachment; filename="my-data.json"`)
		s.json(w, data)
	}
}

// export gathers the visitor's data; elsewhere, of whoever is signed in.
func (s *server) export(w http.ResponseWriter, r *http.Request) (privacy.PersonData, bool) {
	v := s.visit(r)
	data, err := privacy.Export(v.Person.ID, v.On, privacy.Records{Events: s.store.all(r.Context())}, nil, nil)
	if err != nil {
		s.fail(w, err)
	}
	return data, err == nil
}

// erase forgets what the visitor did, and shows what is left.
func (s *server) erase(w http.ResponseWriter, r *http.Request) {
	person := s.company.workforce.Person(r.URL.Query().Get("person"))
	if person == nil {
		http.Error(w, "nobody is signed in", http.StatusForbidden)
		return
	}
	if err := s.store.erase(r.Context(), person.ID); err != nil {
		s.fail(w, err)
		return
	}
	http.Redirect(w, r, "/mydata?"+string(s.visit(r).Query()), http.StatusSeeOther)
}

// people is the workforce as HR would export it.
func (s *server) people(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/scim+json")
	if err := scim.Write(w, slices.Values(s.company.people), scim.Mapping{}); err != nil {
		log.Print(err)
	}
}

// learn stands for the learning platform that the widget leads to.
func (s *server) learn(v campaign.Intervention) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f := s.frame(r, "home")
		s.page(w, "learn.html", struct {
			frame
			Heading string
			Minutes int
		}{f, v.Title.In(f.Language), v.Minutes})
	}
}

// events keeps what the widget saw, and answers once it is on disk. Whose
// events they are is the host's to say: here the person that the visitor
// plays, elsewhere whoever is signed in.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	person := s.company.workforce.Person(r.URL.Query().Get("person"))
	if person == nil {
		http.Error(w, "nobody is signed in", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 256<<10))
	if err != nil {
		http.Error(w, "the events are too many for one request", http.StatusRequestEntityTooLarge)
		return
	}
	events, found := evaluation.DecodeEvents(body) // the good ones, whatever the others are
	for i := range events {
		events[i].Person = person.ID
	}
	if err := s.store.add(r.Context(), events); err != nil {
		s.fail(w, err)
		return
	}
	if found.Err() != nil {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnprocessableEntity)
		json.NewEncoder(w).Encode(found)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *server) page(w http.ResponseWriter, name string, data any) {
	var out bytes.Buffer
	if err := s.pages.ExecuteTemplate(&out, name, data); err != nil {
		s.fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(out.Bytes())
}

// document sends a page that brings its own style and no script.
func (s *server) document(w http.ResponseWriter, html []byte) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(html)
}

func (s *server) newReport(r *http.Request) (*evaluation.Report, error) {
	return evaluation.NewReport(s.company.plan, s.company.workforce, s.store.all(r.Context()), s.visit(r).On)
}

func (s *server) json(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		log.Print(err)
	}
}

func (s *server) fail(w http.ResponseWriter, err error) {
	log.Print(err)
	http.Error(w, "the intranet could not answer", http.StatusInternalServerError)
}
