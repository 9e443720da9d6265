// Command generate writes the JSON Schemas of Osmosi's documents from the Go
// types and their comments. It runs in the folder of package schema:
//
//	go generate ./schema
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/audience/mix"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/coaching"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
	"github.com/osmosi-learning/osmosi/schema"
)

const module = "github.com/osmosi-learning/osmosi"

// documents are the Go types behind the schemas.
var documents = []struct {
	name  schema.Document
	value any
}{
	{schema.Brief, campaign.Brief{}},
	{schema.Plan, campaign.Plan{}},
	{schema.Simulation, campaign.Simulation{}},
	{schema.Event, evaluation.Event{}},
	{schema.Report, evaluation.Report{}},
	{schema.Card, insight.Card{}},
	{schema.Trial, trial.Result{}},
	{schema.Release, privacy.Release{}},
	{schema.PersonData, privacy.PersonData{}},
	{schema.Survey, survey.Survey{}},
	{schema.Answers, survey.SignedSheet{}},
	{schema.Results, survey.Results{}},
	{schema.Coaching, coaching.Trace{}},
	{schema.Retrospective, retrospective.Retrospective{}},
	{schema.Measures, measure.Measures{}},
	{schema.Level, measure.Level{}},
}

// versions are what the "osmosi" member of each type must be.
var versions = map[string]string{
	"Brief":      campaign.BriefVersion,
	"Plan":       campaign.PlanVersion,
	"Simulation": campaign.SimulationVersion,
	"Report":     evaluation.ReportVersion,
	"Card":       insight.CardVersion,
	"Result":     trial.ResultVersion,
	"Release":    privacy.ReleaseVersion,
	"PersonData": privacy.PersonDataVersion,

	"Survey":      survey.Version,
	"SignedSheet": survey.AnswersVersion,
	"Results":     survey.ResultsVersion,
	"Trace":       coaching.Version,

	"Retrospective": retrospective.Version,
	"Measures":      measure.Version,
}

func main() {
	if err := generate("."); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(dir string) error {
	out, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := os.Chdir(filepath.Join(out, "..")); err != nil { // comments are found by path from the module's root
		return err
	}
	r := &jsonschema.Reflector{Mapper: mapped}
	for _, pkg := range []string{"engagement", "audience", "audience/insight", "audience/ambassador", "audience/experiment", "audience/holidays", "campaign", "evaluation", "evaluation/trial", "evaluation/privacy", "evaluation/survey", "evaluation/coaching", "evaluation/measure", "evaluation/retrospective"} {
		if err := r.AddGoComments(module, "./"+pkg, jsonschema.WithFullComment()); err != nil {
			return err
		}
	}
	for key, comment := range r.CommentMap {
		r.CommentMap[key] = strings.Join(strings.Fields(comment), " ")
	}
	for _, d := range documents {
		s := r.Reflect(d.value)
		s.ID = jsonschema.ID("https://osmosi-learning.github.io/schema/" + string(d.name) + ".json")
		s.Title = string(d.name)
		for name, def := range s.Definitions {
			refine(name, def)
		}
		data, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, string(d.name)+".json"), append(data, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// mapped gives the schema of types that say more than their Go kind.
func mapped(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[engagement.Date]():
		return &jsonschema.Schema{Type: "string", Format: "date"}
	case reflect.TypeFor[audience.Condition]():
		return &jsonschema.Schema{Type: "object"}
	case reflect.TypeFor[engagement.Language]():
		return enum(engagement.Languages())
	case reflect.TypeFor[engagement.DriverKind]():
		return enum(engagement.DriverKinds())
	case reflect.TypeFor[engagement.Level]():
		return enum(engagement.Levels())
	case reflect.TypeFor[engagement.Unit]():
		return enum(engagement.Units())
	case reflect.TypeFor[engagement.Need]():
		return enum(engagement.Needs())
	case reflect.TypeFor[engagement.Reason]():
		return enum(engagement.Reasons())
	case reflect.TypeFor[engagement.Factor]():
		return enum(engagement.Factors())
	case reflect.TypeFor[engagement.Approach]():
		return enum(engagement.Approaches())
	case reflect.TypeFor[engagement.Support]():
		return enum(engagement.Supports())
	case reflect.TypeFor[engagement.Question]():
		return enum(engagement.Questions())
	case reflect.TypeFor[engagement.Tier]():
		return &jsonschema.Schema{Type: "integer", Minimum: "1", Maximum: "8"}
	case reflect.TypeFor[campaign.WithheldCause]():
		return enum(campaign.WithheldCauses())
	case reflect.TypeFor[engagement.Party]():
		return enum(engagement.Parties())
	case reflect.TypeFor[engagement.EvidenceKind]():
		return enum(engagement.EvidenceKinds())
	case reflect.TypeFor[engagement.Severity]():
		return enum([]engagement.Severity{engagement.SeverityError, engagement.SeverityAdvice})
	case reflect.TypeFor[audience.TraitKind]():
		return enum(audience.TraitKinds())
	case reflect.TypeFor[audience.Aspect]():
		return enum(audience.Aspects())
	case reflect.TypeFor[audience.Stance]():
		return enum(audience.Stances())
	case reflect.TypeFor[audience.ChannelKind]():
		return enum(audience.ChannelKinds())
	case reflect.TypeFor[mix.Reason]():
		return enum(mix.Reasons())
	case reflect.TypeFor[mix.Term]():
		return enum(mix.Terms())
	case reflect.TypeFor[audience.Nature]():
		return enum(audience.Natures())
	case reflect.TypeFor[audience.RoleKind]():
		return enum(audience.RoleKinds())
	case reflect.TypeFor[insight.MediaKind]():
		return enum(insight.MediaKinds())
	case reflect.TypeFor[campaign.Obstacle]():
		return enum(campaign.AllObstacles())
	case reflect.TypeFor[campaign.Phase]():
		return enum(campaign.Phases())
	case reflect.TypeFor[campaign.OfficeKind]():
		return enum(campaign.OfficeKinds())
	case reflect.TypeFor[campaign.Form]():
		return enum(campaign.Forms())
	case reflect.TypeFor[campaign.Kind]():
		return enum(campaign.Kinds())
	case reflect.TypeFor[campaign.Axis]():
		return enum(campaign.Axes())
	case reflect.TypeFor[campaign.Signal]():
		return enum(campaign.Signals())
	case reflect.TypeFor[campaign.Outcome]():
		return enum(campaign.Outcomes())
	case reflect.TypeFor[campaign.Consent]():
		return enum(campaign.Consents())
	case reflect.TypeFor[campaign.Sharer]():
		return enum(campaign.Sharers())
	case reflect.TypeFor[campaign.Weekday]():
		return enum(campaign.Weekdays())
	case reflect.TypeFor[campaign.RewardKind]():
		return enum(campaign.RewardKinds())
	case reflect.TypeFor[campaign.Rewarded]():
		return enum(campaign.AllRewarded())
	case reflect.TypeFor[campaign.Ranking]():
		return enum(campaign.Rankings())
	case reflect.TypeFor[campaign.Prize]():
		return enum(campaign.Prizes())
	case reflect.TypeFor[campaign.Stage]():
		return enum(campaign.Stages())
	case reflect.TypeFor[campaign.Priority]():
		return enum(campaign.Priorities())
	case reflect.TypeFor[campaign.WhenCapped]():
		return enum(campaign.AllWhenCapped())
	case reflect.TypeFor[campaign.Decision]():
		return enum(campaign.Decisions())
	case reflect.TypeFor[campaign.ExperimentUnit]():
		return enum(campaign.ExperimentUnits())
	case reflect.TypeFor[evaluation.Verb]():
		return enum(evaluation.Verbs())
	case reflect.TypeFor[evaluation.RowKind]():
		return enum(evaluation.RowKinds())
	case reflect.TypeFor[evaluation.Cause]():
		return enum(evaluation.Causes())
	case reflect.TypeFor[trial.OutcomeKind]():
		return enum(trial.OutcomeKinds())
	case reflect.TypeFor[retrospective.Topic]():
		return enum(retrospective.Topics())
	case reflect.TypeFor[retrospective.Verdict]():
		return enum(retrospective.Verdicts())
	case reflect.TypeFor[retrospective.ProposalKind]():
		return enum(retrospective.ProposalKinds())
	case reflect.TypeFor[retrospective.Op]():
		return enum(retrospective.Ops())
	case reflect.TypeFor[trial.Verdict]():
		return enum(trial.Verdicts())
	case reflect.TypeFor[survey.Kind]():
		return enum(survey.Kinds())
	case reflect.TypeFor[survey.QuestionKind]():
		return enum(survey.QuestionKinds())
	case reflect.TypeFor[survey.Method]():
		return enum(survey.Methods())
	case reflect.TypeFor[survey.Motive]():
		return enum(survey.AllMotives())
	case reflect.TypeFor[survey.Topic]():
		return enum(survey.Topics())
	case reflect.TypeFor[survey.Relation]():
		return enum(survey.Relations())
	case reflect.TypeFor[survey.Coefficient]():
		return enum(survey.Coefficients())
	case reflect.TypeFor[measure.FigureKind]():
		return enum(measure.FigureKinds())
	case reflect.TypeFor[measure.Split]():
		return enum(measure.Splits())
	case reflect.TypeFor[measure.Stage]():
		return enum(measure.Stages())
	}
	return nil
}

func enum[S ~string](values []S) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, v := range values {
		s.Enum = append(s.Enum, string(v))
	}
	return s
}

// lists that a brief cannot do without.
var filled = regexp.MustCompile(`^(languages|drivers|objectives|offices|interventions|segments|channels|propositions|touchpoints)$`)

// refine adds what holds for every member of a name.
func refine(definition string, s *jsonschema.Schema) {
	if s.Properties == nil {
		return
	}
	for p := s.Properties.Oldest(); p != nil; p = p.Next() {
		one := uint64(1)
		switch {
		case p.Key == "osmosi":
			p.Value.Const = versions[definition]
		case strings.HasPrefix(definition, "Survey") || definition == "Question" || definition == "Option" || definition == "SignedSheet" || definition == "Answer":
			surveyed(definition, p.Key, p.Value)
		case definition == "Trace" && (p.Key == "competence" || p.Key == "material"):
			p.Value.Pattern, p.Value.MaxLength = "^[a-z0-9][a-z0-9-]*$", ptr(uint64(64)) // no room for a sentence
		case definition == "Trace" && p.Value.Type == "string" && p.Value.Format == "":
			p.Value.MinLength, p.Value.MaxLength = &one, ptr(uint64(evaluation.MaxID))
		case definition == "Level" && (p.Key == "person" || p.Key == "competence"):
			p.Value.MinLength, p.Value.MaxLength = &one, ptr(uint64(evaluation.MaxID))
		case p.Key == "tags" && definition == "Card":
			p.Value.MinItems, p.Value.MaxItems = &one, ptr(uint64(insight.MaxTags))
		case definition == "Card" && (p.Key == "text" || p.Key == "antenna"), definition == "Media" && p.Value.Type == "string" && p.Value.Enum == nil:
			p.Value.MinLength = &one
		case p.Key == "id" && definition == "Event":
			p.Value.MinLength, p.Value.MaxLength = &one, ptr(uint64(evaluation.MaxID))
		case p.Key == "id" && definition == "PlannedTouchpoint":
			p.Value.Pattern, p.Value.MaxLength = `^[a-z0-9][a-z0-9-]*(\.((suspense|step|moment|escalation)-[1-9][0-9]*|step-[a-z][a-z0-9-]*))?$`, ptr(uint64(140))
		case p.Key == "id" && (definition == "Lesson" || definition == "PastLesson"):
			p.Value.Pattern, p.Value.MaxLength = `^[a-z][a-zA-Z]*(\.[a-z0-9][a-z0-9-]*)+$`, ptr(uint64(200))
		case definition == "Operation" && p.Key == "path":
			p.Value.Pattern = "^/"
		case definition == "Proposal" && p.Key == "patch":
			p.Value.MinItems = &one
		case definition == "Figure" && (p.Key == "share" || p.Key == "low" || p.Key == "high"), definition == "Lesson" && p.Value.Type == "number":
			p.Value.Minimum, p.Value.Maximum = "0", "1"
		case definition == "Figure" && p.Key == "people":
			p.Value.Minimum = json.Number(strconv.Itoa(campaign.SmallestGroup))
		case (p.Key == "by" || p.Key == "campaign") && (definition == "PastLesson" || definition == "Wave"):
			p.Value.MinLength = &one
		case p.Key == "id" && definition == "Step":
			p.Value.Pattern, p.Value.MaxLength = "^[a-z][a-z0-9-]*$", ptr(uint64(64))
		case (p.Key == "delay" || p.Key == "workingDays") && definition == "Step":
			p.Value.Minimum, p.Value.Maximum = "1", "3660"
		case p.Key == "otherwise" || p.Key == "variants":
			p.Value.MinItems = &one
		case p.Key == "id" && p.Value.Type == "string":
			p.Value.Pattern, p.Value.MaxLength = "^[a-z0-9][a-z0-9-]*$", ptr(uint64(64))
		case p.Key == "time" || definition == "QuietHours":
			p.Value.Pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
		case p.Key == "share" || p.Key == "known" || p.Key == "response" || definition == "Motive" && (p.Key == "low" || p.Key == "high"):
			p.Value.Minimum, p.Value.Maximum = "0", "1"
		case p.Key == "value" && definition == "AxisBalance":
			p.Value.Minimum, p.Value.Maximum = "-1", "1"
		case definition == "PlannedMix" && p.Key == "bound", definition == "UnmetTerm" && p.Key == "best", p.Key == "adds":
			p.Value.Minimum, p.Value.Maximum = "0", "1"
		case strings.HasPrefix(definition, "Simulat") && p.Value.Type == "integer":
			p.Value.Minimum = "0"
		case p.Key == "cost" || p.Key == "capacity" || p.Key == "budget":
			p.Value.Minimum = "0"
		case p.Key == "minutes" || definition == "Mission" && (p.Key == "cards" || p.Key == "wanted"):
			p.Value.Minimum = "1"
		case p.Key == "delay" || p.Key == "daysBefore" || p.Key == "everyWeeks" || p.Key == "cards":
			p.Value.Minimum = "1"
		case p.Key == "steps" || p.Key == "items":
			p.Value.MinItems = &one
		case p.Key == "questions" && p.Value.Type == "integer":
			p.Value.Minimum = "0"
		case (p.Key == "day" || p.Key == "days") && p.Value.Type == "integer":
			p.Value.Minimum, p.Value.Maximum = "0", "3660"
		case p.Key == "languages":
			p.Value.UniqueItems = true
		case p.Key == "control" || p.Key == "weight" || definition == "Namespace" && p.Value.Type == "number":
			p.Value.Minimum, p.Value.Maximum = "0", "1"
		case p.Key == "organisation" || p.Key == "seed" || p.Key == "name" && p.Value.Type == "string":
			p.Value.MinLength = &one
		}
		if definition == "Brief" && filled.MatchString(p.Key) {
			p.Value.MinItems = &one
		}
	}
}

// surveyed adds what holds for the members of surveys and their answers.
func surveyed(definition, member string, s *jsonschema.Schema) {
	one, id := uint64(1), "^[a-z0-9][a-z0-9-]*$"
	switch {
	case definition == "Option" && member == "id":
		s.Pattern, s.MaxLength = "^[a-z0-9][A-Za-z0-9-]*$", ptr(uint64(64)) // needs, reasons and factors have capitals
	case member == "id" || definition == "SignedSheet" && member == "wave":
		s.Pattern, s.MaxLength = id, ptr(uint64(64))
	case member == "waves":
		s.Items.Pattern, s.Items.MaxLength = id, ptr(uint64(64))
	case member == "languages":
		s.MinItems, s.UniqueItems = &one, true
	case member == "questions" || member == "options":
		s.MinItems, s.MaxItems = &one, ptr(uint64(100))
	case definition == "Question" && member == "points":
		s.Minimum, s.Maximum = "2", "11"
	case definition == "SignedSheet" && (member == "person" || member == "subject" || member == "group"):
		s.MinLength, s.MaxLength = &one, ptr(uint64(evaluation.MaxID))
	}
}

func ptr[T any](v T) *T { return &v }
