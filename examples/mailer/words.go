package main

import (
	_ "embed"
	"encoding/json"
	"sync"

	"github.com/osmosi-learning/osmosi/engagement"
)

//go:embed words.json
var wordsFile []byte

// words are what the mailer itself says to people, by language and key.
var words = sync.OnceValue(func() map[engagement.Language]map[string]string {
	var all map[engagement.Language]map[string]string
	if err := json.Unmarshal(wordsFile, &all); err != nil {
		panic(err) // the words are part of the program
	}
	return all
})
