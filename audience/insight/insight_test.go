package insight_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/engagement"
)

// card is a good card.
func card(id, antenna string, tags ...string) insight.Card {
	return insight.Card{Osmosi: insight.CardVersion, ID: id, At: "2027-03-01", Antenna: antenna, Language: engagement.Dutch, Text: "Een rij.", Tags: tags}
}

func requireWhole(t *testing.T, f engagement.Finding) {
	t.Helper()
	for _, l := range engagement.Languages() {
		require.NotEmpty(t, f.Message.In(l))
		require.NotContains(t, f.Message.In(l), f.Code)
		require.NotContains(t, f.Message.In(l), "%!")
	}
}

// told lists findings as code and place.
func told(t *testing.T, found engagement.Findings) []string {
	t.Helper()
	list := []string{}
	for _, f := range found {
		requireWhole(t, f)
		list = append(list, f.Code+" "+f.Path)
	}
	return list
}

func TestACardIsChecked(t *testing.T) {
	good := card("c-1", "gufo", "queue")
	good.Media = []insight.Media{{Kind: insight.Photo, URL: "photos/a b.jpg", Alt: "Una fila"}, {Kind: insight.Link, URL: "https://example.org/x", Alt: "x"}}
	good.Segment, good.Need = "shop", engagement.Problem
	require.Empty(t, good.Check())
	for want, change := range map[string]func(c *insight.Card){
		"OSM-DOC-008 /osmosi":       func(c *insight.Card) { c.Osmosi = "card/v2" },
		"OSM-DOC-006 /id":           func(c *insight.Card) { c.ID = "C 1" },
		"OSM-DOC-006 /at":           func(c *insight.Card) { c.At = "2027-02-30" },
		"OSM-DOC-007 /antenna":      func(c *insight.Card) { c.Antenna = "" },
		"OSM-CARD-012 /antenna":     func(c *insight.Card) { c.Antenna = " \t" },
		"OSM-CARD-003 /antenna":     func(c *insight.Card) { c.Antenna = "ada@example.org" },
		"OSM-DOC-004 /language":     func(c *insight.Card) { c.Language = "de" },
		"OSM-DOC-007 /text":         func(c *insight.Card) { c.Text = "" },
		"OSM-CARD-012 /text":        func(c *insight.Card) { c.Text = "\n " },
		"OSM-DOC-007 /tags":         func(c *insight.Card) { c.Tags = []string{} },
		"OSM-CARD-012 /tags/1":      func(c *insight.Card) { c.Tags = []string{"a", " "} },
		"OSM-DOC-004 /need":         func(c *insight.Card) { c.Need = "sleep" },
		"OSM-DOC-004 /media/0/kind": func(c *insight.Card) { c.Media = []insight.Media{{Kind: "film", URL: "a.mp4", Alt: "x"}} },
		"OSM-DOC-007 /media/0/alt":  func(c *insight.Card) { c.Media = []insight.Media{{Kind: insight.Photo, URL: "a.jpg"}} },
		"OSM-CARD-012 /media/0/alt": func(c *insight.Card) { c.Media = []insight.Media{{Kind: insight.Photo, URL: "a.jpg", Alt: " "}} },
	} {
		c := card("c-1", "gufo", "queue")
		change(&c)
		require.Equal(t, []string{want}, told(t, c.Check()))
	}
	name := card("c-1", "Ada Bianchi", "queue")
	require.Equal(t, []string{"OSM-CARD-003 /antenna"}, told(t, name.Check()), "a full name")
	for _, url := range []string{"http://example.org/a", "javascript:alert(1)", "//example.org/a", "/etc/passwd", "../a.jpg", "a/../../b.jpg", `a\b.jpg`, "https://user:word@example.org", "data:image/png;base64,x", "."} {
		c := card("c-1", "gufo", "queue")
		c.Media = []insight.Media{{Kind: insight.Photo, URL: url, Alt: "x"}}
		require.Equal(t, []string{"OSM-CARD-004 /media/0/url"}, told(t, c.Check()), url)
	}
}

func TestAFolderIsReadWithItsTablesAndBadCardsCostNoGoodOnes(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	document := func(c insight.Card) *fstest.MapFile {
		data, err := json.Marshal(c)
		require.NoError(t, err)
		return &fstest.MapFile{Data: data}
	}
	header := "id,at,antenna,language,text,tags,segment,need,kind,url,alt\n"
	folder := fstest.MapFS{
		"a/one.json":     document(card("one", "gufo", "queue")),
		"a/broken.json":  file(`{"osmosi": `),
		"a/extra.json":   file(`{"osmosi":"card/v1","id":"x","at":"2027-03-01","antenna":"a","language":"it","text":"t","tag":["q"]}`),
		"a/large.json":   file(strings.Repeat(" ", insight.MaxFile+1)),
		"a/photo.jpg":    file("\xff\xd8"),
		"b.csv":          file("\ufeff" + header + "two,2027-03-01,otter,nl,\"Rij, lang\",queue; wait ;,shop,problem,photo,q.jpg,Een rij\n" + "three,2027-13-01,ada@x.org,nl,x,,,,photo,http://x,\nshort,1\nfour,2027-03-02,vos,en,ok,queue,,,,,\none,2027-03-02,vos,en,ok,queue,,,,,\n"),
		"c.csv":          file("id;at;antenna;language;text;tags\nfive;2027-03-03;wren;it;Una fila; lunga;queue\nsix;2027-03-03;wren;it;Una fila, lunga;queue|wait\n"),
		"d.csv":          file("id,at,antena,language,text,id\n"),
		"e.csv":          file(""),
		"f.csv":          file("id,at,antenna,language,text,tags\nseven,2027-03-03,wren,it,a \"b\" c,q\n"),
		"g.csv":          file("id,\"at\n"),
		"one-again.json": document(card("one", "vos", "queue")),
	}
	cards, found := insight.ReadAll(folder)
	var ids []string
	for _, c := range cards {
		ids = append(ids, c.ID)
	}
	require.Equal(t, []string{"one", "two", "four", "six"}, ids)
	require.Equal(t, insight.Card{
		Osmosi: insight.CardVersion, ID: "two", At: "2027-03-01", Antenna: "otter", Language: engagement.Dutch, Text: "Rij, lang",
		Media: []insight.Media{{Kind: insight.Photo, URL: "q.jpg", Alt: "Een rij"}}, Tags: []string{"queue", "wait"}, Segment: "shop", Need: engagement.Problem,
	}, cards[1])
	require.Equal(t, []string{"queue", "wait"}, cards[3].Tags)
	require.Equal(t, []string{
		"OSM-DOC-001 /a~1broken.json",
		"OSM-DOC-003 /a~1extra.json/tag",
		"OSM-CARD-008 /a~1large.json",
		"OSM-DOC-006 /b.csv/3/at",
		"OSM-DOC-007 /b.csv/3/alt",
		"OSM-DOC-007 /b.csv/3/tags",
		"OSM-CARD-003 /b.csv/3/antenna",
		"OSM-CARD-004 /b.csv/3/url",
		"OSM-CARD-007 /b.csv/4",
		"OSM-CARD-002 /b.csv/6/id",
		"OSM-CARD-007 /c.csv/2",
		"OSM-CARD-006 /d.csv/1/antena",
		"OSM-CARD-009 /d.csv/1/id",
		"OSM-CARD-005 /d.csv/1/tags",
		"OSM-CARD-001 /e.csv",
		"OSM-CARD-007 /f.csv/2",
		"OSM-CARD-001 /g.csv",
		"OSM-CARD-002 /one-again.json/id",
	}, told(t, found))
	require.Equal(t, "/a~1one.json", found[len(found)-1].Expected)
	require.Equal(t, "antenna", found[11].Suggestion)
}

// lost is a folder in which nothing can be opened but the folder itself.
type lost struct{ fstest.MapFS }

func (l lost) Open(name string) (fs.File, error) {
	if name == "." {
		return l.MapFS.Open(name)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("cable cut")}
}

func (l lost) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		return nil, errors.New("cable cut")
	}
	return l.MapFS.ReadDir(name)
}

func TestWhatCannotBeOpenedIsToldAndPassedOver(t *testing.T) {
	cards, found := insight.ReadAll(lost{fstest.MapFS{"a/b.json": {}, "c.json": {}, "d.csv": {}}})
	require.Empty(t, cards)
	require.Equal(t, []string{"OSM-CARD-001 /a", "OSM-CARD-001 /c.json", "OSM-CARD-001 /d.csv"}, told(t, found))
	require.Contains(t, found[0].Message.En, "cable cut")
}

func TestReadingMayStop(t *testing.T) {
	folder := fstest.MapFS{
		"a.csv": {Data: []byte("id,at,antenna,language,text,tags\n" + strings.Repeat("x,2027-03-01,a,it,t,q\n", 3))},
		"b.csv": {Data: []byte("id\n")}, "c.json": {Data: []byte("{")}, "d.json": {Data: []byte("{")},
	}
	for stop := 1; stop <= 6; stop++ {
		n := 0
		for range insight.Read(folder) {
			if n++; n == stop {
				break
			}
		}
		require.Equal(t, stop, n)
	}
}

// gathered are cards on queues and on signs, a card alone, and one that shares
// only its common tag with the rest.
func gathered() []insight.Card {
	var cards []insight.Card
	for i := range 6 {
		c := card("q"+strconv.Itoa(i), "antenna-"+strconv.Itoa(i%5), "Queue", " shop ")
		if i == 0 {
			c.Tags = append(c.Tags, "coffee")
		}
		c.Segment, c.Need = "counter", engagement.Problem
		cards = append(cards, c)
	}
	for i := range 3 {
		c := card("s"+strconv.Itoa(i), "antenna-"+strconv.Itoa(i), "sign", "way", "shop")
		if i > 0 {
			c.Segment = "depot"
		}
		cards = append(cards, c)
	}
	return append(cards, card("alone", "antenna-9", "garden"), card("apart", "antenna-9", "shop", "music", "smell"))
}

func TestCardsThatShareTagsMakeAClusterInAnyOrder(t *testing.T) {
	cards := gathered()
	want := insight.Group(cards)
	require.Len(t, want, 2)
	five := 5
	require.Equal(t, insight.Cluster{
		Tags: []string{"queue", "shop"}, Cards: []string{"q0", "q1", "q2", "q3", "q4", "q5"}, Antennas: &five,
		Segments: []string{"counter"}, Needs: []engagement.Need{engagement.Problem},
	}, want[0])
	require.Equal(t, insight.Cluster{Tags: []string{"shop", "sign", "way"}, Cards: []string{"s0", "s1", "s2"}, Segments: []string{"depot"}}, want[1])

	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		rng.Shuffle(len(cards), func(i, j int) { cards[i], cards[j] = cards[j], cards[i] })
		require.Equal(t, want, insight.Group(cards))
	}
	require.Empty(t, insight.Group(nil))
}

func TestNeighboursMakeNoChain(t *testing.T) {
	var cards []insight.Card
	for i := range 8 { // each shares a tag with the next
		cards = append(cards, card("c"+strconv.Itoa(i), "a", "t"+strconv.Itoa(i), "t"+strconv.Itoa(i+1)))
	}
	for _, c := range insight.Group(cards) {
		require.LessOrEqual(t, len(c.Cards), 2)
	}
	composed, decomposed := card("a", "x", "caffè"), card("b", "y", "CAFFE\u0300")
	require.Len(t, insight.Group([]insight.Card{composed, decomposed}), 1, "the same word from two keyboards")
}

// slowly groups as Group says it does, comparing all cards of all clusters
// each time.
func slowly(cards []insight.Card) map[string]int {
	likeness := func(a, b insight.Card) float64 {
		shared, all := 0, map[string]bool{}
		for _, t := range a.Tags {
			all[t] = true
		}
		for _, t := range b.Tags {
			if all[t] {
				shared++
			}
			all[t] = true
		}
		return float64(shared) / float64(len(all))
	}
	var groups [][]insight.Card
	for _, c := range cards {
		groups = append(groups, []insight.Card{c})
	}
	for {
		x, y, best := -1, -1, 1.0/3-1e-9
		for i := range groups {
			for j := i + 1; j < len(groups); j++ {
				sum := 0.0
				for _, a := range groups[i] {
					for _, b := range groups[j] {
						sum += likeness(a, b)
					}
				}
				if average := sum / float64(len(groups[i])*len(groups[j])); average > best+1e-9 {
					x, y, best = i, j, average
				}
			}
		}
		if x < 0 {
			break
		}
		groups[x] = append(groups[x], groups[y]...)
		groups = append(groups[:y], groups[y+1:]...)
	}
	sizes := map[string]int{}
	for _, g := range groups {
		for _, c := range g {
			sizes[c.ID] = len(g)
		}
	}
	return sizes
}

func TestGroupingAgreesWithTheSlowWay(t *testing.T) {
	// Cards of distinct sizes of likeness, so that no tie decides.
	var cards []insight.Card
	for topic := range 4 {
		for i := range 3 + topic {
			tags := []string{fmt.Sprint("topic", topic), fmt.Sprint("side", topic), fmt.Sprint("own", topic, i)}
			if i%2 == 0 {
				tags = tags[:2]
			}
			cards = append(cards, card(fmt.Sprint("c", topic, "-", i), "a", tags...))
		}
	}
	want := slowly(cards)
	got := map[string]int{}
	for _, c := range insight.Group(cards) {
		for _, id := range c.Cards {
			got[id] = len(c.Cards)
		}
	}
	require.Equal(t, want, got)
}

func TestAThousandSetsOfTagsAreGroupedSoon(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var cards []insight.Card
	for i := range 1000 {
		cards = append(cards, card("c"+strconv.Itoa(i), "a", fmt.Sprint("a", rng.IntN(40)), fmt.Sprint("b", rng.IntN(40)), fmt.Sprint("c", rng.IntN(40))))
	}
	start := time.Now()
	require.NotEmpty(t, insight.Group(cards))
	require.Less(t, time.Since(start), 20*time.Second, "far more than it takes, so that a slow machine passes")
}

func TestEvidenceSaysHowManyCardsByHowManyPeople(t *testing.T) {
	six := 6
	c := insight.Cluster{Cards: make([]string, 14), Antennas: &six, Tags: []string{"queue", "shop"}}
	require.Equal(t, engagement.Evidence{Kind: engagement.CardEvidence, Note: engagement.Text{
		It: "14 schede di 6 persone su: queue, shop",
		Nl: "14 kaarten van 6 mensen over: queue, shop",
		En: "14 cards by 6 people on: queue, shop",
	}}, c.Evidence())
	c.Antennas, c.Cards = nil, c.Cards[:1]
	require.Equal(t, engagement.Text{
		It: "1 scheda di meno di 5 persone su: queue, shop",
		Nl: "1 kaart van minder dan 5 mensen over: queue, shop",
		En: "1 card by fewer than 5 people on: queue, shop",
	}, c.Evidence().Note)
}

func TestFewerThanFivePeopleAreNotCounted(t *testing.T) {
	for people, shown := range map[int]bool{1: false, 4: false, 5: true} {
		var cards []insight.Card
		for i := range 10 {
			cards = append(cards, card("c"+strconv.Itoa(i), " a"+strconv.Itoa(i%people), "queue"))
		}
		clusters := insight.Group(cards)
		require.Len(t, clusters, 1)
		require.Equal(t, shown, clusters[0].Antennas != nil, people)
		data, err := json.Marshal(clusters)
		require.NoError(t, err)
		require.False(t, bytes.Contains(data, []byte(`a1`)), "a cluster tells no pseudonym")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("id,at,antenna,language,text,tags\nx,2027-03-01,a,it,t,q;r\n", `{"osmosi":"card/v1","id":"y","at":"2027-03-01","antenna":"a","language":"it","text":"t","tags":["q"]}`)
	f.Add("\ufeffid;at\n\"", `{"media":[{"url":"../x"}],"tags":[1]}`)
	f.Fuzz(func(t *testing.T, table, document string) {
		cards, found := insight.ReadAll(fstest.MapFS{"a.csv": {Data: []byte(table)}, "b.json": {Data: []byte(document)}})
		seen := map[string]bool{}
		for i := range cards {
			require.Empty(t, cards[i].Check())
			require.False(t, seen[cards[i].ID])
			seen[cards[i].ID] = true
		}
		for _, one := range found {
			require.NotContains(t, one.Message.En, "%!(")
			require.True(t, strings.HasPrefix(one.Path, "/a.csv") || strings.HasPrefix(one.Path, "/b.json"), one.Path)
		}
		insight.Group(cards)
	})
}
