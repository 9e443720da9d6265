package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
	_ "modernc.org/sqlite" // the database driver of that name
)

const columns = "unit, role, site, contract, shift, language, grade, salaryBand, tenureDays, remote, manager"

func (e *employee) row() []any {
	return []any{e.Unit, e.Role, e.Site, e.Contract, e.Shift, e.Language, e.Grade, e.SalaryBand, e.TenureDays, e.Remote, e.Manager}
}

// sqlite keeps people in memory, with an index on each column, and is asked in
// one pass and one segment after another.
func sqlite(employees []employee, rules []rule) ([]peer, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // each connection would have a memory of its own
	if _, err := db.Exec("CREATE TABLE people (unit TEXT, role TEXT, site TEXT, contract TEXT, shift TEXT, language TEXT, grade REAL, salaryBand REAL, tenureDays REAL, remote INTEGER, manager INTEGER)"); err != nil {
		return nil, err
	}
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	insert, err := tx.Prepare("INSERT INTO people (" + columns + ") VALUES (?,?,?,?,?,?,?,?,?,?,?)")
	if err != nil {
		return nil, err
	}
	for i := range employees {
		if _, err := insert.Exec(employees[i].row()...); err != nil {
			return nil, err
		}
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	for _, column := range strings.Split(columns, ", ") {
		if _, err := db.Exec("CREATE INDEX by_" + column + " ON people (" + column + ")"); err != nil {
			return nil, err
		}
	}
	if _, err := db.Exec("ANALYZE"); err != nil {
		return nil, err
	}
	return queries("SQLite", db, len(employees), rules, sqlWords, "SUM(CASE WHEN %s THEN 1 ELSE 0 END)")
}

// duckDB keeps people in memory, texts as enumerations, on one thread, and is
// asked in one pass and one segment after another.
func duckDB(employees []employee, rules []rule) ([]peer, error) {
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(1)
	exec := func(query string) {
		if err == nil {
			_, err = db.Exec(query)
		}
	}
	exec("SET threads = 1")
	exec("CREATE TABLE given (unit VARCHAR, role VARCHAR, site VARCHAR, contract VARCHAR, shift VARCHAR, language VARCHAR, grade DOUBLE, salaryBand DOUBLE, tenureDays DOUBLE, remote BOOLEAN, manager BOOLEAN)")
	if err != nil {
		return nil, err
	}
	if err := load(db, employees); err != nil {
		return nil, err
	}
	texts := strings.Split(columns, ", ")[:6]
	enumerated := columns
	for _, column := range texts {
		exec(fmt.Sprintf("CREATE TYPE %[1]s_values AS ENUM (SELECT DISTINCT %[1]s FROM given ORDER BY 1)", column))
		enumerated = strings.Replace(enumerated, column, column+"::"+column+"_values AS "+column, 1)
	}
	exec("CREATE TABLE people AS SELECT " + enumerated + " FROM given")
	exec("DROP TABLE given")
	if err != nil {
		return nil, err
	}
	return queries("DuckDB ENUM, one thread", db, len(employees), rules, enumWords, "COUNT(*) FILTER (WHERE %s)")
}

func load(db *sql.DB, employees []employee) error {
	connection, err := db.Conn(context.Background())
	if err != nil {
		return err
	}
	defer connection.Close()
	return connection.Raw(func(c any) error {
		appender, err := duckdb.NewAppenderFromConn(c.(driver.Conn), "", "given")
		if err != nil {
			return err
		}
		values := make([]driver.Value, 11)
		for i := range employees {
			for k, v := range employees[i].row() {
				values[k] = v
			}
			if err := appender.AppendRow(values...); err != nil {
				return err
			}
		}
		return appender.Close()
	})
}

// queries asks a database in one pass and one segment after another.
func queries(name string, db *sql.DB, people int, rules []rule, l language, count string) ([]peer, error) {
	sums := make([]string, len(rules))
	each := make([]*sql.Stmt, len(rules))
	for i := range rules {
		var err error
		sums[i] = fmt.Sprintf(count, rules[i].write(l))
		if each[i], err = db.Prepare("SELECT COUNT(*) FROM people WHERE " + rules[i].write(l)); err != nil {
			return nil, err
		}
	}
	pass, err := db.Prepare("SELECT " + strings.Join(sums, ", ") + " FROM people")
	if err != nil {
		return nil, err
	}
	atOnce := func() ([]int, error) {
		counts, into := make([]int, len(rules)), make([]any, len(rules))
		for i := range counts {
			into[i] = &counts[i]
		}
		return counts, pass.QueryRow().Scan(into...)
	}
	oneByOne := func() ([]int, error) {
		counts := make([]int, len(rules))
		for i, query := range each {
			if err := query.QueryRow().Scan(&counts[i]); err != nil {
				return nil, err
			}
		}
		return counts, nil
	}
	return []peer{{name + ", one pass", people, true, atOnce}, {name + ", a query a segment", people, true, oneByOne}}, nil
}
