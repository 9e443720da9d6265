package campaign

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// detail is a member of a touchpoint that only one kind has.
type detail struct {
	name string
	kind Kind
	has  bool
}

func (t *Touchpoint) details() []detail {
	return []detail{
		{"snippet", Content, t.Snippet},
		{"suspense", KickOff, t.Suspense != nil},
		{"drip", Drip, t.Drip != nil},
		{"acknowledgement", ManagerBriefing, t.Acknowledgement != nil},
		{"story", Story, t.Story != nil},
		{"moment", LearningMoment, t.Moment != nil},
		{"reward", Reward, t.Reward != nil},
		{"contest", Contest, t.Contest != nil},
		{"coCreation", CoCreation, t.CoCreation != nil},
		{"ambassadors", Ambassadors, t.Ambassadors != nil},
		{"roleModel", RoleModel, t.RoleModel != nil},
		{"pulse", Evaluation, t.Pulse != nil},
		{"insightCall", InsightCall, t.InsightCall != nil},
		{"toolkit", Toolkit, t.Toolkit != nil},
	}
}

// detailTexts calls text for each text in the touchpoint's details.
func (t *Touchpoint) detailTexts(path string, text func(path string, t engagement.Text)) {
	if t.Suspense != nil {
		for i, teaser := range t.Suspense.Teasers {
			place := path + "/suspense/teasers/" + strconv.Itoa(i)
			text(place+"/title", teaser.Title)
			text(place+"/body", teaser.Body)
		}
	}
	if t.Drip != nil {
		for _, step := range t.Drip.all() {
			text(path+step.path+"/title", step.Title)
			text(path+step.path+"/body", step.Body)
		}
	}
	if t.Acknowledgement != nil && t.Acknowledgement.Escalation != nil {
		text(path+"/acknowledgement/escalation/title", t.Acknowledgement.Escalation.Title)
		text(path+"/acknowledgement/escalation/body", t.Acknowledgement.Escalation.Body)
	}
	if t.Story != nil {
		text(path+"/story/teller", t.Story.Teller)
	}
	if t.Reward != nil {
		text(path+"/reward/what", t.Reward.What)
	}
	if t.Toolkit != nil {
		for i, item := range t.Toolkit.Items {
			text(path+"/toolkit/items/"+strconv.Itoa(i), item)
		}
	}
}

// details refuses what a kind of touchpoint cannot have, and what would harm
// people: a story or a name that goes further than the person agreed to.
func (c *checker) details(path string, t *Touchpoint) {
	for _, d := range t.details() {
		if d.has && d.kind != t.Kind {
			c.fault("OSM-BRIEF-060", path+"/"+d.name, rule.Detail{Found: d.name, Expected: string(d.kind), Args: []any{string(t.Kind)}})
		}
	}
	if t.Snippet {
		c.snippet(path+"/body", c.brief.fill(gapped{&t.Body, t.Proposition, false}))
	}
	if start := c.brief.Frame.Inform; t.Suspense != nil && start.Valid() {
		for i, teaser := range t.Suspense.Teasers {
			if on := wanted(c.brief, t) - civil.Day(teaser.DaysBefore); on < day(start) {
				c.fault("OSM-BRIEF-061", path+"/suspense/teasers/"+strconv.Itoa(i)+"/daysBefore", rule.Detail{Found: on.String(), Expected: string(start), Args: []any{t.ID}, Source: "004"})
			}
		}
	}
	if s := t.Story; s != nil {
		switch {
		case s.Consent == NoConsent:
			c.fault("OSM-BRIEF-062", path+"/story/consent", rule.Detail{Found: t.ID, Source: "003"})
		case !s.allowed():
			c.fault("OSM-BRIEF-063", path+"/story/use", rule.Detail{Found: string(s.Use), Expected: string(s.Consent), Args: []any{t.ID}, Source: "003"})
		}
	}
	if t.RoleModel != nil && !t.RoleModel.OptIn {
		c.fault("OSM-BRIEF-064", path+"/roleModel/optIn", rule.Detail{Found: t.ID, Source: "004"})
	}
	if q := c.brief.Proposition(t.Proposition); (t.Kind == Toolkit || t.Kind == RoleModel) && q != nil && q.For == engagement.Employees {
		c.fault("OSM-BRIEF-065", path+"/proposition", rule.Detail{Found: t.Proposition, Args: []any{t.ID}, Source: "001"})
	}
	c.ambassadors(path, t)
	c.drip(path, t)
	c.acknowledgement(path, t)
	if t.CoCreation != nil && t.CoCreation.Share <= 0 {
		c.fault("OSM-BRIEF-066", path+"/coCreation/share", rule.Detail{Found: t.ID, Source: "004"})
	}
}
