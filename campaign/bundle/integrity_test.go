package bundle_test

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign/bundle"
)

func TestTheIndexPinsItsContentAndEnds(t *testing.T) {
	p, _ := plan(t)
	b, err := bundle.New(p)
	require.NoError(t, err)
	var index struct {
		Content, Integrity map[string]string
		Expires            string
	}
	require.NoError(t, json.Unmarshal(b[bundle.Index], &index))
	require.Len(t, index.Integrity, len(p.Brief.Languages))
	sri := func(data []byte) string {
		sum := sha512.Sum384(data)
		return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	}
	for _, name := range index.Content {
		require.Equal(t, sri(b[name]), index.Integrity[name])
	}
	require.Equal(t, sri(b[bundle.Index]), b.Integrity())
	require.Equal(t, string(p.Brief.Frame.End.AddDays(90)), index.Expires)

	for i := range p.Brief.Touchpoints {
		p.Brief.Touchpoints[i].Title.En += "!"
	}
	other, err := bundle.New(p)
	require.NoError(t, err)
	require.NotEqual(t, b.Integrity(), other.Integrity(), "another text is another bundle")
}
