package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The sentences that e-mail and chat share. Built only from fixed words and validated parts. */
final class AlertPhrases {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Set<AlertStatus> NO_NEW_PROBLEM = Set.of(AlertStatus.ATTRIBUTED, AlertStatus.REMINDER);

    private static final String READ_IT = "# Read the setting yourself:";

    private AlertPhrases() {}

    static boolean isCoverageGap(AlertedFinding finding) {
        return finding.facts().finding().kind() == FindingKey.Kind.COVERAGE_GAP;
    }

    /** The word in front of the headline: the severity, or a status that ends the finding or reports no problem anew. */
    static String badge(Alert alert) {
        return isOver(alert) || NO_NEW_PROBLEM.contains(alert.status())
                ? alert.status().name()
                : alert.severity().name();
    }

    static boolean isOver(Alert alert) {
        return alert.status() == AlertStatus.RESOLVED || alert.status() == AlertStatus.REMEDIATED;
    }

    /** Whether it is resolved by waivers only: then nothing is fixed. */
    static boolean isWaived(Alert alert) {
        return alert.findings().stream()
                .allMatch(finding -> finding.facts().cause().equals(Optional.of(Cause.WAIVED)));
    }

    /** How long the oldest finding has been open, as in "open for 3 days". */
    static String openFor(Alert alert) {
        return "open for "
                + durationText(Duration.between(openedAt(alert), alert.first().at()));
    }

    private static Instant openedAt(Alert alert) {
        return alert.findings().stream()
                .map(finding -> finding.facts().openedAt())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The start, or the start and duration; of several findings, the oldest. */
    static String since(Alert alert) {
        Instant openedAt = openedAt(alert);
        if (alert.status() == AlertStatus.TRANSIENT) {
            return "set at " + time(openedAt) + ", no longer there at "
                    + time(alert.first().at());
        }
        return isOver(alert) && !isWaived(alert)
                ? "open from " + time(openedAt) + " for "
                        + durationText(Duration.between(openedAt, alert.first().at()))
                : "open since " + time(openedAt);
    }

    /** How it was found where no call is certain: {@code how} follows, as in "found while handling". */
    static String actorUnknown(Alert alert, String how) {
        if (isWaived(alert)) {
            return "The settings file has the waiver.";
        }
        return switch (alert.status()) {
            case REMEDIATED -> "Done by this auditor's remediation.";
            case REMEDIATION_PLANNED -> "Nothing was changed: this auditor's remediation makes a dry run.";
            case REMEDIATION_FAILED -> "Tried by this auditor's remediation.";
            case SUSPENDED -> "Decided by this auditor's remediation.";
            case REMINDER ->
                alert.first().isOfOpenFinding()
                        ? "Nothing has changed since the last alert. Reminders end when it is fixed or waived."
                        : "The settings file has the waiver: extend it there, or fix what it covers.";
            default ->
                alert.findings().stream().allMatch(AlertPhrases::isCoverageGap)
                        ? "Found " + how + "."
                        : "The actor is not known; found " + how + ".";
        };
    }

    /** Why an open alert has no waiver to write, where all rules of it could not be evaluated. */
    static Optional<String> notWaivable(Alert alert) {
        boolean isOfRules = alert.subject().kind() != Subject.Kind.COVERAGE
                && !isOver(alert)
                && alert.findings().stream().allMatch(AlertPhrases::isCoverageGap);
        return isOfRules
                ? Optional.of(
                        "A rule that could not be evaluated cannot be waived. Where it does not matter to you, switch it"
                                + " off by rules.off in the settings file.")
                : Optional.empty();
    }

    static String cause(Cause cause) {
        return switch (cause) {
            case FIXED -> "fixed";
            case REMEDIATED -> "remediated by this auditor";
            case DELETED -> "deleted";
            case RULE_SWITCHED_OFF -> "the rule is switched off or no longer exists";
            case SETTINGS_CHANGED -> "evaluated by other rules or settings";
            case ACCOUNT_LEFT -> "the account is no longer watched";
            case WAIVED -> "waived, not fixed";
        };
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    static String durationText(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * ChronoUnit.HOURS.getDuration().toSeconds()) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " days";
    }

    /** The fix for what was found, else the commands of the rule's metadata; none where nothing is left to do. */
    static List<String> fix(AlertedFinding finding, Resource resource) {
        return switch (finding.facts().status()) {
            case RESOLVED, REMEDIATED, ATTRIBUTED -> List.of();
            case TRANSIENT ->
                resource.repository()
                        .map(repository -> whoUsedIt(finding, repository))
                        .orElse(List.of());
            default -> {
                List<String> found = finding.facts().evidence().fix();
                yield !found.isEmpty()
                        ? found
                        : isCoverageGap(finding) ? commandsToRead(finding, resource) : fromMetadata(finding, resource);
            }
        };
    }

    private static List<String> fromMetadata(AlertedFinding finding, Resource resource) {
        return finding.metadata().map(metadata -> fixFor(metadata, resource)).orElse(List.of());
    }

    private static List<String> fixFor(RuleMetadata metadata, Resource resource) {
        return resource.repository()
                .map(metadata::fixFor)
                .or(() -> resource.key().map(metadata::fixFor))
                .orElseGet(() -> metadata.fixFor(resource.account(), resource.region()));
    }

    private static List<String> whoUsedIt(AlertedFinding finding, RepositoryArn repository) {
        return List.of(
                "# The policy is no longer set. See who used the repository while it was:",
                "aws cloudtrail lookup-events --region " + repository.region()
                        + " --lookup-attributes AttributeKey=ResourceName,AttributeValue=" + repository
                        + " --start-time " + finding.facts().openedAt() + " --end-time "
                        + finding.facts().at());
    }

    private static List<String> commandsToRead(AlertedFinding finding, Resource resource) {
        Optional<KeyArn> key = resource.key();
        if (key.isPresent()) {
            return List.of(READ_IT, "aws kms describe-key --region " + resource.region() + " --key-id " + key.get());
        }
        if (resource.repository().isEmpty()) {
            return List.of(READ_IT, "aws ecr describe-registry --region " + resource.region());
        }
        boolean policy = finding.metadata().map(RuleMetadata::setting).equals(Optional.of(Setting.POLICY));
        String command =
                policy ? "get-repository-policy --repository-name " : "describe-repositories --repository-names ";
        String which = resource.repository().map(RepositoryArn::name).orElse("");
        return List.of(READ_IT, "aws ecr " + command + which + " --region " + resource.region());
    }
}
