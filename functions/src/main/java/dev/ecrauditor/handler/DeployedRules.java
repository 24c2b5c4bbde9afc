package dev.ecrauditor.handler;

import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.remediation.SettingsReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.RuleSettings;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.TrustSettings;
import java.nio.file.Path;
import java.util.TreeSet;

/** The settings that were deployed with a function, and the rules as they configure them. */
final class DeployedRules {

    private final Environment environment;

    DeployedRules(Environment environment) {
        this.environment = environment;
    }

    /** The rules that evaluate. */
    RuleRegistry evaluating() {
        return all().without(settings().rules().off());
    }

    /** Also those that are switched off: an alert names the rule of a finding that it resolves. */
    RuleRegistry all() {
        Settings settings = settings();
        TrustSettings trust = settings.trust();
        return RuleRegistry.standard(
                settings.rules().policyGrace(), new TrustedParties(trust.accounts(), trust.organizations()));
    }

    /** Includes every setting that a verdict depends on. */
    RuleSetFingerprint fingerprint() {
        RuleSettings rules = settings().rules();
        TrustSettings trusted = settings().trust();
        return RuleSetFingerprint.of(
                all(),
                rules.off(),
                "POLICY_GRACE=" + rules.policyGrace() + " TRUSTED=" + new TreeSet<>(trusted.accounts()) + " "
                        + new TreeSet<>(trusted.organizations()));
    }

    SettingsReader reader() {
        return environment
                .optional("SETTINGS_FILE")
                .<SettingsReader>map(path -> new SettingsFile(Path.of(path)))
                .orElse(() -> new Reading.Known<>(Settings.NONE));
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
