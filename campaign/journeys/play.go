package journeys

import (
	"encoding/json"
	"fmt"
)

// Play runs all scripts on an engine that reads and answers JSON, as that of the
// widget does. Load has one read a bundle, and returns what asks it. The error is
// that of the first script that does not hold.
func Play(load func(bundle string) (ask func(call, request string) (answer string))) error {
	scripts, err := Scripts()
	if err != nil {
		return err
	}
	for _, s := range scripts {
		program, err := files.ReadFile("programs/" + s.Program + ".json")
		if err != nil {
			return err
		}
		var p struct{ Touchpoints []struct{ ID string } }
		if err := json.Unmarshal(program, &p); err != nil {
			return fmt.Errorf("%s: %w", s.Program, err)
		}
		var touchpoints []string
		for _, one := range p.Touchpoints {
			touchpoints = append(touchpoints, one.ID)
		}
		ask := load(`{"osmosi":"bundle/v1","program":` + string(program) + `}`)
		err = s.Run(touchpoints, func(call string, r Request) (items []Item, err error) {
			request, err := json.Marshal(r)
			if err != nil {
				return nil, err
			}
			answer := ask(call, string(request))
			if err := json.Unmarshal([]byte(answer), &items); err != nil {
				return nil, fmt.Errorf("%s: %w", answer, err)
			}
			return items, nil
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}
