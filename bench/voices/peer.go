package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// peer is a program of others.
type peer struct {
	name, program  string
	dir            string // where it finds graphs and leaves results
	format, solver []string
	seeds          func(graph string, k int) string // the file that names the nodes chosen
}

func newOPIM(program string) peer {
	return peer{
		name: "OPIM-C", program: program,
		format: []string{"-func=0", "-mode=g"},
		solver: []string{"-func=1", "-alg=opim-c", "-mode=2", "-model=IC", "-pdist=WC"},
		seeds:  func(graph string, k int) string { return fmt.Sprintf("seed_%s_opim-c_minBound_k%d_WC", graph, k) },
	}
}

func newSUBSIM(program string) peer {
	return peer{
		name: "SUBSIM", program: program,
		format: []string{"-func=format", "-pdist=wc"},
		solver: []string{"-func=im"},
		seeds:  func(graph string, k int) string { return fmt.Sprintf("seed_%s_subsim_k%d_wc", graph, k) },
	}
}

// run runs the program in its folder and returns what it prints. Both programs
// end with statuses that mean nothing; what they leave is looked at instead.
func (p peer) run(ctx context.Context, args ...string) (string, error) {
	program, err := filepath.Abs(p.program)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(program); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = p.dir
	out, err := cmd.Output()
	if _, ended := err.(*exec.ExitError); err != nil && !ended {
		return "", err
	}
	return string(out), ctx.Err()
}

// prepare gives the program a graph in its own format.
func (p peer) prepare(ctx context.Context, g *network) error {
	if err := os.MkdirAll(filepath.Join(p.dir, "result"), 0o755); err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintln(&b, g.nodes, len(g.edges))
	for _, e := range g.edges {
		fmt.Fprintln(&b, e.From, e.To)
	}
	if err := os.WriteFile(filepath.Join(p.dir, g.name), []byte(b.String()), 0o644); err != nil {
		return err
	}
	out, err := p.run(ctx, append(p.format, "-dir=.", "-gname="+g.name)...)
	if err == nil && !strings.Contains(out, "formatted") {
		err = fmt.Errorf("%s took no graph: %s", p.name, out)
	}
	return err
}

var (
	printedTime    = regexp.MustCompile(`Influence via R2: .*, time: ([0-9.e+-]+)`)
	printedSamples = regexp.MustCompile(`#RR sets: ([0-9]+)`)
)

// solve has the program choose, and reads its own clock, which starts when the
// graph is loaded.
func (p peer) solve(ctx context.Context, g *network, k int) (result, error) {
	var r result
	out, err := p.run(ctx, append(p.solver, "-dir=.", "-outpath=result", "-gname="+g.name, "-seedsize="+strconv.Itoa(k), fmt.Sprint("-eps=", epsilon))...)
	if err != nil {
		return r, err
	}
	took, samples := printedTime.FindStringSubmatch(out), printedSamples.FindAllStringSubmatch(out, -1)
	if took == nil || samples == nil {
		return r, fmt.Errorf("%s printed no time: %s", p.name, out)
	}
	seconds, err := strconv.ParseFloat(took[1], 64)
	if err != nil {
		return r, err
	}
	r.took = time.Duration(seconds * float64(time.Second))
	// What it prints last is how many both of its samples hold.
	if r.samples, err = strconv.Atoi(samples[len(samples)-1][1]); err != nil {
		return r, err
	}
	f, err := os.Open(filepath.Join(p.dir, "result", "seed", p.seeds(g.name, k)))
	if err != nil {
		return r, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		node, err := strconv.Atoi(strings.TrimSpace(lines.Text()))
		if err != nil {
			return r, err
		}
		r.nodes = append(r.nodes, int32(node))
	}
	if len(r.nodes) != k {
		return r, fmt.Errorf("%s chose %d nodes instead of %d", p.name, len(r.nodes), k)
	}
	return r, nil
}
