package audience

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Condition is a question about traits in Mongo-style JSON, with the operators
// and the meaning that GrowthBook's public suite of cases gives them:
//
//	{"unit": {"$in": ["sales", "care"]}, "tenureDays": {"$lt": 90}}
//
// A trait is held against a value ({"unit": "care"}) or against operators, all
// of which must hold. Values of different kinds are never equal and have no
// order: the text "5" is not the number 5. A trait that is missing counts as
// null. A name with dots reaches into lists and objects: "skills.0",
// "skills.length".
//
//   - equal or not: $eq, $ne, $in, $nin; the same whatever the case of letters:
//     $ini, $nini. Of a list, $in asks whether it shares one.
//   - in order: $lt, $lte, $gt, $gte, of numbers and of texts, ISO dates among them
//   - versions such as 1.2.3-beta.1: $veq, $vne, $vlt, $vlte, $vgt, $vgte
//   - lists: $all and $alli (holds each), $elemMatch (one element meets
//     operators), $size (a number, or operators on it)
//   - texts: $regex and $regexi, in Go's syntax, compiled where the plan is made
//   - what there is: $exists, $type (string, number, boolean, array, object, null)
//   - groups that the host keeps: $inGroup, $notInGroup; see [Condition.WithGroups]
//   - joined: $and, $or, $nor, $not; $not also before operators
//
// Osmosi adds four things:
//
//   - dates that follow the clock: {"hired": {"$since": "-P90D"}} is met where
//     the date lies on or after the day 90 days ago, {"hired": {"$before":
//     "-P90D"}} where it lies before that day. The argument is a date, or an ISO
//     8601 period in years, months, weeks and days from today; a month that has
//     no such day gives its last. Today is the day on which somebody asks: where
//     the person is in the widget, the first day of the campaign in a plan and
//     its schedule.
//
//   - what a person did: {"did.safe-lifting": "completed"}, the latest outcome of
//     the proposition with that ID, "started", "dismissed" or "completed"; a plan
//     is made before anybody did anything.
//
//   - reporting lines: {"leaders": {"$in": ["anna"]}} for everybody below Anna,
//     {"leaders.0": "anna"} for those who report to her. It needs a declared
//     trait; see [TraitLeaders].
//
//   - another trait of the same person: {"skillShown": {"$lt": {"$trait":
//     "skillRequired"}}}, after $eq, $ne, $lt, $lte, $gt and $gte. Where one of the
//     two is missing nobody can tell: neither the comparison nor its opposite is
//     met. See [The].
//
// What cannot be understood, such as an operator that does not exist, is met by
// nobody, and neither is its opposite. The zero Condition is met by everyone.
type Condition struct {
	raw string // compact JSON
}

// ParseCondition reads a condition. It returns an error where the text is not
// a JSON object, or one that nests deeper than 64 levels; [Condition.Check]
// tells everything else.
func ParseCondition(text string) (Condition, error) {
	r := light.NewReader([]byte(text))
	v := r.Value()
	if err := r.End(); err != nil {
		return Condition{}, fmt.Errorf("condition: %w", err)
	}
	if v.Kind != light.Object {
		return Condition{}, fmt.Errorf("condition: expected an object, found %s", v.Append(nil))
	}
	return Condition{raw: string(v.Append(nil))}, nil
}

// Is is met by people whose trait has the value, or that of [The] other trait.
func Is[V ~string | ~bool | ~int | ~float64](trait string, value V) Condition {
	return operation(trait, "$eq", value)
}

// In is met by people whose trait has one of the values: by nobody where there
// are none.
func In(trait string, values ...string) Condition {
	if values == nil {
		values = []string{}
	}
	return operation(trait, "$in", values)
}

// The is another trait of the same person, which [Is], [IsNot], [Below],
// [AtLeast], [Above] and [AtMost] take in the place of a value:
//
//	Below("skillShown", The("skillRequired"))
//
// Both must be declared with the same kind and unit. Nobody of whom one of the
// two is not known meets the condition, nor its opposite.
type The string

// MarshalJSON returns the operand as conditions write it.
func (t The) MarshalJSON() ([]byte, error) {
	return append(light.AppendString([]byte(`{"`+decision.Trait+`":`), string(t)), '}'), nil
}

// Below is met by people whose trait is a number less than the limit, or than
// another trait of theirs.
func Below[L ~int | ~float64 | The](trait string, limit L) Condition {
	return operation(trait, "$lt", limit)
}

// AtLeast is met by people whose trait is a number not less than the limit, or
// than another trait of theirs.
func AtLeast[L ~int | ~float64 | The](trait string, limit L) Condition {
	return operation(trait, "$gte", limit)
}

// Above is met by people whose trait is a number more than the limit, or than
// another trait of theirs.
func Above[L ~int | ~float64 | The](trait string, limit L) Condition {
	return operation(trait, "$gt", limit)
}

// AtMost is met by people whose trait is a number not more than the limit, or
// than another trait of theirs.
func AtMost[L ~int | ~float64 | The](trait string, limit L) Condition {
	return operation(trait, "$lte", limit)
}

// Between is met by people whose trait is a number from the least to the most,
// both included.
func Between(trait string, least, most float64) Condition {
	return All(AtLeast(trait, least), AtMost(trait, most))
}

// IsNot is met by people whose trait does not have the value, those without
// the trait included.
func IsNot[V ~string | ~bool | ~int | ~float64](trait string, value V) Condition {
	return operation(trait, "$ne", value)
}

// NotIn is met by people whose trait has none of the values, those without the
// trait included.
func NotIn(trait string, values ...string) Condition {
	if values == nil {
		values = []string{}
	}
	return operation(trait, "$nin", values)
}

// HasAll is met by people whose trait is a list that holds every value.
func HasAll(trait string, values ...string) Condition {
	if values == nil {
		values = []string{}
	}
	return operation(trait, "$all", values)
}

// Has is met by people of whom the trait is known.
func Has(trait string) Condition { return operation(trait, "$exists", true) }

// Lacks is met by people of whom the trait is not known.
func Lacks(trait string) Condition { return operation(trait, "$exists", false) }

// Matches is met by people in whose trait a regular expression of Go's syntax
// is found.
func Matches(trait, pattern string) Condition { return operation(trait, "$regex", pattern) }

// Since is met by people whose trait is a date on or after a day: a date such
// as 2027-01-11, or as far from today as an ISO 8601 period says. With -P90D,
// it is met by those whom it befell in the last 90 days, and by those whom it
// is yet to befall.
func Since(trait, day string) Condition { return operation(trait, "$since", day) }

// Before is met by people whose trait is a date before a day, told as for
// [Since]. With P30D, it is met by those whose date has passed or comes within
// 30 days.
func Before(trait, day string) Condition { return operation(trait, "$before", day) }

// Under is met by people in the team of a manager, or in a team below it, given
// by the manager's ID. The brief must declare [TraitLeaders].
func Under(manager string) Condition { return In(TraitLeaders, manager) }

// ReportsTo is met by people whose line manager has the ID. The brief must
// declare [TraitLeaders].
func ReportsTo(manager string) Condition { return Is(TraitLeaders+".0", manager) }

// Started is met by people who started with a proposition, and have neither
// completed nor put it off since.
func Started(proposition string) Condition {
	return Is(decision.Did+proposition, decision.OutcomeStarted)
}

// Dismissed is met by people who put a proposition off.
func Dismissed(proposition string) Condition {
	return Is(decision.Did+proposition, decision.OutcomeDismissed)
}

// Completed is met by people who completed a proposition.
func Completed(proposition string) Condition {
	return Is(decision.Did+proposition, decision.OutcomeCompleted)
}

// All is met by people who meet every condition: by everyone where there are
// none.
func All(conditions ...Condition) Condition { return group("$and", conditions) }

// Any is met by people who meet at least one condition: by nobody where there
// are none.
func Any(conditions ...Condition) Condition {
	if len(conditions) == 0 { // the public suite of cases reads an empty $or as true
		return Not(All())
	}
	return group("$or", conditions)
}

// Not is met by people who do not meet the condition.
func Not(c Condition) Condition { return Condition{raw: `{"$not":` + c.String() + `}`} }

// operation writes a comparison. Numbers that JSON cannot write (infinities,
// not a number) are held by nobody, so nobody meets a comparison with them.
func operation(trait, operator string, argument any) Condition {
	value, err := json.Marshal(argument)
	if err != nil {
		return In(trait)
	}
	raw := append(light.AppendString([]byte("{"), trait), `:{"`+operator+`":`...)
	return Condition{raw: string(append(append(raw, value...), "}}"...))}
}

func group(operator string, conditions []Condition) Condition {
	raw := []byte(`{"` + operator + `":[`)
	for i, c := range conditions {
		if i > 0 {
			raw = append(raw, ',')
		}
		raw = append(raw, c.String()...)
	}
	return Condition{raw: string(raw) + "]}"}
}

// String returns the condition as compact JSON.
func (c Condition) String() string {
	if c.raw == "" {
		return "{}"
	}
	return c.raw
}

// MarshalJSON returns the condition as compact JSON.
func (c Condition) MarshalJSON() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalJSON keeps any JSON value, so that one faulty condition does not end
// the reading of a whole document; [Condition.Check] tells whether it makes
// sense, and one that does not is met by nobody.
func (c *Condition) UnmarshalJSON(data []byte) error {
	var compact bytes.Buffer
	if err := json.Compact(&compact, data); err != nil {
		return fmt.Errorf("condition: %w", err)
	}
	c.raw = compact.String()
	if v := c.value(); v.Kind != light.Missing {
		c.raw = string(v.Append(nil))
	}
	return nil
}

// value is the condition as the light core reads it, missing where it cannot.
func (c Condition) value() light.Value {
	r := light.NewReader([]byte(c.String()))
	v := r.Value()
	if r.End() != nil {
		return light.Value{}
	}
	return v
}

// compile prepares the condition for the light core. What rests on a part that
// the core cannot understand is met by nobody, and neither is its opposite:
// without that part it would be met by more people than its author meant.
func (c Condition) compile() decision.Expr {
	e, _ := decision.ParseExpr(c.resolved())
	return e
}

// Met reports whether somebody meets the condition: of a profile, a JSON object
// as [Workforce.PageProfile] gives it, on a day, after what they did, the latest
// outcome by proposition ID. It returns an error where the profile is no JSON
// object. To ask many conditions of many people, see [NewMatcher].
func (c Condition) Met(profile []byte, on engagement.Date, history map[string]string) (bool, error) {
	facts, err := factsOf(profile, on, history)
	if err != nil {
		return false, err
	}
	e := c.compile()
	return e.Match(&facts), nil
}

func factsOf(profile []byte, on engagement.Date, history map[string]string) (decision.Facts, error) {
	r := light.NewReader(profile)
	v := r.Value()
	if err := r.End(); err != nil {
		return decision.Facts{}, fmt.Errorf("profile: %w", err)
	}
	if v.Kind != light.Object {
		return decision.Facts{}, fmt.Errorf("profile: expected an object, found %s", v.Append(nil))
	}
	day, _ := civil.Parse(string(on))
	return decision.Facts{Profile: v, Day: day, History: history}, nil
}
