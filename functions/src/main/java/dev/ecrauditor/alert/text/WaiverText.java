package dev.ecrauditor.alert.text;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.evidence.WaivableGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The entries of {@code waivers} in the settings file that would accept exactly the findings of an alert. Owner, reason and
 * last day are left to a person: the check of the settings file refuses the entries until all three are written.
 */
public final class WaiverText {

    private static final Set<AlertStatus> OPEN = Set.of(
            AlertStatus.OPENED,
            AlertStatus.CHANGED,
            AlertStatus.REOPENED,
            AlertStatus.FLAPPING,
            AlertStatus.REMEDIATION_PLANNED,
            AlertStatus.REMEDIATION_FAILED,
            AlertStatus.SUSPENDED,
            AlertStatus.REMINDER);

    /** The principals that the settings file can name, by its schema. Nothing else can be part of the text. */
    private static final Pattern PRINCIPAL = Pattern.compile("[*]|[0-9]{12}|o-[a-z0-9]{10,32}"
            + "|[a-z0-9.-]{1,100}[.]amazonaws[.]com(?:[.]cn)?"
            + "|[0-9a-fA-F]{0,4}[.:][0-9a-fA-F.:]{1,45}(?:/[0-9]{1,3})?|vpce?-[0-9a-z]{1,64}");

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:[.][0-9]{1,3}){3}(?:/[0-9]{1,2})?");
    private static final Pattern ACTION = Pattern.compile("ecr:[A-Za-z]{1,100}");
    private static final int MOST_GRANTS = 100;
    private static final int MOST_ACTIONS = 100;
    private static final int MOST_PRINCIPALS = 1_000;
    private static final int COLUMNS = EmailLines.COLUMNS - 2;

    private WaiverText() {}

    /** Empty where nothing is open, where no rule was evaluated, or where the settings file cannot name the access. */
    public static Optional<String> of(Subject subject, List<AlertFacts> findings) {
        List<AlertFacts> waivable =
                findings.stream().filter(WaiverText::isWaivable).toList();
        StringBuilder text = new StringBuilder();
        List<String> whole = waivable.stream()
                .filter(finding -> finding.evidence().grants().isEmpty())
                .map(finding -> finding.finding().ruleId())
                .toList();
        if (!whole.isEmpty()) {
            entry(text, whole, subject, List.of());
        }
        waivable.stream()
                .filter(finding -> !finding.evidence().grants().isEmpty())
                .forEach(finding -> entry(
                        text,
                        List.of(finding.finding().ruleId()),
                        subject,
                        finding.evidence().grants()));
        return Optional.of(text.toString()).filter(entries -> !entries.isEmpty());
    }

    private static boolean isWaivable(AlertFacts finding) {
        List<WaivableGrant> grants = finding.evidence().grants();
        return OPEN.contains(finding.status())
                && finding.finding().kind() == FindingKey.Kind.VIOLATION
                && grants.size() <= MOST_GRANTS
                && grants.stream().allMatch(WaiverText::canBeNamed);
    }

    private static boolean canBeNamed(WaivableGrant grant) {
        return grant.actions().size() <= MOST_ACTIONS
                && grant.principals().size() <= MOST_PRINCIPALS
                && grant.actions().stream()
                        .allMatch(action -> ACTION.matcher(action).matches())
                && grant.principals().stream()
                        .allMatch(one -> PRINCIPAL.matcher(one).matches()
                                || IPV4.matcher(one).matches());
    }

    /** A registry and a key are waived for the whole account only. */
    private static void entry(StringBuilder text, List<String> rules, Subject subject, List<WaivableGrant> grants) {
        text.append(list("- rules: ", rules))
                .append("  accounts: ['")
                .append(subject.account())
                .append("']\n")
                .append("  repositories: ['")
                .append(
                        subject instanceof Subject.Repository of
                                ? of.repository().name()
                                : "*")
                .append("']\n");
        if (!grants.isEmpty()) {
            text.append("  grants:\n");
        }
        for (WaivableGrant grant : grants) {
            text.append(list("    - principals: ", quoted(grant.principals())));
            text.append(list("      actions: ", quoted(grant.actions())));
        }
        text.append("  owner: ''  # the person or team that accepts it\n")
                .append("  reason: ''  # why it is accepted\n")
                .append("  expires: YYYY-MM-DD  # the last day, after which it is reported again\n");
    }

    private static List<String> quoted(List<String> values) {
        return values.stream().map(value -> "'" + value + "'").toList();
    }

    /** A list of YAML that goes on in the next line where it is long. */
    private static String list(String name, List<String> values) {
        String deeper = " ".repeat(name.length() - name.stripLeading().length() + 4);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(name + "[");
        for (String value : values) {
            boolean isFirst = line.toString().endsWith("[");
            String more = isFirst ? value : ", " + value;
            if (!isFirst && line.length() + more.length() + 1 > COLUMNS) {
                lines.add(line + ",");
                line = new StringBuilder(deeper + value);
            } else {
                line.append(more);
            }
        }
        lines.add(line + "]");
        return lines.stream().map(one -> one + "\n").collect(Collectors.joining());
    }
}
