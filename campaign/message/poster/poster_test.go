package poster

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"flag"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/message"
	"github.com/osmosi-learning/osmosi/engagement"
)

var update = flag.Bool("update", false, "write the golden files anew")

const site = "https://intranet.viavelo.example"

func quickstart(t *testing.T) *campaign.Plan {
	t.Helper()
	file, err := os.Open("../../../examples/quickstart/brief.json")
	require.NoError(t, err)
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	require.NoError(t, found.Err())
	plan, found := campaign.NewPlan(brief, nil)
	require.NoError(t, found.Err())
	return plan
}

func TestAPosterInEachLanguage(t *testing.T) {
	plan := quickstart(t)
	brief := plan.Brief
	for _, l := range engagement.Languages() {
		page, err := Page(plan, "locked-box", Sheet{Paper: A4, Language: l, Site: site})
		require.NoError(t, err)
		path := filepath.Join("testdata", "locked-box."+string(l)+".html")
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(path, []byte(page), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), page, "%s differs; run with -update and read the difference", path)
		texts := words(t, page)
		q := brief.Proposition("own-choice")
		for _, text := range []string{brief.Touchpoint("locked-box").Title.In(l), q.Gain.In(l), brief.Organisation, brief.Offer(q)[0].Title.In(l), "intranet.viavelo.example" + brief.Offer(q)[0].URL} {
			require.Contains(t, texts, text)
		}
		require.Contains(t, page, `<html lang="`+string(l)+`">`)
		require.NotContains(t, page, "poster.")
		require.Equal(t, site+brief.Offer(q)[0].URL, decode(t, page))
	}
}

// words reads a well-formed page to its end and returns what it says. It loads
// nothing.
func words(t *testing.T, page string) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.CharData:
			b.Write(token)
		case xml.StartElement:
			require.NotContains(t, []string{"script", "img", "link", "iframe"}, token.Name.Local)
			for _, a := range token.Attr {
				require.NotEqual(t, "src", a.Name.Local)
			}
		}
	}
}

var (
	drawn = regexp.MustCompile(`<path fill="#000" d="([^"]*)"/>`)
	run   = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`)
	box   = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)
)

// decode paints the code of a page, as a camera sees it, and lets ZBar read it.
func decode(t *testing.T, page string) string {
	t.Helper()
	side, err := strconv.Atoi(box.FindStringSubmatch(page)[1])
	require.NoError(t, err)
	const scale = 6
	picture := image.NewGray(image.Rect(0, 0, side*scale, side*scale))
	for i := range picture.Pix {
		picture.Pix[i] = 255
	}
	path := drawn.FindStringSubmatch(page)[1]
	require.Empty(t, run.ReplaceAllString(path, ""))
	for _, m := range run.FindAllStringSubmatch(path, -1) {
		x, _ := strconv.Atoi(m[1])
		y, _ := strconv.Atoi(m[2])
		w, _ := strconv.Atoi(m[3])
		require.Equal(t, m[3], m[4])
		require.True(t, x >= quiet && y >= quiet && x+w <= side-quiet && y < side-quiet, "the margin stays white")
		for px := x * scale; px < (x+w)*scale; px++ {
			for py := y * scale; py < (y+1)*scale; py++ {
				picture.SetGray(px, py, color.Gray{})
			}
		}
	}
	file := filepath.Join(t.TempDir(), "code.png")
	var data bytes.Buffer
	require.NoError(t, png.Encode(&data, picture))
	require.NoError(t, os.WriteFile(file, data.Bytes(), 0o644))
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		if os.Getenv("CI") == "true" {
			require.NoError(t, err)
		}
		t.Skipf("not done, zbarimg of zbar-tools cannot be used here: %v", err)
	}
	out, err := exec.Command(zbar, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file).Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

func TestAnyAddressCanBeScanned(t *testing.T) {
	for address, want := range map[string]string{
		"https://x.example/a": "",
		"https://lms.example/course/view.php?id=42&lang=it#section-3": "",
		"https://lms.example/è/città?q=caffè%20%26%20tè":              "https://lms.example/%C3%A8/citt%C3%A0?q=caff%C3%A8%20%26%20t%C3%A8",
		"https://lms.example/" + strings.Repeat("long/", 60):          "",
	} {
		code, err := square(address, "x")
		require.NoError(t, err)
		require.Equal(t, cmp.Or(want, address), decode(t, string(code)))
	}
}

func TestTextsOfPeopleCannotLeaveAPoster(t *testing.T) {
	plan := quickstart(t)
	attack := `x</h1><script>alert(1)</script> <img src=x onerror=y> {{firstName|z}}`
	text := engagement.Text{It: attack, Nl: attack, En: attack}
	plan.Brief.Touchpoint("locked-box").Title = text
	plan.Brief.Proposition("own-choice").Gain = text
	plan.Brief.Name, plan.Brief.Organisation = text, attack
	for i := range plan.Brief.Interventions {
		plan.Brief.Interventions[i].Title = text
		plan.Brief.Interventions[i].URL = `/a"><script>alert(1)</script>`
	}
	page, err := Page(plan, "locked-box", Sheet{Paper: A4, Site: site})
	require.NoError(t, err)
	require.Contains(t, words(t, page), "alert(1) ")
	require.NotContains(t, page, "<script>alert")
	require.NotContains(t, page, "{{firstName|z}}</h1>")
}

func TestWhatAPosterNeedsIsSaid(t *testing.T) {
	plan := quickstart(t)
	good := Sheet{Paper: A3, Language: engagement.Dutch, Site: site}
	_, err := Page(plan, "locked-box", good)
	require.NoError(t, err)
	for want, s := range map[error]Sheet{
		ErrPaper:        {Site: site},
		message.ErrSite: {Paper: A4, Site: "http://x.example"},
		ErrNowhere:      {Paper: A4},
	} {
		_, err := Page(plan, "locked-box", s)
		require.ErrorIs(t, err, want)
	}
	var unknown *message.UnknownError
	_, err = Page(plan, "gone", good)
	require.ErrorAs(t, err, &unknown)
	plan.Brief.Touchpoint("nadia-story").Story = &campaign.SuccessStory{Consent: campaign.NoConsent, Use: campaign.InternalConsent}
	_, err = Page(plan, "nadia-story", good)
	require.ErrorAs(t, err, &unknown)
	plan.Brief.Touchpoint("locked-box").Proposition = "gone"
	_, err = Page(plan, "locked-box", good)
	require.ErrorAs(t, err, &unknown)
}

func TestPostersAreForPlacesWithoutScreens(t *testing.T) {
	plan := quickstart(t)
	of := func() (ids []string) {
		for _, planned := range Touchpoints(plan) {
			ids = append(ids, planned.ID)
		}
		return ids
	}
	require.Equal(t, []string{"locked-box"}, of(), "the briefing is for managers")
	plan.Brief.Channel("wall").Offline = false
	require.Empty(t, of())
}

func TestAnAddressThatNobodyTypesIsOnlyScanned(t *testing.T) {
	plan := quickstart(t)
	for length, written := range map[int]bool{typed: true, typed + 1: false} {
		path := "/" + strings.Repeat("x", length-len("intranet.viavelo.example/"))
		for i := range plan.Brief.Interventions {
			plan.Brief.Interventions[i].URL = path
		}
		page, err := Page(plan, "locked-box", Sheet{Paper: A4, Language: engagement.English, Site: site})
		require.NoError(t, err)
		require.Equal(t, written, strings.Contains(words(t, page), "Or go to"), length)
		require.Equal(t, site+path, decode(t, page))
	}
}

func TestLettersGetSmallerAsWordsGetMore(t *testing.T) {
	for _, s := range []sizes{titles, gains, learnings} {
		last := 100.0
		for n := range 400 {
			size := s.of(strings.Repeat("x", n))
			require.LessOrEqual(t, size, last)
			last = size
		}
		require.Equal(t, s[len(s)-1].size, last)
	}
	require.GreaterOrEqual(t, titles.of(strings.Repeat("x", 120)), 11.0, "readable from two metres")
	require.GreaterOrEqual(t, gains.of(strings.Repeat("x", engagement.SnippetLimit)), 11.0, "readable from two metres")
}
