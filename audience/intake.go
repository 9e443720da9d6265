package audience

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// Intake counts what comes of an import, while it runs and after. The zero
// Intake is ready for use; read into again, it goes on counting, so that the
// pages or files of one import add up.
type Intake struct {
	// Progress is called after each entry, on the goroutine that reads; it may read the intake but must not keep it. None is called when nil.
	Progress func(*Intake) `json:"-"`
	// Read is how many entries have been read: rows of a table, users, members.
	Read int `json:"read"`
	// Kept is how many of them gave a person.
	Kept int `json:"kept"`
	// LeftOut is how many of them did not.
	LeftOut int `json:"leftOut"`
	// Bytes is how many have been taken from the source, which is ahead of the entries by as much as waits to be read.
	Bytes int64 `json:"bytes"`
	// Reasons is how many entries were left out why: by the code of a finding, or by ReasonInactive or ReasonDeleted. An entry with several reasons counts once under each.
	Reasons map[string]int `json:"reasons,omitempty"`
}

// Reasons for which entries are left out although nothing is wrong with them.
const (
	ReasonInactive = "inactive" // the source says that the person is not active
	ReasonDeleted  = "deleted"  // the source says that the person has been deleted
)

// Summary says in a language how many entries were read, kept and left out, and
// for which reasons: one line, and one more for each reason, the commonest
// first.
func (in *Intake) Summary(l engagement.Language) string {
	say := func(key string, args ...any) string { return catalogue.Text(string(l), key, args...) }
	var b strings.Builder
	b.WriteString(say("intake.summary", say("intake.read", in.Read), say("intake.kept", in.Kept), say("intake.leftOut", in.LeftOut)))
	sum := 0
	for _, reason := range slices.SortedFunc(maps.Keys(in.Reasons), func(a, b string) int {
		return cmp.Or(cmp.Compare(in.Reasons[b], in.Reasons[a]), cmp.Compare(a, b))
	}) {
		why := reason
		if key := "reason." + reason; catalogue.Has(string(l), key) {
			why = say(key)
		}
		b.WriteString("\n- " + say("intake.reason", in.Reasons[reason], why))
		sum += in.Reasons[reason]
	}
	if sum > in.LeftOut {
		b.WriteString("\n" + say("intake.several"))
	}
	return b.String()
}
