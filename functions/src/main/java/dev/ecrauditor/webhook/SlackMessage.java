package dev.ecrauditor.webhook;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.text.HostileText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An alert or a digest as a message for an incoming webhook. Every text is cleaned and escaped, whoever wrote it: no
 * mention, no link but that of the console.
 *
 * <p>Source: "Formatting message text", Slack developer documentation (the characters {@code & < >}).
 */
final class SlackMessage {

    private static final int MAX_HEADLINE = 600;
    private static final int MAX_VALUE = 500;
    private static final int MAX_NAME = 80;
    private static final int MAX_COMMAND = 1_000;
    private static final int MOST_ALERTS = 20;
    private static final String TOO_LONG = "• The e-mail has a command that is too long for chat.";
    private static final String SEVERAL_LINES =
            "• Run the command of several lines that the e-mail and the JSON alert have: it writes the file that the next command reads.";
    private static final String WAIVER =
            "To accept it for a time: the e-mail and the JSON alert have the waiver to write.";

    /** Statuses that end a finding, or report no new problem. */
    private static final Set<String> BADGES = Set.of("RESOLVED", "REMEDIATED", "ATTRIBUTED", "REMINDER");

    private static final Set<String> OVER = Set.of("RESOLVED", "REMEDIATED");

    private SlackMessage() {}

    static String render(Json alert) {
        MessageBlocks blocks = new MessageBlocks();
        blocks.line(emoji(alert) + " *" + title(alert) + "*");
        if (alert.items("findings").isEmpty()) {
            digest(blocks, alert);
        } else {
            alert(blocks, alert);
        }
        return JsonWriter.write(new JsonObject()
                .put("text", title(alert))
                .put("blocks", blocks.json())
                .put("unfurl_links", false)
                .put("unfurl_media", false)
                .build());
    }

    private static void alert(MessageBlocks blocks, Json alert) {
        blocks.line("Account " + code(alert, "resource", "accountId") + accountName(alert) + ", "
                + words(alert.text("resource", "region"), MAX_NAME) + since(alert));
        for (Json finding : alert.items("findings")) {
            finding(blocks.section(), finding);
        }
        blocks.section();
        if (!alert.at("owner").isAbsent()) {
            blocks.line("Owner of the account: " + code(alert, "owner", "name") + ", " + code(alert, "owner", "email")
                    + ".");
        }
        blocks.line(who(alert));
        if (!OVER.contains(status(alert))) {
            List<String> steps = alert.items("findings").stream()
                    .flatMap(finding -> steps(finding).stream())
                    .distinct()
                    .toList();
            blocks.section();
            if (!steps.isEmpty()) {
                blocks.line("*What to do*");
            }
            steps.forEach(blocks::line);
            if (!alert.at("waiver").isAbsent()) {
                blocks.section().line(WAIVER);
            }
        }
        ConsoleLink.of(alert).ifPresent(blocks.section()::last);
    }

    private static String accountName(Json alert) {
        return alert.text("resource", "accountName")
                .map(name -> " (" + HostileText.chat(name, MAX_NAME) + ")")
                .orElse("");
    }

    private static void finding(MessageBlocks blocks, Json finding) {
        blocks.line("*" + words(finding.text("ruleId"), MAX_NAME) + "* (" + words(finding.text("severity"), MAX_NAME)
                + cause(finding) + "): " + words(finding.text("summary"), MAX_VALUE));
        for (Json fact : finding.items("evidence")) {
            blocks.line("• " + words(fact.text("name"), MAX_NAME) + ": " + code(fact, "value"));
        }
    }

    private static String cause(Json finding) {
        return finding.text("cause")
                .map(cause -> ", " + words(Optional.of(cause), MAX_NAME))
                .orElse("");
    }

    private static String since(Json alert) {
        return alert.items("findings").stream()
                .flatMap(finding -> finding.text("openedAt").stream())
                .min(String::compareTo)
                .map(at -> (OVER.contains(status(alert)) ? ", open from " : ", open since ")
                        + words(Optional.of(at), MAX_NAME))
                .orElse("");
    }

    /** The actor only where the alert is certain about it. */
    private static String who(Json alert) {
        String call = words(alert.text("event", "eventName"), MAX_NAME) + " at "
                + words(alert.text("event", "eventTime"), MAX_NAME);
        if (!alert.at("setBy").isAbsent()) {
            return "Done by " + code(alert, "setBy", "principalArn") + " with " + call + ".";
        }
        return alert.at("event").isAbsent()
                ? "Found in an evaluation without an event."
                : "Found while handling " + call + " by " + code(alert, "event", "caller", "principalArn")
                        + ". The findings say who is known to have caused them.";
    }

    /** A command with the explanation above it; a part of a command would be worse than none. */
    private static List<String> steps(Json finding) {
        List<String> steps = new ArrayList<>();
        for (Json item : finding.items("fix")) {
            String written = item.text().orElse("");
            if (written.contains("\n")) {
                steps.add(SEVERAL_LINES);
                continue;
            }
            String line = HostileText.chatCommand(written);
            if (line.startsWith("# ")) {
                steps.add(line.length() <= MAX_COMMAND ? line.substring(2) : TOO_LONG);
            } else if (!line.isEmpty()) {
                steps.add(line.length() <= MAX_COMMAND ? "`" + line + "`" : TOO_LONG);
            }
        }
        return steps;
    }

    private static void digest(MessageBlocks blocks, Json digest) {
        List<Json> alerts = digest.items("alerts");
        blocks.section();
        alerts.stream()
                .limit(MOST_ALERTS)
                .forEach(one -> blocks.line("• " + words(one.text("severity"), MAX_NAME) + " "
                        + words(one.text("status"), MAX_NAME) + " " + words(one.text("ruleId"), MAX_NAME) + ": "
                        + code(one, "subject")));
        boolean hasMore = alerts.size() > MOST_ALERTS || digest.whole("parts").orElse(1L) > 1;
        if (hasMore) {
            blocks.section().last("The e-mail lists more of them; the JSON digests have all.");
        }
    }

    private static String title(Json alert) {
        String status = status(alert);
        String badge = BADGES.contains(status) ? status : alert.text("severity").orElse(status);
        return words(Optional.of(badge), MAX_NAME) + ": " + words(alert.text("headline"), MAX_HEADLINE);
    }

    private static String emoji(Json alert) {
        return switch (status(alert)) {
            case "RESOLVED", "REMEDIATED" -> ":white_check_mark:";
            case "ATTRIBUTED" -> ":bust_in_silhouette:";
            case "REMINDER" -> ":hourglass_flowing_sand:";
            default ->
                switch (alert.text("severity").orElse("")) {
                    case "CRITICAL" -> ":rotating_light:";
                    case "HIGH" -> ":red_circle:";
                    case "MEDIUM" -> ":large_orange_circle:";
                    default -> ":large_yellow_circle:";
                };
        };
    }

    private static String status(Json alert) {
        return alert.text("status").orElse("");
    }

    private static String code(Json json, String... path) {
        return json.text(path).map(text -> HostileText.chat(text, MAX_VALUE)).orElse("(not known)");
    }

    private static String words(Optional<String> text, int maxCharacters) {
        return HostileText.chatWords(text.orElse("(not known)"), maxCharacters);
    }
}
