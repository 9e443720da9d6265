package document

import (
	"cmp"
	"strconv"

	"github.com/osmosi-learning/osmosi/evaluation/trial"
	"github.com/osmosi-learning/osmosi/internal/dates"
)

// section is all that the template fills in, in words.
type section struct {
	Language, ID, Name, Facts string
	First                     []advice // what must be known before any figure
	Outcomes                  []outcome
	Carries                   string
	Advice                    []advice
}

type advice struct{ Message, Do string }

type outcome struct {
	Name        string
	Hidden      string // said instead of figures
	Effects     [][]string
	Correlation string
	Plot        *plot
	Caption     string
	Columns     []string
	Rows        []row
}

type row struct {
	Name  string
	Cells []string
}

// mismatch is what must be known first.
const mismatch = "OSM-TRIAL-009"

func (w writer) section() section {
	r := w.result
	s := section{
		Language: string(w.Language), ID: "trial-" + r.Experiment, Name: cmp.Or(r.Name.In(w.Language), r.Experiment),
		Facts:   w.Say("trial.made", dates.Long(r.Made, w.Language)) + " · " + w.Say("trial.ends", dates.Long(r.Ends, w.Language)) + " · " + w.Say("trial.unit."+string(r.Unit)),
		Carries: w.Say("trial.findings"),
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		a := advice{f.Message.In(w.Language), f.Do.In(w.Language)}
		if f.Code == mismatch {
			s.First = append(s.First, a)
		} else {
			s.Advice = append(s.Advice, a)
		}
	}
	for i := range r.Outcomes {
		s.Outcomes = append(s.Outcomes, w.outcome(&r.Outcomes[i], s.ID+"-"+strconv.Itoa(i+1)))
	}
	return s
}

func (w writer) outcome(o *trial.MeasuredOutcome, id string) outcome {
	made := outcome{Name: w.name(o)}
	if o.Suppressed {
		made.Hidden = w.Say("trial.hidden", w.result.SmallestGroup)
		return made
	}
	for i := range o.Effects {
		made.Effects = append(made.Effects, w.sentences(o, &o.Effects[i]))
	}
	if o.Correlation != nil && o.DesignEffect != nil {
		made.Correlation = w.Say("trial.correlation", w.Decimals(*o.Correlation, 2), w.Decimals(*o.DesignEffect, 1))
	}
	made.Plot = w.plot(o, id)
	made.Caption = w.Say("trial.table", made.Name)
	teams := false
	for _, a := range w.result.Arms {
		teams = teams || a.Teams != nil
	}
	made.Columns = []string{w.Say("trial.column.group"), w.Say("trial.column.people")}
	if teams {
		made.Columns = append(made.Columns, w.Say("trial.column.teams"))
	}
	if o.Kind == trial.Share {
		made.Columns = append(made.Columns, w.Say("trial.column.count"), w.Say("trial.column.share"))
	} else {
		made.Columns = append(made.Columns, w.Say("trial.column.mean"))
	}
	for i := range o.Arms {
		a := &o.Arms[i]
		one := row{Name: w.arm(a.Arm)}
		for _, size := range w.result.Arms {
			if size.Arm == a.Arm {
				one.Cells = append(one.Cells, w.count(size.People))
				if teams {
					one.Cells = append(one.Cells, w.count(size.Teams))
				}
			}
		}
		if o.Kind == trial.Share {
			one.Cells = append(one.Cells, w.count(a.Count))
		}
		one.Cells = append(one.Cells, w.mean(o.Kind, a.Mean))
		made.Rows = append(made.Rows, one)
	}
	return made
}

// count writes a number of people or teams, a dash where it is kept back.
func (w writer) count(n *int) string {
	if n == nil {
		return "–"
	}
	return w.Whole(*n)
}
