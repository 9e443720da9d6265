package population

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// column is one trait of everyone: for each person the number of a value in
// the dictionary, in as few bytes as the dictionary allows. Number 0 is the
// absence of a value. While nobody has the trait there are no codes.
type column struct {
	name     string
	values   []light.Value // by number
	narrow   []uint8       // while there are at most 256 values
	middle   []uint16      // while there are at most 65,536
	wide     []uint32
	borrowed bool // narrow belongs to who gave it, and is copied before it is changed

	// The dictionary by kind: the text "1" is not the number 1.
	texts   map[string]uint32
	numbers map[float64]uint32
	flags   [2]uint32
	lists   map[string]uint32
	scratch []byte

	// What is met most is found without a map.
	met   [128]text
	small [1 << 8]uint32            // of whole numbers
	days  *[2][100]*[13 * 32]uint32 // of the years of two centuries
}

// text is a text and its number.
type text struct {
	text string
	code uint32
}

func newColumn(name string) *column {
	return &column{name: name, values: []light.Value{{}}, texts: map[string]uint32{}, numbers: map[float64]uint32{}, lists: map[string]uint32{}}
}

// code is the number of a trait's value, which enters the dictionary when it is
// new. One of a kind that no trait has, or that JSON cannot write, is missing,
// as in a profile.
func (c *column) code(value any) uint32 {
	switch v := value.(type) {
	case string:
		return c.text(v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return 0
		}
		return c.number(v)
	case bool:
		return c.flag(v)
	case []string:
		return c.list(v)
	case int:
		return c.number(float64(v))
	case engagement.Date:
		return c.text(string(v))
	}
	return 0
}

func (c *column) text(v string) uint32 {
	met := c.near(v)
	if met.code == 0 || met.text != v {
		*met = text{v, c.look(v)}
	}
	return met.code
}

// near is where a text stands if it was met lately. Values of one trait differ
// at the end.
func (c *column) near(v string) *text {
	n := uint(len(v))
	if n >= 4 {
		n += uint(v[n-1]) + 10*uint(v[n-2]) + 31*uint(v[n-4])
	}
	return &c.met[n%uint(len(c.met))]
}

// look finds a text in the dictionary, which it enters when it is new.
func (c *column) look(v string) uint32 {
	n, known := c.texts[v]
	if !known {
		n = c.enter(light.TextOf(v))
		c.texts[v] = n
	}
	return n
}

// date is the number of a day; one that does not exist is missing.
func (c *column) date(v engagement.Date) uint32 {
	near := c.day(v)
	if near != nil && *near != 0 {
		return *near
	}
	if _, known := c.texts[string(v)]; !known && !v.Valid() {
		return 0
	}
	code := c.look(string(v))
	if near != nil {
		*near = code
	}
	return code
}

// day is where the number of a day of this century or the last stands, which
// no other text shares; nil for anything else.
func (c *column) day(v engagement.Date) *uint32 {
	if len(v) != len("2027-01-11") || v[4] != '-' || v[7] != '-' {
		return nil
	}
	for _, i := range [...]int{0, 1, 2, 3, 5, 6, 8, 9} {
		if v[i]-'0' > 9 {
			return nil
		}
	}
	two := func(i int) int { return int(v[i]-'0')*10 + int(v[i+1]-'0') }
	century, month, day := two(0)-19, two(5), two(8)
	if century < 0 || century >= len(c.days) || month > 12 || day > 31 {
		return nil
	}
	if c.days == nil {
		c.days = new([2][100]*[13 * 32]uint32)
	}
	year := &c.days[century][two(2)]
	if *year == nil {
		*year = new([13 * 32]uint32)
	}
	return &(*year)[month*32+day]
}

func (c *column) number(v float64) uint32 {
	if s := uint8(v); float64(s) == v {
		if c.small[s] == 0 {
			c.small[s] = c.enter(light.NumberOf(v))
		}
		return c.small[s]
	}
	n, known := c.numbers[v]
	if !known {
		n = c.enter(light.NumberOf(v))
		c.numbers[v] = n
	}
	return n
}

func (c *column) flag(v bool) uint32 {
	i := 0
	if v {
		i = 1
	}
	if c.flags[i] == 0 {
		c.flags[i] = c.enter(light.FlagOf(v))
	}
	return c.flags[i]
}

func (c *column) list(v []string) uint32 {
	key := c.scratch[:0]
	for _, s := range v {
		key = append(binary.AppendUvarint(key, uint64(len(s))), s...)
	}
	c.scratch = key
	n, known := c.lists[string(key)]
	if !known {
		list := light.Value{Kind: light.List}
		for _, s := range v {
			list.List = append(list.List, light.TextOf(s))
		}
		n = c.enter(list)
		c.lists[string(key)] = n
	}
	return n
}

// enter takes a new value into the dictionary, and makes codes wider when they
// cannot tell it.
func (c *column) enter(v light.Value) uint32 {
	n := len(c.values)
	c.values = append(c.values, v)
	switch n {
	case 1 << 8:
		c.middle, c.narrow, c.borrowed = widen[uint16](c.narrow), nil, false
	case 1 << 16:
		c.wide, c.middle = widen[uint32](c.middle), nil
	}
	return uint32(n)
}

func widen[W, N uint8 | uint16 | uint32](codes []N) []W {
	out := make([]W, len(codes))
	for i, code := range codes {
		out[i] = W(code)
	}
	return out
}

// set gives a person, of so many people, a value.
func (c *column) set(i int, code uint32, people int) {
	switch {
	case c.wide != nil:
		c.wide[i] = code
	case c.middle != nil:
		c.middle[i] = uint16(code)
	case c.narrow != nil:
		if c.borrowed {
			c.narrow, c.borrowed = slices.Clone(c.narrow), false
		}
		c.narrow[i] = uint8(code)
	case code != 0: // the first who has it
		c.narrow = make([]uint8, people)
		c.narrow[i] = uint8(code)
	}
}

// at is a person's value.
func (c *column) at(i int) uint32 {
	switch {
	case c.narrow != nil:
		return uint32(c.narrow[i])
	case c.middle != nil:
		return uint32(c.middle[i])
	case c.wide != nil:
		return c.wide[i]
	}
	return 0
}
