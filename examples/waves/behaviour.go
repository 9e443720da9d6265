package waves

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// The model by which people behave here. It is invented, and knows nothing of how
// the evaluation counts: what a person does with a message follows from the
// person, the message, the channel and the time, and from chance.
//
// Each person has, once and for all, a reason for which they learn (what they
// declared, or else one drawn), an interest from 0.1 to 1, and an hour at which
// they have time for messages. Of a message that comes to them, they
//
//   - look at it with a chance that the kind of channel has;
//   - having looked, begin with a chance of 0.4 · interest · fit · time · words ·
//     calm, where fit is 1 where the proposition speaks to their reason and 0.35
//     where not; time is 1 at their hour and falls off over three hours, to 0.15,
//     for what is pushed at them, and is 1 for what they find when they look; words
//     is 1.6 for a text that asks a question; calm is 0.85 for each message beyond
//     two of the seven days before;
//   - having begun, finish with a chance of 0.45, or of 0.2 where it came by mail,
//     between two other mails; who is reminded and begins again, of 0.6;
//   - having looked and not begun, put a pushed message away with a chance of
//     0.05, and 0.08 more for each message beyond two of the seven days before.
type behaviour struct {
	people map[string]*person
	brief  *campaign.Brief
	seed   uint64 // of what happens; who people are has its own
}

// person is what stays the same from wave to wave.
type person struct {
	reason   engagement.Reason
	interest float64
	hour     float64 // of the day
}

// looks is the chance that a person looks at what comes through a channel.
var looks = map[audience.ChannelKind]float64{
	audience.Intranet: 0.55, audience.Email: 0.5, audience.Chat: 0.45, audience.LMS: 0.06,
	audience.Meeting: 0.5, audience.Poster: 0.2, audience.Event: 0.3,
}

// hours at which people have time, and how many of a hundred have it then.
var hours = []struct {
	hour  float64
	share int
}{{9.5, 55}, {13, 20}, {15.5, 15}, {18, 10}}

// words is how much more a variant's text moves people.
var words = map[string]float64{question: 1.6}

func chance(seed uint64, about ...string) *rand.Rand {
	h := fnv.New64a()
	for _, part := range about {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// characters makes who people are.
func characters(w *audience.Workforce, seed uint64) map[string]*person {
	made := map[string]*person{}
	for p := range w.People() {
		c := chance(seed, p.ID)
		one := &person{reason: engagement.Reasons()[c.IntN(len(engagement.Reasons()))], interest: 0.1 + 0.9*c.Float64()}
		if declared, ok := p.Traits[audience.TraitReasons].([]string); ok && len(declared) > 0 {
			one.reason = engagement.Reason(declared[0])
		}
		for n, i := c.IntN(100), 0; i < len(hours); i++ {
			if one.hour = hours[i].hour; n < hours[i].share {
				break
			}
			n -= hours[i].share
		}
		made[p.ID] = one
	}
	return made
}

// response is what a person did with an item.
type response struct {
	item campaign.Item
	did  []evaluation.Verb
}

// week is as long as messages weigh.
const week = 7 * 24 * time.Hour

// respond tells what one person does with what comes to them, in order of time.
func (b *behaviour) respond(items []campaign.Item) []response {
	var all []response
	for i, item := range items {
		who, ch, q := b.people[item.Person], b.brief.Channel(item.Channel), b.brief.Proposition(item.Proposition)
		c := chance(b.seed, item.Person, item.Touchpoint)
		look, begin, finish, away := c.Float64(), c.Float64(), c.Float64(), c.Float64()
		if look >= looks[ch.Kind] {
			continue
		}
		crowd := -2.0
		for j := i - 1; j >= 0 && item.At.Sub(items[j].At) < week; j-- {
			if b.brief.Channel(items[j].Channel).Nature == audience.Push {
				crowd++
			}
		}
		crowd = max(0, crowd)
		pushed := ch.Nature == audience.Push
		fit, at, says := 0.35, 1.0, 1.0
		if slices.Contains(q.Reasons, who.reason) {
			fit = 1
		}
		if pushed {
			off := (float64(item.At.Hour()) + float64(item.At.Minute())/60 - who.hour) / 3
			at = max(0.15, math.Exp(-off*off))
		}
		if b.asks(&item) {
			says = words[question]
		}
		r := response{item, []evaluation.Verb{evaluation.Shown}}
		_, part, _ := campaign.PlannedTouchpoint{ID: item.Touchpoint}.Part()
		ends := 0.45
		switch {
		case part == "step":
			ends = 0.6
		case ch.Kind == audience.Email:
			ends = 0.2
		}
		switch {
		case begin < 0.4*who.interest*fit*at*says*math.Pow(0.85, crowd):
			r.did = append(r.did, evaluation.Started)
			if finish < ends {
				r.did = append(r.did, evaluation.Completed)
			}
		case pushed && away < 0.05+0.08*crowd:
			r.did = append(r.did, evaluation.Dismissed)
		}
		all = append(all, r)
	}
	return all
}

// asks reports whether an item has the text that asks: as a variant, or since
// that became the touchpoint's own.
func (b *behaviour) asks(item *campaign.Item) bool {
	if item.Variant == question {
		return true
	}
	t := b.brief.Touchpoint(item.Touchpoint)
	return t != nil && t.Title == asked
}
