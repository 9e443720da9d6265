package document

import (
	"cmp"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/internal/words"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
)

// writer puts a result in words of one language. All it returns is plain text.
type writer struct {
	words.Writer
	result *trial.Result
}

func newWriter(r *trial.Result, l engagement.Language) writer {
	l = engagement.MatchLanguage(engagement.Languages(), string(l))
	return writer{words.In(l), r}
}

// mean of an arm: a share in per cent, or an amount.
func (w writer) mean(kind trial.OutcomeKind, v float64) string {
	if kind == trial.Share {
		return w.Percent(v, 1)
	}
	return w.Decimals(v, 1)
}

// difference of shares in percentage points, or of amounts, with its sign.
func (w writer) difference(kind trial.OutcomeKind, v float64) string {
	return w.Signed(scaled(kind, v), 1)
}

// scaled is a difference as it is written and drawn: shares in points.
func scaled(kind trial.OutcomeKind, v float64) float64 {
	if kind == trial.Share {
		return 100 * v
	}
	return v
}

// arm names an arm.
func (w writer) arm(id string) string {
	switch id {
	case campaign.ArmHoldout, campaign.ArmCampaign, campaign.ArmControl:
		return w.Say("trial.arm." + id)
	}
	return w.Say("trial.arm.variant", id)
}

// name of an outcome.
func (w writer) name(o *trial.MeasuredOutcome) string { return cmp.Or(o.Name.In(w.Language), o.ID) }

// sentences say all that is known of an effect.
func (w writer) sentences(o *trial.MeasuredOutcome, e *trial.Effect) (list []string) {
	say := func(key string, args ...any) { list = append(list, w.Say(key, args...)) }
	of := func(arm string) string {
		for _, a := range o.Arms {
			if a.Arm == arm {
				return w.mean(o.Kind, a.Mean)
			}
		}
		return "–"
	}
	sure := w.Percent(w.result.Confidence, 0)
	say("trial.effect."+string(o.Kind), of(e.Arm), w.arm(e.Arm), of(e.Against), w.arm(e.Against), w.difference(o.Kind, e.Difference))
	say("trial.verdict."+string(e.Verdict), w.arm(e.Arm))
	if e.Fixed != nil {
		say("trial.fixed", w.difference(o.Kind, e.Fixed.Low), w.difference(o.Kind, e.Fixed.High), sure)
	}
	if e.AlwaysValid != nil {
		say("trial.always", w.difference(o.Kind, e.AlwaysValid.Low), w.difference(o.Kind, e.AlwaysValid.High), sure)
	}
	if e.Fixed == nil && e.AlwaysValid == nil {
		say("trial.unknown")
	}
	if p := e.Probability; p != nil {
		if *p < 0.001 {
			say("trial.probability", "< "+w.Decimals(0.001, 3))
		} else {
			say("trial.probability", w.Decimals(*p, 3))
		}
	}
	if e.Reach != nil {
		say("trial.reach."+string(e.Verdict), e.Reach.People)
	}
	if x := e.Ratio; x != nil {
		if x.Low != nil && x.High != nil {
			say("trial.ratio.interval", w.Decimals(x.Value, 2), w.Decimals(*x.Low, 2), w.Decimals(*x.High, 2))
		} else {
			say("trial.ratio", w.Decimals(x.Value, 2))
		}
	}
	if e.Detectable != nil {
		say("trial.detectable."+string(o.Kind), w.Decimals(scaled(o.Kind, *e.Detectable), 1))
	}
	return list
}
