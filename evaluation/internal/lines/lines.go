// Package lines reads newline-delimited documents, one line at a time.
package lines

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"strconv"
)

// Line is one line that is not empty.
type Line struct {
	// Path is its number, counted from 1, as a JSON Pointer: "/3".
	Path string
	// Text of the line, with the line feed; only valid until the next one is read, and empty where it is too long.
	Text []byte
	// TooLong is true of a line of more bytes than are accepted.
	TooLong bool
}

// Read yields the lines of at most so many bytes, and those that are longer
// without their text. An error is the reader's own, and ends the sequence,
// which can be run once.
func Read(r io.Reader, most int) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		var text []byte
		for n := 1; ; n++ {
			line := Line{Path: "/" + strconv.Itoa(n)}
			part, err := in.ReadSlice('\n')
			size := len(part)
			text = append(text[:0], part...)
			for err == bufio.ErrBufferFull {
				part, err = in.ReadSlice('\n')
				if size += len(part); size <= most {
					text = append(text, part...)
				}
			}
			if err != nil && err != io.EOF {
				yield(line, fmt.Errorf("line %d: %w", n, err))
				return
			}
			more := true
			if size > most {
				line.TooLong = true
				more = yield(line, nil)
			} else if len(bytes.TrimSpace(text)) > 0 {
				line.Text = text
				more = yield(line, nil)
			}
			if !more || err == io.EOF {
				return
			}
		}
	}
}
