package dev.ecrauditor.infra.settings;

import dev.ecrauditor.infra.AdoptedTable;
import dev.ecrauditor.infra.alarm.SlackChannel;
import dev.ecrauditor.settings.file.SettingsFile;
import dev.ecrauditor.settings.yaml.WrongSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@link HubSettings} from the context of the CDK command line ({@code -c name=value}). */
public final class ContextSettings {

    private static final TreeSet<String> NAMES = new TreeSet<>(List.of(
            "alertEmails",
            "findingTable",
            "findingTableKey",
            "operationsEmails",
            "slackWorkspaceId",
            "slackChannelId",
            "settings",
            "policyGrace",
            "sweepEvery",
            "trustedAccounts",
            "trustedOrganizations"));

    /** The CDK's own keys contain a colon or an at sign; a plain word was typed by a person. */
    private static final Pattern TYPED_BY_A_PERSON = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    private final Map<String, ?> context;

    private ContextSettings(Map<String, ?> context) {
        this.context = context;
    }

    public static HubSettings read(Map<String, ?> context) {
        refuseMovedSettings(context);
        refuseUnknownNames(context);
        return new ContextSettings(context).settings();
    }

    private HubSettings settings() {
        return new HubSettings(
                list("alertEmails"),
                list("operationsEmails"),
                slackChannels(),
                settingsFile(),
                duration("policyGrace", "PT15M"),
                duration("sweepEvery", "PT24H"),
                new TrustedParties(list("trustedAccounts"), list("trustedOrganizations")),
                adoptedTable());
    }

    private Optional<AdoptedTable> adoptedTable() {
        String table = text("findingTable");
        String key = text("findingTableKey");
        if (table.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (table.isEmpty() || key.isEmpty()) {
            throw new WrongUse(
                    "context value %s is missing; a table of an earlier stack needs both -c findingTable=NAME and -c findingTableKey=ARN"
                            .formatted(table.isEmpty() ? "findingTable" : "findingTableKey"));
        }
        return Optional.of(new AdoptedTable(table, key));
    }

    private List<SlackChannel> slackChannels() {
        String workspace = text("slackWorkspaceId");
        String channel = text("slackChannelId");
        if (workspace.isEmpty() && channel.isEmpty()) {
            return List.of();
        }
        if (workspace.isEmpty() || channel.isEmpty()) {
            throw new WrongUse(
                    "context value %s is missing; a Slack channel needs both -c slackWorkspaceId=T... and -c slackChannelId=C..."
                            .formatted(workspace.isEmpty() ? "slackWorkspaceId" : "slackChannelId"));
        }
        return List.of(new SlackChannel(workspace, channel));
    }

    private Optional<SettingsFile> settingsFile() {
        String file = text("settings");
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(SettingsFile.read(Path.of(file)));
        } catch (InvalidPathException e) {
            throw new WrongUse(
                    "context value settings: '%s' is not the name of a file; write it like -c settings=auditor.yaml"
                            .formatted(file));
        } catch (WrongSettings e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    private Duration duration(String name, String otherwise) {
        String value = text(name);
        try {
            return Duration.parse(value.isEmpty() ? otherwise : value);
        } catch (DateTimeParseException e) {
            throw new WrongUse("context value %s: '%s' is not an ISO-8601 duration; write it like -c %s=%s"
                    .formatted(name, value, name, otherwise));
        }
    }

    private List<String> list(String name) {
        return Arrays.stream(text(name).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private String text(String name) {
        Object value = context.get(name);
        return value == null ? "" : value.toString().strip();
    }

    private static void refuseMovedSettings(Map<String, ?> context) {
        if (context.containsKey("remediation")) {
            throw new WrongUse(
                    "context value remediation: is no longer accepted; write the mode into a settings file (docs/settings.md) and name it like -c settings=auditor.yaml");
        }
    }

    private static void refuseUnknownNames(Map<String, ?> context) {
        for (String name : new TreeSet<>(context.keySet())) {
            if (TYPED_BY_A_PERSON.matcher(name).matches() && !NAMES.contains(name)) {
                throw new WrongUse("context value %s: no such setting; the settings are %s"
                        .formatted(name, String.join(", ", NAMES)));
            }
        }
    }
}
