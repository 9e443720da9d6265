package osmosi_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// concept is one thing that the model knows of, where it is from, what stands
// for it, and the test that shows what it does to a plan.
type concept struct {
	name   string
	source string // number of the article it comes from, or "osmosi"
	types  string // exported types that make it up, by package
	effect string // test, by package
}

// concepts are all concepts of the model: why people learn, who and where they
// are, what comes when. A type that no concept claims fails the test, and so
// does a concept whose test is gone.
var concepts = []concept{
	// Why: from the organisation to the person.
	{"driver", "004", "engagement.Driver engagement.DriverKind", "campaign.TestAnObligationIsExplainedFirstAndByManagement"},
	{"objective, at three levels", "004", "engagement.Objective engagement.Level", "campaign.TestTheLineOfSightReachesTheOrganisation"},
	{"KPI with baseline, target and tier", "004", "engagement.KPI engagement.Unit engagement.Tier", "campaign.TestAnEffectThatPeopleCanShowNeedsNoAdvice"},
	{"need", "004", "engagement.Need", "campaign.TestAPersonsScheduleSaysWhatWhenWhereAndWhy"},
	{"reason: contingent", "001", "engagement.Reason engagement.Approach engagement.Consequences", "campaign.TestWhatPeopleNeedAnywayIsPushedTwiceAtMost"},
	{"reason: advancement", "001", "engagement.Wording", "campaign.TestItemsSayInWhoseWords"},
	{"reason: obligation", "001", "", "campaign.TestTheExplanationComesWithWhatAPersonGetsFirst"},
	{"reason: belonging", "001", "", "campaign.TestThoseInWhichPeopleMeetComeFirst"},
	{"factor and the support it calls for", "004", "engagement.Factor engagement.Support", "campaign/message.TestSupportDecidesHowInterventionsArePresented"},
	{"proposition", "001", "engagement.Proposition engagement.Evidence engagement.EvidenceKind", "campaign.TestAdviceNamesWhatAPractitionerWouldSay"},
	{"propositions for managers", "001", "engagement.Party", "campaign.TestManagersComeBeforeTeams"},
	{"expectations", "004", "engagement.Expectation engagement.Question", "campaign.TestAnswersComeWithExpectationsAndForThePersonsSegment"},
	{"learning interventions in their forms", "004", "campaign.Intervention campaign.Form", "campaign.TestThoseInWhichPeopleMeetComeFirst"},
	{"360-degree feedback and coaching among the other learning", "000", "", "campaign.TestFeedbackFromAllSidesStandsAmongTheOtherLearning"},
	{"text in three languages", "004", "engagement.Text engagement.Language", "campaign.TestALanguageThatTheCampaignLacksFindsItsNearest"},
	{"snippet", "004", "", "campaign.TestEveryFaultIsFoundOnceWhereItIs"},
	{"learning relationship", "001", "engagement.Relationship engagement.Responses engagement.Chance", "campaign.TestWhatPeopleRespondToIsWhatOthersLikeThemGet"},
	{"what was learnt, for a report", "001", "campaign.Learnt campaign.LearntKind", "campaign.TestAReportTellsWhatGroupsRespondTo"},
	{"what happened when decides what comes next, and nothing comes twice", "osmosi", "campaign.Fact", "campaign.TestJourneysRunOnPlansInEveryZone"},
	{"planning again touches only what the change bears on", "osmosi", "campaign.Difference campaign.Change campaign.Aspect campaign.Cause campaign.Replanning campaign.ReplannedTouchpoint campaign.ReplannedCause", "campaign.TestAChangedTouchpointMovesOnlyItselfAndWhatLimitsMoveForIt"},
	{"briefing acknowledged, or escalated", "001", "campaign.Acknowledgement campaign.Escalation", "campaign.TestTeamsWaitForAnAcknowledgementAndNotForEver"},
	{"what a person did personalises what comes next", "001", "campaign.Outcome", "campaign.TestASequenceHoldsEachStepOnItsDayAndEndsWithTheGoal"},

	// Who and where.
	{"person and traits", "osmosi", "audience.Person audience.Trait audience.TraitKind audience.WorkDays audience.Workforce audience.Intake audience.Matcher audience.Facts audience.The", "campaign.TestNothingComesOnADayOff"},
	{"segment, with its order of precedence", "004", "audience.Segment audience.Condition", "campaign.TestSegmentsOfAPersonAreInOrderOfPrecedence"},
	{"audience profile, in aggregate", "004", "audience.Aspect campaign.Audience campaign.TraitProfile campaign.ValueShare", "campaign.TestAPlanTellsWhatAnAudienceIsLike"},
	{"needs and motivation of a segment, from what its people answered", "004", "audience.Survey campaign.Motives campaign.Motive", "campaign.TestWhatASegmentNamedOrdersPropositionsForWhoDeclaredNothing"},
	{"protected traits describe and never select", "osmosi", "", "audience.TestProfileLeavesOutWhatConditionsMayNotAsk"},
	{"place and channel, offline and online", "004", "audience.Channel audience.ChannelKind audience.Nature audience.Reach", "campaign.TestWhereAddressesAreKnownAnEMailComesOnlyToWhoHasOne"},
	{"channel mix: the best reach that a budget buys", "004", "campaign.MixTerms campaign.PlannedMix campaign.LeftOutChannel campaign.MixPoint campaign.UnmetTerm audience/mix.Problem audience/mix.Channel audience/mix.Group audience/mix.Reach audience/mix.Least audience/mix.Reason audience/mix.LeftOut audience/mix.Point audience/mix.Limit audience/mix.Mix audience/mix.Term audience/mix.Unmet", "campaign.TestThePlanChoosesChannels"},
	{"line managers' stance", "001", "audience.Stance campaign.ManagerStance campaign.Perceived", "campaign.TestAdviceOnWhatManagersThink"},
	{"reporting lines: levels, spans, orphans, circles", "001", "audience.Lines campaign.ReportingLines", "campaign.TestAPlanTellsTheShapeOfTheReportingLines"},
	{"dotted line: a voice and not a boss", "osmosi", "", "campaign.TestADottedLineCarriesVoicesAndMovesNobody"},
	{"ambassadors: the few whose voices reach most", "001", "audience.Tie audience/ambassador.Choice audience/ambassador.Terms campaign.AmbassadorTerms campaign.VoiceReach", "campaign.TestTheFewWhoseVoicesReachMostAreAskedAndNobodyElse"},
	{"role: community manager, service designer, the host's own", "002", "audience.Role audience.RoleKind", "campaign.TestATouchpointHasTheVoicesOfThoseItIsFor"},
	{"a renamed job is not a new one", "002", "", "campaign.TestFaultsInRolesAndMissions"},
	{"mission", "002", "audience.Mission campaign.PlannedMission", "campaign.TestAMissionCountsWhoIsCalledToIt"},
	{"insight card, gathered and clustered into evidence", "002", "audience/insight.Card audience/insight.Cluster audience/insight.Media audience/insight.MediaKind campaign.Support", "campaign.TestClustersSupportWhatSharesTheirSegmentOrNeed"},

	// What and when.
	{"brief and plan", "004", "campaign.Brief campaign.Plan campaign.Frame", "campaign.TestAPlanIsTheSameEachTimeAndReadsBack"},
	{"three phases: inform, activate, retain and inspire", "004", "campaign.Phase campaign.PlannedPhase", "campaign.TestAGoodBriefNeedsNoAdvice"},
	{"touchpoint, and no touchpoint without a proposition", "001", "campaign.Touchpoint campaign.Kind campaign.PlannedTouchpoint", "campaign.TestTwelveFaultsGiveTwelveFindingsAtOnce"},
	{"line of sight", "001", "campaign.Sight", "campaign.TestTheLineOfSightReachesTheOrganisation"},
	{"managers before teams", "001", "", "campaign.TestManagersComeBeforeTeams"},
	{"manager's toolkit", "001", "campaign.ToolkitItems", "campaign.TestTheToolkitComesAfterTheManagersOwnBriefing"},
	{"surprise kick-off with suspense", "004", "campaign.Suspense campaign.Teaser", "campaign.TestTeasersComeBeforeTheKickOffOnItsChannel"},
	{"drip sequence with delays, conditions and exits", "004", "campaign.Sequence campaign.Step campaign.Wait", "campaign.TestTwoStepsOfASequenceNeverComeOnOneDay"},
	{"success story, told with consent", "003", "campaign.SuccessStory campaign.Consent campaign.Sharer", "campaign.TestAStoryWithoutConsentIsNeitherScheduledNorInTheProgram"},
	{"standard learning moment", "004", "campaign.StandardMoment campaign.Weekday", "campaign.TestAStandardMomentComesBackOnWorkingDaysUntilThePhaseEnds"},
	{"reward", "004", "campaign.RewardTerms campaign.RewardKind campaign.Rewarded", "campaign.TestTermsAreToldInEveryLanguage"},
	{"contest that shames nobody", "004", "campaign.ContestTerms campaign.Ranking campaign.Prize", "campaign.TestAdviceNamesWhatAPractitionerWouldSay"},
	{"co-creation with the most active", "004", "campaign.CoCreationTerms", "campaign.TestOnlyTheMostActiveAreInvitedToCoCreation"},
	{"role models, named by managers", "004", "campaign.RoleModelTerms campaign.Stage", "campaign.TestTermsAreToldInEveryLanguage"},
	{"mid-way evaluation by a pulse", "004", "campaign.Pulse", "campaign.TestAdviceNamesWhatAPractitionerWouldSay"},
	{"call for insight cards", "002", "campaign.CardCall", "campaign.TestAMissionCountsWhoIsCalledToIt"},
	{"social office: owners and contributors", "003", "campaign.Office campaign.OfficeKind", "campaign.TestMakersThatCannotBeAreRefused"},
	{"osmosis", "000", "campaign.Osmosis campaign.OfficeShare campaign.OfficePair", "campaign.TestOsmosisCountsWhatOfficesMakeTogether"},
	{"shared words: L&D, marketing, HR", "000", "campaign/document.Style campaign/document.Vocabulary", "campaign/document.TestAPlanReadsInTheTermsOfEveryOfficeAndInEveryLanguage"},
	{"balance of opposites", "002", "campaign.Axis campaign.AxisBalance campaign.Signal campaign.SignalCount", "campaign.TestBalanceIsTheMeanOfItsSignals"},
	{"advice and faults", "osmosi", "engagement.Finding engagement.Findings engagement.Severity", "campaign.TestEveryRuleOfAdviceIsInTheTable"},
	{"what is left out, and why", "001", "campaign.Withheld campaign.WithheldCause", "campaign/document.TestEveryCauseOfWithholdingHasItsSentence"},
	{"schedule, in everyone's language, zone and working pattern", "osmosi", "engagement.Date campaign.Schedule campaign.Item campaign.ZoneError", "campaign.TestAPersonsScheduleSaysWhatWhenWhereAndWhy"},
	{"dry run of the whole campaign", "003", "campaign.Timetable campaign.Slot campaign.Simulation campaign.SimulatedDay campaign.SimulatedChannel campaign.SimulatedSegment campaign.SimulatedObstacle campaign.Obstacle campaign.Spread", "campaign.TestADryRunCountsWhatTheSchedulesTell"},
	{"timeline of one person, each item explained", "osmosi", "campaign.Told", "campaign.TestATimelineIsTheScheduleWithWhatIsWithheldAndWhy"},
	{"quiet hours and days off", "osmosi", "campaign.Limits campaign.QuietHours campaign.DayOff", "campaign.TestWhatDoesNotComeSaysWhyInEveryLanguage"},
	{"experiment: a holdout, so that effect is shown and not assumed", "osmosi", "campaign.Experiment campaign.Holdout campaign.ExperimentUnit campaign.PlannedExperiment campaign.PlannedArm audience/experiment.Split audience/experiment.Namespace", "campaign.TestWhoIsHeldOutGetsNothingButBriefingsAndObligations"},
	{"experiment: variants of texts", "osmosi", "campaign.Comparison campaign.Variant", "campaign.TestVariantsChangeWordsAndNoSlots"},
	{"shifts: a person's own hours, at night and in turns too", "osmosi", "audience.WorkHours campaign.WorkingHours", "campaign.TestNothingComesOutsideOfOnesHours"},
	{"retrospective: what the last wave taught, and what was decided about it", "003", "campaign.Wave campaign.PastLesson campaign.Decision", "campaign/document.TestThePlanTellsWhatWasLearntLastTime"},
	{"public holidays by place", "osmosi", "campaign.Places campaign.PlaceRegion campaign.RegionHolidays", "campaign.TestEachPlaceKeepsItsOwnHolidays"},
	{"frequency caps over all campaigns together", "osmosi", "campaign.Cap campaign.Sent campaign.Priority campaign.WhenCapped", "campaign.TestCapsHoldOverAllCampaignsTogether"},
	{"bundle without any person", "osmosi", "", "campaign/bundle.TestNothingAboutAnyPersonIsInTheBundle"},
	{"plan as a document with charts", "osmosi", "", "campaign/document.TestChaptersFollowTheOrderInWhichABoardAsks"},
	{"calendars", "004", "", "campaign/ical.TestTheMomentComesBackAsTheScheduleHasIt"},
	{"e-mails in HTML and text", "osmosi", "", "campaign/message.TestEveryScheduledItemHasAMessage"},
	{"placeholders, filled in for each person", "osmosi", "campaign.Placeholder campaign.Facts", "campaign.TestThePlanSaysWhatDiffersFromPersonToPerson"},
	{"whole e-mails, with the invitation and a way out", "osmosi", "", "campaign/message/mail.TestAnEMailReadsAsItWasWritten"},
	{"posters where people need no screen", "004", "", "campaign/message/poster.TestAPosterInEachLanguage"},
}

// model are the packages that hold the model's types.
var model = []string{"engagement", "audience", "audience/insight", "audience/ambassador", "audience/experiment", "audience/mix", "campaign", "campaign/document"}

func TestEveryConceptShowsItsEffectOnAPlan(t *testing.T) {
	tests, claimed := map[string]bool{}, map[string]bool{}
	root := os.DirFS(".")
	require.NoError(t, fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		for _, found := range testFunction.FindAllStringSubmatch(read(t, root, name), -1) {
			tests[path.Dir(name)+"."+found[1]] = true
		}
		return nil
	}))
	for _, c := range concepts {
		require.True(t, tests[c.effect], "%s: there is no %s", c.name, c.effect)
		require.Regexp(t, `^(00[0-4]|osmosi)$`, c.source, c.name)
		for _, one := range strings.Fields(c.types) {
			claimed[one] = true
		}
	}
	for _, pkg := range model {
		for _, name := range exportedTypes(t, pkg) {
			require.True(t, claimed[pkg+"."+name], "no concept claims %s.%s", pkg, name)
			delete(claimed, pkg+"."+name)
		}
	}
	require.Empty(t, claimed, "types that are claimed and do not exist")
}

var testFunction = regexp.MustCompile(`(?m)^func (Test\w+)\(`)

func read(t *testing.T, files fs.FS, name string) string {
	t.Helper()
	data, err := fs.ReadFile(files, name)
	require.NoError(t, err)
	return string(data)
}

// exportedTypes are the exported types of a package, each of which must say
// what it is.
func exportedTypes(t *testing.T, dir string) []string {
	t.Helper()
	files, err := fs.Glob(os.DirFS(dir), "*.go")
	require.NoError(t, err)
	var names []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path.Join(dir, name), nil, parser.ParseComments)
		require.NoError(t, err)
		for _, decl := range file.Decls {
			group, ok := decl.(*ast.GenDecl)
			if !ok || group.Tok != token.TYPE {
				continue
			}
			for _, spec := range group.Specs {
				if one := spec.(*ast.TypeSpec); one.Name.IsExported() {
					require.NotEmpty(t, group.Doc.Text()+one.Doc.Text(), "%s.%s says nothing", dir, one.Name)
					names = append(names, one.Name.Name)
				}
			}
		}
	}
	slices.Sort(names)
	return names
}
