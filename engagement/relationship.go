package engagement

import "github.com/osmosi-learning/osmosi/internal/relation"

// Relationship is what a campaign learnt from what people did with its
// messages: which proposition, channel and moment works for whom. It holds
// features and no people, and personalises what comes next. A plan makes it. It
// is not for several goroutines at once where one of them learns. Source: seed
// 001, the learning relationship.
type Relationship struct {
	model *relation.Model
}

// RelationshipOf wraps a model of the light core.
func RelationshipOf(m *relation.Model) *Relationship { return &Relationship{m} }

// Model is the light core's.
func (r *Relationship) Model() *relation.Model { return r.model }

// People is how many people taught it.
func (r *Relationship) People() int { return r.model.People() }

// Merge adds what another relationship of the same campaign learnt from other
// people. The order does not matter. It is for states that each learnt from many.
func (r *Relationship) Merge(o *Relationship) { r.model.Merge(o.model) }

// Forget takes out what one person taught, for good: what is left is to the byte
// what all others taught. It is for once: a second time is refused only where it
// would take out more than there is. It returns an error, and changes nothing,
// where the person's responses are not in there.
func (r *Relationship) Forget(own *Responses) error {
	return r.model.Forget(own.taught.On(r.model.Layout()))
}

// Shared is what of it may go to pages: nothing that fewer than five people
// taught.
func (r *Relationship) Shared() *Relationship { return &Relationship{r.model.Shared()} }

// AppendBinary appends the relationship in its compact form.
func (r *Relationship) AppendBinary(dst []byte) ([]byte, error) { return r.model.Append(dst), nil }

// MarshalBinary returns the relationship in its compact form.
func (r *Relationship) MarshalBinary() ([]byte, error) { return r.model.Append(nil), nil }

// UnmarshalBinary reads the compact form. Where the relationship belongs to a
// plan already, what was learnt of things that the plan still has is kept.
func (r *Relationship) UnmarshalBinary(data []byte) error {
	m, err := relation.Decode(data, nil)
	if err != nil {
		return err
	}
	if r.model != nil {
		m = m.On(r.model.Layout())
	}
	r.model = m
	return nil
}

// Responses are what one person taught a relationship. They stay with the
// person or the host that acts for them: to be read, carried away and taken out
// again. The zero Responses are those of somebody who taught nothing yet.
// Source: seed 001; GDPR, articles 15, 17 and 20.
type Responses struct {
	taught relation.Contribution
}

// Taught is the light core's part.
func (r *Responses) Taught() *relation.Contribution { return &r.taught }

// Times is how many messages they responded to, or left.
func (r *Responses) Times() int { return r.taught.Times() }

// AppendBinary appends the responses in their compact form.
func (r *Responses) AppendBinary(dst []byte) ([]byte, error) { return r.taught.Append(dst), nil }

// MarshalBinary returns the responses in their compact form.
func (r *Responses) MarshalBinary() ([]byte, error) { return r.taught.Append(nil), nil }

// UnmarshalBinary reads the compact form.
func (r *Responses) UnmarshalBinary(data []byte) error {
	own, err := relation.DecodeContribution(data, nil)
	if err != nil {
		return err
	}
	r.taught = *own
	return nil
}

// Chance is the randomness of one choice: the same chance gives the same choice,
// everywhere. A host keeps one seed a person and counts on.
type Chance = relation.Draw
