package dev.ecrauditor.handler;

import dev.ecrauditor.audit.RuleSource;
import dev.ecrauditor.audit.subject.SubjectRules;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.SubjectTransition;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.organization.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.OwnOrganizationTrust;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.RuleSettings;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.VerdictSettings;
import dev.ecrauditor.settings.published.Baseline;
import dev.ecrauditor.settings.published.Baselines;
import dev.ecrauditor.settings.published.CurrentSettings;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The rules as the settings of the moment configure them. */
final class CurrentRules {

    private final CurrentSettings settings;
    private final Baselines baselines;
    private final Supplier<OrganizationReader> organization;
    private final Clock clock;
    private final LatestRules evaluating = new LatestRules();
    private final LatestRules ofDeployment = new LatestRules();
    private Optional<Configured> latest = Optional.empty();

    /** What follows from settings, and is made once for them. */
    private record Configured(Settings settings, RuleSetFingerprint fingerprint, Supplier<TrustedParties> trust) {}

    /** The rules for the latest options, which seldom change. */
    private static final class LatestRules {

        private volatile Optional<Made> made = Optional.empty();

        private record Made(RuleOptions options, RuleRegistry rules) {}

        RuleRegistry of(RuleOptions options) {
            Made known = made.filter(latest -> latest.options().equals(options))
                    .orElseGet(() -> new Made(options, RuleCatalog.of(options)));
            made = Optional.of(known);
            return known.rules();
        }
    }

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
        return new RuleSource() {
            @Override
            public RuleSet of(RepositoryArn repository) {
                Configured now = configured();
                RuleSettings rules = now.settings().rules();
                return new RuleSet(
                        () -> evaluating.of(rules.options(now.trust().get())),
                        new Transition(now.settings(), remediationRole, Optional.of(now.fingerprint()))
                                .accepting(baseline(repository.account(), repository.region()), areSettingsKnown()));
            }

            @Override
            public Reminders reminders() {
                return CurrentRules.this.reminders();
            }
        };
    }

    /** True if a rule that is on evaluates a setting, so that it has to be read. */
    boolean evaluates(Setting setting) {
        return ofDeployment
                .of(settings.ofDeployment().rules().options(TrustedParties.NOBODY))
                .evaluates(setting);
    }

    /** The rules of registries and keys. */
    SubjectRules.RuleSet ofSubjects() {
        Configured now = configured();
        RuleSettings rules = now.settings().rules();
        return new SubjectRules.RuleSet(
                () -> RuleCatalog.of(rules.options(now.trust().get())),
                new SubjectTransition.Terms(
                        Optional.of(now.fingerprint()),
                        now.settings().waivers(),
                        areSettingsKnown(),
                        now.settings().reminders()));
    }

    /** How often people are reminded of open findings. */
    Reminders reminders() {
        return settings.ofDeployment().reminders();
    }

    private boolean areSettingsKnown() {
        return !(settings.latest() instanceof Reading.Unreadable);
    }

    /** The baseline of an account in a Region. */
    Reading<Baseline> baseline(String account, String region) {
        return baselines.of(account, region);
    }

    /** The metadata of all rules, also of those that are off: an alert names the rule of what it resolves. */
    RuleRegistry all() {
        return RuleCatalog.every(settings.ofDeployment().rules().options(TrustedParties.NOBODY));
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

    private static RuleSetFingerprint fingerprint(Settings settings) {
        RuleOptions options = settings.rules().options(TrustedParties.NOBODY);
        RuleRegistry every = RuleCatalog.every(RuleOptions.of(options.policyGrace()));
        return RuleSetFingerprint.of(
                every,
                every.metadata().stream()
                        .filter(rule -> !options.isOn(rule))
                        .map(RuleMetadata::id)
                        .collect(Collectors.toSet()),
                VerdictSettings.text(settings) + (isOwnOrganizationRead(settings) ? " OWN_ORGANIZATION" : ""));
    }
}
