package cascade

// Prices bound what the best choice could meet. Any price from 0 to 1 for each
// set gives a bound: whatever a choice S of nodes is, the sets that it meets are
// no more than
//
//	Σ (1 − price of the set)  over all sets
//	+ Σ (price of the set)    over the nodes of S and the sets that hold each,
//
// for a set that S meets counts (1 − price) + price at least once, which is 1,
// and one that it does not meet counts 1 − price, which is not below 0. The
// second sum is no more than that of those nodes within the limits for which it
// is largest. This is weak duality in the linear relaxation of maximum coverage;
// a price of 0 for the sets met so far and of 1 for the others gives the bound
// of each greedy prefix that OPIM-C takes the least of.
//
// Better prices are found by a few steps of the subgradient method: the set that
// several of the best nodes hold gets cheaper, the one that none holds dearer.
// Where the relaxation is tight, as it nearly is here, little is left between
// what a greedy choice meets and the bound.

// whole is a price of 1. Prices are whole numbers, so that sums are exact.
const whole = 64

// turns are how many times prices change at most.
const turns = 12

// bound is what no choice within the limits can exceed in sets met. Sites are
// left out of it, which can only raise it. It need not be nearer to what a
// choice meets than by a part of that.
func (x *index) bound(l *Limits, chosen []int32, met int, part float64) int {
	value := make([]int64, len(x.start)-1) // of each node: the prices of the sets that hold it
	for v := range value {
		value[v] = whole * int64(x.start[v+1]-x.start[v])
	}
	price := make([]int32, x.len())
	for i := range price {
		price[i] = whole
	}
	holding := make([]int32, x.len()) // of each set: how many of the best nodes it holds
	var lowered []int32               // the sets whose price is or was below 1
	change := func(i int32, by int32) {
		price[i] += by
		for _, m := range x.set(int(i)) {
			value[m] += int64(by)
		}
	}
	given, least := int64(0), int64(x.len())*whole
	near := int64((1 + part) * whole * float64(met))
	best := chosen
	for turn := range turns {
		step := int32(whole / 2 / (1 + turn/4))
		for _, v := range best {
			for _, i := range x.sets(v) {
				holding[i]++
			}
		}
		for _, i := range lowered {
			if by := min(step, whole-price[i]); holding[i] == 0 && by > 0 {
				change(i, by)
				given -= int64(by)
			}
		}
		for _, v := range best {
			for _, i := range x.sets(v) {
				if by := min(step*max(0, holding[i]-1), price[i]); by > 0 {
					if price[i] == whole {
						lowered = append(lowered, i)
					}
					change(i, -by)
					given += int64(by)
				}
				holding[i] = 0
			}
		}
		best = l.best(value)
		sum := given
		for _, v := range best {
			sum += value[v]
		}
		if least = min(least, sum); least <= near {
			break
		}
	}
	return int(least / whole)
}

// worth is a node with its value.
type worth struct {
	value int64
	node  int32
}

// best are the nodes within the limits, but for sites, that have the largest
// values.
func (l *Limits) best(value []int64) []int32 {
	var all []worth
	if l.Unit == nil {
		for v, value := range value {
			if l.willing(v) {
				all = keep(all, worth{value, int32(v)}, l.Count)
			}
		}
	} else {
		var units [][]worth
		for v, value := range value {
			if u := int(l.Unit[v]); l.willing(v) {
				for u >= len(units) {
					units = append(units, nil)
				}
				units[u] = keep(units[u], worth{value, int32(v)}, min(l.PerUnit, l.Count))
			}
		}
		for _, unit := range units {
			for _, w := range unit {
				all = keep(all, w, l.Count)
			}
		}
	}
	nodes := make([]int32, len(all))
	for i, w := range all {
		nodes[i] = w.node
	}
	return nodes
}

// keep adds to a heap of the n largest, whose least stands first.
func keep(heap []worth, w worth, n int) []worth {
	if len(heap) < n {
		heap = append(heap, w)
		for i := len(heap) - 1; i > 0 && heap[i].value < heap[(i-1)/2].value; i = (i - 1) / 2 {
			heap[i], heap[(i-1)/2] = heap[(i-1)/2], heap[i]
		}
		return heap
	}
	if n == 0 || w.value <= heap[0].value {
		return heap
	}
	heap[0] = w
	for i := 0; ; {
		least := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < n && heap[child].value < heap[least].value {
				least = child
			}
		}
		if least == i {
			return heap
		}
		heap[i], heap[least] = heap[least], heap[i]
		i = least
	}
}
