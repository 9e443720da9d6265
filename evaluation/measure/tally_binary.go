package measure

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
)

const magic = "osmosiM\x01"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// AppendBinary writes the tally after what dst holds; [DecodeTally] reads it
// back. Equal ones give equal bytes. The form holds no name, but what each
// person of the workforce did, by their number: it is personal data. The error
// is always nil.
//
// All numbers are little-endian. After the magic "osmosiM" and the version, a
// byte 1, come how many bytes the touches take (uint32) and these, in their own
// form; how many weeks there are (uint32) and a checksum of the days of learning
// moments (uint32); then sets of people, as words (uint64) with a bit for each:
// who kept a moment, and for each week those reached, activated and who
// completed. CRC-32C of all that (uint32) is the end.
func (t *Tally) AppendBinary(dst []byte) ([]byte, error) {
	start := len(dst)
	dst = append(dst, magic...)
	touches, err := t.touches.AppendBinary(nil)
	if err != nil {
		return dst[:start], err
	}
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(touches)))
	dst = append(dst, touches...)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(t.weeks)))
	dst = binary.LittleEndian.AppendUint32(dst, t.days())
	for _, s := range t.sets() {
		for _, word := range s {
			dst = binary.LittleEndian.AppendUint64(dst, word)
		}
	}
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[start:], castagnoli)), nil
}

// DecodeTally reads a tally of a plan and its people, which must be all of data.
// The error wraps [evaluation.ErrDamaged], or is [evaluation.ErrOtherIndex].
func DecodeTally(p *campaign.Plan, w *audience.Workforce, data []byte) (*Tally, error) {
	damaged := func(what string) (*Tally, error) { return nil, fmt.Errorf("%w: %s", evaluation.ErrDamaged, what) }
	const head, tail = len(magic) + 4, 4
	if len(data) < head+8+tail || string(data[:len(magic)]) != magic {
		return damaged("no tally of measures")
	}
	body := data[:len(data)-tail]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(data[len(body):]) {
		return damaged("checksum")
	}
	long := int64(binary.LittleEndian.Uint32(body[len(magic):]))
	if int64(len(body)) < int64(head)+long+8 {
		return damaged("touches")
	}
	t := NewTally(p, w)
	touches, err := evaluation.DecodeTouches(t.index, body[head:int64(head)+long])
	if err != nil {
		return nil, err
	}
	t.touches = touches
	body = body[int64(head)+long:]
	if binary.LittleEndian.Uint32(body) != uint32(len(t.weeks)) || binary.LittleEndian.Uint32(body[4:]) != t.days() {
		return nil, evaluation.ErrOtherIndex
	}
	body = body[8:]
	for _, s := range t.sets() {
		if len(body) < 8*len(s) {
			return damaged("people")
		}
		for i := range s {
			s[i] = binary.LittleEndian.Uint64(body[8*i:])
		}
		body = body[8*len(s):]
		if n := t.index.Len() % 64; n > 0 && s[len(s)-1]>>n != 0 {
			return damaged("people who are not there")
		}
	}
	if len(body) > 0 {
		return damaged("more than a tally")
	}
	return t, nil
}

// sets are all sets of people, in order.
func (t *Tally) sets() []set {
	all := []set{t.kept}
	for i := range t.weeks {
		all = append(all, t.weeks[i][:]...)
	}
	return all
}

// days sums up on which days learning moments are: two tallies with other days
// would count other people as having kept them.
func (t *Tally) days() uint32 {
	var b []byte
	for _, d := range t.moments {
		b = binary.LittleEndian.AppendUint32(b, uint32(d))
	}
	return crc32.Checksum(b, castagnoli)
}
