package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"

	_ "modernc.org/sqlite"

	"github.com/osmosi-learning/osmosi/evaluation"
)

// store keeps events in an embedded database. An event is there once, however
// often it is sent: its ID is the key.
type store struct{ db *sql.DB }

// openStore opens the database, and makes it where there is none. Every
// commit reaches the disk before it returns, so that what was acknowledged
// survives the end of the process at any moment.
func openStore(ctx context.Context, path string) (*store, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)&_pragma=secure_delete(ON)")
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS events (
		id   TEXT PRIMARY KEY,
		body TEXT NOT NULL
	) STRICT, WITHOUT ROWID;`+answersTables)
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	return &store{db}, nil
}

func (s *store) close() error { return s.db.Close() }

// add keeps the events that are not there yet, all or none.
func (s *store) add(ctx context.Context, events []evaluation.Event) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, `INSERT INTO events (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, e := range events {
		body, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, e.ID, string(body)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// erase deletes the events and insight cards of one person. Their place in the file is written
// over, and so is the journal, from which they could be read otherwise.
func (s *store) erase(ctx context.Context, person string) error {
	if _, err := s.db.ExecContext(ctx, `DELETE FROM events WHERE body ->> 'person' = ?1; DELETE FROM cards WHERE person = ?1`, person); err != nil {
		return err
	}
	_, err := s.db.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}

// all yields every event, in the order of their IDs.
func (s *store) all(ctx context.Context) iter.Seq2[evaluation.Event, error] {
	return func(yield func(evaluation.Event, error) bool) {
		rows, err := s.db.QueryContext(ctx, `SELECT body FROM events ORDER BY id`)
		if err != nil {
			yield(evaluation.Event{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var body string
			var e evaluation.Event
			if err := rows.Scan(&body); err != nil {
				yield(e, err)
				return
			}
			err := json.Unmarshal([]byte(body), &e)
			if !yield(e, err) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(evaluation.Event{}, err)
		}
	}
}
