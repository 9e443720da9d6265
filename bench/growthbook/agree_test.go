package growthbook_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	growthbook "github.com/growthbook/growthbook-golang"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
)

// Where both may differ, and conditions made here keep clear of:
//
//   - A trait whose whole name has dots wins over the path here, since traits
//     are declared by name.
//   - An operator on a list that is given none ($in, $ini, …), a $type that is
//     no text or a pattern that does not compile leave the answer open here, so
//     that nobody meets the condition nor its opposite; GrowthBook lets
//     everybody meet the opposite.
//   - Where a part of a condition makes no sense (an $and that is no list),
//     GrowthBook ends there; here the other parts of an $or still count.
//   - GrowthBook knows $savedGroup; Osmosi takes groups by [audience.Condition.WithGroups] only.

// maker makes conditions and attributes at random.
type maker struct{ *rand.Rand }

func (m maker) pick(of ...any) any { return of[m.IntN(len(of))] }

func (m maker) scalar() any {
	return m.pick("a", "A", "b", "ß", "ẞ", "\uff21", "😀", "1", "5", "1.2.3", "v1.2.3-rc.1", "10.0", "", 0.0, 1.0, 5.0, 1.5, -3.0, true, false, nil)
}

func (m maker) value() any {
	switch m.IntN(6) {
	case 0:
		return m.list()
	case 1:
		return map[string]any{"a": m.scalar(), "b": m.scalar()}
	}
	return m.scalar()
}

func (m maker) list() []any {
	list := make([]any, m.IntN(4))
	for i := range list {
		switch list[i] = m.scalar(); m.IntN(8) {
		case 0:
			list[i] = map[string]any{"a": m.scalar()}
		case 1:
			list[i] = []any{m.scalar()}
		}
	}
	return list
}

func (m maker) operators(deep int) map[string]any {
	c := map[string]any{}
	for range m.IntN(3) {
		switch m.IntN(10) {
		case 0:
			c[m.pick("$eq", "$ne").(string)] = m.value()
		case 1, 2:
			c[m.pick("$lt", "$lte", "$gt", "$gte").(string)] = m.scalar()
		case 3:
			c[m.pick("$in", "$nin", "$ini", "$nini").(string)] = m.list()
		case 4:
			c[m.pick("$veq", "$vne", "$vlt", "$vlte", "$vgt", "$vgte").(string)] = m.pick("1.2.3", "1.2", "v2", "", "1.2.3-rc.2+x", "10.0.0", 2.0, "a", "1.2.3-", true, nil)
		case 5:
			c["$exists"] = m.IntN(2) == 0
		case 6:
			c["$type"] = m.pick("string", "number", "boolean", "array", "object", "null", "undefined")
		case 7:
			c[m.pick("$regex", "$regexi").(string)] = m.pick("^a", "A|b$", "[0-9]+\\.", "", "\\bß?", ".")
		case 8:
			if deep > 0 {
				c["$not"] = m.operand(deep - 1)
				c["$size"] = m.pick(0.0, 1.0, 2.0, map[string]any{"$gt": 1.0}, "1")
			}
		case 9:
			if deep > 0 {
				switch m.IntN(3) {
				case 0:
					c["$elemMatch"] = m.pick(m.operators(deep-1), m.condition(deep-1))
				case 1:
					c[m.pick("$all", "$alli").(string)] = []any{m.scalar(), m.pick(m.scalar(), m.operators(deep-1))}
				default:
					c[m.pick("$regx", "$or").(string)] = m.pick("a", []any{m.condition(0)})
				}
			}
		}
	}
	return c
}

func (m maker) operand(deep int) any {
	if m.IntN(3) == 0 {
		return m.value()
	}
	return m.operators(deep)
}

func (m maker) condition(deep int) map[string]any {
	c := map[string]any{}
	for range 1 + m.IntN(2) {
		if deep > 0 && m.IntN(3) == 0 {
			kids := make([]any, m.IntN(4))
			for i := range kids {
				kids[i] = m.condition(deep - 1)
			}
			c[m.pick("$and", "$or", "$nor").(string)] = kids
		} else if deep > 0 && m.IntN(4) == 0 {
			c["$not"] = m.condition(deep - 1)
		} else {
			c[m.pick("x", "y", "z", "x.a", "x.0", "y.length", "x.0.a", "none").(string)] = m.operand(deep)
		}
	}
	return c
}

func (m maker) attributes() map[string]any {
	a := map[string]any{}
	for _, name := range []string{"x", "y", "z"} {
		if m.IntN(6) > 0 {
			a[name] = m.value()
		}
	}
	return a
}

// agree holds one answer against GrowthBook's own, given through a feature
// that the condition turns on.
func agree(t *testing.T, seed uint64) bool {
	t.Helper()
	m := maker{rand.New(rand.NewPCG(seed, 7))}
	condition, err := json.Marshal(m.condition(3))
	require.NoError(t, err)
	attributes := m.attributes()
	features, err := json.Marshal(map[string]any{"f": map[string]any{"defaultValue": false, "rules": []any{map[string]any{"condition": json.RawMessage(condition), "force": true}}}})
	require.NoError(t, err)
	client, err := growthbook.NewClient(t.Context(), growthbook.WithJsonFeatures(string(features)), growthbook.WithAttributes(attributes))
	require.NoError(t, err)
	want := client.EvalFeature(t.Context(), "f").On

	c, err := audience.ParseCondition(string(condition))
	require.NoError(t, err)
	profile, err := json.Marshal(attributes)
	require.NoError(t, err)
	got, err := c.Met(profile, "2027-01-11", nil)
	require.NoError(t, err)
	require.Equal(t, want, got, "%s of %s", condition, profile)
	return got
}

func TestConditionsMadeAtRandomAreMetAsInGrowthBook(t *testing.T) {
	met := 0
	const conditions = 5_000
	for seed := range uint64(conditions) {
		if agree(t, seed) {
			met++
		}
	}
	require.Greater(t, met, conditions/10)
	require.Less(t, met, conditions*9/10)
}

func FuzzAgree(f *testing.F) {
	f.Add(uint64(1 << 40))
	f.Fuzz(func(t *testing.T, seed uint64) { agree(t, seed) })
}
