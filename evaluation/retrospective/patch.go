package retrospective

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	jsonpatch "github.com/evanphx/json-patch/v5"
)

// ErrChanged is what applying a patch returns, with where, for a brief that is
// not the one that the patch was made for.
var ErrChanged = errors.New("retrospective: the brief has changed since")

// at is the JSON Pointer to an element of a list.
func at(list string, i int) string { return "/" + list + "/" + strconv.Itoa(i) }

// under reports whether a JSON Pointer points at a place or into it.
func under(path, place string) bool { return path == place || strings.HasPrefix(path, place+"/") }

// operation makes an operation; values are parts of a brief, which can be
// written.
func operation(op Op, path string, value any) Operation {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return Operation{op, path, data}
}

// test makes sure that what is to be changed is there.
func test(path string, value any) Operation { return operation(Test, path, value) }

// set replaces what is there, and makes sure that it is.
func set(path string, old, value any) []Operation {
	return []Operation{test(path, old), operation(Replace, path, value)}
}

// patched applies a patch to a document. It fails with [ErrChanged] where a test
// does, where something to be changed is not there, and where a member to be
// added is.
func patched(doc []byte, patch []Operation) ([]byte, error) {
	for len(patch) > 0 {
		n := 1 // operations up to the next one that adds
		for n < len(patch) && patch[n].Op != Add {
			n++
		}
		if o := patch[0]; o.Op == Add && !strings.HasSuffix(o.Path, "/-") && has(doc, o.Path) {
			return nil, fmt.Errorf("%w: %s is there already", ErrChanged, o.Path)
		}
		data, err := json.Marshal(patch[:n])
		if err != nil {
			return nil, err
		}
		some, err := jsonpatch.DecodePatch(data)
		if err != nil {
			return nil, err
		}
		if doc, err = some.Apply(doc); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrChanged, err)
		}
		patch = patch[n:]
	}
	return doc, nil
}

// has reports whether a document has something at a JSON Pointer.
func has(doc []byte, pointer string) bool {
	for _, part := range strings.Split(pointer, "/")[1:] {
		part = strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~")
		var object map[string]json.RawMessage
		var list []json.RawMessage
		if json.Unmarshal(doc, &object) == nil {
			value, there := object[part]
			if !there {
				return false
			}
			doc = value
			continue
		}
		n, err := strconv.Atoi(part)
		if err != nil || json.Unmarshal(doc, &list) != nil || n < 0 || n >= len(list) {
			return false
		}
		doc = list[n]
	}
	return true
}

// removes is the highest index of a list that a patch removes from, -1 where it
// removes nothing.
func removes(patch []Operation) int {
	most := -1
	for _, o := range patch {
		if o.Op == Remove {
			if n, err := strconv.Atoi(o.Path[strings.LastIndexByte(o.Path, '/')+1:]); err == nil {
				most = max(most, n)
			}
		}
	}
	return most
}
