package slim

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
)

// Numbers of sections and codes of instructions (WebAssembly core
// specification, 5.4 and 5.5).
const (
	typeSection     = 1
	globalSection   = 6
	functionSection = 3
	codeSection     = 10

	opNop        = 0x01
	opBlock      = 0x02
	opIf         = 0x04
	opEnd        = 0x0b
	opBrIf       = 0x0d
	opBrTable    = 0x0e
	opReturn     = 0x0f
	opCall       = 0x10
	opIndirect   = 0x11
	opLocalGet   = 0x20
	opLocalSet   = 0x21
	opLocalTee   = 0x22
	opGlobalGet  = 0x23
	opGlobalSet  = 0x24
	opLoadFirst  = 0x28
	opLoadLast   = 0x35
	opStoreFirst = 0x36
	opI64Store   = 0x37
	opStoreLast  = 0x3e
	opI32Const   = 0x41
	opI64Const   = 0x42
	opI32Eqz     = 0x45
	opI64Eqz     = 0x50
	opI32Add     = 0x6a
	opI32Sub     = 0x6b
	opI64Add     = 0x7c
	opI64Shr     = 0x88
	opI32Wrap    = 0xa7
	opI64Extend  = 0xad // i64.extend_i32_u
	opLong       = 0xfc

	i32      = 0x7f
	sp       = 1 // the local variable of the pointer to the stack, and the global
	globalSP = 0
	inserted = 2 // the local variable of the function's own address
)

// instruction is one instruction, with its number where it has one that is
// looked at, and as it was written.
type instruction struct {
	op     byte
	value  int64 // constant, index, or offset of a load or store
	align  byte  // of a load or store
	source []byte
}

// decode reads the instructions of a function.
func decode(body []byte) ([]instruction, error) {
	var code []instruction
	for len(body) > 0 {
		i := instruction{op: body[0]}
		at := 1
		skip := func(n int) { at += n }
		unsigned := func() int64 {
			value, n := binary.Uvarint(body[min(at, len(body)):])
			at += n
			if n <= 0 {
				at = len(body) + 1
			}
			return int64(value)
		}
		switch op := i.op; {
		case opBlock <= op && op <= opIf || op == 0x3f || op == 0x40:
			skip(1)
		case op == 0x0c || op == opBrIf || op == opCall || opLocalGet <= op && op <= opGlobalSet:
			i.value = unsigned()
		case op == opBrTable:
			for range unsigned() + 1 {
				if unsigned(); at > len(body) {
					break
				}
			}
		case op == opIndirect:
			unsigned()
			unsigned()
		case opLoadFirst <= op && op <= opStoreLast:
			i.align = byte(unsigned())
			i.value = unsigned()
		case op == opI32Const || op == opI64Const:
			value, n := signed(body[1:])
			i.value = value
			if skip(n); n == 0 {
				at = len(body) + 1
			}
		case op == 0x43:
			skip(4)
		case op == 0x44:
			skip(8)
		case op == opLong:
			switch kind := unsigned(); {
			case kind <= 7:
			case kind == 10:
				skip(2)
			case kind == 11:
				skip(1)
			default:
				return nil, fmt.Errorf("%w: instruction %#x %d", ErrLayout, op, kind)
			}
		case op <= 0x01 || op == 0x05 || op == opEnd || op == opReturn || op == 0x1a || op == 0x1b || 0x45 <= op && op <= 0xc4:
		default:
			return nil, fmt.Errorf("%w: instruction %#x", ErrLayout, op)
		}
		if at > len(body) {
			return nil, fmt.Errorf("%w: %w", ErrLayout, io.ErrUnexpectedEOF)
		}
		i.source = body[:at]
		code, body = append(code, i), body[at:]
	}
	return code, nil
}

// signed reads a signed LEB128 number, and how many bytes it took: 0 where
// there is none.
func signed(from []byte) (value int64, n int) {
	for i, b := range from[:min(10, len(from))] {
		value |= int64(b&0x7f) << (7 * i)
		if b&0x80 == 0 {
			if shift := 7 * (i + 1); b&0x40 != 0 && shift < 64 {
				value |= -1 << shift
			}
			return value, i + 1
		}
	}
	return 0, 0
}

func appendSigned(to []byte, value int64) []byte {
	for ; value >= 0x40 || value < -0x40; value >>= 7 {
		to = append(to, byte(value)|0x80)
	}
	return append(to, byte(value)&0x7f)
}

// simple makes an instruction without a number, numbered one with, and constant
// one with a constant.
func simple(op byte) instruction { return instruction{op: op, source: []byte{op}} }

func numbered(op byte, value int64) instruction {
	return instruction{op: op, value: value, source: binary.AppendUvarint([]byte{op}, uint64(value))}
}

func constant(op byte, value int64) instruction {
	return instruction{op: op, value: value, source: appendSigned([]byte{op}, value)}
}

func access(op, align byte, offset int64) instruction {
	return instruction{op: op, align: align, value: offset, source: binary.AppendUvarint([]byte{op, align}, uint64(offset))}
}

// is tells whether an instruction is of that code and number.
func (i instruction) is(op byte, value int64) bool { return i.op == op && i.value == value }

// follows tells whether instructions begin with those codes.
func follows(code []instruction, ops ...byte) bool {
	if len(code) < len(ops) {
		return false
	}
	for i, op := range ops {
		if code[i].op != op {
			return false
		}
	}
	return true
}

// shrink writes the code of a module in fewer bytes. See the package for what
// it changes.
func shrink(sections []section) error {
	bodies := map[byte]*section{}
	for i := range sections {
		bodies[sections[i].id] = &sections[i]
	}
	for _, id := range []byte{typeSection, functionSection, globalSection, codeSection} {
		if bodies[id] == nil {
			return fmt.Errorf("%w: no section %d", ErrLayout, id)
		}
	}
	// The first type is that of Go's functions, whatever they take and give: the
	// block to start with goes in, and whether the stack is to be unwound comes
	// out.
	if !bytes.HasPrefix(bodies[typeSection].body[min(1, len(bodies[typeSection].body)):], []byte{0x60, 1, i32, 1, i32}) {
		return fmt.Errorf("%w: type of functions", ErrLayout)
	}
	types, err := numbers(bodies[functionSection].body)
	if err != nil {
		return err
	}
	caller, n := binary.Uvarint(bodies[globalSection].body)
	if n <= 0 {
		return fmt.Errorf("%w: globals", ErrLayout)
	}
	globals := append(binary.AppendUvarint(nil, caller+1), bodies[globalSection].body[n:]...)

	count, n := binary.Uvarint(bodies[codeSection].body)
	if n <= 0 || count != uint64(len(types)) {
		return fmt.Errorf("%w: code", ErrLayout)
	}
	rest := bodies[codeSection].body[n:]
	if bytes.HasSuffix(globals, slices.Concat(latest, latest)) {
		return nil // done before
	}
	out := binary.AppendUvarint(nil, count)
	for i := range types {
		var body []byte
		if body, rest, err = vector(rest); err != nil {
			return err
		}
		f, err := read(body)
		if err != nil {
			return err
		}
		if types[i] == 0 {
			f.pass(int64(caller))
		}
		f.shorten()
		out = f.append(out)
	}
	bodies[codeSection].body = out
	bodies[globalSection].body = append(globals, latest...)
	return nil
}

// latest is the global variable that is added: 32 bits that may change, 0 at
// first. Go's own last one is such a variable too, and the one before is not.
var latest = []byte{i32, 1, opI32Const, 0, opEnd}

// numbers reads a vector of numbers.
func numbers(body []byte) ([]uint64, error) {
	count, n := binary.Uvarint(body)
	if n <= 0 || count > uint64(len(body)) {
		return nil, fmt.Errorf("%w: %w", ErrLayout, io.ErrUnexpectedEOF)
	}
	all := make([]uint64, count)
	for i := range all {
		body = body[n:]
		if all[i], n = binary.Uvarint(body); n <= 0 {
			return nil, fmt.Errorf("%w: %w", ErrLayout, io.ErrUnexpectedEOF)
		}
	}
	return all, nil
}

// group is local variables of one type.
type group struct {
	count uint64
	kind  byte
}

// routine is one function of a module.
type routine struct {
	locals []group
	code   []instruction
}

func read(body []byte) (*routine, error) {
	r := new(routine)
	groups, at := binary.Uvarint(body)
	if at <= 0 || groups > uint64(len(body)) {
		return nil, fmt.Errorf("%w: variables", ErrLayout)
	}
	for range groups {
		count, n := binary.Uvarint(body[at:])
		if n <= 0 || at+n >= len(body) {
			return nil, fmt.Errorf("%w: variables", ErrLayout)
		}
		r.locals = append(r.locals, group{count, body[at+n]})
		at += n + 1
	}
	code, err := decode(body[at:])
	r.code = code
	return r, err
}

func (r *routine) append(to []byte) []byte {
	body := binary.AppendUvarint(nil, uint64(len(r.locals)))
	for _, g := range r.locals {
		body = append(binary.AppendUvarint(body, g.count), g.kind)
	}
	for _, i := range r.code {
		body = append(body, i.source...)
	}
	return append(binary.AppendUvarint(to, uint64(len(body))), body...)
}

// push is how Go writes the address to come back to before a call: it makes
// room on its stack and puts it there.
var push = []byte{opLocalGet, opI32Const, opI32Sub, opLocalTee, opGlobalSet, opLocalGet, opI64Const, opI64Store}

// through is how Go calls what an address is in a variable of, after the push.
var through = []byte{opI64Const, opI64Shr, opI32Wrap, opLocalSet, opI32Const, opLocalGet, opIndirect}

// pushes tells whether instructions push the address of a call that follows,
// and nothing in between looks at the stack.
func pushes(code []instruction) bool {
	return follows(code, push...) && code[0].value == sp && code[1].value == 8 && code[3].value == sp && code[4].value == globalSP && code[5].value == sp && code[7].value == 0 &&
		(follows(code[len(push):], opI32Const, opCall) || follows(code[len(push):], through...) && code[len(push)+3].value == 0)
}

// pass lets what is called push the address to come back to, which callers
// leave in a global variable. It is 0 where nothing is to be pushed, as when a
// function is resumed. Half of an address says which function it is in: that is
// kept in a local variable, so that calls look alike in all functions.
func (r *routine) pass(caller int64) {
	var out []instruction
	home := int64(-1)
	framed := len(r.locals) > 0 && r.locals[0].kind == i32
	for at := 0; at < len(r.code); at++ {
		if framed && pushes(r.code[at:]) {
			pc := r.code[at+6].value
			if home < 0 {
				home = pc >> 16
			}
			if home == pc>>16 && pc == int64(uint32(pc)) {
				out = append(out, numbered(opLocalGet, inserted), constant(opI32Const, pc&0xffff), simple(opI32Add), numbered(opGlobalSet, caller))
				at += len(push) - 1
				continue
			}
		}
		out = append(out, r.code[at])
	}
	enter := []instruction{
		numbered(opGlobalGet, caller), {op: opIf, source: []byte{opIf, 0x40}},
		numbered(opGlobalGet, globalSP), constant(opI32Const, 8), simple(opI32Sub), numbered(opGlobalSet, globalSP),
		numbered(opGlobalGet, globalSP), numbered(opGlobalGet, caller), simple(opI64Extend), access(opI64Store, 3, 0),
		constant(opI32Const, 0), numbered(opGlobalSet, caller), simple(opEnd),
	}
	if home >= 0 {
		for i, one := range out {
			if opLocalGet <= one.op && one.op <= opLocalTee && one.value >= inserted && !(one.op == opLocalGet && i+3 < len(out) && out[i+3].is(opGlobalSet, caller)) {
				out[i] = numbered(one.op, one.value+1)
			}
		}
		r.locals[0].count++
		enter = append(enter, constant(opI32Const, int64(int32(home<<16))), numbered(opLocalSet, inserted))
	}
	r.code = append(enter, out...)
}

// effect is what an instruction takes from the stack and puts there; false where
// it is not one of those that only compute.
func (i instruction) effect() (pops, pushes int, ok bool) {
	switch op := i.op; {
	case op == opLocalGet || op == opGlobalGet || 0x41 <= op && op <= 0x44:
		return 0, 1, true
	case op == opLocalTee || opLoadFirst <= op && op <= opLoadLast || op == opI32Eqz || op == opI64Eqz || 0x67 <= op && op <= 0x69 || 0x79 <= op && op <= 0x7b || 0xa7 <= op && op <= 0xc4:
		return 1, 1, true
	case 0x46 <= op && op <= 0x78 || 0x7c <= op && op <= 0x8a:
		return 2, 1, true
	case op == 0x1b:
		return 3, 1, true
	case opStoreFirst <= op && op <= opStoreLast:
		return 2, 0, true
	}
	return 0, 0, false
}

// shorten says the same in fewer instructions, where Go says it in a roundabout
// way.
func (r *routine) shorten() {
	code := r.code
	unwinds := len(code) > 3 && code[len(code)-3].op == opEnd && code[len(code)-2].is(opI32Const, 1)
	var out []instruction
	blocks := int64(0)
	for len(code) > 0 {
		i, taken := code[0], 1
		switch {
		case opBlock <= i.op && i.op <= opIf:
			blocks++
		case i.op == opEnd:
			blocks--
		}
		switch {
		case i.op == opNop:
		case follows(code, opI64Extend, opI64Const, opI64Add, opI32Wrap) && len(out) > 0 && out[len(out)-1].is(opLocalGet, sp):
			// A place in the frame: loads and stores can add the offset.
			taken = 4
			if offset := code[1].value; !addTo(code[4:], offset) {
				out = append(out, constant(opI32Const, int64(int32(offset))), simple(opI32Add))
			}
		case follows(code, opI64Extend, opI32Wrap):
			taken = 2
		case follows(code, opI64Extend, opI64Eqz):
			out, taken = append(out, simple(opI32Eqz)), 2
		case follows(code, opLocalSet, opLocalGet) && code[1].value == i.value:
			out, taken = append(out, numbered(opLocalTee, i.value)), 2
		case follows(code, leave...):
			// The frame and the address to come back to, at once.
			out, taken = append(out, i, constant(opI32Const, code[1].value+code[6].value), code[2], code[4], code[10], code[11]), len(leave)
		case follows(code, leave[5:]...):
			out, taken = append(out, i, code[1], code[2], code[4], code[5], code[6]), len(leave)-5
		case i.op == opBrIf && unwinds && i.value == blocks-1 && len(out) > 2 && out[len(out)-1].is(opLocalSet, sp) && out[len(out)-2].is(opGlobalGet, globalSP) && (out[len(out)-3].op == opCall || out[len(out)-3].op == opIndirect):
			// Out of all blocks, after which a function says that it unwinds.
			// The number of blocks is another at each call.
			out = append(out, instruction{op: opIf, source: []byte{opIf, 0x40}}, constant(opI32Const, 1), simple(opReturn), simple(opEnd))
		default:
			out = append(out, i)
		}
		code = code[taken:]
	}
	r.code = out
}

// leave is how Go returns: it gives up its frame, and then the address to come
// back to.
var leave = []byte{opLocalGet, opI32Const, opI32Add, opLocalTee, opGlobalSet, opLocalGet, opI32Const, opI32Add, opLocalTee, opGlobalSet, opI32Const, opReturn}

// addTo adds an offset to the load or store that takes the address on the stack,
// which is the first to take it if everything before only computes.
func addTo(code []instruction, offset int64) bool {
	if offset < 0 || offset >= 1<<16 {
		return false
	}
	depth := 1
	for k, i := range code {
		pops, pushes, ok := i.effect()
		switch {
		case !ok:
			return false
		case depth > pops:
			depth += pushes - pops
		case opLoadFirst <= i.op && i.op <= opLoadLast, opStoreFirst <= i.op && i.op <= opStoreLast && depth == 2:
			code[k] = access(i.op, i.align, i.value+offset)
			return true
		default:
			return false
		}
	}
	return false
}
