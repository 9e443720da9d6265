package decision

import "github.com/osmosi-learning/osmosi/internal/light"

// Traits that the engine itself reads from a profile.
const (
	TraitManager = "manager" // flag: leads a team
	TraitNeeds   = "needs"   // list: declared needs
	TraitReasons = "reasons" // list: declared reasons to learn
	TraitFactors = "factors" // list: declared factors that move the person
)

// Fit is how a touchpoint suits a person.
type Fit struct {
	Segment int      // the segment that matched, or Everyone
	Wording int      // the segment whose wording the person gets, or Everyone
	Motives [3]int32 // the declared need, reason and factor that it serves: places in its proposition's, from 1; 0 for none
	Manager bool     // speaks to the person as a line manager
}

// because appends the codes that explain a touchpoint and its fit, as far as
// they do not depend on when it comes.
func (p *Program) because(dst []string, touchpoint int, f *Fit) []string {
	codes := p.prepared()
	if f.Manager {
		dst = append(dst, "manager")
	}
	if f.Segment == Everyone {
		dst = append(dst, "everyone")
	} else {
		dst = append(dst, codes.segments[f.Segment])
	}
	for kind, n := range f.Motives {
		if n > 0 {
			dst = append(dst, codes.motives[p.Touchpoints[touchpoint].Proposition][kind][n-1])
		}
	}
	return append(dst, codes.own[touchpoint]...)
}

// Words is the ID of the segment whose wording the person gets; empty for the
// general one.
func (f Fit) Words(p *Program) string {
	if f.Wording == Everyone {
		return ""
	}
	return p.Segments[f.Wording].ID
}

// audience is a profile seen by one program: which segments it is in.
type audience struct {
	profile  light.Value
	manager  bool
	in       []bool
	declared [3][]light.Value // needs, reasons and factors
}

func (p *Program) audience(f *Facts) audience {
	a := audience{profile: f.Profile, in: make([]bool, len(p.Segments))}
	m := f.Profile.Member(TraitManager)
	a.manager = m.Kind == light.Flag && m.Flag
	for i := range p.Segments {
		a.in[i] = p.Segments[i].When.Match(f)
	}
	for kind, trait := range [...]string{TraitNeeds, TraitReasons, TraitFactors} {
		a.declared[kind] = declared(&f.Profile, trait)
	}
	return a
}

// fit tells whether a touchpoint is for the person, and how it suits. Both
// the touchpoint's segment and its proposition's must match; the narrower,
// which is the one named, explains.
func (p *Program) fit(t *Touchpoint, a *audience) (Fit, bool) {
	q := &p.Propositions[t.Proposition]
	f := Fit{Segment: q.Segment, Manager: q.Managers, Wording: Everyone}
	if (t.Managers || q.Managers) && !a.manager {
		return f, false
	}
	if t.Segment != Everyone {
		if !a.in[t.Segment] {
			return f, false
		}
		f.Segment = t.Segment
	}
	if q.Segment != Everyone && !a.in[q.Segment] {
		return f, false
	}
	for _, s := range q.Wordings {
		if a.in[s] {
			f.Wording = s
			break
		}
	}
	f.Motives = [3]int32{shared(q.Needs, a.declared[0]), shared(q.Reasons, a.declared[1]), shared(q.Factors, a.declared[2])}
	return f, true
}

// declared are the elements of a trait that is a list.
func declared(profile *light.Value, trait string) []light.Value {
	if v := member(profile, trait); v != nil && v.Kind == light.List {
		return v.List
	}
	return nil
}

// shared is the place of the first of ours that is declared, from 1; 0 where none is.
func shared(ours []string, declared []light.Value) int32 {
	for i := range ours {
		for k := range declared {
			if d := &declared[k]; d.Kind == light.Text && d.Text == ours[i] {
				return int32(i + 1)
			}
		}
	}
	return 0
}
