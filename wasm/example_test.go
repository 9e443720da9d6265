package wasm_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing/fstest"

	"github.com/osmosi-learning/osmosi/wasm"
)

func ExampleHandler() {
	// The folder that the command wasm/build wrote, embedded or from a disk.
	files := fstest.MapFS{"osmosi-widget.js": {Data: []byte("export {};\n")}}
	mux := http.NewServeMux()
	mux.Handle("/widget/", http.StripPrefix("/widget", wasm.Handler(files)))

	answer := httptest.NewRecorder()
	mux.ServeHTTP(answer, httptest.NewRequest("GET", "/widget/osmosi-widget.js", nil))
	fmt.Println(answer.Code, answer.Header().Get("Content-Type"), answer.Header().Get("Cache-Control"))
	// Output: 200 text/javascript; charset=utf-8 no-cache
}
