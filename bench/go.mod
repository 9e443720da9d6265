module github.com/osmosi-learning/osmosi/bench

go 1.26.0

require (
	github.com/osmosi-learning/osmosi v0.0.0
	github.com/stretchr/testify v1.12.1
)

replace github.com/osmosi-learning/osmosi => ../
