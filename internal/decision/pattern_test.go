package decision

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPatternsThatAreNoneAreRefused(t *testing.T) {
	for _, text := range []string{`"a"`, `[]`, `["a"]`, `["a",0]`, `[0,[4,0],[4,0]]`, `["a",1,[4,0]]`, `["a",-1,[4,0]]`, `["a",0,[6,0]]`, `["a",0,[4]]`, `["a",0,4]`,
		`["a",0,[4,1]]`, `["a",0,[0,0,97]]`, `["a",0,[0,0,97,1114112]]`, `["a",0,[1,0]]`, `["a",0,[1,0,1]]`, `["a",0,[3,0]]`, `["a",0.5,[4,0]]`, `["a",0,[0,0,"a","a"]]`} {
		require.Nil(t, ReadPattern(parseValue(t, text)), text)
	}
	long := `["a",0`
	for range MaxSteps + 1 {
		long += `,[4,0]`
	}
	require.Nil(t, ReadPattern(parseValue(t, long+`]`)))
	require.True(t, ReadPattern(parseValue(t, `["a",0,[0,1,97,97],[4,0]]`)).Match("cap"))
	require.False(t, ReadPattern(parseValue(t, `["a",0,[2,0]]`)).Match("a"), "one that leads nowhere ends")
}
