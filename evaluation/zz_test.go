package evaluation
import ("testing";"math/rand/v2";"github.com/stretchr/testify/require")
func TestZZ(t *testing.T){ r:=rand.New(rand.NewPCG(99,77)); for range 30000 { tr:=randomTruth(r); made:=rows(segmentNames(len(tr.audience)),tr.audience,tr.table()); require.Empty(t, leaks(tr,made),"%+v",tr)}}
