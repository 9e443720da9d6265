// Package relation measures the learning relationship against simpler ways to
// choose, on people who are simulated: 8 propositions, 1,800 kinds of people
// (4 reasons, 4 factors or none, 5 needs, 18 segments), and two truths about what
// they respond to. One has the form of the model: a sum of effects. The other
// adds to that, for each kind of people and proposition, noise that no sum can
// tell.
//
//	go test -run Regret -v ./relation            a tenth of the decisions
//	go test -run Regret -v ./relation -decisions 1000000
//	go test -bench . ./relation
package relation
