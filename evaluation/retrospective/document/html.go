package document

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"html/template"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/dates"
)

//go:embed page.html.tmpl
var source string

var parsed = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(source)) })

// HTML renders a retrospective of a plan as one complete page: what did not work
// and what did, each with the change that it proposes, and what is not known yet,
// as a table. Where the next wave has run, it begins with what that changed; it
// has not where progress is nil. The page needs nothing but itself, runs no
// script, follows light and dark screens, and prints on A4. The language is one
// of the brief's: the nearest where it has not the one asked for.
func HTML(r *retrospective.Retrospective, p *campaign.Plan, progress *retrospective.Progress, l engagement.Language) []byte {
	var b bytes.Buffer
	w := writer{engagement.MatchLanguage(p.Brief.Languages, string(l))}
	// The template and what fills it are the program's own, and a buffer takes
	// every write: an error is a fault of the program.
	if err := parsed().Execute(&b, w.page(r, p, progress)); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Sentence says by how much a wave did better than the one before, and how sure
// that is; it is empty where progress is nil.
func Sentence(p *retrospective.Progress, l engagement.Language) string {
	if p == nil {
		return ""
	}
	w := writer{l}
	before, _, _ := retrospective.Percents(&p.Before, l)
	after, _, _ := retrospective.Percents(&p.After, l)
	difference := w.points(p.Difference)
	if p.Verdict == retrospective.Worked {
		difference = strings.TrimPrefix(difference, "+") // the words say more
	}
	return w.say("retro.progress."+string(p.Verdict), after, before, difference, w.points(p.Low), w.points(p.High), w.percent(retrospective.Confidence))
}

// Points writes a difference of shares in percentage points, with a decimal and
// its sign.
func Points(v float64, l engagement.Language) string {
	said := writer{l}.print(number.Decimal(v*100, number.Scale(1)))
	said = strings.Replace(said, "-", "−", 1)
	if v > 0 {
		said = "+" + said
	}
	return said
}

// writer puts a retrospective in words of one language.
type writer struct{ language engagement.Language }

func (w writer) say(key string, args ...any) string {
	return catalogue.Text(string(w.language), key, args...)
}

func (w writer) print(v any) string {
	return message.NewPrinter(language.Make(string(w.language))).Sprint(v)
}

func (w writer) percent(share float64) string { return w.print(number.Percent(share)) }

func (w writer) points(v float64) string { return Points(v, w.language) }

// page is all that the template fills in, in words.
type page struct {
	Language                                            engagement.Language
	Title, Kind, Name, Organisation, Made, Lead         string
	ProgressTitle, Progress                             string
	Before, After                                       *figure
	Difference                                          *difference
	Groups                                              []group
	Unknown                                             []topic
	UnknownTitle, None, Lesson, Figure, Against, People string
	BeforeName, AfterName, DifferenceName               string
	Proposal, Patch, FindingsTitle, Reading, Note       string
	Findings                                            []finding
}

// group is what worked, or what did not.
type group struct {
	Verdict retrospective.Verdict
	Title   string
	Topics  []topic
}

type topic struct {
	Name    string
	Lessons []lesson
}

type lesson struct {
	ID, Meaning, Warned string
	Figure, Against     *figure
	Proposal            *proposal
}

// figure is drawn as a bar with its interval.
type figure struct {
	Share, Range, People string
	Bar                  template.HTML
}

// difference is drawn as an interval about none.
type difference struct {
	Points, Range, Left, Right string
	Span                       template.HTML
}

type proposal struct {
	Says, Reason, Patch string
	Changes             []string
}

type finding struct{ Code, Message, Do string }

func (w writer) page(r *retrospective.Retrospective, p *campaign.Plan, progress *retrospective.Progress) page {
	b := &p.Brief
	name := cmp.Or(b.Name.In(w.language), b.ID)
	out := page{
		Language: w.language, Title: w.say("retro.page.title", name), Kind: w.say("retro.page.kind"), Name: name, Organisation: b.Organisation,
		Made: w.say("retro.page.made", dates.Long(r.Made, w.language)), Lead: w.say("retro.page.lead"),
		ProgressTitle: w.say("retro.progress.title"), Progress: Sentence(progress, w.language),
		UnknownTitle: w.say("retro.page.unknown"), None: w.say("retro.page.none"), Lesson: w.say("retro.page.lesson"), Figure: w.say("retro.page.figure"),
		Against: w.say("retro.page.against"), People: w.say("retro.page.people"), Proposal: w.say("retro.page.proposal"), Patch: w.say("retro.page.patch"),
		FindingsTitle: w.say("retro.page.findings"), Reading: w.say("retro.page.reading"), Note: w.say("retro.page.note", w.percent(r.Confidence), r.SmallestGroup),
	}
	if progress != nil {
		out.Before, out.After = w.figure(&progress.Before), w.figure(&progress.After)
		out.BeforeName, out.AfterName, out.DifferenceName = w.say("retro.progress.before"), w.say("retro.progress.after"), w.say("retro.progress.difference")
		most := Reach(progress)
		out.Difference = &difference{w.points(progress.Difference), w.say("retro.page.range", w.points(progress.Low), w.points(progress.High)), w.points(-most), w.points(most), template.HTML(Span(progress, most))}
	}
	for _, v := range []retrospective.Verdict{retrospective.DidNot, retrospective.Worked} {
		out.Groups = append(out.Groups, group{v, w.say("retro.page." + string(v)), w.topics(r, p, v)})
	}
	out.Unknown = w.topics(r, p, retrospective.Unknown)
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, finding{f.Code, f.Message.In(w.language), f.Do.In(w.language)})
	}
	return out
}

// topics are the lessons with a verdict, by topic.
func (w writer) topics(r *retrospective.Retrospective, p *campaign.Plan, v retrospective.Verdict) []topic {
	var all []topic
	for _, t := range retrospective.Topics() {
		made := topic{Name: w.say("retro.topic." + string(t))}
		for i := range r.Lessons {
			if l := &r.Lessons[i]; l.Topic == t && l.Verdict == v {
				made.Lessons = append(made.Lessons, w.lesson(l, p))
			}
		}
		if len(made.Lessons) > 0 {
			all = append(all, made)
		}
	}
	return all
}

func (w writer) lesson(l *retrospective.Lesson, p *campaign.Plan) lesson {
	made := lesson{ID: l.ID, Meaning: l.Meaning.In(w.language), Figure: w.figure(l.Figure), Against: w.figure(l.Against)}
	if len(l.Warned) > 0 {
		made.Warned = w.say("retro.page.warned", strings.Join(l.Warned, ", "))
	}
	if q := l.Proposal; q != nil {
		var lines []string
		for _, o := range q.Patch {
			line, err := json.Marshal(o)
			if err != nil {
				panic(err) // an operation that was read or made can be written
			}
			lines = append(lines, string(line))
		}
		made.Proposal = &proposal{q.Says.In(w.language), q.Reason.In(w.language), strings.Join(lines, "\n"), Changes(q.Patch, p, w.language)}
	}
	return made
}

func (w writer) figure(f *retrospective.Figure) *figure {
	if f == nil {
		return nil
	}
	share, low, high := retrospective.Percents(f, w.language)
	return &figure{share, w.say("retro.page.range", low, high), w.print(number.Decimal(f.People)), template.HTML(Bar(f))}
}
