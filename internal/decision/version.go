package decision

import (
	"strings"

	"github.com/osmosi-learning/osmosi/internal/light"
)

// version compares two texts, or two numbers, as versions. Of anything else
// only $vne can be told.
func (e *Expr) version(v *light.Value) bool {
	if v.Kind != e.Value.Kind || v.Kind != light.Text && v.Kind != light.Number {
		return e.Op == VersionNe
	}
	var room [128]byte // most versions are shorter, so that nothing is allocated
	padded := appendVersion(room[:0], v)
	c := 1
	switch {
	case string(padded) == e.text:
		c = 0
	case string(padded) < e.text:
		c = -1
	}
	switch e.Op {
	case VersionEq:
		return c == 0
	case VersionNe:
		return c != 0
	case VersionLt:
		return c < 0
	case VersionLte:
		return c <= 0
	case VersionGt:
		return c > 0
	}
	return c >= 0
}

// appendVersion writes a version such that texts compare as versions do:
// without its leading v and its build, numbers of fewer than five digits
// indented, and one of three parts, which is no prerelease, marked as the last.
func appendVersion(dst []byte, v *light.Value) []byte {
	s := v.Text
	if v.Kind == light.Number {
		s = light.FormatPlain(v.Number)
	}
	if s == "" {
		s = "0"
	}
	line := strings.LastIndexByte(s, '\n') + 1
	if i := strings.IndexByte(s[line:], '+'); i >= 0 {
		s = s[:line+i]
	}
	s = strings.TrimPrefix(s, "v")
	for n := 1; ; n++ {
		end := strings.IndexAny(s, "-.")
		part := s
		if end >= 0 {
			part = s[:end]
		}
		if digits(part) {
			dst = append(dst, "     "[min(len(part), 5):]...)
		}
		dst = append(dst, part...)
		if end < 0 {
			if n == 3 {
				dst = append(dst, "-~"...)
			}
			return dst
		}
		dst, s = append(dst, '-'), s[end+1:]
	}
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
