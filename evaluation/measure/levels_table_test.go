package measure

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

func TestLevelsAreReadFromATable(t *testing.T) {
	ada := Level{Person: "ada", Competence: "till", Required: 2, Shown: 2.5}
	for name, c := range map[string]struct {
		text   string
		levels []Level
		faults []string // places
	}{
		"commas":              {"person,competence,required,shown\nada,till,2,2.5\n", []Level{ada}, nil},
		"columns in an order": {"shown,required,competence,person\n2.5,2,till,ada\n", []Level{ada}, nil},
		"as spreadsheets do":  {"\ufeffperson;competence;required;shown\r\nada;till;2;2,5\r\n", []Level{ada}, nil},
		"quoted":              {"person,competence,required,shown\n\"ada\",\"till\", 2,2.5\n", []Level{ada}, nil},
		"nothing":             {"", nil, nil},
		"no rows":             {"person,competence,required,shown\n", nil, nil},
		"no number":           {"person,competence,required,shown\nada,till,two,2.5\nada,till,2,2.5\n", []Level{ada}, []string{"/2/required"}},
		"beyond numbers":      {"person,competence,required,shown\nada,till,2,1e999\n", nil, []string{"/2/shown"}},
		"too few cells":       {"person,competence,required,shown\nada,till\nada,till,2,2.5\n", []Level{ada}, []string{"/2"}},
		"a column more":       {"person,competence,required,shown,age\nada,till,2,2.5,40\n", nil, []string{"/2/age"}},
		"a broken first row":  {"person,\"competence\nada,till", nil, []string{"/1"}},
	} {
		var levels []Level
		var faults []string
		for l, err := range ReadLevelTable(strings.NewReader(c.text)) {
			if err == nil {
				levels = append(levels, l)
				continue
			}
			var f *engagement.Finding
			require.ErrorAs(t, err, &f, name)
			faults = append(faults, f.Path)
		}
		require.Equal(t, c.levels, levels, name)
		require.Equal(t, c.faults, faults, name)
	}
}

func FuzzReadLevelTable(f *testing.F) {
	f.Add("person,competence,required,shown\nada,till,2,2.5\n")
	f.Add("person;competence;required;shown\nada;till;2;2,5\n")
	f.Fuzz(func(t *testing.T, text string) {
		for l, err := range ReadLevelTable(strings.NewReader(text)) {
			if err == nil {
				require.NotEmpty(t, l.Person)
			}
		}
	})
}
