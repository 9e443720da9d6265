package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"cel.dev/cel-go/cel"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/growthbook/growthbook-golang"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
)

// peer is one way to put people into segments.
type peer struct {
	name string
	// people that it answers for, the first ones.
	people int
	// only counts: not who is in a segment.
	counts bool
	// run returns the people in each segment.
	run func() ([]int, error)
}

// ours answers for everyone and says who is in which segment, or only counts.
// That the first says so rightly is checked here, once.
func ours(w *audience.Workforce, rules []rule, want []int) ([]peer, error) {
	list, err := segments(rules)
	if err != nil {
		return nil, err
	}
	store := population.Of(w, traits)
	set := population.Prepare(store, list, today)
	who := peer{"Osmosi, who is in which", store.Len(), false, func() ([]int, error) {
		for range set.Blocks() {
		}
		return nil, nil
	}}
	counts := peer{"Osmosi, counts", store.Len(), true, func() ([]int, error) { return set.Counts(), nil }}
	members := make([]int, len(rules))
	for _, words := range set.Blocks() {
		for k := 0; k < len(words); k += set.Words() {
			for i := range members {
				if set.In(words[k:k+set.Words()], i) {
					members[i]++
				}
			}
		}
	}
	return []peer{who, counts}, check(who, members, want)
}

func byHand(employees []employee, rules []rule) peer {
	return peer{"Go by hand, over structs", len(employees), false, func() ([]int, error) {
		counts := make([]int, len(rules))
		for i := range employees {
			for k := range rules {
				if rules[k].holds(&employees[i]) {
					counts[k]++
				}
			}
		}
		return counts, nil
	}}
}

// growthBook asks for a feature for each segment, as its users do: a client for
// each person, made from the attributes.
func growthBook(employees []employee, rules []rule) (peer, error) {
	features := map[string]any{}
	keys := make([]string, len(rules))
	for i := range rules {
		keys[i] = strconv.Itoa(i)
		features[keys[i]] = map[string]any{"defaultValue": false, "rules": []any{map[string]any{"condition": rules[i].condition(), "force": true}}}
	}
	text, err := json.Marshal(features)
	if err != nil {
		return peer{}, err
	}
	ctx := context.Background()
	client, err := growthbook.NewClient(ctx, growthbook.WithJsonFeatures(string(text)))
	if err != nil {
		return peer{}, err
	}
	people := make([]growthbook.Attributes, len(employees))
	for i := range employees {
		people[i] = employees[i].attributes()
	}
	return peer{"growthbook-golang, EvalFeature", len(employees), false, func() ([]int, error) {
		counts := make([]int, len(rules))
		for _, attributes := range people {
			person, err := client.WithAttributes(attributes)
			if err != nil {
				return nil, err
			}
			for k, key := range keys {
				if person.EvalFeature(ctx, key).On {
					counts[k]++
				}
			}
		}
		return counts, nil
	}}, nil
}

func celGo(employees []employee, rules []rule) (peer, error) {
	var options []cel.EnvOption
	for name, value := range (&employee{}).attributes() {
		kind := cel.StringType
		switch value.(type) {
		case float64:
			kind = cel.DoubleType
		case bool:
			kind = cel.BoolType
		}
		options = append(options, cel.Variable(name, kind))
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return peer{}, err
	}
	programs := make([]cel.Program, len(rules))
	for i := range rules {
		ast, issues := env.Compile(rules[i].write(codeWords))
		if issues.Err() != nil {
			return peer{}, issues.Err()
		}
		if programs[i], err = env.Program(ast, cel.EvalOptions(cel.OptOptimize)); err != nil {
			return peer{}, err
		}
	}
	people := make([]map[string]any, len(employees))
	for i := range employees {
		people[i] = employees[i].attributes()
	}
	return peer{"cel-go, optimised", len(employees), false, func() ([]int, error) {
		counts := make([]int, len(rules))
		for _, person := range people {
			activation, err := cel.NewActivation(person)
			if err != nil {
				return nil, err
			}
			for k := range programs {
				out, _, err := programs[k].Eval(activation)
				if err != nil {
					return nil, err
				}
				if out.Value() == true {
					counts[k]++
				}
			}
		}
		return counts, nil
	}}, nil
}

func exprLang(employees []employee, rules []rule) (peer, error) {
	programs := make([]*vm.Program, len(rules))
	for i := range rules {
		program, err := expr.Compile(rules[i].write(codeWords), expr.Env((&employee{}).attributes()), expr.AsBool())
		if err != nil {
			return peer{}, err
		}
		programs[i] = program
	}
	people := make([]map[string]any, len(employees))
	for i := range employees {
		people[i] = employees[i].attributes()
	}
	return peer{"expr, one VM for all", len(employees), false, func() ([]int, error) {
		counts := make([]int, len(rules))
		var machine vm.VM
		for _, person := range people {
			for k := range programs {
				out, err := machine.Run(programs[k], person)
				if err != nil {
					return nil, err
				}
				if out == true {
					counts[k]++
				}
			}
		}
		return counts, nil
	}}, nil
}

// check compares counts with those of the rules by hand.
func check(p peer, counts, want []int) error {
	for i := range want {
		if counts[i] != want[i] {
			return fmt.Errorf("%s: %d people in segment %d, not %d", p.name, counts[i], i, want[i])
		}
	}
	return nil
}
