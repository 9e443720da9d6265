package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"regexp"

	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	surveys "github.com/osmosi-learning/osmosi/evaluation/survey/document"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// answersTables hold what people sent besides events. A sheet has no person
// and no time, and its key is random and the order of the table: when it came
// is not told by where it stands either. A card belongs to its author, who may
// erase it.
const answersTables = `
	CREATE TABLE IF NOT EXISTS sheets (
		id   TEXT PRIMARY KEY,
		body TEXT NOT NULL
	) STRICT, WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS cards (
		id     TEXT PRIMARY KEY,
		person TEXT NOT NULL,
		body   TEXT NOT NULL,
		photo  BLOB
	) STRICT, WITHOUT ROWID`

// mostSheet is how large a sheet may be, in bytes: seven open answers.
const mostSheet = 64 << 10

// sentKey is the random key under which a sheet is sent. The browser forgets
// it when the sheet has arrived.
var sentKey = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// takeSheet keeps what somebody answered, and nothing of who that was: it
// looks at no cookie, no person and no address, and writes no log. Elsewhere the
// same must hold of whatever stands before the program, such as a proxy: no
// access log of this address, and no sign-in in front of it.
func (s *server) takeSheet(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("Idempotency-Key")
	if !sentKey.MatchString(key) {
		http.Error(w, "the header Idempotency-Key must be a random UUID", http.StatusBadRequest)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostSheet))
	if err != nil {
		http.Error(w, "the answers are too long", http.StatusRequestEntityTooLarge)
		return
	}
	sheet, found := s.company.pulse.DecodeSheet(body)
	if found.Err() != nil {
		s.refuse(w, found)
		return
	}
	sheet.Group = "" // this survey asks for none
	if err := s.store.addSheets(r.Context(), map[string]survey.Sheet{key: sheet}); err != nil {
		s.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// takeCard keeps an insight card of the person whom the visitor plays;
// elsewhere, of whoever is signed in.
func (s *server) takeCard(w http.ResponseWriter, r *http.Request) {
	person := s.company.workforce.Person(r.URL.Query().Get("person"))
	if person == nil {
		http.Error(w, "nobody is signed in", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, insight.MaxSent))
	if err != nil {
		http.Error(w, "the card is too large", http.StatusRequestEntityTooLarge)
		return
	}
	card, photo, found := insight.Decode(body, pseudonym(person.ID))
	if found.Err() != nil {
		s.refuse(w, found)
		return
	}
	if err := s.store.addCard(r.Context(), person.ID, card, photo); err != nil {
		s.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// pseudonym is by what the author of cards is known to those who read them.
func pseudonym(person string) string {
	sum := sha256.Sum256([]byte("antenna\x00" + person))
	return hex.EncodeToString(sum[:6])
}

func (s *server) refuse(w http.ResponseWriter, found engagement.Findings) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusUnprocessableEntity)
	json.NewEncoder(w).Encode(found)
}

// pulseResults are what people answered so far, where enough did.
func (s *server) pulseResults(w http.ResponseWriter, r *http.Request) {
	tally := survey.NewTally(s.company.pulse)
	for sheet, err := range s.store.sheets(r.Context()) {
		if err != nil {
			s.fail(w, err)
			return
		}
		if err := tally.Add(sheet); err != nil {
			s.fail(w, err)
			return
		}
	}
	results, err := tally.Results("")
	if err != nil {
		s.fail(w, err)
		return
	}
	s.document(w, surveys.HTML(results, s.company.pulse, s.visit(r).Language))
}

// shownCard is an insight card on the page; of its author it says nothing.
type shownCard struct {
	Language                       engagement.Language
	Text, Where, Quote, Photo, Alt string
}

// shownCluster is cards that belong together, and the propositions that they support.
type shownCluster struct {
	Name, Note string
	Supports   []string
	Cards      []shownCard
}

// cards shows what antennas noticed: those of the example, and visitors'.
func (s *server) cards(w http.ResponseWriter, r *http.Request) {
	f := s.frame(r, "report")
	f.Title = "cards"
	all, found := insight.ReadAll(lumenta.Cards())
	if found.Err() != nil {
		s.fail(w, found.Err())
		return
	}
	sent, err := s.store.cards(r.Context())
	if err != nil {
		s.fail(w, err)
		return
	}
	byID := map[string]shownCard{}
	for i, c := range append(all, sent...) {
		shown := shownCard{Language: c.Language, Text: c.Text, Where: c.Where, Quote: c.Quote}
		if i >= len(all) && len(c.Media) > 0 { // the example's photographs are not there
			shown.Photo, shown.Alt = "/report/cards/"+c.Media[0].URL, c.Media[0].Alt
		}
		byID[c.ID] = shown
	}
	all = append(all, sent...)
	clusters := insight.Group(all)
	brief := &s.company.plan.Brief
	support, _ := brief.Support(clusters)
	page := struct {
		frame
		Clusters []shownCluster
		Single   []shownCard
	}{frame: f}
	for i, c := range clusters {
		shown := shownCluster{Note: c.Evidence().Note.In(f.Language) + "."}
		for j, tag := range c.Tags {
			if j > 0 {
				shown.Name += ", "
			}
			shown.Name += tag
		}
		for _, given := range support {
			if given.Cluster == i {
				shown.Supports = append(shown.Supports, s.company.plan.General().Brief.Proposition(given.Proposition).Gain.In(f.Language))
			}
		}
		for _, id := range c.Cards {
			shown.Cards = append(shown.Cards, byID[id])
			delete(byID, id)
		}
		page.Clusters = append(page.Clusters, shown)
	}
	for _, c := range all {
		if alone, left := byID[c.ID]; left {
			page.Single = append(page.Single, alone)
		}
	}
	s.page(w, "cards.html", page)
}

// photo sends the photograph of a card: it was seen to be a JPEG when it came.
func (s *server) photo(w http.ResponseWriter, r *http.Request) {
	photo, err := s.store.photo(r.Context(), r.PathValue("id"))
	if errors.Is(err, sql.ErrNoRows) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		s.fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(photo)
}

// addSheets keeps sheets that are not there yet, by the random keys under which they were sent.
func (s *store) addSheets(ctx context.Context, sheets map[string]survey.Sheet) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for key, sheet := range sheets {
		if _, err := tx.ExecContext(ctx, `INSERT INTO sheets (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`, key, string(survey.AppendSheet(nil, sheet))); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// sheets yields every sheet, in the order of their random keys.
func (s *store) sheets(ctx context.Context) iter.Seq2[survey.Sheet, error] {
	return func(yield func(survey.Sheet, error) bool) {
		rows, err := s.db.QueryContext(ctx, `SELECT body FROM sheets ORDER BY id`)
		if err != nil {
			yield(survey.Sheet{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var body string
			var sheet survey.Sheet
			err := rows.Scan(&body)
			if err == nil {
				err = json.Unmarshal([]byte(body), &sheet)
			}
			if !yield(sheet, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(survey.Sheet{}, err)
		}
	}
}

// addCard keeps a card that is not there yet.
func (s *store) addCard(ctx context.Context, person string, card insight.Card, photo []byte) error {
	body, err := json.Marshal(card)
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, `INSERT INTO cards (id, person, body, photo) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`, card.ID, person, string(body), photo)
	return err
}

// cards returns every card that was sent.
func (s *store) cards(ctx context.Context) ([]insight.Card, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT body FROM cards ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []insight.Card
	for rows.Next() {
		var body string
		var card insight.Card
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(body), &card); err != nil {
			return nil, err
		}
		all = append(all, card)
	}
	return all, rows.Err()
}

// photo returns the photograph of the card that has it under that name.
func (s *store) photo(ctx context.Context, name string) ([]byte, error) {
	var photo []byte
	err := s.db.QueryRowContext(ctx, `SELECT photo FROM cards WHERE photo IS NOT NULL AND id || '.jpg' = ?`, name).Scan(&photo)
	return photo, err
}

// simulatedSheets is what colleagues answered, so that there is something to
// show: invented, and the same each time.
func (c *company) simulatedSheets() map[string]survey.Sheet {
	const answered = 180
	chance := rand.New(rand.NewPCG(seed, 2))
	sheets := map[string]survey.Sheet{}
	for range answered {
		sheet := survey.Sheet{Osmosi: survey.AnswersVersion, Survey: c.pulse.ID}
		for _, q := range c.pulse.Questions {
			a := survey.Answer{Question: q.ID}
			switch q.Kind {
			case survey.Agreement, survey.ZeroToTen:
				least, most := 1, max(q.Points, 5)
				if q.Kind == survey.ZeroToTen {
					least, most = 0, 10
				}
				points := least + max(chance.IntN(most-least+1), chance.IntN(most-least+1)) // most are content
				a.Points = &points
			case survey.Open:
				continue // nobody puts words in the mouth of colleagues
			default:
				order := chance.Perm(len(q.Options))
				if q.Kind != survey.Rank {
					order = order[:1]
				}
				for _, i := range order {
					a.Options = append(a.Options, q.Options[i].ID)
				}
			}
			if q.Required || chance.IntN(10) > 0 { // of the others, one in ten is passed over
				sheet.Answers = append(sheet.Answers, a)
			}
		}
		id := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, chance.Uint64()), chance.Uint64())
		text := hex.EncodeToString(id)
		sheets[text[:8]+"-"+text[8:12]+"-"+text[12:16]+"-"+text[16:20]+"-"+text[20:]] = sheet
	}
	return sheets
}
