package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// Range is a part of a file of lines: those that begin in it. It is what a
// worker gets instead of events, of which each would cost more on its way than
// in the count.
type Range struct {
	// File is its name, with a scheme such as gs:// where it is not local.
	File string
	// From is the first byte, and Before the one after the last.
	From, Before int64
}

// ranges cuts the files that a pattern finds into ranges of a size in bytes at
// most, in the order of their names. An empty file is one empty range.
func ranges(ctx context.Context, pattern string, size int64) ([]Range, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	files, err := fs.List(ctx, pattern)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no file is named %s", pattern)
	}
	slices.Sort(files)
	var list []Range
	for _, file := range files {
		length, err := fs.Size(ctx, file)
		if err != nil {
			return nil, err
		}
		for from := int64(0); from == 0 || from < length; from += size {
			list = append(list, Range{file, from, min(from+size, length)})
		}
	}
	return list, nil
}

// lines reads the lines that begin in a range, the last one to its end.
type lines struct {
	from   *bufio.Reader
	left   int64 // bytes of the range
	within bool  // a line, of which the rest is still to come
}

// newLines reads from the beginning of a file. One that can seek costs nothing
// for what lies before the range; any other is read to there.
func newLines(file io.Reader, r Range) (*lines, error) {
	l := &lines{left: r.Before - r.From}
	if r.From == 0 {
		l.from = bufio.NewReaderSize(file, 256<<10)
		return l, nil
	}
	before := r.From - 1 // where it is a line feed, a line begins with the range
	if seeker, ok := file.(io.Seeker); ok {
		if _, err := seeker.Seek(before, io.SeekStart); err != nil {
			return nil, err
		}
	} else if _, err := io.CopyN(io.Discard, file, before); err != nil {
		return nil, err
	}
	l.from = bufio.NewReaderSize(file, 256<<10)
	for l.left++; l.left > 0; { // the line of the range before
		c, err := l.from.ReadByte()
		if err == io.EOF {
			l.left = 0
		} else if err != nil {
			return nil, err
		}
		if l.left--; c == '\n' {
			break
		}
	}
	return l, nil
}

func (l *lines) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if l.left > 0 {
		n, err := l.from.Read(p[:min(int64(len(p)), l.left)])
		if n > 0 {
			l.left -= int64(n)
			l.within = p[n-1] != '\n'
		}
		return n, err
	}
	n := 0
	for ; l.within && n < len(p); n++ {
		c, err := l.from.ReadByte()
		if err != nil {
			return n, err
		}
		p[n], l.within = c, c != '\n'
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// open reads a file, local or not. Closing it closes its file system too.
func open(ctx context.Context, name string) (*file, error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	f, err := fs.OpenRead(ctx, name)
	if err != nil {
		return nil, errors.Join(err, fs.Close())
	}
	return &file{f, fs}, nil
}

// file is one that is read.
type file struct {
	io.ReadCloser
	fs filesystem.Interface
}

func (f *file) Close() error { return errors.Join(f.ReadCloser.Close(), f.fs.Close()) }

// write makes a file, local or not, of what is written to it. Written again, it
// is replaced: Beam may do a piece of work twice.
func write(ctx context.Context, name string, content func(io.Writer) error) (err error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, fs.Close()) }()
	f, err := fs.OpenWrite(ctx, name)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 256<<10)
	return errors.Join(content(out), out.Flush(), f.Close())
}

// read reads a whole file.
func read(ctx context.Context, name string) (data []byte, err error) {
	in, err := open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	size, err := in.fs.Size(ctx, name)
	if err != nil {
		return nil, err
	}
	data = make([]byte, size)
	_, err = io.ReadFull(in, data)
	return data, err
}

// remove removes the files that a pattern finds.
func remove(ctx context.Context, pattern string) (err error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, fs.Close()) }()
	names, err := fs.List(ctx, pattern)
	if err != nil {
		return err
	}
	remover, can := fs.(filesystem.Remover)
	if !can && len(names) > 0 {
		return fmt.Errorf("remove %s yourself: they are personal data, and of no more use", pattern)
	}
	for _, name := range names {
		err = errors.Join(err, remover.Remove(ctx, name))
	}
	return err
}
