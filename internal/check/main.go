// Command check runs every check there is, from the repository's root, and
// installs what they need where it may:
//
//	go run ./internal/check
//
// It prints what it does, and ends with an error when anything failed. Outside
// CI it names what it could not do; in CI (CI=true) that is a failure too.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// staticcheck is pinned, so that a new release cannot fail an old commit.
const staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"

// modules are the folders of all modules of the repository.
var modules = []string{".", "bench", "examples/beam", "examples/intranet", "examples/mailer", "wasm/generate"}

// apart is the environment for what is no part of the workspace, because its
// dependencies would weigh on everyone who works on the rest.
var apart = map[string][]string{"examples/beam": {"GOWORK=off"}}

// domain packages, and the least share of their statements that tests cover.
var domain = []string{"engagement", "audience", "campaign", "evaluation"}

const leastCoverage = 85.0

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := &check{ctx: ctx, ci: os.Getenv("CI") == "true"}
	c.step("what the checks need", c.install)
	c.step("formatting", c.format)
	c.step("generated files", c.generated)
	c.step("go vet", c.vet)
	c.step("staticcheck", c.static)
	c.step("tests and coverage", c.test)
	c.step("beside other libraries", c.peers)
	c.step("race detector", c.race)
	c.step("the mailer through crashes", c.mailer)
	c.step("the same counts by Beam", c.beam)
	c.step("the demonstration in a browser", c.browser)
	fmt.Println()
	for _, s := range c.skipped {
		fmt.Println("not done:", s)
	}
	if len(c.failed) > 0 || c.ci && len(c.skipped) > 0 {
		fmt.Println("FAILED:", strings.Join(slices.Concat(c.failed, c.skipped), "; "))
		os.Exit(1)
	}
	fmt.Println("All checks passed.")
}

// check runs the steps and remembers what failed.
type check struct {
	ctx     context.Context
	ci      bool
	failed  []string
	skipped []string
}

func (c *check) step(name string, run func() error) {
	if c.ctx.Err() != nil {
		c.failed = append(c.failed, name+" (stopped)")
		return
	}
	fmt.Printf("\n== %s\n", name)
	begin := time.Now()
	if err := run(); err != nil {
		fmt.Println(err)
		c.failed = append(c.failed, name)
	}
	fmt.Printf("-- %s: %.0f s\n", name, time.Since(begin).Seconds())
}

// command runs a program in a folder and shows what it prints as it goes.
func (c *check) command(dir string, env []string, name string, args ...string) error {
	fmt.Println("$", name, strings.Join(args, " "))
	cmd := exec.CommandContext(c.ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	return cmd.Run()
}

// readers are Debian's packages that read calendars back, by the Python module
// that each brings.
var readers = map[string]string{"icalendar": "python3-icalendar", "recurring_ical_events": "python3-recurring-ical-events"}

// install gets two browsers, Node, a C++ compiler, the solver CBC, ZBar that
// scans codes, and Python's readers of calendars where they are missing, from
// Debian. Python itself reads e-mails too.
func (c *check) install() error {
	var missing []string
	for program, pkg := range map[string]string{"cbc": "coinor-cbc", "chromium": "chromium", "firefox-esr": "firefox-esr", "g++": "g++", "node": "nodejs", "npm": "npm", "zbarimg": "zbar-tools"} {
		if _, err := exec.LookPath(program); err != nil {
			missing = append(missing, pkg)
		}
	}
	for module, pkg := range readers {
		if exec.CommandContext(c.ctx, "/usr/bin/python3", "-c", "import "+module).Run() != nil {
			missing = append(missing, pkg)
		}
	}
	slices.Sort(missing)
	if len(missing) == 0 {
		return nil
	}
	apt, err := exec.LookPath("apt-get")
	if err != nil || os.Geteuid() != 0 {
		fmt.Println("missing, and not to be installed from here:", strings.Join(missing, ", "))
		c.skipped = append(c.skipped, "checks that need "+strings.Join(missing, ", "))
		return nil
	}
	env := []string{"DEBIAN_FRONTEND=noninteractive"}
	if err := c.command(".", env, apt, "-q", "update"); err != nil {
		return err
	}
	return c.command(".", env, apt, append([]string{"-q", "install", "-y", "--no-install-recommends"}, missing...)...)
}

func (c *check) format() error {
	var out bytes.Buffer
	cmd := exec.CommandContext(c.ctx, "gofmt", "-l", ".")
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Run(); err != nil {
		return err
	}
	if out.Len() > 0 {
		return fmt.Errorf("not formatted:\n%s", out.String())
	}
	return nil
}

// made are the generated files, by the packages that say how they are made.
var made = map[string]string{"./schema": "schema/*.json", "./wasm": "wasm/dist/*"}

// generated makes the generated files anew and compares them with those that
// are committed, after testing what makes those that pages load.
func (c *check) generated() error {
	if err := c.command("wasm/generate", nil, "go", "test", "-count=1", "./..."); err != nil {
		return err
	}
	before, err := contents()
	if err != nil {
		return err
	}
	for _, pkg := range slices.Sorted(maps.Keys(made)) {
		if err := c.command(".", nil, "go", "generate", pkg); err != nil {
			return err
		}
	}
	after, err := contents()
	if err != nil {
		return err
	}
	return changed(before, after)
}

// changed is an error where files differ, are missing or are too many.
func changed(before, after map[string]string) error {
	all := maps.Clone(before)
	maps.Copy(all, after)
	var err error
	for _, name := range slices.Sorted(maps.Keys(all)) {
		was, there := before[name]
		is, stays := after[name]
		if was != is || there != stays {
			err = errors.Join(err, fmt.Errorf("%s was out of date", name))
		}
	}
	return err
}

func contents() (map[string]string, error) {
	all := map[string]string{}
	for _, pattern := range made {
		names, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			all[name] = string(data)
		}
	}
	return all, nil
}

func (c *check) vet() error {
	for _, dir := range modules {
		if err := c.command(dir, apart[dir], "go", "vet", "./..."); err != nil {
			return err
		}
	}
	return c.command(".", []string{"GOOS=js", "GOARCH=wasm"}, "go", "vet", "./wasm/engine")
}

func (c *check) static() error {
	for _, dir := range modules {
		if err := c.command(dir, apart[dir], "go", "run", staticcheck, "./..."); err != nil {
			return err
		}
	}
	return nil
}

func (c *check) test() error {
	dir, err := os.MkdirTemp("", "osmosi-check")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	profile := filepath.Join(dir, "coverage")
	if err := c.command(".", nil, "go", "test", "-count=1", "-timeout=30m", "-coverpkg=./...", "-coverprofile="+profile, "./..."); err != nil {
		return err
	}
	data, err := os.Open(profile)
	if err != nil {
		return err
	}
	defer data.Close()
	shares, err := coverage(data)
	if err != nil {
		return err
	}
	for _, d := range domain {
		fmt.Printf("%s: %.1f %% of statements covered\n", d, shares[d])
		if shares[d] < leastCoverage {
			err = errors.Join(err, fmt.Errorf("%s: less than %.0f %%", d, leastCoverage))
		}
	}
	return err
}

// race runs the tests again under the race detector, which needs a C compiler.
// Random attacks are shorter there, and the figures of statistics, which know no
// goroutines and are simulated at length, are left out, as are what runs other
// programs slim and whole and what compresses: the tests before ran all of it.
func (c *check) race() error {
	if _, err := exec.LookPath("gcc"); err != nil {
		c.skipped = append(c.skipped, "race detector (no C compiler)")
		return nil
	}
	list, err := exec.CommandContext(c.ctx, "go", "list", "./...").Output()
	if err != nil {
		return err
	}
	packages := slices.DeleteFunc(strings.Fields(string(list)), func(p string) bool {
		return slices.ContainsFunc([]string{"/internal/statistic", "/internal/slim", "/wasm/build", "/wasm/pack"}, func(end string) bool { return strings.HasSuffix(p, end) })
	})
	return c.command(".", []string{"CGO_ENABLED=1"}, "go", append([]string{"test", "-count=1", "-short", "-race", "-timeout=30m"}, packages...)...)
}

// peers holds what others do as well against them: results, not times. One of
// them is written in C++.
func (c *check) peers() error {
	if _, err := exec.LookPath("g++"); err != nil {
		c.skipped = append(c.skipped, "comparison with peers (no C++ compiler)")
		return nil
	}
	return c.command("bench", nil, "go", "test", "-count=1", "./...")
}

func (c *check) mailer() error {
	return c.command("examples/mailer", nil, "go", "test", "-count=1", "./...")
}

func (c *check) beam() error {
	return c.command("examples/beam", apart["examples/beam"], "go", "test", "-count=1", "./...")
}

func (c *check) browser() error {
	return c.command("examples/intranet", nil, "go", "test", "-count=1", "-timeout=45m", "./...")
}

// coverage reads a coverage profile and returns the percentage of statements
// covered in each top-level folder.
func coverage(profile io.Reader) (map[string]float64, error) {
	data, err := io.ReadAll(profile)
	if err != nil {
		return nil, err
	}
	type block struct {
		statements int
		covered    bool
	}
	blocks := map[string]block{} // by place; a place is listed once for each test binary
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "mode:") {
			continue
		}
		var place string
		var statements, count int
		if _, err := fmt.Sscan(line, &place, &statements, &count); err != nil {
			return nil, fmt.Errorf("coverage profile: %q: %w", line, err)
		}
		blocks[place] = block{statements, blocks[place].covered || count > 0}
	}
	all, covered := map[string]int{}, map[string]int{}
	for place, b := range blocks {
		folder := strings.SplitN(place, "/", 5)[3] // host/owner/module/folder/…
		all[folder] += b.statements
		if b.covered {
			covered[folder] += b.statements
		}
	}
	shares := map[string]float64{}
	for folder, n := range all {
		shares[folder] = 100 * float64(covered[folder]) / float64(max(n, 1))
	}
	return shares, nil
}
