package pack_test

import (
	"context"
	"fmt"
	"log"

	"github.com/osmosi-learning/osmosi/wasm/pack"
)

func ExampleBuild() {
	m, err := pack.Build(context.Background(), "widget", pack.Options{Done: func(name string, f pack.File) {
		log.Println(name, f.Size, f.Brotli)
	}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(m.Script("/widget/"))
}

func ExampleManifest_Script() {
	const entry = "0123456789abcdef01234567/osmosi-widget.js"
	m := pack.Manifest{Entry: entry, Files: map[string]pack.File{entry: {Integrity: "sha384-AAAA"}}}
	fmt.Println(m.Script("/widget/"))
	// Output: <script type="module" src="/widget/0123456789abcdef01234567/osmosi-widget.js" integrity="sha384-AAAA" crossorigin></script>
}
