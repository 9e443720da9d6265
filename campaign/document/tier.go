package document

import "github.com/osmosi-learning/osmosi/engagement"

// tier adds to a KPI what it proves of learning, where the brief says.
func (w writer) tier(kpi string, t engagement.Tier) string {
	if t == 0 {
		return kpi
	}
	said := w.say("plan.tier", kpi, int(t), t.Text().In(w.language))
	if !t.ProvesLearning() {
		said = w.say("plan.tier.weak", said)
	}
	return said
}
