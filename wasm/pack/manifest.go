package pack

import (
	"crypto/sha512"
	"encoding/base64"

	"github.com/osmosi-learning/osmosi/internal/asset"
)

// ManifestFile is the name of the manifest in the folder.
const ManifestFile = "manifest.json"

// Manifest tells what was built. Paths are relative to the folder, with slashes.
type Manifest struct {
	Osmosi  string `json:"osmosi"`  // widget/v1
	Version string `json:"version"` // of the npm package, such as 0.3.0
	Go      string `json:"go"`      // version of Go that compiled the engine
	Folder  string `json:"folder"`  // named by its contents, which never change
	Entry   string `json:"entry"`   // module in it that defines the element
	Engine  string `json:"engine"`  // the engine in it
	Styles  string `json:"styles"`  // style sheet in it, for a first card that a server draws (wasm/view)
	// Files are all files but the manifest itself, by path.
	Files map[string]File `json:"files"`
}

// File is what the manifest tells of a file.
type File struct {
	Size      int    `json:"size"`             // bytes as it is
	Brotli    int    `json:"brotli,omitempty"` // bytes with brotli; 0 where that is not smaller
	Gzip      int    `json:"gzip,omitempty"`   // bytes with gzip; 0 where that is not smaller
	Integrity string `json:"integrity"`        // as in Subresource Integrity, by SHA-384
	Type      string `json:"type"`             // content type
}

// Script is the line for pages that load the module in the folder and no other.
// The folder lies at the address base, such as /widget/.
func (m *Manifest) Script(base string) string {
	return `<script type="module" src="` + base + m.Entry + `" integrity="` + m.Files[m.Entry].Integrity + `" crossorigin></script>`
}

func newFile(name string, data []byte) File {
	return File{Size: len(data), Integrity: integrity(data), Type: asset.Type(name)}
}

// integrity is a hash as browsers check it (Subresource Integrity, section 3.1).
func integrity(data []byte) string {
	sum := sha512.Sum384(data)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}
