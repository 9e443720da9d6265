module github.com/osmosi-learning/osmosi/bench

go 1.26.0

require (
	github.com/growthbook/growthbook-golang v0.7.0
	github.com/osmosi-learning/osmosi v0.0.0
	github.com/stretchr/testify v1.12.1
)

require (
	github.com/agnivade/levenshtein v1.2.2 // indirect
	github.com/go-playground/locales v0.14.2 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/tmaxmax/go-sse v0.10.0 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/osmosi-learning/osmosi => ../
