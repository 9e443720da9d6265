package evaluation

import "math/bits"

// Who marks, by number, the people who did any of some verbs with any of some
// touchpoints; nil stands for all touchpoints. It panics on numbers that the
// index does not have.
func (t *Touches) Who(touchpoints []int, did Deeds) []bool {
	if touchpoints == nil {
		touchpoints = t.index.Touchpoints(nil)
	}
	marked := make([]bool, t.index.Len())
	for _, of := range touchpoints {
		for verb := range verbs {
			if did&(1<<verb) == 0 {
				continue
			}
			for n, block := range t.did[of*verbs+verb] {
				if block == nil {
					continue
				}
				for i, word := range block {
					for ; word != 0; word &= word - 1 {
						marked[n*peopleOfBlock+i*64+bits.TrailingZeros64(word)] = true
					}
				}
			}
		}
	}
	return marked
}
