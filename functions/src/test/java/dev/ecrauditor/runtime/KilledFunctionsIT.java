package dev.ecrauditor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.settings.RemediationMode;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The deployed functions, killed with SIGKILL at random moments of their work: nothing is lost, and nothing is
 * published twice more often than they were killed. {@code -Dkills=500} kills more often.
 */
class KilledFunctionsIT {

    /** How often the schedule wakes the alert function at the end. */
    private static final int MINUTES = 30;

    private static final int KILLS = Integer.getInteger("kills", 25);
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void aKilledFunctionLosesNothingAndPublishesTwiceAtMostOncePerKill() throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"), "The runtime client has native code for Linux only.");
        System.out.println("kills of seed " + SEED);
        Random random = new Random(SEED);
        try (Hub hub = new Hub(HubLocation.COMMERCIAL, RemediationMode.OFF);
                KillableFunctions functions = new KillableFunctions(JavaRuntime.running(), hub)) {
            ChangingRepositories repositories = new ChangingRepositories(hub);
            for (int i = 0; i < KILLS; i++) {
                functions.receive(repositories.changeSome(random));
                double moment = random.nextDouble();
                if (random.nextBoolean()) {
                    functions.auditAndKillAt(moment);
                    functions.audit();
                } else {
                    functions.audit();
                    functions.drainAndKillAt(moment);
                }
                functions.drain();
            }
            functions.receive(repositories.reevaluations());
            functions.audit();
            for (int minute = 0; minute < MINUTES && repositories.hasUnpublishedAlerts(); minute++) {
                hub.releaseHeldAlerts(); // a minute is longer than an alert waits for its actor
                functions.drain(); // one run publishes what its time allows, the schedule the rest
            }

            System.out.println(functions.kills() + " kills, " + functions.killsBeforeResponse()
                    + " before the answer; " + repositories.expectedAlertIds().size() + " transitions, "
                    + functions.publishedAlertIds().size() + " published, " + functions.duplicates()
                    + " published again, "
                    + repositories
                            .missingAlertIds(functions.publishedAlertIds())
                            .size() + " lost; took " + functions.elapsed());
            assertThat(functions.kills()).isEqualTo(KILLS);
            assertThat(functions.killsBeforeResponse()).as("kills that hit").isGreaterThan(KILLS / 5);
            assertThat(repositories.expectedAlertIds()).hasSizeGreaterThan(KILLS);
            assertThat(repositories.missingAlertIds(functions.publishedAlertIds()))
                    .isEmpty();
            assertThat(repositories.expectedAlertIds()).containsAll(functions.publishedAlertIds());
            assertThat(functions.duplicates()).isLessThanOrEqualTo(KILLS);
            assertThat(repositories.storedAsOpen()).isEqualTo(repositories.unscanned());
        }
    }
}
