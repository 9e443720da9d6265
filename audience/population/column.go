package population

import (
	"github.com/osmosi-learning/osmosi/internal/light"
)

// column is one trait of everyone: for each person the number of a value in
// the dictionary, in as few bytes as the dictionary allows. Number 0 is the
// absence of a value.
type column struct {
	values []light.Value // by number
	number map[string]uint32
	narrow []uint8  // while there are at most 256 values
	middle []uint16 // while there are at most 65,536
	wide   []uint32
}

func newColumn(people int) *column {
	return &column{values: []light.Value{{}}, number: map[string]uint32{}, narrow: make([]uint8, people)}
}

// code is the number of a value, which enters the dictionary when it is new.
// Values are told apart by kind and content: the text "1" is not the number 1.
func (c *column) code(v light.Value, scratch []byte) (uint32, []byte) {
	if v.Kind == light.Missing {
		return 0, scratch
	}
	scratch = v.Append(scratch[:0])
	if n, known := c.number[string(scratch)]; known {
		return n, scratch
	}
	n := uint32(len(c.values))
	c.values = append(c.values, v)
	c.number[string(scratch)] = n
	switch {
	case n == 1<<8:
		c.middle = make([]uint16, len(c.narrow), cap(c.narrow))
		for i, code := range c.narrow {
			c.middle[i] = uint16(code)
		}
		c.narrow = nil
	case n == 1<<16:
		c.wide = make([]uint32, len(c.middle), cap(c.middle))
		for i, code := range c.middle {
			c.wide[i] = uint32(code)
		}
		c.middle = nil
	}
	return n, scratch
}

func (c *column) set(i int, code uint32) {
	switch {
	case c.narrow != nil:
		c.narrow[i] = uint8(code)
	case c.middle != nil:
		c.middle[i] = uint16(code)
	default:
		c.wide[i] = code
	}
}

func (c *column) at(i int) uint32 {
	switch {
	case c.narrow != nil:
		return uint32(c.narrow[i])
	case c.middle != nil:
		return uint32(c.middle[i])
	}
	return c.wide[i]
}
