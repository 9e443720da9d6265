package main

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
)

// task is something that Osmosi does so many times in a run.
type task struct {
	name  string
	times int
	unit  string
	run   func()
}

// alone prints what Osmosi takes by itself: with few segments and with many,
// with people and with several times as many, to take everyone in, and for one
// who changes.
func alone(out io.Writer, w *audience.Workforce, few int, multiples []int, rounds int) error {
	store := population.Of(w, traits)
	tasks := []task{{"taking everyone in", w.Len(), "person", func() { population.Of(w, traits) }}}
	for _, n := range []int{30, 250} {
		list, err := segments(rules(n))
		if err != nil {
			return err
		}
		set := population.Prepare(store, list, today)
		tasks = append(tasks,
			task{fmt.Sprintf("who, %d segments", n), store.Len(), "person", func() { everyone(set) }},
			task{fmt.Sprintf("counts, %d segments", n), store.Len(), "person", func() { set.Counts() }})
	}
	list, err := segments(rules(30))
	if err != nil {
		return err
	}
	for _, times := range multiples {
		more, err := repeat(store, times)
		if err != nil {
			return err
		}
		set := population.Prepare(more, list, today)
		tasks = append(tasks, task{fmt.Sprintf("who, 30 segments, %d people", more.Len()), more.Len() * len(list), "person and segment", func() { everyone(set) }})
	}
	_, small := company(few)
	for _, w := range []*audience.Workforce{small, w} {
		if w.Len() > 0 {
			tasks = append(tasks, changes(w, list))
		}
	}

	took := make([][]float64, len(tasks))
	for range rounds {
		for i, t := range tasks {
			runtime.GC()
			begin, runs, all := spent(), 0, time.Duration(0)
			for all < enough {
				t.run()
				runs++
				all = spent() - begin
			}
			took[i] = append(took[i], float64(all.Nanoseconds())/float64(runs)/float64(t.times))
		}
	}
	fmt.Fprintf(out, "Osmosi alone; medians of %d interleaved rounds, ns of processor time\n\n%-44s %10s %10s\n", rounds, "", "median", "least")
	for i, t := range tasks {
		fmt.Fprintf(out, "%-44s %10.3f %10.3f a %s\n", t.name, median(took[i]), slices.Min(took[i]), t.unit)
	}
	fmt.Fprintf(out, "\n250 segments take %.2f times as long as 30, and %.2f times to count\n\n", median(took[3])/median(took[1]), median(took[4])/median(took[2]))
	return nil
}

func everyone(set *population.Set) {
	for range set.Blocks() {
	}
}

// changes takes in again, as if they had changed, people all over the
// workforce, and answers for each.
func changes(w *audience.Workforce, list []audience.Segment) task {
	store := population.Of(w, traits)
	set := population.Prepare(store, list, today)
	const often = 100_000
	var changed []*audience.Person
	var numbers []int
	i := 0
	for p := range w.People() {
		if i%max(1, w.Len()/64) == 0 {
			changed, numbers = append(changed, p), append(numbers, i)
		}
		i++
	}
	words := make([]uint64, set.Words())
	return task{fmt.Sprintf("a changed person among %d", w.Len()), often, "change", func() {
		for n := range often {
			k := n % len(changed)
			store.Set(numbers[k], w, changed[k])
			set.Person(numbers[k], words)
		}
	}}
}

// repeat is a store of the same people several times over, made of its binary
// form: as many people one by one would take more memory than their columns.
func repeat(store *population.Store, times int) (*population.Store, error) {
	data, err := store.AppendBinary(nil)
	if err != nil {
		return nil, err
	}
	const people, codes, head = 1, 3, 16
	out := slices.Grow(slices.Clone(data[:8]), times*len(data))
	for rest := data[8:]; len(rest) > 0; {
		length := int(binary.LittleEndian.Uint64(rest))
		kind := binary.LittleEndian.Uint32(rest[8:])
		content := rest[head : head+length]
		rest = rest[head+(length+7)/8*8:]
		switch kind {
		case people:
			content = slices.Clone(content)
			binary.LittleEndian.PutUint64(content, uint64(store.Len()*times))
		case codes:
			content = slices.Repeat(content, times)
		}
		at := len(out)
		out = binary.LittleEndian.AppendUint64(out, uint64(len(content)))
		out = binary.LittleEndian.AppendUint32(out, kind)
		out = append(append(out, 0, 0, 0, 0), content...)
		for len(out)%8 != 0 {
			out = append(out, 0)
		}
		table := crc32.MakeTable(crc32.Castagnoli)
		sum := crc32.Update(crc32.Checksum(out[at:at+12], table), table, out[at+head:])
		binary.LittleEndian.PutUint32(out[at+12:], sum)
	}
	return population.Read(out)
}

// enough is how long a task is done again and again in a round, for the clock
// of the processor is coarse and the caches are to be the task's own.
const enough = 50 * time.Millisecond

// spent is the time that this process, its garbage collection included, has
// spent on a processor: that others use the machine too does not count.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it knows this process
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
