package document

import "github.com/osmosi-learning/osmosi/internal/markup"

// offices is what each office answers for and contributes to.
func (w writer) offices() string {
	owns, contributes := map[string]int{}, map[string]int{}
	for _, t := range w.touchpoints {
		owns[t.Owner]++
		for _, id := range t.Contributors {
			contributes[id]++
		}
	}
	t := table{head: []string{w.say("plan.column.office"), w.say("plan.column.kind"), w.say("plan.column.owns"), w.say("plan.column.contributes")}, right: 2}
	for _, o := range w.brief.Offices {
		t.row(markup.Escape(o.Name.In(w.language)), markup.Escape(w.say("office."+string(o.Kind))),
			w.number(float64(owns[o.ID])), w.number(float64(contributes[o.ID])))
	}
	return t.String()
}
