package markup

import "net/url"

// Site is where the paths in a text lead. Outside the site's own pages, as in an
// e-mail, a path alone leads nowhere. The zero Site leaves paths as they are.
type Site struct{ base *url.URL }

// NewSite reads the https address of a site, such as https://intranet.example;
// false where it is none, or holds a password.
func NewSite(address string) (Site, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || !Safe(address) {
		return Site{}, false
	}
	return Site{u}, true
}

// Address is where a link leads: a path on the site, anything else as it is.
// It is empty for what may not stand in a link.
func (s Site) Address(of string) string {
	if !Safe(of) {
		return ""
	}
	if u, err := url.Parse(of); err == nil && s.base != nil && !u.IsAbs() {
		return s.base.ResolveReference(u).String()
	}
	return of
}

// HTML prints a body as [HTML] does, its links leading to the site.
func (s Site) HTML(markdown string) string { return printHTML(s.body(markdown)) }

// Text prints a body as [Text] does, its links leading to the site.
func (s Site) Text(markdown string) string { return printText(s.body(markdown), true) }

func (s Site) body(markdown string) []node {
	list := body(markdown)
	s.resolve(list)
	return list
}

func (s Site) resolve(list []node) {
	for i, n := range list {
		if n.href != "" {
			list[i].href = s.Address(n.href)
		}
		s.resolve(n.children)
	}
}
