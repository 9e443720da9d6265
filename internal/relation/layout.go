package relation

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/light"
)

// What people declare, in the order in which features are laid out. Package
// engagement has the types; a test there holds both lists together.
var (
	reasons = [...]string{"contingent", "advancement", "obligation", "belonging"}
	factors = [...]string{"newCompetences", "broadDevelopment", "newEnvironment", "forcedChange"}
	needs   = [...]string{"effectiveness", "employability", "development", "career", "problem"}
)

// Reasons, Factors and Needs list what the layout knows, in its order.
func Reasons() []string { r := reasons; return r[:] }
func Factors() []string { f := factors; return f[:] }
func Needs() []string   { n := needs; return n[:] }

// Layout says which feature stands where. It is made once for a program.
type Layout struct {
	propositions, channels, segments []string

	rows     int // of the block of propositions
	columns  int // of the block of propositions: their number, rounded up to whole groups
	narrow   int // of the blocks of channels and moments: the general row and the segments
	channel  int // where the block of channels begins
	moment   int // where the block of moments begins
	common   int // what is common to all messages
	alike    int // where the block of people alike begins, with a group
	features int // all

	hashes []uint64 // of the rows before those of what people did, by name
}

// Alike is how many groups of people alike are told apart: people share one who
// are in the same segments and declare the same. Different people may share one
// by chance. It catches what the sum of their features misses.
const Alike = 2048

// group is how many propositions are summed up at once.
const group = 8

// NewLayout lays the features of a program out, from the IDs of its lists.
func NewLayout(propositions, channels, segments []string) *Layout {
	l := &Layout{propositions: propositions, channels: channels, segments: segments}
	l.narrow = 1 + len(segments)
	l.rows = l.narrow + len(reasons) + len(factors) + len(needs) + 2*len(propositions)
	l.columns = max(1, (len(propositions)+group-1)/group) * group
	l.channel = l.rows * l.columns
	l.moment = l.channel + l.narrow*len(channels)
	l.common = l.moment + l.narrow*Moments
	l.alike = (l.common + group) / group * group
	l.features = l.alike + Alike*l.columns
	for row := range l.rows - 2*len(propositions) {
		h := uint64(14695981039346656037)
		for _, b := range []byte(l.row(row)) {
			h = (h ^ uint64(b)) * 1099511628211
		}
		l.hashes = append(l.hashes, Draw{Seed: h}.bits(0))
	}
	return l
}

// Features is how many there are: what a state's size depends on.
func (l *Layout) Features() int { return l.features }

func (l *Layout) equal(o *Layout) bool {
	return l == o || slices.Equal(l.propositions, o.propositions) && slices.Equal(l.channels, o.channels) && slices.Equal(l.segments, o.segments)
}

// Propositions and Channels are how many there are.
func (l *Layout) Propositions() int { return len(l.propositions) }
func (l *Layout) Channels() int     { return len(l.channels) }

// Channel is the index of a channel by ID, and -1 for one that is unknown.
func (l *Layout) Channel(id string) int { return slices.Index(l.channels, id) }

// describe names a feature: what of the message it is about ("proposition:x",
// "channel:x", "moment:3", and empty for what is common to all), and what of the
// person it is given ("reason:x", "segment:x", "started:x", "alike:9" and so on,
// and empty for people in general).
func (l *Layout) describe(feature int) (about, given string) {
	switch {
	case feature < l.channel:
		return "proposition:" + l.propositions[feature%l.columns], l.row(feature / l.columns)
	case feature < l.moment:
		feature -= l.channel
		return "channel:" + l.channels[feature%len(l.channels)], l.row(feature / len(l.channels))
	case feature < l.common:
		feature -= l.moment
		return "moment:" + light.Itoa(feature%Moments), l.row(feature / Moments)
	case feature > l.common:
		feature -= l.alike
		return "proposition:" + l.propositions[feature%l.columns], "alike:" + light.Itoa(feature/l.columns)
	}
	return "", ""
}

// number is what a feature is called where it is written down, without the places
// that are left free before the block of people alike; place is where it stands.
func (l *Layout) number(place int) int {
	if place >= l.alike {
		return place - l.alike + l.common + 1
	}
	return place
}

func (l *Layout) place(number int) int {
	if number > l.common {
		return number - l.common - 1 + l.alike
	}
	return number
}

// holds tells whether there is such a feature: some places only fill a group up.
func (l *Layout) holds(feature int) bool {
	return feature < l.features && (feature >= l.channel && feature <= l.common || l.column(feature) < len(l.propositions))
}

// column of a feature of a proposition.
func (l *Layout) column(feature int) int {
	if feature > l.common {
		feature -= l.alike
	}
	return feature % l.columns
}

// row names a row of features.
func (l *Layout) row(row int) string {
	if row == 0 {
		return ""
	}
	row--
	for _, group := range [...]struct {
		kind string
		ids  []string
	}{{"segment:", l.segments}, {"reason:", reasons[:]}, {"factor:", factors[:]}, {"need:", needs[:]}, {"started:", l.propositions}} {
		if row < len(group.ids) {
			return group.kind + group.ids[row]
		}
		row -= len(group.ids)
	}
	return "dismissed:" + l.propositions[row]
}

// translation tells where each feature of another layout stands in this one, by
// the IDs; -1 where it has no place any more.
func (l *Layout) translation(from *Layout) []int {
	propositions, channels := matches(l.propositions, from.propositions), matches(l.channels, from.channels)
	rows := []int{0}
	for _, s := range matches(l.segments, from.segments) {
		rows = append(rows, plus(s, 1))
	}
	for i := range len(reasons) + len(factors) + len(needs) {
		rows = append(rows, l.narrow+i)
	}
	for _, did := range [...]int{l.rows - 2*len(l.propositions), l.rows - len(l.propositions)} {
		for _, q := range propositions {
			rows = append(rows, plus(q, did))
		}
	}
	to := make([]int, from.features)
	for f := range to {
		to[f] = -1
	}
	block := func(first, columns, fromFirst, fromColumns int, rows, column []int) {
		for r, row := range rows {
			for c, at := range column {
				if row >= 0 && at >= 0 {
					to[fromFirst+r*fromColumns+c] = first + row*columns + at
				}
			}
		}
	}
	same := make([]int, Alike)
	for i := range same {
		same[i] = i
	}
	block(0, l.columns, 0, from.columns, rows, propositions)
	block(l.channel, len(l.channels), from.channel, len(from.channels), rows[:from.narrow], channels)
	block(l.moment, Moments, from.moment, Moments, rows[:from.narrow], same[:Moments])
	block(l.common, 1, from.common, 1, same[:1], same[:1])
	block(l.alike, l.columns, from.alike, from.columns, same, propositions)
	return to
}

// matches tells where each of some IDs stands in a list; -1 where it does not.
func matches(ids, from []string) []int {
	at := make([]int, len(from))
	for i, id := range from {
		at[i] = slices.Index(ids, id)
	}
	return at
}

func plus(i, n int) int {
	if i < 0 {
		return -1
	}
	return i + n
}
