package pack

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

// form is a way to compress, at its best.
type form struct {
	extension string
	pack      func(io.Writer) (io.WriteCloser, error)
	unpack    func(io.Reader) (io.Reader, error)
}

var forms = [2]form{
	{".br", func(w io.Writer) (io.WriteCloser, error) {
		return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24}), nil
	}, func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
	{".gz", func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) },
		func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
}

// write writes a file and, where pages load it, beside it those compressed forms
// that are smaller.
func write(dir, name string, data []byte, loaded bool) (File, error) {
	file, path := newFile(name, data), filepath.Join(dir, filepath.FromSlash(name))
	if err := os.WriteFile(path, data, 0o644); err != nil || !loaded {
		return file, err
	}
	for i, size := range []*int{&file.Brotli, &file.Gzip} {
		f := forms[i]
		packed, err := f.packed(path+f.extension, data)
		if err != nil {
			return file, err
		}
		if len(packed) < len(data) {
			*size = len(packed)
			err = os.WriteFile(path+f.extension, packed, 0o644)
		} else if err = os.Remove(path + f.extension); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		if err != nil {
			return file, err
		}
	}
	return file, nil
}

// packed returns the compressed form: what is in the file already, where that is
// the same data, or else made anew.
func (f form) packed(path string, data []byte) ([]byte, error) {
	if there, err := os.ReadFile(path); err == nil && f.says(there, data) {
		return there, nil
	}
	var out bytes.Buffer
	w, err := f.pack(&out)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

// says tells whether a compressed form holds the data.
func (f form) says(packed, data []byte) bool {
	r, err := f.unpack(bytes.NewReader(packed))
	if err != nil {
		return false
	}
	plain, err := io.ReadAll(io.LimitReader(r, int64(len(data))+1))
	return err == nil && bytes.Equal(plain, data)
}
