package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// common are the options of every run: modules for browsers that update
// themselves, and texts as they are, since all is served as UTF-8.
func common() api.BuildOptions {
	return api.BuildOptions{
		Bundle:        true,
		Format:        api.FormatESModule,
		Target:        api.ES2022,
		Platform:      api.PlatformBrowser,
		External:      []string{"node:*"}, // which only Node asks for
		Charset:       api.CharsetUTF8,
		LegalComments: api.LegalCommentsNone,
		Metafile:      true,
		LogLevel:      api.LogLevelSilent,
	}
}

// bundle returns the files of one entry point, by name.
//
// The bundler puts what an entry point shares with its later parts into a third
// file, which a page would have to ask for once it has read the first. So a
// second run puts that file into the entry point, and the later parts import
// from there.
func bundle(from, entry string) (map[string][]byte, error) {
	parts, err := split(from, entry)
	if err != nil {
		return nil, err
	}
	core, err := parts.core(entry + ".js")
	if err != nil {
		return nil, err
	}
	names, shared := map[string]string{}, 0
	for _, part := range slices.Sorted(maps.Keys(parts.text)) {
		of := parts.meta[part].EntryPoint
		switch {
		case slices.Contains(core, part):
			names[part] = entry + ".js"
		case of == "":
			shared++
			names[part] = fmt.Sprintf("%s.shared-%d.js", entry, shared)
		default:
			names[part] = entry + "." + strings.TrimPrefix(path.Base(of), "osmosi-")
		}
	}
	files := map[string][]byte{}
	for part, name := range names {
		if part != entry+".js" && name == entry+".js" {
			continue
		}
		if files[name] != nil {
			return nil, fmt.Errorf("two parts would be called %s", name)
		}
		if files[name], err = parts.finish(entry+".js", core, part, names); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// parts are files as the bundler splits them, not yet short.
type parts struct {
	text map[string]string
	meta map[string]output
}

// output is what the bundler tells of a file that it wrote.
type output struct {
	Imports []struct {
		Path     string
		Kind     string
		External bool
	}
	Exports    []string
	EntryPoint string // module of the source that it begins with, where it is not only shared
}

func split(from, entry string) (*parts, error) {
	options := common()
	options.EntryPoints = []string{entry + ".js"}
	options.Splitting = true
	options.Outdir = "."
	options.EntryNames = "[name]"
	options.ChunkNames = "[name]-[hash]"
	var err error
	if options.AbsWorkingDir, err = filepath.Abs(from); err != nil {
		return nil, err
	}
	options.Plugins = []api.Plugin{shortStyles()}
	result := api.Build(options)
	if err := failed(result.Errors, result.Warnings); err != nil {
		return nil, err
	}
	p := &parts{text: map[string]string{}}
	var meta struct{ Outputs map[string]output }
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return nil, err
	}
	p.meta = meta.Outputs
	for _, file := range result.OutputFiles {
		p.text[filepath.Base(file.Path)] = string(file.Contents)
	}
	return p, nil
}

// core is the entry point and all that it imports at once.
func (p *parts) core(entry string) ([]string, error) {
	core := []string{entry}
	for i := 0; i < len(core); i++ {
		for _, imported := range p.meta[core[i]].Imports {
			name := path.Base(imported.Path)
			switch {
			case imported.External && strings.HasPrefix(imported.Path, "node:"):
			case imported.External:
				return nil, fmt.Errorf("%s imports %s, which is no file of the shell", core[i], imported.Path)
			case imported.Kind == "import-statement" && !slices.Contains(core, name):
				core = append(core, name)
			}
		}
	}
	exported := map[string]string{}
	for _, name := range core {
		for _, export := range p.meta[name].Exports {
			if other := exported[export]; other != "" {
				return nil, fmt.Errorf("%s and %s both export %s: give one of them another name", other, name, export)
			}
			exported[export] = name
		}
	}
	return core, nil
}

// statement is how the bundler writes that a part imports names of another.
var statement = regexp.MustCompile(`(?m)^import \{([^}]*)\} from "\./([^"]+)";$`)

// wanted returns what later parts take from a part of the core, in order.
func (p *parts) wanted(core []string, of string) ([]string, error) {
	var all []string
	for part, text := range p.text {
		if slices.Contains(core, part) {
			continue
		}
		for _, m := range statement.FindAllStringSubmatch(text, -1) {
			for _, name := range strings.Split(m[1], ",") {
				if name, _, _ = strings.Cut(strings.TrimSpace(name), " as "); m[2] == of && name != "" {
					all = append(all, name)
				}
			}
		}
		for _, imported := range p.meta[part].Imports {
			if imported.Kind == "import-statement" && path.Base(imported.Path) == of && !strings.Contains(text, "import \"./"+of+"\";") && !strings.Contains(text, "} from \"./"+of+"\";") {
				return nil, fmt.Errorf("%s imports %s in a way that is not understood", part, of)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// finish makes a part short: the entry point with its core inside and what the
// later parts take from it exported, or a later part, which imports that from
// the entry point. Names are what files are called in the end.
func (p *parts) finish(entry string, core []string, name string, names map[string]string) ([]byte, error) {
	options := common()
	options.MinifyWhitespace, options.MinifyIdentifiers, options.MinifySyntax = true, true, true
	var start strings.Builder
	if name == entry {
		for _, one := range core {
			if one == entry {
				fmt.Fprintf(&start, "export * from %q;\n", "./"+one)
				continue
			}
			wanted, err := p.wanted(core, one)
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&start, "export { %s } from %q;\n", strings.Join(wanted, ", "), "./"+one)
		}
	} else {
		start.WriteString(p.text[name])
	}
	options.Stdin = &api.StdinOptions{Contents: start.String(), Sourcefile: "part:" + name}
	options.Plugins = []api.Plugin{{Name: "parts", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			wanted := path.Base(args.Path)
			if strings.HasPrefix(args.Path, "node:") {
				return api.OnResolveResult{Path: args.Path, External: true}, nil
			}
			if p.text[wanted] == "" {
				return api.OnResolveResult{}, fmt.Errorf("%s imports %s, which is no part", name, args.Path)
			}
			if name == entry && slices.Contains(core, wanted) {
				return api.OnResolveResult{Path: wanted, Namespace: "part"}, nil
			}
			return api.OnResolveResult{Path: "./" + names[wanted], External: true}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "part"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text := p.text[args.Path]
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		})
	}}}
	result := api.Build(options)
	if err := failed(result.Errors, result.Warnings); err != nil {
		return nil, err
	}
	if len(result.OutputFiles) != 1 {
		return nil, fmt.Errorf("%s became %d files", name, len(result.OutputFiles))
	}
	return result.OutputFiles[0].Contents, nil
}

// styles is where a module of the source keeps its style sheet.
var styles = regexp.MustCompile("(?s)const (?:css|looks|moreLooks) = `(.*?)`;")

// shortStyles makes the style sheets within modules short.
func shortStyles() api.Plugin {
	return api.Plugin{Name: "styles", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: `\.js$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := os.ReadFile(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text := string(data)
			if at := styles.FindStringSubmatchIndex(text); at != nil {
				css, err := shortStyle(text[at[2]:at[3]])
				if err != nil {
					return api.OnLoadResult{}, fmt.Errorf("%s: %w", filepath.Base(args.Path), err)
				}
				text = text[:at[2]] + css + text[at[3]:]
			}
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		})
	}}
}

// style is the style sheets of modules as one file, for what a server draws.
func style(from string, modules []string) ([]byte, error) {
	var all strings.Builder
	for _, name := range modules {
		data, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return nil, err
		}
		at := styles.FindSubmatch(data)
		if at == nil {
			return nil, fmt.Errorf("%s has no style sheet", name)
		}
		short, err := shortStyle(string(at[1]))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all.WriteString(short + "\n")
	}
	return []byte(all.String()), nil
}

func shortStyle(css string) (string, error) {
	if strings.ContainsAny(css, "$`\\") {
		return "", errors.New("a style sheet with $, ` or \\ in it cannot be made short")
	}
	result := api.Transform(css, api.TransformOptions{
		Loader: api.LoaderCSS, Charset: api.CharsetUTF8, MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LogLevel: api.LogLevelSilent,
	})
	if err := failed(result.Errors, result.Warnings); err != nil {
		return "", err
	}
	short := strings.TrimSpace(string(result.Code))
	if strings.ContainsAny(short, "$`\\") {
		return "", errors.New("a style sheet became one with $, ` or \\ in it")
	}
	return short, nil
}

// failed is an error where the bundler found anything, warnings too.
func failed(messages ...[]api.Message) error {
	var err error
	for _, m := range slices.Concat(messages...) {
		where := ""
		if m.Location != nil {
			where = fmt.Sprintf("%s:%d: ", m.Location.File, m.Location.Line)
		}
		err = errors.Join(err, errors.New(where+m.Text))
	}
	return err
}
