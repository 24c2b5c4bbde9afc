package dev.ecrauditor.handler;

import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.remediation.SettingsReader;
import dev.ecrauditor.repository.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.OwnOrganizationTrust;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.RuleSettings;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.TrustSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The settings that were deployed with a function, and the rules as they configure them. */
final class DeployedRules {

    private final Environment environment;
    private final Supplier<OrganizationReader> organization;
    private final Clock clock;

    DeployedRules(Environment environment, Supplier<OrganizationReader> organization, Clock clock) {
        this.environment = environment;
        this.organization = organization;
        this.clock = clock;
    }

    /** The rules that evaluate, with those that are trusted at the time of asking; may read the own organization. */
    Supplier<RuleRegistry> evaluating() {
        RuleSettings rules = settings().rules();
        Supplier<TrustedParties> trust = trust();
        return () -> RuleRegistry.standard(rules.policyGrace(), trust.get()).without(rules.off());
    }

    private Supplier<TrustedParties> trust() {
        Settings settings = settings();
        TrustedParties named =
                new TrustedParties(settings.trust().accounts(), settings.trust().organizations());
        return isOwnOrganizationRead(settings)
                ? new OwnOrganizationTrust(named, organization.get(), clock)
                : () -> named;
    }

    /** The metadata of all rules, also of those that are switched off: an alert names the rule of what it resolves. */
    RuleRegistry all() {
        return RuleRegistry.standard(settings().rules().policyGrace());
    }

    /** A watched organization is named in the settings; any other is read. */
    private static boolean isOwnOrganizationRead(Settings settings) {
        return settings.trust().ownOrganization()
                && settings.watch().organization().isEmpty();
    }

    /** Includes every setting that a verdict depends on. */
    RuleSetFingerprint fingerprint() {
        Settings settings = settings();
        RuleSettings rules = settings.rules();
        TrustSettings trusted = settings.trust();
        return RuleSetFingerprint.of(
                all(),
                rules.off(),
                "POLICY_GRACE=" + rules.policyGrace() + " TRUSTED=" + new TreeSet<>(trusted.accounts()) + " "
                        + new TreeSet<>(trusted.organizations())
                        + (isOwnOrganizationRead(settings) ? " OWN_ORGANIZATION" : ""));
    }

    SettingsReader reader() {
        return environment
                .optional("SETTINGS_FILE")
                .<SettingsReader>map(path -> new SettingsFile(Path.of(path)))
                .orElse(() -> new Reading.Known<>(Settings.NONE));
    }

    boolean areReadable() {
        return reader().read() instanceof Reading.Known;
    }

    /**
     * The settings by which the transition requests remediation and the rules evaluate. Unreadable settings hold no
     * alert back: every rule evaluates, nobody is trusted, and remediation is requested, reads the settings again,
     * refuses and reports it.
     */
    Settings settings() {
        return reader().read() instanceof Reading.Known<Settings> known
                ? known.value()
                : Settings.of(RemediationMode.ON);
    }
}
