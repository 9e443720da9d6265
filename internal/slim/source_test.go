package slim

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func changedSource(t *testing.T, r rule, source string) (string, error) {
	file := filepath.Join(t.TempDir(), "a.go")
	require.NoError(t, os.WriteFile(file, []byte(source), 0o644))
	changed, err := r.apply([]string{file})
	return string(changed[file]), err
}

func TestRulesChangeSources(t *testing.T) {
	for _, c := range []struct {
		name, source, want string
		rule               rule
	}{
		{
			"a function does nothing, and what only it imports stays for its effect",
			"package p\n\nimport (\n\t\"os\"\n\tx \"strings\"\n)\n\nfunc (t *T[A]) stop(a int) (int, error) { return os.Stdin.Fd(), nil }\n\nvar _ = x.Cut\n",
			"package p\n\nimport (\n\t_ \"os\"\n\tx \"strings\"\n)\n\nfunc (t *T[A]) stop(a int) (_0 int, _1 error) { return }\n\nvar _ = x.Cut\n",
			rule{empty: []string{"T.st"}},
		},
		{
			"results get names only where they have none",
			"package p\n\nfunc a() int { return 1 }\nfunc b() (n, m int) { return 1, 2 }\nfunc c() { a() }\nfunc abc() int\n",
			"package p\n\nfunc a() (_0 int) { return }\nfunc b() (n, m int) { return }\nfunc c() {  }\nfunc abc() int\n",
			rule{empty: []string{"a", "b", "c"}},
		},
		{
			"another body, and one that stays",
			"package p\n\nfunc a(c chan int) { c <- 2; b() }\nfunc b() {}\nfunc bc() int { return 1 }\n",
			"package p\n\nfunc a(c chan int) { c <- 1 }\nfunc b() {  }\nfunc bc() int { return 1 }\n",
			rule{bodies: map[string]string{"a": "c <- 1"}, empty: []string{"b"}, stays: []string{"bc"}},
		},
		{
			"nothing is printed, save by what speaks, and what it names stays used",
			"package p\n\nfunc a(x int) { print(x, f(x)) }\nfunc b() { println(1); other.print(2) }\nfunc c() { print(3) }\n",
			"package p\n\nfunc a(x int) { if false { print(x, f(x)) } }\nfunc b() { if false { println(1) }; other.print(2) }\nfunc c() { print(3) }\n",
			rule{silent: true, speaks: []string{"c"}},
		},
		{
			"expressions become constant where they are read",
			"package p\n\nvar rate = 5\n\nfunc a() {\n\trate = 1\n\trate++\n\tuse(&rate, x.rate, T{rate: 1}, rate)\n\tif debug.trace > 0 && on() { debug.trace = 1 }\n}\n",
			"package p\n\nvar rate = 5\n\nfunc a() {\n\trate = 1\n\trate++\n\tuse(&rate, x.rate, T{rate: 1}, 0)\n\tif int32(0) > 0 && false { debug.trace = 1 }\n}\n",
			rule{constants: map[string]string{"rate": "0", "debug.trace": "int32(0)", "on()": "false"}},
		},
		{
			"functions may be put where they are called",
			"package p\n\n//go:nosplit\n//go:noinline\nfunc a() {}\n\n//go:noinline\nfunc b() {}\n",
			"package p\n\n//go:nosplit\n//\nfunc a() {}\n\n//go:noinline\nfunc b() {}\n",
			rule{inline: true, stays: []string{"b"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := changedSource(t, c.rule, c.source)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
}

func TestRulesThatFindNothingAreErrors(t *testing.T) {
	const source = "package p\n\nfunc a() {}\n"
	for name, r := range map[string]rule{
		"a prefix":   {empty: []string{"b"}},
		"a body":     {bodies: map[string]string{"b": ""}},
		"a constant": {constants: map[string]string{"b": "1"}},
		"one stays":  {stays: []string{"b"}},
		"one speaks": {silent: true, speaks: []string{"b"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := changedSource(t, r, source)
			require.ErrorIs(t, err, ErrSource)
			require.ErrorContains(t, err, "b")
		})
	}
	_, err := changedSource(t, rule{}, "no Go")
	require.ErrorIs(t, err, ErrSource)
	_, err = Overlay(nil, t.TempDir())
	require.ErrorIs(t, err, ErrSource)
}
