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

/** The problem and the repository, in one line: "payments/api is open to every AWS account". */
final class Headline {

    /** The fewest characters kept of a long name. */
    private static final int SHORTEST_NAME = 20;

    private static final String DOTS = "...";

    private Headline() {}

    /** The whole line, every problem in it. */
    static String of(Alert alert) {
        List<String> phrases = phrases(alert);
        String all = alert.status() == AlertStatus.RESOLVED ? String.join("; ", phrases) : list(phrases);
        return alert.resource().name() + said(alert, all);
    }

    /**
     * The line in at most so many characters: the worst problem and the number of others. The name is shortened before
     * the problem.
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
        String said = said(alert, phrases.get(0));
        int nameRoom = Math.max(SHORTEST_NAME, room - said.length() - more.length());
        String name = middleCut(alert.resource().name(), nameRoom);
        int left = room - name.length() - more.length();
        return name + (said.length() <= left ? said : said.substring(0, left - DOTS.length()) + DOTS) + more;
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
            case REMEDIATION_PLANNED -> " would get scanning switched on (dry run)";
            case REMEDIATION_FAILED -> " could not get scanning switched on";
            case SUSPENDED -> " does not keep scanning on: remediation is suspended";
            case REMINDER -> " " + phrases + ": a waiver of it ends soon";
        };
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
        List<AlertedFinding> worstFirst = alert.findings().stream()
                .sorted(Comparator.comparing(
                                (AlertedFinding finding) -> finding.facts().severity())
                        .reversed())
                .toList();
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
