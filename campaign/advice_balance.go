package campaign

// balanceAdvice is about offices that could work together and do not (seeds 000
// and 003), and about plans that lean to one of two opposites (seed 002).
func balanceAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-OSMOSIS-001", "003", func(a *advisor) []remark { return once(a.plan.Osmosis.Shared == 0, "/touchpoints") }},
		{"OSM-OSMOSIS-002", "000", func(a *advisor) []remark {
			return a.officesWhere(func(s OfficeShare) bool { return s.Alone() && a.plan.Osmosis.Shared > 0 }) // else OSM-OSMOSIS-001 says so once
		}},
		{"OSM-OSMOSIS-003", "003", func(a *advisor) []remark { return a.officesWhere(OfficeShare.Idle) }},
		{"OSM-BALANCE-001", "002", leaning(PushPull, -1)},
		{"OSM-BALANCE-002", "002", leaning(PushPull, 1)},
		{"OSM-BALANCE-003", "002", leaning(SellingServing, -1)},
		{"OSM-BALANCE-004", "002", leaning(SellingServing, 1)},
		{"OSM-BALANCE-005", "002", leaning(VolumeValue, -1)},
		{"OSM-BALANCE-006", "002", leaning(VolumeValue, 1)},
		{"OSM-BALANCE-007", "002", leaning(OrganisationOrganism, -1)},
		{"OSM-BALANCE-008", "002", leaning(OrganisationOrganism, 1)},
		{"OSM-BALANCE-009", "002", leaning(AllianceStrength, -1)},
		{"OSM-BALANCE-010", "002", leaning(AllianceStrength, 1)},
	}
}

// leaning remarks on a plan that leans to a pole of an axis, as
// [AxisBalance.Leans] has it.
func leaning(axis Axis, pole int) func(*advisor) []remark {
	return func(a *advisor) []remark { return once(a.leans(axis, pole), "/touchpoints") }
}

// officesWhere remarks on the offices whose share in the plan is such.
func (a *advisor) officesWhere(such func(OfficeShare) bool) []remark {
	var found []remark
	for i, s := range a.plan.Osmosis.Offices {
		if such(s) {
			found = append(found, remark{path: at("offices", i), found: s.Office})
		}
	}
	return found
}

// leans reports whether the plan leans to a pole of an axis. That every
// touchpoint pushes is OSM-PLAN-011, and that none serves is OSM-PLAN-604.
func (a *advisor) leans(axis Axis, pole int) bool {
	if len(a.Touchpoints) < LeastWeighed || axis == SellingServing && pole < 0 && !a.serves() {
		return false
	}
	for _, b := range a.plan.Balance {
		if b.Axis == axis {
			return b.Leans() == pole && (axis != PushPull || b.Value > -1)
		}
	}
	return false
}
