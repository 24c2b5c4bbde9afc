package dev.ecrauditor.settings;

import dev.ecrauditor.repository.RepositoryArn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The settings file as the functions read it.
 *
 * @param remediation how far remediation may go; the first entry that names an account decides
 * @param exclusions what remediation never touches
 * @param waivers findings for which somebody accepts responsibility for a time
 * @param rules the settings of the rules
 * @param trust who is meant to have access from outside
 * @param watch which accounts are watched
 * @param sweepEvery time from the beginning of one sweep until the next one is due
 * @param reminders how often people are reminded of open findings
 * @param quietActors whose findings of some rules are published in one digest a day
 * @param owners who is responsible for accounts; the first entry that names an account decides
 */
public record Settings(
        List<AccountMode> remediation,
        List<Exclusion> exclusions,
        List<Waiver> waivers,
        RuleSettings rules,
        TrustSettings trust,
        WatchSettings watch,
        Duration sweepEvery,
        Reminders reminders,
        List<QuietActor> quietActors,
        List<AccountOwner> owners) {

    private static final Duration DEFAULT_SWEEP_EVERY = Duration.ofDays(1);

    /** No settings file: remediation is off everywhere. */
    public static final Settings NONE = new Settings(List.of(), List.of(), List.of());

    public Settings {
        remediation = List.copyOf(remediation);
        exclusions = List.copyOf(exclusions);
        waivers = List.copyOf(waivers);
        quietActors = List.copyOf(quietActors);
        owners = List.copyOf(owners);
    }

    /** The settings of remediation, with the defaults of all others: every rule, and nobody trusted. */
    public Settings(List<AccountMode> remediation, List<Exclusion> exclusions, List<Waiver> waivers) {
        this(
                remediation,
                exclusions,
                waivers,
                RuleSettings.DEFAULT,
                TrustSettings.NOBODY,
                WatchSettings.OWN_ACCOUNT,
                DEFAULT_SWEEP_EVERY,
                Reminders.DEFAULT,
                List.of(),
                List.of());
    }

    /** One mode for every account, and nothing excluded or waived. */
    public static Settings of(RemediationMode mode) {
        return NONE.with(mode);
    }

    /** The same settings with one mode for every account. */
    public Settings with(RemediationMode mode) {
        return new Settings(
                List.of(new AccountMode(List.of("*"), mode)),
                exclusions,
                waivers,
                rules,
                trust,
                watch,
                sweepEvery,
                reminders,
                quietActors,
                owners);
    }

    /** The same settings with other trusted parties. */
    public Settings with(TrustSettings other) {
        return new Settings(
                remediation, exclusions, waivers, rules, other, watch, sweepEvery, reminders, quietActors, owners);
    }

    /** The same settings without waivers. */
    public Settings withoutWaivers() {
        return new Settings(
                remediation, exclusions, List.of(), rules, trust, watch, sweepEvery, reminders, quietActors, owners);
    }

    /** The same settings with other reminders. */
    public Settings with(Reminders other) {
        return new Settings(
                remediation, exclusions, waivers, rules, trust, watch, sweepEvery, other, quietActors, owners);
    }

    /** The same settings with another grace period, if there is one. */
    public Settings withPolicyGrace(Optional<Duration> other) {
        return new Settings(
                remediation,
                exclusions,
                waivers,
                other.map(rules::withPolicyGrace).orElse(rules),
                trust,
                watch,
                sweepEvery,
                reminders,
                quietActors,
                owners);
    }

    /** How far remediation may go in an account; OFF where no entry names it. */
    public RemediationMode mode(String account) {
        return remediation.stream()
                .filter(entry -> Scope.matches(entry.accounts(), account))
                .findFirst()
                .map(AccountMode::mode)
                .orElse(RemediationMode.OFF);
    }

    /** Who is responsible for an account; empty where no entry names it. */
    public Optional<AccountOwner> owner(String account) {
        return owners.stream()
                .filter(entry -> Scope.matches(entry.accounts(), account))
                .findFirst();
    }

    /** Why remediation excludes a finding, as the end of a sentence; empty where it may act as far as the mode goes. */
    public Optional<String> veto(String ruleId, RepositoryArn repository, Instant at) {
        Optional<String> excluded = exclusions.stream()
                .filter(exclusion -> exclusion.scope().contains(repository))
                .findFirst()
                .map(exclusion -> "the settings exclude the repository: " + exclusion.reason());
        return excluded.or(() ->
                waiver(ruleId, repository, at).map(waiver -> "waived by " + waiver.terms() + ": " + waiver.reason()));
    }

    /** The first waiver that accepts a finding at this time. */
    public Optional<Waiver> waiver(String ruleId, RepositoryArn repository, Instant at) {
        return waivers.stream()
                .filter(waiver -> waiver.holds(ruleId, repository, at))
                .findFirst();
    }
}
