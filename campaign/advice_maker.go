package campaign

import "slices"

// makerAdvice is about the offices that make the campaign together (seeds 000
// and 003).
func makerAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-PLAN-701", "000", func(a *advisor) []remark {
			if makers := a.makers(); len(makers) == 1 {
				i := slices.IndexFunc(a.Offices, func(o Office) bool { return o.ID == makers[0] })
				return []remark{{path: at("offices", i), found: makers[0]}}
			}
			return nil
		}},
		{"OSM-PLAN-702", "003", func(a *advisor) []remark {
			makers := a.makers()
			if len(makers) == 1 {
				return nil
			}
			var found []remark
			for i, o := range a.Offices {
				if !slices.Contains(makers, o.ID) {
					found = append(found, remark{path: at("offices", i), found: o.ID})
				}
			}
			return found
		}},
	}
}

// makers lists the IDs of the offices that own or contribute to a touchpoint.
func (a *advisor) makers() []string {
	var ids []string
	for _, t := range a.Touchpoints {
		ids = append(append(ids, t.Owner), t.Contributors...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
