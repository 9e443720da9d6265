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

// Condition is a question about traits in Mongo-style JSON:
//
//	{"unit": {"$in": ["sales", "care"]}, "tenureDays": {"$lt": 90}}
//
// Operators on a trait are $eq, $ne, $lt, $lte, $gt, $gte, $in, $nin, $all,
// $size, $exists and $not; groups are $and, $or, $nor and $not. A trait that
// is missing meets no comparison but $ne and $nin. The zero Condition is met by everyone.
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

// Is is met by people whose trait has the value.
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

// Below is met by people whose trait is a number less than the limit.
func Below(trait string, limit float64) Condition { return operation(trait, "$lt", limit) }

// AtLeast is met by people whose trait is a number not less than the limit.
func AtLeast(trait string, limit float64) Condition { return operation(trait, "$gte", limit) }

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
