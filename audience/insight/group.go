package insight

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
)

// Group puts cards that belong together in clusters, largest first. Likeness
// of two cards is the Jaccard index of their tags: tags that both have by tags
// that either has. Beginning with each card alone, it joins the two clusters
// whose cards are most alike on average, until no two are alike by a third or
// more. So one common tag on cards that are otherwise different joins nothing,
// and clusters do not grow into chains of neighbours.
//
// A card alone is an observation, not yet evidence, and is in no cluster. The
// same cards give the same clusters in whatever order they come: sums are of
// whole numbers, and of equals the first in the order of their tags comes
// first. Time and memory grow with the square of the number of different sets
// of tags; a thousand take less than a second.
func Group(cards []Card) []Cluster {
	groups := alike(cards)
	s := likenesses(groups)
	mates := make([]mate, len(groups))
	for i := range mates {
		mates[i] = closest(groups, s, i)
	}
	for {
		i := 0
		for k := range mates {
			if mates[k].average > mates[i].average {
				i = k
			}
		}
		if len(mates) == 0 || mates[i].average == 0 {
			break
		}
		j := mates[i].group
		groups[i].cards = append(groups[i].cards, groups[j].cards...)
		groups[j].cards = nil
		for k := range groups {
			s[i][k] += s[j][k]
			s[k][i] = s[i][k]
		}
		// An average lies between those it is made of, so that nobody else
		// comes closer than they were.
		for k := range mates {
			if k == i || k == j || mates[k].group == i || mates[k].group == j {
				mates[k] = closest(groups, s, k)
			}
		}
	}
	var clusters []Cluster
	for _, g := range groups {
		if len(g.cards) > 1 {
			clusters = append(clusters, summarise(g.cards))
		}
	}
	slices.SortFunc(clusters, func(a, b Cluster) int {
		return cmp.Or(cmp.Compare(len(b.Cards), len(a.Cards)), slices.Compare(a.Tags, b.Tags), slices.Compare(a.Cards, b.Cards))
	})
	return clusters
}

// group is cards that are together so far; none once it was joined to another.
type group struct {
	tags  []string // of the cards it began with
	cards []*Card
}

// alike puts cards with the same tags together, in the order of these.
func alike(cards []Card) []group {
	byTags := map[string]*group{}
	for i := range cards {
		var tags []string
		for _, t := range cards[i].Tags {
			tags = append(tags, Tag(t))
		}
		slices.Sort(tags)
		tags = slices.Compact(tags)
		key := strings.Join(tags, "\n")
		if byTags[key] == nil {
			byTags[key] = &group{tags: tags}
		}
		byTags[key].cards = append(byTags[key].cards, &cards[i])
	}
	groups := make([]group, 0, len(byTags))
	for _, key := range slices.Sorted(maps.Keys(byTags)) {
		groups = append(groups, *byTags[key])
	}
	return groups
}

// whole is the likeness of equals. Whole numbers add up to the same sum in any
// order and on any machine; this one can be divided by all numbers to ten.
const whole = 5040

// likenesses sums, for each two groups, how alike each card of the one is to
// each of the other.
func likenesses(groups []group) [][]int64 {
	s := make([][]int64, len(groups))
	for i := range s {
		s[i] = make([]int64, len(groups))
		for j := range s[i] {
			shared := 0
			for _, t := range groups[i].tags {
				if slices.Contains(groups[j].tags, t) {
					shared++
				}
			}
			if all := len(groups[i].tags) + len(groups[j].tags) - shared; all > 0 {
				s[i][j] = int64(whole*shared/all) * int64(len(groups[i].cards)) * int64(len(groups[j].cards))
			}
		}
	}
	return s
}

// mate is the group that is most like another, none where the average is 0.
type mate struct {
	group   int
	average float64
}

// closest returns which of the groups after i is most like it on average, the
// first of equals, where it is alike enough.
func closest(groups []group, s [][]int64, i int) mate {
	var best mate
	for j := i + 1; j < len(groups); j++ {
		pairs := len(groups[i].cards) * len(groups[j].cards)
		if pairs == 0 {
			continue
		}
		// One division of whole numbers rounds alike on every machine.
		if average := float64(s[i][j]) / float64(pairs); average >= whole/3 && average > best.average {
			best = mate{j, average}
		}
	}
	return best
}

// summarise counts what the cards of a cluster say.
func summarise(cards []*Card) Cluster {
	var c Cluster
	tags, segments, needs := map[string]int{}, map[string]int{}, map[engagement.Need]int{}
	antennas := map[string]bool{}
	for _, card := range cards {
		c.Cards = append(c.Cards, card.ID)
		antennas[strings.TrimSpace(card.Antenna)] = true
		own := map[string]bool{}
		for _, t := range card.Tags {
			if t = Tag(t); !own[t] {
				own[t] = true
				tags[t]++
			}
		}
		if card.Segment != "" {
			segments[card.Segment]++
		}
		if card.Need != "" {
			needs[card.Need]++
		}
	}
	slices.Sort(c.Cards)
	if n := len(antennas); n >= SmallestGroup {
		c.Antennas = &n
	}
	c.Tags = leading(tags, len(cards))
	c.Tags = c.Tags[:min(len(c.Tags), TopTags)]
	c.Segments, c.Needs = leading(segments, len(cards)), leading(needs, len(cards))
	return c
}

// leading lists what at least a third of the cards have, most frequent first
// and equals by name; the most frequent in any case.
func leading[S ~string](counts map[S]int, cards int) []S {
	all := slices.SortedFunc(maps.Keys(counts), func(a, b S) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	if i := slices.IndexFunc(all, func(s S) bool { return 3*counts[s] < cards }); i >= 0 {
		all = all[:max(i, 1)]
	}
	return all
}
