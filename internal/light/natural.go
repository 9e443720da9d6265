package light

import "math/bits"

// natural is a whole number of any size, its lowest 32 bits first and no zeros
// at its end: numbers are read and written exactly by it. Package strconv does
// so faster, with tables and several algorithms that would be a tenth of the
// engine.
type natural []uint32

func (n natural) trim() natural {
	for len(n) > 0 && n[len(n)-1] == 0 {
		n = n[:len(n)-1]
	}
	return n
}

// times returns n×factor+plus, in the place of n.
func (n natural) times(factor, plus uint32) natural {
	carry := uint64(plus)
	for i, limb := range n {
		carry += uint64(limb) * uint64(factor)
		n[i] = uint32(carry)
		carry >>= 32
	}
	if carry > 0 {
		n = append(n, uint32(carry))
	}
	return n
}

// tens returns n×10^exponent, in the place of n.
func (n natural) tens(exponent int) natural {
	for range exponent {
		n = n.times(10, 0)
	}
	return n
}

// double returns n×2^exponent.
func (n natural) double(exponent int) natural {
	out := append(make(natural, exponent/32), n...)
	return out.times(1<<(exponent%32), 0)
}

// length is the number of bits.
func (n natural) length() int {
	if len(n) == 0 {
		return 0
	}
	return 32*len(n) - bits.LeadingZeros32(n[len(n)-1])
}

// compare returns -1, 0 or 1 where n is less, equal or more.
func (n natural) compare(m natural) int {
	if len(n) != len(m) {
		if len(n) < len(m) {
			return -1
		}
		return 1
	}
	for i := len(n) - 1; i >= 0; i-- {
		if n[i] != m[i] {
			if n[i] < m[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// plus returns n+m.
func (n natural) plus(m natural) natural {
	if len(n) < len(m) {
		n, m = m, n
	}
	out := make(natural, 0, len(n)+1)
	carry := uint64(0)
	for i, limb := range n {
		carry += uint64(limb)
		if i < len(m) {
			carry += uint64(m[i])
		}
		out = append(out, uint32(carry))
		carry >>= 32
	}
	if carry > 0 {
		out = append(out, uint32(carry))
	}
	return out
}

// minus returns n-m, in the place of n, which is not less.
func (n natural) minus(m natural) natural {
	borrow := int64(0)
	for i := range n {
		borrow += int64(n[i])
		if i < len(m) {
			borrow -= int64(m[i])
		}
		n[i] = uint32(borrow)
		borrow >>= 32
	}
	return n.trim()
}
