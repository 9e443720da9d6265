package privacy

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/schema"
)

// shops is a table of one stage by shop, and its total.
func shops(people ...int) Release {
	r := Release{Osmosi: ReleaseVersion, Stages: []Level{{ID: "completed"}}, Dimensions: []Dimension{{ID: "shop", Values: []string{"north", "south", "east", "west"}[:len(people)]}}}
	total := 0
	for i, n := range people {
		total += n
		r.Counts = append(r.Counts, Count{Stage: "completed", Of: []Category{{"shop", r.Dimensions[0].Values[i]}}, People: &n})
	}
	r.Counts = append(r.Counts, Count{Stage: "completed", People: &total})
	return r
}

// shown are the numbers of a release; -1 where kept back.
func shown(r Release) []int {
	var list []int
	for _, c := range r.Counts {
		if c.People == nil {
			list = append(list, -1)
		} else {
			list = append(list, *c.People)
		}
	}
	return list
}

func TestWhatIsKeptBack(t *testing.T) {
	for name, c := range map[string]struct{ people, want []int }{
		"all are large":                      {[]int{40, 12, 20}, []int{40, 12, 20, 72}},
		"a small one takes the next with it": {[]int{40, 3, 12}, []int{40, -1, -1, 55}},
		"two small ones cover each other":    {[]int{40, 3, 4}, []int{40, -1, -1, 47}},
		"two that are four take another":     {[]int{40, 2, 2, 9}, []int{40, -1, -1, -1, 53}},
		"empty ones are shown":               {[]int{40, 0, 12}, []int{40, 0, 12, 52}},
		"a small one alone takes the total":  {[]int{3, 0, 0}, []int{-1, 0, 0, -1}},
	} {
		p, err := Protect(shops(c.people...))
		require.NoError(t, err, name)
		require.Equal(t, c.want, shown(p), name)
		require.Empty(t, Audit(p), name)
	}
}

func TestTheSmallestGroupIsSetAndHasAFloor(t *testing.T) {
	r := shops(40, 4, 12)
	r.SmallestGroup = 3
	p, err := Protect(r)
	require.NoError(t, err)
	require.Equal(t, []int{40, 4, 12, 56}, shown(p))
	r.SmallestGroup = 13
	p, err = Protect(r)
	require.NoError(t, err)
	require.Equal(t, []int{40, -1, -1, 56}, shown(p))
	r.SmallestGroup = 2
	_, err = Protect(r)
	var found *engagement.Finding
	require.ErrorAs(t, err, &found)
	require.Equal(t, "OSM-PRIVACY-010", found.Code)
	require.Equal(t, "Set 3 at least, or leave it empty for 5.", found.Do.En)
}

func TestTheAuditNamesWhatLeaks(t *testing.T) {
	hide := func(r Release, at ...int) Release {
		for _, i := range at {
			r.Counts[i].People = nil
		}
		return r
	}
	for name, c := range map[string]struct {
		published  Release
		code, path string
		found      string
	}{
		"a small number stands there": {shops(40, 3, 12), "OSM-PRIVACY-004", "/counts/1", "3"},
		"it follows by subtraction":   {hide(shops(40, 3, 12), 1), "OSM-PRIVACY-001", "/counts/1", "3"},
		"together they are few":       {hide(shops(40, 2, 1, 12), 1, 2), "OSM-PRIVACY-003", "/counts/4", "3"},
	} {
		found := Audit(c.published)
		require.Len(t, found, 1, name)
		require.Equal(t, []string{c.code, c.path, c.found}, []string{found[0].Code, found[0].Path, found[0].Found}, name)
		require.NotEmpty(t, found[0].Message.It)
		require.NotEmpty(t, found[0].Message.Nl)
		require.NotEmpty(t, found[0].Do.It)
		require.Equal(t, engagement.SeverityError, found[0].Severity)
	}
	r := shops(40, 12)
	*r.Counts[2].People = 60
	require.Equal(t, map[string]int{"OSM-PRIVACY-005": 1}, codes(Audit(r)), "numbers that do not add up")
}

func TestAReaderCanTellThatAGroupIsSmallWithoutItsNumber(t *testing.T) {
	// Of 9 who started, from 5 to 8 are of the south: 5 completed, and no more
	// than 8 work there. So 1 to 4 are of the north.
	people := func(n int) *int { return &n }
	north, south := []Category{{"shop", "north"}}, []Category{{"shop", "south"}}
	r := Release{Osmosi: ReleaseVersion, Stages: []Level{{ID: "audience"}, {ID: "started", Within: "audience"}, {ID: "completed", Within: "started"}},
		Dimensions: []Dimension{{ID: "shop", Values: []string{"north", "south"}}},
		Counts: []Count{
			{Stage: "audience", People: people(28)}, {Stage: "audience", Of: north, People: people(20)}, {Stage: "audience", Of: south, People: people(8)},
			{Stage: "started", People: people(9)}, {Stage: "started", Of: north}, {Stage: "started", Of: south},
			{Stage: "completed"}, {Stage: "completed", Of: north}, {Stage: "completed", Of: south, People: people(5)},
		}}
	found := Audit(r)
	require.Len(t, found, 1)
	require.Equal(t, []string{"OSM-PRIVACY-002", "/counts/4", "1–4"}, []string{found[0].Code, found[0].Path, found[0].Found})
	r.Counts[3].People = people(14)
	require.Empty(t, Audit(r), "from 6 to 9 of the north")
}

func TestFaultsOfARelease(t *testing.T) {
	for name, c := range map[string]struct {
		spoil      func(*Release)
		code, path string
	}{
		"another document":      {func(r *Release) { r.Osmosi = "plan/v1" }, "OSM-PRIVACY-018", "/osmosi"},
		"unknown stage":         {func(r *Release) { r.Counts[0].Stage = "complete" }, "OSM-PRIVACY-011", "/counts/0/stage"},
		"unknown filter":        {func(r *Release) { r.Counts[0].Filter = "milan" }, "OSM-PRIVACY-011", "/counts/0/filter"},
		"unknown dimension":     {func(r *Release) { r.Counts[0].Of = []Category{{"shops", "north"}} }, "OSM-PRIVACY-011", "/counts/0/of/0/dimension"},
		"unknown value":         {func(r *Release) { r.Counts[0].Of = []Category{{"shop", "nord"}} }, "OSM-PRIVACY-011", "/counts/0/of/0/value"},
		"a group twice":         {func(r *Release) { r.Counts[1].Of = r.Counts[0].Of }, "OSM-PRIVACY-012", "/counts/1"},
		"a stage twice":         {func(r *Release) { r.Stages = append(r.Stages, r.Stages[0]) }, "OSM-PRIVACY-012", "/stages/1/id"},
		"a value twice":         {func(r *Release) { r.Dimensions[0].Values[1] = "north"; r.Counts = nil }, "OSM-PRIVACY-012", "/dimensions/0/values/1"},
		"fewer than nobody":     {func(r *Release) { *r.Counts[0].People = -1 }, "OSM-PRIVACY-013", "/counts/0/people"},
		"crossed with itself":   {func(r *Release) { r.Counts[0].Of = append(r.Counts[0].Of, r.Counts[1].Of...) }, "OSM-PRIVACY-014", "/counts/0/of"},
		"no day":                {func(r *Release) { r.Counts[0].Date = "2027-02-30" }, "OSM-PRIVACY-015", "/counts/0/date"},
		"a stage within itself": {func(r *Release) { r.Stages[0].Within = "completed" }, "OSM-PRIVACY-016", "/stages/0/within"},
		"a number is missing":   {func(r *Release) { r.Counts[0].People = nil }, "OSM-PRIVACY-017", "/counts/0/people"},
	} {
		r := shops(40, 12)
		c.spoil(&r)
		_, err := Protect(r)
		var f *engagement.Finding
		require.ErrorAs(t, err, &f, name)
		require.Equal(t, []string{c.code, c.path}, []string{f.Code, f.Path}, name)
		require.NotEmpty(t, f.Do.Nl, name)
	}
}

func TestAReleaseFitsItsSchema(t *testing.T) {
	p, err := Protect(shops(40, 3, 12))
	require.NoError(t, err)
	data, err := json.Marshal(p)
	require.NoError(t, err)
	require.Empty(t, schema.Validate(schema.Release, data))
}

func TestTheOriginalIsLeftAsItIs(t *testing.T) {
	r := shops(40, 3, 12)
	p, err := Protect(r)
	require.NoError(t, err)
	require.Equal(t, []int{40, 3, 12, 55}, shown(r))
	*p.Counts[0].People = 1
	require.Equal(t, []int{40, 3, 12, 55}, shown(r))
}

// FuzzAudit: whatever tables are handed over, the audit ends, and what Protect
// returns of them passes it.
func FuzzAudit(f *testing.F) {
	f.Add([]byte{40, 3, 12, 0}, uint8(5))
	f.Add([]byte{2, 1, 1, 9}, uint8(3))
	f.Fuzz(func(t *testing.T, people []byte, least uint8) {
		if len(people) == 0 || len(people) > 4 {
			return
		}
		var numbers []int
		for _, n := range people {
			numbers = append(numbers, int(n))
		}
		r := shops(numbers...)
		r.SmallestGroup = max(FewestPeople, int(least))
		p, err := Protect(r)
		require.NoError(t, err)
		require.Empty(t, Audit(p))
	})
}
