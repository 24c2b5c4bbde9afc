package dev.ecrauditor.settings;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The form in which the settings reach the functions: the checked settings file as JSON, by
 * {@code docs/settings.schema.json}. A file that is not fully understood is rejected as a whole: a part of the
 * exclusions would not protect the others.
 */
public final class SettingsJson {

    private static final String NO_REMINDERS = "OFF";

    private SettingsJson() {}

    /**
     * Reads settings.
     *
     * @throws IllegalArgumentException when they are not understood
     */
    public static Settings read(String text) {
        try {
            return read(JsonReader.read(text));
        } catch (MalformedJson fault) {
            throw new IllegalArgumentException("the settings are not understood: " + fault.getMessage(), fault);
        }
    }

    /**
     * Reads settings.
     *
     * @throws IllegalArgumentException when they are not understood
     */
    public static Settings read(Json file) {
        try {
            return new Settings(
                    entries(file, "remediation").stream()
                            .map(SettingsJson::accountMode)
                            .toList(),
                    entries(file, "exclusions").stream()
                            .map(entry -> new Exclusion(scope(entry), required(entry, "reason")))
                            .toList(),
                    entries(file, "waivers").stream().map(SettingsJson::waiver).toList(),
                    rules(file.at("rules")),
                    trust(file),
                    watch(file.at("watch")),
                    Duration.parse(required(file.at("schedule"), "sweepEvery")),
                    reminders(file),
                    quietActors(file),
                    owners(file));
        } catch (NoSuchElementException | IllegalArgumentException | DateTimeException fault) {
            throw new IllegalArgumentException("the settings are not understood: " + fault.getMessage(), fault);
        }
    }

    /**
     * Reads the waivers of an object that is published beside the deployed settings.
     *
     * @throws IllegalArgumentException when they are not understood
     */
    public static List<Waiver> publishedWaivers(String text) {
        try {
            return entries(JsonReader.read(text), "waivers").stream()
                    .map(SettingsJson::waiver)
                    .toList();
        } catch (MalformedJson | NoSuchElementException | DateTimeException fault) {
            throw new IllegalArgumentException("the waivers are not understood: " + fault.getMessage(), fault);
        }
    }

    private static RuleSettings rules(Json rules) {
        return new RuleSettings(
                Duration.parse(required(rules, "policyGrace")),
                severities(rules),
                Set.copyOf(texts(rules, "on")),
                Set.copyOf(texts(rules, "off")),
                Set.copyOf(texts(rules, "allowedKeys")));
    }

    private static Map<String, Severity> severities(Json rules) {
        if (!(rules.at("severities") instanceof Json.Obj)) {
            throw new NoSuchElementException("no severities");
        }
        Map<String, Severity> severities = new TreeMap<>();
        rules.members("severities")
                .forEach((rule, severity) -> severities.put(
                        rule,
                        Severity.valueOf(
                                severity.text().orElseThrow(() -> new NoSuchElementException("no severity")))));
        return severities;
    }

    /** Settings that an earlier version deployed have none. */
    private static Reminders reminders(Json file) {
        if (!file.members().containsKey("reminders")) {
            return Reminders.DEFAULT;
        }
        if (!(file.at("reminders") instanceof Json.Obj)) {
            throw new NoSuchElementException("no reminders");
        }
        Map<Severity, Duration> intervals = new EnumMap<>(Severity.class);
        file.members("reminders").forEach((severity, interval) -> {
            String text = interval.text().orElseThrow(() -> new NoSuchElementException("no interval of a reminder"));
            if (!text.equals(NO_REMINDERS)) {
                intervals.put(Severity.valueOf(severity), Duration.parse(text));
            }
        });
        return new Reminders(intervals);
    }

    /** The watched organization is known by its id already; that of any other account has to be read. */
    private static TrustSettings trust(Json file) {
        Json trust = file.at("trust");
        boolean own = flag(trust, "ownOrganization");
        Set<String> organizations = new TreeSet<>(texts(trust, "organizations"));
        if (own) {
            file.text("watch", "organization").ifPresent(organizations::add);
        }
        return new TrustSettings(own, Set.copyOf(texts(trust, "accounts")), organizations);
    }

    private static WatchSettings watch(Json watch) {
        return new WatchSettings(
                watch.text("organization"),
                texts(watch, "organizationalUnits"),
                watchedManagementAccount(watch),
                texts(watch, "regions"),
                texts(watch, "excludedAccounts"),
                watch.text("canary"));
    }

    /** The file always names the management account of an organization, because its StackSets belong to it. */
    private static Optional<String> watchedManagementAccount(Json watch) {
        return flag(watch, "watchManagementAccount")
                ? Optional.of(required(watch, "managementAccount"))
                : Optional.empty();
    }

    private static AccountMode accountMode(Json entry) {
        return new AccountMode(texts(entry, "accounts"), RemediationMode.valueOf(required(entry, "mode")));
    }

    /** Settings that an earlier version deployed have none. */
    private static List<AccountOwner> owners(Json file) {
        return file.members().containsKey("owners")
                ? entries(file, "owners").stream()
                        .map(entry -> new AccountOwner(
                                texts(entry, "accounts"), required(entry, "name"), required(entry, "email")))
                        .toList()
                : List.of();
    }

    private static Waiver waiver(Json entry) {
        return new Waiver(
                texts(entry, "rules"),
                scope(entry),
                grants(entry),
                required(entry, "owner"),
                required(entry, "reason"),
                LocalDate.parse(required(entry, "expires")));
    }

    /** Waivers of settings that an earlier version deployed have none. */
    private static List<WaivedAccess> grants(Json waiver) {
        return waiver.members().containsKey("grants")
                ? entries(waiver, "grants").stream()
                        .map(SettingsJson::waivedAccess)
                        .toList()
                : List.of();
    }

    /** Settings that an earlier version deployed have none. */
    private static List<QuietActor> quietActors(Json file) {
        return file.members().containsKey("quietActors")
                ? entries(file, "quietActors").stream()
                        .map(entry ->
                                new QuietActor(texts(entry, "roles"), texts(entry, "rules"), required(entry, "reason")))
                        .toList()
                : List.of();
    }

    private static WaivedAccess waivedAccess(Json entry) {
        return new WaivedAccess(Set.copyOf(texts(entry, "principals")), texts(entry, "actions"));
    }

    private static Scope scope(Json entry) {
        return new Scope(texts(entry, "accounts"), texts(entry, "repositories"));
    }

    private static List<Json> entries(Json file, String name) {
        if (!(file.at(name) instanceof Json.Arr)) {
            throw new NoSuchElementException("no list " + name);
        }
        return file.items(name);
    }

    private static List<String> texts(Json entry, String name) {
        return entries(entry, name).stream()
                .map(item -> item.text().orElseThrow(() -> new NoSuchElementException("no text in " + name)))
                .toList();
    }

    private static boolean flag(Json entry, String name) {
        return entry.bool(name).orElseThrow(() -> new NoSuchElementException("no " + name));
    }

    private static String required(Json entry, String name) {
        return entry.text(name).orElseThrow(() -> new NoSuchElementException("no " + name));
    }
}
