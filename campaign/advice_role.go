package campaign

import (
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
)

// roleAdvice is about roles and missions: a renamed old job is not a new one,
// and who is to do something must hear of it (seed 002).
func roleAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-ROLE-002", "002", func(a *advisor) []remark { return a.jobsWhere("", "", job.silent) }},
		{"OSM-ROLE-003", "002", func(a *advisor) []remark {
			return a.jobsWhere("/does", "/asks", func(j job) bool { return j.repeats(a.Languages) })
		}},
		{"OSM-ROLE-004", "002", func(a *advisor) []remark {
			return a.jobsWhere("/replaces", "/replaces", func(j job) bool { return !j.silent() && !j.replaces.IsZero() && j.did.IsZero() })
		}},
		{"OSM-ROLE-005", "002", func(a *advisor) []remark {
			var found []remark
			for i, m := range a.Missions {
				if len(a.plan.Missions[i].Calls) == 0 {
					found = append(found, remark{path: at("missions", i), found: m.ID, expected: m.Proposition})
				}
			}
			return found
		}},
		{"OSM-ROLE-006", "002", func(a *advisor) []remark {
			var found []remark
			for i, m := range a.Missions {
				if wanted := max(m.Wanted, 1); len(a.plan.Missions[i].Calls) > 0 && a.crowd.called[i] < wanted {
					found = append(found, remark{path: at("missions", i), found: m.ID, expected: strconv.Itoa(wanted), args: []any{wanted}})
				}
			}
			return found
		}},
		{"OSM-ROLE-007", "002", func(a *advisor) []remark {
			var found []remark
			for _, i := range a.crowd.unheard {
				found = append(found, remark{path: at("segments", i), found: a.Segments[i].ID, expected: strconv.Itoa(LargeSegment)})
			}
			return found
		}},
	}
}

// job is what a role or a mission says of the work.
type job struct {
	does          engagement.Text // what is done now
	replaces, did engagement.Text // the former job, and what was done in it
}

// silent reports whether nothing is said of what is done now.
func (j job) silent() bool { return strings.TrimSpace(j.does.It+j.does.Nl+j.does.En) == "" }

// repeats reports whether what is done now is, in some language, what was done
// before.
func (j job) repeats(languages []engagement.Language) bool {
	for _, l := range languages {
		same := j.did.In(l) != "" && strings.EqualFold(j.does.In(l), j.did.In(l)) // also where all words are short
		if same || overlap(words(j.does.In(l)), words(j.did.In(l))) >= 0.6 {
			return true
		}
	}
	return false
}

// jobsWhere remarks on a member of the roles, and on one of the missions, whose
// work is such.
func (a *advisor) jobsWhere(ofRole, ofMission string, such func(job) bool) []remark {
	var found []remark
	for i, r := range a.Roles {
		if such(job{r.Does, r.Replaces, r.Did}) {
			found = append(found, remark{path: at("roles", i) + ofRole, found: r.ID})
		}
	}
	for i, m := range a.Missions {
		if such(job{m.Asks, m.Replaces, m.Did}) {
			found = append(found, remark{path: at("missions", i) + ofMission, found: m.ID})
		}
	}
	return found
}
