package markup

import (
	"net/url"
	"strings"
)

// Safe reports whether an address may stand in a link: https with a host and
// without credentials, mailto, or a path on the same site such as /learn/42.
func Safe(address string) bool {
	for _, c := range []byte(address) {
		if c <= ' ' || c == 0x7f || c == '\\' { // browsers drop or mend these
			return false
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "https":
		return u.Host != "" && u.User == nil
	case "mailto":
		return u.Opaque != ""
	case "":
		return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//")
	}
	return false
}
