package population_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
)

// written is the binary form of a store of people with numbers of many values.
func written(t testing.TB, people, numbers int) ([]byte, *audience.Workforce) {
	return writtenWith(t, people, numbers, declared)
}

func writtenWith(t testing.TB, people, numbers int, traits []audience.Trait) ([]byte, *audience.Workforce) {
	r := rand.New(rand.NewPCG(4, 1))
	list := make([]audience.Person, people)
	for i := range list {
		list[i] = anyone(r, i)
		if numbers > 0 {
			list[i].Traits["grade"] = float64(i % numbers)
		}
	}
	w, _ := audience.NewWorkforce(list)
	data, err := population.Of(w, traits).AppendBinary(nil)
	require.NoError(t, err)
	return data, w
}

func TestAStoreIsReadBackAsItWas(t *testing.T) {
	for _, c := range []struct{ people, numbers int }{{0, 0}, {1, 0}, {900, 0}, {900, 300}, {70_000, 69_000}} {
		data, w := written(t, c.people, c.numbers)
		before := bytes.Clone(data)
		store, err := population.Read(data)
		require.NoError(t, err)
		require.Equal(t, c.people, store.Len())
		again, err := store.AppendBinary([]byte("before"))
		require.NoError(t, err)
		require.True(t, bytes.Equal(data, again[len("before"):]))
		if c.people == 900 {
			segments := []audience.Segment{segment(t, "graded", map[string]any{"grade": map[string]any{"$gt": 5.0}}), segment(t, "new", map[string]any{"mixed": "new"})}
			set := population.Prepare(store, segments, today)
			agree(t, w, set, segments)

			people := slices.Collect(w.People())
			for i, p := range people { // a store that was read can be changed, and leaves the bytes alone
				p := *p
				p.Traits = map[string]any{"mixed": "new", "grade": float64(1000 + i%250)}
				people[i] = &p
			}
			var changed []audience.Person
			for _, p := range people {
				changed = append(changed, *p)
			}
			w, _ = audience.NewWorkforce(changed)
			for i, p := range slices.Collect(w.People()) {
				store.Set(i, w, p)
			}
			agree(t, w, set, segments)
			require.True(t, bytes.Equal(before, data))
		}
	}
}

func TestCodesOfOneByteAreReadWhereTheyStand(t *testing.T) {
	few := slices.DeleteFunc(slices.Clone(declared), func(t audience.Trait) bool { return t.Name == audience.TraitLeaders || t.Name == audience.TraitDotted }) // each manager is a value
	data, _ := writtenWith(t, 900, 0, few)
	many, _ := writtenWith(t, 9000, 0, few)
	allocated := func(data []byte) float64 {
		return testing.AllocsPerRun(10, func() {
			_, err := population.Read(data)
			require.NoError(t, err)
		})
	}
	require.InDelta(t, allocated(data), allocated(many), 200, "what is allocated follows the dictionaries, not the people")
}

func TestDamageIsNoticed(t *testing.T) {
	data, _ := written(t, 40, 0)
	for n := range data {
		_, err := population.Read(data[:n:n])
		require.ErrorIs(t, err, population.ErrDamaged, "%d of %d bytes", n, len(data))
	}
	for bit := range 8 * len(data) {
		damaged := bytes.Clone(data)
		damaged[bit/8] ^= 1 << (bit % 8)
		_, err := population.Read(damaged)
		require.ErrorIs(t, err, population.ErrDamaged, "bit %d", bit)
	}
	_, err := population.Read(append(bytes.Clone(data), 0))
	require.ErrorIs(t, err, population.ErrDamaged)
}

// signed makes the checksums right of what has sections.
func signed(data []byte) []byte {
	data = bytes.Clone(data)
	table := crc32.MakeTable(crc32.Castagnoli)
	for at := 8; at+16 <= len(data); {
		length := binary.LittleEndian.Uint64(data[at:])
		if length > uint64(len(data)-at-16) {
			break
		}
		end := min(at+16+(int(length)+7)/8*8, len(data))
		binary.LittleEndian.PutUint32(data[at+12:], crc32.Update(crc32.Checksum(data[at:at+12], table), table, data[at+16:end]))
		at = end
	}
	return data
}

func TestWhatIsWrongUnderARightChecksumIsNoticed(t *testing.T) {
	data, w := written(t, 40, 0)
	require.Equal(t, data, signed(data))
	segments := []audience.Segment{segment(t, "graded", map[string]any{"grade": 5.0})}
	refused := 0
	for i := 8; i < len(data); i++ {
		damaged := bytes.Clone(data)
		damaged[i] ^= 0x85
		store, err := population.Read(signed(damaged))
		if err != nil {
			require.ErrorIs(t, err, population.ErrDamaged)
			refused++
			continue
		}
		set := population.Prepare(store, segments, today) // another store, but one that answers
		require.LessOrEqual(t, set.Counts()[0], store.Len())
	}
	require.Greater(t, refused, len(data)/3)
	require.Equal(t, 40, w.Len())
}

func FuzzRead(f *testing.F) {
	for _, people := range []int{0, 1, 12} {
		data, _ := written(f, people, 0)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, signed(data)} {
			store, err := population.Read(data)
			if err != nil {
				require.ErrorIs(t, err, population.ErrDamaged)
				continue
			}
			again, err := store.AppendBinary(nil)
			require.NoError(t, err)
			require.Equal(t, data, again, "there is one form of a store")
			if store.Len() > 0 {
				population.Prepare(store, []audience.Segment{{ID: strconv.Itoa(store.Len())}}, today).Counts()
			}
		}
	})
}
