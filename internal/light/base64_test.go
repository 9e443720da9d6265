package light

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBase64IsThatOfTheStandard(t *testing.T) {
	for n := range 70 {
		data := make([]byte, n)
		for i := range data {
			data[i] = byte(i*37 + n*101)
		}
		text := AppendBase64(nil, data)
		require.Equal(t, `"`+base64.StdEncoding.EncodeToString(data)+`"`, string(text))
		r := NewReader(text)
		require.Equal(t, data, r.Base64())
		require.NoError(t, r.End())
	}
}

func TestWhatIsNotBase64IsRefused(t *testing.T) {
	for _, text := range []string{`"A"`, `"AB=C"`, `"AB-_"`, `"===="`, `"AAAA="`, `7`} {
		r := NewReader([]byte(text))
		r.Base64()
		require.Error(t, r.End(), text)
	}
}
