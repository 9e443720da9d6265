package slim

import (
	"encoding/binary"
	"fmt"
	"io"
)

// dataSection is the number of the section that fills memory (WebAssembly core
// specification, 5.5.14).
const dataSection = 11

const preamble = "\x00asm\x01\x00\x00\x00"

type section struct {
	id   byte
	body []byte
}

func split(module []byte) ([]section, error) {
	if len(module) < len(preamble) || string(module[:len(preamble)]) != preamble {
		return nil, fmt.Errorf("%w: no WebAssembly module", ErrLayout)
	}
	var sections []section
	for rest := module[len(preamble):]; len(rest) > 0; {
		id := rest[0]
		body, after, err := vector(rest[1:])
		if err != nil {
			return nil, err
		}
		sections, rest = append(sections, section{id, body}), after
	}
	return sections, nil
}

func join(sections []section) []byte {
	module := []byte(preamble)
	for _, s := range sections {
		module = binary.AppendUvarint(append(module, s.id), uint64(len(s.body)))
		module = append(module, s.body...)
	}
	return module
}

// vector reads bytes with their number before them.
func vector(from []byte) (body, rest []byte, err error) {
	size, n := binary.Uvarint(from)
	if n <= 0 || size > uint64(len(from)-n) {
		return nil, nil, fmt.Errorf("%w: %w", ErrLayout, io.ErrUnexpectedEOF)
	}
	return from[n:][:size], from[n:][size:], nil
}

// memory is the memory of a program before it starts, from address 0.
type memory struct {
	data []byte
}

// maxMemory is how much memory a module may fill.
const maxMemory = 1 << 28

// load reads a data section. The Go linker writes segments of one kind: those
// of memory 0 with their address as a constant.
func load(body []byte) (*memory, error) {
	count, n := binary.Uvarint(body)
	if n <= 0 {
		return nil, fmt.Errorf("%w: data", ErrLayout)
	}
	m := new(memory)
	rest := body[n:]
	for range count {
		if len(rest) < 2 || rest[0] != 0 || rest[1] != 0x41 { // i32.const
			return nil, fmt.Errorf("%w: data segment", ErrLayout)
		}
		address, n := varint(rest[2:])
		if n == 0 || len(rest) < 3+n || rest[2+n] != 0x0b { // end
			return nil, fmt.Errorf("%w: data segment", ErrLayout)
		}
		data, after, err := vector(rest[3+n:])
		if err != nil {
			return nil, err
		}
		if address < 0 || address+len(data) > maxMemory {
			return nil, fmt.Errorf("%w: data at %d", ErrLayout, address)
		}
		if grow := address + len(data) - len(m.data); grow > 0 {
			m.data = append(m.data, make([]byte, grow)...)
		}
		copy(m.data[address:], data)
		rest = after
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("%w: data", ErrLayout)
	}
	return m, nil
}

// gap is the number of zeros that are better skipped than written: another
// segment costs some nine bytes, which hardly compress. Of 8, 16, 32, 64 and 128
// this one gave the smallest engine as brotli sends it.
const gap = 64

// segments writes a data section that leaves zeros out.
func (m *memory) segments() []byte {
	var body []byte
	count := 0
	for at := 0; at < len(m.data); {
		if m.data[at] == 0 {
			at++
			continue
		}
		end, zeros := at, 0
		for next := at; next < len(m.data) && zeros < gap; next++ {
			if zeros++; m.data[next] != 0 {
				end, zeros = next+1, 0
			}
		}
		body = appendVarint(append(body, 0, 0x41), at)
		body = binary.AppendUvarint(append(body, 0x0b), uint64(end-at))
		body = append(body, m.data[at:end]...)
		count, at = count+1, end
	}
	return append(binary.AppendUvarint(nil, uint64(count)), body...)
}

// varint reads a signed LEB128 number of at most 32 bits, and how many bytes
// it took: 0 where there is none.
func varint(from []byte) (value, n int) {
	for i, b := range from[:min(5, len(from))] {
		value |= int(b&0x7f) << (7 * i)
		if b&0x80 == 0 {
			if b&0x40 != 0 {
				value -= 1 << (7 * (i + 1))
			}
			return value, i + 1
		}
	}
	return 0, 0
}

func appendVarint(to []byte, value int) []byte {
	for ; value >= 0x40; value >>= 7 {
		to = append(to, byte(value)|0x80)
	}
	return append(to, byte(value))
}

// holds tells whether memory is filled from an address on.
func (m *memory) holds(at, size int) bool {
	return 0 <= at && 0 <= size && at <= len(m.data) && size <= len(m.data)-at
}

func (m *memory) u32(at int) uint32 { return binary.LittleEndian.Uint32(m.data[at:]) }

func (m *memory) u64(at int) uint64 { return binary.LittleEndian.Uint64(m.data[at:]) }

func (m *memory) set32(at int, value uint32) { binary.LittleEndian.PutUint32(m.data[at:], value) }

func (m *memory) zero(from, to int) { clear(m.data[from:to]) }
