package population

import "math/bits"

// directory finds columns by name: it is asked once for each trait of each
// person, and names of traits are so few and so short that a map would spend
// most of the time on hashing.
type directory struct {
	slots []*column // as many as a power of two, more than half of them empty
}

func newDirectory(columns []*column) directory {
	d := directory{make([]*column, 4<<bits.Len(uint(len(columns))))}
	for _, c := range columns {
		i := d.slot(c.name)
		for d.slots[i] != nil {
			i = (i + 1) % len(d.slots)
		}
		d.slots[i] = c
	}
	return d
}

// slot is where a name is looked for first.
func (d *directory) slot(name string) int {
	n := len(name)
	if n > 0 {
		n = n*5 + int(name[0])*3 + int(name[n/2])*7 + int(name[n-1])*11
	}
	return n & (len(d.slots) - 1)
}

// column is the one of that name, nil where there is none.
func (d *directory) column(name string) *column {
	for i := d.slot(name); ; i = (i + 1) & (len(d.slots) - 1) {
		if c := d.slots[i]; c == nil || c.name == name {
			return c
		}
	}
}
