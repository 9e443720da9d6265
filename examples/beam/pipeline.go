package main

import (
	"context"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// registerFunctions tells Beam what workers will be asked to run. It comes
// before beam.Init, in each process.
func registerFunctions() {
	beam.RegisterType(reflect.TypeFor[Range]())
	beam.RegisterType(reflect.TypeFor[People]())
	beam.RegisterType(reflect.TypeFor[Shard]())
	register.DoFn3x1[context.Context, Range, func(string), error](&countFn{})
	register.DoFn4x1[context.Context, int, func(*string) bool, func(string), error](&reportFn{})
	register.DoFn3x1[context.Context, People, func(Shard), error](&slotsFn{})
	register.DoFn4x1[context.Context, int, func(*Shard) bool, func(string), error](&manifestFn{})
	register.Function2x0(tellWritten)
	register.Emitter1[string]()
	register.Emitter1[Shard]()
	register.Iter1[string]()
	register.Iter1[Shard]()
}

// spread deals work out to a number of lanes, each with a function of its own.
// Runners make many bundles of one lane, but for Prism, which makes one of all
// that lies ready: there a lane is what runs beside the others.
func spread[T any](s beam.Scope, work []T, lanes int, function any) beam.PCollection {
	lanes = max(1, min(lanes, len(work)))
	dealt := make([][]T, lanes)
	for i, one := range work {
		dealt[i%lanes] = append(dealt[i%lanes], one)
	}
	var made []beam.PCollection
	for _, lane := range dealt {
		made = append(made, beam.ParDo(s, function, beam.Reshuffle(s, beam.CreateList(s, lane))))
	}
	return beam.Flatten(s, made...)
}

// gather brings everything to one worker, whose function emits what it wrote.
// Nobody needs to be told, but while a function without output runs, Prism waits
// for it on a processor of its own.
func gather(s beam.Scope, made beam.PCollection, function any) {
	wrote := beam.ParDo(s, function, beam.GroupByKey(s, beam.AddFixedKey(s, made)))
	beam.ParDo0(s, tellWritten, beam.Reshuffle(s, wrote))
}

func tellWritten(ctx context.Context, file string) { log.Debugf(ctx, "%s is written", file) }
