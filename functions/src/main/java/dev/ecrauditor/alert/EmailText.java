package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.alert.text.EmailLines;
import dev.ecrauditor.alert.text.EvidenceForPeople;
import dev.ecrauditor.alert.text.FixSteps;
import dev.ecrauditor.alert.text.OwnerText;
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
    private static final int MAX_NAME = 80;
    private static final String UNDO = "undo";
    private static final String ACCEPT =
            "Add this to waivers in the settings file; fill in owner, reason and expires, or the file is refused:";

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
        EmailLines text = new EmailLines();
        Resource resource = alert.resource();
        text.sentence("", AlertPhrases.badge(alert) + ": " + Headline.of(alert));
        text.sentence("", "Account " + resource.accountForEmail() + ", Region " + resource.region() + ".");
        String since = AlertPhrases.since(alert);
        text.sentence("", Character.toUpperCase(since.charAt(0)) + since.substring(1) + ".");
        alert.alike().forEach(same -> findings(text, same, alert));
        text.blank();
        alert.owner()
                .ifPresent(owner -> text.sentence("", "The account belongs to " + OwnerText.forEmail(owner) + "."));
        who(text, alert);
        fix(text, alert);
        text.blank();
        text.verbatim(String.format(Locale.ROOT, "%-12s%s", resource.pageOf(), resource.consoleUrl()));
        waiver(text, alert);
        text.sentence("", "Alert id    " + String.join(", ", alert.alertIds()));
        return text.toString();
    }

    /** Findings that say the same, one line for each and the proof once. */
    private static void findings(EmailLines text, List<AlertedFinding> same, Alert alert) {
        text.blank();
        same.forEach(finding -> text.sentence("", title(finding.facts())));
        AlertedFinding first = same.get(0);
        text.sentence(
                "  ", HostileText.plain(EvidenceForPeople.summary(first.facts().evidence()), MAX_VALUE));
        EvidenceForPeople.facts(first.facts().evidence())
                .forEach((name, value) -> fact(text, HostileText.plain(name, MAX_NAME), value));
        if (!AlertPhrases.isOver(alert) && !AlertPhrases.isCoverageGap(first)) {
            first.metadata().map(RuleMetadata::why).ifPresent(why -> text.sentence("  ", "Why it matters: " + why));
        }
        if (alert.isPartlyCertain()) {
            who(text, first);
        }
    }

    /** A command among the facts keeps its line: it is to be copied. */
    private static void fact(EmailLines text, String name, String value) {
        if (name.startsWith(UNDO)) {
            text.verbatim("    " + name + ":").verbatim(EmailLines.HANGING + HostileText.command(value));
        } else {
            text.sentence("    ", name + ": " + HostileText.plain(value, MAX_VALUE));
        }
    }

    private static String title(AlertFacts facts) {
        return facts.finding().ruleId() + " (" + facts.severity() + ", " + facts.status()
                + facts.cause().map(cause -> ": " + AlertPhrases.cause(cause)).orElse("") + ")";
    }

    private static void who(EmailLines text, Alert alert) {
        Optional<EventSummary> setBy = alert.setBy();
        setBy.ifPresent(call -> {
            text.sentence("", "Done by " + ActorText.of(call.actor()));
            text.sentence("  ", "with " + ActorText.call(call) + ".");
        });
        if (setBy.isEmpty() || !setBy.equals(alert.event())) {
            text.sentence("", found(alert));
        }
        alert.detectionDelay()
                .ifPresent(delay -> text.sentence(
                        "  ", "This alert was sent " + AlertPhrases.durationText(delay) + " after that call."));
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
    private static void who(EmailLines text, AlertedFinding finding) {
        finding.facts()
                .setBy()
                .ifPresentOrElse(
                        call -> {
                            text.sentence("  ", "Done by " + ActorText.of(call.actor()));
                            text.sentence("    ", "with " + ActorText.call(call) + ".");
                        },
                        () -> {
                            if (!AlertPhrases.isCoverageGap(finding)) {
                                text.sentence("  ", "The actor is not known.");
                            }
                        });
    }

    private static void fix(EmailLines text, Alert alert) {
        for (FixKind kind : FixKind.values()) {
            List<String> commands = FixSteps.merged(alert.findings().stream()
                    .map(finding -> AlertPhrases.fix(finding, alert.resource()))
                    .filter(fix -> !fix.isEmpty() && FixKind.of(fix) == kind)
                    .toList());
            if (!commands.isEmpty()) {
                boolean hasCommand = commands.stream().anyMatch(line -> !line.startsWith("#"));
                text.blank().verbatim("What to do" + (hasCommand ? " (" + kind.words() + ")" : ""));
                commands.forEach(command -> command(text, command));
            }
        }
    }

    /** The lines of a file that a command writes begin where they begin in the file, so that they can be copied. */
    private static void command(EmailLines text, String command) {
        List<String> lines =
                CorrectedPolicyFix.writesPolicy(command) ? command.lines().toList() : List.of(command);
        text.command("  ", HostileText.command(lines.get(0)));
        for (String line : lines.subList(1, lines.size())) {
            String words = line.stripLeading();
            text.verbatim(" ".repeat(line.length() - words.length()) + HostileText.command(words));
        }
    }

    private static void waiver(EmailLines text, Alert alert) {
        alert.waiver().ifPresent(entries -> {
            text.blank().verbatim("How to accept it for a time");
            text.sentence("  ", ACCEPT);
            entries.lines().forEach(line -> text.verbatim("  " + line));
            text.blank();
        });
        AlertPhrases.notWaivable(alert).ifPresent(why -> {
            text.blank().verbatim("How to accept it for a time");
            text.sentence("  ", why).blank();
        });
    }
}
