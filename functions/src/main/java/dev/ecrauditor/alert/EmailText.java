package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix;
import dev.ecrauditor.rule.evidence.FixKind;
import dev.ecrauditor.text.HostileText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An alert as a person reads it in an e-mail or on a terminal. */
final class EmailText {

    private static final int MAX_SUBJECT = 99;
    private static final int MAX_VALUE = 1_000;

    private EmailText() {}

    /** At most 99 printable ASCII characters; account and Region come last and are never cut. */
    static String subject(Alert alert) {
        Resource resource = alert.resource();
        String start = "[" + AlertPhrases.badge(alert) + "] ECR ";
        String place = " (" + resource.account() + " " + resource.region() + ")";
        int room = MAX_SUBJECT - start.length() - place.length();
        return start + HostileText.ascii(Headline.of(alert, room)) + place;
    }

    static String body(Alert alert) {
        StringBuilder text = new StringBuilder();
        Resource resource = alert.resource();
        line(text, AlertPhrases.badge(alert) + ": " + Headline.of(alert));
        line(
                text,
                "Account " + resource.account() + ", Region " + resource.region() + ", " + AlertPhrases.since(alert)
                        + ".");
        alert.findings().forEach(finding -> finding(text, finding, alert));
        who(text, alert);
        fix(text, alert);
        line(text, "");
        line(text, String.format(Locale.ROOT, "%-12s%s", resource.pageOf(), resource.consoleUrl()));
        line(text, "Alert id    " + String.join(", ", alert.alertIds()));
        return text.toString();
    }

    private static void finding(StringBuilder text, AlertedFinding finding, Alert alert) {
        AlertFacts facts = finding.facts();
        line(text, "");
        line(
                text,
                facts.finding().ruleId() + " (" + facts.severity() + ", " + facts.status()
                        + facts.cause()
                                .map(cause -> ": " + AlertPhrases.cause(cause))
                                .orElse("") + ")");
        line(text, "  " + HostileText.plain(facts.evidence().summary(), MAX_VALUE));
        facts.evidence()
                .facts()
                .forEach((name, value) ->
                        line(text, "    " + HostileText.plain(name, 80) + ": " + HostileText.plain(value, MAX_VALUE)));
        if (!AlertPhrases.isOver(alert) && !AlertPhrases.isCoverageGap(finding)) {
            finding.metadata().map(RuleMetadata::why).ifPresent(why -> line(text, "  Why it matters: " + why));
        }
        if (alert.isPartlyCertain()) {
            who(text, finding);
        }
    }

    private static void who(StringBuilder text, Alert alert) {
        line(text, "");
        Optional<EventSummary> setBy = alert.setBy();
        setBy.ifPresent(call -> {
            line(text, "Done by " + ActorText.of(call.actor()));
            line(text, "  with " + ActorText.call(call) + ".");
        });
        if (setBy.isEmpty() || !setBy.equals(alert.event())) {
            line(text, found(alert));
        }
        alert.detectionDelay()
                .ifPresent(delay ->
                        line(text, "  This alert was sent " + AlertPhrases.durationText(delay) + " after that call."));
    }

    /** How it was found, apart from the actor. */
    private static String found(Alert alert) {
        String how = alert.event()
                .map(event -> "while handling " + ActorText.call(event) + ", by " + ActorText.of(event.actor()))
                .orElse("in an evaluation without an event");
        return alert.setBy().isPresent() || alert.isPartlyCertain()
                ? "Found " + how + "."
                : AlertPhrases.actorUnknown(alert, how);
    }

    /** The actor of this finding, where not all findings come from one call. */
    private static void who(StringBuilder text, AlertedFinding finding) {
        finding.facts()
                .setBy()
                .ifPresentOrElse(
                        call -> {
                            line(text, "  Done by " + ActorText.of(call.actor()));
                            line(text, "    with " + ActorText.call(call) + ".");
                        },
                        () -> {
                            if (!AlertPhrases.isCoverageGap(finding)) {
                                line(text, "  The actor is not known.");
                            }
                        });
    }

    private static void fix(StringBuilder text, Alert alert) {
        for (FixKind kind : FixKind.values()) {
            List<String> commands = alert.findings().stream()
                    .map(finding -> AlertPhrases.fix(finding, alert.resource()))
                    .filter(fix -> !fix.isEmpty() && FixKind.of(fix) == kind)
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
            if (!commands.isEmpty()) {
                line(text, "");
                line(text, "What to do (" + kind.words() + ")");
                commands.forEach(command -> command(text, command));
            }
        }
    }

    /** The lines of a file that a command writes begin where they begin in the file, so that they can be copied. */
    private static void command(StringBuilder text, String command) {
        List<String> lines =
                CorrectedPolicyFix.writesPolicy(command) ? command.lines().toList() : List.of(command);
        line(text, "  " + HostileText.command(lines.get(0)));
        for (String line : lines.subList(1, lines.size())) {
            String words = line.stripLeading();
            line(text, " ".repeat(line.length() - words.length()) + HostileText.command(words));
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
