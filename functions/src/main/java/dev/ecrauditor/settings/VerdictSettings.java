package dev.ecrauditor.settings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The settings that decide what is found and what is waived, as text: two settings with the same text find the same.
 * Which rules are off is not part of it.
 */
public final class VerdictSettings {

    private VerdictSettings() {}

    public static String text(Settings settings) {
        RuleSettings rules = settings.rules();
        TrustSettings trusted = settings.trust();
        return "POLICY_GRACE=" + rules.policyGrace() + " TRUSTED=" + sorted(trusted.accounts()) + " "
                + sorted(trusted.organizations())
                + given("SEVERITIES", new TreeMap<>(rules.severities()).toString(), rules.severities())
                + given("ALLOWED_KEYS", sorted(rules.allowedKeys()), rules.allowedKeys())
                + given("WAIVERS", waivers(settings.waivers()), settings.waivers());
    }

    private static String given(String name, String text, Map<?, ?> values) {
        return given(name, text, values.keySet());
    }

    /** A setting that a version adds leaves the text of those who do not use it. */
    private static String given(String name, String text, Collection<?> values) {
        return values.isEmpty() ? "" : " " + name + "=" + text;
    }

    /** Owner and reason change no verdict. */
    private static String waivers(List<Waiver> waivers) {
        return sorted(waivers.stream()
                .map(waiver -> sorted(waiver.rules())
                        + sorted(waiver.scope().accounts())
                        + sorted(waiver.scope().repositories())
                        + sorted(waiver.grants().stream()
                                .map(access -> sorted(access.principals()) + sorted(access.actions()))
                                .toList())
                        + waiver.expires())
                .toList());
    }

    private static String sorted(Collection<String> texts) {
        return new TreeSet<>(texts).stream().collect(Collectors.joining(", ", "[", "]"));
    }
}
