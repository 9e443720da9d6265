package slim

import (
	"bytes"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"
)

func written(code []instruction) string {
	var out []byte
	for _, i := range code {
		out = append(out, i.source...)
	}
	return hex.EncodeToString(out)
}

func TestCodeIsWrittenInFewerInstructions(t *testing.T) {
	for _, c := range []struct{ name, from, want string }{
		{"nothing is done", "0101", ""},
		{"an offset in a load", "2001ad420c7ca7290308", "2001290314"},
		{"an offset in a store, past what is stored", "2001ad420c7ca7200342017c370300", "2001200342017c37030c"},
		{"an offset of something else stays in a roundabout way", "2002ad420c7ca7290300", "2002ad420c7ca7290300"},
		{"an address that is kept", "2001ad420c7ca72104", "2001410c6a2104"},
		{"forth and back", "2003ada7", "2003"},
		{"is it nothing", "2003ad50", "200345"},
		{"set and got", "210320032104", "22032104"},
		{"set and another got", "21032004", "21032004"},
		{"a frame and an address given up", "200141206a220124002001" + "41086a2201240041000f", "200141286a240041000f"},
		{"an address given up", "200141086a2201240041000f", "200141086a240041000f"},
		{"out of all blocks after a call", "02400240100523002101" + "0d010b0b41010b", "024002401005230021010440" + "41010f0b0b0b41010b"},
		{"out of some blocks after a call", "02400240100523002101" + "0d000b0b41010b", "02400240100523002101" + "0d000b0b41010b"},
		{"out of all blocks of a function that says nothing then", "0240100523002101" + "0d000b41000b", "0240100523002101" + "0d000b41000b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, err := hex.DecodeString(c.from)
			require.NoError(t, err)
			code, err := decode(from)
			require.NoError(t, err)
			r := routine{code: code}
			r.shorten()
			require.Equal(t, c.want, written(r.code))
		})
	}
}

// A function that calls another at 0x1001_0002 and uses a variable.
func TestCallsLetWhatIsCalledPush(t *testing.T) {
	body, err := hex.DecodeString("02" + "017f" + "027e" + "20022103" + "200141086b2201240020014282" + "8084800137030041001007" + "0b")
	require.NoError(t, err)
	r, err := read(body)
	require.NoError(t, err)
	r.pass(8)
	require.Equal(t, []group{{2, i32}, {2, 0x7e}}, r.locals)
	enter := "2308" + "0440" + "230041086b2400" + "23002308ad370300" + "41002408" + "0b" + "418080848001" + "2102"
	require.Equal(t, enter+"20032104"+"200241026a2408"+"41001007"+"0b", written(r.code))
}

func TestDecodeRefusesWhatIsCut(t *testing.T) {
	for _, code := range []string{"41", "4180", "2a", "2a03", "0e02", "0e0201", "44000000", "fc", "fc0a00", "fc7f", "06", "d0", "ff", "1100", "0ee5ffffffff0f"} {
		body, err := hex.DecodeString(code)
		require.NoError(t, err)
		_, err = decode(body)
		require.ErrorIs(t, err, ErrLayout, code)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{0x20, 1, 0xad, 0x42, 12, 0x7c, 0xa7, 0x29, 3, 8, 0x0b})
	f.Add([]byte{0x0e, 1, 0, 0, 0xfc, 10, 0, 0, 0x44, 1, 2, 3, 4, 5, 6, 7, 8})
	f.Fuzz(func(t *testing.T, body []byte) {
		code, err := decode(body)
		if err != nil {
			require.ErrorIs(t, err, ErrLayout)
			return
		}
		var again []byte
		for _, i := range code {
			again = append(again, i.source...)
		}
		require.True(t, bytes.Equal(body, again))
		r := routine{locals: []group{{1, i32}}, code: code}
		r.pass(8)
		r.shorten()
	})
}
