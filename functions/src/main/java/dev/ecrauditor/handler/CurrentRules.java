package dev.ecrauditor.handler;

import dev.ecrauditor.audit.RuleSource;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.organization.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.OwnOrganizationTrust;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Baseline;
import dev.ecrauditor.settings.Baselines;
import dev.ecrauditor.settings.CurrentSettings;
import dev.ecrauditor.settings.RuleSettings;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.TrustSettings;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The rules as the settings of the moment configure them. */
final class CurrentRules {

    private final CurrentSettings settings;
    private final Baselines baselines;
    private final Supplier<OrganizationReader> organization;
    private final Clock clock;
    private Optional<Configured> latest = Optional.empty();

    /** What follows from settings, and is made once for them. */
    private record Configured(Settings settings, RuleSetFingerprint fingerprint, Supplier<TrustedParties> trust) {}

    CurrentRules(
            CurrentSettings settings, Baselines baselines, Supplier<OrganizationReader> organization, Clock clock) {
        this.settings = settings;
        this.baselines = baselines;
        this.organization = organization;
        this.clock = clock;
    }

    /**
     * The rules and the transition of an evaluation; may read the settings, the baseline and the own organization.
     *
     * @param remediationRole the name of the auditor's remediation role
     */
    RuleSource evaluating(String remediationRole) {
        return repository -> {
            Configured now = configured();
            RuleSettings rules = now.settings().rules();
            return new RuleSource.RuleSet(
                    () -> RuleCatalog.standard(rules.policyGrace(), now.trust().get())
                            .without(rules.off()),
                    new Transition(now.settings(), remediationRole, Optional.of(now.fingerprint()))
                            .accepting(
                                    baseline(repository.account(), repository.region()),
                                    !(settings.latest() instanceof Reading.Unreadable)));
        };
    }

    /** True if a rule that is on now evaluates a setting, so that it has to be read. */
    boolean evaluates(Setting setting) {
        RuleSettings rules = configured().settings().rules();
        return RuleCatalog.standard(rules.policyGrace()).without(rules.off()).evaluates(setting);
    }

    /** The baseline of an account in a Region. */
    Reading<Baseline> baseline(String account, String region) {
        return baselines.of(account, region);
    }

    /** The metadata of all rules, also of those that are switched off: an alert names the rule of what it resolves. */
    RuleRegistry all() {
        return all(settings.ofDeployment());
    }

    /** Includes every setting that a verdict depends on. */
    RuleSetFingerprint fingerprint() {
        return configured().fingerprint();
    }

    private synchronized Configured configured() {
        Settings now = settings.evaluating();
        if (latest.filter(known -> known.settings().equals(now)).isEmpty()) {
            latest = Optional.of(new Configured(now, fingerprint(now), trust(now)));
        }
        return latest.get();
    }

    private Supplier<TrustedParties> trust(Settings now) {
        TrustedParties named =
                new TrustedParties(now.trust().accounts(), now.trust().organizations());
        return isOwnOrganizationRead(now) ? new OwnOrganizationTrust(named, organization.get(), clock) : () -> named;
    }

    /** A watched organization is named in the settings; any other is read. */
    private static boolean isOwnOrganizationRead(Settings settings) {
        return settings.trust().ownOrganization()
                && settings.watch().organization().isEmpty();
    }

    private static RuleRegistry all(Settings settings) {
        return RuleCatalog.standard(settings.rules().policyGrace());
    }

    private static RuleSetFingerprint fingerprint(Settings settings) {
        RuleSettings rules = settings.rules();
        TrustSettings trusted = settings.trust();
        return RuleSetFingerprint.of(
                all(settings),
                rules.off(),
                "POLICY_GRACE=" + rules.policyGrace() + " TRUSTED=" + new TreeSet<>(trusted.accounts()) + " "
                        + new TreeSet<>(trusted.organizations())
                        + (isOwnOrganizationRead(settings) ? " OWN_ORGANIZATION" : ""));
    }
}
