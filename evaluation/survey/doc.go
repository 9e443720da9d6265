// Package survey asks people, and tells together what they answered: the pulse
// of about five questions half-way (seed 004), the needs survey before, and
// 360-degree feedback that runs in the same system as everything else instead
// of by hand (seed 000).
//
// [Read] reads a survey document. [ReadSheets] and [ReadSigned] read what people
// answered, a line each; a [Tally] counts them, and tallies of several machines
// or days merge into one, in any order, to the same bytes. [Tally.Results],
// [Tally.Feedback] and [Tally.Motives] tell what came out. [Instruments] are
// surveys to start from. Subpackage document renders results for people.
//
// # Anonymous means anonymous
//
// A [Sheet] has no member for a person or a time, so there is nothing to keep:
// of when it was filled in it tells at most the wave, one of those that the
// survey lists. Readers refuse a sheet that brings more. A [SignedSheet], with
// the host's pseudonym, is for surveys that say they are not anonymous, and
// neither reader takes the sheets of the other. [Survey.Notice] says in words
// what holds, from the survey itself, so that what people are told is what is
// done. The host, which knows who was invited, sees to it that each person of
// an anonymous survey answers once; nothing in a sheet can tell.
//
// # What results keep to themselves
//
// The group that is protected is the one that answered. Nothing is shown of
// fewer people than the survey's smallest group, 5 unless it says otherwise and
// 3 at least:
//
//   - A group, such as a team, with fewer answers to a question is not shown. Of
//     all hidden groups together at least as many answered: otherwise the next
//     smallest is hidden too, so that the total less what is shown is no
//     smaller group either.
//   - A scale is told of those who answered all its items. Where a few left some
//     out, its sum and those of its questions would together tell what the few
//     said, so the scale is hidden where they are fewer than the smallest group.
//     For the same reason a question counts for a scale or for a competence,
//     never for both.
//   - Open answers are shown of everyone together, from the smallest group on, in
//     the order of the alphabet.
//   - In 360-degree feedback, figures are by competence and by the group of
//     raters. Peers and reports are shown from the smallest group on; many
//     organisations choose 3 for them. Oneself and one's manager are known by
//     design, and the notice says so. There is no figure of all raters, nor one
//     of a single question, nor one of several persons: nothing to subtract from.
//
// Within a group that is shown, each answer is told by how many gave it, even
// where that was one: who it was does not follow, and mean, interval and number
// of answers would tell as much. What everyone in a group said is known of each.
// Results made twice while people still answer tell what the latest ones said:
// make them when the wave is over. [Tally.Motives] is stricter, since it goes
// into briefs: it leaves out small counts as well.
//
// A [Tally] itself holds small groups. It is for machines, and not to be shown.
package survey
