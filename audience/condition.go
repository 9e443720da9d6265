package audience

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Condition is a question about traits in Mongo-style JSON:
//
//	{"unit": {"$in": ["sales", "care"]}, "tenureDays": {"$lt": 90}}
//
// Operators on a trait are $eq, $ne, $lt, $lte, $gt, $gte, $in, $nin, $all,
// $size, $exists and $not; groups are $and, $or, $nor and $not. A trait that
// is missing meets no comparison. The zero Condition is met by everyone.
type Condition struct {
	raw string // compact JSON as written
}

// ParseCondition reads a condition. It returns an error where the text is not
// a JSON object; [Condition.Check] tells everything else.
func ParseCondition(text string) (Condition, error) {
	var c Condition
	err := c.UnmarshalJSON([]byte(text))
	return c, err
}

// Is is met by people whose trait has the value: a string, number or flag.
func Is(trait string, value any) Condition { return operation(trait, "$eq", value) }

// In is met by people whose trait has one of the values.
func In(trait string, values ...string) Condition { return operation(trait, "$in", values) }

// Below is met by people whose trait is a number less than the limit.
func Below(trait string, limit float64) Condition { return operation(trait, "$lt", limit) }

// AtLeast is met by people whose trait is a number not less than the limit.
func AtLeast(trait string, limit float64) Condition { return operation(trait, "$gte", limit) }

// All is met by people who meet every condition.
func All(conditions ...Condition) Condition { return group("$and", conditions) }

// Any is met by people who meet at least one condition.
func Any(conditions ...Condition) Condition { return group("$or", conditions) }

// Not is met by people who do not meet the condition.
func Not(c Condition) Condition { return Condition{raw: `{"$not":` + c.String() + `}`} }

func operation(trait, operator string, argument any) Condition {
	name, _ := json.Marshal(trait)
	value, err := json.Marshal(argument)
	if err != nil {
		value = []byte("null")
	}
	return Condition{raw: `{` + string(name) + `:{"` + operator + `":` + string(value) + `}}`}
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

// UnmarshalJSON keeps any JSON object; Check tells whether it makes sense.
func (c *Condition) UnmarshalJSON(data []byte) error {
	var compact bytes.Buffer
	if err := json.Compact(&compact, data); err != nil {
		return fmt.Errorf("condition: %w", err)
	}
	if compact.Bytes()[0] != '{' {
		return fmt.Errorf("condition: expected an object, found %s", compact.String())
	}
	c.raw = compact.String()
	return nil
}

func (c Condition) value() light.Value {
	return light.NewReader([]byte(c.String())).Value()
}

// compile prepares the condition for the light core. Conditions that Check
// finds faulty match less than they say.
func (c Condition) compile() decision.Expr {
	e, _ := decision.ParseExpr(c.value())
	return e
}
