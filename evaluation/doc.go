// Package evaluation tells whether a campaign worked: it reads events, what
// people did with touchpoints, and counts them into a report that is safe to
// show.
//
// [ReadEvents] and [DecodeEvents] read what the widget and the host's learning
// platform send, [NewReport] counts it, and subpackage document renders the
// report for people. Subpackage xapi reads and writes statements of the
// Experience API.
//
// # Events in bulk
//
// An [Index] numbers the touchpoints of a plan and the people of a workforce,
// once. [Index.Read] reads many events against it without allocating for each,
// and three aggregates take them in: a [Funnel], what each person did at all in
// each phase; [Progress], who came how far in order; and [Touches], who did what
// with each touchpoint, from which people are counted for any touchpoints and
// any people. Each merges: events may be shared out in any way, counted apart,
// kept in a binary form, and put together in any order, to the same bytes.
//
// # What counts as success
//
// A message that was shown or opened was merely delivered: link scanners and
// prefetching open messages that nobody reads. A report therefore calls it
// reach, and never more. Whether people came along is what they started, and
// whether it worked begins with what they completed.
//
// # What a report keeps to itself
//
// Nothing is shown of fewer than [campaign.SmallestGroup] people, and what is
// hidden does not follow from what is shown. A [Report] guarantees of the
// figures of each phase, read together with the audience of every segment:
//
//   - No shown count is from 1 to 4, nor leaves 1 to 4 people over of the stage
//     above it. The same holds for all hidden rows of a table taken together,
//     which is what remains when the shown rows are subtracted from the total.
//   - No hidden count from 1 to 4, and no remainder from 1 to 4 that a hidden
//     count leaves of the stage above it, can be computed: another table with
//     another number in that place fits everything that is shown.
//
// It does not guarantee this:
//
//   - "Nobody" and "everybody" are shown of groups of five or more, and are then
//     true of each smaller group within.
//   - Two reports made on different dates show between them what changed
//     meanwhile. A host that shows several dates hands each report the earlier
//     ones: Follow of package privacy keeps back what would show a step of few.
//   - Who knows the rules by which cells were chosen for hiding, and who was in
//     the group, may guess better than from the figures alone.
//   - Segments overlap, and a plan shows their sizes as such. A report counts
//     everyone once. Since a plan rounds its sizes, the two together leave open
//     how large a small overlap is; the audit of package privacy attacks both.
package evaluation
