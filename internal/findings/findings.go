// Package findings reads from the source of Osmosi which findings there are,
// for the tests that each is whole and for the list that integrators read.
//
//go:generate go run ./generate ../.. ../../FINDINGS.md
package findings

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// Rule is one rule whose breach makes a finding.
type Rule struct {
	Code   string
	Advice bool   // whether the finding advises; else it blocks
	Source string // of the rule; empty where a fault speaks for itself
}

// code of a finding. Those of the widget's engine speak to programs, and have
// no words.
var code = regexp.MustCompile(`^OSM-[A-Z]+-\d{3}$`)

func isCode(s string) bool { return code.MatchString(s) && !strings.HasPrefix(s, "OSM-ENGINE-") }

// Read returns all rules in the Go files under a folder, by code. Tests and
// examples make none.
func Read(root fs.FS) ([]Rule, error) {
	found := map[string]*Rule{}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (name == "examples" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return fs.SkipDir
		}
		if !d.IsDir() || name == "examples" {
			return nil
		}
		return readFolder(root, name, found)
	})
	if err != nil {
		return nil, err
	}
	var rules []Rule
	for _, r := range found {
		rules = append(rules, *r)
	}
	slices.SortFunc(rules, func(x, y Rule) int { return cmp.Compare(x.Code, y.Code) })
	return rules, nil
}

// readFolder reads one package: a code or a source may be a constant of it.
func readFolder(root fs.FS, folder string, found map[string]*Rule) error {
	entries, err := fs.ReadDir(root, folder)
	if err != nil {
		return err
	}
	var files []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		name := path.Join(folder, e.Name())
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	s := scanner{constants: map[string]string{}, found: found}
	for _, file := range files {
		ast.Inspect(file, s.constant)
	}
	for _, file := range files {
		ast.Inspect(file, s.rule)
	}
	return nil
}

type scanner struct {
	constants map[string]string
	found     map[string]*Rule
}

func (s *scanner) constant(n ast.Node) bool {
	if v, ok := n.(*ast.ValueSpec); ok {
		for i, name := range v.Names {
			if i < len(v.Values) {
				if text, ok := s.text(v.Values[i]); ok {
					s.constants[name.Name] = text
				}
			}
		}
	}
	return true
}

// text is the value of a string literal or of a constant that holds one.
func (s *scanner) text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, e.Kind == token.STRING && err == nil
	case *ast.Ident:
		text, ok := s.constants[e.Name]
		return text, ok
	}
	return "", false
}

// rule notes what a node says of a rule: a code anywhere, a call that makes a
// finding, or a row of a table of advice.
func (s *scanner) rule(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BasicLit:
		if text, _ := s.text(n); isCode(text) {
			s.of(text)
		}
	case *ast.CallExpr:
		called, _ := n.Fun.(*ast.SelectorExpr)
		for _, arg := range n.Args {
			text, _ := s.text(arg)
			if !isCode(text) {
				continue
			}
			r := s.of(text)
			r.Advice = r.Advice || called != nil && called.Sel.Name == "Advice"
			for _, other := range n.Args {
				if detail, ok := other.(*ast.CompositeLit); ok {
					s.detail(r, detail)
				}
			}
		}
	case *ast.CompositeLit:
		list, _ := n.Type.(*ast.ArrayType)
		if list == nil {
			break
		}
		if of, ok := list.Elt.(*ast.Ident); !ok || of.Name != "adviceRule" {
			break
		}
		for _, e := range n.Elts {
			if row, ok := e.(*ast.CompositeLit); ok && len(row.Elts) == 3 {
				if text, _ := s.text(row.Elts[0]); isCode(text) {
					r := s.of(text)
					r.Advice = true
					source, _ := s.text(row.Elts[1])
					r.from(source)
				}
			}
		}
	}
	return true
}

// detail notes the source among the details of a finding.
func (s *scanner) detail(r *Rule, d *ast.CompositeLit) {
	for _, e := range d.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Source" {
				source, _ := s.text(pair.Value)
				r.from(source)
			}
		}
	}
}

func (s *scanner) of(code string) *Rule {
	if s.found[code] == nil {
		s.found[code] = &Rule{Code: code}
	}
	return s.found[code]
}

// from adds a source, once.
func (r *Rule) from(source string) {
	if source != "" && !slices.Contains(strings.Split(r.Source, " · "), source) {
		r.Source = strings.TrimPrefix(r.Source+" · "+source, " · ")
	}
}

// blank stands in a message for what a finding would fill in.
type blank struct{}

func (blank) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "…") }

// blanks are as many as any message has arguments.
var blanks = []any{blank{}, blank{}, blank{}, blank{}, blank{}, blank{}}

// words is a text of the catalogue in English with its arguments left blank;
// empty where there is none.
func words(key string) string {
	if !catalogue.Has("en", key) {
		return ""
	}
	return catalogue.Text("en", key, blanks...)
}

// Markdown lists the rules for people who build on Osmosi.
func Markdown(rules []Rule) []byte {
	var b strings.Builder
	b.WriteString("# Findings\n\n" +
		"What Osmosi may find in a document, or advise on it. Codes are stable: tell people in your own words, or show those that a finding brings along in Italian, Dutch and English. " +
		"“…” stands for what a finding fills in. Sources 000 to 004 are the five articles that the [package documentation](doc.go) names. " +
		"Made by `go generate ./internal/findings`; do not edit.\n")
	for _, part := range []struct {
		title  string
		advice bool
	}{
		{"Advice\n\nNever blocks: a plan is made, and says what a practitioner would say about it.", true},
		{"Faults\n\nBlock what they are found in.", false},
	} {
		b.WriteString("\n## " + part.title + "\n\n| code | what it says | what to do | source |\n| --- | --- | --- | --- |\n")
		for _, r := range rules {
			if r.Advice == part.advice {
				fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.Code, words(r.Code), words("do."+r.Code), r.Source)
			}
		}
	}
	return []byte(b.String())
}
