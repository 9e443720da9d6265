package campaign

// linesAdvice is about reporting lines that break off: whoever has no manager
// is prepared by nobody (seed 001). How many people one manager can speak with
// is not among it: no source that the model rests on gives a number.
func linesAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-LINES-001", "001", func(a *advisor) []remark {
			l := a.plan.Lines
			return once(l != nil && l.Orphans != nil && *l.Orphans >= SmallestGroup, "")
		}},
		{"OSM-LINES-002", "001", func(a *advisor) []remark { return once(a.plan.Lines != nil && a.plan.Lines.Cycles > 0, "") }},
	}
}
