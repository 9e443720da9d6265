package document

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
)

// branch is an objective in the cascade, with those below it. Its code is its
// place in the outline: 2.1 is the first below 2. It needs no translation and
// tells the way up by itself.
type branch struct {
	objective *engagement.Objective
	code      string
	column    int // of its level, and in any case after its parent's
	below     []*branch
}

// cascade returns the objectives from the top down. One without a parent that
// exists stands at the top; one that only a circle holds is not in it.
func (w writer) cascade() []*branch {
	shown := map[string]bool{}
	var grow func(parent, code string, column int) []*branch
	grow = func(parent, code string, column int) []*branch {
		var list []*branch
		for i := range w.brief.Objectives {
			o := &w.brief.Objectives[i]
			above := ""
			if w.brief.Objective(o.Parent) != nil {
				above = o.Parent
			}
			if above != parent || shown[o.ID] {
				continue
			}
			shown[o.ID] = true
			made := &branch{objective: o, code: code + strconv.Itoa(len(list)+1), column: max(column, slices.Index(engagement.Levels(), o.Level))}
			made.below = grow(o.ID, made.code+".", made.column+1)
			list = append(list, made)
		}
		return list
	}
	return grow("", "", 0)
}

// outline lists a cascade in the order in which it is read.
func outline(list []*branch) []*branch {
	var all []*branch
	for _, b := range list {
		all = append(append(all, b), outline(b.below)...)
	}
	return all
}

// lettered returns the propositions in the order in which the document shows
// them: everyone's first, then by segment in order of precedence.
func (w writer) lettered() []*engagement.Proposition {
	var list []*engagement.Proposition
	for _, id := range w.segments() {
		for i := range w.brief.Propositions {
			if q := &w.brief.Propositions[i]; q.Segment == id {
				list = append(list, q)
			}
		}
	}
	return list
}

// segments are the IDs of the segments, after the empty one of everyone.
func (w writer) segments() []string {
	ids := []string{""}
	for _, s := range w.brief.Segments {
		ids = append(ids, s.ID)
	}
	return ids
}

// letter is the code of a proposition: A for the first, AA after Z. It is
// empty for one that the document does not show.
func (w writer) letter(id string) string {
	at := slices.IndexFunc(w.lettered(), func(q *engagement.Proposition) bool { return q.ID == id })
	code := ""
	for ; at >= 0; at = at/26 - 1 {
		code = string(rune('A'+at%26)) + code
	}
	return code
}
