package scim

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
)

// secondReader is scimmy, a SCIM server that others wrote in another language,
// installed in a folder of its own.
type secondReader struct{ dir string }

func installSecond(t *testing.T) secondReader {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata/scimmy")))
	install := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("npm ci: %v\n%s", err, out)
		}
		t.Skipf("not done, scimmy cannot be installed here: %v", err)
	}
	return secondReader{dir}
}

// read returns what the second reader makes of its input, and its complaint
// where it refuses it.
func (s secondReader) read(input []byte) (out []byte, complaint string) {
	read := exec.Command("node", "read.mjs")
	var complaints bytes.Buffer
	read.Dir, read.Stdin, read.Stderr = s.dir, bytes.NewReader(input), &complaints
	out, err := read.Output()
	if err != nil {
		return nil, err.Error() + "\n" + complaints.String()
	}
	return out, ""
}

func TestASecondReaderAcceptsWhatIsWritten(t *testing.T) {
	second := installSecond(t)
	written := write(t, samplePeople(), Mapping{})
	answer, complaint := second.read(written)
	require.Empty(t, complaint)
	people, found := ReadAll(bytes.NewReader(answer), Mapping{})
	require.Empty(t, found)
	require.Equal(t, samplePeople(), people, "it reads back identical")

	for what, broken := range map[string][2]string{
		"a flag as a text":              {`"active":true`, `"active":"yes"`},
		"a user without a name":         {`"userName":"7"`, `"nickName":"7"`},
		"a list as an object":           {`"emails":[{"value":"ada@example.org","type":"work","primary":true}]`, `"emails":{"value":"ada@example.org"}`},
		"a trait without a name":        {`"name":"fte"`, `"label":"fte"`},
		"a trait of unknown type":       {`"type":"flag"`, `"type":"colour"`},
		"an extension's list as a text": {`"workDays":["MO","TH"]`, `"workDays":"MO"`},
	} {
		text := bytes.Replace(written, []byte(broken[0]), []byte(broken[1]), 1)
		require.NotEqual(t, written, text, what)
		_, complaint := second.read(text)
		require.NotEmpty(t, complaint, "%s: it would accept anything", what)
	}

	requests := [][]byte{
		request(`{"op":"replace","path":"title","value":"Head nurse"}`),
		request(`{"op":"Replace","path":"name.givenName","value":"Adele"}`, `{"op":"remove","path":"name.familyName"}`),
		request(`{"op":"replace","path":"emails[type eq \"work\"].value","value":"adele@example.org"}`),
		request(`{"op":"remove","path":"addresses[type eq \"work\"]"}`),
		request(`{"op":"add","path":"emails","value":[{"type":"home","value":"b@example.org"}]}`),
		request(`{"op":"replace","value":{"preferredLanguage":"nl","timezone":"Europe/Amsterdam"}}`),
		request(`{"op":"add","path":"` + enterpriseSchema + `:manager","value":{"value":"9"}}`),
		request(`{"op":"add","path":"`+enterpriseSchema+`:department","value":"it"}`, `{"op":"remove","path":"`+enterpriseSchema+`:manager"}`),
	}
	person := samplePeople()[0]
	var ours []audience.Person
	var list struct{ Resources []json.RawMessage }
	require.NoError(t, json.Unmarshal(written, &list))
	theirRequests := make([]json.RawMessage, len(requests))
	for i, r := range requests {
		p, active, err := PatchPerson(person, r, Mapping{})
		require.NoError(t, err)
		require.True(t, active)
		ours, theirRequests[i] = append(ours, p), r
	}
	input, err := json.Marshal(map[string]any{"user": list.Resources[0], "requests": theirRequests})
	require.NoError(t, err)
	answer, complaint = second.read(input)
	require.Empty(t, complaint)
	theirs, found := ReadAll(bytes.NewReader([]byte(`{"schemas":["`+listResponseSchema+`"],"Resources":`+string(answer)+`}`)), Mapping{})
	require.Empty(t, found)
	require.Equal(t, ours, theirs, "PATCH requests have the same effect")
}
