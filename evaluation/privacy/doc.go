// Package privacy keeps what evaluation publishes from telling of few people,
// and lets the people themselves see, carry away and erase what is kept of them.
//
// [Protect] chooses which numbers of a [Release], a set of tables published
// together, are kept back; [Follow] does so for a report that comes after
// others. A report, measures, a retrospective, the results of surveys and of experiments
// that are published together are each made beside the releases of those before. [Audit] attacks what was published, knowing nothing of how it was
// chosen. [Export], [Records.Erase] and [Retention.Keep] work on what a host
// keeps, since the core keeps nothing. [Record] writes the page on processing
// that a company's data protection officer and its employees' representatives
// ask for.
//
// # What is guaranteed
//
// A group is small where it is not empty and has fewer people than the smallest
// group: 5 unless set, and never fewer than 3. Of what Protect returns, together
// with the releases that it was given as earlier:
//
//   - No small group is shown, and no number beside the number of a wider group
//     of which all but a small group is in it: the next wider stage or filter,
//     all values of a dimension that does not add up, or the same group on the
//     next date. A filter is judged after all others: each is a group of its own.
//   - Of every such group that is not shown, some table of whole numbers that
//     fits everything shown has nobody in it, or at least the smallest group. So
//     the interval of what is possible is never within the small numbers: a
//     reader can tell neither how many they are nor that they are few.
//   - What is kept back of the values of one dimension is together nobody or
//     enough, where the whole is known.
//
// Steps of one person between two dates are such groups. What was published
// is not taken back, so on the later date more is kept back, or all of it where
// nothing less was found to be safe. It takes the earlier releases as they were
// published, so that the pattern stays as it was.
//
// # What is not
//
//   - "Nobody" and "everybody" are shown of groups that are large enough, and
//     are then true of each smaller group within.
//   - Groups that are the difference of more than two others, such as those who
//     started between two dates without having been reached on the first, are
//     judged only where they are the sum of a dimension.
//   - The choice is found by search, not proven the least: more may be kept back
//     than the best choice would.
//   - Who knows the rules of the search, and who was in the group, may guess
//     better than from the numbers alone.
//   - Dates must all be handed over: releases that do not know of each other
//     protect nobody. Where 400 sets of small tables were drawn, keeping back
//     small numbers alone was broken in more than four of five, and protecting each
//     date, or the arms of an experiment, for itself in about a third of those
//     that had several dates, or an experiment.
package privacy
