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
	Segment int    // the segment that matched, or Everyone
	Manager bool   // speaks to the person as a line manager
	Need    string // the declared need it serves, if any
	Reason  string // the declared reason it serves, if any
	Factor  string // the declared factor it serves, if any
	Wording int    // the segment whose wording the person gets, or Everyone
}

// Why appends the codes that explain the fit.
func (f Fit) Why(p *Program, dst []string) []string {
	if f.Manager {
		dst = append(dst, "manager")
	}
	if f.Segment == Everyone {
		dst = append(dst, "everyone")
	} else {
		dst = append(dst, "segment:"+p.Segments[f.Segment].ID)
	}
	for _, part := range [...]struct{ kind, id string }{{"need:", f.Need}, {"reason:", f.Reason}, {"factor:", f.Factor}} {
		if part.id != "" {
			dst = append(dst, part.kind+part.id)
		}
	}
	return dst
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
	profile light.Value
	manager bool
	in      []bool
}

func (p *Program) audience(f *Facts) audience {
	a := audience{profile: f.Profile, in: make([]bool, len(p.Segments))}
	m := f.Profile.Member(TraitManager)
	a.manager = m.Kind == light.Flag && m.Flag
	for i := range p.Segments {
		a.in[i] = p.Segments[i].When.Match(f)
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
	f.Need = shared(q.Needs, a.profile.Member(TraitNeeds))
	f.Reason = shared(q.Reasons, a.profile.Member(TraitReasons))
	f.Factor = shared(q.Factors, a.profile.Member(TraitFactors))
	return f, true
}

// shared returns the first of ours that the profile declares.
func shared(ours []string, declared light.Value) string {
	if declared.Kind != light.List {
		return ""
	}
	for _, one := range ours {
		for _, d := range declared.List {
			if d.Kind == light.Text && d.Text == one {
				return one
			}
		}
	}
	return ""
}
