package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASpoiltBundleIsToldCalmly(t *testing.T) {
	h, tab := newHost(t), open(t)
	index, content := saturated("word", "en", labelKeys(t, h), false)
	one, other := written(t, index), written(t, content)
	var names []string
	add := func(bundle, content string) {
		name := fmt.Sprintf("spoilt%d", len(names))
		h.files["/"+name+"/bundle.json"], h.files["/"+name+"/content.json"] = bundle, content
		names = append(names, name)
	}
	for i := range 50 {
		add(one[:len(one)*i/50], other)
		add(one, other[:len(other)*i/50])
	}
	random := rand.New(rand.NewPCG(3, 4))
	flip := func(text string) string {
		data := []byte(text)
		data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		return string(data)
	}
	for range 100 {
		add(flip(one), other)
		add(one, flip(other))
	}
	for _, value := range []any{7, nil, []any{}, object{}, 1e300} {
		for _, member := range slices.Sorted(maps.Keys(index)) {
			spoilt := maps.Clone(index)
			spoilt[member] = value
			add(written(t, spoilt), other)
		}
		for _, member := range slices.Sorted(maps.Keys(content)) {
			spoilt := maps.Clone(content)
			spoilt[member] = value
			add(one, written(t, spoilt))
		}
	}
	hostilePage(h, tab)
	for _, one := range meet(tab, false, 1, names...) {
		require.False(t, one.Busy, "%+v", one)
		require.Positive(t, one.Said, "%+v", one)
		require.Empty(t, one.Strange, "%+v", one)
		require.True(t, one.Ended == "ready" || len(one.Errors) > 0, "%+v", one)
		for _, code := range one.Errors {
			require.Regexp(t, `^OSM-(WIDGET|ENGINE)-\d{3}$`, code)
		}
	}
	require.Equal(t, "[]", tab.text(`JSON.stringify(broken)`))
	require.Equal(t, "[]", tab.text(`JSON.stringify(caught)`))
}
