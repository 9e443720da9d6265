// Package trial tells what an experiment of a campaign showed: by how much
// people who got the campaign differ from those who were held out of it, or
// those who got other texts from those who got the touchpoint's own.
//
// [Analyse] counts outcomes by the arm that people were put in, and makes a
// [Result] of them, which is safe to show; subpackage document draws it. Large
// workforces are counted in parts: [New], [Trial.Count], [Tally.Merge],
// [Trial.Result].
//
// # Who counts, and where
//
// Everyone counts in the arm that the schedule put them in, whatever they did or
// got: what people do with a campaign is a part of its effect, and leaving out
// who ignored it would compare the willing with everyone. Counted are those for
// whom the touchpoints compared are meant, as it would be were there no
// experiment; so nothing that an arm brings about decides who is in it. Who has
// no value of an outcome has 0.
//
// # Which interval
//
// A campaign is looked at while it runs: half-way, after every step, on a screen
// that is open all day. Intervals made for one look mislead whoever looks often.
// So each effect has an interval that holds the truth at all looks together,
// however many; it is the main one, and decides while the experiment runs.
// Chosen is a confidence sequence rather than a plan of looks with a share of
// the error for each, because nobody has to say beforehand when they will look,
// or to remember how often they did. The price is an interval that is half as
// wide again at the end. Therefore the narrower one of a single look is given
// too, from the planned end on and not before, and decides then.
//
// Shares are compared by Newcombe's interval, amounts by Welch's. Where teams
// were shared out, people of one team are alike, and both would be far too
// narrow: intervals come from what differs between teams (CR2). Of several
// variants each has an interval at a higher confidence (Bonferroni), and a
// probability after Holm, which decides at the end.
//
// # What a result keeps to itself
//
// It names no person and no team. The sizes of its arms, and in each arm how many
// people did something, are one [privacy.Release], protected together with all
// that is published beside it: reports, measures, retrospectives, surveys and
// earlier results. See package privacy for what that guarantees. Who is in no arm
// counts as a group as well: what the arms leave of a total of everyone.
//
// Means, effects and the ratio of the arms are made of all arms at once. Where one
// size is kept back nothing is shown, and where one count is, nothing of its
// outcome; so is an amount that from 1 to 4 people of an arm have at all.
package trial
