// Package slim makes a Go program for js/wasm travel in far fewer bytes. It
// works on both sides of the Go tool: [Overlay] gives it a runtime without what
// a page has no use for, and [Module] takes a compiled program and writes it in
// fewer bytes. Of the engine of the widget half remains as brotli sends it.
//
// # Before compiling
//
// Half of a small Go program is the runtime, and much of the runtime is for
// programs that are traced, profiled, debugged, tuned by their environment and
// run by many threads. The linker keeps all of it, since each could be asked for
// while the program runs. The rules of this package name what is left out and
// say why. Functions lose what they do, or conditions become constant, so that
// the compiler and the linker find out what else is not needed. All sources
// stay as Go has them otherwise, and what a rule does not find is an error.
//
// # The code
//
// Go's functions for WebAssembly come back to where they were by an address that
// their caller pushes. A call takes some thirty bytes, a quarter of all code. Here
// what is called does the pushing, and an address is told in such a way that
// calls of one function look alike. That and roundabout ways to say something
// are all that changes in code: what functions compute stays as the compiler
// wrote it.
//
// # The tables that only tracebacks read
//
// The Go linker leaves in every program what the runtime needs to print a
// stack: the name of each function, its file, its lines and its arguments. No
// option of the linker leaves them out. They lie in the data of the module
// beside tables that the program cannot do without, such as those that tell
// the garbage collector where pointers are. [Module] takes the former out and
// leaves the latter, and it tells them apart as the runtime does, from the
// layout in src/runtime/symtab.go, runtime2.go (_func), symtabinl.go
// (inlinedCall) and src/internal/abi/symtab.go of Go 1.26.
//
// # What goes
//
//   - names of functions, save those below;
//   - names of files, and the tables from program counters to files and lines,
//     with the lines where functions start;
//   - what tracebacks print of arguments (ArgInfo, ArgLiveInfo, ArgLiveIndex),
//     and safe points for asynchronous preemption, which js/wasm has not;
//   - names and start lines in the trees of inlined calls.
//
// # What stays, and why
//
//   - Tables of stack frames, pointer maps, stack objects and deferred calls:
//     stacks grow, the collector marks and panics unwind by them.
//   - Trees of inlined calls: recover counts the frames between itself and the
//     panic, inlined ones too, and tells wrappers from others.
//   - Names that the runtime decides by. Goroutines that start in "runtime."
//     are its own, and do not count in the search for deadlocks, so functions
//     of the runtime all keep that prefix for a name. A wrapper of a method
//     that was called on a nil pointer panics with words made from its own
//     name, and dies where it cannot, so wrappers keep theirs. So do functions
//     whose arguments the compiler does not know: the collector finds those of
//     reflect by name.
//
// Tables that several functions or purposes share are kept if any of them
// stays. Kept ones move together, so that what is empty is in one piece, and
// data segments then skip runs of zeros: memory starts as zeros. The table that
// leads from a program counter to its function keeps what the runtime reads of
// it on js/wasm, which is one entry in 256.
//
// # What is lost
//
// The stack in a crash report has no names and no lines, and runtime.Caller,
// runtime.CallersFrames and runtime.FuncForPC tell nothing. Messages of panics
// and fatal errors stay whole, save those of reflect that name the method that
// was called: it asks for its caller. With the changed runtime, packages
// runtime/trace and runtime/pprof record nothing, environment variables such as
// GODEBUG and GOGC choose nothing, a panic with a number that nothing recovers
// tells its type alone, and a fault that the runtime finds in itself is told in
// one line.
package slim

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrLayout is the error of a module whose tables are not laid out as Go 1.26
// lays them out for js/wasm. Nothing is known of it, so it stays as it is.
var ErrLayout = errors.New("not laid out as Go 1.26 does for js/wasm")

// Offsets in the runtime's structures, in bytes.
const (
	// pcHeader
	headerSize   = 72
	headerTables = 32 // five offsets: names, units, files, values, functions

	// moduledata: slices of the five tables and of functab, then single words
	moduleTables    = 8
	moduleFunctions = 112 // length of pclntable
	moduleFind      = 152 // findfunctab
	moduleFirst     = 160 // minpc
	moduleLast      = 168 // maxpc
	moduleText      = 176 // text
	moduleFuncdata  = 320 // gofunc
	moduleEnd       = 328 // epclntab

	// _func
	funcName       = 4
	funcArgs       = 8
	funcFrame      = 16 // pcsp
	funcFile       = 20 // pcfile
	funcLine       = 24 // pcln
	funcPCData     = 28 // npcdata
	funcUnit       = 32 // cuOffset
	funcStart      = 36 // startLine
	funcID         = 40
	funcFuncData   = 43 // nfuncdata
	funcSize       = 44 // pcdata follow, then funcdata
	argsUnknown    = 1 << 31
	none           = 1<<32 - 1 // a funcdata that is not there
	wrapper        = 23        // FuncIDWrapper
	inlinedSize    = 16
	inlinedName    = 4
	inlinedStart   = 12
	bucketCounters = 4096
	bucketSize     = 20
	bucketRead     = 5
	maxFunctions   = 1 << 20
	runtimePrefix  = "runtime."
)

// Kinds of tables by program counter, and of funcdata (internal/abi).
const (
	pcUnsafePoint = 0
	pcInlined     = 2
	pcArgLive     = 3

	dataInlined = 3
	dataArgs    = 5
	dataArgLive = 6
)

// known are functions that the runtime marks by a number, to see that the
// numbers are those of Go 1.26.
var known = map[string]byte{"runtime.goexit": 8, "runtime.gopanic": 10, "runtime.mstart": 14, "runtime.systemstack_switch": 22}

// Module returns a WebAssembly module that does what the given one does and
// holds no tables for tracebacks. The module is one that the Go linker made for
// js/wasm; of another it returns [ErrLayout]. The same module gives the same
// bytes, and a slim one gives itself.
func Module(module []byte) ([]byte, error) {
	sections, err := split(module)
	if err != nil {
		return nil, err
	}
	data := slices.IndexFunc(sections, func(s section) bool { return s.id == dataSection })
	if data < 0 {
		return nil, fmt.Errorf("%w: no data", ErrLayout)
	}
	m, err := load(sections[data].body)
	if err != nil {
		return nil, err
	}
	p, err := find(m)
	if err != nil {
		return nil, err
	}
	if err := p.empty(); err != nil {
		return nil, err
	}
	sections[data].body = m.segments()
	if err := shrink(sections); err != nil {
		return nil, err
	}
	return join(sections), nil
}

// program is where the tables of a program are, in the order of their addresses,
// and where they end.
type program struct {
	*memory
	names, units, files, values, functions, funcdata, buckets, end int
	count                                                          int // functions
}

// find finds the tables, by what the runtime itself checks at the start and by
// the links from moduledata, which must agree.
func find(m *memory) (*program, error) {
	for at := 0; at+headerSize <= len(m.data); at += 8 {
		if m.u64(at) != 0x08_01_0000_fffffff1 { // magic, no padding, steps of 1, words of 8
			continue
		}
		var table [5]int
		for i := range table {
			table[i] = at + int(m.u64(at+headerTables+8*i)&none)
		}
		p := &program{memory: m, names: table[0], units: table[1], files: table[2], values: table[3], functions: table[4], count: int(m.u64(at+8) & none)}
		if !slices.IsSorted(table[:]) || table[0] < at+headerSize || p.count == 0 || p.count > maxFunctions || !m.holds(p.functions, 8*p.count+4) {
			continue
		}
		for module := 0; module+moduleEnd+8 <= len(m.data); module += 8 {
			if m.u64(module) != uint64(at) {
				continue
			}
			agree := true
			for i, want := range append(table[:], p.functions) {
				agree = agree && m.u64(module+moduleTables+24*i) == uint64(want)
			}
			word := func(offset int) int { return int(m.u64(module+offset) & none) }
			p.funcdata, p.buckets = word(moduleFuncdata), word(moduleFind)
			first, last := word(moduleFirst), word(moduleLast)
			p.end = p.buckets + bucketSize*((last-first)/bucketCounters)
			if agree && p.functions+word(moduleFunctions) <= p.funcdata && p.funcdata < p.buckets && p.buckets <= p.end && p.end <= word(moduleEnd) &&
				word(moduleEnd) <= len(m.data) && (first-word(moduleText))%(16*bucketCounters) == 0 {
				return p, nil
			}
		}
	}
	return nil, fmt.Errorf("%w: no table of functions", ErrLayout)
}

// empty takes out what only tracebacks read.
func (p *program) empty() error {
	funcs, err := p.funcs()
	if err != nil {
		return err
	}
	if err := p.emptyNames(funcs); err != nil {
		return err
	}
	p.zero(p.units, p.values)
	if err := p.emptyInlined(funcs); err != nil {
		return err
	}
	if err := p.emptyArguments(funcs); err != nil {
		return err
	}
	for _, f := range funcs {
		for _, field := range []int{funcFile, funcLine, funcUnit, funcStart} {
			p.set32(f.at+field, 0)
		}
		for _, kind := range []int{pcUnsafePoint, pcArgLive} {
			if kind < f.pcdata {
				p.set32(f.at+funcSize+4*kind, 0)
			}
		}
	}
	p.emptyBuckets()
	return p.packValues(funcs)
}

// emptyBuckets empties what nothing asks for. The table that leads from a
// program counter to a function has a bucket for each 4096 counters, but on
// this machine the runtime looks up whole functions, each of which has 65536:
// only the first of sixteen buckets is read, and of that the first entry.
func (p *program) emptyBuckets() {
	for at := p.buckets; at < p.end; at += bucketSize {
		from := at
		if (at-p.buckets)/bucketSize%16 == 0 {
			from += bucketRead
		}
		p.zero(from, min(p.end, at+bucketSize))
	}
}

// function is one entry of the table of functions.
type function struct {
	at       int // address
	name     string
	pcdata   int // number of tables by program counter
	funcdata int // number of funcdata
}

// data is the address that holds the offset of a funcdata.
func (f function) data(kind int) int { return f.at + funcSize + 4*f.pcdata + 4*kind }

func (p *program) funcs() ([]function, error) {
	funcs := make([]function, 0, p.count)
	end, seen := 0, 0
	for i := range p.count {
		f := function{at: p.functions + int(p.u32(p.functions+8*i+4))}
		if f.at < end || !p.holds(f.at, funcSize) {
			return nil, fmt.Errorf("%w: function %d", ErrLayout, i)
		}
		f.pcdata, f.funcdata = int(p.u32(f.at+funcPCData)), int(p.data[f.at+funcFuncData])
		if end = f.data(f.funcdata); end > p.funcdata {
			return nil, fmt.Errorf("%w: function %d", ErrLayout, i)
		}
		// The runtime takes 0 for no name, though a name starts there.
		if at := int(p.u32(f.at + funcName)); at != 0 {
			if p.names+at >= p.units {
				return nil, fmt.Errorf("%w: name of function %d", ErrLayout, i)
			}
			name, _, _ := strings.Cut(string(p.data[p.names+at:min(p.units, p.names+at+1<<12)]), "\x00")
			f.name = name
		}
		if id, ok := known[f.name]; ok {
			if p.data[f.at+funcID] != id {
				return nil, fmt.Errorf("%w: %s is marked %d", ErrLayout, f.name, p.data[f.at+funcID])
			}
			seen++
		}
		funcs = append(funcs, f)
	}
	if seen != len(known) {
		return nil, fmt.Errorf("%w: %d of the runtime's %d marked functions", ErrLayout, seen, len(known))
	}
	return funcs, nil
}

// decisive is what has to stay of the name of a function.
func (p *program) decisive(f function) string {
	_, marked := known[f.name]
	switch {
	case marked, p.data[f.at+funcID] == wrapper, p.u32(f.at+funcArgs) == argsUnknown:
		return f.name
	case strings.HasPrefix(f.name, runtimePrefix):
		return runtimePrefix
	}
	return ""
}

func (p *program) emptyNames(funcs []function) error {
	table, places := []byte{0}, map[string]int{"": 0}
	for _, f := range funcs {
		name := p.decisive(f)
		if _, ok := places[name]; !ok {
			places[name] = len(table)
			table = append(append(table, name...), 0)
		}
		p.set32(f.at+funcName, uint32(places[name]))
	}
	return p.replace(p.names, p.units, table)
}

// emptyInlined empties what tracebacks print of inlined calls. The table of a
// function tells which of its calls there are.
func (p *program) emptyInlined(funcs []function) error {
	for _, f := range funcs {
		if f.pcdata <= pcInlined || f.funcdata <= dataInlined || p.u32(f.data(dataInlined)) == none {
			continue
		}
		tree := p.funcdata + int(p.u32(f.data(dataInlined)))
		_, last, err := p.table(int(p.u32(f.at + funcSize + 4*pcInlined)))
		if err != nil {
			return err
		}
		if tree+(last+1)*inlinedSize > p.buckets {
			return fmt.Errorf("%w: inlined calls of a function", ErrLayout)
		}
		for at := tree; at < tree+(last+1)*inlinedSize; at += inlinedSize {
			p.set32(at+inlinedName, 0)
			p.set32(at+inlinedStart, 0)
		}
	}
	return nil
}

// emptyArguments empties what tracebacks print of arguments, where it is not
// at the same time something else: the linker stores equal data once.
func (p *program) emptyArguments(funcs []function) error {
	stays := map[int]bool{} // by offset of funcdata
	for _, f := range funcs {
		for kind := range f.funcdata {
			offset := p.u32(f.data(kind))
			if offset == none {
				continue
			}
			if p.funcdata+int(offset) >= p.buckets {
				return fmt.Errorf("%w: data of a function", ErrLayout)
			}
			stays[int(offset)] = stays[int(offset)] || kind != dataArgs && kind != dataArgLive
		}
	}
	for _, f := range funcs {
		for _, kind := range []int{dataArgs, dataArgLive} {
			if kind < f.funcdata {
				p.set32(f.data(kind), none)
			}
		}
	}
	starts := make([]int, 0, len(stays))
	for offset := range stays {
		starts = append(starts, offset)
	}
	slices.Sort(starts)
	starts = append(starts, p.buckets-p.funcdata)
	for i, offset := range starts[:len(starts)-1] {
		if !stays[offset] {
			p.zero(p.funcdata+offset, p.funcdata+starts[i+1])
		}
	}
	return nil
}

// packValues leaves the tables by program counter that a function still names,
// one beside the other.
func (p *program) packValues(funcs []function) error {
	// Nothing may be at 0, which means no table.
	packed, places := []byte{0}, map[int]int{0: 0}
	move := func(field int) error {
		old := int(p.u32(field))
		if _, ok := places[old]; !ok {
			table, _, err := p.table(old)
			if err != nil {
				return err
			}
			places[old] = len(packed)
			packed = append(packed, table...)
		}
		p.set32(field, uint32(places[old]))
		return nil
	}
	for _, f := range funcs {
		if err := move(f.at + funcFrame); err != nil {
			return err
		}
	}
	for _, f := range funcs {
		for kind := range f.pcdata {
			if err := move(f.at + funcSize + 4*kind); err != nil {
				return err
			}
		}
	}
	return p.replace(p.values, p.functions, packed)
}

// table returns a table by program counter, and the highest value in it. It is
// pairs of varints, what to add to the value and to the counter, and ends with
// a pair's first being 0, which the very first pair's may be.
func (p *program) table(offset int) (table []byte, highest int, err error) {
	if offset == 0 {
		return nil, -1, nil
	}
	if p.values+offset >= p.functions {
		return nil, 0, fmt.Errorf("%w: table of values", ErrLayout)
	}
	all := p.data[p.values+offset : p.functions]
	value, highest := int32(-1), -1
	for at, first := 0, true; ; first = false {
		delta, n := binary.Uvarint(all[at:])
		if n <= 0 {
			return nil, 0, fmt.Errorf("%w: table of values", ErrLayout)
		}
		at += n
		if delta == 0 && !first {
			return all[:at], highest, nil
		}
		value += int32(-(uint32(delta) & 1) ^ uint32(delta)>>1)
		highest = max(highest, int(value))
		if _, n = binary.Uvarint(all[at:]); n <= 0 {
			return nil, 0, fmt.Errorf("%w: table of values", ErrLayout)
		}
		at += n
	}
}

// replace puts a smaller table where one was.
func (p *program) replace(from, to int, table []byte) error {
	if len(table) > to-from {
		return fmt.Errorf("%w: table of %d bytes where %d were", ErrLayout, len(table), to-from)
	}
	p.zero(from, to)
	copy(p.data[from:], table)
	return nil
}
