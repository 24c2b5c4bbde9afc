package dev.ecrauditor.simulation.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.simulation.Schedule;
import dev.ecrauditor.simulation.Simulation;
import dev.ecrauditor.simulation.design.Design;
import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violation;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the checks: each of these wrong designs violates the invariant that it is expected to violate. */
class PlantedDesignsTest {

    private static final long SEED = 1;
    private static final long SCHEDULES = 10_000;

    record Planted(String name, Supplier<Design> design, Invariant breaks) {
        @Override
        public String toString() {
            return name + " violates " + breaks;
        }
    }

    static Stream<Planted> designs() {
        return Stream.of(
                new Planted("publish without state", WrongAudits.PublishWithoutState::new, Invariant.PUBLISHED),
                new Planted("deduplicate by event id", WrongAudits.DeduplicateByEventId::new, Invariant.EVALUATED),
                new Planted("write then publish, no outbox", WrongAudits.WriteThenPublish::new, Invariant.PUBLISHED),
                new Planted("publish then write", WrongAudits.PublishThenWrite::new, Invariant.PUBLISHED),
                new Planted("read AWS first", WrongAudits.ReadAwsFirst::new, Invariant.NEWEST_EVALUATION),
                new Planted(
                        "skip the unchanged write",
                        WrongAudits.SkipTheUnchangedWrite::new,
                        Invariant.NEWEST_EVALUATION),
                new Planted(
                        "a conflict re-reads the record only",
                        WrongAudits.ConflictRereadsTheRecordOnly::new,
                        Invariant.NEWEST_EVALUATION),
                new Planted(
                        "actor of the triggering event", WrongAudits.ActorOfTheTriggeringEvent::new, Invariant.ACTOR),
                new Planted("actor by kind only", WrongAudits.ActorByKindOnly::new, Invariant.ACTOR),
                new Planted("attribution at any time", WrongAttributions.WithoutTheWindow::new, Invariant.ACTOR),
                new Planted("attribution by time only", WrongAttributions.ByTimeOnly::new, Invariant.ACTOR),
                new Planted("attribution again and again", WrongAttributions.Again::new, Invariant.DUPLICATE),
                new Planted("late events are dropped", WrongAttributions.Dropped::new, Invariant.ATTRIBUTED),
                new Planted(
                        "attribution into the unsent alert",
                        WrongAttributions.IntoTheUnsentAlert::new,
                        Invariant.ATTRIBUTED),
                new Planted("every alert waits for an actor", WrongAttributions.EveryAlertWaits::new, Invariant.PROMPT),
                new Planted("overtaking what waits", WrongAttributions.OvertakesWhatWaits::new, Invariant.ORDER),
                new Planted("no drain when it is due", WrongAttributions.NoDrainWhenDue::new, Invariant.PROMPT),
                new Planted("removal without version", WrongDrains.RemovalWithoutVersion::new, Invariant.DUPLICATE),
                new Planted("removing the whole outbox", WrongDrains.RemoveTheWholeOutbox::new, Invariant.PUBLISHED),
                new Planted("trusting the index", WrongDrains.TrustTheIndex::new, Invariant.DUPLICATE),
                new Planted("continuing after a failure", WrongDrains.ContinueAfterAFailure::new, Invariant.ORDER),
                new Planted("order by clock", WrongDrains.OrderByClock::new, Invariant.ORDER),
                new Planted("a timeout taken as sent", WrongDrains.TimeoutTakenAsSent::new, Invariant.PUBLISHED),
                new Planted("no pacing", WrongDrains.NoPacing::new, Invariant.PACE),
                new Planted(
                        "a constant deduplication id", WrongDeployments.ConstantDeduplicationId::new, Invariant.PROMPT),
                new Planted("no schedule", WrongDeployments.NoSchedule::new, Invariant.PUBLISHED),
                new Planted("two drainers at once", WrongDeployments.TwoDrainersAtOnce::new, Invariant.DUPLICATE),
                new Planted(
                        "remediation that stores nothing",
                        WrongDeployments.RemediationStoresNothing::new,
                        Invariant.CAP),
                new Planted("vetoes read too early", WrongDeployments.VetoesAreReadTooEarly::new, Invariant.VETO),
                new Planted("vetoes are not read", WrongDeployments.VetoesAreNotRead::new, Invariant.VETO),
                new Planted(
                        "a sweep that forgets what vanished",
                        WrongSweeps.ForgetsWhatVanished::new,
                        Invariant.FINAL_STATE),
                new Planted(
                        "no answer is the end of the list",
                        WrongSweeps.NoAnswerIsTheEndOfTheList::new,
                        Invariant.SWEPT),
                new Planted("the first window is the last", WrongSweeps.EndsAtItsFirstWindow::new, Invariant.SWEPT),
                new Planted("a refused list is an empty one", WrongSweeps.RefusedIsEmpty::new, Invariant.SWEPT),
                new Planted("no answer is vanished", WrongSweeps.NoAnswerIsVanished::new, Invariant.NEWEST_EVALUATION),
                new Planted(
                        "what was listed is used for ever",
                        WrongSweeps.ListedForEver::new,
                        Invariant.NEWEST_EVALUATION),
                new Planted(
                        "the registry of the last minute is used",
                        WrongSweeps.RegistryOfTheLastMinute::new,
                        Invariant.REGISTRY_SETTINGS),
                new Planted(
                        "not listed is vanished", WrongSweeps.NotListedIsVanished::new, Invariant.NEWEST_EVALUATION),
                new Planted(
                        "the cursor before the evaluation",
                        WrongSweeps.CursorBeforeTheEvaluation::new,
                        Invariant.SWEPT),
                new Planted("every sweep is the first", WrongSweeps.EverySweepIsTheFirst::new, Invariant.DIGEST),
                new Planted("the previous rules are not stored", WrongRecords.RulesForgotten::new, Invariant.DIGEST),
                new Planted("every refusal is new", WrongRecords.EveryRefusalIsNew::new, Invariant.COVERAGE),
                new Planted("an account is never back", WrongRecords.NeverBack::new, Invariant.COVERAGE));
    }

    @ParameterizedTest
    @MethodSource("designs")
    void isCaught(Planted planted) {
        Optional<Schedule.Result> first = LongStream.range(0, SCHEDULES)
                .mapToObj(number -> Schedule.run(
                        Simulation.seedOf(SEED, number), planted.design().get()))
                .filter(result -> breaks(result, planted.breaks()))
                .findFirst();

        assertThat(first).as("a schedule that %s", planted).isPresent();
        System.out.println(
                planted + ": first in the schedule of seed " + first.get().seed());
        assertThat(Schedule.run(first.get().seed(), new ProductionDesign()).violations())
                .as("the production design in the same schedule")
                .isEmpty();
    }

    private static boolean breaks(Schedule.Result result, Invariant invariant) {
        return result.violations().stream().map(Violation::invariant).anyMatch(invariant::equals);
    }
}
