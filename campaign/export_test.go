package campaign

// AdviceCodes lists the codes of the table of rules, in its order.
func AdviceCodes() []string {
	var codes []string
	for _, r := range adviceRules() {
		codes = append(codes, r.code)
	}
	return codes
}
