package nrps

import (
	"encoding/json"
	"io"
	"iter"
	"net/url"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Page is a page of members as a platform answers it.
type Page struct {
	// Body is the container. It is closed once it has been read.
	Body io.ReadCloser
	// Link is the answer's header Link, each of its values.
	Link []string
}

// ReadPages yields the people of all pages, from the one at an address on. The
// host's fetch gets a page: an answer that is none, such as 401, it returns as
// an error, which ends the reading as one in the JSON does. A next page at
// another host than the first is not asked for, lest it be given the access
// token. What comes of it is counted in the intake, if there is one.
func ReadPages(address string, fetch func(address string) (Page, error), m Mapping, in *audience.Intake) iter.Seq2[audience.Person, error] {
	return func(yield func(audience.Person, error) bool) {
		if err := m.check().Err(); err != nil {
			yield(audience.Person{}, err)
			return
		}
		seen := map[string]bool{}
		for address != "" {
			seen[address] = true
			page, err := fetch(address)
			if err != nil {
				broken(err, yield)
				return
			}
			c := &container{json: json.NewDecoder(field.Source(page.Body, in)), mapping: m, intake: in, yield: yield}
			ok := c.read()
			if err := page.Body.Close(); ok && err != nil {
				ok = broken(err, yield)
			}
			if !ok {
				return
			}
			next := Next(page.Link)
			if next == "" {
				return
			}
			here, err := url.Parse(address)
			if err != nil {
				broken(err, yield)
				return
			}
			there, err := here.Parse(next)
			if err != nil || there.Scheme != here.Scheme || there.Host != here.Host {
				c.fault("OSM-NRPS-007", "", rule.Detail{Found: next, Expected: here.Scheme + "://" + here.Host, Source: "LTI NRPS 2.0, 3.6"})
				return
			}
			if seen[there.String()] {
				c.fault("OSM-NRPS-008", "", rule.Detail{Found: address})
				return
			}
			address = there.String()
		}
	}
}

// Next returns the address of the next page from the values of a header Link
// (RFC 8288), empty where there is none. It can be relative.
func Next(link []string) string {
	for _, value := range link {
		for value != "" {
			open := strings.IndexByte(value, '<')
			if open < 0 {
				break
			}
			target, rest, ok := strings.Cut(value[open+1:], ">")
			if !ok {
				break
			}
			var is bool
			is, value = parameters(rest)
			if is {
				return strings.TrimSpace(target)
			}
		}
	}
	return ""
}

// parameters reads those of one link, up to the comma after it. It tells
// whether the link's relation is next, and returns what follows.
func parameters(text string) (next bool, rest string) {
	first := true // of several relations only the first counts
	for {
		text = strings.TrimLeft(text, " \t;")
		if text == "" || text[0] == ',' {
			return next, strings.TrimPrefix(text, ",")
		}
		end := strings.IndexAny(text, "=;,")
		if end < 0 {
			return next, ""
		}
		name, value := strings.TrimSpace(text[:end]), ""
		if text[end] != '=' {
			text = text[end:]
			continue
		}
		text = strings.TrimLeft(text[end+1:], " \t")
		if strings.HasPrefix(text, `"`) {
			value, text, _ = strings.Cut(text[1:], `"`)
		} else if end := strings.IndexAny(text, ";,"); end >= 0 {
			value, text = text[:end], text[end:]
		} else {
			value, text = text, ""
		}
		if strings.EqualFold(name, "rel") && first {
			first = false
			for relation := range strings.FieldsSeq(value) {
				next = next || strings.EqualFold(relation, "next")
			}
		}
	}
}
