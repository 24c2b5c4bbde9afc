package dev.ecrauditor.infra.settings;

import dev.ecrauditor.settings.file.SettingsFile;
import dev.ecrauditor.settings.yaml.InvalidSettingsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@link HubSettings} from the settings file that the CDK command line names ({@code -c settings=FILE}). Without
 * it the file is {@code auditor.yaml} beside {@code cdk.json}; without that file the defaults apply.
 */
public final class ContextSettings {

    private static final String FILE = "settings";
    private static final String DEFAULT_FILE = "auditor.yaml";

    /** The place in the settings file of each former context value, with an example. */
    private static final Map<String, String> MOVED = Map.ofEntries(
            Map.entry("alertEmails", "alerts: {emails: [security@example.org]}"),
            Map.entry("operationsEmails", "operations: {emails: [operations@example.org]}"),
            Map.entry("slackWorkspaceId", "alerts: {slack: [{workspace: T0123ABCD, channel: C0123ABCD}]}"),
            Map.entry("slackChannelId", "alerts: {slack: [{workspace: T0123ABCD, channel: C0123ABCD}]}"),
            Map.entry("policyGrace", "rules: {policyGrace: PT15M}"),
            Map.entry("sweepEvery", "schedule: {sweepEvery: PT24H}"),
            Map.entry("trustedAccounts", "trust: {accounts: ['444455556666']}"),
            Map.entry("trustedOrganizations", "trust: {organizations: [o-exampleorgid]}"),
            Map.entry("findingTable", "deployment: {table: {name: TABLE, key: KEY_ARN}}"),
            Map.entry("findingTableKey", "deployment: {table: {name: TABLE, key: KEY_ARN}}"),
            Map.entry("remediation", "remediation: [{accounts: ['*'], mode: DRY_RUN}]"));

    /** The CDK's own keys contain a colon or an at sign; a plain word was typed by a person. */
    private static final Pattern TYPED_BY_A_PERSON = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    private ContextSettings() {}

    /**
     * Reads the settings.
     *
     * @param context the context values of the CDK app
     * @param directory the directory of {@code cdk.json}, where the default file may be
     */
    public static HubSettings read(Map<String, ?> context, Path directory) {
        for (String name : new TreeSet<>(context.keySet())) {
            refuseMoved(name);
            refuseUnknown(name);
        }
        Object given = context.get(FILE);
        String file = given == null ? "" : given.toString().strip();
        try {
            return settings(file, directory);
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "context value settings: '%s' is not the name of a file; write it like -c settings=auditor.yaml"
                            .formatted(file.replace('\0', '?')));
        } catch (InvalidSettingsException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static HubSettings settings(String file, Path directory) {
        if (!file.isEmpty()) {
            return new HubSettings(SettingsFile.read(Path.of(file)));
        }
        Path beside = directory.resolve(DEFAULT_FILE);
        return Files.exists(beside) ? new HubSettings(SettingsFile.read(beside)) : HubSettings.defaults();
    }

    private static void refuseMoved(String name) {
        String example = MOVED.get(name);
        if (example != null) {
            throw new UsageException(
                    "context value %s: is now in the settings file (docs/settings.md); write it into %s like %s"
                            .formatted(name, DEFAULT_FILE, example));
        }
    }

    private static void refuseUnknown(String name) {
        if (TYPED_BY_A_PERSON.matcher(name).matches() && !name.equals(FILE)) {
            throw new UsageException(
                    "context value %s: no such value; the only one is settings, like -c settings=auditor.yaml"
                            .formatted(name));
        }
    }
}
