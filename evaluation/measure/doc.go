// Package measure makes the measures of a campaign: how far people came, whether
// they came back, what line managers have to do with it, which knowledge is
// missing where, and what it took in hours and money.
//
// A [Tally] takes deeds in and merges with others; [New] makes of it, of the
// plan and of the people a document that is safe to show. Subpackage document
// renders it for people.
//
// # What proves what
//
// What was shown or opened is reach, and never success. Each figure says at
// which tier of the Learning-Transfer Evaluation Model it stands: to start, to
// complete and to keep a learning moment is attendance, to come back, to pass on
// and to be coached is activity. None of them proves that anybody learned. Only levels of
// competence that the host assesses can, and they come from outside.
//
// # What is kept back
//
// All counts of a document are one [privacy.Release], protected together and
// with the releases of earlier documents: see package privacy for what that
// guarantees. There are few crossings, since each takes more to be kept back:
// people are told apart by segment, language, site and team, touchpoints by
// phase, channel, proposition and week, and never one by the other. What is not a count (the index, hours, differences) is
// made of counts that are shown, and is absent where one of them is not; the
// difference between the teams of promoters and others is shown where there are
// enough managers on both sides, for a stance is a manager's own.
//
// Coaching is counted in people like everything else. Sessions and hours are no
// people: they are shown where at least the smallest group had them and as many
// coaches held them, between two documents as well, and where they do not tell
// that few had more than others. Coaches are never counted beside people, and of a
// group of which everyone was coached nothing is told: so who coached whom does
// not follow, were there but one coach.
//
// Teams are named by a trait or by segments, and not by who leads them: the
// document names nobody. Knowledge gaps of two documents are not protected
// against each other: people enter a gap and leave it, so that the difference of
// two counts is no group.
package measure
