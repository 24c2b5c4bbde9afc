package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.finding.AlertFacts;
import dev.ecrauditor.finding.AlertStatus;
import dev.ecrauditor.finding.Cause;
import dev.ecrauditor.finding.FindingKey;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleCard;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sentences that e-mail and chat share. Built only from our own words and validated parts. */
final class AlertWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private AlertWords() {}

    /** What is the matter: "payments/api is open to every AWS account". */
    static String headline(Alert alert) {
        return alert.repository().name() + " " + predicate(alert);
    }

    static String predicate(Alert alert) {
        String problems =
                alert.findings().stream().map(AlertWords::problem).distinct().collect(Collectors.joining(" and "));
        return switch (alert.status()) {
            case OPENED -> problems;
            case CHANGED -> "still " + problems + ", in another way";
            case REOPENED -> "again " + problems;
            case RESOLVED -> "no longer " + problems;
            case REMEDIATED -> "has had scanning switched on";
            case REMEDIATION_PLANNED -> "would have had scanning switched on";
            case REMEDIATION_FAILED -> "could not have scanning switched on";
        };
    }

    private static String problem(AlertedFinding finding) {
        FindingKey key = finding.facts().finding();
        if (key.kind() == FindingKey.Kind.BLIND) {
            return "could not be checked for " + key.ruleId();
        }
        return finding.card().map(RuleCard::problem).orElse("fails " + key.ruleId());
    }

    /** How bad, or that it is over: the word in front of the headline. */
    static String badge(Alert alert) {
        return alert.status() == AlertStatus.RESOLVED || alert.status() == AlertStatus.REMEDIATED
                ? alert.status().name()
                : alert.severity().name();
    }

    static String since(AlertFacts facts) {
        return facts.status() == AlertStatus.RESOLVED
                ? "open from " + time(facts.openedAt()) + " for "
                        + words(Duration.between(facts.openedAt(), facts.at()))
                : "open since " + time(facts.openedAt());
    }

    static String cause(Cause cause) {
        return switch (cause) {
            case FIXED -> "fixed";
            case REMEDIATED -> "remediated by this auditor";
            case DELETED -> "the repository was deleted";
        };
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * ChronoUnit.HOURS.getDuration().toSeconds()) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " days";
    }

    /** The commands of a rule's card, for this very repository; none where nothing is left to do. */
    static List<String> fix(AlertedFinding finding, RepositoryArn repository) {
        boolean done = switch (finding.facts().status()) {
            case RESOLVED, REMEDIATED -> true;
            default -> finding.facts().finding().kind() == FindingKey.Kind.BLIND;
        };
        if (done) {
            return List.of();
        }
        return finding.card().map(card -> card.fixFor(repository)).orElse(List.of());
    }

    /** The console page of a repository, in its partition. */
    static String consoleUrl(RepositoryArn repository) {
        String host = switch (repository.partition()) {
            case "aws-cn" -> repository.region() + ".console.amazonaws.cn";
            case "aws-us-gov" -> repository.region() + ".console.amazonaws-us-gov.com";
            default -> repository.region() + ".console.aws.amazon.com";
        };
        String name =
                URLEncoder.encode(repository.name(), StandardCharsets.UTF_8).replace("%2F", "/");
        return "https://" + host + "/ecr/repositories/private/" + repository.account() + "/" + name + "?region="
                + repository.region();
    }
}
