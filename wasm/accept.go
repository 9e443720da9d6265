package wasm

import (
	"strconv"
	"strings"
)

// identity is a file as it is (RFC 9110, section 12.5.3).
const identity = "identity"

// least is the weight of a file as it is where the request does not speak of
// that: it is acceptable, and whatever is asked for comes before it.
const least = 0.0001

// choose returns the form with the greatest weight in Accept-Encoding, the first
// of several, or nil where none is acceptable. Without the header it is the file
// as it is, which everyone understands.
func choose(forms []form, accept []string) *form {
	if accept == nil {
		return &forms[len(forms)-1]
	}
	weights := weigh(accept)
	var chosen *form
	greatest := 0.0
	for i, f := range forms {
		weight, told := weights[f.encoding]
		if !told {
			weight, told = weights["*"]
			if f.encoding == identity && (!told || weight > 0) {
				weight = least
			}
		}
		if weight > greatest {
			chosen, greatest = &forms[i], weight
		}
	}
	return chosen
}

// weigh reads Accept-Encoding: the weight of each coding. One whose weight is
// none counts as refused.
func weigh(values []string) map[string]float64 {
	weights := map[string]float64{}
	for _, value := range values {
		for one := range strings.SplitSeq(value, ",") {
			coding, parameter, _ := strings.Cut(one, ";")
			coding = strings.ToLower(strings.TrimSpace(coding))
			if coding == "x-gzip" {
				coding = "gzip"
			}
			if coding == "" {
				continue
			}
			weights[coding] = weight(strings.TrimSpace(parameter))
		}
	}
	return weights
}

// weight reads "q=" and a number from 0 to 1 with at most three decimals (RFC
// 9110, section 12.4.2); nothing is 1.
func weight(parameter string) float64 {
	if parameter == "" {
		return 1
	}
	name, value, _ := strings.Cut(parameter, "=")
	value = strings.TrimSpace(value)
	whole, decimals, _ := strings.Cut(value, ".")
	if !strings.EqualFold(strings.TrimSpace(name), "q") || whole != "0" && whole != "1" || len(decimals) > 3 || strings.Trim(decimals, "0123456789") != "" {
		return 0
	}
	q, err := strconv.ParseFloat(whole+"."+decimals+"0", 64)
	if err != nil || q > 1 {
		return 0
	}
	return q
}
