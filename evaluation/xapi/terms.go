package xapi

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math/bits"
	"net/url"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Terms are what a host's people and touchpoints are called in statements.
type Terms struct {
	// Home is the home page of the accounts that statements are written of, an IRI.
	Home string
	// Base is the IRI that those of campaigns begin with; it ends in a slash.
	Base string
	// Key is the secret that pseudonyms are made with, 16 bytes or more. With another key nobody is known again.
	Key []byte
	// Platform is the name of the system in which people meet touchpoints; none is told where it is empty.
	Platform string
	// Platforms are the home pages of other systems, whose accounts have persons' IDs for names.
	Platforms []string
	// Activities are those of other systems that stand for a touchpoint: its ID by their IRI.
	Activities map[string]string
}

// pseudonym is what an account has for a name, in hexadecimal digits.
type pseudonym [16]byte

// Exchange writes and reads the statements of one campaign. It does not change,
// and several goroutines may use it. It takes about 30 bytes a person.
type Exchange struct {
	terms       Terms
	plan        *campaign.Plan
	workforce   *audience.Workforce
	index       *evaluation.Index
	prefix      string                // of the campaign's activities
	touchpoints []campaign.Touchpoint // with the gaps in their texts filled as for anybody
	activities  map[string]int        // touchpoint by IRI
	pseudonyms  []pseudonym           // by person
	people      []uint32              // by the first bits of a pseudonym: a person, counted from 1, or where to look on
	verbs       map[string]evaluation.Deeds
}

// New prepares an exchange of a plan for the people it was made for. It fails
// where terms cannot be used, with findings at places such as "/key".
func New(p *campaign.Plan, w *audience.Workforce, terms Terms) (*Exchange, error) {
	var found engagement.Findings
	for at, iri := range map[string]string{"/home": terms.Home, "/base": terms.Base} {
		if !isIRI(iri) || at == "/base" && !strings.HasSuffix(iri, "/") {
			found = append(found, rule.Error(notAnIRI, at, rule.Detail{Found: clip(iri)}))
		}
	}
	if len(terms.Key) < 16 {
		found = append(found, rule.Error(shortKey, "/key", rule.Detail{Expected: "16"}))
	}
	x := &Exchange{
		terms: terms, plan: p, workforce: w, index: evaluation.NewIndex(p.General(), w),
		prefix:     terms.Base + "campaigns/" + url.PathEscape(p.Brief.ID) + "/",
		activities: map[string]int{},
		pseudonyms: make([]pseudonym, 0, w.Len()), people: make([]uint32, 1<<bits.Len(uint(2*w.Len()))),
		verbs: map[string]evaluation.Deeds{},
	}
	for _, n := range x.index.Touchpoints(func(t *campaign.Touchpoint) bool { x.touchpoints = append(x.touchpoints, *t); return true }) {
		x.activities[x.touchpoint(x.touchpoints[n].ID)] = n
	}
	for iri, id := range terms.Activities {
		n, known := x.index.Touchpoint(id)
		if !known || !isIRI(iri) {
			found = append(found, rule.Error(notATouchpoint, "/activities/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(iri), rule.Detail{Found: clip(id)}))
			continue
		}
		x.activities[iri] = n
	}
	if found != nil {
		slices.SortFunc(found, func(a, b engagement.Finding) int { return strings.Compare(a.Path, b.Path) })
		return nil, found.Err()
	}
	for person := range w.People() {
		name := x.pseudonym(person.ID)
		x.pseudonyms = append(x.pseudonyms, name)
		*x.place(&name) = uint32(len(x.pseudonyms))
	}
	for iri, verb := range read {
		x.verbs[iri] = evaluation.DeedsOf(verb)
	}
	return x, nil
}

// Index is what the exchange looks people and touchpoints up in.
func (x *Exchange) Index() *evaluation.Index { return x.index }

// touchpoint is the IRI of a touchpoint.
func (x *Exchange) touchpoint(id string) string {
	return x.prefix + "touchpoints/" + url.PathEscape(id)
}

// proposition is the IRI of a proposition.
func (x *Exchange) proposition(id string) string {
	return x.prefix + "propositions/" + url.PathEscape(id)
}

// place is where the number of a pseudonym stands, counted from 1, or where it
// may be put. Half of the places are free, and pseudonyms are random by
// themselves.
func (x *Exchange) place(name *pseudonym) *uint32 {
	i := binary.LittleEndian.Uint64(name[:])
	for {
		at := &x.people[i&uint64(len(x.people)-1)]
		if *at == 0 || x.pseudonyms[*at-1] == *name {
			return at
		}
		i++
	}
}

// first is the place that is looked at first.
func (x *Exchange) first(name *pseudonym) *uint32 {
	return &x.people[binary.LittleEndian.Uint64(name[:])&uint64(len(x.people)-1)]
}

func (x *Exchange) pseudonym(person string) (name pseudonym) {
	h := hmac.New(sha256.New, x.terms.Key)
	h.Write([]byte(person))
	copy(name[:], h.Sum(nil))
	return name
}

// uuid is the UUID, version 5, of a name: always the same one.
func (x *Exchange) uuid(kind, name string) string {
	h := sha1.New()
	h.Write([]byte("\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8")) // the namespace of URLs, RFC 9562
	h.Write([]byte(x.prefix + kind + "/" + name))
	b := h.Sum(nil)[:16]
	b[6], b[8] = b[6]&15|5<<4, b[8]&63|128
	d := hex.EncodeToString(b)
	return d[:8] + "-" + d[8:12] + "-" + d[12:16] + "-" + d[16:20] + "-" + d[20:]
}

// Verbs and what else is known by its IRI.
const (
	experienced = "http://adlnet.gov/expapi/verbs/experienced"
	skipped     = "http://id.tincanapi.com/verb/skipped"
	initialized = "http://adlnet.gov/expapi/verbs/initialized"
	completed   = "http://adlnet.gov/expapi/verbs/completed"
	shared      = "http://adlnet.gov/expapi/verbs/shared"
	answered    = "http://adlnet.gov/expapi/verbs/answered"
	voided      = "http://adlnet.gov/expapi/verbs/voided"

	media       = "http://adlnet.gov/expapi/activities/media"
	meeting     = "http://adlnet.gov/expapi/activities/meeting"
	interaction = "http://adlnet.gov/expapi/activities/cmi.interaction"
	survey      = "http://id.tincanapi.com/activitytype/survey"
)

// written is the verb that each of ours becomes.
var written = map[evaluation.Verb]string{
	evaluation.Shown: experienced, evaluation.Dismissed: skipped, evaluation.Started: initialized,
	evaluation.Completed: completed, evaluation.Shared: shared,
}

// read is which of ours a verb is.
var read = map[string]evaluation.Verb{
	experienced: evaluation.Shown, skipped: evaluation.Dismissed, initialized: evaluation.Started,
	completed: evaluation.Completed, shared: evaluation.Shared,
	"http://adlnet.gov/expapi/verbs/attempted":  evaluation.Started,
	"http://adlnet.gov/expapi/verbs/progressed": evaluation.Started,
	"http://adlnet.gov/expapi/verbs/failed":     evaluation.Started,
	"http://adlnet.gov/expapi/verbs/passed":     evaluation.Completed,
	"http://adlnet.gov/expapi/verbs/mastered":   evaluation.Completed,
	"https://w3id.org/xapi/adl/verbs/satisfied": evaluation.Completed,
}

// typeOf is the activity type of a touchpoint.
func typeOf(k campaign.Kind) string {
	switch k {
	case campaign.KickOff, campaign.LearningMoment, campaign.CoCreation, campaign.ManagerBriefing:
		return meeting
	case campaign.Evaluation:
		return survey
	}
	return media
}
