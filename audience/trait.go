package audience

import (
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
)

// Trait declares one attribute of people, so that conditions on it can be
// checked before anyone is reached or missed by a typing error.
type Trait struct {
	// Name of the trait as conditions and profiles write it.
	Name string `json:"name"`
	// Kind of its values.
	Kind TraitKind `json:"kind"`
	// Label of the trait for people.
	Label engagement.Text `json:"label"`
	// Unit of its values, which a condition's explanation, a profile and an imported table give with the number; none when empty. Only for numbers.
	Unit engagement.Unit `json:"unit,omitempty"`
	// Values that are allowed; any when empty. Only for texts and lists.
	Values []string `json:"values,omitempty"`
	// ValueLabels are what people read instead of a value, by value; a value without one is shown as it is.
	ValueLabels map[string]engagement.Text `json:"valueLabels,omitempty"`
	// Protected traits, such as age and gender, describe an audience in aggregate and never select a person's message.
	Protected bool `json:"protected,omitempty"`
	// Describes is what the trait tells of an audience in its profile; nothing when empty.
	Describes Aspect `json:"describes,omitempty"`
}

// TraitKind is the kind of a trait's values.
type TraitKind string

// The kinds of trait.
const (
	TextTrait   TraitKind = "text"
	NumberTrait TraitKind = "number"
	FlagTrait   TraitKind = "flag" // true or false
	DateTrait   TraitKind = "date" // a text such as 2027-01-11
	ListTrait   TraitKind = "list" // several texts
)

// TraitKinds lists all kinds of trait.
func TraitKinds() []TraitKind {
	return []TraitKind{TextTrait, NumberTrait, FlagTrait, DateTrait, ListTrait}
}

// Names of the traits that exist without being declared: Osmosi derives or
// reads them itself.
const (
	TraitLanguage   = "language"   // text: the person's language
	TraitManager    = "manager"    // flag: leads a team
	TraitTenureDays = "tenureDays" // number: days since hired
	TraitNeeds      = "needs"      // list: declared engagement.Need values
	TraitReasons    = "reasons"    // list: declared engagement.Reason values
	TraitFactors    = "factors"    // list: declared engagement.Factor values
	TraitStance     = "stance"     // text: a line manager's Stance
)

// Names of the traits that Osmosi fills in for whoever declares them, and for
// nobody else: they tell more of a person than most conditions need, and a
// profile stands in the page that the person reads.
const (
	TraitHired   = "hired"   // date: the day on which the person joined
	TraitLeaders = "leaders" // list: IDs of the person's managers by solid lines, from the line manager to the top
	TraitDotted  = "dotted"  // list: IDs of the person's managers by dotted lines, in the order given
)

// Traits returns the traits that exist without being declared.
func Traits() []Trait {
	return []Trait{
		{Name: TraitLanguage, Kind: TextTrait, Values: names(engagement.Languages()), Label: engagement.Text{It: "Lingua", Nl: "Taal", En: "Language"}},
		{Name: TraitManager, Kind: FlagTrait, Label: engagement.Text{It: "Guida un team", Nl: "Geeft leiding aan een team", En: "Leads a team"}},
		{Name: TraitTenureDays, Kind: NumberTrait, Unit: engagement.Days, Label: engagement.Text{It: "Tempo in azienda", Nl: "Tijd in dienst", En: "Time since joining"}},
		{Name: TraitNeeds, Kind: ListTrait, Values: names(engagement.Needs()), Label: engagement.Text{It: "Bisogni", Nl: "Behoeften", En: "Needs"}},
		{Name: TraitReasons, Kind: ListTrait, Values: names(engagement.Reasons()), Label: engagement.Text{It: "Ragioni per imparare", Nl: "Redenen om te leren", En: "Reasons to learn"}},
		{Name: TraitFactors, Kind: ListTrait, Values: names(engagement.Factors()), Label: engagement.Text{It: "Fattori che spingono a imparare", Nl: "Factoren die tot leren aanzetten", En: "What moves people to learn"}},
		{Name: TraitStance, Kind: TextTrait, Values: names(Stances()), Label: engagement.Text{It: "Che cosa ne pensa chi guida il team", Nl: "Wat de leidinggevende ervan vindt", En: "What the line manager thinks of it"}},
	}
}

func names[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

// Selectable lists, in order, the names of the traits that a condition may ask
// for: those that exist without being declared, and those declared that are not
// protected. What Osmosi derives is among them whatever a brief declares; of
// several declarations of one name the last counts.
func Selectable(declared []Trait) []string {
	open := make([]string, 0, len(declared)+7)
	open = append(open, TraitFactors, TraitLanguage, TraitManager, TraitNeeds, TraitReasons, TraitStance, TraitTenureDays)
	for i := range declared {
		t := &declared[i]
		if t.Name == TraitLanguage || t.Name == TraitManager || t.Name == TraitTenureDays {
			continue
		}
		at, has := slices.BinarySearch(open, t.Name)
		switch {
		case has && t.Protected:
			open = slices.Delete(open, at, at+1)
		case !has && !t.Protected:
			open = slices.Insert(open, at, t.Name)
		}
	}
	return open
}
