package slim

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// ErrSource is the error of sources of a runtime that is not that of Go 1.26.
var ErrSource = errors.New("not the runtime of Go 1.26")

// Overlay writes into dir the changed sources of packages of the standard
// library, and the file that tells them to the Go tool, whose path it returns
// for -overlay. The files given are those of each package of [Packages] that
// are compiled for js/wasm.
func Overlay(files map[string][]string, dir string) (string, error) {
	replace := map[string]string{}
	for _, name := range Packages() {
		changed, err := rules[name].apply(files[name])
		if err != nil {
			return "", fmt.Errorf("package %s: %w", name, err)
		}
		for _, file := range slices.Sorted(maps.Keys(changed)) {
			to := filepath.Join(dir, strconv.Itoa(len(replace))+".go")
			if err := os.WriteFile(to, changed[file], 0o644); err != nil {
				return "", err
			}
			replace[file] = to
		}
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, data, 0o644)
}

// Packages are the packages that [Overlay] changes.
func Packages() []string { return slices.Sorted(maps.Keys(rules)) }

// edit replaces a piece of a file.
type edit struct {
	from, to int
	text     string
}

// changes are the rules while they are applied to a package, and which of them
// found what they are for.
type changes struct {
	rule
	used map[string]bool
}

func (r rule) apply(files []string) (map[string][]byte, error) {
	c := changes{r, map[string]bool{}}
	changed := map[string][]byte{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		got, err := c.file(source)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		if !bytes.Equal(got, source) {
			changed[file] = got
		}
	}
	names := slices.Concat(c.empty, c.stays, c.speaks, slices.Sorted(maps.Keys(c.bodies)), slices.Sorted(maps.Keys(c.constants)))
	for _, name := range names {
		if !c.used[name] {
			return nil, fmt.Errorf("%w: no %s", ErrSource, name)
		}
	}
	return changed, nil
}

func (c changes) file(source []byte) ([]byte, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSource, err)
	}
	base := files.File(file.Pos()).Base()
	var edits []edit
	replace := func(from, to token.Pos, text string) {
		edits = append(edits, edit{int(from) - base, int(to) - base, text})
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		name := f.Name.Name
		if f.Recv != nil {
			name = receiver(f.Recv.List[0].Type) + "." + name
		}
		if c.inline && f.Doc != nil && !slices.Contains(c.stays, name) {
			for _, comment := range f.Doc.List {
				if comment.Text == "//go:noinline" {
					replace(comment.Pos(), comment.End(), "//")
				}
			}
		}
		if slices.Contains(c.stays, name) || slices.Contains(c.speaks, name) {
			c.used[name] = true
		}
		body, ok := c.body(name)
		if ok {
			if body == "" && f.Type.Results != nil {
				body = "return"
				if !f.Type.Results.Opening.IsValid() {
					replace(f.Type.Results.Pos(), f.Type.Results.Pos(), "(")
					replace(f.Type.Results.End(), f.Type.Results.End(), ")")
				}
				for i, result := range f.Type.Results.List {
					if len(result.Names) == 0 {
						replace(result.Pos(), result.Pos(), "_"+strconv.Itoa(i)+" ")
					}
				}
			}
			replace(f.Body.Lbrace, f.Body.Rbrace+1, "{ "+body+" }")
			continue
		}
		c.within(name, source, base, f.Body, replace)
	}
	return c.imports(splice(source, edits))
}

// within changes what the body of a function that stays does.
func (c changes) within(name string, source []byte, base int, body *ast.BlockStmt, replace func(from, to token.Pos, text string)) {
	written := map[ast.Node]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				written[left] = true
			}
		case *ast.IncDecStmt:
			written[n.X] = true
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				written[n.X] = true
			}
		case *ast.ExprStmt:
			if call, ok := n.X.(*ast.CallExpr); ok && c.silent && !slices.Contains(c.speaks, name) {
				if f, ok := call.Fun.(*ast.Ident); ok && (f.Name == "print" || f.Name == "println") {
					replace(n.Pos(), n.Pos(), "if false { ")
					replace(n.End(), n.End(), " }")
					return false
				}
			}
		case *ast.SelectorExpr:
			written[n.Sel] = true
		case *ast.KeyValueExpr:
			written[n.Key] = true
		}
		e, ok := n.(ast.Expr)
		if !ok || written[n] {
			return true
		}
		text := string(source[int(e.Pos())-base : int(e.End())-base])
		value, ok := c.constants[text]
		if ok {
			c.used[text] = true
			replace(e.Pos(), e.End(), value)
		}
		return !ok
	})
}

// body returns what a function is to do instead.
func (c changes) body(name string) (string, bool) {
	if body, ok := c.bodies[name]; ok {
		c.used[name] = true
		return body, true
	}
	for _, prefix := range c.empty {
		if strings.HasPrefix(name, prefix) && !slices.Contains(c.stays, name) {
			c.used[prefix] = true
			return "", true
		}
	}
	return "", false
}

// imports keeps what is imported and no longer named for its effect alone, so
// that the file compiles.
func (c changes) imports(source []byte) ([]byte, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	base := files.File(file.Pos()).Base()
	named := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				named[x.Name] = true
			}
		}
		return true
	})
	var edits []edit
	for _, s := range file.Imports {
		name := s.Path.Value[strings.LastIndexByte(s.Path.Value, '/')+1:]
		name = strings.Trim(name, `"`)
		if s.Name != nil {
			name = s.Name.Name
		}
		if !named[name] && name != "_" {
			at := int(s.Pos()) - base
			edits = append(edits, edit{at, int(s.Path.Pos()) - base, "_ "})
		}
	}
	return splice(source, edits), nil
}

func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}

func splice(source []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(append(out, source[at:e.from]...), e.text...)
		at = e.to
	}
	return append(out, source[at:]...)
}
