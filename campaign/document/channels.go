package document

import (
	_ "embed"
	"html/template"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed reach.html.tmpl
var reachSource string

var reachTemplate = parsed("reach", reachSource)

// channels is the channel mix: what the channels are and cost, what they carry
// in each phase, and which share of each segment they reach.
func (w writer) channels() string {
	return w.channelTables() + "\n### " + markup.Escape(w.say("plan.reach")) + "\n\n" + w.reach().markdown()
}

// channelsPage is as channels, with the reach as a heat table.
func (w writer) channelsPage() template.HTML {
	return toHTML(w.channelTables()) + template.HTML(execute(reachTemplate(), w.reach()))
}

func (w writer) channelTables() string {
	list := w.brief.Channels
	costly := slices.ContainsFunc(list, func(c audience.Channel) bool { return c.Cost > 0 })
	limited := slices.ContainsFunc(list, func(c audience.Channel) bool { return c.Capacity > 0 })
	mix := table{head: []string{w.say("plan.column.channel"), w.say("plan.column.kind"), w.say("plan.column.nature"), w.say("plan.column.setting")}}
	if costly {
		mix.head, mix.right = append(mix.head, w.say("plan.column.cost")), mix.right+1
	}
	if limited {
		mix.head, mix.right = append(mix.head, w.say("plan.column.capacity")), mix.right+1
	}
	total := 0.0
	for _, c := range list {
		setting := "plan.channel.online"
		if c.Offline {
			setting = "plan.channel.offline"
		}
		cells := []string{markup.Escape(c.Name.In(w.language)), markup.Escape(w.say("channel." + string(c.Kind))),
			markup.Escape(w.say("nature." + string(c.Nature))), markup.Escape(w.say(setting))}
		if costly {
			cost := "–"
			if c.Cost > 0 {
				cost = w.value(c.Cost, engagement.Euro)
			}
			total += c.Cost
			cells = append(cells, markup.Escape(cost))
		}
		if limited {
			capacity := w.say("plan.channel.unlimited")
			if c.Capacity > 0 {
				capacity = w.say("plan.people", c.Capacity)
			}
			cells = append(cells, markup.Escape(capacity))
		}
		mix.row(cells...)
	}
	text := mix.String()
	if costly {
		text += "\n" + markup.Escape(w.say("plan.channel.total", w.value(total, engagement.Euro))) + "\n"
	}
	return text + "\n### " + markup.Escape(w.say("plan.carried")) + "\n\n" + w.carried()
}

// carried is how many touchpoints each channel carries in each phase.
func (w writer) carried() string {
	phases := campaign.Phases()
	t := table{head: []string{w.say("plan.column.channel")}, right: len(phases) + 1}
	for _, p := range phases {
		t.head = append(t.head, w.say("phase."+string(p)))
	}
	t.head = append(t.head, w.say("plan.column.total"))
	for _, c := range w.brief.Channels {
		cells, total := []string{markup.Escape(c.Name.In(w.language))}, 0
		for _, p := range phases {
			n := 0
			for _, touchpoint := range w.touchpoints {
				if touchpoint.Channel == c.ID && touchpoint.Phase == p {
					n++
				}
			}
			total += n
			cells = append(cells, w.number(float64(n)))
		}
		t.row(append(cells, w.number(float64(total)))...)
	}
	return t.String()
}

// reach is the share of each segment that each channel reaches.
type reach struct {
	Title, Segment, Note, None string
	Channels                   []string
	Rows                       []reachRow // of the segments of which the brief tells
}

type reachRow struct {
	Segment string
	Cells   []reachCell
}

type reachCell struct {
	Share string // a dash where the brief does not tell
	Heat  int    // 0 to 5: the share in fifths
}

func (w writer) reach() reach {
	r := reach{Title: w.say("plan.reach"), Segment: w.say("plan.column.segment"), Note: w.say("plan.reach.note"), None: w.say("plan.reach.none")}
	for _, c := range w.brief.Channels {
		r.Channels = append(r.Channels, markup.Clean(c.Name.In(w.language)))
	}
	for _, s := range w.brief.Segments {
		row, told := reachRow{Segment: markup.Clean(s.Name.In(w.language))}, false
		for _, c := range w.brief.Channels {
			cell := reachCell{Share: "–"}
			if i := slices.IndexFunc(c.Reach, func(r audience.Reach) bool { return r.Segment == s.ID }); i >= 0 {
				share := c.Reach[i].Share
				cell, told = reachCell{w.percent(share), int(math.Ceil(share * 5))}, true
			}
			row.Cells = append(row.Cells, cell)
		}
		if told {
			r.Rows = append(r.Rows, row)
		}
	}
	return r
}

func (r reach) markdown() string {
	if len(r.Rows) == 0 {
		return markup.Escape(r.None) + "\n"
	}
	t := table{head: []string{r.Segment}, right: len(r.Channels)}
	for _, name := range r.Channels {
		t.head = append(t.head, markup.Escape(name))
	}
	for _, row := range r.Rows {
		cells := []string{markup.Escape(row.Segment)}
		for _, c := range row.Cells {
			cells = append(cells, markup.Escape(c.Share))
		}
		t.row(cells...)
	}
	return t.String() + "\n" + markup.Escape(r.Note) + "\n"
}
