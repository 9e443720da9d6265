package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/audience/mix"
)

// solver is CBC with an instance in a file.
type solver struct {
	instance, solution string
}

func newSolver(dir, name string, p *mix.Problem) (*solver, error) {
	s := &solver{filepath.Join(dir, name+".lp"), filepath.Join(dir, name+".sol")}
	f, err := os.Create(s.instance)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return s, writeLP(f, p)
}

// solve lets CBC prove the best reach; it is left at its defaults but for the
// gaps, which are 0. A second value is false where there is no allowed choice.
func (s *solver) solve(ctx context.Context) (best float64, feasible bool, took time.Duration, err error) {
	cmd := exec.CommandContext(ctx, "cbc", s.instance, "-ratio", "0", "-allow", "0", "solve", "-solution", s.solution)
	out, err := cmd.CombinedOutput()
	took = processor(cmd)
	if err != nil {
		return 0, false, took, fmt.Errorf("cbc: %w: %s", err, out)
	}
	data, err := os.ReadFile(s.solution)
	if err != nil {
		return 0, false, took, err
	}
	head, _, _ := strings.Cut(string(data), "\n")
	if strings.HasPrefix(head, "Infeasible") || strings.HasPrefix(head, "Integer infeasible") {
		return 0, false, took, nil
	}
	_, value, found := strings.Cut(head, "objective value")
	if !found || !strings.HasPrefix(head, "Optimal") {
		return 0, false, took, fmt.Errorf("cbc: %s", head)
	}
	best, err = strconv.ParseFloat(strings.TrimSpace(value), 64)
	if best < 0 { // it minimises
		best = -best
	}
	return best, true, took, err
}

// read lets CBC start, read the instance and quit: what does not count as
// solving.
func (s *solver) read(ctx context.Context) (time.Duration, error) {
	cmd := exec.CommandContext(ctx, "cbc", s.instance, "quit")
	err := cmd.Run()
	return processor(cmd), err
}

// processor is the time that a process spent on a processor. On a machine with
// other work it waits besides, which is not its fault.
func processor(cmd *exec.Cmd) time.Duration {
	if cmd.ProcessState == nil {
		return 0
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}
