package view_test

import (
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/wasm/view"
)

func ExampleFirst() {
	file, err := os.Open("../../examples/quickstart/brief.json")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	if err := found.Err(); err != nil {
		log.Fatal(err)
	}
	plan, found := campaign.NewPlan(brief, nil)
	if err := found.Err(); err != nil {
		log.Fatal(err)
	}
	files, err := bundle.New(plan)
	if err != nil {
		log.Fatal(err)
	}
	root, err := view.First(files, "en", time.Date(2027, 5, 25, 9, 30, 0, 0, time.UTC), "/widget/osmosi-widget.css")
	if err != nil {
		log.Fatal(err)
	}
	page := `<osmosi-widget src="/campaign/bundle.json">` + string(root) + `</osmosi-widget>`
	fmt.Println(strings.Contains(page, `<template shadowrootmode="open">`))
	_, title, _ := strings.Cut(page, `<h2 id="title" part="title" tabindex="-1" data-key="title">`)
	title, _, _ = strings.Cut(title, "<")
	fmt.Println(title)
	// Output:
	// true
	// Thursday at two: time to learn
}
