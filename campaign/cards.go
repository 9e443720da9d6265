package campaign

import (
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Support is what a cluster of insight cards says for a proposition.
type Support struct {
	// Proposition is its ID.
	Proposition string
	// Cluster is its place in the list given.
	Cluster int
	// Evidence to add to the proposition, once a person has read the cards and agrees.
	Evidence engagement.Evidence
}

// Support returns which propositions each cluster of insight cards supports,
// in the order of clusters and propositions, and advice on clusters that no
// proposition answers and on segments that the brief does not have. Paths
// begin with the place in the list of clusters: "/clusters/2".
//
// A cluster supports a proposition where they share the segment or a need, and
// do not differ in the other: a proposition for everyone, a manager's without
// needs, and cards that leave one of them out differ from nobody. What speaks
// to managers is only supported by cards on their segment. Source: seed 002.
func (b *Brief) Support(clusters []insight.Cluster) ([]Support, engagement.Findings) {
	var ids []string
	for _, s := range b.Segments {
		ids = append(ids, s.ID)
	}
	var all []Support
	var found engagement.Findings
	for i, c := range clusters {
		answered := false
		for _, q := range b.Propositions {
			if supports(&c, &q) {
				answered = true
				all = append(all, Support{q.ID, i, c.Evidence()})
			}
		}
		path := at("clusters", i)
		for j, id := range c.Segments {
			if !slices.Contains(ids, id) {
				found = append(found, rule.Advice("OSM-CARD-011", path+"/segments/"+strconv.Itoa(j), rule.Detail{Found: id, Near: ids, Source: "002"}))
			}
		}
		if !answered {
			found = append(found, rule.Advice("OSM-CARD-010", path, rule.Detail{Found: strings.Join(c.Tags, ", "), Source: "002"}))
		}
	}
	return all, found
}

func supports(c *insight.Cluster, q *engagement.Proposition) bool {
	sameSegment := q.Segment != "" && slices.Contains(c.Segments, q.Segment)
	sameNeed := slices.ContainsFunc(q.Needs, func(n engagement.Need) bool { return slices.Contains(c.Needs, n) })
	if q.For == engagement.Managers {
		return sameSegment && (sameNeed || len(q.Needs) == 0 || len(c.Needs) == 0)
	}
	otherSegment := !sameSegment && q.Segment != "" && len(c.Segments) > 0
	otherNeed := !sameNeed && len(q.Needs) > 0 && len(c.Needs) > 0
	return (sameSegment || sameNeed) && !otherSegment && !otherNeed
}
