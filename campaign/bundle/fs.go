package bundle

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"slices"
	"time"
)

// Bundle is the files for a web server, by name. It is a file system with one
// folder, so that it can be served as it is; [Bundle.Write] puts it on disk.
type Bundle map[string][]byte

// Open opens a file, or the folder under the name ".".
func (b Bundle) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if name == "." {
		return &folder{bundle: b, names: slices.Sorted(maps.Keys(b))}, nil
	}
	data, has := b[name]
	if !has {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &file{info{name, len(data)}, bytes.NewReader(data)}, nil
}

// file is one opened file.
type file struct {
	info info
	*bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

// folder is the opened folder; names are those not read yet.
type folder struct {
	bundle Bundle
	names  []string
}

func (d *folder) Stat() (fs.FileInfo, error) { return info{name: "."}, nil }
func (d *folder) Close() error               { return nil }
func (d *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: ".", Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries, or all that are left for n ≤ 0.
func (d *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(d.names) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.names) {
		n = len(d.names)
	}
	var entries []fs.DirEntry
	for _, name := range d.names[:n] {
		entries = append(entries, fs.FileInfoToDirEntry(info{name, len(d.bundle[name])}))
	}
	d.names = d.names[n:]
	return entries, nil
}

// info describes a file or the folder. There is no time in it: the same plan
// gives the same files.
type info struct {
	name string
	size int
}

func (i info) Name() string { return i.name }
func (i info) Size() int64  { return int64(i.size) }
func (i info) Mode() fs.FileMode {
	if i.name == "." {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.name == "." }
func (i info) Sys() any           { return nil }
