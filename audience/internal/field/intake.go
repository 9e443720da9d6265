package field

import (
	"bufio"
	"io"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
)

// Keep counts an entry that gave a person. There may be no intake.
func Keep(in *audience.Intake) {
	if in == nil {
		return
	}
	in.Read++
	in.Kept++
	if in.Progress != nil {
		in.Progress(in)
	}
}

// Leave counts an entry that is left out, once under each of its reasons.
// There may be no intake.
func Leave(in *audience.Intake, reasons ...string) {
	if in == nil {
		return
	}
	in.Read++
	in.LeftOut++
	if in.Reasons == nil {
		in.Reasons = map[string]int{}
	}
	for i, reason := range reasons {
		if !slices.Contains(reasons[:i], reason) {
			in.Reasons[reason]++
		}
	}
	if in.Progress != nil {
		in.Progress(in)
	}
}

// Count counts an entry by what reading it gave: a person, or an error that
// joins the reasons.
func Count(in *audience.Intake, err error) {
	if in == nil {
		return
	}
	if err == nil {
		Keep(in)
		return
	}
	var codes []string
	for _, f := range gather(err, nil) {
		codes = append(codes, f.Code)
	}
	Leave(in, codes...)
}

// Source buffers a source of text, counts its bytes where there is an intake,
// and skips the byte order mark that some programs put before UTF-8.
func Source(r io.Reader, in *audience.Intake) *bufio.Reader {
	if in != nil {
		r = &counter{r, in}
	}
	b := bufio.NewReaderSize(r, 1<<16)
	if mark, _ := b.Peek(3); string(mark) == "\ufeff" {
		b.Discard(3)
	}
	return b
}

type counter struct {
	io.Reader
	intake *audience.Intake
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.intake.Bytes += int64(n)
	return n, err
}
