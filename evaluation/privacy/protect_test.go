package privacy

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

// sets is how many sets of releases are attacked, in eight shards.
const sets = 10_000

func TestNobodyCanTellASmallGroupOfWhatIsPublished(t *testing.T) {
	for shard := range 8 {
		t.Run(strconv.Itoa(shard), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(2027, uint64(shard)))
			tried, shown, waves, trials := 0, 0, 0, 0
			sets := sets
			if testing.Short() {
				sets /= 20
			}
			for range sets / 8 {
				tw := newTown(r)
				var out []Release
				for d := range tw.dates {
					p, err := Protect(tw.release(d), out...)
					require.NoError(t, err)
					for _, c := range p.Counts {
						if c.People != nil {
							shown++
						}
					}
					out = append(out, p)
					if tw.trial {
						p, err := Protect(tw.result(d), out...)
						require.NoError(t, err)
						if p = tw.wholly(p); p.Counts[0].People != nil {
							trials++
						}
						out = append(out, p)
					}
				}
				if len(tw.dates) > 1 {
					waves++
				}
				require.Empty(t, Audit(out...), "%+v", tw)
				a := newAdversary(tw, out)
				broken, of := a.breaks(t, a.truths(tw, len(tw.dates)), out[0].Least())
				require.Zero(t, broken, "%+v", tw)
				tried += of
			}
			require.Greater(t, tried, sets/8, "an attack on nothing proves nothing")
			require.Greater(t, shown, sets/8, "who shows nothing keeps every secret")
			require.Greater(t, waves, sets/8/4)
			require.Greater(t, trials, sets/8/40, "experiments are shown beside the rest")
		})
	}
}

// Who keeps back small numbers only, or protects each date or each experiment for
// itself, is broken: the shares are those that README and doc speak of.
func TestCarelessReleasesAreBroken(t *testing.T) {
	r := rand.New(rand.NewPCG(2027, 99))
	var small, broken, audited, several, alone, aloneAudited, trials, lonely int
	for range 400 {
		tw := newTown(r)
		var naive, apart, beside []Release // beside: all but the experiment
		for d := range tw.dates {
			next := tw.release(d)
			naive = append(naive, primaryOnly(next))
			p, err := Protect(next)
			require.NoError(t, err)
			apart = append(apart, p)
			if tw.trial {
				p, err := Protect(next, beside...)
				require.NoError(t, err)
				beside = append(beside, p)
			}
		}
		if tw.trial {
			p, err := Protect(tw.result(0))
			require.NoError(t, err)
			trials++
			a := newAdversary(tw, append(beside, tw.wholly(p)))
			if b, _ := a.breaks(t, a.truths(tw, len(tw.dates)), p.Least()); b > 0 {
				lonely++
				require.NotEmpty(t, Audit(append(beside, tw.wholly(p))...))
			}
		}
		a := newAdversary(tw, naive)
		b, of := a.breaks(t, a.truths(tw, len(naive)), naive[0].Least())
		if of > 0 {
			small++
			found := Audit(naive...)
			if b > 0 {
				broken++
				require.NotEmpty(t, found, "whatever the linear program breaks the audit finds")
			}
			if len(found) > 0 {
				audited++
			}
		}
		if len(apart) > 1 {
			several++
			a := newAdversary(tw, apart)
			if b, _ := a.breaks(t, a.truths(tw, len(apart)), apart[0].Least()); b > 0 {
				alone++
				require.NotEmpty(t, Audit(apart...))
			}
			if len(Audit(apart...)) > 0 {
				aloneAudited++
			}
		}
	}
	t.Logf("small numbers only: %d of %d broken, %d audited; dates for themselves: %d of %d broken, %d audited; experiments for themselves: %d of %d broken",
		broken, small, audited, alone, several, aloneAudited, lonely, trials)
	require.Greater(t, broken, small/2)
	require.Greater(t, alone, several/10)
	require.Greater(t, lonely, trials/10)
}

func TestTheSameTablesGiveTheSameRelease(t *testing.T) {
	r := rand.New(rand.NewPCG(2027, 5))
	for range 50 {
		tw := newTown(r)
		one, err := Protect(tw.release(0))
		require.NoError(t, err)
		two, err := Protect(tw.release(0))
		require.NoError(t, err)
		require.Equal(t, one, two)
	}
}

// company is a release as large as a report of a large company: three phases,
// 30 segments, five stages, six dimensions.
func company(people int) []Release {
	r := rand.New(rand.NewPCG(2027, 7))
	var out []Release
	for range 3 {
		t := &town{dates: []engagement.Date{"2027-02-01"}, stages: []Level{{ID: "audience"}, {ID: "reached", Within: "audience"}, {ID: "started", Within: "reached"}, {ID: "completed", Within: "started"}, {ID: "shared", Within: "reached"}}}
		for d := range 6 {
			dim := Dimension{ID: fmt.Sprint("d", d)}
			for v := range 30 {
				dim.Values = append(dim.Values, fmt.Sprint("v", v))
			}
			t.dims = append(t.dims, dim)
		}
		for range people {
			c := citizen{}
			for range t.dims {
				c.of = append(c.of, min(r.IntN(30), r.IntN(30)))
			}
			at, keen := 0, r.Float64()
			for s := range t.stages {
				if s > 0 && r.Float64() > keen {
					at = 1
				}
				c.came = append(c.came, at)
			}
			c.came[4] = max(c.came[1], c.came[4])
			t.people = append(t.people, c)
		}
		out = append(out, t.release(0))
	}
	return out
}

func TestAReportOfALargeCompanyIsProtectedWhilePeopleWait(t *testing.T) {
	phases := company(2000)
	fastest := time.Hour
	for range 5 {
		start := time.Now()
		for _, phase := range phases {
			p, err := Protect(phase)
			require.NoError(t, err)
			shown := 0
			for _, c := range p.Counts {
				if c.People != nil {
					shown++
				}
			}
			require.Greater(t, shown, len(p.Counts)/2)
		}
		fastest = min(fastest, time.Since(start))
	}
	t.Log(fastest)
	require.Less(t, fastest, time.Second, "the aim is 50 ms on a machine of one's own; ten times that is a fault")
}
