package evaluation

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
)

// slowly reads as Index.Read does, event by event.
func slowly(x *Index, data []byte) (all []Deed, faults []string) {
	for e, err := range ReadEvents(bytes.NewReader(data)) {
		d := x.Deed(e)
		if err != nil {
			faults = append(faults, err.Error())
			d = Deed{}
		}
		all = append(all, d)
	}
	return all, faults
}

func fast(x *Index, data []byte) (all []Deed, faults []string) {
	for d, err := range x.Read(bytes.NewReader(data)) {
		if err != nil {
			faults = append(faults, err.Error())
		}
		all = append(all, d)
	}
	return all, faults
}

// variants of a line, most of them with something odd.
var variants = [][2]string{
	{"8f14", "8f15"}, {"8f14", `8\u0066`}, {"8f14", "è"}, {"8f14", ""}, {"8f14", strings.Repeat("x", 129)}, {"8f14", strings.Repeat("x", 128)},
	{"08:30:00Z", "24:30:00Z"}, {"08:30:00Z", "09:30:00.25+01:00"}, {"08:30:00Z", "08:30:60Z"}, {"02-03", "02-29"}, {"2027", "0000"}, {"2027", "9999"}, {"2027", "2029"}, {"T08", "t08"}, {"00Z", "00,5Z"}, {"00Z", "00.Z"}, {"00Z", "00-24:00"}, {"00Z", "00.123456789-23:59"}, {"00Z", "00"},
	{`"rise`, `"fall`}, {`"news`, `"poster`}, {`"news`, `"taster`}, {`"calm`, `"`}, {`"o01`, `"zz`}, {`"person":"o01",`, ""}, {`"o01"`, "null"}, {`"o01"`, "7"},
	{"shown", "completed"}, {"shown", "seen"}, {`"nl"`, `"fr"`}, {`,"language":"nl"`, ""}, {`"nl"`, `"nl","id":"2"`}, {`"nl"`, `"nl","x":""`}, {`{`, ` { `}, {`}`, ` } `}, {`}`, "}\r"}, {`}`, ``}, {`}`, `}}`}, {line, ""}, {line, "[]"}, {line, strings.Repeat(" ", MaxLine+1)}, {"\"campaign", "\t\"campaign"},
}

func TestLinesReadInBulkAreTheDeedsOfTheirEvents(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	r := rand.New(rand.NewPCG(2, 2))
	for range 40 {
		var data []byte
		for range 200 {
			text := line
			if v := variants[r.IntN(len(variants))]; r.IntN(3) > 0 {
				require.Contains(t, line, v[0])
				text = strings.Replace(text, v[0], v[1], 1)
			}
			data = append(append(data, text...), '\n')
		}
		want, faults := slowly(x, data)
		got, found := fast(x, data)
		require.Equal(t, want, got)
		require.Equal(t, faults, found)
		require.NotEmpty(t, faults)
	}
}

func TestAFunnelReadsInBulkWhatAReportCounts(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	events := lively(rand.New(rand.NewPCG(1, 2)), 500)
	var data []byte
	for _, e := range events {
		data = append(AppendEvent(data, e), '\n')
	}
	data = append(data, "{}\n"...)
	f, touches := x.Funnel(), x.Touches()
	require.NoError(t, f.Read(iotest.OneByteReader(bytes.NewReader(data)), "2027-02-22", touches.Take))
	got, err := f.Report("2027-02-22")
	require.NoError(t, err)
	want, err := NewReport(bakery(), bakers(t), ReadEvents(bytes.NewReader(data)), "2027-02-22")
	require.NoError(t, err)
	require.Equal(t, want, got)
	require.Equal(t, Unreadable, got.Ignored[0].Cause)
	require.Equal(t, Later, got.Ignored[len(got.Ignored)-1].Cause)
	require.NotZero(t, touches.Count(nil, nil).Completed)

	require.Error(t, f.Read(bytes.NewReader(data), "2027-02-30"))
	lost := errors.New("lost")
	require.ErrorIs(t, f.Read(io.MultiReader(bytes.NewReader(data), iotest.ErrReader(lost)), ""), lost)
	for range x.Read(bytes.NewReader(data)) {
		break
	}
	for range x.Read(strings.NewReader("{")) {
		break
	}
}

func TestReadingInBulkAllocatesNothingForAnEvent(t *testing.T) {
	id := strings.Repeat("0123456789abcdef", 3) // longer than what fits the stack
	w, _ := audience.NewWorkforce([]audience.Person{{ID: id}})
	x := NewIndex(bakery(), w)
	data := func(n int) []byte {
		return []byte(strings.Repeat(strings.Replace(line, "o01", id, 1)+"\n"+with("shown", "completed")+"\n", n))
	}
	allocations := func(data []byte) float64 {
		f := x.Funnel()
		return testing.AllocsPerRun(20, func() { require.NoError(t, f.Read(bytes.NewReader(data), "")) })
	}
	require.Equal(t, allocations(data(10)), allocations(data(5000)))
}

func FuzzIndexRead(f *testing.F) {
	for _, v := range variants {
		f.Add([]byte(line + "\n" + strings.Replace(line, v[0], v[1], 1) + "\n" + line))
	}
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "o01"}, {ID: "è"}})
	x := NewIndex(bakery(), w)
	f.Fuzz(func(t *testing.T, data []byte) {
		want, faults := slowly(x, data)
		got, found := fast(x, data)
		require.Equal(t, want, got)
		require.Equal(t, faults, found)
	})
}

func BenchmarkRead(b *testing.B) {
	var data []byte
	for i := range 10_000 {
		e := happened(Verbs()[i%5], "taster", people("o", 20)[i%20])
		e.At = e.At.Add(time.Duration(i) * time.Minute)
		data = append(AppendEvent(data, e), '\n')
	}
	var staff []audience.Person
	for _, id := range people("o", 20) {
		staff = append(staff, audience.Person{ID: id})
	}
	w, _ := audience.NewWorkforce(staff)
	f := NewFunnel(bakery(), w)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := f.Read(bytes.NewReader(data), ""); err != nil {
			b.Fatal(err)
		}
	}
}
