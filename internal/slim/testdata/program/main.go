// Command program does what a runtime without its tables would do otherwise:
// its stack grows and moves, the collector marks it, panics unwind it and
// recover counts its frames. It prints what it saw.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"time"
)

type tree struct {
	left, right *tree
	name        string
	weights     map[int]string
}

// grow makes a tree with a frame of the stack for each level.
func grow(depth int) *tree {
	var room [64]int
	if depth == 0 {
		return nil
	}
	for i := range room {
		room[i] = depth * i
	}
	t := &tree{name: strings.Repeat("x", depth%7), weights: map[int]string{depth: fmt.Sprint(room[depth%64])}}
	t.left = grow(depth - 1)
	if depth%500 == 0 {
		runtime.GC()
		t.right = grow(10)
	}
	return t
}

func (t *tree) sum() int {
	if t == nil {
		return 0
	}
	sum := len(t.name) + t.left.sum() + t.right.sum()
	for key, value := range t.weights {
		sum += key + len(value)
	}
	return sum
}

type shape interface{ area() int }

type square struct{ side int }

//go:noinline
func (s square) area() int { return s.side * s.side }

// caught runs a function that panics and returns what it panics with.
func caught(f func()) (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	f()
	return "nothing"
}

// rescue recovers in the frame that is deferred; help is one frame too deep.
func rescue() { last = recover() }

func help() { rescue() }

type rescuer struct{ _ int }

func (rescuer) rescue() { last = recover() }

// nested is small enough to be put into what calls it, and there it counts as
// a frame all the same.
func (rescuer) nested() { help() }

func (rescuer) close() { rescue() }

type closer interface {
	rescue()
	nested()
	close()
}

var last any

func deferred(f func()) string {
	return caught(func() {
		defer f()
		panic("deferred")
	})
}

func open(n int) (text string) {
	defer func() { text += fmt.Sprint(" third ", recover()) }()
	if n > 0 {
		defer func() { text += " second" }()
	}
	defer func() {
		if n > 1 {
			panic(fmt.Sprint("again after ", recover()))
		}
		text += "first"
	}()
	var list []int
	return fmt.Sprint(list[n])
}

func main() {
	fmt.Println("stack", grow(5_000).sum())

	var missing *square
	shapes := []shape{square{1}, missing}
	var table map[string]int
	var anything any = "text"
	zero := len(table)
	for _, f := range []func(){
		func() { fmt.Println(shapes[1-zero].area()) },
		func() { table["x"] = 1 },
		func() { _ = anything.(int) },
		func() { _ = anything.(shape) },
		func() { fmt.Println(1 / zero) },
		func() { _ = make([]int, zero-1) },
		func() { _ = "abc"[zero+3:][:zero+2] },
		func() { panic(errors.New("an error")) },
		func() { var c chan int; close(c) },
		func() { var s *square; s.side++ },
	} {
		fmt.Println("panic", caught(f))
	}
	fmt.Println("open", open(0), open(1), open(2))

	var c closer = &rescuer{}
	for _, f := range []func(){rescue, help, c.rescue, c.nested, c.close} {
		last = nil
		text := deferred(f)
		fmt.Println("recover", text, last)
	}

	made := reflect.MakeFunc(reflect.TypeFor[func(*tree, string) *tree](), func(in []reflect.Value) []reflect.Value {
		garbage()
		runtime.GC()
		t := grow(100)
		t.left = in[0].Interface().(*tree)
		t.name += in[1].String()
		return []reflect.Value{reflect.ValueOf(t)}
	}).Interface().(func(*tree, string) *tree)
	fmt.Println("reflect", made(grow(5), strings.Repeat("y", 3)).sum())
	text := reflect.ValueOf(fmt.Errorf("%w: %d", errors.New("wrapped"), 1)).MethodByName("Error").Interface().(func() string)
	runtime.GC()
	fmt.Println("method", text())

	var group sync.WaitGroup
	var lock sync.Mutex
	total := 0
	for i := range 200 {
		group.Go(func() {
			defer lock.Unlock()
			sum := grow(50 + i).sum()
			time.Sleep(time.Microsecond)
			lock.Lock()
			total += sum
			if i%3 == 0 {
				runtime.Goexit()
			}
		})
	}
	group.Wait()
	fmt.Println("goroutines", total, runtime.NumGoroutine())

	done := make(chan string, 2)
	func() {
		t := grow(3)
		runtime.SetFinalizer(t, func(t *tree) { done <- "finalised " + t.name })
	}()
	garbage()
	for range 10 {
		runtime.GC()
		select {
		case word := <-done:
			fmt.Println(word)
			deadlock()
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	fmt.Println("never finalised")
}

// garbage fills what is free with something else.
func garbage() {
	var keep [][]byte
	for i := range 300 {
		keep = append(keep, []byte(strings.Repeat("garbage", i*10)))
	}
	big := make([]byte, 32<<20)
	big[len(big)-1] = byte(len(keep))
	runtime.KeepAlive(big)
}

// deadlock tells whether the runtime sees that no goroutine can go on.
func deadlock() {
	c := make(chan int)
	go func() { c <- <-c }()
	<-c
}
