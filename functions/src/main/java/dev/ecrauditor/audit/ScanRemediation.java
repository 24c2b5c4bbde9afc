package dev.ecrauditor.audit;

import dev.ecrauditor.finding.AlertStatus;
import dev.ecrauditor.finding.FindingStore;
import dev.ecrauditor.finding.RemediationMode;
import dev.ecrauditor.finding.RemediationRequest;
import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.remediation.Guard;
import dev.ecrauditor.remediation.ScanSettingsWriter;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.Evidence;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Switches scanning on, once per request: reads again, begins the attempt with one conditional write, writes, reads back, tells. A
 * crash after the beginning loses this try and never makes a second one of it.
 */
public final class ScanRemediation {

    private static final int TRIES = 5;

    private final RepositoryReader reader;
    private final ScanSettingsWriter writer;
    private final FindingStore store;
    private final AlertNudge nudge;
    private final RemediationMode mode;
    private final Clock clock;

    /** The ports of remediation and how far it may go. */
    public record Parts(
            RepositoryReader reader,
            ScanSettingsWriter writer,
            FindingStore store,
            AlertNudge nudge,
            RemediationMode mode,
            Clock clock) {}

    public ScanRemediation(Parts parts) {
        this.reader = parts.reader();
        this.writer = parts.writer();
        this.store = parts.store();
        this.nudge = parts.nudge();
        this.mode = parts.mode();
        this.clock = parts.clock();
    }

    /** What became of a request, in one word for the log. */
    public enum Outcome {
        SWITCHED_ON,
        PLANNED,
        NOT_NEEDED,
        NOT_DUE,
        FAILED
    }

    /**
     * Carries out a request.
     *
     * @throws RuntimeException when AWS cannot be read now and nothing was begun: the request comes again
     */
    public Outcome remediate(RemediationRequest request) {
        RepositoryArn repository = request.subject().repository();
        if (mode == RemediationMode.OFF) {
            return Outcome.NOT_DUE;
        }
        Guard guard = Guard.check(request, reader.read(repository));
        if (guard instanceof Guard.NotNeeded) {
            return Outcome.NOT_NEEDED;
        }
        if (!begin(request)) {
            return Outcome.NOT_DUE;
        }
        if (guard instanceof Guard.Refuse refusal) {
            return tell(request, Outcome.FAILED, "Scanning was not switched on: " + refusal.why() + ".");
        }
        if (mode == RemediationMode.DRY_RUN) {
            return tell(request, Outcome.PLANNED, "Dry run: scanning would be switched on now.");
        }
        return write(request);
    }

    private boolean begin(RemediationRequest request) {
        for (int i = 0; i < TRIES; i++) {
            Optional<SubjectRecord> begun =
                    store.load(request.subject()).flatMap(record -> record.beginAttempt(request, clock.instant()));
            if (begun.isEmpty()) {
                return false;
            }
            if (store.save(begun.get())) {
                return true;
            }
        }
        throw new TryAgainLater(
                "the record of " + request.subject() + " was written by others " + TRIES + " times in a row");
    }

    private Outcome write(RemediationRequest request) {
        RepositoryArn repository = request.subject().repository();
        boolean scanned;
        try {
            writer.switchScanOnPushOn(repository);
            scanned = isScanned(reader.read(repository));
        } catch (RuntimeException refusedOrUnanswered) {
            return tell(
                    request, Outcome.FAILED, "Scanning could not be switched on: " + refusedOrUnanswered.getMessage());
        }
        return scanned
                ? tell(request, Outcome.SWITCHED_ON, "Scanning was off and has been switched on; read back, it is on.")
                : tell(request, Outcome.FAILED, "Scanning was switched on, but reading it back still shows it off.");
    }

    private static boolean isScanned(Reading<RepositorySnapshot> reading) {
        return reading instanceof Reading.Known<RepositorySnapshot> known
                && known.value().scanOnPush()
                && known.value().repositoryFlagDecides();
    }

    private Outcome tell(RemediationRequest request, Outcome outcome, String summary) {
        Evidence evidence = new Evidence(summary, facts(request, outcome));
        for (int i = 0; i < TRIES; i++) {
            Optional<SubjectRecord> next = store.load(request.subject())
                    .flatMap(
                            record -> record.withRemediationAlert(request, status(outcome), evidence, clock.instant()));
            if (next.isEmpty()) {
                return outcome;
            }
            if (store.save(next.get())) {
                nudge.nudge(next.get());
                return outcome;
            }
        }
        throw new TryAgainLater("the outcome for " + request.subject() + " could not be stored: " + outcome);
    }

    private static AlertStatus status(Outcome outcome) {
        return switch (outcome) {
            case SWITCHED_ON -> AlertStatus.REMEDIATED;
            case PLANNED -> AlertStatus.REMEDIATION_PLANNED;
            default -> AlertStatus.REMEDIATION_FAILED;
        };
    }

    private static Map<String, String> facts(RemediationRequest request, Outcome outcome) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("attempt", Integer.toString(request.attempt()));
        if (outcome == Outcome.SWITCHED_ON) {
            RepositoryArn repository = request.subject().repository();
            facts.put("prior value", "scanOnPush=false");
            facts.put(
                    "undo",
                    "aws ecr put-image-scanning-configuration --region " + repository.region() + " --repository-name "
                            + repository.name() + " --image-scanning-configuration scanOnPush=false");
        }
        return facts;
    }
}
