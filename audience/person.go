package audience

import (
	"iter"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Person is one employee, as HR knows them.
type Person struct {
	// ID is the host's own identifier, stable and unique.
	ID string
	// GivenName and FamilyName are for messages, never for conditions.
	GivenName, FamilyName string
	// Email address, where the person has one.
	Email string
	// Language in which the person is addressed.
	Language engagement.Language
	// TimeZone is an IANA name such as Europe/Rome; UTC when empty.
	TimeZone string
	// WorkDays on which the person works; Monday to Friday when empty.
	WorkDays WorkDays
	// WorkHours in which the person works, where they are known. The days on which they begin are the person's working days then, whatever WorkDays says.
	WorkHours WorkHours
	// Manager is the ID of the person's line manager, empty at the top.
	Manager string
	// DottedManagers are the IDs of those to whom the person answers besides the line manager, as in a matrix organisation: whoever leads a project or a craft. Most people have none.
	//
	// A dotted line is a voice and not a boss. Who releases the time and says what matters is the line manager, so a dotted line changes neither who is briefed first nor what an initiative is worth to the person, and whoever has reports by dotted lines alone leads no team. But both hear each other: ambassadors are chosen on dotted lines as on solid ones, and a condition may ask for them; see [TraitDotted]. As nothing rolls down them, they may run in circles: two people can each lead a project of the other.
	DottedManagers []string
	// Hired is the day on which the person joined, empty when unknown.
	Hired engagement.Date
	// Traits are all other attributes by name. Values are string, float64,
	// int, bool, []string and engagement.Date.
	Traits map[string]any
}

// Profile returns the person's traits as compact JSON, an object with sorted
// names: what a condition sees, and what an intranet page gives the widget. It
// holds no more than conditions may ask for: the declared traits that are not
// protected, the person's own needs, reasons and factors, and what Osmosi
// derives, which Traits cannot override: language, manager (whether the person
// leads a team) and tenureDays on the given day; where the brief declares it,
// also the day on which they were hired. A stance counts only for who leads a
// team. Who leads the person is not in it: see [Workforce.PageProfile].
func (p *Person) Profile(leads bool, on engagement.Date, declared []Trait) []byte {
	nobody := func(func(string) bool) {}
	v := p.profile(leads, nobody, nobody, on, Selectable(declared))
	return v.Append(nil)
}

func (p *Person) profile(leads bool, leaders, dotted iter.Seq[string], on engagement.Date, selectable []string) light.Value {
	v := light.Value{Kind: light.Object, Names: make([]string, 0, len(selectable)), List: make([]light.Value, 0, len(selectable))}
	add := func(name string, value light.Value) {
		if value.Kind != light.Missing {
			v.Names, v.List = append(v.Names, name), append(v.List, value)
		}
	}
	for _, name := range selectable {
		switch name {
		case TraitManager:
			add(name, light.FlagOf(leads))
		case TraitLanguage:
			if p.Language != "" {
				add(name, light.TextOf(string(p.Language)))
			}
		case TraitTenureDays:
			if days, ok := p.Hired.DaysUntil(on); ok {
				add(name, light.NumberOf(float64(days)))
			}
		case TraitHired:
			if p.Hired.Valid() {
				add(name, light.TextOf(string(p.Hired)))
			}
		case TraitLeaders:
			add(name, lightValue(slices.Collect(leaders)))
		case TraitDotted:
			add(name, lightValue(slices.Collect(dotted)))
		case TraitStance:
			if leads {
				add(name, lightValue(p.Traits[name]))
			}
		default:
			add(name, lightValue(p.Traits[name]))
		}
	}
	return v
}

// lightValue converts a trait's value. One of a kind that no trait has, or that
// JSON cannot write, is missing: the engine in the browser must see the same.
func lightValue(value any) light.Value {
	switch v := value.(type) {
	case string:
		return light.TextOf(v)
	case engagement.Date:
		return light.TextOf(string(v))
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return light.Value{}
		}
		return light.NumberOf(v)
	case int:
		return light.NumberOf(float64(v))
	case bool:
		return light.FlagOf(v)
	case []string:
		list := light.Value{Kind: light.List, List: make([]light.Value, 0, len(v))}
		for _, s := range v {
			list.List = append(list.List, light.TextOf(s))
		}
		return list
	}
	return light.Value{}
}
