package shape

import (
	"bufio"
	"io"
	"iter"
)

// Line is one of a text, as long as the next is not asked for.
type Line struct {
	Number  int    // counted from 1
	Text    []byte // without what ends it
	TooLong bool   // then there is no text
}

// Lines yields the lines of a text, of which each may have so many bytes with
// its end. An error of the reader comes last, with the number of the line that
// it cut off. Lines of white space alone are left out.
func Lines(r io.Reader, most int) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		buffered := bufio.NewReaderSize(r, most)
		for n := 1; ; n++ {
			text, err := buffered.ReadSlice('\n')
			line := Line{Number: n, TooLong: err == bufio.ErrBufferFull}
			for err == bufio.ErrBufferFull {
				_, err = buffered.ReadSlice('\n')
			}
			if err != nil && err != io.EOF {
				yield(line, err)
				return
			}
			if !line.TooLong {
				line.Text = trim(text)
			}
			if (line.TooLong || len(line.Text) > 0) && !yield(line, nil) || err == io.EOF {
				return
			}
		}
	}
}

// trim takes white space away at the end, and all of it where there is nothing else.
func trim(line []byte) []byte {
	for n := len(line); n > 0; n-- {
		switch line[n-1] {
		case ' ', '\t', '\r', '\n':
		default:
			return line[:n]
		}
	}
	return nil
}
