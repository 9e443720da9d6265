package bundle

import (
	"os"
	"path/filepath"
)

// Write puts the files into a folder, which it makes where there is none. A
// file that is there is replaced in one step, so that a server never sends
// half of one; the index comes last, when its contents are in place.
func (b Bundle) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, data := range b {
		if name != Index {
			if err := replace(dir, name, data); err != nil {
				return err
			}
		}
	}
	return replace(dir, Index, b[Index])
}

func replace(dir, name string, data []byte) error {
	f, err := os.CreateTemp(dir, "."+name+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once it has its name, as it should
	_, err = f.Write(data)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, name))
	}
	return err
}
