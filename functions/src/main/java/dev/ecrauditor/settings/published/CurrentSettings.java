package dev.ecrauditor.settings.published;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.SettingsJson;
import dev.ecrauditor.settings.TrustSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The deployed settings, in which a published object replaces trust and waivers. The object belongs to the
 * deployed settings by its key: the same settings, deployed again later, read the same object.
 */
public final class CurrentSettings {

    private static final Set<String> MEMBERS = Set.of("schema", "trust", "waivers");

    /** How long the last answer counts for evaluations while the store does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(1);

    private final Supplier<Reading<String>> deployed;
    private final Optional<CachedObject<Settings>> published;
    private String text = "";
    private Optional<Reading<Settings>> parsed = Optional.empty();

    /**
     * @param deployed the text of the deployed settings
     * @param key of the object that may replace parts of them; empty where the deployment reads none
     */
    public CurrentSettings(
            Supplier<Reading<String>> deployed, Optional<String> key, PublishedObjects objects, Clock clock) {
        this.deployed = deployed;
        this.published = key.map(name -> new CachedObject<>(objects, name, this::merged, clock));
    }

    /** The settings that decide about a write: where the object cannot be read now, they are unreadable. */
    public Reading<Settings> beforeWrite() {
        return read(Duration.ZERO);
    }

    /** The settings, by the last answer of the store. */
    public Reading<Settings> latest() {
        return read(OUTAGE);
    }

    /**
     * The settings by which repositories are evaluated. With an unreadable object nobody is trusted and nothing new is
     * waived, so that no finding is overlooked. Remediation is requested all the same, reads the settings again, refuses and reports it.
     */
    public Settings evaluating() {
        if (latest() instanceof Reading.Known<Settings> known) {
            return known.value();
        }
        return ofDeployment().with(TrustSettings.NOBODY).withoutWaivers();
    }

    /** The deployed settings; where they are unreadable, every rule evaluates and remediation is requested. */
    public Settings ofDeployment() {
        return deployed() instanceof Reading.Known<Settings> known ? known.value() : Settings.of(RemediationMode.ON);
    }

    /** The settings that only a deployment changes, as it has set them. */
    public Reading<Settings> deployed() {
        Reading<String> file = deployed.get();
        if (file instanceof Reading.Unreadable<String> denied) {
            return new Reading.Unreadable<>(denied.permission(), denied.problem(), denied.denial());
        }
        return file instanceof Reading.Known<String> known ? parsed(known.value()) : new Reading.Known<>(Settings.NONE);
    }

    /** The same text is parsed once. */
    private synchronized Reading<Settings> parsed(String now) {
        if (parsed.isEmpty() || !now.equals(text)) {
            parsed = Optional.of(parse(now));
            text = now;
        }
        return parsed.get();
    }

    private static Reading<Settings> parse(String text) {
        try {
            return new Reading.Known<>(SettingsJson.read(text));
        } catch (IllegalArgumentException fault) {
            return new Reading.Unreadable<>("SETTINGS_FILE", String.valueOf(fault.getMessage()));
        }
    }

    private Reading<Settings> read(Duration oldest) {
        Reading<Settings> own = deployed();
        if (own instanceof Reading.Unreadable || published.isEmpty()) {
            return own;
        }
        Reading<Settings> object = published.get().read(oldest);
        return object instanceof Reading.Absent ? own : object;
    }

    /** The deployed settings with the trust and the waivers of an object, which has both and nothing else. */
    private Settings merged(String text) {
        try {
            Json object = JsonReader.read(text);
            if (!object.members().keySet().equals(MEMBERS)
                    || object.whole("schema").orElse(0L) != 1) {
                throw new IllegalArgumentException("it has other members than schema (1), trust and waivers");
            }
            Json file = JsonReader.read(deployed.get() instanceof Reading.Known<String> known ? known.value() : "{}");
            Map<String, Json> members = new LinkedHashMap<>(file.members());
            members.put("trust", object.at("trust"));
            members.put("waivers", object.at("waivers"));
            return SettingsJson.read(new Json.Obj(members));
        } catch (MalformedJson fault) {
            throw new IllegalArgumentException(String.valueOf(fault.getMessage()), fault);
        }
    }
}
