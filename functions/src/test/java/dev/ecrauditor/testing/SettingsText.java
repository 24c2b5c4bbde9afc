package dev.ecrauditor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings as the layer holds them: every key, with its default or with what a test sets. */
public record SettingsText(Map<String, String> sections) {

    /** The settings of a deployment without a settings file. */
    public static final SettingsText DEFAULTS = new SettingsText(new LinkedHashMap<>())
            .with(
                    "watch",
                    "{\"organizationalUnits\":[],\"watchManagementAccount\":false,\"accounts\":[],\"regions\":[],\"excludedAccounts\":[]}")
            .with("trust", trust(false, "[]", "[]"))
            .with("rules", rules("PT15M", "[]"))
            .with("schedule", "{\"sweepEvery\":\"PT24H\"}")
            .with("remediation", "[]")
            .with("exclusions", "[]")
            .with("waivers", "[]");

    /** The same settings with another value of one key. */
    public SettingsText with(String key, String json) {
        Map<String, String> changed = new LinkedHashMap<>(sections);
        changed.put(key, json);
        return new SettingsText(changed);
    }

    public static String trust(boolean ownOrganization, String accounts, String organizations) {
        return "{\"ownOrganization\":%s,\"accounts\":%s,\"organizations\":%s}"
                .formatted(ownOrganization, accounts, organizations);
    }

    public static String rules(String policyGrace, String off) {
        return "{\"policyGrace\":\"%s\",\"severities\":{},\"on\":[],\"off\":%s,\"allowedKeys\":[]}"
                .formatted(policyGrace, off);
    }

    public String json() {
        return sections.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Writes the settings into a file, as the layer does. */
    public Path in(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.writeString(Files.createTempFile(directory, "settings", ".json"), json());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
