package dev.ecrauditor.alert;

import dev.ecrauditor.alert.text.WaiverText;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.settings.AccountOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One alert: the findings of one subject that have the same status after one evaluation.
 *
 * @param subject what it is about
 * @param findings at least one, in the order of the rule registry
 * @param publishedAt when it is published
 * @param account what is known about the account
 */
public record Alert(Subject subject, List<AlertedFinding> findings, Instant publishedAt, AccountDetails account) {

    /** An alert that names the account by its id alone. */
    public Alert(Subject subject, List<AlertedFinding> findings, Instant publishedAt) {
        this(subject, findings, publishedAt, AccountDetails.NONE);
    }

    /** One finding with the metadata of its rule; empty when this version of the auditor no longer has the rule. */
    public record AlertedFinding(AlertFacts facts, Optional<RuleMetadata> metadata) {}

    /**
     * Combines facts of one record version and status.
     *
     * @param facts at least one
     */
    public static Alert of(Subject subject, List<AlertFacts> facts, RuleRegistry registry, Instant publishedAt) {
        List<String> order =
                registry.rules().stream().map(rule -> rule.metadata().id()).toList();
        List<AlertedFinding> findings = facts.stream()
                .sorted(Comparator.comparingInt(
                        fact -> order.indexOf(fact.finding().ruleId())))
                .map(fact -> new AlertedFinding(
                        fact, registry.metadata(fact.finding().ruleId())))
                .toList();
        return new Alert(subject, findings, publishedAt);
    }

    /** The same alert with at most so many characters of evidence for each finding. */
    Alert withEvidenceOf(int maxCharacters) {
        List<AlertedFinding> shorter = findings.stream()
                .map(finding -> new AlertedFinding(finding.facts().withEvidenceOf(maxCharacters), finding.metadata()))
                .toList();
        return new Alert(subject, shorter, publishedAt, account);
    }

    /** The same alert, saying what is known about the account. */
    public Alert withAccount(AccountDetails known) {
        return new Alert(subject, findings, publishedAt, known);
    }

    Optional<AccountOwner> owner() {
        return account.owner();
    }

    /** The findings in their order; those that say the same, such as what one denied call leaves unknown, together. */
    List<List<AlertedFinding>> alike() {
        Map<Object, List<AlertedFinding>> groups = new LinkedHashMap<>();
        for (AlertedFinding finding : findings) {
            boolean isBare = AlertPhrases.isOver(this) || AlertPhrases.isCoverageGap(finding);
            Object same = isBare
                    ? List.of(
                            finding.facts().evidence().summary(),
                            finding.facts().evidence().facts(),
                            finding.facts().cause(),
                            finding.facts().setBy())
                    : finding;
            groups.computeIfAbsent(same, key -> new ArrayList<>()).add(finding);
        }
        return List.copyOf(groups.values());
    }

    /** The entries of the settings file that would accept these findings; empty where there is nothing to accept. */
    Optional<String> waiver() {
        return WaiverText.of(
                subject,
                findings.stream()
                        .filter(finding -> finding.metadata().isPresent())
                        .map(AlertedFinding::facts)
                        .toList());
    }

    Resource resource() {
        return new Resource(subject, account.name());
    }

    public AlertStatus status() {
        return first().status();
    }

    /** The worst of its findings. */
    public Severity severity() {
        return findings.stream()
                .map(finding -> finding.facts().severity())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The event that started the evaluation. */
    public Optional<EventSummary> event() {
        return first().event();
    }

    /** The one call that is known to have caused all findings; where there are several, each finding has its own. */
    public Optional<EventSummary> setBy() {
        Set<Optional<EventSummary>> calls =
                findings.stream().map(finding -> finding.facts().setBy()).collect(Collectors.toSet());
        return calls.size() == 1 ? calls.iterator().next() : Optional.empty();
    }

    /** True when the actor of a part of the findings is known. */
    boolean isPartlyCertain() {
        return setBy().isEmpty()
                && findings.stream().anyMatch(finding -> finding.facts().actorIsCertain());
    }

    /** The ids of all entries that this alert publishes. */
    public List<String> entryIds() {
        return findings.stream()
                .flatMap(finding -> finding.facts().entryIds().stream())
                .toList();
    }

    /** The time from the call to this alert; empty when no event started the evaluation. */
    public Optional<Duration> detectionDelay() {
        return event().map(event -> Duration.between(event.time(), publishedAt));
    }

    public List<String> alertIds() {
        return findings.stream().map(finding -> finding.facts().id()).toList();
    }

    public List<String> ruleIds() {
        return findings.stream()
                .map(finding -> finding.facts().finding().ruleId())
                .toList();
    }

    AlertFacts first() {
        return findings.get(0).facts();
    }
}
