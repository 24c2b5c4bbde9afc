package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.RuleMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The problem and the repository, in one line: "payments/api is open to every AWS account". */
final class Headline {

    /** The fewest characters kept of a long name. */
    private static final int SHORTEST_NAME = 20;

    private static final String DOTS = "...";

    /** The statuses of a finding that is there now. */
    private static final Set<AlertStatus> IS_A_PROBLEM = Set.of(
            AlertStatus.OPENED,
            AlertStatus.ATTRIBUTED,
            AlertStatus.CHANGED,
            AlertStatus.REOPENED,
            AlertStatus.REMINDER);

    private Headline() {}

    /** The whole line, every problem in it. */
    static String of(Alert alert) {
        List<String> phrases = phrases(alert);
        String all = alert.status() == AlertStatus.RESOLVED ? String.join("; ", phrases) : list(phrases);
        return alert.resource().name() + said(alert, all);
    }

    /**
     * The line in at most so many characters, where account and Region stand beside it: the worst problem and the number
     * of others. The name of a repository is shortened before the problem, the id of a key is not.
     *
     * @param room at least 34 characters
     */
    static String of(Alert alert, int room) {
        String whole = of(alert);
        if (whole.length() <= room) {
            return whole;
        }
        List<String> phrases = phrases(alert);
        String more = phrases.size() > 1 ? " +" + (phrases.size() - 1) + " more" : "";
        // How long it has been open stands in the text as well: it gives way before the problem is cut.
        String said = isOfOpenFindings(alert) ? still(phrases.get(0)) : said(alert, phrases.get(0));
        Optional<String> ofKey =
                ofKey(alert, said, more).filter(line -> line.length() <= room).findFirst();
        if (ofKey.isPresent()) {
            return ofKey.get();
        }
        int nameRoom = Math.max(SHORTEST_NAME, room - said.length() - more.length());
        String name = middleCut(alert.resource().shortName(), nameRoom);
        int left = room - name.length() - more.length();
        return name + (said.length() <= left ? said : said.substring(0, left - DOTS.length()) + DOTS) + more;
    }

    /** The lines with the whole id of a key, the best first. Only the id tells keys apart, so that other words give way. */
    private static Stream<String> ofKey(Alert alert, String said, String more) {
        if (alert.resource().key().isEmpty()) {
            return Stream.empty();
        }
        String key = alert.resource().name();
        if (!IS_A_PROBLEM.contains(alert.status())) {
            return Stream.of(key + said + more, key + said);
        }
        AlertedFinding worst = worstFirst(alert).get(0);
        String problem = key + " " + (AlertPhrases.isCoverageGap(worst) ? "is unchecked" : problem(worst));
        return Stream.of(key + said + more, problem + more, problem);
    }

    private static String said(Alert alert, String phrases) {
        return switch (alert.status()) {
            case OPENED -> " " + phrases;
            case ATTRIBUTED -> " " + phrases + ": the caller is known now";
            case CHANGED -> " still " + phrases + ", in another way";
            case REOPENED -> " again " + phrases;
            case TRANSIENT -> " had a policy, withdrawn since, by which it " + phrases;
            case FLAPPING -> " keeps changing: " + phrases;
            case RESOLVED -> isDeleted(alert) ? " was deleted" : (isSentence(alert) ? " " : ": ") + phrases;
            case REMEDIATED -> " scans pushed images again";
            case REMEDIATION_PLANNED -> ": remediation would switch scanning on (dry run)";
            case REMEDIATION_FAILED -> ": scanning could not be switched on";
            case SUSPENDED -> " does not keep scanning on: remediation is suspended";
            case REMINDER ->
                isOfOpenFindings(alert)
                        ? still(phrases) + ": " + AlertPhrases.openFor(alert)
                        : " " + phrases + ": a waiver of it ends soon";
        };
    }

    private static boolean isOfOpenFindings(Alert alert) {
        return alert.first().isOfOpenFinding();
    }

    /** As in "is still open to every AWS account" and "still has no policy". */
    private static String still(String phrases) {
        return phrases.startsWith("is ") ? " is still" + phrases.substring("is".length()) : " still " + phrases;
    }

    /** Whether the phrases follow the name; a compliant state is a sentence of its own. */
    private static boolean isSentence(Alert alert) {
        return isCoverage(alert) || AlertPhrases.isWaived(alert);
    }

    private static boolean isCoverage(Alert alert) {
        return alert.subject().kind() == Subject.Kind.COVERAGE;
    }

    private static boolean isDeleted(Alert alert) {
        return alert.first().cause().equals(Optional.of(Cause.DELETED));
    }

    /** The problems, worst first; for a resolved finding, the compliant state. */
    private static List<String> phrases(Alert alert) {
        List<AlertedFinding> worstFirst = worstFirst(alert);
        boolean resolved = alert.status() == AlertStatus.RESOLVED;
        String ruleIds = list(worstFirst.stream()
                .filter(AlertPhrases::isCoverageGap)
                .map(Headline::ruleId)
                .toList());
        String coverage = isCoverage(alert)
                ? resolved ? "can be watched again" : "cannot be watched"
                : resolved ? ruleIds + " can be checked again" : "cannot be checked for " + ruleIds;
        return worstFirst.stream()
                .map(finding -> AlertPhrases.isCoverageGap(finding)
                        ? delivery(finding, resolved).orElse(coverage)
                        : resolved ? solved(finding) : problem(finding))
                .distinct()
                .toList();
    }

    private static List<AlertedFinding> worstFirst(Alert alert) {
        return alert.findings().stream()
                .sorted(Comparator.comparing(
                                (AlertedFinding finding) -> finding.facts().severity())
                        .reversed())
                .toList();
    }

    private static Optional<String> delivery(AlertedFinding finding, boolean resolved) {
        if (finding.facts().finding().equals(FindingKey.SETTINGS)) {
            return Optional.of(resolved ? "has readable settings again" : "has settings that the auditor cannot read");
        }
        return DeliveryCheck.of(ruleId(finding)).map(check -> resolved ? check.solved() : check.problem());
    }

    private static String problem(AlertedFinding finding) {
        return finding.metadata().map(RuleMetadata::problem).orElse("fails " + ruleId(finding));
    }

    /** What is waived is not fixed. */
    private static String solved(AlertedFinding finding) {
        return finding.facts().cause().equals(Optional.of(Cause.WAIVED))
                ? problem(finding) + " (waived)"
                : goodState(finding);
    }

    private static String goodState(AlertedFinding finding) {
        return finding.metadata().map(RuleMetadata::title).orElse(ruleId(finding) + " is fulfilled");
    }

    private static String ruleId(AlertedFinding finding) {
        return finding.facts().finding().ruleId();
    }

    /** As in "a, b and c". */
    private static String list(List<String> phrases) {
        int last = phrases.size() - 1;
        return last < 1
                ? String.join("", phrases)
                : String.join(", ", phrases.subList(0, last)) + " and " + phrases.get(last);
    }

    private static String middleCut(String name, int room) {
        if (name.length() <= room) {
            return name;
        }
        int tail = (room - DOTS.length()) / 2;
        return name.substring(0, room - DOTS.length() - tail) + DOTS + name.substring(name.length() - tail);
    }
}
