package main

import (
	"database/sql"
	"fmt"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// duckDB holds the same events in memory, and answers on one thread.
type duckDB struct{ db *sql.DB }

func newDuckDB(people, events int) (duckDB, error) {
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		return duckDB{}, err
	}
	d := duckDB{sql.OpenDB(connector)}
	d.db.SetMaxOpenConns(1)
	for _, query := range []string{
		"SET threads = 1",
		fmt.Sprintf("CREATE TABLE people AS SELECT i::UINTEGER AS person, (i %% %d)::UTINYINT AS segment FROM range(%d) r(i)", segments, people),
		fmt.Sprintf("CREATE TABLE touchpoints AS SELECT i::USMALLINT AS touchpoint, (i %% 3)::UTINYINT AS phase, 'https://intranet.example.org/learning/campaigns/rise/touchpoints/touchpoint-' || i AS iri FROM range(%d) r(i)", touchpoints),
		fmt.Sprintf("CREATE TABLE drawn AS SELECT (%d + %s %% %d)::BIGINT AS moment, (%s %% %d)::UINTEGER AS person, (%s %% %d)::USMALLINT AS touchpoint, "+verbSQL+"::UTINYINT AS verb FROM range(%d) r(i)",
			begin, drawSQL(4), long, drawSQL(1), people, drawSQL(2), touchpoints, drawSQL(3), events),
		// phase and bits are made beforehand, as a table made for this question has them
		"CREATE TABLE events AS SELECT moment, person, touchpoint, verb, (touchpoint % 3)::UTINYINT AS phase, ((1::USMALLINT << verb) << (5 * (touchpoint % 3)))::USMALLINT AS bits FROM drawn",
		"DROP TABLE drawn",
	} {
		if _, err := d.db.Exec(query); err != nil {
			return d, fmt.Errorf("%w: %s", err, query)
		}
	}
	return d, nil
}

// counted asks for counts by phase and segment.
func (d duckDB) counted(query string) (c counts, err error) {
	rows, err := d.db.Query(query)
	if err != nil {
		return c, err
	}
	defer rows.Close()
	for rows.Next() {
		var phase, segment int
		var n [5]int
		if err := rows.Scan(&phase, &segment, &n[0], &n[1], &n[2], &n[3], &n[4]); err != nil {
			return c, err
		}
		c[phase][segment] = n
	}
	return c, rows.Err()
}

// plainly is the question as one would write it.
const plainly = `SELECT phase, segment, count(DISTINCT person), count(DISTINCT person) FILTER (verb IN (2, 3)), count(DISTINCT person) FILTER (verb = 3),
	count(DISTINCT person) FILTER (verb = 1), count(DISTINCT person) FILTER (verb = 4)
	FROM events JOIN people USING (person) GROUP BY phase, segment`

// byBits sums up each person's bits and counts those.
func byBits(from string) string {
	var each []string
	for phase := range 3 {
		var stage []string
		for _, of := range stages {
			stage = append(stage, fmt.Sprintf("count(*) FILTER (did & %d <> 0)", of<<(5*phase)))
		}
		each = append(each, fmt.Sprintf("SELECT %d AS phase, segment, %s FROM all_of GROUP BY segment", phase, strings.Join(stage, ", ")))
	}
	return "WITH did AS MATERIALIZED (" + from + "), all_of AS MATERIALIZED (SELECT segment, did FROM did JOIN people USING (person)) " + strings.Join(each, " UNION ALL ")
}

var eventBits = byBits("SELECT person, bit_or(bits) AS did FROM events GROUP BY person")

// inOrder asks who was reached, then started, then completed.
const inOrder = `WITH r AS (SELECT person, phase, min(moment) AS moment FROM events WHERE verb IN (0, 1, 4) GROUP BY ALL),
	s AS (SELECT e.person, e.phase, min(e.moment) AS moment FROM events e JOIN r ON e.person = r.person AND e.phase = r.phase AND e.moment >= r.moment WHERE verb = 2 GROUP BY ALL),
	c AS (SELECT e.person, e.phase, min(e.moment) AS moment FROM events e JOIN s ON e.person = s.person AND e.phase = s.phase AND e.moment >= s.moment WHERE verb = 3 GROUP BY ALL)
	SELECT p.phase, (SELECT count(*) FROM r WHERE r.phase = p.phase), (SELECT count(*) FROM s WHERE s.phase = p.phase), (SELECT count(*) FROM c WHERE c.phase = p.phase)
	FROM (SELECT DISTINCT phase FROM touchpoints) p`

func (d duckDB) ordered() (steps [3]evaluation.Steps, err error) {
	rows, err := d.db.Query(inOrder)
	if err != nil {
		return steps, err
	}
	defer rows.Close()
	for rows.Next() {
		var phase int
		var s evaluation.Steps
		if err := rows.Scan(&phase, &s.Reached, &s.Started, &s.Completed); err != nil {
			return steps, err
		}
		steps[phase] = s
	}
	return steps, rows.Err()
}

// orderedBy is the same of ours.
func orderedBy(p *evaluation.Progress) (steps [3]evaluation.Steps) {
	for i, phase := range campaign.Phases() {
		steps[i] = p.Count(phase, nil)
	}
	return steps
}

// pseudonyms makes a table of accounts, and the question about the statements
// of a file.
func (d duckDB) statements(file string, names []string) (string, error) {
	if _, err := d.db.Exec("CREATE TABLE accounts (name VARCHAR, person UINTEGER)"); err != nil {
		return "", err
	}
	for first := 0; first < len(names); first += 5000 {
		var values strings.Builder
		for i, name := range names[first:min(first+5000, len(names))] {
			fmt.Fprintf(&values, ",('%s',%d)", name, first+i)
		}
		if _, err := d.db.Exec("INSERT INTO accounts VALUES " + values.String()[1:]); err != nil {
			return "", err
		}
	}
	var verbs []string
	for i, iri := range verbIRIs {
		verbs = append(verbs, fmt.Sprintf("WHEN '%s' THEN %d", iri, 1<<i))
	}
	return byBits(fmt.Sprintf(`SELECT person, bit_or((CASE s.verb.id %s ELSE 0 END) << (5 * phase)) AS did
		FROM read_json('%s', format = 'newline_delimited', columns = {id: 'UUID', actor: 'STRUCT(account STRUCT(name VARCHAR))', verb: 'STRUCT(id VARCHAR)', object: 'STRUCT(id VARCHAR)', timestamp: 'TIMESTAMPTZ'}) s
		JOIN accounts ON name = s.actor.account.name JOIN touchpoints ON iri = s.object.id GROUP BY person`, strings.Join(verbs, " "), file)), nil
}
