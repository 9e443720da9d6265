package engagement

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/relation"
)

func TestLearningKnowsAllThatPeopleDeclare(t *testing.T) {
	require.Equal(t, texts(Reasons()), relation.Reasons())
	require.Equal(t, texts(Factors()), relation.Factors())
	require.Equal(t, texts(Needs()), relation.Needs())
}

func texts[S ~string](list []S) []string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}
