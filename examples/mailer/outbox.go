package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite"

	"github.com/osmosi-learning/osmosi/campaign"
)

// state of an item in the outbox.
type state string

const (
	// queued: not accepted by any server. Whatever ended before the last dot of
	// the message leaves it here.
	queued state = "queued"
	// sending: written to disk before the last dot goes out. Who finds it after
	// a crash, or never gets an answer, does not know whether it was accepted.
	sending state = "sending"
	// sent: the server accepted it.
	sent state = "sent"
	// dead: the server refused it for good, or too often.
	dead state = "dead"
	// dropped: not to be sent any more, such as after unsubscribing.
	dropped state = "dropped"
)

const tables = `
CREATE TABLE IF NOT EXISTS outbox (
	id         TEXT PRIMARY KEY, -- Message-ID
	person     TEXT NOT NULL,
	touchpoint TEXT NOT NULL,
	channel    TEXT NOT NULL,
	due        INTEGER NOT NULL, -- as scheduled, in milliseconds since 1970, as all times here
	next       INTEGER NOT NULL, -- when to try, or to look again
	attempts   INTEGER NOT NULL DEFAULT 0,
	state      TEXT NOT NULL DEFAULT 'queued',
	reason     TEXT NOT NULL DEFAULT '',
	changed    INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_next ON outbox (state, next, due);
CREATE TABLE IF NOT EXISTS unsubscribed (
	person   TEXT NOT NULL,
	channel  TEXT NOT NULL,
	campaign TEXT NOT NULL,
	at       INTEGER NOT NULL,
	PRIMARY KEY (person, channel, campaign)
) STRICT;
CREATE TABLE IF NOT EXISTS outcomes ( -- what people did, as the host learns of it
	seq         INTEGER PRIMARY KEY AUTOINCREMENT,
	id          TEXT NOT NULL UNIQUE,
	person      TEXT NOT NULL,
	proposition TEXT NOT NULL,
	outcome     TEXT NOT NULL,
	at          INTEGER NOT NULL
) STRICT;`

// dropUnsubscribed ends what waits for people who do not want it. It runs in
// each transaction that unsubscribes somebody or queues something.
const dropUnsubscribed = `UPDATE outbox SET state = 'dropped', reason = 'unsubscribed', changed = ?1
	WHERE state = 'queued' AND EXISTS (SELECT 1 FROM unsubscribed u
		WHERE u.person = outbox.person AND u.channel = outbox.channel AND u.campaign = ?2)`

// outbox keeps the state of one campaign's items. It may be used by several
// goroutines.
type outbox struct {
	db       *sql.DB
	lock     *sql.DB
	campaign string
}

// row is one item in the outbox.
type row struct {
	id, person, touchpoint, channel string
	due, next                       time.Time
	attempts                        int
	state                           state
	reason                          string
}

// errTaken tells of another mailer that runs on the same folder.
var errTaken = errors.New("another mailer is at work in this folder")

// openOutbox opens the outbox of a folder, and makes it where there is none.
// Every commit reaches the disk before it returns. One mailer at a time: two
// would take each other's messages under way for those of a crash.
func openOutbox(ctx context.Context, dir, campaign string) (*outbox, error) {
	lock, err := openDatabase(filepath.Join(dir, "lock.db"), 0)
	if err != nil {
		return nil, err
	}
	// The lock is held by the one connection until the process ends, in whatever way.
	if _, err := lock.ExecContext(ctx, `PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE`); err != nil {
		lock.Close()
		return nil, fmt.Errorf("%w (%v)", errTaken, err)
	}
	db, err := openDatabase(filepath.Join(dir, "outbox.db"), 5000)
	if err == nil {
		_, err = db.ExecContext(ctx, tables)
	}
	if err != nil {
		lock.Close()
		return nil, fmt.Errorf("outbox in %s: %w", dir, err)
	}
	return &outbox{db: db, lock: lock, campaign: campaign}, nil
}

func openDatabase(path string, busy int) (*sql.DB, error) {
	journal := "WAL"
	if busy == 0 {
		journal = "DELETE" // a lock writes nothing
	}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: fmt.Sprintf("_pragma=busy_timeout(%d)&_pragma=journal_mode(%s)&_pragma=synchronous(FULL)", busy, journal)}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // one writer at a time, without ever waiting for oneself
	return db, nil
}

func (o *outbox) close() error { return errors.Join(o.db.Close(), o.lock.Close()) }

// within runs something in one transaction.
func (o *outbox) within(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// fill queues the items that are not there yet, and moves those never tried to
// where the schedule has them now.
func (o *outbox) fill(ctx context.Context, now time.Time, items []row) error {
	return o.within(ctx, func(tx *sql.Tx) error {
		put, err := tx.PrepareContext(ctx, `INSERT INTO outbox (id, person, touchpoint, channel, due, next, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)
			ON CONFLICT (id) DO UPDATE SET due = excluded.due, next = excluded.due WHERE state = 'queued' AND attempts = 0 AND due <> excluded.due`)
		if err != nil {
			return err
		}
		defer put.Close()
		for _, i := range items {
			if _, err := put.ExecContext(ctx, i.id, i.person, i.touchpoint, i.channel, i.due.UnixMilli(), now.UnixMilli()); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, dropUnsubscribed, now.UnixMilli(), o.campaign)
		return err
	})
}

const columns = `id, person, touchpoint, channel, due, next, attempts, state, reason`

func scan(scan func(...any) error) (row, error) {
	var r row
	var due, next int64
	err := scan(&r.id, &r.person, &r.touchpoint, &r.channel, &due, &next, &r.attempts, &r.state, &r.reason)
	r.due, r.next = time.UnixMilli(due), time.UnixMilli(next)
	return r, err
}

// first is the item in a state whose turn is first; nil where there is none.
func (o *outbox) first(ctx context.Context, s state) (*row, error) {
	r, err := scan(o.db.QueryRowContext(ctx, `SELECT `+columns+` FROM outbox WHERE state = ? ORDER BY next, due, id LIMIT 1`, s).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &r, err
}

// list returns all items in a state, in order of due.
func (o *outbox) list(ctx context.Context, s state) ([]row, error) {
	rows, err := o.db.QueryContext(ctx, `SELECT `+columns+` FROM outbox WHERE state = ? ORDER BY due, id`, s)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []row
	for rows.Next() {
		r, err := scan(rows.Scan)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// commit moves an item to sending, right before the last dot of its message;
// look is when to look what became of it, should that not be known.
// It does not where the item is no longer queued, such as after the person
// unsubscribed, or where people did something since facts were looked at.
func (o *outbox) commit(ctx context.Context, id string, now, look time.Time, facts int64) (bool, error) {
	result, err := o.db.ExecContext(ctx, `UPDATE outbox SET state = 'sending', next = ?4, changed = ?2 WHERE id = ?1 AND state = 'queued'
		AND (SELECT coalesce(max(seq), 0) FROM outcomes) = ?3`, id, now.UnixMilli(), facts, look.UnixMilli())
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// end moves an item to a state in which it stays.
func (o *outbox) end(ctx context.Context, id string, now time.Time, s state, reason string) error {
	_, err := o.db.ExecContext(ctx, `UPDATE outbox SET state = ?3, reason = ?4, changed = ?2 WHERE id = ?1`, id, now.UnixMilli(), s, reason)
	return err
}

// again queues an item for later; attempts and reason say what was tried.
func (o *outbox) again(ctx context.Context, id string, now, next time.Time, attempts int, reason string) error {
	return o.within(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE outbox SET state = 'queued', next = ?3, attempts = ?4, reason = ?5, changed = ?2 WHERE id = ?1 AND state IN ('queued', 'sending', 'dead')`,
			id, now.UnixMilli(), next.UnixMilli(), attempts, reason)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, dropUnsubscribed, now.UnixMilli(), o.campaign)
		return err
	})
}

// look sets when to look again for an item in doubt.
func (o *outbox) look(ctx context.Context, id string, next time.Time) error {
	_, err := o.db.ExecContext(ctx, `UPDATE outbox SET next = ?2 WHERE id = ?1 AND state = 'sending'`, id, next.UnixMilli())
	return err
}

// unsubscribe takes effect at once, also for what waits.
func (o *outbox) unsubscribe(ctx context.Context, person, channel string, now time.Time) error {
	return o.within(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO unsubscribed (person, channel, campaign, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, person, channel, o.campaign, now.UnixMilli())
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, dropUnsubscribed, now.UnixMilli(), o.campaign)
		return err
	})
}

// outcome is something that a person did, by the ID of the event that told it.
type outcome struct {
	id, person, proposition string
	outcome                 campaign.Outcome
	at                      time.Time
}

// learn keeps outcomes that are not there yet.
func (o *outbox) learn(ctx context.Context, outcomes []outcome) error {
	return o.within(ctx, func(tx *sql.Tx) error {
		for _, f := range outcomes {
			if _, err := tx.ExecContext(ctx, `INSERT INTO outcomes (id, person, proposition, outcome, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
				f.id, f.person, f.proposition, f.outcome, f.at.UnixMilli()); err != nil {
				return err
			}
		}
		return nil
	})
}

// facts is how far the outbox knows what people did.
func (o *outbox) facts(ctx context.Context) (n int64, err error) {
	err = o.db.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM outcomes`).Scan(&n)
	return n, err
}

// past is what everyone did, up to a fact, and got. What may have been sent
// counts as such, so that nothing else is sent in its place.
func (o *outbox) past(ctx context.Context, upTo int64) (map[string][]campaign.Fact, error) {
	rows, err := o.db.QueryContext(ctx, `SELECT person, '', proposition, outcome, at FROM outcomes WHERE seq <= ?1
		UNION ALL SELECT person, touchpoint, '', ?2, changed FROM outbox WHERE state IN ('sent', 'sending')`, upTo, campaign.SentOut)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string][]campaign.Fact{}
	for rows.Next() {
		var person string
		var f campaign.Fact
		var at int64
		if err := rows.Scan(&person, &f.Touchpoint, &f.Proposition, &f.What, &at); err != nil {
			return nil, err
		}
		f.At = time.UnixMilli(at)
		all[person] = append(all[person], f)
	}
	return all, rows.Err()
}

// tally is how many items are in each state, and how many are due.
type tally struct {
	in  map[state]int
	due int // queued, and their time has come
}

func (o *outbox) tally(ctx context.Context, now time.Time) (tally, error) {
	t := tally{in: map[state]int{}}
	rows, err := o.db.QueryContext(ctx, `SELECT state, count(*), sum(next <= ?) FROM outbox GROUP BY state`, now.UnixMilli())
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		var s state
		var n, due int
		if err := rows.Scan(&s, &n, &due); err != nil {
			return t, err
		}
		t.in[s] = n
		if s == queued {
			t.due = due
		}
	}
	return t, rows.Err()
}
