package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.remediation.ExclusionTag;
import dev.ecrauditor.remediation.RemediationContext;
import dev.ecrauditor.remediation.RemediationPreconditions;
import dev.ecrauditor.remediation.ScanSettingsWriter;
import dev.ecrauditor.remediation.SettingsReader;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.ScanningFix;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Switches scanning on, once per request: reads again, begins the attempt with one conditional write, writes, reads
 * back, reports. A crash after the beginning loses this attempt and never repeats it.
 */
public final class ScanRemediation {

    private static final int TRIES = 5;

    private final WatchedAccounts watched;
    private final RepositoryReader reader;
    private final ScanSettingsWriter writer;
    private final SettingsReader settings;
    private final ExclusionTag tag;
    private final FindingStore store;
    private final DrainRequestQueue drainRequests;
    private final Clock clock;

    /**
     * The ports of remediation.
     *
     * @param watched the accounts in which it may write; an account may have left them since the request was stored
     */
    public record Parts(
            WatchedAccounts watched,
            RepositoryReader reader,
            ScanSettingsWriter writer,
            SettingsReader settings,
            ExclusionTag tag,
            FindingStore store,
            DrainRequestQueue drainRequests,
            Clock clock) {}

    public ScanRemediation(Parts parts) {
        this.watched = parts.watched();
        this.reader = parts.reader();
        this.writer = parts.writer();
        this.settings = parts.settings();
        this.tag = parts.tag();
        this.store = parts.store();
        this.drainRequests = parts.drainRequests();
        this.clock = parts.clock();
    }

    /** The outcome of a request, for the log. */
    public enum Outcome {
        SCANNING_ENABLED,
        PLANNED,
        NOT_NEEDED,
        /** The account is not watched, or the settings or a tag exclude this repository or finding. */
        EXCLUDED,
        /** By the record this attempt must not be made, or was made before. */
        NOT_DUE,
        FAILED
    }

    /**
     * The result of a request.
     *
     * @param why the reason
     */
    public record Result(Outcome outcome, String why) {}

    /**
     * Carries out a request.
     *
     * @throws RuntimeException when AWS cannot be read now, or it is not known whether the account is watched, and
     *     nothing was begun: the request is retried
     */
    public Result remediate(RemediationRequest request) {
        RepositoryArn repository = request.subject().repository();
        if (!watched.contains(repository.account())) {
            return new Result(Outcome.EXCLUDED, "account " + repository.account() + " is not watched");
        }
        // Settings and tag are read last, so that an exclusion made during the read takes effect.
        RemediationContext now = new RemediationContext(
                new RemediationContext.Target(repository, request.finding().ruleId(), request.incarnation()),
                reader.read(repository),
                settings.read(),
                tag.excludes(repository),
                clock.instant());
        RemediationPreconditions preconditions = RemediationPreconditions.check(now);
        if (preconditions instanceof RemediationPreconditions.NotNeeded) {
            return wasInterrupted(request) && isScanned(now.repository())
                    ? report(
                            request,
                            Outcome.SCANNING_ENABLED,
                            "Scanning was off and was to be switched on; it is on now.")
                    : new Result(Outcome.NOT_NEEDED, preconditions.why());
        }
        if (preconditions instanceof RemediationPreconditions.Leave) {
            return new Result(Outcome.EXCLUDED, preconditions.why());
        }
        boolean dryRun = now.isDryRun();
        if (!begin(request, dryRun)) {
            return new Result(Outcome.NOT_DUE, "attempt " + request.attempt() + " is not due");
        }
        if (preconditions instanceof RemediationPreconditions.Refuse) {
            return report(
                    request, Outcome.FAILED, "Scanning was not switched on: " + preconditions.why() + ".", fix(now));
        }
        return dryRun
                ? report(request, Outcome.PLANNED, "Dry run: scanning would be switched on now.")
                : write(request);
    }

    /** The attempt was begun, and interrupted before its outcome was stored. */
    private boolean wasInterrupted(RemediationRequest request) {
        return store.load(request.subject())
                .map(record -> record.remediation().isOpen(request.attempt()))
                .orElse(false);
    }

    /** A dry run uses up the attempt's number, so that it is published once, but does not count towards the cap. */
    private boolean begin(RemediationRequest request, boolean dryRun) {
        for (int i = 0; i < TRIES; i++) {
            Optional<SubjectRecord> begun = store.load(request.subject())
                    .flatMap(record -> dryRun
                            ? record.planAttempt(request, clock.instant())
                            : record.beginAttempt(request, clock.instant()));
            if (begun.isEmpty()) {
                return false;
            }
            if (store.save(begun.get())) {
                return true;
            }
        }
        throw new RetryableAuditException(
                "the record of " + request.subject() + " was written by others " + TRIES + " times in a row");
    }

    private Result write(RemediationRequest request) {
        RepositoryArn repository = request.subject().repository();
        // An attempt that was begun is never repeated, so its fault is its outcome.
        Optional<String> problem = Isolated.call(
                () -> {
                    writer.switchScanOnPushOn(repository);
                    return isScanned(reader.read(repository))
                            ? Optional.empty()
                            : Optional.of("Scanning was switched on, but reading it back still shows it off.");
                },
                refusedOrUnanswered ->
                        Optional.of("Scanning could not be switched on: " + refusedOrUnanswered.getMessage()));
        return problem.map(what -> report(request, Outcome.FAILED, what))
                .orElseGet(() -> report(
                        request,
                        Outcome.SCANNING_ENABLED,
                        "Scanning was off and has been switched on; read back, it is on."));
    }

    private static boolean isScanned(Reading<RepositorySnapshot> reading) {
        return reading instanceof Reading.Known<RepositorySnapshot> known
                && known.value().scanOnPush()
                && known.value().repositoryFlagDecides();
    }

    /** The manual fix for a refusal; empty where the general fix of the rule applies. */
    private static List<String> fix(RemediationContext now) {
        if (now.repository() instanceof Reading.Known<RepositorySnapshot> known) {
            return known.value().scanning() instanceof Reading.Unreadable<EffectiveScanning> denied
                    ? DenialAdvice.of(DeniedCall.of(denied), now.arn())
                    : now.excluded() instanceof Reading.Unreadable<Boolean> tags
                            ? DenialAdvice.of(DeniedCall.of(tags), now.arn())
                            : ScanningFix.of(known.value());
        }
        return now.repository() instanceof Reading.Unreadable<RepositorySnapshot> denied
                ? DenialAdvice.of(DeniedCall.of(denied), now.arn())
                : List.of();
    }

    private Result report(RemediationRequest request, Outcome outcome, String summary) {
        return report(request, outcome, summary, List.of());
    }

    private Result report(RemediationRequest request, Outcome outcome, String summary, List<String> fix) {
        Evidence evidence = new Evidence(summary, facts(request, outcome), fix);
        for (int i = 0; i < TRIES; i++) {
            Optional<SubjectRecord> next = store.load(request.subject())
                    .flatMap(
                            record -> record.withRemediationAlert(request, status(outcome), evidence, clock.instant()));
            if (next.isEmpty()) {
                return new Result(outcome, summary);
            }
            if (store.save(next.get())) {
                drainRequests.requestDrain(next.get());
                return new Result(outcome, summary);
            }
        }
        throw new RetryableAuditException("the outcome for " + request.subject() + " could not be stored: " + outcome);
    }

    private static AlertStatus status(Outcome outcome) {
        return switch (outcome) {
            case SCANNING_ENABLED -> AlertStatus.REMEDIATED;
            case PLANNED -> AlertStatus.REMEDIATION_PLANNED;
            default -> AlertStatus.REMEDIATION_FAILED;
        };
    }

    private static Map<String, String> facts(RemediationRequest request, Outcome outcome) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("attempt", Integer.toString(request.attempt()));
        if (outcome == Outcome.SCANNING_ENABLED) {
            RepositoryArn repository = request.subject().repository();
            facts.put("prior value", "scanOnPush=false");
            facts.put("undo", "./ecr-auditor remediation undo " + repository);
            facts.put(
                    "undo by AWS CLI, first",
                    "aws ecr tag-resource --region " + repository.region() + " --resource-arn " + repository
                            + " --tags Key=" + ExclusionTag.KEY + ",Value=" + ExclusionTag.VALUE);
            facts.put(
                    "undo by AWS CLI, then",
                    "aws ecr put-image-scanning-configuration --region " + repository.region() + " --repository-name "
                            + repository.name() + " --image-scanning-configuration scanOnPush=false");
        }
        return facts;
    }
}
